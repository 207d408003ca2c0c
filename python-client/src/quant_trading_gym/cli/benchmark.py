"""Measures steps per second, resets and start-up inside the JVM and from each Python interface."""

from __future__ import annotations

import itertools
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING

from quant_trading_gym.cli.rollout_benchmark import evaluator, rollout_cases
from quant_trading_gym.jvm import inprocess, server
from quant_trading_gym.jvm.engine import Transport, connect, has_local
from quant_trading_gym.transport.benchmarks import run_benchmarks

if TYPE_CHECKING:
    from quant_trading_gym.base.progress import ProgressListener
    from quant_trading_gym.envs.hooks import VectorHook

_SECONDS, _QUICK_SECONDS = 5.0, 1.0
_WARM_UP_SHARE = 0.5
_WINDOWS = 11
_SIZES = (1, 16, 64, 256, 4_096)
_ACTIONS = 64
_STARTS, _QUICK_STARTS = 5, 2
_EVALUATIONS, _QUICK_EVALUATIONS = 5, 2
_FIRST_OBSERVATION = """
import gymnasium as gym
import quant_trading_gym
env = gym.make("QuantTradingGym/MarketMaking-v0")
env.reset(seed=0)
env.close()
"""

Factory = Callable[[], tuple[Callable[[], object], Callable[[], None]]]
"""Returns a function that makes one call, and its end."""


@dataclass(frozen=True, kw_only=True)
class BenchCase:
    """One measurement: the window of eleven that has the median rate.

    Attributes:
        case: Name of the case.
        steps_per_second: Environment steps per second of all environments; None if not measured.
        events_per_second: Simulated events per second; None if not measured.
        order_events_per_second: Order messages per second; None if not measured.
        bytes_per_event: Bytes allocated by the simulation per event; None if not measured.
        microseconds: Mean time of one call, in microseconds; None if not measured.
        median_microseconds: Median time of one call, in microseconds; None if calls were not timed individually.
        fastest_share: Rate of the fastest window as a multiple of the rate of this one; None if not measured.
        heap_mib: Heap in use, in MiB; None if not measured.
        live_orders: Number of resting orders in all books; None if not measured.
        overhead_us: Time of one call beyond the time of the same steps inside the JVM, in microseconds; None for cases
            inside the JVM.
    """

    case: str
    steps_per_second: float | None = None
    events_per_second: float | None = None
    order_events_per_second: float | None = None
    bytes_per_event: float | None = None
    microseconds: float | None = None
    median_microseconds: float | None = None
    fastest_share: float | None = None
    heap_mib: float | None = None
    live_orders: int | None = None
    overhead_us: float | None = None

    def to_dict(self) -> dict[str, object]:
        """Returns the case as JSON types."""
        return asdict(self)

    def cells(self) -> tuple[str, ...]:
        """Returns the case as a row of a table."""
        rates = (self.steps_per_second, self.events_per_second, self.order_events_per_second)
        times = (self.microseconds, self.median_microseconds, self.overhead_us, self.heap_mib)
        return (
            self.case,
            *("-" if rate is None else f"{rate:,.0f}" for rate in rates),
            "-" if self.fastest_share is None else f"{self.fastest_share:.2f}",
            "-" if self.bytes_per_event is None else f"{self.bytes_per_event:.3f}",
            *("-" if figure is None else f"{figure:,.1f}" for figure in times),
        )


def run_bench(
    scenario: str = "market-making",
    *,
    quick: bool = False,
    only: str | None = None,
    on_progress: ProgressListener | None = None,
) -> list[BenchCase]:
    """Measures the cases inside the JVM, then those in Python.

    Args:
        scenario: Scenario of the vector environments and of all Python environments: name or path of a YAML file.
        quick: Whether to shorten the measurement.
        only: Text in the names of the JVM cases to measure; None measures all JVM and Python cases.
        on_progress: Callback with a fraction in [0, 1] and a text.
    """
    report = on_progress if on_progress is not None else _ignore
    connection = connect()
    source = connection.scenario_source(scenario)
    measured = run_benchmarks(connection, source, quick=quick, only=only or "", on_progress=on_progress)
    cases = [BenchCase(case=entry.pop("name"), **entry) for entry in measured]
    if only is not None:
        return cases
    speed = {_size(entry.case): entry.steps_per_second for entry in cases if entry.case.startswith("step-")}
    seconds = _QUICK_SECONDS if quick else _SECONDS
    steppers = list(python_cases(scenario))
    for index, (case, size, make) in enumerate(steppers):
        report(index / len(steppers), f"bench: {case}")
        rate, fastest = measure(make, seconds)
        baseline = speed.get(size)
        microseconds = 1e6 / rate
        cases.append(
            BenchCase(
                case=case,
                steps_per_second=rate * size,
                microseconds=microseconds,
                fastest_share=fastest / rate,
                overhead_us=None if baseline is None else microseconds - 1e6 * size / baseline,
            )
        )
    report(1.0, "bench: evaluation")
    with evaluator(scenario) as evaluation_rate:
        rate = statistics.median(evaluation_rate() for _ in range(_QUICK_EVALUATIONS if quick else _EVALUATIONS))
    cases.append(BenchCase(case="evaluate the policy of the rollouts", steps_per_second=rate))
    report(1.0, "bench: start-up")
    cases += measure_start_up(_QUICK_STARTS if quick else _STARTS)
    report(1.0, "bench: done")
    return cases


