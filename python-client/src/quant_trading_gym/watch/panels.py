"""Widgets: each draws one part of a frame in its area."""

from __future__ import annotations

from collections.abc import Callable

from rich.text import Text
from textual.widget import Widget

from quant_trading_gym.base.text import clock
from quant_trading_gym.transport.market_frames import MarketPhase, MarketState
from quant_trading_gym.watch import palette
from quant_trading_gym.watch.moment import Moment, lots

Draw = Callable[[Moment, int, int], Text]

_STATES = {
    MarketState.RUNNING: ("▶ running", palette.UP),
    MarketState.PAUSED: ("❚❚ paused", palette.VWAP),
    MarketState.FINISHED: ("■ closed", palette.FAINT),
}
_PHASES = {MarketPhase.AUCTION_CALL: " · auction", MarketPhase.HALTED: " · halted"}


class Panel(Widget):
    """A titled panel of the screen."""

    def __init__(self, draw: Draw, title: str, id: str) -> None:
        super().__init__(id=id)
        self._draw = draw
        self._moment: Moment | None = None
        self.border_title = title

    def show(self, moment: Moment) -> None:
        """Draws a new moment."""
        self._moment = moment
        if self.display:
            self.refresh()

    def render(self) -> Text:
        """Returns the panel's part of the frame in the available area."""
        width, height = self.content_size
        if self._moment is None:
            return Text("the market advances to the start time ..." if self.id == "chart" else "", palette.FAINT)
        return self._draw(self._moment, width, height) if height else Text()


def header(moment: Moment, width: int, height: int) -> Text:
    """Draws two lines: market, time and speed; prices."""
    first = _line(_identity(moment), _progress(moment, width), width)
    second = _line(_prices(moment, width), _others(moment, width), width)
    return Text("\n").join([first, second])


_KEYS = (
    ("space", "pause"),
    ("s", "step"),
    ("1 2 3", "speed"),
    ("m", "max"),
    ("i", "next"),
    ("tab", "table"),
    ("?", "help"),
    ("q", "quit"),
)
_DROPPED_FIRST = ("i", "m", "tab", "1 2 3", "s", "space")


def keys(moment: Moment, width: int, height: int) -> Text:
    """Draws one line of keys; a narrow screen shows only the most important keys."""
    shown = dict(_KEYS)
    if len(moment.description.instruments) == 1:
        del shown["i"]
    for key in _DROPPED_FIRST:
        if len("  ".join(f"{name} {meaning}" for name, meaning in shown.items())) <= width:
            break
        shown.pop(key, None)
    text = Text(no_wrap=True)
    for key, meaning in shown.items():
        text.append(f"{'  ' if text else ''}{key} ", "bold " + palette.PLAIN).append(meaning, palette.FAINT)
    return text


def _line(left: Text, right: Text, width: int) -> Text:
    left.truncate(max(0, width - right.cell_len - 1))
    left.pad_right(max(0, width - left.cell_len - right.cell_len))
    return left.append_text(right)


def _identity(moment: Moment) -> Text:
    text = Text(no_wrap=True)
    text.append(moment.description.scenario, "bold")
    text.append(f" {clock(moment.frame.time_nanos)}", "bold " + palette.PLAIN)
    text.append(_PHASES.get(moment.frame.phase, ""), palette.VWAP)
    return text


def _progress(moment: Moment, width: int) -> Text:
    frame = moment.frame
    speed = f"{frame.steps_per_second:g} steps/s" if frame.steps_per_second else "full speed"
    reached = frame.reached_steps_per_second
    if reached and (not frame.steps_per_second or reached < 0.9 * frame.steps_per_second):
        speed += f" ({reached:,.0f} reached)"
    state, style = _STATES[frame.state]
    text = Text(no_wrap=True)
    text.append(f"step {frame.steps:,} · {speed} ", palette.FAINT)
    if width >= 110:
        text.append(f"· {frame.order_events:,} orders · {frame.trades:,} trades · {frame.digest} ", palette.FAINT)
    text.append(state, f"bold {style}")
    return text


def _prices(moment: Moment, width: int) -> Text:
    quote = moment.quote
    change = quote.last_ticks / quote.reference_ticks - 1
    bid = "none" if quote.bid_ticks is None else moment.price(quote.bid_ticks)
    ask = "none" if quote.ask_ticks is None else moment.price(quote.ask_ticks)
    text = Text(no_wrap=True)
    text.append(f"{moment.instrument.symbol} ", "bold")
    text.append(f"{moment.price(quote.last_ticks)} {change * 100:+.2f} %", f"bold {palette.of_sign(change)}")
    text.append(f"  {bid} x {ask}", palette.PLAIN)
    text.append(f"  volume {lots(quote.volume_lots)}", palette.FAINT)
    return text


def _others(moment: Moment, width: int) -> Text:
    """Returns the prices of the other instruments."""
    text = Text(no_wrap=True)
    for i, (instrument, quote) in enumerate(zip(moment.description.instruments, moment.frame.quotes, strict=True)):
        if i != moment.frame.instrument:
            change = quote.last_ticks / quote.reference_ticks - 1
            piece = f"  {instrument.symbol} {change * 100:+.2f} %"
            if text.cell_len + len(piece) > width - 52:
                break
            text.append(piece, palette.of_sign(change))
    return text
