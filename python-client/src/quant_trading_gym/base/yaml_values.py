"""YAML as scenarios are read: by the rules of version 1.2, where `12:00` and `on` are texts and `1e3` is a number."""

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
    """Knows no numbers to the base of 60, no octal ones, no dates, and no `yes` or `off`."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - as PyYAML has it


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
    """The value of a YAML document.

    Raises:
        yaml.YAMLError: it is not valid.
        ValueError: an explicit tag promises another kind of value than there is.
    """
    return yaml.load(text, Loader=_Loader)
