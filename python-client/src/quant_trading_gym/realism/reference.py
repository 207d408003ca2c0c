"""Stylised facts of real order books for comparison with simulations."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np

from quant_trading_gym.markets.series import Floats, MarketSeries
from quant_trading_gym.realism.fact import Fact, find


@dataclass(frozen=True)
class Reference:
    """Facts of one real market.

    Attributes:
        name: Name of the market and the day.
        values: Values by fact and measure; None if the data do not allow the measure.
        curves: Plot data x and y by fact.
    """

    name: str
    values: dict[str, dict[str, float | None]]
    curves: dict[str, tuple[Floats, Floats]]

    @classmethod
    def of(cls, name: str, days: Sequence[MarketSeries], facts: Sequence[Fact]) -> Reference:
        """Computes the facts of real days."""
        findings = [find(fact, days, resamples=0) for fact in facts]
        return cls(
            name,
            {
                finding.fact.key: {
                    estimate.measure.key: estimate.value if np.isfinite(estimate.value) else None
                    for estimate in finding.estimates
                }
                for finding in findings
            },
            {finding.fact.key: finding.points for finding in findings},
        )

    def with_facts_of(self, other: Reference, *keys: str) -> Reference:
        """Returns a copy with the facts `keys` of another file of the same market, such as one with more levels."""
        return Reference(
            self.name,
            {**self.values, **{key: other.values[key] for key in keys}},
            {**self.curves, **{key: other.curves[key] for key in keys}},
        )

    def value(self, fact: str, measure: str) -> float | None:
        """Returns the value of a measure; None if unknown."""
        return self.values.get(fact, {}).get(measure)

    def to_dict(self) -> dict[str, object]:
        """Returns the reference as JSON types, with 6 significant digits."""
        return {
            "name": self.name,
            "values": {fact: {key: _short(value) for key, value in row.items()} for fact, row in self.values.items()},
            "curves": {fact: [[_short(v) for v in axis] for axis in curve] for fact, curve in self.curves.items()},
        }

    @classmethod
    def from_dict(cls, document: dict[str, Any]) -> Reference:
        """Creates a reference from the result of `to_dict`."""
        return cls(
            document["name"],
            document["values"],
            {
                fact: (np.array(x, dtype=np.float64), np.array(y, dtype=np.float64))
                for fact, (x, y) in document["curves"].items()
            },
        )


def _short(value: float | None) -> float | None:
    return None if value is None or not np.isfinite(value) else float(f"{value:.6g}")


def shipped_references() -> list[Reference]:
    """Returns the facts of AAPL and AMZN on 2012-06-21, computed from the public LOBSTER sample files."""
    text = resources.files("quant_trading_gym.realism").joinpath("reference.json").read_text(encoding="utf-8")
    return [Reference.from_dict(document) for document in json.loads(text)["references"]]
