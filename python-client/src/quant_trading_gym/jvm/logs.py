"""Logs of virtual machines: files private to the user."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
import time
from pathlib import Path

from quant_trading_gym.errors import ServerError, invalid

LOG_DAYS = 7


def new_log_path(prefix: str) -> Path:
    """Creates a log file; deletes logs of crashed processes after a week.

    Raises:
        ServerError: The folder is not writable.
    """
    cache = os.environ.get("QTG_CACHE")
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
    directory = Path(cache) / "logs" if cache else Path(tempfile.gettempdir()) / f"quant-trading-gym-{user}"
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not cache:
            _check_private(directory)
        handle, name = tempfile.mkstemp(prefix=f"{prefix}-{os.getpid()}-", suffix=".log", dir=directory)
    except OSError as error:
        raise ServerError(f"cannot write the server's log in {directory}: {error}; set QTG_CACHE") from error
    os.close(handle)
    for old in directory.glob("*.log"):
        with contextlib.suppress(OSError):
            if time.time() - old.stat().st_mtime > LOG_DAYS * 86_400:
                old.unlink()
    return Path(name)


def _check_private(directory: Path) -> None:
    """Rejects a folder that another user owns or can write to."""
    found = directory.lstat()
    if not hasattr(os, "getuid"):
        return
    problem = ""
    if not stat.S_ISDIR(found.st_mode):
        problem = "a link or a file"
    elif found.st_uid != os.getuid():
        problem = f"it belongs to user {found.st_uid}"
    elif found.st_mode & 0o077:
        problem = f"its mode is {stat.S_IMODE(found.st_mode):04o}"
    if problem:
        allowed = "a folder of this user with mode 0700; remove it, or set QTG_CACHE to another place"
        raise invalid(ServerError, "log folder", directory, allowed, reason=problem)
