"""scripts/compare_builds.py: the builds alternate, and medians decide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import compare_builds as script
import pytest

RATES = sum(figure.is_rate for figure in script.FIGURES)


def build(heard: list[tuple[str, str]], name: str, rates: list[float], bytes_per_event: float) -> script.Measure:
    """A build whose rates are these, one after the other, in every case."""
    turns: dict[str, int] = {}

    def measure(case: str, quick: bool) -> dict[str, Any]:
        heard.append((case, name))
        turns[case] = turns.get(case, -1) + 1
        keys = {figure.key for figure in script.FIGURES if figure.case == case and figure.is_rate}
        return {"bytes_per_event": bytes_per_event, **dict.fromkeys(keys, rates[turns[case]])}

    return measure


@pytest.fixture
def compare() -> Callable[..., tuple[list[script.Row], list[tuple[str, str]]]]:
    def run(new_rates: list[float], new_bytes: float = 0.0) -> tuple[list[script.Row], list[tuple[str, str]]]:
        heard: list[tuple[str, str]] = []
        old, new = build(heard, "old", [100.0, 101.0, 90.0], 0.0), build(heard, "new", new_rates, new_bytes)
        return script.compare(old, new, 3, True, 0.97), heard

    return run


def test_builds_alternate_and_change_places(compare: Callable[..., Any]) -> None:
    _, heard = compare([100.0, 100.0, 100.0])
    first = script.FIGURES[0].case
    assert [name for case, name in heard if case == first] == ["old", "new", "new", "old", "old", "new"]
    cases = {figure.case for figure in script.FIGURES}
    assert len(heard) == 3 * 2 * len(cases)


def test_medians_decide(compare: Callable[..., Any]) -> None:
    rows, _ = compare([500.0, 97.5, 1.0])
    assert [row.ratio for row in rows if row.ratio is not None] == [pytest.approx(0.975)] * RATES
    assert all(row.holds for row in rows)
    assert script.table(rows).splitlines()[2] == "| step market-making | steps/s | 100 | 98 | 0.975 | yes |"


def test_slower_builds_and_builds_that_allocate_do_not_hold(compare: Callable[..., Any]) -> None:
    assert not any(row.holds for row in compare([96.0, 96.0, 96.0])[0] if row.ratio is not None)
    assert not any(row.holds for row in compare([100.0, 100.0, 100.0], 16.0)[0] if row.ratio is None)
