"""The page of keys."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widgets import Static

from quant_trading_gym.watch import palette

_KEYS = (
    ("space", "pause, go on"),
    ("s →", "one step, then pause"),
    ("1 2 3", "go on with 1, 10, 100 steps per second"),
    ("m", "go on as fast as it goes"),
    ("i", "next instrument"),
    ("tab", "next table, where not all fit"),
    ("?", "this page"),
    ("q", "quit"),
)
_COLOURS = (
    (palette.UP, "rose, bought, bid, gain"),
    (palette.DOWN, "fell, sold, ask, loss"),
    (palette.AVERAGE, "mean mid of the last 20 bars"),
    (palette.VWAP, "volume-weighted price of the day"),
)


class HelpPage(ModalScreen[None]):
    """What the keys and colours mean; any of its keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,question_mark,q,enter,space", "dismiss", "Close"),
        ("ctrl+c", "app.quit", "Quit"),
    ]
    DEFAULT_CSS = """
    HelpPage { align: center middle; background: #101216 50%; }
    HelpPage Static { width: 56; height: auto; border: round #8a8f98; padding: 0 2; background: #16181d; }
    """

    def compose(self) -> ComposeResult:
        """One block of text."""
        text = Text("The market never waits for the screen.\n", palette.PLAIN)
        for keys, meaning in _KEYS:
            text.append(f"\n{keys:<8}", "bold " + palette.PLAIN).append(meaning, palette.FAINT)
        text.append("\n")
        for colour, meaning in _COLOURS:
            text.append("\n██      ", colour).append(meaning, palette.FAINT)
        yield Static(text)
