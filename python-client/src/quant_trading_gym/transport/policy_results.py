"""Policies stored in a server, and results of their episodes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quant_trading_gym.spec.spaces import ActionKind, EnvironmentSpec
from quant_trading_gym.transport._proto import policy_pb2


@dataclass(frozen=True, kw_only=True)
class PolicyReference:
    """Reference to a policy; exactly one of the two attributes is set.

    Attributes:
        policy_id: Id of an uploaded policy.
        baseline: Name of a baseline.
    """

    policy_id: str = ""
    baseline: str = ""


@dataclass(frozen=True, kw_only=True)
class UploadedPolicy:
    """A policy stored in the server for this connection, with the metadata of its model."""

    policy_id: str
    metadata: Mapping[str, str]

    def reference(self) -> PolicyReference:
        """Reference for calls that run policies."""
        return PolicyReference(policy_id=self.policy_id)


@dataclass(frozen=True, kw_only=True)
class EvaluationProgress:
    """Progress of an evaluation; `policy` is the name of the current policy."""

    policy: str
    completed_episodes: int
    total_episodes: int


@dataclass(frozen=True, kw_only=True, eq=False)
class PolicyEvaluation:
    """Evaluation result of one policy.

    Attributes:
        policy: Name of the policy.
        episodes: Number of episodes.
        mean_return: Mean over episodes of the sum of rewards.
        ci95: 95 % t-interval of `mean_return`.
        difference_ci95: 95 % t-interval of the paired per-seed difference in return, first policy - this policy; None
            for the first policy.
        pnl_mean: Mean episode P&L in currency.
        sharpe: Mean / standard deviation of episode P&L, not annualised; None if the deviation is zero.
        max_drawdown: Mean over episodes of the maximum drawdown, in currency.
        steps_per_second: Speed inside the simulation.
        detail: Parameters selected by a tuned baseline; empty for other policies.
        returns: Return of each episode (episodes,), in seed order.
        pnls: P&L of each episode (episodes,), in currency, in seed order.
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

    def to_dict(self) -> dict[str, object]:
        """Returns the result as JSON types, without the per-episode values."""
        result = {key: value for key, value in vars(self).items() if key not in ("returns", "pnls")}
        result["ci95"] = list(self.ci95)
        result["difference_ci95"] = None if self.difference_ci95 is None else list(self.difference_ci95)
        return result


@dataclass(frozen=True, kw_only=True, eq=False)
class EvaluationReport:
    """Result of an evaluation; one row for each policy."""

    policies: tuple[PolicyEvaluation, ...]
    wall_seconds: float


@dataclass(frozen=True, kw_only=True, eq=False)
class RecordedEpisode:
    """One episode of n steps.

    Attributes:
        seed: Seed of the episode.
        observations: Observation at each decision (n, d), float32.
        outputs: Logits, Q-values or means (n, k), float32; (n, 0) for a baseline.
        actions: Action at each decision: (n,) or (n, components).
        rewards: Reward of each step (n,); empty for an agent of the population.
        starting_equity: Equity before the first step, in currency.
        equity: Equity after each step, in currency (n,).
        position: Position in the first instrument after each step, in lots (n,).
        mid_ticks: Mid price of the first instrument after each step, in ticks (n,).
        digest: Digest of all book events.
        orders_digest: Digest of the orders and cancels of the policy.
        episode_return: Sum of the rewards.
        start_nanos: Time of the first decision, since midnight; 0 if it is not known.
        interval_nanos: Market time of a step; 0 if it is not known.
    """

    seed: int
    observations: NDArray[np.float32]
    outputs: NDArray[np.float32]
    actions: NDArray[np.int32] | NDArray[np.float32]
    rewards: NDArray[np.float64]
    starting_equity: float
    equity: NDArray[np.float64]
    position: NDArray[np.int64]
    mid_ticks: NDArray[np.float64]
    digest: str
    orders_digest: str
    episode_return: float
    start_nanos: int = 0
    interval_nanos: int = 0

    @property
    def steps(self) -> int:
        """Number of decisions."""
        return len(self.actions)

    @property
    def pnl(self) -> NDArray[np.float64]:
        """P&L after each step, in currency (n,)."""
        return self.equity - self.starting_equity


def write_reference(reference: PolicyReference) -> policy_pb2.PolicyReference:
    """Converts a policy reference to its message."""
    if reference.policy_id:
        return policy_pb2.PolicyReference(policy_id=reference.policy_id)
    return policy_pb2.PolicyReference(baseline=reference.baseline)


def read_evaluation(message: policy_pb2.EvaluatePoliciesResponse) -> EvaluationProgress | EvaluationReport:
    """Reads a progress message or the final report."""
    if message.HasField("report"):
        rows = tuple(_policy_evaluation(row) for row in message.report.policies)
        return EvaluationReport(policies=rows, wall_seconds=message.report.wall_seconds)
    progress = message.progress
    return EvaluationProgress(
        policy=progress.policy,
        completed_episodes=progress.completed_episodes,
        total_episodes=progress.total_episodes,
    )


def _policy_evaluation(message: policy_pb2.PolicyEvaluation) -> PolicyEvaluation:
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


def read_episode(message: policy_pb2.RecordEpisodesResponse, spec: EnvironmentSpec) -> RecordedEpisode:
    """Reads the recording of one episode."""
    steps = message.steps
    kind = "<f4" if spec.action.kind is ActionKind.BOX else "<i4"
    return RecordedEpisode(
        seed=message.seed,
        observations=np.frombuffer(message.observations, "<f4").reshape(steps, spec.observation.size),
        outputs=np.frombuffer(message.outputs, "<f4").reshape(steps, -1 if message.outputs else 0),
        actions=np.frombuffer(message.actions, kind).reshape(steps, *spec.action.shape),
        rewards=np.frombuffer(message.rewards, "<f8"),
        starting_equity=message.starting_equity,
        equity=np.frombuffer(message.equity, "<f8"),
        position=np.frombuffer(message.position, "<i8"),
        mid_ticks=np.frombuffer(message.mid_ticks, "<f8"),
        digest=message.digest,
        orders_digest=message.orders_digest,
        episode_return=message.episode_return,
        start_nanos=message.start_nanos,
        interval_nanos=spec.decision_interval_nanos,
    )
