"""Looks at where results will be written before the work that makes them, which a bad place must not cost."""

from __future__ import annotations

import os
from pathlib import Path

from quant_trading_gym.errors import ArgumentError, invalid


def check_folder(field: str, path: Path) -> None:
    """Makes sure that files can be written into a folder, which need not be there yet; changes nothing.

    Raises:
        ArgumentError: they cannot.
    """
    problem = _folder_problem(path)
    if problem:
        raise invalid(ArgumentError, field, f"{path} ({problem})", "a folder, or a place where one can be made")


def check_file(field: str, path: Path) -> None:
    """Makes sure that a file can be written, which need not be there yet; changes nothing.

    Raises:
        ArgumentError: it cannot.
    """
    problem = ""
    if path.is_dir():
        problem = "a folder"
    elif path.exists():
        problem = "" if os.access(path, os.W_OK) else "not writable"
    elif not path.parent.is_dir():
        problem = f"{path.parent} is no folder" if path.parent.exists() else f"there is no folder {path.parent}"
    else:
        problem = _folder_problem(path.parent)
    if problem:
        raise invalid(ArgumentError, field, f"{path} ({problem})", "the path of a file in a folder that can be written")


def _folder_problem(path: Path) -> str:
    """What keeps files from being written there, as far as can be seen; nothing where nothing does."""
    absolute = path.absolute()
    nearest = next(place for place in (absolute, *absolute.parents) if os.path.lexists(place))
    if not nearest.is_dir():
        return "a file" if nearest == absolute else f"{nearest} is a file"
    return "" if os.access(nearest, os.W_OK | os.X_OK) else f"{nearest} is not writable"
