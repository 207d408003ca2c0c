"""Reads LOBSTER message and order book files as a market series."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from quant_trading_gym.errors import ArgumentError, invalid
from quant_trading_gym.markets.series import GAP_BINS_PER_DECADE, NANOS_PER_SECOND, Floats, Integers, MarketSeries
from quant_trading_gym.realism.lobster_files import read_book, read_messages

_SUBMISSION, _REDUCTION, _DELETION, _EXECUTION, _HIDDEN = 1, 2, 3, 4, 5
_EMPTY = 9_999_999_999
_UNITS_PER_CURRENCY = 10_000
_LARGEST_SIZE, _FARTHEST, _INSIDE = 10_000, 2_000, 200
_GAP_DECADES = 13


def read_lobster(
    messages: Path, order_book: Path | None = None, *, name: str = "", tick_size: float = 0.01
) -> MarketSeries:
    """Reads a pair of LOBSTER files, plain or `.gz`, or a sample `.zip` with both, as a market series.

    The session starts and ends at the full minutes around the messages.

    Raises:
        ArgumentError: The format of a file is not valid.
    """
    tape = _Tape(messages, order_book, units_per_tick=round(tick_size * _UNITS_PER_CURRENCY))
    open_nanos = int(tape.time[0] // (60 * NANOS_PER_SECOND) * 60 * NANOS_PER_SECOND)
    seconds = int(-(-(tape.time[-1] - open_nanos) // (60 * NANOS_PER_SECOND)) * 60)
    by_second = _BySecond(tape, open_nanos, seconds)
    first = tape.market_orders()
    return MarketSeries(
        name=name or messages.name.split("_message")[0].removeprefix("LOBSTER_SampleFile_").removesuffix(".zip"),
        open_nanos=open_nanos,
        tick_size=tick_size,
        mid=by_second.at_ends(tape.mid),
        bid_size=by_second.at_ends(tape.bid_size).astype(np.int64),
        ask_size=by_second.at_ends(tape.ask_size).astype(np.int64),
        spread=by_second.weighted(tape.ask - tape.bid),
        depth=by_second.weighted(0.5 * (tape.bid_size + tape.ask_size)),
        volume=by_second.total(np.where(tape.traded, tape.size, 0)),
        buy_volume=by_second.total(np.where(tape.traded & (tape.side < 0), tape.size, 0)),
        orders=by_second.total(first),
        messages=by_second.total(np.ones(len(tape.time), dtype=np.int64)),
        ofi=by_second.total(tape.order_flow()),
        order_time=tape.time[first],
        order_sign=-tape.side[first],
        order_lots=tape.order_lots(first),
        order_double_mid=np.rint(2 * tape.before(tape.mid)[first]).astype(np.int64),
        gap_counts=_gap_counts(np.diff(tape.time)),
        gap_moments=_moments(np.diff(tape.time) / NANOS_PER_SECOND),
        type_counts=np.bincount(tape.type, minlength=6)[:6],
        limit_size_counts=_size_counts(tape.size[tape.type == _SUBMISSION]),
        execution_size_counts=_size_counts(tape.size[tape.traded]),
        placement_counts=tape.distance_counts(tape.type == _SUBMISSION),
        cancel_counts=tape.distance_counts((tape.type == _REDUCTION) | (tape.type == _DELETION)),
        first_distance=-_INSIDE,
    )


class _Tape:
    """Messages, and the best prices in ticks with their quantities after each message."""

    def __init__(self, messages: Path, order_book: Path | None, *, units_per_tick: int) -> None:
        rows = read_messages(messages, columns=(0, 1, 3, 4, 5))
        book = read_book(order_book if order_book is not None else messages, columns=(0, 1, 2, 3))
        if len(rows) != len(book):
            expected = f"{len(rows)}, one for each message of {messages}"
            raise invalid(ArgumentError, "order_book.rows", len(book), expected)
        # Float64 holds 15 digits: times of day in nanoseconds are exact.
        self.time = np.rint(rows[:, 0] * NANOS_PER_SECOND).astype(np.int64)
        self.type = rows[:, 1].astype(np.int64)
        self.size = rows[:, 2].astype(np.int64)
        self.price = rows[:, 3] / units_per_tick
        self.side = rows[:, 4].astype(np.int64)
        self.ask = np.where(book[:, 0] == _EMPTY, np.nan, book[:, 0] / units_per_tick)
        self.bid = np.where(book[:, 2] == -_EMPTY, np.nan, book[:, 2] / units_per_tick)
        self.ask_size, self.bid_size = book[:, 1], book[:, 3]
        self.mid = _carried(0.5 * (self.ask + self.bid))
        self.traded = (self.type == _EXECUTION) | (self.type == _HIDDEN)

    @staticmethod
    def before(state: Floats) -> Floats:
        """Returns a column of the book before each message; NaN before the first."""
        return np.concatenate([[np.nan], state[:-1]])

    def market_orders(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Marks the first execution of each run with equal time and direction; hidden executions may interleave."""
        rows = np.flatnonzero(self.type != _HIDDEN)
        executed = self.type[rows] == _EXECUTION
        follows = (
            executed[1:]
            & executed[:-1]
            & (self.time[rows][1:] == self.time[rows][:-1])
            & (self.side[rows][1:] == self.side[rows][:-1])
        )
        first = np.zeros(len(self.type), dtype=np.bool_)
        first[rows] = executed & ~np.concatenate([[False], follows])
        return first

    def order_lots(self, first: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Integers:
        """Returns the visible volume of each market order, in lots."""
        executions = self.type == _EXECUTION
        order = np.cumsum(first) - 1
        return np.bincount(order[executions], self.size[executions], minlength=int(first.sum())).astype(np.int64)

    def order_flow(self) -> Integers:
        """Returns the order-flow imbalance of each message, in lots; an empty side counts as the worst price."""
        bid, ask = np.nan_to_num(self.bid, nan=-np.inf), np.nan_to_num(self.ask, nan=np.inf)
        flow = np.zeros(len(bid))
        flow[1:] += np.where(bid[1:] >= bid[:-1], self.bid_size[1:], 0)
        flow[1:] -= np.where(bid[1:] <= bid[:-1], self.bid_size[:-1], 0)
        flow[1:] -= np.where(ask[1:] <= ask[:-1], self.ask_size[1:], 0)
        flow[1:] += np.where(ask[1:] >= ask[:-1], self.ask_size[:-1], 0)
        return flow.astype(np.int64)

    def distance_counts(self, chosen: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Integers:
        """Counts messages by distance in ticks behind the best price of their side."""
        best = np.where(self.side > 0, self.before(self.bid), self.before(self.ask))
        behind = ((best - self.price) * self.side)[chosen]
        known = behind[np.isfinite(behind)]
        places = np.clip(np.rint(known).astype(np.int64) + _INSIDE, 0, _INSIDE + _FARTHEST)
        return np.bincount(places, minlength=_INSIDE + _FARTHEST + 1)


class _BySecond:
    """Converts columns by message to columns by second."""

    def __init__(self, tape: _Tape, open_nanos: int, seconds: int) -> None:
        self._elapsed = (tape.time - open_nanos) / NANOS_PER_SECOND
        self._ends = np.arange(seconds + 1)
        nanos = tape.time - open_nanos
        self._bin = -(-nanos // NANOS_PER_SECOND) - 1  # an event at the end of a second belongs to that second
        self._seconds = seconds

    def total(self, amounts: Integers | np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Integers:
        """Returns the sum over the messages of each second (S,)."""
        known = self._bin >= 0
        sums = np.bincount(self._bin[known], amounts[known].astype(np.float64), minlength=self._seconds)
        return np.rint(sums).astype(np.int64)

    def at_ends(self, state: Floats) -> Floats:
        """Returns the state at the open and at the end of each second (S + 1,), back-filled from the first message."""
        last = np.searchsorted(self._elapsed, self._ends, side="right") - 1
        return state[np.maximum(last, 0)]

    def weighted(self, state: Floats) -> Floats:
        """Returns the time-weighted mean over each second (S,); NaN if the state is unknown throughout."""
        times = np.append(self._elapsed, self._ends[-1])
        lasts = np.diff(times)
        known = np.isfinite(state)
        integral = np.concatenate([[0.0], np.cumsum(np.where(known, state, 0.0) * lasts)])
        duration = np.concatenate([[0.0], np.cumsum(known * lasts)])
        over = np.diff(np.interp(self._ends, times, duration))
        sums = np.diff(np.interp(self._ends, times, integral))
        return np.where(over > 1e-12, sums / np.where(over > 1e-12, over, 1.0), np.nan)


def _carried(values: Floats) -> Floats:
    """Replaces NaN by the last known value, and leading NaN by the first known value."""
    known = np.isfinite(values)
    last = np.maximum.accumulate(np.where(known, np.arange(len(values)), -1))
    return values[np.where(last >= 0, last, np.argmax(known))]


def _size_counts(sizes: Integers) -> Integers:
    return np.bincount(np.minimum(sizes, _LARGEST_SIZE), minlength=_LARGEST_SIZE + 1)


def _gap_counts(gaps: Integers) -> Integers:
    edges = np.rint(10.0 ** (np.arange(_GAP_DECADES * GAP_BINS_PER_DECADE) / GAP_BINS_PER_DECADE))
    places = np.where(gaps == 0, 0, np.searchsorted(edges, gaps, side="right"))
    return np.bincount(places, minlength=len(edges) + 1)


def _moments(values: Floats) -> Floats:
    return np.array([len(values), values.sum(), np.square(values).sum()])
