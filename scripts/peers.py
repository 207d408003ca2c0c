"""Measures steps a second from Python: our environments beside other environments that a package registry serves.

Every contender runs in a process of its own. The contenders are measured in turn, one window each, for several rounds,
so that other load on the machine meets all of them. The table shows medians.

    .venv/bin/python scripts/peers.py [--rounds N] [--seconds S] [CONTENDER …]
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from environments import environment

from quant_trading_gym.cli.machine import processor

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build" / "peers"
REQUIREMENTS = Path(__file__).with_name("peers.txt")
_SEED = 7
_WARM_UP_SECONDS = 2.0

Step = Callable[[], None]


@dataclasses.dataclass(frozen=True)
class Contender:
    """An environment, or a vector of environments, with random actions.

    Attributes:
        name: Name in the table.
        make: Returns a function that makes one call.
        steps: Steps of environments in one call.
        step: What one step is.
        without: What the environment does not simulate.
    """

    name: str
    make: Callable[[], Step]
    steps: int
    step: str
    without: str


def _gymnasium(env_id: str, **options: object) -> Step:
    import gymnasium

    env = gymnasium.make(env_id, **options)  # type: ignore[arg-type]
    env.reset(seed=_SEED)
    env.action_space.seed(_SEED)
    actions = [env.action_space.sample() for _ in range(1_024)]
    turn = 0

    def step() -> None:
        nonlocal turn
        turn += 1
        _, _, terminated, truncated, _ = env.step(actions[turn % 1_024])
        if terminated or truncated:
            env.reset()

    return step


def _cart_pole() -> Step:
    return _gymnasium("CartPole-v1")


def _gym_trading_env() -> Step:
    import gym_trading_env  # noqa: F401
    import numpy as np
    import pandas as pd

    rng = np.random.default_rng(_SEED)
    close = 100 * np.exp(np.cumsum(rng.normal(0, 1e-3, 10_000)))
    index = pd.date_range("2024-01-01", periods=len(close), freq="min")
    bars = pd.DataFrame({"open": close, "high": close, "low": close, "close": close}, index=index)
    bars["feature_return"] = bars["close"].pct_change().fillna(0)
    return _gymnasium("TradingEnv", df=bars, positions=[-1, 0, 1], verbose=0)


def _gym_anytrading() -> Step:
    import gym_anytrading  # noqa: F401

    return _gymnasium("stocks-v0")


def _envpool(size: int) -> Step:
    import envpool
    import numpy as np

    envs = envpool.make_gymnasium("CartPole-v1", num_envs=size)
    envs.reset()
    actions = np.random.default_rng(_SEED).integers(0, 2, (64, size))
    turn = 0

    def step() -> None:
        nonlocal turn
        turn += 1
        envs.step(actions[turn % 64])

    return step


def _bourse() -> Step:
    import bourse
    import numpy as np

    orders, rng = 100, np.random.default_rng(_SEED)
    env = bourse.core.StepEnvNumpy(_SEED, 0, 1, 1_000)
    traders = np.arange(orders, dtype=np.uint32)

    def step() -> None:
        ids = env.submit_limit_orders(
            (
                rng.random(orders) < 0.5,
                rng.integers(1, 10, orders, dtype=np.uint32),
                traders,
                rng.integers(990, 1_011, orders, dtype=np.uint32),
            )
        )
        env.step()
        env.submit_cancellations(ids)

    return step


def _hftbacktest() -> Step:
    import hftbacktest as hft
    import numpy as np

    count, rng = 2_000_000, np.random.default_rng(_SEED)
    events = np.zeros(count, dtype=hft.types.event_dtype)
    side = rng.random(count) < 0.5
    kind = hft.types.DEPTH_EVENT | hft.types.EXCH_EVENT | hft.types.LOCAL_EVENT
    events["ev"] = kind | np.where(side, hft.types.BUY_EVENT, hft.types.SELL_EVENT)
    events["exch_ts"] = np.arange(1, count + 1) * 1_000_000
    events["local_ts"] = events["exch_ts"] + 100_000
    events["px"] = np.where(side, 99.99, 100.01) + np.where(side, -0.01, 0.01) * rng.integers(0, 20, count)
    events["qty"] = rng.integers(1, 100, count)

    def started() -> hft.binding.HashMapMarketDepthBacktest_:
        asset = hft.BacktestAsset().data(events).linear_asset(1.0).constant_order_latency(100_000, 100_000)
        asset = asset.no_partial_fill_exchange().power_prob_queue_model(2.0).trading_value_fee_model(0.0, 0.0)
        return hft.HashMapMarketDepthBacktest([asset.tick_size(0.01).lot_size(1.0)])

    market = started()

    def step() -> None:
        nonlocal market
        if market.elapse(100_000_000):  # 100 events; not 0 at the end of the data
            market.close()
            market = started()

    return step


def _ours(transport: str) -> Step:
    return _gymnasium("quant_trading_gym:QuantTradingGym/MarketMaking-v0", transport=transport)


def _our_vector(size: int, transport: str) -> Step:
    import gymnasium

    env_id = "quant_trading_gym:QuantTradingGym/MarketMaking-v0"
    envs = gymnasium.make_vec(env_id, num_envs=size, vectorization_mode="vector_entry_point", transport=transport)
    envs.reset(seed=_SEED)
    envs.action_space.seed(_SEED)
    actions = [envs.action_space.sample() for _ in range(64)]
    turn = 0

    def step() -> None:
        nonlocal turn
        turn += 1
        envs.step(actions[turn % 64])

    return step


_MARKET = "1 s of a market of 57 participants with an order book"
_NO_MARKET = "a market"
_NO_BOOK = "an order book, other participants, latency, own impact"
CONTENDERS = (
    Contender("gym.make MarketMaking-v0", lambda: _ours("inprocess"), 1, _MARKET, ""),
    Contender("gym.make MarketMaking-v0, local", lambda: _ours("local"), 1, _MARKET, ""),
    Contender("gym.make MarketMaking-v0, gRPC", lambda: _ours("grpc"), 1, _MARKET, ""),
    Contender("gym.make_vec MarketMaking-v0, 64", lambda: _our_vector(64, "inprocess"), 64, _MARKET, ""),
    Contender("gym.make_vec MarketMaking-v0, 256", lambda: _our_vector(256, "inprocess"), 256, _MARKET, ""),
    Contender("gym.make_vec MarketMaking-v0, 256, local", lambda: _our_vector(256, "local"), 256, _MARKET, ""),
    Contender("gym.make_vec MarketMaking-v0, 256, gRPC", lambda: _our_vector(256, "grpc"), 256, _MARKET, ""),
    Contender("Gymnasium CartPole-v1", _cart_pole, 1, "an equation of motion", _NO_MARKET),
    Contender("EnvPool CartPole-v1, 64", lambda: _envpool(64), 64, "an equation of motion in C++", _NO_MARKET),
    Contender("EnvPool CartPole-v1, 256", lambda: _envpool(256), 256, "an equation of motion in C++", _NO_MARKET),
    Contender("gym-anytrading", _gym_anytrading, 1, "a recorded bar", _NO_BOOK),
    Contender("gym-trading-env", _gym_trading_env, 1, "a recorded bar", _NO_BOOK),
    Contender("Bourse", _bourse, 1, "100 orders, made by NumPy, in an order book", "participants, latency, accounts"),
    Contender("hftbacktest", _hftbacktest, 1, "100 recorded feed events", "a market that reacts"),
)


def serve(name: str) -> None:
    """Answers each line, a number of seconds, with the steps a second of a window of that length."""
    contender = next(contender for contender in CONTENDERS if contender.name == name)
    step = contender.make()
    for line in sys.stdin:
        print(f"rate {_window(step, float(line)) * contender.steps}", flush=True)


def _window(step: Step, seconds: float) -> float:
    calls, batch, start = 0, 1, time.perf_counter()
    while (taken := time.perf_counter() - start) < seconds:
        for _ in range(batch):
            step()
        calls += batch
        batch = min(2 * batch, max(1, int(calls / max(taken, 1e-6) * 0.02)))
    return calls / taken


class Measured:
    """A contender in a process of its own."""

    def __init__(self, python: Path, contender: Contender) -> None:
        self.contender = contender
        self.rates: list[float] = []
        self._process = subprocess.Popen(
            [python, __file__, "--serve", contender.name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def window(self, seconds: float) -> float:
        """Returns the steps a second of one window."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(f"{seconds}\n")
        self._process.stdin.flush()
        for line in self._process.stdout:  # some peers print lines of their own
            if line.startswith("rate "):
                return float(line.split()[1])
        raise SystemExit(f"{self.contender.name} ended with code {self._process.wait()}")

    def close(self) -> None:
        """Ends the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=30)


def table(measured: list[Measured]) -> str:
    """Returns the medians as a Markdown table, the fastest first."""
    rows = ["| environment | steps/s, median (min to max) | a step is | does not simulate |", "|---|---|---|---|"]
    for one in sorted(measured, key=lambda one: -statistics.median(one.rates)):
        rates = f"{statistics.median(one.rates):,.0f} ({min(one.rates):,.0f} to {max(one.rates):,.0f})"
        rows.append(f"| {one.contender.name} | {rates} | {one.contender.step} | {one.contender.without} |")
    return "\n".join(rows)


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9, help="windows of each contender (default %(default)s)")
    parser.add_argument("--seconds", type=float, default=1.0, help="length of a window (default %(default)s)")
    parser.add_argument("--serve", metavar="NAME", help=argparse.SUPPRESS)
    parser.add_argument("contender", nargs="*", help="only those whose names contain this text")
    arguments = parser.parse_args()
    if arguments.serve:
        serve(arguments.serve)
        return
    wanted = [
        contender
        for contender in CONTENDERS
        if not arguments.contender or any(text in contender.name for text in arguments.contender)
    ]
    if not wanted:
        parser.error(f"contender: got {arguments.contender}, expected a part of {[one.name for one in CONTENDERS]}")
    python = environment(BUILD, REQUIREMENTS)
    measured = [Measured(python, contender) for contender in wanted]
    for one in measured:
        one.window(_WARM_UP_SECONDS)
    for turn in range(arguments.rounds):
        for one in measured:
            one.rates.append(one.window(arguments.seconds))
        print(f"[peers] round {turn + 1} of {arguments.rounds}", flush=True)
    for one in measured:
        one.close()
    machine = f"{processor()}, {os.cpu_count()} processors; Python {platform.python_version()}"
    print(f"{machine}; {arguments.rounds} windows of {arguments.seconds:g} s\n")
    print(table(measured))


if __name__ == "__main__":
    main()
