"""Matplotlib figures of a simulated market."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.colors import TwoSlopeNorm
from matplotlib.figure import Figure

from quant_trading_gym.base.charts import SIDES, clock_axis
from quant_trading_gym.base.colors import BLACK, BUY, COLORS, GRID, INK, SELL, ZERO, series_style
from quant_trading_gym.markets.report.tables import Table, Tables
from quant_trading_gym.markets.series import NANOS_PER_SECOND, Floats, MarketSeries

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDE, _SMALL = (11.0, 4.6), (5.2, 3.2)
_SMALLEST, _PLAIN, _TITLE = 8.5, 9, 11  # points of texts
_LEGEND_LINE = 3.0
_LEGEND_ROWS = 16
_HOUR = 3600
_SHORT_BARS_HOURS = 2.5
_HEAT_ROWS = 60
_MARKED_NEWS = 40
_TIME = "time of day"
_USUAL = 0.98


def draw_prices(tables: Tables, symbol: str) -> Figure:
    """Plots bars with fair value, news and halts; the volume is below."""
    hours = (tables.simulation.until_nanos - tables.simulation.from_nanos) / NANOS_PER_SECOND / _HOUR
    period, minutes = ("1m", 1) if hours <= _SHORT_BARS_HOURS else ("5m", 5)
    bars, tick = tables.of(f"bars_{period}", instrument=symbol), tables.series(symbol).tick_size
    figure = Figure(figsize=_WIDE, layout="constrained")
    price, volume = figure.subplots(2, 1, sharex=True, height_ratios=(3.2, 1.0))
    middle = _hours(bars["time_nanos"]) - minutes / 120
    opened, high, low, close = (bars[f"{key}_ticks"] * tick for key in ("open", "high", "low", "close"))
    colors = np.where(close >= opened, BUY, SELL)
    width = 0.7 * minutes / 60
    price.vlines(middle, low, high, colors=colors, linewidth=0.8)
    body = np.maximum(np.abs(close - opened), 0.15 * tick)
    price.bar(middle, body, width, np.minimum(opened, close), color=colors)
    prices = tables.of("prices", instrument=symbol)
    fair = prices["fundamental_ticks"][::60] * tick
    price.plot(_hours(prices["time_nanos"][::60]), fair, color=BLACK, linewidth=1.0, alpha=0.6, label="fair value")
    _mark(price, tables, symbol)
    bought = bars["buy_volume_lots"]
    volume.bar(middle, bought, width, color=BUY, label="buyer-initiated")
    volume.bar(middle, bars["volume_lots"] - bought, width, bought, color=SELL, label="seller-initiated")
    _label(price, f"Price of {symbol}, bars of {minutes} min", "", "currency")
    _label(volume, "", _TIME, "lots")
    clock_axis(volume)
    for axes in (price, volume):
        axes.margins(x=0.01)
        axes.legend(fontsize=_SMALLEST, frameon=False, loc="lower right", bbox_to_anchor=(1.0, 0.98), ncols=5)
    return figure


def _mark(axes: Axes, tables: Tables, symbol: str) -> None:
    news = tables.table("news")
    about = (news["instrument"] == symbol) | (news["instrument"] == "")
    for sign, marker, color, name in ((1, "^", BUY, "good news"), (-1, "v", SELL, "bad news")):
        chosen = np.flatnonzero(about & (np.sign(news["value_change"]) == sign))[:_MARKED_NEWS]
        if chosen.size:
            at = _hours(news["time_nanos"][chosen])
            axes.vlines(at, 0, 1, transform=axes.get_xaxis_transform(), color=color, linewidth=0.7, alpha=0.35)
            axes.plot(
                *(at, np.full(len(at), 0.03)),
                transform=axes.get_xaxis_transform(),
                marker=marker,
                color=color,
                linestyle="",
                markersize=6,
                label=name,
            )
    phases = tables.of("phases", instrument=symbol, event="halted")
    halted = phases["time_nanos"][phases["cause"] != "requested"]
    if halted.size:
        axes.vlines(
            *(_hours(halted), 0, 1), transform=axes.get_xaxis_transform(), color=INK, linestyle=":", label="halt"
        )


def draw_spread(tables: Tables, symbol: str) -> Figure:
    """Plots the spread by minute."""
    series = tables.series(symbol)
    return _line(_by_minutes(series, series.spread, tables.first_second(series)), f"Spread of {symbol}", "ticks")


def draw_touch(tables: Tables, symbol: str) -> Figure:
    """Plots the quantity at the best prices by minute."""
    series = tables.series(symbol)
    points = _by_minutes(series, series.depth, tables.first_second(series))
    return _line(points, f"Quantity at the best prices of {symbol}", "lots, mean of both sides")


def _line(points: tuple[Floats, Floats], title: str, unit: str) -> Figure:
    figure = Figure(figsize=_SMALL, layout="constrained")
    axes = figure.add_subplot()
    axes.plot(*points, color=COLORS[0], linewidth=1.2)
    known = points[1][np.isfinite(points[1])]
    usual, largest = (float(np.quantile(known, _USUAL)), float(known.max())) if known.size else (1.0, 1.0)
    if largest > 2 * usual > 0:  # a single peak would compress the rest of the curve
        axes.set_ylim(0, 1.5 * usual)
        axes.annotate(f"peak {largest:,.3g}", (0.99, 0.95), xycoords="axes fraction", ha="right", fontsize=_SMALLEST)
    else:
        axes.set_ylim(bottom=0)
    _label(axes, title, _TIME, unit)
    clock_axis(axes)
    return figure


def _by_minutes(series: MarketSeries, values: Floats, first: int) -> tuple[Floats, Floats]:
    """Returns hours of the day and one-minute means; NaN for minutes without values."""
    step = 60 if len(values) - first >= 600 else 1
    count = (len(values) - first) // step
    rows = values[first : first + count * step].reshape(count, step)
    known = np.isfinite(rows)
    sums, counts = np.where(known, rows, 0.0).sum(axis=1), known.sum(axis=1)
    means = np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)
    return (series.open_nanos / NANOS_PER_SECOND + first + (np.arange(count) + 0.5) * step) / _HOUR, means


def draw_depth(tables: Tables, symbol: str) -> Figure:
    """Plots the book by minute: bids blue, asks orange; stronger colours are larger quantities."""
    depth, tick = tables.of("depth", instrument=symbol), tables.series(symbol).tick_size
    times, column = np.unique(depth["time_nanos"], return_inverse=True)
    prices = depth["price_ticks"].astype(np.float64)
    low, high = np.quantile(prices, (0.02, 0.98)) if prices.size else (0.0, 1.0)
    rows = int(min(_HEAT_ROWS, max(2, high - low + 1)))
    edges = np.linspace(low - 0.5, high + 0.5, rows + 1)
    row = np.digitize(prices, edges) - 1
    signed = np.where(depth["side"] == "buy", 1.0, -1.0) * depth["quantity_lots"]
    inside = (row >= 0) & (row < rows)
    heat = np.zeros((rows, len(times)))
    np.add.at(heat, (row[inside], column[inside]), signed[inside])
    shown = np.sign(heat) * np.log1p(np.abs(heat))
    figure = Figure(figsize=_SMALL, layout="constrained")
    axes = figure.add_subplot()
    largest = max(float(np.abs(shown).max(initial=0.0)), 1.0)
    hours = _hours(times)
    ends = np.append(hours, hours[-1:] + 1 / 60)
    norm = TwoSlopeNorm(0.0, -largest, largest)
    axes.pcolormesh(ends, edges * tick, shown, cmap=SIDES, norm=norm, rasterized=True)
    _label(axes, f"Book of {symbol}: bids blue, asks orange", _TIME, "currency")
    axes.grid(visible=False)
    clock_axis(axes)
    return figure


def draw_profile(tables: Tables, symbol: str) -> Figure:
    """Plots the mean quantity of each book level and its distance from the mid price."""
    depth = tables.of("depth", instrument=symbol)
    levels = np.arange(1, int(depth["level"].max(initial=1)) + 1)
    figure = Figure(figsize=_SMALL, layout="constrained")
    axes = figure.add_subplot()
    snapshots = max(1, len(np.unique(depth["time_nanos"])))
    for side, sign, color in (("buy", -1, BUY), ("sell", 1, SELL)):
        of_side = depth["side"] == side
        sums = [float(depth["quantity_lots"][of_side & (depth["level"] == level)].sum()) for level in levels]
        axes.bar(sign * levels, np.array(sums) / snapshots, 0.8, color=color, label="bids" if sign < 0 else "asks")
    axes.legend(fontsize=_SMALLEST, frameon=False)
    _label(axes, f"Depth of {symbol}", "level of the book", "lots, mean over time")
    return figure


def draw_messages(tables: Tables, symbol: str) -> Figure:
    """Plots the outcomes of orders and requests by population."""
    activity = tables.of("activity", instrument=symbol)
    kinds = ("accepted", "replaced", "cancelled", "taken", "made", "rejected", "request_rejected")
    names = list(tables.populations)
    figure = Figure(figsize=(_SMALL[0], max(_SMALL[1], 0.9 + 0.27 * len(names))), layout="constrained")
    axes = figure.add_subplot()
    left = np.zeros(len(names))
    for color, kind in zip(COLORS, kinds, strict=True):
        chosen = activity["event"] == kind
        counts = np.array([float(activity["count"][chosen & (activity["population"] == name)].sum()) for name in names])
        if counts.any():
            axes.barh(names, counts, left=left, color=color, label=kind.replace("_", " "), height=0.7)
            left += counts
    axes.invert_yaxis()
    if left.any():
        figure.legend(fontsize=_SMALLEST, frameon=False, loc="outside lower center", ncols=4)
    _label(axes, f"Messages and trades in {symbol}", "number", "")
    axes.xaxis.set_major_formatter(lambda value, _: f"{value / 1e3:g}k" if value >= 1e3 else f"{value:g}")
    return figure


def draw_pnl(tables: Tables) -> Figure:
    """Plots the total P&L of each agent type over time."""
    return _by_type(tables, tables.table("populations"), "equity_micros", 1e-6, "P&L by agent type", "currency")


def draw_positions(tables: Tables, symbol: str) -> Figure:
    """Plots the change of the total position of each agent type over time."""
    held = tables.of("population_positions", instrument=symbol)
    title = f"Position in {symbol} by agent type, change since the start"
    return _by_type(tables, held, "position_lots", 1.0, title, "lots")


def _by_type(tables: Tables, table: Table, column: str, unit: float, title: str, label: str) -> Figure:
    paths: dict[str, Any] = {}
    times = np.unique(table["time_nanos"])
    for name, (kind, _) in tables.populations.items():
        values = table[column][table["population"] == name] * unit
        paths[kind] = paths.get(kind, 0.0) + (values - values[0])
    figure = Figure(figsize=(_WIDE[0], 3.6), layout="constrained")
    axes = figure.add_subplot()
    for i, (kind, path) in enumerate(paths.items()):
        style = series_style(i)
        axes.plot(
            *(_hours(times), path),
            color=style.color,
            linestyle=style.dash,
            marker=style.marker,
            markevery=0.1,
            markersize=4,
            linewidth=1.6,
            label=kind,
        )
    axes.axhline(0.0, color=ZERO, linewidth=0.8, zorder=0)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    _label(axes, title, _TIME, label)
    clock_axis(axes)
    legend = axes.legend(
        fontsize=_SMALLEST,
        frameon=False,
        loc="center left",
        bbox_to_anchor=(1.0, 0.5),
        handlelength=3.2,
        ncols=1 + (len(paths) - 1) // _LEGEND_ROWS,
    )
    for line in legend.get_lines():
        line.set_linewidth(_LEGEND_LINE)
    return figure


def _hours(nanos: Any) -> Floats:
    return np.asarray(nanos, dtype=np.float64) / NANOS_PER_SECOND / _HOUR


def _label(axes: Axes, title: str, x: str, y: str) -> None:
    if title:
        axes.set_title(title, loc="left", fontsize=_TITLE, fontweight="bold", color=INK)
    axes.set_xlabel(x, fontsize=_PLAIN, color=INK)
    axes.set_ylabel(y, fontsize=_PLAIN, color=INK)
    axes.grid(visible=True, color=GRID, linewidth=0.7)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(colors=INK, labelsize=_SMALLEST)
