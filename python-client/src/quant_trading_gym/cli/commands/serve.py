"""`qtg serve`: runs a server for other processes or machines."""

from __future__ import annotations

import argparse
import contextlib
import json
import subprocess
import threading
from pathlib import Path
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING, Any

from quant_trading_gym.base.cache import cache_folder
from quant_trading_gym.base.waiting import take
from quant_trading_gym.cli.commands.options import add_command, existing_file

if TYPE_CHECKING:
    from quant_trading_gym.cli.console import Console

_STOP_SECONDS = 10


def add_parser(subparsers: Any) -> None:
    """Adds the command to `subparsers`."""
    parser = add_command(
        subparsers,
        "serve",
        run,
        summary="serve environments to other processes or machines until interrupted",
        examples=(
            "qtg serve --port 50051",
            "qtg serve --host 0.0.0.0 --port 50051 --tls-cert cert.pem --tls-key key.pem --token-file token",
        ),
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to bind; non-loopback addresses require TLS")
    parser.add_argument("--port", type=_port, default=0, help="port to bind (default 0: a free one)")
    parser.add_argument("--tls-cert", type=existing_file, metavar="FILE", help="certificate chain (PEM)")
    parser.add_argument("--tls-key", type=existing_file, metavar="FILE", help="private key (PEM)")
    parser.add_argument(
        "--snapshot-key-file",
        type=Path,
        metavar="FILE",
        help="file with the key that signs snapshots; created if it does not exist (default: a new key each time)",
    )
    parser.add_argument(
        "--token-file",
        type=Path,
        metavar="FILE",
        default=cache_folder() / "token",
        help="file with the access token; created with owner-only access if it does not exist (default %(default)s)",
    )
    parser.add_argument(
        "--log-file",
        type=Path,
        metavar="FILE",
        help="file for log lines; rotates at 10 MiB and keeps two older files (default: standard error)",
    )
    parser.add_argument(
        "--connection-share",
        type=_percent,
        default=75,
        metavar="PERCENT",
        help="limit of one connection, in per cent of the server's memory, threads and calls (default 75)",
    )


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Starts the server and waits for it, or for an interruption."""
    from quant_trading_gym.jvm.java import DEFAULT_HEAP, check_heap, java_command, java_environment

    command = ["serve", "--host", arguments.host, "--port", str(arguments.port), "--embedded", "--sign-snapshots"]
    command += ["--connection-share", str(arguments.connection_share)]
    for name in ("token_file", "tls_cert", "tls_key", "snapshot_key_file", "log_file"):
        value = getattr(arguments, name)
        if value is not None:
            command += ["--" + name.replace("_", "-"), str(value)]
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        java_command(*command, heap=check_heap(arguments.heap or DEFAULT_HEAP)),
        stdin=pipe,  # the server exits at its end, so that it never outlives this process
        stdout=pipe,
        stderr=pipe,
        text=True,
        env=java_environment(),
    )
    try:
        return _wait(process, arguments, console)
    except KeyboardInterrupt:
        console.note("stopping")
        return 0
    finally:
        _stop(process)


def _wait(process: subprocess.Popen[str], arguments: argparse.Namespace, console: Console) -> int:
    assert process.stdout is not None and process.stderr is not None
    output, messages = _lines(process.stdout), _lines(process.stderr)
    announcement = take(output)
    if not announcement:
        return _report_failure(process, messages, console)
    document = json.loads(announcement)
    console.say(f"listening on {document['address']}, token in {arguments.token_file}; stop with Ctrl-C")
    console.document({**document, "token_file": str(arguments.token_file)})
    while line := take(messages):
        console.note(line.rstrip())
    return int(process.wait() != 0)


def _lines(stream: IO[str]) -> SimpleQueue[str]:
    """Reads a stream in a thread; an empty text follows its last line."""
    lines: SimpleQueue[str] = SimpleQueue()

    def read() -> None:
        for line in stream:
            lines.put(line)
        lines.put("")

    threading.Thread(target=read, name="qtg-server-output", daemon=True).start()
    return lines


def _report_failure(process: subprocess.Popen[str], messages: SimpleQueue[str], console: Console) -> int:
    """Reports the cause of a failed start in one line."""
    last, error = "the server gave no output", {}
    while line := take(messages):
        last = line.strip() or last
        with contextlib.suppress(ValueError):
            error = json.loads(line)["error"]
    error = error or {"message": last}
    console.note(f"qtg serve: {error['message']}")
    console.document({"error": error})
    return 2 if process.wait() == 2 else 1


def _stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(timeout=_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"got {text}, expected a port from 0 to 65535")
    return int(text)


def _percent(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 100:
        raise argparse.ArgumentTypeError(f"got {text}, expected a percentage from 1 to 100")
    return int(text)
