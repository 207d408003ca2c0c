"""Folders for what is not yet whole: who fails or is interrupted removes his own, the next one those of the dead.

A process that is killed removes nothing. The name of a folder therefore says which process of which machine it belongs
to.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNFINISHED = ".unfinished-"


@contextmanager
def scratch_folder(prefix: str, place: Path | None = None) -> Iterator[Path]:
    """A new folder in `place`, by default the one for temporary files; it is gone afterwards."""
    parent = Path(tempfile.gettempdir()) if place is None else place
    sweep(prefix, parent)
    with tempfile.TemporaryDirectory(prefix=f"{prefix}{_host()}-{os.getpid()}-", dir=parent) as folder:
        yield Path(folder)


@contextmanager
def unfinished_folder(folder: Path) -> Iterator[Path]:
    """A place within `folder` for files that are not yet whole, to be moved into it. Both are made.

    Whatever fails or is interrupted removes the place, and a folder that was not there before.
    """
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with scratch_folder(UNFINISHED, folder) as unfinished:
            yield unfinished
    except BaseException:
        if is_new:
            with contextlib.suppress(OSError):  # something else is in it by now
                folder.rmdir()
        raise


def move_all(unfinished: Path, folder: Path) -> None:
    """Moves the files of one folder into another, where they replace those of the same names."""
    for path in sorted(unfinished.iterdir()):
        path.replace(folder / path.name)


def write_whole(path: Path, text: str) -> None:
    """Writes a file in UTF-8, aside, so that nobody ever reads a part of it."""
    with scratch_folder(UNFINISHED, path.parent) as unfinished:
        aside = unfinished / path.name
        aside.write_text(text, encoding="utf-8")
        aside.replace(path)


def sweep(prefix: str, place: Path) -> None:
    """Removes the folders that processes of this machine left in `place` when they were killed."""
    owned = re.compile(re.escape(prefix + _host()) + r"-(\d+)-\w+")
    with contextlib.suppress(OSError):  # a place that cannot be listed is reported by whoever writes there
        for path in place.glob(f"{prefix}*"):
            match = owned.fullmatch(path.name)
            if match is not None and not _is_alive(int(match[1])):
                shutil.rmtree(path, ignore_errors=True)


def _host() -> str:
    return re.sub(r"\W", "_", socket.gethostname())


def _is_alive(process_id: int) -> bool:
    """True where that cannot be told, as on Windows, where asking would end the process."""
    if os.name != "posix":
        return True
    try:
        os.kill(process_id, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
