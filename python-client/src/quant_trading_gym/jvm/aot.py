"""Ahead-of-time caches of the server jar: a JVM that has one starts in less than half the time.

The JVM writes a cache of loaded classes and method profiles. It holds for one jar, one Java and some options only. The
first start without a cache has one made by a detached process of low priority; later starts use it. A cache is an
optimisation: nothing here raises an error, waits or prints.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import re
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quant_trading_gym.base.cache import cache_folder

MAKER_CLASS = "io.quanttradinggym.grpc.app.StartCache"
RETRY_SECONDS = 3_600  # after an attempt that made no cache
UNUSED_DAYS = 30
_DAY = 86_400
_SHELL_SECONDS = 10
_VARIABLES = ("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")
_OWN_CACHE = re.compile(r"-XX:(AOT|SharedArchiveFile|ArchiveClasses|SharedClassList)|-Xshare")
# A JVM that cannot use its cache says so on stdout and starts as without one. It checks the sums of all pages.
_QUIET = ("-XX:+VerifySharedSpaces", "-Xlog:aot*=off,cds*=off")
_MAKER_OPTIONS = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-XX:-UsePerfData")


@dataclass(frozen=True, kw_only=True)
class StartCache:
    """The cache of one kind of JVM.

    Attributes:
        java: The java executable.
        jar: The server jar, which is the whole class path.
        options: Options of the JVM that a cache depends on, such as the collector.
        environment: Environment variables of the JVM; some of them contain further options.
    """

    java: Path
    jar: Path
    options: Sequence[str]
    environment: Mapping[str, str]

    def use(self) -> list[str]:
        """Returns the options with which a JVM uses the cache; empty if there is none."""
        with _harmless():
            path = self._path()
            if _is_private(path.parent, stat.S_ISDIR) and _is_private(path, stat.S_ISREG):
                if time.time() - path.stat().st_mtime > _DAY:
                    os.utime(path)
                return [f"-XX:AOTCache={path}", *_QUIET]
        return []

    def make(self) -> None:
        """Has the cache made in the background, unless it exists or somebody is making it. Returns at once."""
        with _harmless():
            path = self._path()
            if path.exists() or any(_OWN_CACHE.search(self.environment.get(name, "")) for name in _VARIABLES):
                return
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if _is_private(path.parent, stat.S_ISDIR) and _claim(path.with_suffix(".attempt")):
                _sweep(path)
                maker = [*_MAKER_OPTIONS, "-cp", str(self.jar), MAKER_CLASS, str(path), *self.options, *_QUIET]
                _start_detached([str(self.java), *maker], path.parent, self.environment)

    def _path(self) -> Path:
        """Path of the cache: PLACE-CONTENT-REST, hashes of the jar's path, its version, and all else it depends on."""
        jar = self.jar.resolve()
        home = self.java.resolve().parent.parent
        runtime = [(name, _version(home / name)) for name in ("release", "lib/modules")]
        variables = [(name, self.environment.get(name)) for name in _VARIABLES]
        rest = (str(home), platform.machine(), runtime, variables, *self.options)
        name = f"{_hash(str(jar))}-{_hash(_version(jar))}-{_hash(rest)}.aot"
        return cache_folder().absolute() / "aot" / name


@contextlib.contextmanager
def _harmless() -> Iterator[None]:
    """Ignores what can go wrong: no home folder, no space, no rights, files that others remove meanwhile."""
    with contextlib.suppress(OSError, RuntimeError, ValueError, subprocess.SubprocessError):
        yield


def _version(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def _hash(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()[:16]


def _is_private(path: Path, is_right_kind: Callable[[int], bool]) -> bool:
    """Whether only this user can have written it: a JVM runs what is in its cache."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return False
    if not is_right_kind(found.st_mode):
        return False
    return not hasattr(os, "getuid") or (found.st_uid == os.getuid() and not found.st_mode & 0o022)


def _claim(attempt: Path) -> bool:
    """Creates the file that keeps others from making the same cache; False if it exists and is recent."""
    with contextlib.suppress(FileNotFoundError):
        if time.time() - attempt.stat().st_mtime < RETRY_SECONDS:
            return False
        attempt.unlink()
    try:
        attempt.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        return False
    return True


def _sweep(path: Path) -> None:
    """Removes caches of older versions of the jar, caches that nobody has used for long, and what was left behind."""
    place, content, _ = path.name.split("-")
    for file in path.parent.iterdir():
        with contextlib.suppress(OSError):  # in use on Windows, or another process was first
            is_outdated = file.name.startswith(f"{place}-") and not file.name.startswith(f"{place}-{content}-")
            days = UNUSED_DAYS if file.suffix == ".aot" else 1
            if is_outdated or time.time() - file.stat().st_mtime > days * _DAY:
                file.unlink()


def _start_detached(command: list[str], folder: Path, environment: Mapping[str, str]) -> None:
    """Starts a process of low priority that outlives this one and leaves no child, signal or output to it."""
    null = subprocess.DEVNULL
    if sys.platform == "win32":
        flags = subprocess.DETACHED_PROCESS | subprocess.BELOW_NORMAL_PRIORITY_CLASS
        started = subprocess.Popen(
            command, cwd=folder, env=environment, creationflags=flags, stdin=null, stdout=null, stderr=null
        )
        started.returncode = 0  # nobody waits for it
        return
    nice = [path, "-n", "19"] if (path := shutil.which("nice")) else []
    subprocess.run(
        ["/bin/sh", "-c", '"$@" &', "sh", *nice, *command],
        cwd=folder,
        env=environment,
        start_new_session=True,
        stdin=null,
        stdout=null,
        stderr=null,
        timeout=_SHELL_SECONDS,
    )
