"""Shared arguments of commands and their parsers."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from quant_trading_gym.cli.console import Console

MAX_SEED = 2**64 - 1
MAX_SESSIONS = 100_000
"""Maximum number of sessions of one command."""

_WIDTH = 78


def add_command(
    subparsers: Any,
    name: str,
    run: Callable[[argparse.Namespace, Console], int],
    *,
    summary: str,
    examples: Sequence[str],
) -> argparse.ArgumentParser:
    """Adds a sub-command with `--json`, `--heap` and examples in its help."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        name,
        help=summary,
        description=textwrap.fill(summary[0].upper() + summary[1:] + ".", _WIDTH),
        epilog=_examples(examples),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document on stdout; logs go to stderr")
    parser.add_argument("--heap", metavar="SIZE", help="largest memory of the Java side, e.g. 512m or 4g (default 1g)")
    parser.set_defaults(run=run)
    return parser


def add_overrides(parser: argparse.ArgumentParser) -> None:
    """Adds `--set key=value`."""
    parser.add_argument(
        "--set",
        dest="settings",
        metavar="KEY=VALUE",
        action="append",
        type=setting,
        default=[],
        help="override a value of the scenario, e.g. --set episode.duration=10m (may be repeated)",
    )


def _examples(lines: Sequence[str]) -> str:
    """Formats the examples; wraps long lines with a backslash."""
    wrapped = (
        textwrap.wrap(line, _WIDTH - 4, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
        for line in lines
    )
    return "examples:\n" + "\n".join("  " + " \\\n  ".join(parts) for parts in wrapped)


def seed(text: str) -> int:
    """Parses an unsigned 64-bit integer."""
    return _integer(text, 0, MAX_SEED)


def count(text: str) -> int:
    """Parses a positive integer; accepts underscores between digits and exponents such as 1e6."""
    return _integer(text, 1, 2**31 - 1)


def between(low: int, high: int) -> Callable[[str], int]:
    """Returns a parser for integers from `low` to `high`."""
    return lambda text: _integer(text, low, high)


def sessions(fewest: int) -> Callable[[str], int]:
    """Returns a parser for a number of sessions, at least `fewest`."""
    return between(fewest, MAX_SESSIONS)


def setting(text: str) -> tuple[str, Any]:
    """Parses `key=value` with a dotted key and a YAML value."""
    key, separator, value = text.partition("=")
    parts = key.strip().split(".")
    if not separator or not all(parts):
        raise argparse.ArgumentTypeError(f'got "{text}", expected key=value, e.g. episode.duration=10m')
    import yaml

    from quant_trading_gym.base.yaml_values import parse

    try:
        return key.strip(), parse(value)
    except (yaml.YAMLError, ValueError) as problem:
        raise argparse.ArgumentTypeError(f'{key}: got "{value}", expected a YAML value') from problem


def overrides(settings: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Converts dotted keys to a nested map: `[("a.b", 1)]` gives `{"a": {"b": 1}}`. Later keys take precedence."""
    result: dict[str, Any] = {}
    for key, value in settings:
        *parents, last = key.split(".")
        inner = result
        for parent in parents:
            following = inner.setdefault(parent, {})
            if not isinstance(following, dict):
                following = inner[parent] = {}
            inner = following
        inner[last] = value
    return result


def existing_file(text: str) -> Path:
    """Parses the path of an existing file."""
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f'got "{text}", expected the path of an existing file')
    return path


def _integer(text: str, low: int, high: int) -> int:
    try:
        number = float(text) if "e" in text.lower() else int(text)
        value = int(number)
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(f'got "{text}", expected an integer') from None
    if value != number or not low <= value <= high:
        raise argparse.ArgumentTypeError(f"got {text}, expected an integer from {low} to {high}")
    return value
