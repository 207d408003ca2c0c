"""Result of an evaluation as values, JSON and a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quant_trading_gym.base.text import format_table
from quant_trading_gym.evaluation.policies import PolicyOrigin
from quant_trading_gym.spec.origin import Origin
from quant_trading_gym.transport.policy_results import PolicyEvaluation

__all__ = ["EvaluationResult", "PolicyEvaluation"]


@dataclass(frozen=True, kw_only=True, eq=False)
class EvaluationResult:
    """Results of several policies on the same seeds `seed` … `seed + episodes - 1`. `str` returns a table.

    `origin` says what was evaluated, and `trained` where each ONNX policy comes from, by its name.
    """

    scenario: str
    seed: int
    episodes: int
    wall_seconds: float
    policies: tuple[PolicyEvaluation, ...]
    origin: Origin
    trained: Mapping[str, PolicyOrigin]

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

    def to_dict(self) -> dict[str, object]:
        """Returns the result as JSON types, without the per-episode values."""
        return {
            "scenario": self.scenario,
            "seed": self.seed,
            "episodes": self.episodes,
            "wall_seconds": self.wall_seconds,
            "policies": [row.to_dict() for row in self.policies],
            "origin": self.origin.to_dict(),
            "trained": {name: origin.to_dict() for name, origin in self.trained.items()},
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
