"""The sub-commands of `qtg`.

Each module has `add_parser(subparsers)`, which sets `run(arguments, console) -> exit code`. Slow imports
are inside `run`, so that `qtg --help` is fast.
"""

from __future__ import annotations

from quant_trading_gym.cli.commands import (
    bench,
    calibrate,
    demo,
    evaluate,
    export,
    features,
    profits,
    realism,
    replay,
    scenarios,
    serve,
    simulate,
    train,
    watch,
)

COMMANDS = (
    demo,
    scenarios,
    features,
    simulate,
    watch,
    profits,
    realism,
    calibrate,
    replay,
    train,
    export,
    evaluate,
    bench,
    serve,
)
"""In the order of `qtg --help`."""
