"""Which Java runtime is used, and how old it is."""

from __future__ import annotations

import datetime
import re
import subprocess

from quant_trading_gym.errors import JavaNotFoundError
from quant_trading_gym.jvm.java import find_java

_SECONDS = 20


def describe_runtime(today: datetime.date | None = None) -> str:
    """One line: version, date of release, age in days, and where the runtime is.

    Security updates of Java come every three months; the line shows one that has missed some.

    Args:
        today: The day that the age is counted to; None for the present one.
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
    """The line for what `java -version` has `said`."""
    match = re.search(r'version "([^"]+)"(?: (\d{4}-\d{2}-\d{2}))?', said)
    if match is None:
        return "Java of an unknown version"
    version, released = match.groups()
    if released is None:
        return f"Java {version} of an unknown date"
    return f"Java {version} of {released}, {(today - datetime.date.fromisoformat(released)).days} days old"
