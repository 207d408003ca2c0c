"""Figures about a simulated market: prices, liquidity, activity, and who won."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quant_trading_gym.markets.report.tables import Tables
from quant_trading_gym.markets.series import NANOS_PER_SECOND, Floats, MarketSeries

_SESSIONS_PER_YEAR = 252
_MINUTE = 60
_MICROS = 1e6
_BASIS_POINTS = 1e4


@dataclass(frozen=True, kw_only=True)
class InstrumentMetrics:
    """One instrument, over what was played. Statistics of the book are means over time, NaN where it was never quoted.

    Attributes:
        price_open: mid price at the beginning, in currency; high, low and close are mid prices by seconds.
        price_high: likewise.
        price_low: likewise.
        price_close: likewise.
        max_drawdown: largest fall of the mid from an earlier height, as a fraction of that.
        volatility: standard deviation of 1-min log returns of the mid, over a year of 252 sessions.
        spread_ticks: between the best prices.
        spread_basis_points: of the mid.
        depth_lots: mean of the sizes at both best prices.
        one_sided: share of the time without a price on either side.
        queue_imbalance: (bid size - ask size) / (bid size + ask size).
        volume_lots: traded.
        buy_share: share of it with a buying aggressor.
        turnover: traded, in currency.
        trades: number.
        trades_per_second: over simulated time.
        messages: by what they did: accepted, cancelled, reduced, replaced, rejected, request_rejected.
        messages_per_second: all of them.
        order_to_trade: accepted and replaced orders for each trade; NaN without trades.
    """

    price_open: float
    price_high: float
    price_low: float
    price_close: float
    max_drawdown: float
    volatility: float
    spread_ticks: float
    spread_basis_points: float
    depth_lots: float
    one_sided: float
    queue_imbalance: float
    volume_lots: int
    buy_share: float
    turnover: float
    trades: int
    trades_per_second: float
    messages: Mapping[str, int]
    messages_per_second: float
    order_to_trade: float


@dataclass(frozen=True, kw_only=True)
class PopulationMetrics:
    """The agents of one population together, money in currency.

    Attributes:
        type: of the agents.
        agents: how many.
        pnl: change of their equity, positions at mid.
        fees: paid, less rebates.
        max_drawdown: largest fall of their equity from an earlier height, by minutes.
        position_lots: at the end, by instrument.
        volume_lots: traded, as maker and as taker.
        maker_share: share of it as maker.
        orders: accepted and replaced ones.
        cancels: of orders, for whatever reason.
        rejects: refused orders and requests.
        order_to_trade: orders for each trade; NaN without trades.
    """

    type: str
    agents: int
    pnl: float
    fees: float
    max_drawdown: float
    position_lots: Mapping[str, int]
    volume_lots: int
    maker_share: float
    orders: int
    cancels: int
    rejects: int
    order_to_trade: float


@dataclass(frozen=True, kw_only=True)
class Metrics:
    """Everything that is measured.

    Attributes:
        seconds: of simulated time that were played.
        instruments: by symbol.
        populations: by name.
        pnl_by_type: of the agents, in currency.
        rejects: refused orders and requests by reason.
        news: number of pieces.
        halts: number of halts for reaching a price band.
    """

    seconds: float
    instruments: Mapping[str, InstrumentMetrics]
    populations: Mapping[str, PopulationMetrics]
    pnl_by_type: Mapping[str, float]
    rejects: Mapping[str, int]
    news: int
    halts: int

    def to_dict(self) -> dict[str, object]:
        """As JSON types; NaN where something is not defined."""
        return asdict(self)


def measure(tables: Tables) -> Metrics:
    """Reduces the folder of a simulation to figures."""
    simulation = tables.simulation
    seconds = (simulation.until_nanos - simulation.from_nanos) / NANOS_PER_SECOND
    populations = {name: _population(tables, name) for name in tables.populations}
    pnls: dict[str, float] = {}
    for population in populations.values():
        pnls[population.type] = pnls.get(population.type, 0.0) + population.pnl
    activity, phases = tables.table("activity"), tables.table("phases")
    refused = np.isin(activity["event"], ("rejected", "request_rejected"))
    return Metrics(
        seconds=seconds,
        instruments={symbol: _instrument(tables, symbol, seconds) for symbol in tables.symbols},
        populations=populations,
        pnl_by_type=dict(sorted(pnls.items(), key=lambda item: -item[1])),
        rejects=_sums(activity["reason"][refused], activity["count"][refused]),
        news=len(tables.table("news")["kind"]),
        halts=int(((phases["event"] == "halted") & (phases["cause"] != "requested")).sum()),
    )


def _instrument(tables: Tables, symbol: str, seconds: float) -> InstrumentMetrics:
    series = tables.series(symbol)
    first = tables.first_second(series)
    tick, mid = series.tick_size, series.mid[first:]
    activity = tables.of("activity", instrument=symbol)
    made = activity["event"] == "made"
    messages = _sums(activity["event"], activity["count"])
    trades = messages.pop("made", 0)
    messages.pop("taken", None)
    bars = tables.of("bars_1m", instrument=symbol)
    spread, volume = series.spread[first:], int(_total(activity["lots"], made))
    return InstrumentMetrics(
        price_open=float(mid[0]) * tick,
        price_high=float(mid.max()) * tick,
        price_low=float(mid.min()) * tick,
        price_close=float(mid[-1]) * tick,
        max_drawdown=_drawdown(mid) / float(np.maximum.accumulate(mid)[_deepest(mid)]),
        volatility=_volatility(tables, mid),
        spread_ticks=_mean(spread),
        spread_basis_points=_mean(spread / mid[1:]) * _BASIS_POINTS,
        depth_lots=_mean(series.depth[first:]),
        one_sided=float(np.isnan(spread).mean()) if len(spread) else math.nan,
        queue_imbalance=_imbalance(series, first),
        volume_lots=volume,
        buy_share=_ratio(float(bars["buy_volume_lots"].sum()), float(bars["volume_lots"].sum())),
        turnover=float((bars["vwap_ticks"] * bars["volume_lots"]).sum()) * tick,
        trades=trades,
        trades_per_second=_ratio(trades, seconds),
        messages=messages,
        messages_per_second=_ratio(sum(messages.values()), seconds),
        order_to_trade=_ratio(_orders(messages), trades),
    )


def _population(tables: Tables, name: str) -> PopulationMetrics:
    kind, agents = tables.populations[name]
    money, held = tables.of("populations", population=name), tables.of("population_positions", population=name)
    activity = tables.of("activity", population=name)
    counts, lots = (_sums(activity["event"], activity[column]) for column in ("count", "lots"))
    made, taken = lots.get("made", 0), lots.get("taken", 0)
    equity, fees = money["equity_micros"], money["fees_micros"]
    return PopulationMetrics(
        type=kind,
        agents=agents,
        pnl=float(equity[-1] - equity[0]) / _MICROS,
        fees=float(fees[-1] - fees[0]) / _MICROS,
        max_drawdown=_drawdown(equity) / _MICROS,
        position_lots={
            symbol: int(held["position_lots"][held["instrument"] == symbol][-1]) for symbol in tables.symbols
        },
        volume_lots=made + taken,
        maker_share=_ratio(made, made + taken),
        orders=_orders(counts),
        cancels=counts.get("cancelled", 0),
        rejects=counts.get("rejected", 0) + counts.get("request_rejected", 0),
        order_to_trade=_ratio(_orders(counts), counts.get("made", 0) + counts.get("taken", 0)),
    )


def _orders(counts: Mapping[str, int]) -> int:
    return counts.get("accepted", 0) + counts.get("replaced", 0)


def _sums(keys: Any, values: Any) -> dict[str, int]:
    """The values added up by key, in the order of the keys' first appearance."""
    sums: dict[str, int] = {}
    for key, value in zip(keys.tolist(), values.tolist(), strict=True):
        sums[key] = sums.get(key, 0) + int(value)
    return sums


def _volatility(tables: Tables, mid: Floats) -> float:
    returns = np.diff(np.log(mid[::_MINUTE]))
    session = (tables.simulation.close_nanos - tables.simulation.open_nanos) / NANOS_PER_SECOND
    if len(returns) < 2:
        return math.nan
    return float(returns.std(ddof=1)) * math.sqrt(_SESSIONS_PER_YEAR * session / _MINUTE)


def _imbalance(series: MarketSeries, first: int) -> float:
    bid, ask = series.bid_size[first:], series.ask_size[first:]
    quoted = bid + ask > 0
    return _mean((bid - ask)[quoted] / (bid + ask)[quoted])


def _deepest(path: NDArray[Any]) -> int:
    """Where the path is farthest below its earlier height."""
    return int(np.argmax(np.maximum.accumulate(path) - path))


def _drawdown(path: NDArray[Any]) -> float:
    return float((np.maximum.accumulate(path) - path).max())


def _mean(values: Floats) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else math.nan


def _total(values: Any, chosen: Any) -> float:
    return float(values[chosen].sum())


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else math.nan
