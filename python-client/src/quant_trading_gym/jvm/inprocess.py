"""The engine in this process: one Java virtual machine, started on first use, that lives as long as the process."""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import locale
import os
import platform
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from quant_trading_gym.errors import ServerError
from quant_trading_gym.jvm import libjvm
from quant_trading_gym.jvm.java import check_heap, collector_options, find_jar, find_java, start_cache, utf8_variables
from quant_trading_gym.jvm.logs import new_log_path
from quant_trading_gym.jvm.options import ServerOptions
from quant_trading_gym.transport.inprocess_engine import InProcessEngine, UpcallFunctions

MAIN_CLASS = "io.quanttradinggym.grpc.app.InProcess"


def tested_here() -> bool:
    """Whether the tests of the engine in the process have passed on this platform."""
    return sys.platform == "linux" and platform.machine() == "x86_64"


def obstacle(options: ServerOptions) -> str | None:
    """Returns why the engine cannot run in this process with these options; None if it can."""
    if _engine is not None:
        if (_options.java, _options.heap) != (options.java, options.heap):
            return f"its engine has started with java={_options.java!r} and heap={_options.heap!r}, once and for all"
        return None
    if _failure:
        return _failure
    if _forked:
        return "it was forked from a process that runs the engine"
    foreign = libjvm.loaded_library()
    if foreign:
        return f"it has another Java virtual machine ({foreign}), and one process can have only one"
    return None if _has_address_space() else "its address space is limited (ulimit -v)"


def _has_address_space() -> bool:
    """Whether the size of the heap is not in doubt: a virtual machine that cannot reserve it ends the process."""
    try:
        import resource
    except ImportError:  # Windows
        return True
    return resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY


def engine(options: ServerOptions) -> InProcessEngine:
    """Returns the engine of this process; starts it if it is not running.

    Raises:
        JavaNotFoundError: No Java 25 or newer was found.
        ServerError: The engine cannot run in this process; the message says why.
    """
    global _engine, _options, _failure
    with _lock:
        reason = obstacle(options)
        if reason:
            raise ServerError(f"the engine cannot run in this process: {reason}; transport='local' starts a server")
        if _engine is None:
            try:
                _engine = _start(options)
            except ServerError as error:
                _failure = error.message
                raise
            _options = options
        return _engine


def is_connected() -> bool:
    """Whether this process uses its engine: environments may be open."""
    return _engine is not None and _engine.is_connected


def disconnect() -> None:
    """Closes every environment of the engine in this process. The engine itself stays."""
    if _engine is not None:
        _engine.disconnect()


def _start(options: ServerOptions) -> InProcessEngine:
    library = libjvm.library_path(find_java(options.java))
    log_path = new_log_path("engine")
    atexit.register(_remove_log, log_path, os.getpid())
    with _utf8_locale():
        address = libjvm.start(library, _virtual_machine_options(options, log_path), MAIN_CLASS, "start")
    start_cache(options.java, options.heap).make()
    count = ctypes.c_int64.from_address(address).value
    if count < 0:
        text = ctypes.string_at(address + 8, -count).decode(errors="replace")
        raise ServerError(f"the engine does not start in this process: {text}; its log is {log_path}")
    if count != UpcallFunctions.COUNT:
        raise ServerError(f"the server's jar {find_jar()} is of another build than this package")
    addresses = list((ctypes.c_int64 * count).from_address(address + 8))
    return InProcessEngine(UpcallFunctions(addresses), log_path, libjvm.SignalHandlers())


def _virtual_machine_options(options: ServerOptions, log_path: Path) -> list[str]:
    return [
        "-Xrs",  # Ctrl-C and SIGTERM stay Python's
        *collector_options("JAVA_TOOL_OPTIONS"),
        f"-Xmx{check_heap(options.heap)}",
        f"-Djava.class.path={find_jar()}",
        f"-Dquanttradinggym.log={log_path}",
        "-Djava.awt.headless=true",
        "-XX:-UsePerfData",
        "-XX:+DisplayVMOutputToStderr",
        f"-XX:ErrorFile={log_path.parent}/hs_err_pid%p.log",
        "-XX:-CreateCoredumpOnCrash",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        *start_cache(options.java, options.heap).use(),
    ]


@contextlib.contextmanager
def _utf8_locale() -> Iterator[None]:
    """Lets a virtual machine start in a UTF-8 locale: it reads paths in that of the environment, which it installs.

    Afterwards the variables and the locale of the process are as before: its decimal point is not to change.
    """
    before = {name: os.environ.get(name) for name in utf8_variables()}
    installed = locale.setlocale(locale.LC_ALL)
    os.environ.update(utf8_variables())
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
        locale.setlocale(locale.LC_ALL, installed)


def _remove_log(path: Path, pid: int) -> None:
    if pid == os.getpid():
        with contextlib.suppress(OSError):
            path.unlink()


_lock = threading.Lock()
_engine: InProcessEngine | None = None
_options = ServerOptions()
_failure = ""
_forked = False


def _after_fork_in_child() -> None:
    global _lock, _engine, _forked
    _lock = threading.Lock()
    _forked = _forked or _engine is not None
    _engine = None


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork_in_child)
