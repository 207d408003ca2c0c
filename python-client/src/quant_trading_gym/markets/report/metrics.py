"""Metrics of a simulated market: prices, liquidity, activity, and P&L."""

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
    """Metrics of one instrument over the simulated time.

    Statistics of the book are time-weighted means; NaN without quotes.

    Attributes:
        price_open: First mid price, in currency.
        price_high: Highest mid price, sampled every second, in currency.
        price_low: Lowest mid price, sampled every second, in currency.
        price_close: Last mid price, sampled every second, in currency.
        max_drawdown: Maximum drawdown of the mid price, relative to the earlier high.
        volatility: Annualised standard deviation of 1-min log returns of the mid price (252 sessions).
        spread_ticks: Bid-ask spread, in ticks.
        spread_basis_points: Bid-ask spread relative to the mid price, in basis points.
        depth_lots: Mean quantity at both best prices, in lots.
        one_sided: Fraction of the time with an empty side.
        queue_imbalance: (bid quantity - ask quantity) / (bid quantity + ask quantity).
        volume_lots: Traded quantity, in lots.
        buy_share: Fraction of the volume with a buying aggressor.
        turnover: Traded value, in currency.
        trades: Number of trades.
        trades_per_second: Trades per second of simulated time.
        messages: Number of messages by outcome: accepted, cancelled, reduced, replaced, rejected, request_rejected.
        messages_per_second: Messages per second of simulated time.
        order_to_trade: Accepted and replaced orders per trade; NaN without trades.
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
    """Total of the agents of one population; money is in currency.

    Attributes:
        type: Type of the agents.
        agents: Number of agents.
        pnl: Change of the equity, positions valued at mid.
        fees: Fees paid less rebates.
        max_drawdown: Maximum drawdown of the equity, sampled every minute.
        position_lots: Final position by instrument, in lots.
        volume_lots: Traded quantity as maker and taker, in lots.
        maker_share: Fraction of the volume as maker.
        orders: Number of accepted and replaced orders.
        cancels: Number of cancelled orders, for any reason.
        rejects: Number of rejected orders and requests.
        order_to_trade: Orders per trade; NaN without trades.
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
    """All metrics of a simulation.

    Attributes:
        seconds: Simulated time, in seconds.
        instruments: Metrics by instrument symbol.
        populations: Metrics by population name.
        pnl_by_type: P&L by agent type, in currency.
        rejects: Number of rejected orders and requests by reason.
        news: Number of news items.
        halts: Number of halts at a price band.
    """

    seconds: float
    instruments: Mapping[str, InstrumentMetrics]
    populations: Mapping[str, PopulationMetrics]
    pnl_by_type: Mapping[str, float]
    rejects: Mapping[str, int]
    news: int
    halts: int

    def to_dict(self) -> dict[str, object]:
        """Returns the metrics as JSON types; undefined values are NaN."""
        return asdict(self)


def measure(tables: Tables) -> Metrics:
    """Computes the metrics of a simulation folder."""
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
    """Returns the sum of the values by key, in the order of the first occurrence of each key."""
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
    """Returns the index of the largest drop below an earlier maximum."""
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
