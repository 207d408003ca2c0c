"""Realism report: stylised facts of a scenario's market compared with real markets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quant_trading_gym.base.progress import ProgressListener
from quant_trading_gym.markets.series import MarketSeries
from quant_trading_gym.realism.cross_facts import CROSS_CORRELATION
from quant_trading_gym.realism.fact import Estimate, Fact, Finding, find
from quant_trading_gym.realism.flow_facts import FLOW_FACTS
from quant_trading_gym.realism.price_facts import PRICE_FACTS
from quant_trading_gym.realism.reference import Reference, shipped_references
from quant_trading_gym.realism.simulated_series import simulate_series
from quant_trading_gym.realism.volume_facts import VOLUME_FACTS

FACTS: tuple[Fact, ...] = (*PRICE_FACTS, *VOLUME_FACTS, *FLOW_FACTS)
"""All single-instrument facts, in the order of the report."""


@dataclass(frozen=True)
class RealismReport:
    """Facts of a scenario's market over several seeds, with the same facts of real markets.

    Attributes:
        scenario: Name or path of the scenario.
        instrument: Symbol of the instrument of the single-instrument facts.
        seeds: Number of simulated sessions, one for each seed.
        findings: Result of each fact.
        references: Facts of real markets.
        sessions: Series of the instrument, one for each seed.
    """

    scenario: str
    instrument: str
    seeds: int
    findings: tuple[Finding, ...]
    references: tuple[Reference, ...]
    sessions: tuple[MarketSeries, ...]

    @property
    def passed(self) -> int:
        """Number of single-instrument facts inside their bands."""
        return sum(finding.passes is True for finding in self._single())

    @property
    def numeric(self) -> int:
        """Number of single-instrument facts with a band."""
        return sum(finding.fact.is_numeric for finding in self._single())

    def _single(self) -> Iterable[Finding]:
        return (finding for finding in self.findings if finding.fact is not CROSS_CORRELATION)

    def to_dict(self) -> dict[str, object]:
        """Returns the report as JSON types."""
        return {
            "scenario": self.scenario,
            "instrument": self.instrument,
            "seeds": self.seeds,
            "passed": self.passed,
            "numeric_facts": self.numeric,
            "facts": [self._fact(finding) for finding in self.findings],
        }

    def _fact(self, finding: Finding) -> dict[str, Any]:
        fact = finding.fact
        return {
            "fact": fact.key,
            "title": fact.title,
            "test": fact.test,
            **_estimate(finding.estimates[0]),
            "pass": finding.passes,
            "measures": [
                {"measure": estimate.measure.key, "label": estimate.measure.label, **_estimate(estimate)}
                for estimate in finding.estimates
            ],
            "real": {
                reference.name: {
                    estimate.measure.key: reference.value(fact.key, estimate.measure.key)
                    for estimate in finding.estimates
                }
                for reference in self.references
            },
        }

    def headers(self) -> tuple[str, ...]:
        """Returns the column titles of `rows`."""
        return ("fact", "measure", "statistic", "95 %", "band", "inside", *(ref.name for ref in self.references))

    def rows(self) -> list[tuple[str, ...]]:
        """Returns one row for each measure with a band, and for the first measure of each fact without a band."""
        return [
            (
                finding.fact.title if estimate is finding.estimates[0] else "",
                estimate.measure.label,
                number(estimate.value),
                interval(estimate.interval),
                str(estimate.measure.band or "shape only"),
                verdict(estimate),
                *(number(ref.value(finding.fact.key, estimate.measure.key)) for ref in self.references),
            )
            for finding in self.findings
            for estimate in finding.estimates
            if estimate.measure.band is not None or estimate is finding.estimates[0]
        ]


def _estimate(estimate: Estimate) -> dict[str, Any]:
    band = estimate.measure.band
    return {
        "statistic": estimate.value,
        "ci95": None if estimate.interval is None else list(estimate.interval),
        "band": None if band is None else band.bounds(),
        "pass": estimate.passes,
    }


def number(value: float | None) -> str:
    """Formats a number with three significant digits; None and NaN give a dash."""
    return "-" if value is None or value != value else f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"


def interval(bounds: tuple[float, float] | None) -> str:
    """Formats a 95 % interval; None gives a dash."""
    return "-" if bounds is None else f"[{number(bounds[0])}, {number(bounds[1])}]"


def verdict(estimate: Estimate) -> str:
    """Returns "yes", "no" or "yes, narrowly": inside the band with an interval that extends beyond it."""
    if estimate.passes is None:
        return ""
    if not estimate.passes:
        return "no"
    certain = estimate.interval is None or all(
        bound in estimate.measure.band for bound in estimate.interval if estimate.measure.band is not None
    )
    return "yes" if certain else "yes, narrowly"


def assess(
    scenario: str,
    *,
    seeds: int = 20,
    seed: int = 0,
    until: str | None = None,
    overrides: Mapping[str, object] | None = None,
    instrument: int = 0,
    real: Sequence[MarketSeries] = (),
    on_progress: ProgressListener | None = None,
) -> RealismReport:
    """Simulates a scenario's market for several seeds and tests the stylised facts.

    Args:
        scenario: Name in the catalogue, or path of a YAML file.
        seeds: Number of sessions, one for each seed.
        seed: First seed.
        until: Simulated time after the open at which each session stops, such as "2h"; None uses the close.
        overrides: Values that take precedence over those of the scenario.
        instrument: Index of the instrument of the single-instrument facts.
        real: Days of real data for comparison, in addition to AAPL and AMZN; see `read_lobster`.
        on_progress: Callback with a fraction in [0, 1] and a text.
    """
    played = simulate_series(
        scenario, seeds=seeds, seed=seed, until=until, overrides=overrides, on_progress=on_progress
    )
    sessions = tuple(day[instrument] for day in played)
    findings = [find(fact, sessions) for fact in FACTS]
    if len(played[0]) > 1:
        findings.append(find(CROSS_CORRELATION, played))
    references = [*shipped_references(), *(Reference.of(day.name, [day], FACTS) for day in real)]
    name = sessions[0].name.removesuffix(f"_{seed}")
    return RealismReport(scenario, name, seeds, tuple(findings), tuple(references), sessions)
