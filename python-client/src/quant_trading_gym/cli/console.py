"""Output of commands: results on stdout, progress and notes on stderr; with `--json`, one document on stdout."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from quant_trading_gym.base.text import format_table, to_json

_BAR_WIDTH = 24
_PLAIN_INTERVAL_SECONDS = 5.0
_TERMINAL_INTERVAL_SECONDS = 0.1


class Console:
    """Prints results as text or JSON.

    On a terminal, progress is one line that is overwritten. Otherwise, a line is printed every few seconds.
    """

    def __init__(self, *, as_json: bool = False, out: TextIO | None = None, err: TextIO | None = None) -> None:
        """Creates a console; None uses `sys.stdout` and `sys.stderr`."""
        self.as_json = as_json
        self._out = out if out is not None else sys.stdout
        self._err = err if err is not None else sys.stderr
        self._line_open = False
        self._shown_at = -math.inf
        self._done = False

    def say(self, text: str = "") -> None:
        """Prints a line of the result; with `--json`, on stderr."""
        self._finish_line()
        print(text, file=self._err if self.as_json else self._out, flush=True)

    def note(self, text: str) -> None:
        """Prints a status line on stderr."""
        self._finish_line()
        print(text, file=self._err, flush=True)

    def table(self, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Prints a table."""
        self.say(format_table(headers, rows))

    def document(self, document: Any) -> None:
        """Prints the JSON document if `--json` is set."""
        self._finish_line()
        if self.as_json:
            print(to_json(document), file=self._out, flush=True)

    def progress(self, fraction: float, text: str) -> None:
        """Shows the progress of the current work; `fraction` is in [0, 1]."""
        now, done, was_done = time.monotonic(), fraction >= 1.0, self._done
        terminal = self._err.isatty()
        interval = _TERMINAL_INTERVAL_SECONDS if terminal else _PLAIN_INTERVAL_SECONDS
        if now - self._shown_at < interval and not (done and not was_done):
            return
        self._shown_at, self._done = now, done
        if terminal:
            filled = round(min(fraction, 1.0) * _BAR_WIDTH)
            bar = "█" * filled + "·" * (_BAR_WIDTH - filled)
            self._err.write(f"\r\x1b[2K{bar} {min(fraction, 1.0):4.0%} {text}")
            self._line_open = True
        else:
            self._err.write(f"{min(fraction, 1.0):4.0%} {text}\n")
        self._err.flush()

    def _finish_line(self) -> None:
        if self._line_open:
            self._err.write("\n")
            self._err.flush()
            self._line_open = False
