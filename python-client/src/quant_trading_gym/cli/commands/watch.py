"""`qtg watch`: a live view of a market in the terminal."""

from __future__ import annotations

import argparse
import re
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quant_trading_gym.base.places import check_file
from quant_trading_gym.cli.commands.options import add_command, add_overrides, overrides, seed
from quant_trading_gym.errors import ArgumentError, invalid

if TYPE_CHECKING:
    from quant_trading_gym.cli.console import Console
    from quant_trading_gym.transport.connection import ClientConnection
    from quant_trading_gym.transport.policy_results import PolicyReference
    from quant_trading_gym.watch.app import WatchApp

_SMALLEST = (60, 16)
_LARGEST = (400, 200)


def add_parser(subparsers: Any) -> None:
    """Adds the command to `subparsers`."""
    parser = add_command(
        subparsers,
        "watch",
        run,
        summary="watch a running market in the terminal: chart, depth, trades, news, agents, risk",
        examples=(
            "qtg watch market-making --seed 7",
            "qtg watch rmsc04 --speed 100 --start 30m",
            "qtg watch liquid-large-cap --step 100ms --bar 30s --set session.warmup=0s",
            "qtg watch market-making --policy build/demo/ppo/policy.onnx",
            "qtg watch rmsc04 --start 2h --screenshot watch.svg --size 120x40",
        ),
    )
    parser.add_argument("scenario", metavar="SCENARIO", help="name of a scenario, or path of a YAML file")
    parser.add_argument("--seed", type=seed, default=0, help="unsigned 64-bit seed (default 0)")
    parser.add_argument(
        "--speed",
        choices=("1", "10", "100", "max"),
        default="10",
        help="steps per second; max is unlimited (default 10)",
    )
    parser.add_argument("--step", metavar="TIME", default="", help="market time of one step (default 1s)")
    parser.add_argument("--bar", metavar="TIME", default="", help="market time of one bar (default 1m)")
    parser.add_argument(
        "--start",
        metavar="TIME",
        default="",
        help="market time after the open of the first frame, e.g. 30m (default: the open)",
    )
    parser.add_argument(
        "--instrument",
        metavar="SYMBOL",
        default="",
        help="first displayed instrument (default: the first of the scenario)",
    )
    parser.add_argument(
        "--policy",
        metavar="POLICY",
        help="policy of the scenario's trader: ONNX file, folder with a policy.onnx, or name of a baseline "
        "(default: a market without the trader)",
    )
    parser.add_argument("--paused", action="store_true", help="start paused")
    parser.add_argument(
        "--screenshot",
        type=Path,
        metavar="FILE",
        help="write an SVG screenshot of the first frame instead; needs no terminal",
    )
    parser.add_argument(
        "--size",
        type=_size,
        default=(80, 24),
        metavar="WxH",
        help="size of the screenshot in characters (default 80x24)",
    )
    add_overrides(parser)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Displays the market until the user quits."""
    _check(arguments)
    from quant_trading_gym.jvm.engine import connect
    from quant_trading_gym.transport.market_stream import MAX_SPEED, MarketOptions, MarketStream
    from quant_trading_gym.watch.app import WatchApp
    from quant_trading_gym.watch.screenshot import save_screenshot

    connection = connect()
    paused = arguments.paused or arguments.screenshot is not None
    options = MarketOptions(
        scenario=arguments.scenario,
        overrides=overrides(arguments.settings),
        seed=arguments.seed,
        step=arguments.step,
        bar=arguments.bar,
        start=arguments.start,
        steps_per_second=MAX_SPEED if arguments.speed == "max" else float(arguments.speed),
        paused=paused,
        instrument=arguments.instrument,
        levels=40,
        policy=None if arguments.policy is None else _policy(connection, arguments),
    )
    stream = MarketStream(connection, options)
    app = WatchApp(stream, paused=paused)
    try:
        if arguments.screenshot is None:
            app.run()
            _summarise(app, arguments, console)
        else:
            save_screenshot(app, arguments.screenshot, size=arguments.size)
            console.say(f"written   {arguments.screenshot}")
    finally:
        stream.close()
    if app.failure is not None:
        raise app.failure
    return 0


def _policy(connection: ClientConnection, arguments: argparse.Namespace) -> PolicyReference:
    from quant_trading_gym.evaluation.policies import name_policies, upload

    [(name, file)] = name_policies(arguments.policy).items()
    spec = connection.describe_scenario(arguments.scenario, overrides(arguments.settings)).environment
    return upload(connection, file, name, spec).reference


def _summarise(app: WatchApp, arguments: argparse.Namespace, console: Console) -> None:
    """Prints digest and trades for comparison with `qtg simulate`."""
    if app.moment is not None:
        from quant_trading_gym.base.text import clock

        frame = app.moment.frame
        console.say(f"scenario  {arguments.scenario}, seed {arguments.seed}, until {clock(frame.time_nanos)}")
        console.say(f"digest    {frame.digest}")
        console.say(f"trades    {frame.trades:,}")
        if frame.trader is not None:
            console.say(
                f"trader    {arguments.policy}, return {frame.trader.episode_return:,.3f}, P&L {frame.trader.pnl:,.2f}"
            )


def _check(arguments: argparse.Namespace) -> None:
    if arguments.json:
        raise invalid(ArgumentError, "--json", True, "no --json: a live view has no document; use qtg simulate --json")
    if find_spec("textual") is None:
        raise ArgumentError("textual: got no installation, expected the extra: install quant-trading-gym[watch]")
    if arguments.screenshot is None and not (sys.stdout.isatty() and sys.stdin.isatty()):
        raise invalid(ArgumentError, "stdout", None, "a terminal, or --screenshot FILE", reason="not a terminal")
    if arguments.screenshot is not None:
        check_file("screenshot", arguments.screenshot)


def _size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,4})x(\d{1,4})", text)
    if match is None or not all(
        low <= int(n) <= high for n, low, high in zip(match.groups(), _SMALLEST, _LARGEST, strict=True)
    ):
        allowed = f"{_SMALLEST[0]}x{_SMALLEST[1]} to {_LARGEST[0]}x{_LARGEST[1]}"
        raise argparse.ArgumentTypeError(f'got "{text}", expected a size from {allowed}')
    return int(match[1]), int(match[2])
