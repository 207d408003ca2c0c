"""Which files a simulation leaves in its folder, and how they go when another one takes their place."""

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
"""Files of every simulation; `series_SYMBOL.npz` and LOBSTER files of each instrument come beside."""


def clear(folder: Path) -> None:
    """Removes what an earlier simulation left in a folder, and nothing else.

    Metrics and report go first: whoever is interrupted leaves no folder that looks complete. Prices go last, because
    they tell the instruments, whose LOBSTER files are told by them from those of others.
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
    """The instruments of the earlier simulation."""
    try:
        with (folder / "prices.csv").open(newline="", encoding="utf-8") as lines:
            return {row.get("instrument") or "" for row in csv.DictReader(lines)} - {""}
    except (OSError, ValueError, csv.Error):
        return set()