def _size(case: str) -> int:
    """Returns the number of environments of a case such as "step-64, 2 threads"; the last one has all processors."""
    return int(case.removeprefix("step-").partition(",")[0])


def measure(make: Factory, seconds: float) -> tuple[float, float]:
    """Returns the calls per second of a step function after a warm-up: the median and the highest of eleven windows."""
    step, close = make()
    try:
        calls_per_second(step, seconds * _WARM_UP_SHARE)
        rates = [calls_per_second(step, seconds / _WINDOWS) for _ in range(_WINDOWS)]
        return statistics.median(rates), max(rates)
    finally:
        close()


def measure_start_up(times: int) -> list[BenchCase]:
    """Measures the median times from start to the first response of a server and the first observation in Python."""
    names = {
        "start-up: server to its first answer": _server_start,
        "start-up: Python to its first observation": _python_start,
    }
    return [
        BenchCase(case=name, microseconds=1e6 * statistics.median(start() for _ in range(times)))
        for name, start in names.items()
    ]


def _server_start() -> float:
    """Returns the seconds from the start of a new server to the end of the handshake."""
    from quant_trading_gym.jvm.server import EmbeddedServer, ServerOptions
    from quant_trading_gym.transport.connection import ClientConnection

    started = time.perf_counter()
    started_server = EmbeddedServer(ServerOptions())
    try:
        connection = ClientConnection(started_server.address, started_server.token, None, started_server)
        seconds = time.perf_counter() - started
        connection.close()
    finally:
        started_server.close()
    return seconds


def _python_start() -> float:
    """Returns the seconds of a new Python process for import, creation and reset of an environment, and exit."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", _FIRST_OBSERVATION], check=True)
    return time.perf_counter() - started


def calls_per_second(step: Callable[[], object], seconds: float) -> float:
    """Returns the calls per second over about `seconds` seconds."""
    started = time.perf_counter()
    calls = 0
    while (elapsed := time.perf_counter() - started) < seconds:
        step()
        calls += 1
    return calls / elapsed


def python_cases(scenario: str) -> Iterator[tuple[str, int, Factory]]:
    """Yields name, number of environments, and factory of the step function."""
    for transport in transports():
        yield f"python gymnasium.Env, {transport}", 1, partial(single, scenario, transport)
        for size in _SIZES:
            yield f"python VectorEnv n={size}, {transport}", size, partial(vector, scenario, size, transport)
        yield f"python stable-baselines3 VecEnv n=64, {transport}", 64, partial(sb3, scenario, 64, transport)
    yield from rollout_cases(scenario, transports())


def transports() -> Iterator[Transport]:
    """Yields the ways in which this process can run environments."""
    if inprocess.tested_here() and inprocess.obstacle(server.options()) is None:
        yield "inprocess"
    if has_local():
        yield "local"
    yield "grpc"


def single(scenario: str, transport: Transport) -> tuple[Callable[[], object], Callable[[], None]]:
    """Returns the step of an environment that `gymnasium.make` makes, and its end."""
    return made("quant_trading_gym:QuantTradingGym/MarketMaking-v0", scenario=scenario, transport=transport)


def made(env_id: str, **options: object) -> tuple[Callable[[], object], Callable[[], None]]:
    """Returns the step of an environment of Gymnasium with random actions, and its end."""
    import gymnasium

    env = gymnasium.make(env_id, **options)  # type: ignore[arg-type]
    env.action_space.seed(0)
    env.reset(seed=0)
    actions = [env.action_space.sample() for _ in range(_ACTIONS)]
    turns = itertools.cycle(actions)

    def step() -> None:
        _, _, terminated, truncated, _ = env.step(next(turns))
        if terminated or truncated:
            env.reset()

    return step, env.close


def vector(
    scenario: str, size: int, transport: Transport, hook: VectorHook | None = None
) -> tuple[Callable[[], object], Callable[[], None]]:
    """Returns the step of a vector of environments, and its end."""
    from quant_trading_gym.envs.vector import VectorTradingEnv

    envs = VectorTradingEnv(num_envs=size, scenario=scenario, transport=transport, hook=hook)
    envs.action_space.seed(0)
    envs.reset(seed=0)
    turns = itertools.cycle([envs.action_space.sample() for _ in range(_ACTIONS)])
    return lambda: envs.step(next(turns)), envs.close


def sb3(scenario: str, size: int, transport: Transport) -> tuple[Callable[[], object], Callable[[], None]]:
    """Returns the step of a VecEnv of stable-baselines3, and its end."""
    import numpy as np

    from quant_trading_gym.envs.sb3 import make_vec_env

    venv = make_vec_env(scenario, n_envs=size, seed=0, transport=transport)
    venv.action_space.seed(0)
    venv.reset()
    turns = itertools.cycle([np.stack([venv.action_space.sample() for _ in range(size)]) for _ in range(_ACTIONS)])
    return lambda: venv.step(next(turns)), venv.close


def _ignore(fraction: float, text: str) -> None:
    """Ignores progress."""
