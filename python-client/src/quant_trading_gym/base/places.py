"""Checks where results will be written before the work starts, so that a bad path costs no work."""

from __future__ import annotations

import os
from pathlib import Path

from quant_trading_gym.errors import ArgumentError, invalid


def check_folder(field: str, path: Path) -> None:
    """Checks that files can be written into a folder, which need not exist yet. Changes nothing.

    Raises:
        ArgumentError: The folder cannot be written.
    """
    problem = _folder_problem(path)
    if problem:
        raise invalid(ArgumentError, field, path, "a writable folder, or the path of a new one", reason=problem)


def check_file(field: str, path: Path) -> None:
    """Checks that a file can be written, which need not exist yet. Changes nothing.

    Raises:
        ArgumentError: The file cannot be written.
    """
    problem = ""
    if path.is_dir():
        problem = "a folder"
    elif path.exists():
        problem = "" if os.access(path, os.W_OK) else "not writable"
    elif not path.parent.is_dir():
        problem = f"{path.parent} is not a folder" if path.parent.exists() else f"no folder {path.parent}"
    else:
        problem = _folder_problem(path.parent)
    if problem:
        raise invalid(ArgumentError, field, path, "the path of a file in a writable folder", reason=problem)


def _folder_problem(path: Path) -> str:
    """Reason why files cannot be written there; empty if none is found."""
    absolute = path.absolute()
    nearest = next(place for place in (absolute, *absolute.parents) if os.path.lexists(place))
    if not nearest.is_dir():
        return "a file" if nearest == absolute else f"{nearest} is a file"
    return "" if os.access(nearest, os.W_OK | os.X_OK) else f"{nearest} is not writable"
