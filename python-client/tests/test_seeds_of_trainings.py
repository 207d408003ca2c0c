"""Several trainings of one algorithm: interquartile mean, bootstrap interval, table and files."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from quant_trading_gym.errors import ArgumentError
from quant_trading_gym.evaluation.interquartile import estimate, interquartile_mean


def test_the_interquartile_mean_drops_a_quarter_at_each_end() -> None:
    assert interquartile_mean(np.array([100.0, 1.0, 2.0, -50.0])) == 1.5
    assert interquartile_mean(np.array([9.0, 1.0, 2.0])) == 4.0  # a quarter of three, rounded down, is none
    assert interquartile_mean(np.arange(10.0)) == np.arange(2.0, 8.0).mean()


def test_the_interval_covers_the_true_value_about_as_often_as_it_says() -> None:
    generator = np.random.default_rng(1)
    covered = 0
    for _ in range(40):
        found = estimate(generator.normal(3.0, 1.0, size=(20, 2)))
        assert found.ci95 is not None
        covered += found.ci95[0] <= 3.0 <= found.ci95[1]
    assert covered >= 34


def test_runs_are_drawn_within_each_task() -> None:
    """The tasks differ much, and the runs of a task not at all: with strata, nothing varies."""
    found = estimate([[0.0, 10.0], [0.0, 10.0], [0.0, 10.0]])
    assert (found.iqm, found.ci95, found.runs) == (5.0, (5.0, 5.0), 3)


def test_one_training_has_no_interval() -> None:
    assert estimate([2.0]).to_dict() == {"iqm": 2.0, "ci95": None, "runs": 1}
    for scores in ([], [float("nan")], [[[1.0]]]):
        with pytest.raises(ArgumentError, match="scores"):
            estimate(scores)


@pytest.mark.training
def test_five_seeds_are_reported_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("stable_baselines3")
    from quant_trading_gym.cli import program

    command = "train a2c market-making --seeds 3 --timesteps 128 --n-envs 2 --evaluations 0 --episodes 4 --json"
    code = program.main([*command.split(), "--set", "episode.duration=20s", "--out", str(tmp_path)])
    assert code == 0
    out, err = capsys.readouterr()
    document = json.loads(out)
    assert document == json.loads((tmp_path / "seeds.json").read_text())
    returns = [run["evaluation"]["mean_return"] for run in document["seeds"]]
    assert document["iqm"] == pytest.approx(np.mean(returns)) and document["runs"] == 3
    assert document["ci95"][0] <= document["iqm"] <= document["ci95"][1]
    assert {"mean_return", "pnl_mean", "max_drawdown"} <= document["estimates"].keys()
    assert [run["seed"] for run in document["seeds"]] == [0, 2, 4]  # their environments have seeds of their own
    assert sorted(path.name for path in tmp_path.iterdir()) == ["seed-0", "seed-2", "seed-4", "seeds.json"]
    assert "A2C on market-making, 3 trainings" in err and "interquartile mean" in err and "do-nothing" in err


@pytest.mark.training
def test_a_training_says_that_it_comes_from_one_seed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("stable_baselines3")
    from quant_trading_gym.cli import program
    from quant_trading_gym.evaluation.seeds import train_seeds

    command = "train a2c market-making --timesteps 64 --n-envs 2 --evaluations 0 --set episode.duration=20s"
    assert program.main([*command.split(), "--out", str(tmp_path)]) == 0
    assert "one training says little about an algorithm" in capsys.readouterr().out
    result = train_seeds(
        "a2c",
        "market-making",
        out=tmp_path / "one",
        seeds=1,
        episodes=2,
        timesteps=64,
        n_envs=2,
        overrides={"episode": {"duration": "20s"}},
        baselines=False,
    )
    assert "ONE training" in str(result).splitlines()[0]
