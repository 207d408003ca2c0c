"""The embedded server: one JVM per process, started on first use and terminated with the process.

The JVM reads from stdin its token, then the paths of Unix sockets that it is to call, and exits at the end of stdin.
The operating system closes stdin when this process terminates for any reason. The JVM writes its output to a log file
because a pipe could fill up. Errors name that file.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import secrets
import socket
import subprocess
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO

from quant_trading_gym.base.waiting import take
from quant_trading_gym.errors import ServerError
from quant_trading_gym.jvm import inprocess
from quant_trading_gym.jvm.java import check_heap, java_command, java_environment, start_cache
from quant_trading_gym.jvm.logs import new_log_path
from quant_trading_gym.jvm.options import ServerOptions as ServerOptions

LOG_LINES_SHOWN = 15
LINE_SECONDS = 10.0
_LONGEST_SOCKET_PATH = 103  # bytes, on the strictest system
OUT_OF_MEMORY = 3  # exit code of -XX:+ExitOnOutOfMemoryError


class EmbeddedServer:
    """A server process started by this process; a client connects with `address` and `token`."""

    def __init__(self, options: ServerOptions) -> None:
        command = java_command(
            "serve", "--host", "127.0.0.1", "--port", "0", "--embedded", java=options.java, heap=options.heap
        )
        self.pid = os.getpid()
        self._heap = options.heap
        self.token = secrets.token_urlsafe(32)
        self.log_path: Path = new_log_path("server")
        self._lines: SimpleQueue[bytes] = SimpleQueue()
        with self.log_path.open("ab") as log:  # append mode, because the thread that drains stdout appends too
            self._process = _spawn(command, log)
        self._stdin_lock = threading.Lock()
        self._tell(self.token)  # a JVM that died at once is reported by _wait_until_listening
        threading.Thread(target=self._drain, name="qtg-server-output", daemon=True).start()
        self.address = self._wait_until_listening(options.startup_seconds)
        start_cache(options.java, options.heap).make()

    def is_alive(self) -> bool:
        """Whether the JVM runs and was started by this process rather than by a parent that forked it."""
        return self.pid == os.getpid() and self._process.poll() is None

    @property
    def process_id(self) -> int:
        """Process id of the JVM."""
        return self._process.pid

    def close(self) -> None:
        """Terminates the JVM and removes its log. A second call, or a call in a forked child, has no effect."""
        if self.pid != os.getpid() or self._process.stdin is None or self._process.stdin.closed:
            return
        died_alone = self._process.poll() is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        if not died_alone:
            try:
                self._process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            with contextlib.suppress(OSError):
                self.log_path.unlink()

    def forget_in_child(self) -> None:
        """Closes the inherited pipe in a forked child, so that the JVM terminates with its owner."""
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()
        self._process.returncode = 0  # the child must not wait for it

    def describe_death(self, wait_seconds: float = 0.0) -> str | None:
        """Returns the cause of the JVM's termination with the path and end of its log; None while it runs."""
        try:
            code = self._process.wait(timeout=wait_seconds)
        except subprocess.TimeoutExpired:
            return None
        how = f"was killed by signal {-code}" if code < 0 else f"exited with code {code}"
        if code == OUT_OF_MEMORY:
            how += (
                f" as its heap of {self._heap} was full (--heap, or server.configure(heap=…) in Python, sets another)"
            )
        return f"the embedded server (process {self._process.pid}) {how}{self._log_tail()}"

    def open_line(self) -> socket.socket:
        """Opens a socket whose other end the server serves: see the Java class `Line`.

        This process listens, in a folder of this user that exists for that time only, and the server calls.

        Raises:
            ServerError: The server does not call.
        """
        try:
            with _socket_folder() as folder, socket.socket(socket.AF_UNIX) as listener:
                path = os.path.join(folder, "s")
                listener.bind(path)
                listener.listen()
                listener.settimeout(0.1)
                self._tell(path)
                deadline = time.monotonic() + LINE_SECONDS
                while time.monotonic() < deadline and self.is_alive():
                    with contextlib.suppress(TimeoutError):
                        return listener.accept()[0]
        except OSError as error:
            raise ServerError(f"cannot listen to the embedded server: {error}; set TMPDIR to another folder") from error
        death = self.describe_death()
        raise ServerError(death or f"the embedded server did not call within {LINE_SECONDS:g} s{self._log_tail()}")

    def _tell(self, line: str) -> None:
        assert self._process.stdin is not None
        with self._stdin_lock, contextlib.suppress(OSError, ValueError):  # ValueError: it was closed
            self._process.stdin.write(os.fsencode(line) + b"\n")
            self._process.stdin.flush()

    def _drain(self) -> None:
        """Copies stdout to the log and passes on the first line, which announces the address."""
        assert self._process.stdout is not None
        with self._process.stdout as stdout, self.log_path.open("ab", buffering=0) as log:
            first = stdout.readline()
            log.write(first)
            self._lines.put(first)
            for line in stdout:
                log.write(line)

    def _wait_until_listening(self, seconds: float) -> str:
        try:
            line = take(self._lines, seconds)
        except Empty:
            self._process.kill()
            self._process.wait()
            raise ServerError(f"the embedded server did not listen within {seconds:g} s{self._log_tail()}") from None
        try:
            return str(json.loads(line)["address"])
        except (ValueError, KeyError, TypeError):
            time.sleep(0.05)  # waits for the last log lines
            death = self.describe_death(wait_seconds=2.0)
            self._process.kill()
            what = death or f"the embedded server announced {line!r} instead of its address{self._log_tail()}"
            raise ServerError(what) from None

    def _log_tail(self) -> str:
        with contextlib.suppress(OSError):
            lines = self.log_path.read_text(errors="replace").splitlines()[-LOG_LINES_SHOWN:]
            shown = "".join(f"\n  {line}" for line in lines)
            return f"; its log is {self.log_path}" + (f", which ends with:{shown}" if shown else " (empty)")
        return ""


