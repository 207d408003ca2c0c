"""Version and age of the Java runtime."""

from __future__ import annotations

import datetime
import re
import subprocess

from quant_trading_gym.errors import JavaNotFoundError
from quant_trading_gym.jvm.java import find_java

_SECONDS = 20


def describe_runtime(today: datetime.date | None = None) -> str:
    """Returns one line: version, release date, age in days, and path of the runtime.

    Security updates of Java appear every three months; the age shows whether the runtime has missed any.

    Args:
        today: End of the age in days; None uses the current date.
    """
    try:
        executable = find_java()
        said = subprocess.run(
            [str(executable), "-version"],
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=True,
            stdin=subprocess.DEVNULL,
        ).stderr
    except (JavaNotFoundError, OSError, subprocess.SubprocessError) as problem:
        return f"Java: {problem}"
    return f"{describe(said, datetime.date.today() if today is None else today)} ({executable})"


def describe(said: str, today: datetime.date) -> str:
    """Returns the line for the output `said` of `java -version`."""
    match = re.search(r'version "([^"]+)"(?: (\d{4}-\d{2}-\d{2}))?', said)
    if match is None:
        return "Java of an unknown version"
    version, released = match.groups()
    if released is None:
        return f"Java {version} of an unknown date"
    return f"Java {version} of {released}, {(today - datetime.date.fromisoformat(released)).days} days old"
