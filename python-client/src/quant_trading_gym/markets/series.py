"""One instrument's market for one session, reduced to what the statistics of realism need."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

GAP_BINS_PER_DECADE = 10
NANOS_PER_SECOND = 1_000_000_000
_ARRAYS = (
    *("mid", "bid_size", "ask_size", "spread", "depth", "volume", "buy_volume", "orders", "messages", "ofi"),
    *("order_time", "order_sign", "order_lots", "order_double_mid", "gap_counts", "gap_moments", "type_counts"),
    *("limit_size_counts", "execution_size_counts", "placement_counts", "cancel_counts"),
)


@dataclass(frozen=True, kw_only=True)
class MarketSeries:
    """The market by seconds, its market orders, and counts over its messages.

    Prices are in ticks and quantities in lots. With S seconds, arrays of the book's state have S + 1 elements, the
    first at the open; arrays of flows have S, element k for the second that ends k + 1 seconds after the open.

    Attributes:
        name: of the instrument, or of the file.
        open_nanos: since midnight.
        tick_size: money value of a tick, in currency.
        mid: mid price; the last one known while a side is empty.
        bid_size: displayed lots at the best bid; 0 where there is none.
        ask_size: likewise.
        spread: time-weighted mean; NaN where a side was empty throughout.
        depth: time-weighted mean of the sizes at both best prices.
        volume: lots traded.
        buy_volume: lots traded with a buying aggressor.
        orders: market orders, that is incoming orders that traded with visible ones.
        messages: submissions, cancels, and executions.
        ofi: order-flow imbalance at the best prices (Cont, Kukanov and Stoikov 2014).
        order_time: of each market order, in nanoseconds since midnight.
        order_sign: 1 = buy, -1 = sell.
        order_lots: its visible volume.
        order_double_mid: twice the mid before it.
        gap_counts: waiting times between messages: 0, then below 10^0.1, 10^0.2, ... nanoseconds.
        gap_moments: their number, sum in seconds, and sum of squares.
        type_counts: messages by LOBSTER type; index 0 is unused.
        limit_size_counts: submissions by lots; the last element is of all larger ones.
        execution_size_counts: executions likewise.
        placement_counts: submissions by distance behind the own side's best price; see `first_distance`.
        cancel_counts: cancels likewise.
        first_distance: the distance in ticks that element 0 of the last two means, negative = inside the spread.
    """

    name: str
    open_nanos: int
    tick_size: float
    mid: Floats
    bid_size: Integers
    ask_size: Integers
    spread: Floats
    depth: Floats
    volume: Integers
    buy_volume: Integers
    orders: Integers
    messages: Integers
    ofi: Integers
    order_time: Integers
    order_sign: Integers
    order_lots: Integers
    order_double_mid: Integers
    gap_counts: Integers
    gap_moments: Floats
    type_counts: Integers
    limit_size_counts: Integers
    execution_size_counts: Integers
    placement_counts: Integers
    cancel_counts: Integers
    first_distance: int

    @classmethod
    def load(cls, path: Path, name: str = "") -> MarketSeries:
        """Reads a file that `qtg simulate --out` or `simulate_series` wrote."""
        with np.load(path) as arrays:
            open_nanos, tick_micros, inside = arrays["meta"].tolist()
            return cls(
                name=name or path.stem.removeprefix("series_"),
                open_nanos=open_nanos,
                tick_size=tick_micros / 1e6,
                first_distance=-inside,
                **{key: arrays[key] for key in _ARRAYS},
            )

    @property
    def start(self) -> int:
        """The first full minute, in seconds after the open, from which the book is two-sided."""
        quoted = np.flatnonzero(np.isfinite(self.spread))
        return 0 if quoted.size == 0 or quoted[0] == 0 else int(-(-quoted[0] // 60) * 60)

    @property
    def seconds(self) -> int:
        """How many seconds there are."""
        return len(self.mid) - 1

    def returns(self, step: int) -> Floats:
        """Log returns of the mid over `step` seconds each, from `start` on."""
        return np.asarray(np.diff(np.log(self.mid[self.start :: step])))

    def sums(self, flow: Integers, step: int) -> Floats:
        """A flow added up over the same intervals as `returns`."""
        intervals = max(0, (self.seconds - self.start) // step)
        rows = flow[self.start : self.start + intervals * step].reshape(intervals, step)
        return np.asarray(rows.sum(axis=1), dtype=np.float64)

    def means(self, state: Floats, step: int) -> Floats:
        """A time-weighted mean, such as the spread, over the same intervals; NaN where there is nothing."""
        intervals = max(0, (self.seconds - self.start) // step)
        rows = state[self.start : self.start + intervals * step].reshape(intervals, step)
        known = np.isfinite(rows)
        counts = known.sum(axis=1)
        sums = np.where(known, rows, 0.0).sum(axis=1)
        return np.asarray(np.where(counts > 0, sums / np.maximum(counts, 1), np.nan))
