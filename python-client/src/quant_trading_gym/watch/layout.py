"""Layout of texts in rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from quant_trading_gym.watch import palette


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell: text and style."""

    text: str
    style: str = palette.PLAIN


def rows_of(rows: Sequence[Sequence[Cell]], widths: Sequence[int], height: int) -> Text:
    """Returns rows of cells; the first column is left-aligned, the others are right-aligned."""
    lines = []
    for cells in rows[:height]:
        line = Text(no_wrap=True)
        for i, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            text = cut(cell.text, width)
            line.append(text.ljust(width) if i == 0 else " " + text.rjust(width - 1), cell.style)
        lines.append(line)
    return Text("\n").join(lines)


def cut(text: str, width: int) -> str:
    """Truncates a text to `width` cells."""
    return text if len(text) <= width else text[: width - 1] + "…"


def cut_name(name: str, width: int) -> str:
    """Truncates a participant's name; keeps its end with the number."""
    end = min(6, max(0, width - 2))
    return name if len(name) <= width else name[: width - 1 - end] + "…" + name[len(name) - end :]


def beside(left: Text, right: Text, width: int) -> Text:
    """Returns two blocks in columns; the first is `width` cells wide."""
    lines = []
    first, second = left.split("\n", allow_blank=True), right.split("\n", allow_blank=True)
    for i in range(max(len(first), len(second))):
        line = first[i].copy() if i < len(first) else Text()
        line.pad_right(max(0, width - line.cell_len))
        if i < len(second):
            line.append_text(second[i])
        lines.append(line)
    return Text("\n").join(lines)
