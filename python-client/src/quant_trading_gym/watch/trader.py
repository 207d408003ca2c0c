"""The trader of the market: what its policy observes, does and earns."""

from __future__ import annotations

import math
from collections.abc import Iterable

from rich.text import Text

from quant_trading_gym.base.text import clock
from quant_trading_gym.spec.spaces import ActionKind, ActionSpec
from quant_trading_gym.transport.displays import OwnOrder
from quant_trading_gym.transport.market_frames import TraderFrame
from quant_trading_gym.watch import palette
from quant_trading_gym.watch.layout import beside, cut
from quant_trading_gym.watch.moment import UNKNOWN, Moment, lots, money

_BROAD = 78
_FIGURES = 52
_LEAST_FIELD, _FIELD = 24, 34
_LARGE = 10_000


def trader(moment: Moment, width: int, height: int) -> Text:
    """Draws P&L, position, rewards, quotes, action and fills; adds the observation if there is enough room."""
    if width >= _BROAD:
        return beside(_figures(moment, _FIGURES - 2, height), observation(moment, width - _FIGURES, height), _FIGURES)
    return _figures(moment, width, height)


def _figures(moment: Moment, width: int, height: int) -> Text:
    frame, description = moment.frame.trader, moment.description.trader
    if frame is None or description is None:
        return Text()
    lines = [
        _line(
            [
                (description.policy, f"bold {palette.PLAIN}"),
                (f"  decision {frame.decisions:,} of {description.spec.steps_per_episode:,}", palette.FAINT),
                ("  finished" if frame.finished else "", palette.VWAP),
            ]
        ),
        _line(
            [
                *_named("P&L", money(frame.pnl), palette.of_sign(frame.pnl)),
                *_named("position", lots(frame.position_lots), palette.of_sign(frame.position_lots)),
                *_named("equity", money(frame.equity)),
            ]
        ),
        _line(
            [
                *_named("reward", number(frame.reward), palette.of_sign(frame.reward)),
                *_named("sum", number(frame.episode_return), palette.of_sign(frame.episode_return)),
                *_named("fees", money(frame.fees)),
                *_named("refused", lots(frame.interventions)),
            ]
        ),
        _line([("bid ", palette.FAINT), (_orders(moment, frame, buy=True), palette.UP)]),
        _line([("ask ", palette.FAINT), (_orders(moment, frame, buy=False), palette.DOWN)]),
        _line([("action ", palette.FAINT), (action_text(description.spec.action, frame.action), palette.PLAIN)]),
        *_fills(moment, frame),
    ]
    for line in lines:
        line.truncate(width, overflow="ellipsis")
    return Text("\n").join(lines[:height])


def _line(parts: Iterable[tuple[str, str]]) -> Text:
    line = Text(no_wrap=True)
    for text, style in parts:
        line.append(text, style)
    return line


def _named(name: str, value: str, style: str = palette.PLAIN) -> tuple[tuple[str, str], tuple[str, str]]:
    return (f"{name} ", palette.FAINT), (f"{value}  ", style)


def _orders(moment: Moment, frame: TraderFrame, *, buy: bool) -> str:
    def best_first(order: OwnOrder) -> int:
        return -order.price_ticks if buy else order.price_ticks

    orders = sorted((order for order in frame.orders if order.buy is buy), key=best_first)
    return "  ".join(f"{moment.price(o.price_ticks)} x {lots(o.remaining_lots)}" for o in orders) or "none"


def _fills(moment: Moment, frame: TraderFrame) -> list[Text]:
    if not frame.fills:
        return [Text("no fills yet", palette.FAINT)]
    lines = []
    for fill in frame.fills:
        mark, style = ("▲", palette.UP) if fill.buy else ("▼", palette.DOWN)
        price = f" {mark}{moment.price(fill.price_ticks)} x {lots(fill.quantity_lots)}"
        lines.append(_line([(f"fill {clock(fill.time_nanos)}", palette.FAINT), (price, style)]))
    return lines


def observation(moment: Moment, width: int, height: int) -> Text:
    """Draws names and values of the last observation, in as many columns as needed, as far as they fit."""
    frame, description = moment.frame.trader, moment.description.trader
    if frame is None or description is None:
        return Text()
    if not frame.observation:
        return Text("no decision yet", palette.FAINT)
    names = description.spec.observation.names
    columns = max(1, min(math.ceil(len(names) / max(1, height)), (width + 2) // _LEAST_FIELD))
    each = min((width + 2) // columns, _FIELD)
    pairs = list(zip(names, frame.observation, strict=True))
    blocks = []
    for column in range(columns):
        lines = []
        for name, value in pairs[column * height : (column + 1) * height]:
            figure = number(value)
            room = each - 3 - len(figure)
            lines.append(_line([(cut(name, room).ljust(room), palette.FAINT), (f" {figure}", palette.PLAIN)]))
        blocks.append(Text("\n").join(lines))
    text = blocks[-1]
    for block in reversed(blocks[:-1]):
        text = beside(block, text, each)
    return text


def action_text(spec: ActionSpec, action: tuple[float, ...]) -> str:
    """Describes an action by its label, or its components by name and value."""
    if not action:
        return "orders without an action"
    if spec.kind is ActionKind.DISCRETE:
        return f"{action[0]:.0f}: {spec.labels[int(action[0])]}"
    form = "{:.2f}" if spec.kind is ActionKind.BOX else "{:.0f}"
    return ", ".join(f"{label} {form.format(value)}" for label, value in zip(spec.labels, action, strict=True))


def number(value: float) -> str:
    """Formats a number in at most eight characters."""
    if math.isnan(value):
        return UNKNOWN
    return f"{value:.3f}" if abs(value) < _LARGE / 10 else f"{value:.1f}" if abs(value) < _LARGE else f"{value:.1e}"
