"""Pictures show what they are given."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("matplotlib")
pytest.importorskip("stable_baselines3")
from quant_trading_gym.errors import ArgumentError
from quant_trading_gym.evaluation import plots
from quant_trading_gym.evaluation.evaluation_result import EvaluationResult, PolicyEvaluation
from quant_trading_gym.evaluation.recording import RecordedEpisode
from quant_trading_gym.evaluation.seed_curves import combine
from quant_trading_gym.spec.origin import Origin
from quant_trading_gym.training.learning_curve import LearningCurvePoint


def evaluation(policy: str, mean: float, detail: str = "") -> PolicyEvaluation:
    returns = np.random.default_rng(len(policy)).normal(mean, 1.0, 50)
    return PolicyEvaluation(
        policy=policy,
        episodes=50,
        mean_return=float(returns.mean()),
        ci95=(mean - 0.3, mean + 0.3),
        difference_ci95=None if policy in ("ppo", "dqn") else (1.0, 2.0),
        pnl_mean=1.0,
        sharpe=None,
        max_drawdown=0.5,
        steps_per_second=1e5,
        detail=detail,
        returns=returns,
        pnls=returns,
    )


def result(policy: str) -> EvaluationResult:
    rows = (evaluation(policy, 3.0), evaluation("random", -2.0), evaluation("best", 1.0, "half-spread 4 ticks"))
    origin = Origin(
        scenario_json="{}", scenario_hash="cd" * 32, overrides={}, seeds=(9, 58), policies={}, build="0.1.0 (test)"
    )
    return EvaluationResult(
        scenario="fake", seed=9, episodes=50, wall_seconds=1.0, policies=rows, origin=origin, trained={}
    )


def episode(steps: int) -> RecordedEpisode:
    empty = np.zeros(0)
    return RecordedEpisode(
        seed=5,
        observations=np.zeros((steps, 2), np.float32),
        outputs=np.zeros((steps, 2), np.float32),
        actions=np.zeros(steps, np.int32),
        rewards=empty,
        starting_equity=100.0,
        equity=100.0 + np.arange(steps),
        position=np.arange(steps) % 5 - 2,
        mid_ticks=10_000.0 + np.arange(steps),
        digest="",
        orders_digest="",
        episode_return=0.0,
    )


def curve(points: int) -> list[LearningCurvePoint]:
    return [LearningCurvePoint(timesteps=100 * i, episodes=3, mean_return=float(i % 2)) for i in range(1, points + 1)]


def test_learning_curves_have_a_line_for_each_name(tmp_path: Path) -> None:
    figure = plots.learning_curves({"ppo": curve(10), "dqn": curve(100)}, references={"best": 0.5})
    labels = [text.get_text() for text in figure.axes[0].get_legend().get_texts()]
    assert labels == ["ppo, 1 seed", "dqn, 1 seed", "best (evaluated)"]
    assert "explores" in figure.axes[0].get_xlabel()
    few, raw, smoothed, level = figure.axes[0].lines
    assert list(few.get_ydata()) == [1.0, 0.0] * 5
    assert list(raw.get_ydata()) == [1.0, 0.0] * 50
    assert np.abs(np.asarray(smoothed.get_ydata()) - 0.5).max() < 0.1
    assert set(level.get_ydata()) == {0.5}
    plots.save(figure, tmp_path / "curves.png")
    assert (tmp_path / "curves.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("curves", [[], [[], []]], ids=["one seed", "two seeds"])
def test_a_training_in_which_no_episode_has_ended_has_an_empty_curve(curves: list[list[LearningCurvePoint]]) -> None:
    assert combine(curves).seeds == 0
    [axes] = plots.learning_curves({"ppo": curves}).axes
    [label] = axes.get_legend().get_texts()
    assert label.get_text() == "ppo, no episode has ended"


def test_learning_curves_of_several_seeds_have_a_band() -> None:
    def seed(lift: float, points: int) -> list[LearningCurvePoint]:
        return [LearningCurvePoint(timesteps=100 * i, episodes=3, mean_return=i + lift) for i in range(1, points + 1)]

    combined = combine([seed(0.0, 10), seed(1.0, 8), seed(5.0, 12)])
    assert combined.seeds == 3 and combined.steps.tolist() == [100.0 * i for i in range(1, 9)]
    np.testing.assert_allclose(combined.mean, np.arange(1, 9) + 2.0)
    np.testing.assert_allclose((combined.low[0], combined.high[-1]), (1.0, 13.0))
    [axes] = plots.learning_curves({"ppo": [seed(0.0, 60), seed(2.0, 60)]}).axes
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["ppo, 2 seeds"]
    [band] = axes.collections
    corners = band.get_paths()[0].vertices
    assert corners[:, 1].min() < 10 < 50 < corners[:, 1].max()


def test_recordings_with_a_clock_have_clock_times() -> None:
    with_clock = replace(episode(120), start_nanos=34_200 * 10**9, interval_nanos=10**9)
    figure = plots.episodes({"ppo": with_clock})
    inventory = figure.axes[-1]
    assert inventory.get_xlabel() == "time of day"
    figure.canvas.draw()
    assert "09:31" in "".join(label.get_text() for label in inventory.get_xticklabels())


def test_episodes_show_price_pnl_and_inventory() -> None:
    figure = plots.episodes({"ppo": episode(40), "random": episode(30)})
    price, pnl, inventory = figure.axes
    assert len(price.lines) == 1
    assert list(pnl.lines[0].get_ydata()) == list(range(40))
    assert list(inventory.lines[0].get_ydata()) == list(episode(40).position)
    assert "5" in price.get_title(loc="left")


def test_returns_name_each_policy_once_with_the_trained_on_top() -> None:
    figure = plots.returns_by_policy([result("ppo"), result("dqn")])
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert labels[::-1] == ["ppo", "dqn", "best\n(half-spread 4 ticks)", "random"]
    means = [text.get_text() for text in figure.axes[0].texts]
    assert len(means) == 5 and means[0].startswith("-") and means[0].endswith("± 0.30")
    assert list(plots.best_baseline([result("ppo")])) == ["best"]


def test_an_overview_has_every_picture(tmp_path: Path) -> None:
    figure = plots.overview({"ppo": curve(10)}, [result("ppo")], {"ppo": episode(20)})
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    assert [title.split()[0] for title in titles if title] == ["Episode", "Learning", "One"]
    plots.save(figure, tmp_path / "overview.png")


def test_an_evaluation_prints_as_a_table_and_as_json() -> None:
    text = str(result("ppo"))
    assert "ppo ahead by" in text.splitlines()[0]
    assert "best (half-spread 4 ticks)" in text and "[1.000, 2.000]" in text
    rows = result("ppo").to_dict()["policies"]
    assert rows[0]["difference_ci95"] is None and rows[1]["difference_ci95"] == [1.0, 2.0]
    assert rows[0]["ci95"] == [2.7, 3.3] and "returns" not in rows[0]
    assert result("ppo")["random"].mean_return < 0
    with pytest.raises(KeyError):
        result("ppo")["absent"]


def test_an_evaluation_is_a_table_in_notebooks() -> None:
    rows = (evaluation("<ppo>", 3.0), evaluation("random", -2.0))
    html = replace(result("ppo"), policies=rows)._repr_html_()
    assert "fake, 50 episodes, seeds 9 to 58" in html
    assert "&lt;ppo&gt; ahead by" in html and "<ppo>" not in html
    assert html.count("<tr>") == 3 and html.count("<td") == 14 and "[2.700, 3.300]" in html


def test_an_evaluation_is_a_dataframe() -> None:
    pytest.importorskip("pandas", reason="to_dataframe needs pandas")
    frame = result("ppo").to_dataframe()
    assert list(frame.index) == ["ppo", "random", "best"]
    assert frame.loc["ppo", "ci95_low"] == 2.7 and frame.loc["random", "difference_ci95_high"] == 2.0
    assert frame.loc["ppo", ["difference_ci95_low", "sharpe"]].isna().all()
    assert frame["mean_return"].dtype == np.float64 and frame.loc["best", "detail"] == "half-spread 4 ticks"


def test_a_dataframe_without_pandas_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ArgumentError, match=r"quant-trading-gym\[data\]"):
        result("ppo").to_dataframe()
