"""What a command shows: results on stdout, progress and notes on stderr, or with `--json` one document on stdout."""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

_BAR_WIDTH = 24
_PLAIN_INTERVAL_SECONDS = 5.0
_TERMINAL_INTERVAL_SECONDS = 0.1


class Console:
    """Prints for a person, or for a program.

    Progress is one line that is drawn over on a terminal, and a line every few seconds elsewhere.
    """

    def __init__(self, *, as_json: bool = False, out: TextIO | None = None, err: TextIO | None = None) -> None:
        """Uses `sys.stdout` and `sys.stderr` unless told otherwise."""
        self.as_json = as_json
        self._out = out if out is not None else sys.stdout
        self._err = err if err is not None else sys.stderr
        self._line_open = False
        self._shown_at = -math.inf
        self._done = False

    def say(self, text: str = "") -> None:
        """Prints a line of the result, on stderr where stdout belongs to the document."""
        self._finish_line()
        print(text, file=self._err if self.as_json else self._out, flush=True)

    def note(self, text: str) -> None:
        """Prints a line about what is going on."""
        self._finish_line()
        print(text, file=self._err, flush=True)

    def table(self, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Prints a table."""
        self.say(format_table(headers, rows))

    def document(self, document: Any) -> None:
        """Prints the JSON document, if that was asked for."""
        self._finish_line()
        if self.as_json:
            print(to_json(document), file=self._out, flush=True)

    def progress(self, fraction: float, text: str) -> None:
        """Shows how far the current work is; `fraction` is in [0, 1]."""
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


def format_table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A plain-text table with a rule under the header; columns of figures are flush right."""
    columns = list(zip(headers, *rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    padded = [
        [cell.rjust(width) if _is_numeric(column[1:]) else cell.ljust(width) for cell in column]
        for column, width in zip(columns, widths, strict=True)
    ]
    lines = ["  ".join(cells).rstrip() for cells in zip(*padded, strict=True)]
    lines.insert(1, "  ".join("─" * width for width in widths))
    return "\n".join(lines)


def to_json(document: Any, *, indent: int | None = None) -> str:
    """Strict JSON; what JSON has no number for (NaN, infinities) becomes null."""
    return json.dumps(_finite(document), indent=indent, ensure_ascii=False, allow_nan=False)


def _is_numeric(cells: Sequence[str]) -> bool:
    """Whether every cell is a figure, an interval or nothing."""
    return all(not cell or cell == "-" or cell.lstrip("[-")[:1].isdigit() for cell in cells)


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _finite(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(entry) for entry in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
