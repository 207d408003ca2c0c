"""Result of an evaluation as values, JSON and a table."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from quant_trading_gym.base.text import format_table
from quant_trading_gym.errors import ArgumentError
from quant_trading_gym.evaluation.policies import PolicyOrigin
from quant_trading_gym.spec.origin import Origin
from quant_trading_gym.transport.policy_results import PolicyEvaluation

if TYPE_CHECKING:
    from pandas import DataFrame

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
        return format_table(self._headers(), [_cells(row) for row in self.policies])

    def _repr_html_(self) -> str:
        """Returns a table for notebooks."""
        last = self.seed + self.episodes - 1
        caption = f"{self.scenario}, {self.episodes:,} episodes, seeds {self.seed:,} to {last:,}"
        rows = "".join(_html_row("td", _cells(row)) for row in self.policies)
        return (
            f"<table><caption>{escape(caption)}</caption>"
            f"<thead>{_html_row('th', self._headers())}</thead><tbody>{rows}</tbody></table>"
        )

    def _headers(self) -> tuple[str, ...]:
        ahead = f"{self.policies[0].policy} ahead by"
        return ("policy", "mean return", "95 % interval", ahead, "P&L", "sharpe", "drawdown")

    def to_dataframe(self) -> DataFrame:
        """Returns a pandas DataFrame with a row for each policy; the index is the policy's name.

        Its columns are those of `to_dict`; each interval has two columns, such as `ci95_low` and `ci95_high`. Values
        that are not defined are NaN.

        Raises:
            ArgumentError: pandas is not installed.
        """
        try:
            import pandas
        except ImportError:
            raise ArgumentError(
                "pandas: got no installation, expected the extra: install quant-trading-gym[data]"
            ) from None
        rows = [_record(row) for row in self.policies]
        return pandas.DataFrame.from_records(rows).set_index("policy")

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
        *return_cells(row),
        "" if row.difference_ci95 is None else interval_cell(row.difference_ci95),
        *money_cells(row),
    ]


def return_cells(row: PolicyEvaluation) -> list[str]:
    """Returns the mean return and its interval."""
    return [f"{row.mean_return:,.3f}", interval_cell(row.ci95)]


def money_cells(row: PolicyEvaluation) -> list[str]:
    """Returns P&L, Sharpe ratio and drawdown."""
    return [
        f"{row.pnl_mean:,.2f}",
        "-" if row.sharpe is None else f"{row.sharpe:.2f}",
        f"{row.max_drawdown:,.2f}",
    ]


def interval_cell(interval: tuple[float, float]) -> str:
    """Returns an interval of returns."""
    return f"[{interval[0]:,.3f}, {interval[1]:,.3f}]"


def _record(row: PolicyEvaluation) -> dict[str, object]:
    record: dict[str, object] = {}
    for key, value in row.to_dict().items():
        if key.endswith("ci95"):
            low, high = value if isinstance(value, list) else (math.nan, math.nan)
            record |= {f"{key}_low": low, f"{key}_high": high}
        else:
            record[key] = math.nan if value is None else value
    return record


def _html_row(tag: str, cells: Sequence[str]) -> str:
    """Returns a row; all cells but the first are right-aligned."""
    aligned = [
        f'<{tag} style="text-align: {"right" if i else "left"}">{escape(text)}</{tag}>' for i, text in enumerate(cells)
    ]
    return f"<tr>{''.join(aligned)}</tr>"
