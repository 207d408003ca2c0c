"""The benchmark's arithmetic, on a clock and a server that are made up; and one short run of the real thing."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from kit.unasked import connect_to_nothing

from quant_trading_gym.cli import benchmark, program, ratios
from quant_trading_gym.cli.benchmark import BenchCase
from quant_trading_gym.cli.ratios import Ratio
from quant_trading_gym.errors import ArgumentError

pytestmark = pytest.mark.slow


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Inside the JVM a step takes 10 µs; from Python each call takes 100 µs more, whatever its size."""
    heard: list[tuple[Any, ...]] = []

    def inside(connection: Any, scenario: Any, *, quick: bool, only: str, on_progress: Any) -> list[dict[str, Any]]:
        heard.append((scenario, quick, only))
        cases = [
            {"name": f"step-{n}, {threads}", "steps_per_second": rate, "microseconds": 1e6 * n / rate}
            for n, threads, rate in ((1, "1 thread", 1e5), (16, "1 thread", 5e4), (16, "2 threads", 1e5))
        ]
        return [*cases, {"name": "simulate market-making", "events_per_second": 2e6}]

    def python_cases(scenario: str) -> list[tuple[str, int, Any]]:
        return [("one", 1, 110e-6), ("many", 16, 260e-6)]

    connect_to_nothing(monkeypatch)
    monkeypatch.setattr(benchmark, "run_benchmarks", inside)
    monkeypatch.setattr(benchmark, "python_cases", python_cases)
    monkeypatch.setattr(
        benchmark, "measure", lambda seconds_of_a_call, seconds: (1 / seconds_of_a_call, 2 / seconds_of_a_call)
    )
    monkeypatch.setattr(ratios, "run_ratios", lambda *_, **__: [Ratio("a ÷ b", 0.5, 0.4, 0.6, "at least 0.3")])
    rates = iter([7e4 + 9, 7e4 + 1, 7e4 + 5, 7e4 + 3, 7e4 + 7])
    monkeypatch.setattr(benchmark, "evaluator", lambda scenario: contextlib.nullcontext(rates.__next__))
    monkeypatch.setattr(benchmark, "_server_start", iter([0.4, 0.2, 0.3, 0.5, 0.1]).__next__)
    monkeypatch.setattr(benchmark, "_python_start", lambda: 1.5)
    return heard


def test_overhead_is_what_a_call_takes_beyond_the_steps_inside(made_up: list[tuple[Any, ...]]) -> None:
    progress: list[float] = []
    cases = {
        case.case: case for case in benchmark.run_bench("mine.yaml", on_progress=lambda part, _: progress.append(part))
    }
    assert made_up == [(("mine.yaml", None), False, "")]
    assert cases["one"].overhead_us == pytest.approx(100)
    assert cases["many"].overhead_us == pytest.approx(100)
    assert cases["many"].steps_per_second == pytest.approx(16 / 260e-6)
    assert cases["many"].fastest_share == pytest.approx(2)
    assert cases["step-16, 2 threads"].overhead_us is None and cases["step-16, 2 threads"].microseconds == 160.0
    assert cases["simulate market-making"].events_per_second == 2e6
    assert cases["evaluate the policy of the rollouts"].steps_per_second == 70_005
    assert cases["start-up: server to its first answer"].microseconds == pytest.approx(0.3e6)
    assert cases["start-up: Python to its first observation"].microseconds == pytest.approx(1.5e6)
    assert progress[-1] == 1.0


def test_a_row_shows_what_was_measured() -> None:
    case = BenchCase(case="x", steps_per_second=1234.5, microseconds=3.26, median_microseconds=2)
    assert case.cells() == ("x", "1,234", "-", "-", "-", "-", "3.3", "2.0", "-", "-")


