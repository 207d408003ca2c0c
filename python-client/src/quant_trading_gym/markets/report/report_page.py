"""Report of a simulated market as a self-contained HTML page."""

from __future__ import annotations

import math
from pathlib import Path

from quant_trading_gym.base.html_page import Page
from quant_trading_gym.markets.report import pictures
from quant_trading_gym.markets.report.metrics import InstrumentMetrics, Metrics, PopulationMetrics
from quant_trading_gym.markets.report.tables import Tables

_HOUR = 3600


def write_page(tables: Tables, metrics: Metrics, path: Path) -> None:
    """Writes a page with prices, liquidity, activity and P&L."""
    simulation = tables.simulation
    page = Page(
        f"Market of {simulation.scenario}, seed {simulation.seed}",
        f"{_duration(metrics.seconds)} of the session; {simulation.trades:,} trades and {simulation.order_events:,} "
        f"order messages since the open, {metrics.news} news items, {metrics.halts} halts. "
        f"Digest {simulation.digest}.",
    )
    page.table(*_instruments(metrics))
    for symbol in tables.symbols:
        page.heading(symbol)
        page.wide(
            pictures.draw_prices(tables, symbol),
            "Blue: rising prices and buyer-initiated volume. Orange: falling prices and seller-initiated volume. "
            "Triangles mark news.",
        )
        page.figures(
            [
                (pictures.draw_spread(tables, symbol), "Best ask minus best bid, one-minute means."),
                (pictures.draw_touch(tables, symbol), "Lots at the best bid and ask, one-minute means."),
                (pictures.draw_depth(tables, symbol), "Twenty levels of each side by minute; darker is larger."),
                (pictures.draw_profile(tables, symbol), "Lots at each level; bids at the left."),
                (pictures.draw_messages(tables, symbol), "Outcomes of the orders of each population."),
            ]
        )
    page.heading("P&L")
    page.paragraph("Equity is cash plus positions at mid. The P&L of all agents and the exchange's fees sum to zero.")
    page.wide(pictures.draw_pnl(tables), "P&L since the start.")
    for symbol in tables.symbols:
        page.wide(pictures.draw_positions(tables, symbol), "Bought minus sold quantity since the start.")
    page.table(*_populations(metrics))
    if metrics.rejects:
        page.heading("Rejections")
        page.table(("reason", "orders and requests"), [(r, f"{n:,}") for r, n in metrics.rejects.items()])
    page.write(path)


def _instruments(metrics: Metrics) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    rows = [_instrument_rows(of) for of in metrics.instruments.values()]
    names = [name for name, _ in rows[0]]
    return ("", *metrics.instruments), [(name, *(column[i][1] for column in rows)) for i, name in enumerate(names)]


def _instrument_rows(of: InstrumentMetrics) -> list[tuple[str, str]]:
    prices = (of.price_open, of.price_high, of.price_low, of.price_close)
    return [
        ("price: open, high, low, close", ", ".join(f"{price:,.2f}" for price in prices)),
        ("annualised volatility", _percent(of.volatility)),
        ("maximum drawdown", _percent(of.max_drawdown)),
        ("spread", f"{_figure(of.spread_ticks)} ticks, {_figure(of.spread_basis_points)} basis points"),
        ("quantity at the best prices", f"{_figure(of.depth_lots)} lots"),
        ("time with an empty side", _percent(of.one_sided)),
        ("volume", f"{of.volume_lots:,} lots, {of.turnover:,.0f} in currency"),
        ("buyer-initiated volume", _percent(of.buy_share)),
        ("trades", f"{of.trades:,}, {_figure(of.trades_per_second)} per second"),
        ("messages", f"{sum(of.messages.values()):,}, {_figure(of.messages_per_second)} per second"),
        ("orders per trade", _figure(of.order_to_trade)),
    ]


def _populations(metrics: Metrics) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    headers = ("population", "type", "agents", "P&L", "fees", "maximum drawdown", "volume", "as maker", "orders")
    ordered = sorted(metrics.populations.items(), key=lambda item: -item[1].pnl)
    return (*headers, "cancels", "rejects", "orders/trade"), [_population_row(*item) for item in ordered]


def _population_row(name: str, of: PopulationMetrics) -> tuple[str, ...]:
    money = (f"{value:,.2f}" for value in (of.pnl, of.fees, of.max_drawdown))
    counts = (f"{value:,}" for value in (of.orders, of.cancels, of.rejects))
    maker = _percent(of.maker_share)
    return (
        *(name, of.type, f"{of.agents:,}", *money, f"{of.volume_lots:,}", maker, *counts),
        _figure(of.order_to_trade),
    )


def _figure(value: float) -> str:
    return f"{value:,.3g}" if abs(value) < 1000 else f"{value:,.0f}" if math.isfinite(value) else "-"


def _percent(value: float) -> str:
    return f"{100 * value:.3g} %" if math.isfinite(value) else "-"


def _duration(seconds: float) -> str:
    return f"{seconds / _HOUR:.3g} hours" if seconds >= 2 * _HOUR else f"{seconds / 60:.3g} minutes"
