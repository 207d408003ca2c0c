"""Ratios of speeds: what arrives in Python of the speed inside the JVM, and what another environment costs.

All speeds of a round are measured one after the other, so that other load on the machine meets all of them.
"""

from __future__ import annotations

import statistics
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from quant_trading_gym.cli import benchmark
from quant_trading_gym.cli.rollout_benchmark import N_ENVS, STEPS, evaluator, rollout_cases
from quant_trading_gym.envs.hooks import HookStep, VectorHook
from quant_trading_gym.jvm.engine import connect
from quant_trading_gym.transport.benchmarks import run_benchmarks

if TYPE_CHECKING:
    from quant_trading_gym.base.progress import ProgressListener
    from quant_trading_gym.jvm.engine import Transport
    from quant_trading_gym.transport.connection import ClientConnection

_ROUNDS, _QUICK_ROUNDS = 5, 1
_SECONDS, _QUICK_SECONDS = 0.5, 0.2
_WARM_UP_SECONDS, _QUICK_WARM_UP_SECONDS = 2.0, 0.5
_MIB_IN_KIB = 1024
_MORE = 256

Rate = Callable[[], float]


@dataclass(frozen=True)
class Ratio:
    """The median over the rounds of a ratio of two speeds, or another figure with an aim.

    Attributes:
        name: What is compared.
        value: The median.
        low: The lowest of a round.
        high: The highest of a round.
        aim: What it should reach, or not exceed.
    """

    name: str
    value: float
    low: float
    high: float
    aim: str

    def to_dict(self) -> dict[str, object]:
        """Returns the ratio as JSON types."""
        return asdict(self)

    def cells(self) -> tuple[str, ...]:
        """Returns the ratio as a row of a table."""
        return self.name, f"{self.value:,.2f}", f"{self.low:,.2f} to {self.high:,.2f}", self.aim


class _Reward(VectorHook):
    """Pays the reward of the scenario, less a cost of its size."""

    def reward(self, step: HookStep) -> npt.NDArray[np.float64]:
        return step.rewards - 0.01 * np.abs(step.rewards)


class Inside:
    """Speeds inside the JVM."""

    def __init__(self, connection: ClientConnection, scenario: str) -> None:
        self._connection = connection
        self._source = connection.scenario_source(scenario)

    def figures(self, name: str) -> dict[str, Any]:
        """Returns the figures of the last case with this text in its name."""
        return run_benchmarks(self._connection, self._source, quick=True, only=name)[-1]

    def rate(self, size: int, threads: int | None = None) -> Rate:
        """Returns a function that measures the steps a second of a vector; None = on all processors."""
        name = f"step-{size}, " if threads is None else f"step-{size}, {threads} "
        return lambda: float(self.figures(name)["steps_per_second"])


def run_ratios(
    scenario: str = "market-making", *, quick: bool = False, on_progress: ProgressListener | None = None
) -> list[Ratio]:
    """Measures the speeds of all contenders in rounds, and returns their ratios.

    Args:
        scenario: Scenario of the environments: name or path of a YAML file.
        quick: Whether to measure one short round.
        on_progress: Callback with a fraction in [0, 1] and a text.
    """
    connection = connect()
    inside = Inside(connection, scenario)
    transports = list(benchmark.transports())
    rounds = _QUICK_ROUNDS if quick else _ROUNDS
    with ExitStack() as ends:
        contenders = _contenders(scenario, inside, transports, ends, quick=quick)
        measured: dict[str, list[float]] = {name: [] for name in contenders}
        for turn in range(rounds):
            for index, (name, rate) in enumerate(contenders.items()):
                if on_progress is not None:
                    on_progress((turn + index / len(contenders)) / rounds, f"bench: ratios: {name}")
                measured[name].append(rate())
    heap = inside.figures(f"{_MORE} more environments")["heap_mib"] * _MIB_IN_KIB / _MORE
    return [
        *ratios(measured, _compared(list(contenders), transports)),
        Ratio("heap of a further environment, KiB", heap, heap, heap, "at most 128"),
    ]


