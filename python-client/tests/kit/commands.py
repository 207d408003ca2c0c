"""The commands of `qtg`, as its parser knows them."""

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
    """Every command that does something, such as `scenarios show`, with its parser."""
    return dict(_below("", program.build_parser()))
