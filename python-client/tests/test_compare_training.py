"""scripts/compare_training.py: the share of the old wall time, seed by seed."""

from __future__ import annotations

import compare_training as script
import pytest
from compare_training import Training


def trainings(*new: tuple[float, float]) -> list[Training]:
    rows = [Training("new", seed, wall, result) for seed, (wall, result) in enumerate(new)]
    return [*rows, *(Training("old", seed, 10.0 * (seed + 1), 26.0) for seed in range(len(new)))]


@pytest.mark.parametrize(
    ("new", "share", "holds"),
    [
        ([(4.0, 25.0), (8.0, 26.0), (30.0, 27.0)], 0.4, True),
        ([(6.0, 25.0), (8.0, 26.0), (30.0, 27.0)], 0.6, False),
        ([(4.0, 24.0), (8.0, 24.9), (9.0, 25.0)], 0.4, False),
    ],
)
def test_both_the_time_and_the_return_decide(new: list[tuple[float, float]], share: float, holds: bool) -> None:
    result = script.summary(trainings(*new), at_most=0.5, return_at_least=25.0)
    assert (result["share"], result["holds"]) == (pytest.approx(share), holds)
    assert result["mean_return"]["old"] == 26.0


def test_the_table_shows_each_training() -> None:
    assert script.table(trainings((4.0, 25.0))).splitlines()[2:] == [
        "| new | 0 | 4.0 | 25.00 |",
        "| old | 0 | 10.0 | 26.00 |",
    ]
