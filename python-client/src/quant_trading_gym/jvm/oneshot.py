"""Runs one command of the server's jar to its end: a simulation, a replay or a benchmark, without a server."""

from __future__ import annotations

import json
import re
import subprocess
from collections import deque
from typing import IO, Any

from quant_trading_gym.base.progress import ProgressListener
from quant_trading_gym.errors import KEYS, ArgumentError, Error, ServerError, from_reason
from quant_trading_gym.jvm.java import java_command, java_environment

_PROGRESS = re.compile(r"progress ([0-9.eE+-]+) ?(.*)")
_BAD_INPUT = 2
_LINES_SHOWN = 15


def run_command(*arguments: str, on_progress: ProgressListener | None = None) -> dict[str, Any]:
    """Runs the jar with `arguments` and returns the JSON document that it prints.

    Args:
        *arguments: command and options, for example `"simulate", "market-making", "--seed", "7"`.
        on_progress: hears a fraction in [0, 1] and a text.

    Raises:
        ScenarioError: the scenario is wrong.
        ArgumentError: another input is wrong.
        ServerError: anything else went wrong; the message ends with what the JVM said.
    """
    process = subprocess.Popen(
        java_command(*arguments),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=java_environment(),
    )
    assert process.stdout is not None and process.stderr is not None
    try:
        # The document is one line, printed at the end: stderr can be read to its end first.
        said = _follow(process.stderr, on_progress)
        printed = process.stdout.read()
        code = process.wait()
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        process.stdout.close()
        process.stderr.close()
    document = _parse(printed)
    if code == 0 and document is not None and "error" not in document:
        return document
    raise _error(code, document, said)


def _follow(lines: IO[str], on_progress: ProgressListener | None) -> str:
    """Passes progress on and returns the last of the other lines."""
    others: deque[str] = deque(maxlen=_LINES_SHOWN)
    for line in lines:
        match = _PROGRESS.fullmatch(line.strip())
        if match is None:
            others.append(line.rstrip())
        elif on_progress is not None:
            on_progress(float(match[1]), match[2])
    return "; ".join(filter(None, others))


def _parse(printed: str) -> dict[str, Any] | None:
    try:
        document = json.loads(printed)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def _error(code: int, document: dict[str, Any] | None, said: str) -> Error:
    error = (document or {}).get("error")
    if not isinstance(error, dict):
        return ServerError(f"the simulation process ended with code {code}: {said or 'it said nothing'}")
    given = {key: str(error.get(key) or "") for key in KEYS}
    problem = from_reason(str(error.get("reason") or ""), str(error.get("message") or said), **given)
    if code == _BAD_INPUT and not isinstance(problem, ValueError):
        return ArgumentError(problem.message, **given)
    return problem
