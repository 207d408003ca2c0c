"""Folders for incomplete files. A process that fails or is interrupted removes its own folders.

A killed process removes nothing. The name of a folder therefore identifies its machine and process, and the next
process removes the folders of processes that no longer exist.
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
    """Creates a folder in `place`, by default the folder for temporary files; removes it afterwards."""
    parent = Path(tempfile.gettempdir()) if place is None else place
    sweep(prefix, parent)
    with tempfile.TemporaryDirectory(prefix=f"{prefix}{_host()}-{os.getpid()}-", dir=parent) as folder:
        yield Path(folder)


@contextmanager
def unfinished_folder(folder: Path) -> Iterator[Path]:
    """Creates `folder` and a folder within it for incomplete files, to be moved into `folder` on completion.

    A failure or interruption removes the inner folder, and also `folder` if it did not exist before.
    """
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with scratch_folder(UNFINISHED, folder) as unfinished:
            yield unfinished
    except BaseException:
        if is_new:
            with contextlib.suppress(OSError):  # it contains other files by now
                folder.rmdir()
        raise


def move_all(unfinished: Path, folder: Path) -> None:
    """Moves the files of one folder into another and replaces files of the same names."""
    for path in sorted(unfinished.iterdir()):
        path.replace(folder / path.name)


def write_whole(path: Path, text: str) -> None:
    """Writes a file in UTF-8 atomically, so that readers never see a partial file."""
    with scratch_folder(UNFINISHED, path.parent) as unfinished:
        aside = unfinished / path.name
        aside.write_text(text, encoding="utf-8")
        aside.replace(path)


def sweep(prefix: str, place: Path) -> None:
    """Removes the folders in `place` of killed processes of this machine."""
    owned = re.compile(re.escape(prefix + _host()) + r"-(\d+)-\w+")
    with contextlib.suppress(OSError):  # an unreadable folder is reported by the later write
        for path in place.glob(f"{prefix}*"):
            match = owned.fullmatch(path.name)
            if match is not None and not _is_alive(int(match[1])):
                shutil.rmtree(path, ignore_errors=True)


def _host() -> str:
    return re.sub(r"\W", "_", socket.gethostname())


def _is_alive(process_id: int) -> bool:
    """Returns True if this is unknown, as on Windows, where the check would terminate the process."""
    if os.name != "posix":
        return True
    try:
        os.kill(process_id, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
