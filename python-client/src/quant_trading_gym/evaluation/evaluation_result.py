"""What an evaluation found, as values, as JSON and as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from quant_trading_gym.base.text import format_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from quant_trading_gym.transport._proto import policy_pb2


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

    @classmethod
    def from_proto(cls, message: policy_pb2.PolicyEvaluation) -> PolicyEvaluation:
        """Reads the server's message."""
        paired = message.HasField("difference_ci95_low")
        return cls(
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
