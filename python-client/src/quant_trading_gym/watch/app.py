"""Terminal application: displays frames and maps keys to commands."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
import time
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Resize
from textual.geometry import Size
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from quant_trading_gym import errors
from quant_trading_gym.transport.market_frames import MarketFrame
from quant_trading_gym.transport.market_stream import MAX_SPEED, MarketStream
from quant_trading_gym.watch import agents, chart, figures, ladder, palette, tape, trader
from quant_trading_gym.watch.help import HelpPage
from quant_trading_gym.watch.moment import Moment, duration
from quant_trading_gym.watch.panels import Panel, header, keys

FRAME_SECONDS = 0.1
"""Minimum time between frame requests, in seconds."""

WIDE = (120, 36)
"""Minimum size of the wide layout with all tables."""

SMALLEST = (60, 16)
"""Minimum size of the terminal."""

_TRADER = ("trader", "observation")
_AGENTS = ("agents", "leaders")
_OTHERS = ("indicators", "risk", "news")
_EVERY = (*_TRADER, *_AGENTS, *_OTHERS)
_COMPACT_ROWS = 8
_MORE_ROWS = 7  # title, column names, largest gains and losses


class WatchApp(App[None]):
    """Displays a market until the user quits or the server terminates."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        ("space", "pause"),
        ("s,right", "step"),
        ("1", "speed(1)"),
        ("2", "speed(10)"),
        ("3", "speed(100)"),
        ("m", f"speed({MAX_SPEED})"),
        ("i", "instrument"),
        Binding("tab", "table", priority=True),
        ("question_mark", "help"),
        ("q", "quit"),
        Binding("ctrl+c", "quit", priority=True),
    ]
    CSS = """
    Screen { background: #101216; color: #d7dae0; overflow: hidden; }
    Panel { border-top: solid #3a3f4a; border-title-color: #8a8f98; padding: 0 0 0 1; height: 1fr; }
    #header { height: 2; border-top: none; background: #1c1f26; padding: 0 1; }
    #left { width: 1fr; padding: 0 1 0 0; }
    #right { width: 26; }
    #ladder { height: 13; }
    #pairs { height: 8; }
    #pairs Panel { width: 1fr; }
    .wide #wire { height: 7; }
    .wide #right { width: 36; }
    .wide #ladder { height: 1fr; }
    .wide #pairs { height: 9; }
    #small { height: 1fr; padding: 1; }
    #keys { height: 1; border-top: none; background: #1c1f26; padding: 0 1; }
    """

    class Arrived(Message):
        """A frame has arrived."""

        def __init__(self, frame: MarketFrame) -> None:
            super().__init__()
            self.frame = frame

    class Failed(Message):
        """The stream has failed; no more frames follow."""

        def __init__(self, failure: errors.Error) -> None:
            super().__init__()
            self.failure = failure

    def __init__(self, stream: MarketStream, *, paused: bool = False) -> None:
        super().__init__()
        self.failure: errors.Error | None = None
        self.moment: Moment | None = None
        self._stream = stream
        self._paused = paused
        self._room = Size(*WIDE)
        self._table = 0
        self._asked_at = 0.0
        self._instrument: int | None = None
        self._main = _AGENTS if stream.description.trader is None else (*_TRADER, *_AGENTS)  # tables of wide screens
        self._tables = (*self._main, *_OTHERS)

    def compose(self) -> ComposeResult:
        """Yields all panels; the terminal size determines the visible ones."""
        bar = duration(self._stream.description.bar_nanos)
        yield Panel(header, "", "header")
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield Panel(chart.draw, f"bars of {bar}", "chart")
                yield Panel(trader.trader, "trader", "trader")
                yield Panel(trader.observation, "observation", "observation")
                yield Panel(agents.agents, "agents", "agents")
                yield Panel(agents.leaders, "leaders", "leaders")
                with Horizontal(id="pairs"):
                    yield Panel(figures.indicators, "indicators", "indicators")
                    yield Panel(figures.risk, "risk", "risk")
                    yield Panel(tape.news, "news", "news")
            with Vertical(id="right"):
                yield Panel(ladder.draw, "depth", "ladder")
                yield Panel(tape.trades, "trades", "trades")
                yield Panel(tape.news, "news", "wire")
        yield Static(
            f"The live view needs a terminal of at least {SMALLEST[0]} x {SMALLEST[1]} characters.", id="small"
        )
        yield Panel(keys, "", "keys")

    def on_mount(self) -> None:
        """Starts the requests for frames."""
        if sys.platform != "win32" and threading.current_thread() is threading.main_thread():
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self.exit)
        threading.Thread(target=self._read, name="frames", daemon=True).start()
        self._ask()

    def _read(self) -> None:
        """Posts frames to the application thread until the stream ends."""
        try:
            for frame in self._stream.frames():
                self.post_message(self.Arrived(frame))
        except errors.Error as failure:
            self.post_message(self.Failed(failure))

    def _ask(self) -> None:
        self._asked_at = time.monotonic()
        self._stream.ask()

    def on_watch_app_arrived(self, message: Arrived) -> None:
        """Displays the frame; requests the next frame after the refresh."""
        if not self.screen_stack:
            return  # the application is closing
        first = self.moment is None
        self.moment = Moment(description=self._stream.description, frame=message.frame)
        if first:
            self._arrange()
        for panel in self._market_screen.query(Panel):
            panel.show(self.moment)
        self.call_after_refresh(self._ask_later)

    def _ask_later(self) -> None:
        self.set_timer(max(0.001, self._asked_at + FRAME_SECONDS - time.monotonic()), self._ask)

    def on_watch_app_failed(self, message: Failed) -> None:
        """Exits; the caller reports the failure."""
        self.failure = message.failure
        self.exit()

    def on_resize(self, event: Resize) -> None:
        """Selects the layout for the new size."""
        self._room = event.size
        self._arrange()

    def _arrange(self) -> None:
        screen, wide = self._market_screen, self._is_wide
        tabs = self._main if wide else self._tables
        table = self._tables[self._table]
        shown = {table if table in tabs else tabs[0], *(("indicators", "risk", "wire") if wide else ())}
        title = " ".join(f"[{palette.PLAIN}]{name}[/]" if name in shown else name for name in tabs)
        for name in (*_EVERY, "wire"):
            panel = screen.query_one(f"#{name}", Panel)
            panel.display = name in shown
            if name in _EVERY:
                panel.border_title = title if name in tabs else name
        screen.query_one("#pairs").display = not shown.isdisjoint(("indicators", "risk", "news"))
        body = screen.query_one("#body")
        body.set_class(wide, "wide")
        body.display = self._room.width >= SMALLEST[0] and self._room.height >= SMALLEST[1]
        screen.query_one("#small").display = not body.display
        kinds = len(self.moment.frame.groups) if self.moment is not None else 0
        rows = min(kinds + _MORE_ROWS, self._room.height // 3) if wide else 0
        for name in (*_TRADER, *_AGENTS):
            screen.query_one(f"#{name}").styles.height = max(_COMPACT_ROWS, rows)

    @property
    def _market_screen(self) -> Screen[Any]:
        """Returns the market screen, also while the help page is open."""
        return self.screen_stack[0]

    @property
    def _is_wide(self) -> bool:
        return self._room.width >= WIDE[0] and self._room.height >= WIDE[1]

    def action_pause(self) -> None:
        """Pauses or resumes the market."""
        self._paused = not self._paused
        if self._paused:
            self._stream.pause()
        else:
            self._stream.resume()

    def action_step(self) -> None:
        """Advances the market by one step."""
        self._paused = True
        self._stream.advance()

    def action_speed(self, steps_per_second: float) -> None:
        """Sets the speed and resumes a paused market."""
        self._stream.pace(steps_per_second)
        if self._paused:
            self.action_pause()

    def action_instrument(self) -> None:
        """Shows the next instrument."""
        if self.moment is not None:
            shown = self.moment.frame.instrument if self._instrument is None else self._instrument
            self._instrument = (shown + 1) % len(self._stream.description.instruments)
            self._stream.focus(self._instrument)

    def action_table(self) -> None:
        """Shows the next table in the compact layout."""
        self._table = (self._table + 1) % len(self._main if self._is_wide else self._tables)
        self._arrange()

    def action_help(self) -> None:
        """Opens the help page."""
        self.push_screen(HelpPage())
