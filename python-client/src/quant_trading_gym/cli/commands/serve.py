"""`qtg serve`: runs a server for other processes or machines."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import secrets
import stat
import subprocess
import threading
from pathlib import Path
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING, Any

from quant_trading_gym.base.places import check_folder
from quant_trading_gym.base.waiting import take
from quant_trading_gym.cli.commands.options import add_command, existing_file
from quant_trading_gym.errors import ArgumentError, invalid

if TYPE_CHECKING:
    from quant_trading_gym.cli.console import Console

_STOP_SECONDS = 10
_TOKEN_FILES = "a file with a token, or the path of a new file"


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
        default=_default_token_file(),
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

    token = read_or_make_token(arguments.token_file)
    command = ["serve", "--host", arguments.host, "--port", str(arguments.port), "--embedded", "--sign-snapshots"]
    command += ["--connection-share", str(arguments.connection_share)]
    for name in ("tls_cert", "tls_key", "snapshot_key_file", "log_file"):
        value = getattr(arguments, name)
        if value is not None:
            command += ["--" + name.replace("_", "-"), str(value)]
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        java_command(*command, heap=check_heap(arguments.heap or DEFAULT_HEAP)),
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        text=True,
        env=java_environment(),
    )
    try:
        # The server exits at the end of this pipe, so that it never outlives this process.
        _send_line(process, token)
        return _wait(process, arguments, console)
    except KeyboardInterrupt:
        console.note("stopping")
        return 0
    finally:
        _stop(process)


def read_or_make_token(path: Path) -> str:
    """Returns the token in `path`; creates the file with a random token and owner-only access if it is missing.

    Raises:
        ArgumentError: The file is a folder or empty, or other users can read it.
    """
    if path.is_dir():
        raise invalid(ArgumentError, "token-file", path, _TOKEN_FILES, reason="a folder")
    if not path.exists():
        check_folder("token-file", path.parent)
        path.parent.mkdir(parents=True, exist_ok=True)
        _create_token(path)
    mode = stat.S_IMODE(path.stat().st_mode)
    if os.name == "posix" and mode & (stat.S_IRGRP | stat.S_IROTH):
        expected = "a file that only its owner can read (chmod 600)"
        raise invalid(ArgumentError, "token-file", path, expected, reason=f"mode {mode:o}")
    token = path.read_text(encoding="utf-8").strip()
    if not token:
        raise invalid(ArgumentError, "token-file", path, _TOKEN_FILES, reason="an empty file")
    return token


def _create_token(path: Path) -> None:
    """Writes a token to a temporary file and links it into place, so that concurrent processes read the same token."""
    draft = path.with_name(f".{path.name}-{os.getpid()}-{secrets.token_hex(4)}")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(32) + "\n")
        with contextlib.suppress(FileExistsError):  # another process was first; its token is used
            os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _default_token_file() -> Path:
    cache = os.environ.get("QTG_CACHE")
    return (Path(cache) if cache else Path.home() / ".cache" / "quant-trading-gym") / "token"


def _send_line(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdin is not None
    with contextlib.suppress(OSError):  # _wait reports a server that terminates at once
        process.stdin.write(line + "\n")
        process.stdin.flush()


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
