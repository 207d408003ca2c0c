"""Differences of two JSON documents by path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from quant_trading_gym.base.text import to_json

MISSING = "(missing)"
_SHOWN = 12


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One value that differs; a value that one document lacks is `(missing)`.

    Attributes:
        path: Dotted path; an element of a list has its `name`, its `type`, or its index in brackets.
        first: Value in the first document.
        second: Value in the second document.
    """

    path: str
    first: Any
    second: Any

    def to_dict(self) -> dict[str, Any]:
        """Returns the difference as JSON types."""
        return asdict(self)


def differences(first: Any, second: Any) -> tuple[Difference, ...]:
    """Returns the differences of two documents of JSON types, sorted by path."""
    return tuple(_compare("", first, second))


def describe_differences(found: tuple[Difference, ...], first: str, second: str) -> str:
    """Returns a line for each of the first differences; `first` and `second` name the documents."""
    lines = [
        f"  {difference.path}: {first} {_shown(difference.first)}, {second} {_shown(difference.second)}"
        for difference in found[:_SHOWN]
    ]
    if len(found) > _SHOWN:
        lines.append(f"  and {len(found) - _SHOWN} more")
    return "\n".join(lines)


def _compare(path: str, first: Any, second: Any) -> Iterator[Difference]:
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        for key in sorted({*first, *second}):
            below = f"{path}.{key}" if path else key
            yield from _compare(below, first.get(key, MISSING), second.get(key, MISSING))
    elif isinstance(first, list) and isinstance(second, list):
        left, right = _keyed(first), _keyed(second)
        for key in [*left, *(key for key in right if key not in left)]:
            yield from _compare(f"{path}[{key}]", left.get(key, MISSING), right.get(key, MISSING))
    elif first != second or type(first) is not type(second):
        yield Difference(path=path, first=first, second=second)


def _keyed(elements: list[Any]) -> dict[str, Any]:
    keyed: dict[str, Any] = {}
    for index, element in enumerate(elements):
        name = element.get("name", element.get("type")) if isinstance(element, Mapping) else None
        key = str(index) if name is None else str(name)
        keyed[f"{key}#{index}" if key in keyed else key] = element
    return keyed


def _shown(value: Any) -> str:
    return MISSING if value == MISSING else to_json(value)
