"""The report: how far a scenario's market shows the stylised facts of real ones."""

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
"""Every fact of a single instrument, in the order of the report."""


@dataclass(frozen=True)
class RealismReport:
    """Facts of a scenario's market over seeds, beside those of real markets.

    Attributes:
        scenario: its name or path.
        instrument: which one the single-instrument facts are of.
        seeds: how many sessions.
        findings: each fact.
        references: the real markets.
        sessions: the series of the instrument, one for each seed.
    """

    scenario: str
    instrument: str
    seeds: int
    findings: tuple[Finding, ...]
    references: tuple[Reference, ...]
    sessions: tuple[MarketSeries, ...]

    @property
    def passed(self) -> int:
        """How many single-instrument facts lie in their bands."""
        return sum(finding.passes is True for finding in self._single())

    @property
    def numeric(self) -> int:
        """How many single-instrument facts have a band."""
        return sum(finding.fact.is_numeric for finding in self._single())

    def _single(self) -> Iterable[Finding]:
        return (finding for finding in self.findings if finding.fact is not CROSS_CORRELATION)

    def to_dict(self) -> dict[str, object]:
        """As JSON types."""
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
        """Titles of the columns of `rows`."""
        return ("fact", "measure", "statistic", "95 %", "band", "inside", *(ref.name for ref in self.references))

    def rows(self) -> list[tuple[str, ...]]:
        """A row for each measure with a band, and for the first one of facts without."""
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
    """Three significant digits, or a dash."""
    return "-" if value is None or value != value else f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"


def interval(bounds: tuple[float, float] | None) -> str:
    """A 95 % interval."""
    return "-" if bounds is None else f"[{number(bounds[0])}, {number(bounds[1])}]"


def verdict(estimate: Estimate) -> str:
    """Whether a measure is inside its band; "narrowly" where its interval reaches beyond."""
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
    """Plays a scenario's market for many seeds and tests the stylised facts.

    Args:
        scenario: name in the catalogue, or path of a YAML file.
        seeds: how many sessions.
        seed: of the first one.
        until: simulated time to stop after, such as "2h"; by default the close.
        overrides: values that take precedence over the scenario's.
        instrument: index of the one that single-instrument facts are of.
        real: days of real data to show beside AAPL and AMZN; see `read_lobster`.
        on_progress: receives a fraction in [0, 1] and a text.
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
