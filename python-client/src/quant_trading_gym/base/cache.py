"""The folder for files that can be made again."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """Returns QTG_CACHE, or the folder of this package in the user's cache folder. It need not exist.

    Raises:
        RuntimeError: The user has no home folder.
    """
    chosen = os.environ.get("QTG_CACHE")
    if chosen:
        return Path(chosen)
    user = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (user if user.is_absolute() else Path.home() / ".cache") / "quant-trading-gym"
