"""Plain-text tables, times of day and strict JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from typing import Any


def format_table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Returns a plain-text table with a rule under the header; numeric columns are right-aligned."""
    columns = list(zip(headers, *rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    padded = [
        [cell.rjust(width) if _is_numeric(column[1:]) else cell.ljust(width) for cell in column]
        for column, width in zip(columns, widths, strict=True)
    ]
    lines = ["  ".join(cells).rstrip() for cells in zip(*padded, strict=True)]
    lines.insert(1, "  ".join("─" * width for width in widths))
    return "\n".join(lines)


def clock(nanos: int, *, seconds: bool = True) -> str:
    """Formats a time of day, in nanoseconds since midnight."""
    total = nanos // 1_000_000_000
    text = f"{total // 3600:02d}:{total // 60 % 60:02d}"
    return f"{text}:{total % 60:02d}" if seconds else text


def to_json(document: Any, *, indent: int | None = None) -> str:
    """Returns strict JSON; NaN and infinities become null."""
    return json.dumps(_finite(document), indent=indent, ensure_ascii=False, allow_nan=False)


def _is_numeric(cells: Sequence[str]) -> bool:
    """Whether every cell is a number, an interval or empty."""
    return all(not cell or cell == "-" or cell.lstrip("[-")[:1].isdigit() for cell in cells)


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _finite(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(entry) for entry in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
