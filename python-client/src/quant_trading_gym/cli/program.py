"""The command `qtg`: one module of `quant_trading_gym.cli.commands` for each sub-command."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from quant_trading_gym.cli.commands import COMMANDS
from quant_trading_gym.cli.console import Console
from quant_trading_gym.cli.termination import Terminated, orderly_end
from quant_trading_gym.errors import Error

DONE, FAILED, BAD_INPUT, INTERRUPTED, READER_GONE, TERMINATED = 0, 1, 2, 130, 141, 143
"""Exit codes: success; failure; bad usage or input; stopped by Ctrl-C, by a closed output pipe, by SIGTERM."""

_EXTRAS = {"matplotlib": "plot", "optuna": "calibrate", "py4j": "py4j"}
"""Extra that provides a module; [train] provides all other modules."""


class OneLineParser(argparse.ArgumentParser):
    """Parser that reports bad arguments in one line."""

    def error(self, message: str) -> NoReturn:
        """Prints the line and exits with code 2."""
        print(f"{self.prog}: {message} (see {self.prog} --help)", file=sys.stderr)
        raise SystemExit(BAD_INPUT)


def build_parser() -> argparse.ArgumentParser:
    """Returns the parser of `qtg` with all sub-commands."""
    parser = OneLineParser(
        prog="qtg",
        description="Quant Trading Gym: train trading policies on a simulated order-book market.",
        epilog="Start with: qtg demo",
    )
    parser.add_argument("--version", action="store_true", help="print the version and exit")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=OneLineParser)
    for command in COMMANDS:
        command.add_parser(subparsers)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs `qtg` with `arguments` (default: the arguments of the process) and returns the exit code."""
    parser = build_parser()
    parsed = parser.parse_args(arguments)
    if parsed.version:
        from quant_trading_gym._version import __version__
        from quant_trading_gym.jvm.runtime_age import describe_runtime

        print(__version__)
        print(describe_runtime())
        return DONE
    if parsed.command is None:
        parser.print_help()
        return BAD_INPUT
    logging.basicConfig(level=os.environ.get("QTG_LOG_LEVEL", "WARNING").upper(), format="%(name)s: %(message)s")
    console = Console(as_json=parsed.json)
    try:
        with orderly_end():
            if parsed.heap is not None:
                _configure_heap(parsed.heap)
            code: int = parsed.run(parsed, console)
    except Terminated:
        console.note("terminated")
        return TERMINATED
    except KeyboardInterrupt:
        console.note("interrupted")
        return INTERRUPTED
    except BrokenPipeError:  # the reader closed the pipe, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # target for the remaining output
        return READER_GONE
    except (Error, OSError, ImportError) as problem:
        return _report(problem, parsed.command, console)
    return code


def _configure_heap(heap: str) -> None:
    from quant_trading_gym.jvm import server

    server.configure(heap=heap)


def _report(problem: Exception, command: str, console: Console) -> int:
    """Prints one line on stderr, and with `--json` also a document; returns the exit code."""
    message = " ".join(str(problem).split())
    if isinstance(problem, ModuleNotFoundError):
        extra = _EXTRAS.get((problem.name or "").partition(".")[0], "train")
        message = f"{message}: install quant-trading-gym[{extra}]"
    console.note(f"qtg {command}: {message}")
    fields = {name: getattr(problem, name) for name in ("field", "value", "allowed") if hasattr(problem, name)}
    console.document({"error": {"message": message, **fields}})
    bad_input = isinstance(problem, ValueError | FileNotFoundError | IsADirectoryError | PermissionError)
    return BAD_INPUT if bad_input else FAILED
