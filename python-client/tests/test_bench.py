"""The benchmark's arithmetic, on a clock and a server that are made up; and one short run of the real thing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from kit.unasked import connect_to_nothing

from quant_trading_gym.cli import benchmark, program
from quant_trading_gym.cli.benchmark import BenchCase
from quant_trading_gym.errors import ArgumentError

pytestmark = pytest.mark.slow


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Inside the JVM a step takes 10 µs; from Python each call takes 100 µs more, whatever its size."""
    heard: list[tuple[Any, ...]] = []

    def inside(connection: Any, scenario: Any, *, quick: bool, only: str, on_progress: Any) -> list[dict[str, Any]]:
        heard.append((scenario, quick, only))
        cases = [{"name": f"step-{n}", "steps_per_second": 1e5, "microseconds": 10.0 * n} for n in (1, 16, 64, 256)]
        return [*cases, {"name": "simulate market-making", "events_per_second": 2e6}]

    def python_cases(scenario: str) -> list[tuple[str, int, Any]]:
        return [("one", 1, 110e-6), ("many", 16, 260e-6)]

    connect_to_nothing(monkeypatch)
    monkeypatch.setattr(benchmark, "run_benchmarks", inside)
    monkeypatch.setattr(benchmark, "_python_cases", python_cases)
    monkeypatch.setattr(benchmark, "measure", lambda seconds_of_a_call, seconds: 1 / seconds_of_a_call)
    monkeypatch.setattr(benchmark, "evaluator_rate", lambda scenario, evaluations: 7e4 + evaluations)
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
    assert cases["step-16"].overhead_us is None and cases["step-16"].microseconds == 160.0
    assert cases["simulate market-making"].events_per_second == 2e6
    assert cases["evaluate the policy of the rollouts"].steps_per_second == 70_005
    assert cases["start-up: server to its first answer"].microseconds == pytest.approx(0.3e6)
    assert cases["start-up: Python to its first observation"].microseconds == pytest.approx(1.5e6)
    assert progress[-1] == 1.0


def test_a_row_shows_what_was_measured() -> None:
    case = BenchCase(case="x", steps_per_second=1234.5, microseconds=3.26, median_microseconds=2)
    assert case.cells() == ("x", "1,234", "-", "-", "-", "3.3", "2.0", "-", "-")


def test_the_command_prints_cases(made_up: list[tuple[Any, ...]], capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main(["bench", "--quick", "--json"]) == 0
    assert made_up == [(("market-making", None), True, "")]
    [first, *_] = json.loads(capsys.readouterr().out)["cases"]
    assert first == {
        "case": "step-1",
        "steps_per_second": 1e5,
        "events_per_second": None,
        "order_events_per_second": None,
        "bytes_per_event": None,
        "microseconds": 10.0,
        "median_microseconds": None,
        "heap_mib": None,
        "live_orders": None,
        "overhead_us": None,
    }


def test_cases_of_the_jvm_alone(made_up: list[tuple[Any, ...]]) -> None:
    assert [case.case for case in benchmark.run_bench(only="step")][-1] == "simulate market-making"
    assert made_up == [(("market-making", None), False, "step")]


def test_the_jvm_measures_what_is_asked() -> None:
    cases = {case.case: case for case in benchmark.run_bench(quick=True, only="step-1")}
    assert list(cases) == ["step-1", "step-16"]
    assert (cases["step-1"].steps_per_second or 0) > 0 and cases["step-1"].heap_mib is None
    with pytest.raises(ArgumentError, match="match orders") as caught:
        benchmark.run_bench(only="nothing")
    assert caught.value.field == "only"


def test_the_fastest_window_after_the_warm_up_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps take 1 ms, but 4 ms while something else disturbs; the clock is made up."""
    now, calls = [0.0], []

    def step() -> None:
        calls.append("step")
        now[0] += 0.001 if 300 <= len(calls) < 900 else 0.004

    monkeypatch.setattr(benchmark.time, "perf_counter", lambda: now[0])
    rate = benchmark.measure(lambda: (step, lambda: calls.append("close")), 2.0)
    assert rate == pytest.approx(1000)
    assert calls[-1] == "close" and calls.count("close") == 1


@pytest.mark.parametrize("index", range(6))
def test_every_way_to_step_from_python_steps(index: int) -> None:
    name, size, make = list(benchmark._python_cases("market-making"))[index]
    step, close = make()
    try:
        step()
    finally:
        close()
    assert size == 1 or str(size) in name


def test_a_server_starts_in_less_time_than_a_python_process_with_one() -> None:
    assert 0.0 < benchmark._server_start() < benchmark._python_start()
