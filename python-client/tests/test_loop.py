"""The whole loop on the real server: train, export, compare, evaluate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("stable_baselines3")
pytest.importorskip("onnxruntime")

from quant_trading_gym import evaluate
from quant_trading_gym.cli.demonstration import DemoOptions, run_demo
from quant_trading_gym.envs.sb3 import make_vec_env
from quant_trading_gym.errors import ArgumentError, Error, PolicyError, PolicyMismatchError, ScenarioError
from quant_trading_gym.evaluation.parity import check_parity
from quant_trading_gym.evaluation.policies import name_policies
from quant_trading_gym.evaluation.recording import record_episodes
from quant_trading_gym.onnx.agreement import TOLERANCE, open_session, relative_difference
from quant_trading_gym.onnx.export import export_policy
from quant_trading_gym.onnx.torch_threads import single_threaded_torch
from quant_trading_gym.training.trainer import TrainingResult, train

pytestmark = pytest.mark.training

SCENARIO = "market-making"
SHORT = {"episode": {"duration": "1m"}}
CONTINUOUS = {"action": {"type": "quote-offsets-continuous"}}
PARAMETERS: dict[str, dict[str, Any]] = {
    "ppo": {"n_steps": 64, "batch_size": 256, "n_epochs": 2},
    "dqn": {"learning_starts": 500},
}


def train_briefly(algorithm: str, out: Path, **options: Any) -> TrainingResult:
    return train(algorithm, SCENARIO, out=out, timesteps=2_000, n_envs=8, parameters=PARAMETERS[algorithm], **options)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> dict[str, TrainingResult]:
    out = tmp_path_factory.mktemp("trained")
    return {name: train_briefly(name, out / name, overrides=SHORT) for name in ("ppo", "dqn")}


@pytest.mark.parametrize("algorithm", ["ppo", "dqn"])
def test_the_policy_in_java_is_the_one_that_was_trained(algorithm: str, trained: dict[str, TrainingResult]) -> None:
    """Over 10,000 observations, one episode event for event, and the orders as an agent of the population."""
    result = trained[algorithm]
    report = check_parity(result.model, result.export.onnx, scenario=SCENARIO)
    assert report.observations >= 10_000
    assert report.max_relative_difference <= TOLERANCE
    assert report.action_agreement == 1.0
    assert report.same_episode_digest
    assert report.same_population_orders
    assert report.holds


def test_parity_notices_another_policy(trained: dict[str, TrainingResult]) -> None:
    report = check_parity(
        trained["ppo"].model, trained["dqn"].export.onnx, scenario=SCENARIO, observations=100, overrides=SHORT
    )
    assert report.max_relative_difference > TOLERANCE
    assert report.action_agreement < 1.0
    assert not report.same_episode_digest
    assert not report.holds


def test_normalised_observations_and_continuous_actions_agree_too(tmp_path: Path) -> None:
    result = train(
        "ppo",
        SCENARIO,
        out=tmp_path,
        timesteps=2_000,
        n_envs=8,
        parameters={**PARAMETERS["ppo"], "normalize_observations": True},
        overrides=SHORT | CONTINUOUS,
    )
    report = check_parity(
        result.model, result.export.onnx, scenario=SCENARIO, observations=1_000, overrides=SHORT | CONTINUOUS
    )
    assert report.holds, report


def test_a_recurrent_policy_of_any_size_acts_in_java(tmp_path: Path) -> None:
    """Java carries the state from observation to observation, and clears it between episodes."""
    contrib = pytest.importorskip("sb3_contrib")
    venv = make_vec_env("QuantTradingGym/MarketMaking-v0", n_envs=2, seed=5, overrides=SHORT)
    kwargs = {"lstm_hidden_size": 32, "n_lstm_layers": 2}
    with single_threaded_torch():
        model = contrib.RecurrentPPO("MlpLstmPolicy", venv, seed=3, n_steps=16, batch_size=16, policy_kwargs=kwargs)
        onnx = export_policy(model.learn(32), tmp_path / "lstm.onnx").onnx
    venv.close()
    result = evaluate(onnx, scenario=SCENARIO, episodes=2, seed=70, overrides=SHORT)
    episodes = record_episodes(onnx, scenario=SCENARIO, episodes=2, seed=70, overrides=SHORT)
    assert result.policies[0].returns.tolist() == [episode.episode_return for episode in episodes]
    session = open_session(onnx)
    for episode in episodes:
        state = {name: np.zeros((2, 1, 32), np.float32) for name in ("h", "c")}
        for step, (observation, output) in enumerate(zip(episode.observations, episode.outputs, strict=True)):
            feed = {"observation": observation[None], **state, "episode_start": np.array([step == 0], np.float32)}
            logits, state["h"], state["c"] = session.run(["logits", "h_out", "c_out"], feed)
            assert relative_difference(output, logits[0]).max() <= TOLERANCE
        assert np.ptp(episode.outputs, axis=0).max() > 10 * TOLERANCE


def test_an_evaluation_has_a_row_for_each_policy(trained: dict[str, TrainingResult]) -> None:
    heard: list[float] = []
    result = evaluate(
        {"mine": trained["ppo"].export.onnx},
        scenario=SCENARIO,
        episodes=8,
        seed=500,
        baselines=["random", "do-nothing"],
        overrides=SHORT,
        on_progress=lambda fraction, text: heard.append(fraction),
    )
    assert [row.policy for row in result.policies] == ["mine", "random", "do-nothing"]
    mine, random, nothing = result.policies
    assert mine.difference_ci95 is None
    assert nothing.mean_return == nothing.pnl_mean == 0.0
    assert len(mine.returns) == len(random.pnls) == mine.episodes == 8
    assert mine.mean_return == pytest.approx(mine.returns.mean())
    assert mine.ci95[0] < mine.mean_return < mine.ci95[1]
    assert random.difference_ci95 is not None
    assert np.mean(random.difference_ci95) == pytest.approx((mine.returns - random.returns).mean())
    assert heard == sorted(heard) and heard[-1] == 1.0


def test_an_evaluation_is_what_the_episodes_are(trained: dict[str, TrainingResult]) -> None:
    onnx = trained["dqn"].export.onnx
    result = evaluate(onnx, scenario=SCENARIO, episodes=3, seed=70, overrides=SHORT, threads=1)
    episodes = record_episodes(onnx, scenario=SCENARIO, episodes=3, seed=70, overrides=SHORT)
    assert [episode.seed for episode in episodes] == [70, 71, 72]
    assert result.policies[0].returns.tolist() == [episode.episode_return for episode in episodes]
    for episode in episodes:
        assert episode.rewards.sum() == pytest.approx(episode.episode_return)
        assert len({episode.steps, *map(len, (episode.observations, episode.outputs, episode.equity))}) == 1
    assert len({episode.digest for episode in episodes}) == 3


def test_threads_change_nothing(trained: dict[str, TrainingResult]) -> None:
    returns = [
        evaluate(trained["ppo"].export.onnx, scenario=SCENARIO, episodes=6, overrides=SHORT, threads=threads)
        .policies[0]
        .returns.tolist()
        for threads in (1, 2)
    ]
    assert returns[0] == returns[1]


def test_names_of_policies(tmp_path: Path) -> None:
    files = [tmp_path / "a" / "policy.onnx", tmp_path / "b" / "policy.onnx", "b.onnx", "random"]
    assert list(name_policies(files)) == ["a", "b", "b-2", "random"]
    assert list(name_policies("do-nothing")) == ["do-nothing"]
    assert name_policies({"x": "random"}) == {"x": "random"}


@pytest.mark.parametrize(
    ("arguments", "kind", "says"),
    [
        ({"policies": "none.onnx"}, PolicyError, "none.onnx"),
        ({"policies": "no-such-baseline"}, PolicyError, "no-such-baseline"),
        ({"policies": "random", "scenario": "no-such-scenario"}, ScenarioError, "no-such-scenario"),
        ({"policies": "random", "episodes": 0}, ArgumentError, "episodes"),
        ({"policies": "random", "episodes": 1}, ArgumentError, "from 2 to 10000000"),
        ({"policies": "random", "threads": 1025}, ArgumentError, "from 1 to 1024"),
        ({"policies": "random", "seed": -1}, ArgumentError, "seed"),
        ({"policies": "random", "overrides": {"episode": {"duratoin": "1m"}}}, ScenarioError, "duratoin"),
    ],
    ids=str,
)
def test_wrong_input_is_named(arguments: dict[str, Any], kind: type[Error], says: str) -> None:
    with pytest.raises(kind, match=says):
        evaluate(**{"scenario": SCENARIO, "episodes": 2, **arguments})


def test_a_policy_of_another_scenario_is_refused(trained: dict[str, TrainingResult]) -> None:
    with pytest.raises(PolicyMismatchError) as raised:
        evaluate(trained["ppo"].export.onnx, scenario="daily-investor", episodes=2)
    assert "spread" in str(raised.value) or "observation" in str(raised.value)
    with pytest.raises(PolicyMismatchError):
        evaluate(trained["ppo"].export.onnx, scenario=SCENARIO, episodes=2, overrides=CONTINUOUS)


def test_the_demonstration_writes_what_it_promises(tmp_path: Path) -> None:
    from quant_trading_gym.cli.console import Console

    out, models = tmp_path / "demo", tmp_path / "models"
    options = DemoOptions(out=out, scale=0.004, episodes=6, parity_observations=600, models=models)
    policies, document = run_demo(options, Console(as_json=True))
    assert json.loads((out / "result.json").read_text()).keys() == document.keys()
    assert [entry["algorithm"] for entry in document["policies"]] == ["PPO", "DQN"]
    for policy, entry in zip(policies, document["policies"], strict=True):
        assert policy.parity.holds
        assert {"name", "scenario", "seed", "timesteps", "train_wall_seconds", "steps_per_second"} <= entry.keys()
        assert Path(entry["onnx"]).is_file()
        assert len(entry["observation_spec_hash"]) == 64
        assert entry["parity"]["observations"] >= 600
        rows = entry["evaluation"]
        assert rows[0]["policy"] == entry["name"] and rows[0]["difference_ci95"] is None
        assert {"random", "do-nothing", "best-fixed-half-spread"} <= {row["policy"] for row in rows[1:]}
        assert all(len(row["ci95"]) == 2 and row["episodes"] == 6 for row in rows)
    assert sorted(path.stem for path in out.glob("*.png")) == [
        "learning_curves",
        "overview",
        "returns",
        "sample_episode",
    ]
    for entry in document["policies"]:
        folder = models / SCENARIO / entry["name"]
        assert sorted(path.name for path in folder.iterdir()) == ["card.json", "policy.onnx"]
        card = json.loads((folder / "card.json").read_text())
        assert card["parity"] == entry["parity"]
        assert card["evaluation"]["policies"] == entry["evaluation"]
