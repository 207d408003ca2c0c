"""Output files of a simulation, and their removal before the next simulation."""

from __future__ import annotations

import csv
import re
from pathlib import Path

METRICS, REPORT = "metrics.json", "report.html"

NAMES = (
    *("activity.csv", "agents.csv", "bars_1h.csv", "bars_1m.csv", "bars_5m.csv", "depth.csv", METRICS),
    *("news.csv", "phases.csv", "population_positions.csv", "populations.csv", "portfolios.csv", "positions.csv"),
    *("prices.csv", REPORT, "trades.csv"),
)
"""Files of every simulation; each instrument adds `series_SYMBOL.npz` and LOBSTER files."""


def clear(folder: Path) -> None:
    """Removes the files of an earlier simulation from a folder; keeps all other files.

    Metrics and report are removed first: an interrupted removal leaves a folder that is visibly incomplete. Prices are
    removed last because they list the instruments; the LOBSTER files to remove are identified by these instruments.
    """
    if not folder.is_dir():
        return
    symbols = _symbols(folder)
    (folder / METRICS).unlink(missing_ok=True)
    (folder / REPORT).unlink(missing_ok=True)
    for path in sorted(folder.iterdir()):
        if _is_of(symbols, path.name) and path.is_file():
            path.unlink()
    for name in sorted(set(NAMES), key=lambda name: name == "prices.csv"):
        (folder / name).unlink(missing_ok=True)


def _is_of(symbols: set[str], name: str) -> bool:
    books = re.fullmatch(r"(.+)_\d{4}-\d\d-\d\d_\d+_\d+_(message|orderbook)_\d+\.csv", name)
    series = re.fullmatch(r"series_(.+)\.npz", name)
    found = books or series
    return found is not None and found[1] in symbols


def _symbols(folder: Path) -> set[str]:
    """Returns the instruments of the earlier simulation."""
    try:
        with (folder / "prices.csv").open(newline="", encoding="utf-8") as lines:
            return {row.get("instrument") or "" for row in csv.DictReader(lines)} - {""}
    except (OSError, ValueError, csv.Error):
        return set()