def _socket_folder() -> tempfile.TemporaryDirectory[str]:
    """Makes a folder that only this user can enter, with a path short enough for a Unix socket in it.

    Raises:
        ServerError: There is none.
    """
    for place in (None, "/tmp"):
        folder = tempfile.TemporaryDirectory(prefix="qtg-", dir=place)
        if len(os.fsencode(folder.name)) <= _LONGEST_SOCKET_PATH - len("/s"):
            return folder
        folder.cleanup()
    raise AssertionError("the path of a folder in /tmp is short")


def _spawn(command: list[str], log: IO[bytes]) -> subprocess.Popen[bytes]:
    try:
        # A new session: Ctrl-C is sent only to Python, which then terminates the server.
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
            env=java_environment(),
        )
    except OSError as error:
        raise ServerError(f"cannot start {command[0]}: {error}") from error


_lock = threading.Lock()
_options = ServerOptions()
_server: EmbeddedServer | None = None


def configure(
    *, java: str | os.PathLike[str] | None = None, heap: str | None = None, startup_seconds: float | None = None
) -> None:
    """Sets the start options of the engine of this process; omitted options keep their values.

    An engine within the process starts once: with other options, later environments use an embedded server.

    Args:
        java: Path of a java executable or a Java home.
        heap: Largest Java heap, such as "512m" or "4g".
        startup_seconds: Timeout for the start of the server, in seconds.

    Raises:
        ArgumentError: The heap is not a size.
        ServerError: The engine is already running.
    """
    global _options
    given = {
        "java": os.fspath(java) if java is not None else None,
        "heap": None if heap is None else check_heap(heap),
        "startup_seconds": startup_seconds,
    }
    with _lock:
        if inprocess.is_connected() or (_server is not None and _server.is_alive()):
            raise ServerError(
                "the engine is already running; configure it before the first environment, or shut it down"
            )
        _options = replace(_options, **{key: value for key, value in given.items() if value is not None})  # type: ignore[arg-type]


def options() -> ServerOptions:
    """Returns the start options of the engine of this process."""
    return _options


def embedded_server() -> EmbeddedServer:
    """Returns the server of this process; starts it if it is not running.

    Raises:
        JavaNotFoundError: No Java 25 or newer was found.
        ServerError: The server does not start; the message contains the end of its log.
    """
    global _server
    with _lock:
        if _server is None or not _server.is_alive():
            _server = EmbeddedServer(_options)
        return _server


def shutdown() -> None:
    """Terminates the embedded server of this process, if any, and closes every environment of the process.

    The next environment starts a new server. An engine within the process stays, without its environments.
    """
    global _server
    inprocess.disconnect()
    with _lock:
        if _server is not None:
            _server.close()
            _server = None


def _after_fork_in_child() -> None:
    global _lock, _server
    _lock = threading.Lock()
    if _server is not None:
        _server.forget_in_child()
        _server = None


atexit.register(shutdown)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork_in_child)
