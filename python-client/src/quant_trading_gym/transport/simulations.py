"""Client of SimulationService: simulations without a policy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from quant_trading_gym.errors import ServerError
from quant_trading_gym.transport._proto import scenario_pb2, simulation_pb2
from quant_trading_gym.transport.values import append_chunk, to_values

if TYPE_CHECKING:
    from quant_trading_gym.base.progress import ProgressListener
    from quant_trading_gym.transport.connection import ClientConnection

Files = Literal["tables", "all"]
_FILES = {"tables": simulation_pb2.RECORDING_TABLES, "all": simulation_pb2.RECORDING_ALL}


def simulate(
    connection: ClientConnection,
    scenario: scenario_pb2.ScenarioSource,
    *,
    seed: int,
    until: str = "",
    levels: int = 0,
    files: Files | None = None,
    folder: Path | None = None,
    saved_state: bytes = b"",
    save_state: bool = False,
    on_progress: ProgressListener | None = None,
) -> tuple[dict[str, Any], bytes]:
    """Simulates one market. An exception in this process cancels the call.

    Args:
        connection: Connection to the server that runs the simulation.
        scenario: Scenario of the market.
        seed: Seed, unsigned 64-bit.
        until: Market time after the open at which the simulation stops; empty for the close.
        levels: Number of price levels in the LOBSTER book files; 0 for the default.
        files: Files to write to `folder`; None writes no files.
        folder: Empty folder for the files; required with `files`.
        saved_state: Saved state to resume from; empty starts at the open.
        save_state: Whether to return the state at the end.
        on_progress: Callback with a fraction in [0, 1] and a text.

    Returns:
        The fields of the result, and the saved state.
    """
    request = simulation_pb2.SimulateRequest(
        scenario=scenario,
        seed=seed,
        until=until,
        levels=levels,
        recording=_FILES[files] if files is not None else simulation_pb2.RECORDING_UNSPECIFIED,
        saved_state=saved_state,
        save_state=save_state,
    )
    state: list[bytes] = []
    for response in connection.channel.stream("SimulationService/Simulate", request, simulation_pb2.SimulateResponse):
        match response.WhichOneof("update"):
            case "progress":
                _report(on_progress, response.progress)
            case "file" if folder is not None:
                append_chunk(folder, response.file)
            case "state":
                state.append(response.state)
            case "result":
                return to_values(response.result), b"".join(state)
    raise _without_result("simulation")


def record_series(
    connection: ClientConnection,
    scenario: scenario_pb2.ScenarioSource,
    *,
    seed: int,
    seeds: int,
    until: str = "",
    folder: Path,
    on_progress: ProgressListener | None = None,
) -> list[list[Path]]:
    """Simulates the seeds `seed`, `seed` + 1, …; returns the series files of each seed, one for each instrument."""
    request = simulation_pb2.RecordSeriesRequest(scenario=scenario, seed=seed, seeds=seeds, until=until)
    days: dict[int, list[Path]] = {}
    for response in connection.channel.stream(
        "SimulationService/RecordSeries", request, simulation_pb2.RecordSeriesResponse
    ):
        match response.WhichOneof("update"):
            case "progress":
                _report(on_progress, response.progress)
            case "file":
                append_chunk(folder, response.file)
            case "day":
                days[response.day.seed] = [folder / name for name in response.day.files]
    return [days[day] for day in sorted(days)]


def measure_pnl(
    connection: ClientConnection,
    scenario: scenario_pb2.ScenarioSource,
    *,
    against: scenario_pb2.ScenarioSource | None,
    seed: int,
    seeds: int,
    until: str = "",
    on_progress: ProgressListener | None = None,
) -> dict[str, Any]:
    """Measures the P&L of agents; returns the report with `agents` as dictionaries of estimates."""
    request = simulation_pb2.MeasurePnlRequest(scenario=scenario, against=against, seed=seed, seeds=seeds, until=until)
    for response in connection.channel.stream(
        "SimulationService/MeasurePnl", request, simulation_pb2.MeasurePnlResponse
    ):
        if response.HasField("report"):
            report = response.report
            return {**to_values(report), "agents": [_agent(agent) for agent in report.agents]}
        _report(on_progress, response.progress)
    raise _without_result("measurement")


def _agent(agent: simulation_pb2.AgentPnl) -> dict[str, Any]:
    values = to_values(agent)
    return {
        key: to_values(value) if key in ("pnl", "against", "difference") else value for key, value in values.items()
    }


def _report(on_progress: ProgressListener | None, progress: Any) -> None:
    if on_progress is not None:
        on_progress(progress.fraction, progress.text)


def _without_result(what: str) -> ServerError:
    return ServerError(f"the {what} ended without a result")
