"""YAML 1.2 parser for scenarios: `12:00` and `on` are strings, and `1e3` is a number."""

from __future__ import annotations

import math
import re
from typing import Any

import yaml

_NULL, _BOOL, _INT, _FLOAT = (f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float"))
_PLAIN = (
    (_NULL, r"~|null|Null|NULL|", ("~", "n", "N", "")),
    (_BOOL, r"true|True|TRUE|false|False|FALSE", tuple("tTfF")),
    (_INT, r"[-+]?[0-9][0-9_]*", tuple("-+0123456789")),
    (
        _FLOAT,
        r"[-+]?(\.[0-9]+|[0-9][0-9_]*(\.[0-9_]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
        tuple("-+.0123456789"),
    ),
)


class _Loader(yaml.SafeLoader):
    """Loader without sexagesimal numbers, octal numbers, dates, and the booleans `yes` and `off`."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - as in PyYAML


def _integer(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> int:
    return int(str(loader.construct_scalar(node)).replace("_", ""))


def _float(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> float:
    text = str(loader.construct_scalar(node)).replace("_", "").lower()
    if text.endswith((".inf", ".nan")):
        return math.nan if text == ".nan" else -math.inf if text.startswith("-") else math.inf
    return float(text)


for _tag, _pattern, _firsts in _PLAIN:
    _Loader.add_implicit_resolver(_tag, re.compile(f"(?:{_pattern})$"), list(_firsts))
_Loader.add_constructor(_INT, _integer)
_Loader.add_constructor(_FLOAT, _float)


def parse(text: str) -> Any:
    """Returns the value of a YAML document.

    Raises:
        yaml.YAMLError: The document is not valid YAML.
        ValueError: A value does not match its explicit tag.
    """
    return yaml.load(text, Loader=_Loader)
