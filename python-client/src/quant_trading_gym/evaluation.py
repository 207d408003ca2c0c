"""Plays trained policies and baselines inside the Java simulation, all on the same seeds, and compares them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from quant_trading_gym._proto import policy_pb2
from quant_trading_gym.client import connect
from quant_trading_gym.console import format_table
from quant_trading_gym.errors import ArgumentError, PolicyError, invalid
from quant_trading_gym.seeds import SEEDS, check_seed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from quant_trading_gym.client import Connection, Tls
    from quant_trading_gym.oneshot import ProgressListener
    from quant_trading_gym.sources import Scenario

PolicySource = str | os.PathLike[str]
"""Path of an ONNX file, or name of a baseline such as `random` or `fixed-half-spread-3`."""


@dataclass(frozen=True, kw_only=True, eq=False)
class PolicyEvaluation:
    """How one policy did.

    Attributes:
        policy: its name.
        episodes: number of episodes.
        mean_return: mean over episodes of the sum of rewards.
        ci95: 95 % t-interval of `mean_return`.
        difference_ci95: 95 % t-interval of the paired per-seed difference in return, first policy - this one; None in
            the first.
        pnl_mean: mean episode P&L, in currency.
        sharpe: mean / standard deviation of episode P&L, not annualised; None where the deviation is zero.
        max_drawdown: mean over episodes of the largest drawdown, in currency.
        steps_per_second: speed inside the simulation.
        detail: what a tuned baseline chose.
        returns: return of each episode (episodes,), in seed order.
        pnls: P&L of each episode (episodes,), in currency.
    """

    policy: str
    episodes: int
    mean_return: float
    ci95: tuple[float, float]
    difference_ci95: tuple[float, float] | None
    pnl_mean: float
    sharpe: float | None
    max_drawdown: float
    steps_per_second: float
    detail: str
    returns: NDArray[np.float64]
    pnls: NDArray[np.float64]

    def to_dict(self) -> dict[str, Any]:
        """As JSON types, without the per-episode figures."""
        result = {key: value for key, value in vars(self).items() if key not in ("returns", "pnls")}
        result["ci95"] = list(self.ci95)
        result["difference_ci95"] = None if self.difference_ci95 is None else list(self.difference_ci95)
        return result


@dataclass(frozen=True, kw_only=True, eq=False)
class EvaluationResult:
    """How several policies did on the same episodes: seeds `seed` … `seed + episodes - 1`. Prints as a table."""

    scenario: str
    seed: int
    episodes: int
    wall_seconds: float
    policies: tuple[PolicyEvaluation, ...]

    def __getitem__(self, policy: str) -> PolicyEvaluation:
        for row in self.policies:
            if row.policy == policy:
                return row
        raise KeyError(policy)

    def __str__(self) -> str:
        headers = (
            "policy",
            "mean return",
            "95 % interval",
            f"{self.policies[0].policy} ahead by",
            "P&L",
            "sharpe",
            "drawdown",
        )
        return format_table(headers, [_cells(row) for row in self.policies])

    def to_dict(self) -> dict[str, Any]:
        """As JSON types, without the per-episode figures."""
        return {
            "scenario": self.scenario,
            "seed": self.seed,
            "episodes": self.episodes,
            "wall_seconds": self.wall_seconds,
            "policies": [row.to_dict() for row in self.policies],
        }


def evaluate(
    policies: PolicySource | Sequence[PolicySource] | Mapping[str, PolicySource],
    *,
    scenario: Scenario,
    episodes: int = 200,
    seed: int = 1_000_000,
    baselines: bool | Sequence[str] = False,
    overrides: Mapping[str, Any] | None = None,
    threads: int | None = None,
    on_progress: ProgressListener | None = None,
    address: str | None = None,
    token: str | None = None,
    tls: Tls = None,
) -> EvaluationResult:
    """Plays `policies` inside the Java simulation.

    Args:
        policies: one or several ONNX files or baselines; a mapping gives them names.
        scenario: name of a scenario, path of a YAML file, or a mapping with its content.
        episodes: number of episodes of each policy.
        seed: first seed. Choose seeds that the training did not use.
        baselines: names of baselines to add, or True for all that the scenario offers.
        overrides: changes to the scenario.
        threads: of the simulation; by default all cores. The result does not depend on it.
        on_progress: hears a fraction in [0, 1] and a text.
        address: `host:port` of a remote server, with its `token` and `tls`; by default the embedded one.
        token: of the remote server.
        tls: of the remote server.

    Raises:
        PolicyError: a file is no policy, or a baseline is unknown.
        PolicyMismatchError: a policy was trained on other observations or actions.
        ScenarioError: the scenario or its overrides are wrong.
    """
    if episodes < 1:
        raise invalid(ArgumentError, "episodes", episodes, "at least 1")
    seed = check_seed(seed, count=episodes)
    named = name_policies(policies)
    connection = connect(address=address, token=token, tls=tls)
    extra = () if isinstance(baselines, bool) else tuple(baselines)
    references = [upload(connection, source, name) for name, source in named.items()]
    request = policy_pb2.EvaluatePoliciesRequest(
        scenario=connection.scenario_source(scenario, overrides),
        policies=references + [policy_pb2.PolicyReference(baseline=name) for name in extra if name not in named],
        all_baselines=baselines is True,
        episodes=episodes,
        seed=seed,
        threads=threads or 0,
        tuning_seed=_tuning_seed(seed, episodes),
    )
    report = _follow(connection, request, on_progress)
    return EvaluationResult(
        scenario=str(scenario) if not isinstance(scenario, Mapping) else str(scenario.get("name", "")),
        seed=seed,
        episodes=episodes,
        wall_seconds=report.wall_seconds,
        policies=tuple(_row(message) for message in report.policies),
    )


def name_policies(
    policies: PolicySource | Sequence[PolicySource] | Mapping[str, PolicySource],
) -> dict[str, PolicySource]:
    """Gives each policy a name: that of its file, or of its folder if the file is called `policy.onnx`."""
    if isinstance(policies, Mapping):
        return dict(policies)
    sources = [policies] if isinstance(policies, str | os.PathLike) else list(policies)
    named: dict[str, PolicySource] = {}
    for source in sources:
        path = Path(source)
        base = (
            str(source) if not is_file(source) else path.absolute().parent.name if path.stem == "policy" else path.stem
        )
        name, count = base, 1
        while name in named:
            count += 1
            name = f"{base}-{count}"
        named[name] = source
    return named


def is_file(source: PolicySource) -> bool:
    """Whether `source` means a file rather than a baseline."""
    return isinstance(source, os.PathLike) or source.endswith(".onnx") or os.sep in source


def upload(connection: Connection, source: PolicySource, name: str) -> policy_pb2.PolicyReference:
    """Hands a policy to the server, which checks it; a baseline is known to it."""
    if not is_file(source):
        return policy_pb2.PolicyReference(baseline=str(source))
    try:
        content = Path(source).read_bytes()
    except OSError as problem:
        raise invalid(PolicyError, "policy", f"{source} ({problem.strerror})", "an ONNX file or a baseline") from None
    return connection.upload_policy(name, content).reference()


def _tuning_seed(seed: int, episodes: int) -> int:
    """Baselines choose their parameter on seeds far from those of the evaluation."""
    half = SEEDS // 2
    return half if seed + episodes <= half else 0


def _follow(
    connection: Connection, request: policy_pb2.EvaluatePoliciesRequest, on_progress: ProgressListener | None
) -> policy_pb2.EvaluationReport:
    for response in connection.evaluate_policies(request):
        if response.HasField("report"):
            return response.report
        if on_progress is not None:
            progress = response.progress
            fraction = progress.completed_episodes / max(progress.total_episodes, 1)
            text = (
                f"evaluating {progress.policy}: {progress.completed_episodes:,} of {progress.total_episodes:,} episodes"
            )
            on_progress(fraction, text)
    raise PolicyError("the evaluation ended without a report")


def _row(message: policy_pb2.PolicyEvaluation) -> PolicyEvaluation:
    paired = message.HasField("difference_ci95_low")
    return PolicyEvaluation(
        policy=message.policy,
        episodes=message.episodes,
        mean_return=message.mean_return,
        ci95=(message.ci95_low, message.ci95_high),
        difference_ci95=(message.difference_ci95_low, message.difference_ci95_high) if paired else None,
        pnl_mean=message.pnl_mean,
        sharpe=message.sharpe if np.isfinite(message.sharpe) else None,
        max_drawdown=message.max_drawdown,
        steps_per_second=message.steps_per_second,
        detail=message.detail,
        returns=np.array(message.returns),
        pnls=np.array(message.pnls),
    )


def _cells(row: PolicyEvaluation) -> list[str]:
    return [
        f"{row.policy} ({row.detail})" if row.detail else row.policy,
        f"{row.mean_return:,.3f}",
        _interval(row.ci95),
        "" if row.difference_ci95 is None else _interval(row.difference_ci95),
        f"{row.pnl_mean:,.2f}",
        "-" if row.sharpe is None else f"{row.sharpe:.2f}",
        f"{row.max_drawdown:,.2f}",
    ]


def _interval(interval: tuple[float, float]) -> str:
    return f"[{interval[0]:,.3f}, {interval[1]:,.3f}]"
