"""Client of BenchService: measurements inside the JVM."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quant_trading_gym.transport._proto import bench_pb2, scenario_pb2
from quant_trading_gym.transport.values import to_values

if TYPE_CHECKING:
    from quant_trading_gym.base.progress import ProgressListener
    from quant_trading_gym.transport.connection import ClientConnection


def run_benchmarks(
    connection: ClientConnection,
    scenario: scenario_pb2.ScenarioSource,
    *,
    quick: bool = False,
    only: str = "",
    on_progress: ProgressListener | None = None,
) -> list[dict[str, Any]]:
    """Returns the figures of each case with its `name`; figures without a measurement are omitted.

    Args:
        connection: Connection to an embedded server; other servers reject the call.
        scenario: Scenario of the vector environments.
        quick: Shortens the measurement.
        only: Text contained in the names of the cases to measure; empty measures all cases.
        on_progress: Callback with a fraction in [0, 1] and a text.
    """
    request = bench_pb2.RunBenchmarksRequest(scenario=scenario, quick=quick, only=only)
    cases: list[dict[str, Any]] = []
    for response in connection.channel.stream("BenchService/RunBenchmarks", request, bench_pb2.RunBenchmarksResponse):
        if response.HasField("figures"):
            cases.append(to_values(response.figures))
        elif on_progress is not None:
            on_progress(response.progress.fraction, response.progress.text)
    return cases
