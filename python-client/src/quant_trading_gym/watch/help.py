"""Help page: keys and colours."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widgets import Static

from quant_trading_gym.watch import palette

_KEYS = (
    ("space", "pause, resume"),
    ("s →", "one step, then pause"),
    ("1 2 3", "run at 1, 10, 100 steps per second"),
    ("m", "run at maximum speed"),
    ("i", "next instrument"),
    ("tab", "next table (compact layout)"),
    ("?", "this page"),
    ("q", "quit"),
)
_COLOURS = (
    (palette.UP, "rise, buy, bid, gain"),
    (palette.DOWN, "fall, sell, ask, loss"),
    (palette.AVERAGE, "mean mid of the last 20 bars"),
    (palette.VWAP, "volume-weighted price of the day"),
    (palette.PLAIN, "fills ▲ ▼ and orders ● of the trader (--policy)"),
)


class HelpPage(ModalScreen[None]):
    """Explains keys and colours; each of its keys closes the page."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,question_mark,q,enter,space", "dismiss", "Close"),
        ("ctrl+c", "app.quit", "Quit"),
    ]
    DEFAULT_CSS = """
    HelpPage { align: center middle; background: #101216 50%; }
    HelpPage Static { width: 56; height: auto; border: round #8a8f98; padding: 0 2; background: #16181d; }
    """

    def compose(self) -> ComposeResult:
        """Yields the text of the page."""
        text = Text("The display never blocks the market.\n", palette.PLAIN)
        for keys, meaning in _KEYS:
            text.append(f"\n{keys:<8}", "bold " + palette.PLAIN).append(meaning, palette.FAINT)
        text.append("\n")
        for colour, meaning in _COLOURS:
            text.append("\n██      ", colour).append(meaning, palette.FAINT)
        yield Static(text)
