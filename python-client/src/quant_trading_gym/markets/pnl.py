"""Measures the P&L of each kind of agent in a scenario's market over many seeds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quant_trading_gym.base.arguments import check_count
from quant_trading_gym.base.progress import ProgressListener
from quant_trading_gym.jvm.engine import connect
from quant_trading_gym.spec.seeds import check_seed
from quant_trading_gym.transport import simulations
from quant_trading_gym.transport.connection import Tls
from quant_trading_gym.transport.sources import Scenario


@dataclass(frozen=True)
class MeanEstimate:
    """A mean over trading days with its 95 % t-interval.

    Attributes:
        mean: Mean in currency.
        ci95: Lower and upper bound in currency.
    """

    mean: float
    ci95: tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class AgentPnl:
    """Daily P&L of one population entry in currency; mean over its members.

    Attributes:
        agent: Name of the entry.
        type: Type of the agents.
        count: Number of members.
        pnl: Daily P&L.
        against: Daily P&L in the variant; None without a comparison.
        difference: Paired per-seed difference, `pnl` - `against`; None without a comparison.
    """

    agent: str
    type: str
    count: int
    pnl: MeanEstimate
    against: MeanEstimate | None = None
    difference: MeanEstimate | None = None

    def to_dict(self) -> dict[str, Any]:
        """Returns the values as JSON types."""
        row: dict[str, Any] = {"agent": self.agent, "type": self.type, "count": self.count}
        row |= {"pnl_mean": self.pnl.mean, "ci95": list(self.pnl.ci95)}
        for name, estimate in (("against", self.against), ("difference", self.difference)):
            if estimate is not None:
                row |= {f"{name}_mean": estimate.mean, f"{name}_ci95": list(estimate.ci95)}
        return row


@dataclass(frozen=True, kw_only=True)
class PnlReport:
    """P&L of the agents of a scenario's population.

    Attributes:
        scenario: Name of the scenario.
        seed: Seed of the first trading day.
        seeds: Number of trading days.
        open_nanos: Start of the session, in nanoseconds since midnight.
        until_nanos: End of each simulation, in nanoseconds since midnight.
        agents: P&L of each population entry, in the order of the population.
    """

    scenario: str
    seed: int
    seeds: int
    open_nanos: int
    until_nanos: int
    agents: tuple[AgentPnl, ...]

    def to_dict(self) -> dict[str, Any]:
        """Returns the values as JSON types."""
        return {**vars(self), "agents": [agent.to_dict() for agent in self.agents]}


def measure_pnl(
    scenario: Scenario,
    *,
    seeds: int = 50,
    seed: int = 0,
    until: str | None = None,
    overrides: Mapping[str, Any] | None = None,
    against: Mapping[str, Any] | None = None,
    on_progress: ProgressListener | None = None,
    address: str | None = None,
    token: str | None = None,
    tls: Tls = None,
) -> PnlReport:
    """Simulates the seeds `seed`, `seed` + 1, … on all cores and measures the P&L of each population entry.

    Args:
        scenario: Name in the catalogue, path of a YAML file, or a mapping with its content.
        seeds: Number of trading days, at least 2.
        seed: Seed of the first trading day.
        until: Simulated time after the open at which each simulation stops, such as "2h"; None uses the close.
        overrides: Values that take precedence over those of the scenario.
        against: Overrides of a variant with the same seeds; None makes no comparison.
        on_progress: Callback with a fraction in [0, 1] and a text.
        address: `host:port` of a remote server; None uses the embedded server.
        token: Access token of the remote server.
        tls: TLS setting for the remote server; see `TradingEnv`.

    Raises:
        ScenarioError: The scenario is unknown or not valid.
        ArgumentError: Another argument is not valid.
    """
    check_count("seeds", seeds, low=2)
    first = check_seed(seed, count=seeds)
    connection = connect(address=address, token=token, tls=tls)
    report = simulations.measure_pnl(
        connection,
        connection.scenario_source(scenario, overrides),
        against=None if against is None else connection.scenario_source(scenario, against),
        seed=first,
        seeds=seeds,
        until=until or "",
        on_progress=on_progress,
    )
    return PnlReport(**{**report, "agents": tuple(_agent(agent) for agent in report["agents"])})


def _agent(values: Mapping[str, Any]) -> AgentPnl:
    estimates = {name: _estimate(values[name]) for name in ("pnl", "against", "difference") if name in values}
    return AgentPnl(**{**values, **estimates})


def _estimate(values: Mapping[str, float]) -> MeanEstimate:
    return MeanEstimate(values["mean"], (values["ci95_low"], values["ci95_high"]))