def test_the_command_prints_cases(made_up: list[tuple[Any, ...]], capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main(["bench", "--quick", "--json"]) == 0
    assert made_up == [(("market-making", None), True, "")]
    document = json.loads(capsys.readouterr().out)
    assert document["machine"]["cpus"] >= 1 and document["machine"]["processor"]
    assert document["ratios"] == [{"name": "a ÷ b", "value": 0.5, "low": 0.4, "high": 0.6, "aim": "at least 0.3"}]
    assert document["cases"][0] == {
        "case": "step-1, 1 thread",
        "steps_per_second": 1e5,
        "events_per_second": None,
        "order_events_per_second": None,
        "bytes_per_event": None,
        "microseconds": 10.0,
        "median_microseconds": None,
        "fastest_share": None,
        "heap_mib": None,
        "live_orders": None,
        "overhead_us": None,
    }


def test_cases_of_the_jvm_alone(made_up: list[tuple[Any, ...]]) -> None:
    assert [case.case for case in benchmark.run_bench(only="step")][-1] == "simulate market-making"
    assert made_up == [(("market-making", None), False, "step")]


def test_the_jvm_measures_what_is_asked() -> None:
    cases = {case.case: case for case in benchmark.run_bench(quick=True, only="step-1")}
    assert [name.partition(",")[0] for name in cases] == ["step-1", "step-16", "step-1024"]
    first = cases["step-1, 1 thread"]
    assert (first.steps_per_second or 0) > 0 and first.heap_mib is None and (first.fastest_share or 0) >= 1
    with pytest.raises(ArgumentError, match="match orders") as caught:
        benchmark.run_bench(only="nothing")
    assert caught.value.field == "only"


def test_the_median_window_after_the_warm_up_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps take 1 ms; before, 4 ms; a short disturbance and a short quiet time do not count; the clock is made up."""
    now, calls = [0.0], []

    def step() -> None:
        calls.append("step")
        count = len(calls)
        now[0] += 0.004 if count < 300 or 500 <= count < 530 else 0.0005 if 1_000 <= count < 1_800 else 0.001

    monkeypatch.setattr(benchmark.time, "perf_counter", lambda: now[0])
    median, fastest = benchmark.measure(lambda: (step, lambda: calls.append("close")), 2.0)
    assert median == pytest.approx(1000)
    assert fastest == pytest.approx(2000)
    assert calls[-1] == "close" and calls.count("close") == 1


def test_ratios_compare_the_speeds_of_the_same_round(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine has half its speed in the second round, which no ratio shows."""
    rounds = {"inside": iter([2e5, 1e5]), "gym.make": iter([1e5, 5e4])}
    [ratio, *_] = ratios.ratios(
        {name: list(rates) for name, rates in rounds.items()}, [("a", "gym.make", "inside", "x")]
    )
    assert (ratio.value, ratio.low, ratio.high) == (0.5, 0.5, 0.5)
    assert ratio.cells() == ("a", "0.50", "0.50 to 0.50", "x")


def test_every_ratio_has_its_two_speeds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The contenders keep their names, but have speeds that are made up: in the JVM one step takes 5 µs."""
    connect_to_nothing(monkeypatch)

    def contenders(scenario: str, inside: Any, transports: Any, ends: Any, *, quick: bool) -> dict[str, Any]:
        names = ["inside 1", "gym.make", "CartPole-v1", "gym.make busy", "inside 64, 1 thread", "inside 64"]
        names += ["inside 1024", "inside 256", "make_vec 256", "hook 256", "VecEnv 256", "evaluator"]
        names += [name for name, _, _ in ratios.rollout_cases(scenario, transports)]
        return {name: (lambda: 2e5) if "inside" in name else (lambda: 1e5) for name in names}

    monkeypatch.setattr(ratios, "_contenders", contenders)
    monkeypatch.setattr(ratios.Inside, "figures", lambda self, name: {"heap_mib": 25.0})
    progress: list[float] = []
    found = {ratio.name: ratio.value for ratio in ratios.run_ratios(on_progress=lambda part, _: progress.append(part))}
    assert found["gym.make ÷ one environment in the JVM"] == 0.5
    assert found["heap of a further environment, KiB"] == 100
    assert found["JVM rollouts ÷ stable-baselines3's loop, grpc"] == 1
    assert len(progress) == 5 * len(contenders("x", None, list(benchmark.transports()), None, quick=True))


@pytest.mark.long
def test_the_ratios_of_one_short_round() -> None:
    found = {ratio.name: ratio.value for ratio in ratios.run_ratios(quick=True)}
    assert all(value > 0 for value in found.values())
    assert found["heap of a further environment, KiB"] <= 128


@pytest.mark.parametrize("index", range(6))
def test_every_way_to_step_from_python_steps(index: int) -> None:
    name, size, make = list(benchmark.python_cases("market-making"))[index]
    step, close = make()
    try:
        step()
    finally:
        close()
    assert size == 1 or str(size) in name


def test_a_server_starts_in_less_time_than_a_python_process_with_one() -> None:
    assert 0.0 < benchmark._server_start() < benchmark._python_start()
