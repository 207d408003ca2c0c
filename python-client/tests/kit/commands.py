"""The commands of the `qtg` parser."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from quant_trading_gym.cli import program


def _below(name: str, parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups:
        yield name, parser
    for group in groups:
        for word, child in group.choices.items():
            yield from _below(f"{name} {word}".strip(), child)


def commands() -> dict[str, argparse.ArgumentParser]:
    """Returns the parser of every executable command by name, such as `scenarios show`."""
    return dict(_below("", program.build_parser()))
