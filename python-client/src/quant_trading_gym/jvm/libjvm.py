"""Loads a Java virtual machine into this process: two calls of its library, three of its JNI table."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from quant_trading_gym.errors import ServerError

JNI_VERSION = 0x000A0000
_FIND_CLASS, _GET_STATIC_METHOD, _CALL_STATIC_LONG = 6, 113, 134  # places in the JNI table
_DETACH_THREAD = 5  # place in the invocation table
_LARGEST_SIGACTION = 256  # bytes, of any platform
_POINTER_BYTES = ctypes.sizeof(ctypes.c_void_p)
_FATAL = (signal.SIGSEGV, signal.SIGFPE, signal.SIGILL) + (() if os.name == "nt" else (signal.SIGBUS,))

Pointer = ctypes.c_void_p


class _Option(ctypes.Structure):
    _fields_ = (("text", ctypes.c_char_p), ("extra", ctypes.c_void_p))


class _Arguments(ctypes.Structure):
    _fields_ = (
        ("version", ctypes.c_int32),
        ("count", ctypes.c_int32),
        ("options", ctypes.POINTER(_Option)),
        ("ignore_unrecognized", ctypes.c_ubyte),
    )


def library_path(java: Path) -> Path:
    """Returns the path of the library beside a java executable.

    Raises:
        ServerError: It does not exist.
    """
    home = java.resolve().parent.parent
    name = {"win32": "bin/server/jvm.dll", "darwin": "lib/server/libjvm.dylib"}.get(
        sys.platform, "lib/server/libjvm.so"
    )
    if not (home / name).is_file():
        raise ServerError(f"the Java in {home} has no {name}")
    return home / name


def loaded_library() -> str | None:
    """Returns the path of a libjvm.so that this process has loaded; None if there is none, or no way to know."""
    try:
        with open("/proc/self/maps", "rb") as maps:
            for line in maps:
                if b"/libjvm.so" in line:
                    return os.fsdecode(line.split(None, 5)[5].strip())
    except OSError:
        pass
    return None


def start(library: Path, options: Sequence[str], class_name: str, method: str) -> int:
    """Starts a virtual machine and returns the long that a static method without arguments returns.

    Raises:
        ServerError: It does not start, or lacks the method.
    """
    jvm, environment = _create(ctypes.CDLL(str(library)), options)

    def jni(place: int, result: type, *arguments: type) -> Callable[..., int | None]:
        return _function(environment, place, result, *arguments)

    found = jni(_FIND_CLASS, Pointer, ctypes.c_char_p)(environment, class_name.replace(".", "/").encode())
    target = found and jni(_GET_STATIC_METHOD, Pointer, Pointer, ctypes.c_char_p, ctypes.c_char_p)(
        environment, found, method.encode(), b"()J"
    )
    if not target:
        raise ServerError(f"the server's jar has no {class_name}.{method}(): it is of another build")
    value = jni(_CALL_STATIC_LONG, ctypes.c_int64, Pointer, Pointer, Pointer)(environment, found, target, None)
    if threading.current_thread() is not threading.main_thread():
        # The thread may end at any time; while it lives, each call attaches it by itself.
        _function(jvm, _DETACH_THREAD, ctypes.c_int32)(jvm)
    return value or 0


def _create(library: ctypes.CDLL, options: Sequence[str]) -> tuple[ctypes.c_void_p, ctypes.c_void_p]:
    texts = [os.fsencode(option) for option in options]
    array = (_Option * len(texts))(*(_Option(text, None) for text in texts))
    arguments = _Arguments(JNI_VERSION, len(texts), array, 0)
    jvm, environment = ctypes.c_void_p(), ctypes.c_void_p()
    code = library.JNI_CreateJavaVM(ctypes.byref(jvm), ctypes.byref(environment), ctypes.byref(arguments))
    if code != 0:
        raise ServerError(f"the Java virtual machine does not start in this process (JNI error {code})")
    return jvm, environment


def _function(interface: ctypes.c_void_p, place: int, result: type, *arguments: type) -> Callable[..., int | None]:
    """Returns a function of an interface: a pointer to a pointer to a table of functions."""
    table = ctypes.cast(interface, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p)))[0]
    made: Callable[..., int | None] = ctypes.CFUNCTYPE(result, Pointer, *arguments)(table[place] or 0)
    return made


class SignalHandlers:
    """The handlers of fatal signals as they are now."""

    def __init__(self) -> None:
        self._sigaction = None if os.name == "nt" else ctypes.CDLL(None).sigaction
        self._kept = {number: self._handler(number) for number in _FATAL}

    def _handler(self, number: int) -> bytes:
        """Returns the `struct sigaction` of a signal."""
        action = ctypes.create_string_buffer(_LARGEST_SIGACTION)
        if self._sigaction is not None:
            self._sigaction(number, None, action)
        return action.raw

    def are_installed(self) -> bool:
        """Whether nobody has put another one in their place; whoever does so takes SIGSEGV too."""
        return self._function(signal.SIGSEGV) == self._kept[signal.SIGSEGV][:_POINTER_BYTES]

    def _function(self, number: int) -> bytes:
        """Returns the address of a handler: the first member. Parts of the rest are not defined."""
        return self._handler(number)[:_POINTER_BYTES]

    def install(self) -> None:
        """Installs them again."""
        if self._sigaction is not None:
            for number, kept in self._kept.items():
                self._sigaction(number, kept, None)
