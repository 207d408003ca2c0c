"""The files of `qtg simulate --out`, as arrays."""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from quant_trading_gym.markets.run_folder import NAMES
from quant_trading_gym.markets.series import NANOS_PER_SECOND, MarketSeries

if TYPE_CHECKING:
    from quant_trading_gym.markets.simulation_result import Simulation

Column = NDArray[Any]
Table = dict[str, Column]


@dataclass(frozen=True)
class Tables:
    """Data folder of a simulation.

    Attributes:
        folder: Path of the folder.
        simulation: Result of the simulation.
    """

    folder: Path
    simulation: Simulation

    @functools.cached_property
    def symbols(self) -> tuple[str, ...]:
        """Symbols of the instruments in index order."""
        return tuple(dict.fromkeys(self.table("prices")["instrument"].tolist()))

    @functools.cached_property
    def populations(self) -> dict[str, tuple[str, int]]:
        """Type and number of agents by population name, in order."""
        agents = self.table("agents")
        names, types = agents["population"].tolist(), agents["type"].tolist()
        return {name: (kind, names.count(name)) for name, kind in dict(zip(names, types, strict=True)).items()}

    @functools.cached_property
    def _cache(self) -> dict[str, Table]:
        return {}

    def table(self, name: str) -> Table:
        """Returns the columns (n,) of a CSV file: integers, floats, or texts. Empty numeric cells are NaN."""
        if name not in self._cache:
            with (self.folder / f"{name}.csv").open(newline="", encoding="utf-8") as lines:
                header, *rows = csv.reader(lines)
            self._cache[name] = {
                column: _column([row[place] for row in rows], column) for place, column in enumerate(header)
            }
        return self._cache[name]

    def of(self, name: str, **values: str) -> Table:
        """Returns the rows of a table with the given column values."""
        table = self.table(name)
        chosen = np.ones(len(next(iter(table.values()))), dtype=bool)
        for column, value in values.items():
            chosen &= table[column] == value
        return {column: cells[chosen] for column, cells in table.items()}

    def files(self, levels: int) -> tuple[Path, ...]:
        """Returns the existing output files: books with `levels` levels, tables, and the report."""
        every = [self.folder / name for name in NAMES]
        for symbol in self.symbols:
            every.append(self.folder / f"series_{symbol}.npz")
            for kind in ("message", "orderbook"):
                every += self.folder.glob(f"{symbol}_*_{kind}_{levels}.csv")
        return tuple(sorted(path for path in every if path.is_file()))

    def series(self, symbol: str) -> MarketSeries:
        """Returns the one-second series of an instrument since the open."""
        return MarketSeries.load(self.folder / f"series_{symbol}.npz")

    def first_second(self, series: MarketSeries) -> int:
        """Returns the first full simulated second after the open: 0 unless the simulation was resumed."""
        elapsed = -(-(self.simulation.from_nanos - self.simulation.open_nanos) // NANOS_PER_SECOND)
        return int(min(elapsed, series.seconds))


_TEXTS = frozenset(
    {"instrument", "agent", "population", "type", "event", "reason", "side", "kind", "sector", "cause", "aggressor"}
)


def _column(cells: list[str], name: str) -> Column:
    if name in _TEXTS:
        return np.array(cells, dtype=np.str_)
    try:
        return np.array(cells, dtype=np.int64)
    except ValueError:
        return np.array([cell or "nan" for cell in cells], dtype=np.float64)