def _contenders(
    scenario: str, inside: Inside, transports: Sequence[Transport], ends: ExitStack, *, quick: bool
) -> dict[str, Rate]:
    """Returns functions that measure the steps a second by name."""
    first = transports[0]
    seconds = _QUICK_SECONDS if quick else _SECONDS
    warm_up = _QUICK_WARM_UP_SECONDS if quick else _WARM_UP_SECONDS

    def python(factory: benchmark.Factory, size: int = 1) -> Rate:
        step, close = factory()
        ends.callback(close)
        benchmark.calls_per_second(step, warm_up)
        return lambda: size * benchmark.calls_per_second(step, seconds)

    single = python(lambda: benchmark.single(scenario, first))
    contenders = {
        "inside 1": inside.rate(1),
        "gym.make": single,
        "CartPole-v1": python(lambda: benchmark.made("CartPole-v1")),
        "gym.make busy": lambda: beside_a_thread(single),
        "inside 64, 1 thread": inside.rate(64, 1),
        "inside 64": inside.rate(64),
        "inside 1024": inside.rate(1_024),
        "inside 256": inside.rate(256),
        "make_vec 256": python(lambda: benchmark.vector(scenario, 256, first), 256),
        "hook 256": python(lambda: benchmark.vector(scenario, 256, first, hook=_Reward()), 256),
        "VecEnv 256": python(lambda: benchmark.sb3(scenario, 256, first), 256),
    }
    for name, size, factory in rollout_cases(scenario, transports):
        contenders[name] = python(factory, size)
    return contenders | {"evaluator": ends.enter_context(evaluator(scenario))}


def beside_a_thread(rate: Rate) -> float:
    """Returns a rate that was measured while another Python thread computes."""
    stop = threading.Event()

    def compute() -> None:
        count = 0
        while not stop.is_set():
            count += 1

    thread = threading.Thread(target=compute, daemon=True)
    thread.start()
    try:
        return rate()
    finally:
        stop.set()
        thread.join()


def ratios(measured: dict[str, list[float]], compared: Iterable[tuple[str, str, str, str]]) -> list[Ratio]:
    """Returns ratios of speeds that were measured in the same rounds.

    Args:
        measured: Speeds of the rounds by contender.
        compared: Name of the ratio, contender above, contender below, and aim.
    """
    found = []
    for name, over, under, aim in compared:
        values = [a / b for a, b in zip(measured[over], measured[under], strict=True)]
        found.append(Ratio(name, statistics.median(values), min(values), max(values), aim))
    return found


def _compared(names: Sequence[str], transports: Sequence[Transport]) -> Iterator[tuple[str, str, str, str]]:
    yield "gym.make ÷ one environment in the JVM", "gym.make", "inside 1", "at least 0.5"
    yield "gym.make ÷ CartPole-v1", "gym.make", "CartPole-v1", "at least 0.4"
    yield "gym.make beside a Python thread ÷ alone", "gym.make busy", "gym.make", "at least 0.3"
    yield "make_vec 256 ÷ JVM", "make_vec 256", "inside 256", "at least 0.9"
    yield "stable-baselines3 VecEnv 256 ÷ JVM", "VecEnv 256", "inside 256", "at least 0.8"
    yield "make_vec 256: with a reward in Python ÷ without", "hook 256", "make_vec 256", "at least 0.85"
    yield "JVM, 64 environments: all processors ÷ one", "inside 64", "inside 64, 1 thread", "at least 1.8 of two"
    yield "JVM: 1,024 environments ÷ 64", "inside 1024", "inside 64", "at least 0.8"
    for transport in transports:
        jvm, sb3 = (name for name in names if name.endswith(f"{N_ENVS * STEPS} steps, {transport}"))
        yield f"JVM rollouts ÷ stable-baselines3's loop, {transport}", jvm, sb3, "at least 4"
        yield f"JVM rollouts ÷ evaluator, {transport}", jvm, "evaluator", "at least 0.8"
