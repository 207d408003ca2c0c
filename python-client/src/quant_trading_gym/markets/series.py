"""Series of one instrument for one session: the input of the realism statistics."""

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
    """One-second series of a market, its market orders, and counts of its messages.

    Prices are in ticks and quantities in lots. With S seconds, arrays of book states have shape (S + 1,); element 0 is
    the state at the open. Arrays of flows have shape (S,); element k covers the second that ends k + 1 seconds after
    the open. Arrays of market orders have one element for each market order.

    Attributes:
        name: Name of the instrument or of the file.
        open_nanos: Start of the session, in nanoseconds since midnight.
        tick_size: Tick size in currency.
        mid: Mid price (S + 1,); the last known value while a side is empty.
        bid_size: Displayed quantity at the best bid (S + 1,); 0 without a bid.
        ask_size: Displayed quantity at the best ask (S + 1,); 0 without an ask.
        spread: Time-weighted mean spread (S,); NaN if a side was empty throughout.
        depth: Time-weighted mean of the quantities at both best prices (S,).
        volume: Traded quantity (S,).
        buy_volume: Traded quantity with a buying aggressor (S,).
        orders: Number of market orders (S,): incoming orders that traded with visible orders.
        messages: Number of submissions, cancels, and executions (S,).
        ofi: Order-flow imbalance at the best prices (S,) (Cont, Kukanov and Stoikov 2014).
        order_time: Time of each market order, in nanoseconds since midnight.
        order_sign: Sign of each market order: 1 = buy, -1 = sell.
        order_lots: Visible volume of each market order.
        order_double_mid: Twice the mid price before each market order.
        gap_counts: Counts of waiting times between messages: 0, then below 10^0.1, 10^0.2, ... nanoseconds.
        gap_moments: Number, sum in seconds, and sum of squares of the waiting times.
        type_counts: Number of messages by LOBSTER type; index 0 is unused.
        limit_size_counts: Number of submissions by quantity; the last element counts all larger quantities.
        execution_size_counts: Number of executions by quantity; the last element counts all larger quantities.
        placement_counts: Number of submissions by distance behind the best price of their side; see `first_distance`.
        cancel_counts: Number of cancels by distance behind the best price of their side; see `first_distance`.
        first_distance: Distance in ticks of element 0 of `placement_counts` and `cancel_counts`; negative distances lie
            inside the spread.
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
        """Reads a file written by `qtg simulate --out` or `simulate_series`."""
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
        """Start of the first full minute with a two-sided book, in seconds after the open."""
        quoted = np.flatnonzero(np.isfinite(self.spread))
        return 0 if quoted.size == 0 or quoted[0] == 0 else int(-(-quoted[0] // 60) * 60)

    @property
    def seconds(self) -> int:
        """Number of seconds S."""
        return len(self.mid) - 1

    def returns(self, step: int) -> Floats:
        """Returns the log returns of the mid price over intervals of `step` seconds, beginning at `start`."""
        return np.asarray(np.diff(np.log(self.mid[self.start :: step])))

    def sums(self, flow: Integers, step: int) -> Floats:
        """Returns the sums of a flow over the intervals of `returns`."""
        intervals = max(0, (self.seconds - self.start) // step)
        rows = flow[self.start : self.start + intervals * step].reshape(intervals, step)
        return np.asarray(rows.sum(axis=1), dtype=np.float64)

    def means(self, state: Floats, step: int) -> Floats:
        """Returns the means of a state, such as the spread, over the intervals of `returns`; NaN without values."""
        intervals = max(0, (self.seconds - self.start) // step)
        rows = state[self.start : self.start + intervals * step].reshape(intervals, step)
        known = np.isfinite(rows)
        counts = known.sum(axis=1)
        sums = np.where(known, rows, 0.0).sum(axis=1)
        return np.asarray(np.where(counts > 0, sums / np.maximum(counts, 1), np.nan))
