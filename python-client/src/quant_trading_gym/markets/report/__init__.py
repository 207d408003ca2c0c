"""Metrics and HTML report of a simulation folder."""

from __future__ import annotations

import importlib.util

from quant_trading_gym.base.text import to_json
from quant_trading_gym.markets.report.metrics import Metrics, measure
from quant_trading_gym.markets.report.tables import Tables
from quant_trading_gym.markets.run_folder import METRICS, REPORT

__all__ = ["METRICS", "REPORT", "Metrics", "Tables", "measure", "write_report"]


def write_report(tables: Tables) -> Metrics:
    """Writes `metrics.json`, and `report.html` if matplotlib is installed, to the folder of a simulation."""
    folder, simulation = tables.folder, tables.simulation
    metrics = measure(tables)
    if importlib.util.find_spec("matplotlib") is None:
        (folder / REPORT).unlink(missing_ok=True)  # the report of an earlier simulation
    else:
        from quant_trading_gym.markets.report.report_page import write_page

        write_page(tables, metrics, folder / REPORT)
    document = {**simulation.to_dict(), **metrics.to_dict()}
    (folder / METRICS).write_text(to_json(document, indent=1) + "\n", encoding="utf-8")  # last: folder complete
    return metrics
