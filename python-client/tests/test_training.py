"""Training on a fake environment: what comes out, that it learns, and that a seed decides it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import gymnasium as gym
import numpy as np
import pytest
import torch

pytest.importorskip("stable_baselines3")
from kit.fakes import FakeTradingVec

from quant_trading_gym.errors import ArgumentError, PolicyError
from quant_trading_gym.onnx.agreement import open_session
from quant_trading_gym.onnx.export import export_policy, read_metadata
from quant_trading_gym.onnx.model_files import load_model, load_vec_normalize
from quant_trading_gym.training.hyperparameters import algorithms, constructor_arguments, hyperparameters
from quant_trading_gym.training.trainer import TrainingResult, fit
from quant_trading_gym.training.trainer import train as qtg_train

pytestmark = pytest.mark.training

TWO = gym.spaces.Discrete(2)
SHORT: dict[str, dict[str, Any]] = {
    "ppo": {"timesteps": 8_000, "n_envs": 4, "n_steps": 64, "batch_size": 64},
    "a2c": {"timesteps": 1_000, "n_envs": 4},
    "dqn": {"timesteps": 6_000, "n_envs": 4, "learning_starts": 200, "target_update_interval": 200},
}


def short(algorithm: str, **changes: Any) -> dict[str, Any]:
    return hyperparameters(algorithm, "fake", {**SHORT[algorithm], **changes})


def train(algorithm: str, out: Path, seed: int = 1, **changes: Any) -> TrainingResult:
    venv = FakeTradingVec(TWO)
    venv.seed(seed)
    return fit(algorithm, venv, short(algorithm, **changes), out, seed=seed)


@pytest.mark.parametrize("algorithm", ["ppo", "dqn"])
def test_learns_the_sign_of_a_field(algorithm: str, tmp_path: Path) -> None:
    """Guessing earns 10 of 20."""
    result = train(algorithm, tmp_path)
    assert result.mean_return > 15.0
    assert result.learning_curve[0].mean_return < 14.0
    assert result.steps_per_second > 0.0
    assert result.timesteps >= SHORT[algorithm]["timesteps"]


def test_writes_the_model_its_export_and_a_card(tmp_path: Path) -> None:
    result = train("a2c", tmp_path, normalize_observations=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "card.json",
        "learning_curve.json",
        "model.zip",
        "policy.onnx",
    ]
    card = json.loads((tmp_path / "card.json").read_text())
    assert card["observation_spec_hash"] == "ab" * 32
    assert card["algorithm"] == "A2C"
    assert card["hyperparameters"]["normalize_observations"] is True
    assert str(tmp_path) not in json.dumps(card)
    curve = json.loads((tmp_path / "learning_curve.json").read_text())
    assert [point["timesteps"] for point in curve] == sorted(point["timesteps"] for point in curve)
    assert sum(point["episodes"] for point in curve) == result.timesteps // 80 * 4


def test_the_same_seed_gives_the_same_policy(tmp_path: Path) -> None:
    policies = [train("ppo", tmp_path / str(i), seed, timesteps=1_000).model.policy for i, seed in enumerate((1, 1, 2))]
    first, same, other = (policy.action_net.weight.detach().numpy() for policy in policies)
    assert (first == same).all()
    assert (first != other).any()


def test_a_seed_above_32_bits_is_accepted(tmp_path: Path) -> None:
    result = fit("a2c", FakeTradingVec(TWO), short("a2c"), tmp_path, seed=2**64 - 1)
    assert json.loads((tmp_path / "card.json").read_text())["seed"] == 2**64 - 1 == result.seed


def test_a_saved_model_exports_to_the_same_policy(tmp_path: Path) -> None:
    result = train("ppo", tmp_path, normalize_observations=True, timesteps=1_000)
    saved = load_model(result.model_path)
    again = export_policy(
        saved.model,
        tmp_path / "again.onnx",
        environment_spec=saved.environment_spec,
        vec_normalize=saved.vec_normalize,
        seed=saved.seed,
        training=saved.training,
    )
    assert saved.environment_spec == FakeTradingVec(TWO).environment_spec
    assert again.onnx.read_bytes() == result.export.onnx.read_bytes()
    inputs = {"observation": np.full((1, 5), 0.5, np.float32)}
    first, second = (open_session(path).run(None, inputs) for path in (result.export.onnx, again.onnx))
    assert all((a == b).all() for a, b in zip(first, second, strict=True))


@pytest.mark.parametrize("algorithm", ["ppo", "a2c", "dqn"])
def test_models_of_stable_baselines_load_without_our_additions(algorithm: str, tmp_path: Path) -> None:
    result = train(algorithm, tmp_path, timesteps=500)
    result.model.save(tmp_path / "plain.zip")
    saved = load_model(tmp_path / "plain.zip")
    assert type(saved.model) is type(result.model)
    assert saved.environment_spec is None and saved.vec_normalize is None and saved.seed is None
    assert saved.training is None


def test_files_that_are_no_models_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"none\.zip"):
        load_model(tmp_path / "none.zip")
    (tmp_path / "bad.zip").write_text("no zip")
    with pytest.raises(PolicyError, match=r"bad\.zip"):
        load_model(tmp_path / "bad.zip")
    with pytest.raises(PolicyError, match=r"bad\.zip"):
        load_vec_normalize(tmp_path / "bad.zip")


def test_every_algorithm_has_hyperparameters_that_its_class_takes() -> None:
    names = "ppo a2c dqn trpo recurrentppo maskableppo qrdqn sac td3 ddpg ars"
    assert algorithms() == tuple(names.split())
    for algorithm in algorithms():
        arguments = constructor_arguments(hyperparameters(algorithm, "market-making"))
        assert arguments["policy_kwargs"]["net_arch"] or algorithm == "ars"  # random search: a linear policy


def test_unknown_algorithms_and_hyperparameters_are_named() -> None:
    with pytest.raises(ArgumentError, match="ppo, a2c, dqn") as raised:
        hyperparameters("dreamer", "market-making")
    assert (raised.value.field, raised.value.value) == ("algorithm", "dreamer")
    assert hyperparameters("QR-DQN", "market-making") == hyperparameters("qrdqn", "market-making")
    with pytest.raises(ArgumentError, match=r"hyperparameters\.gama") as raised:
        hyperparameters("ppo", "market-making", {"gama": 0.9})
    assert "gamma" in raised.value.allowed


@pytest.mark.parametrize(
    ("algorithm", "network", "says"),
    [
        ("ppo", {"hidden": [8], "units": 4}, r"network\.units: got 4, expected one of the keys activation, hidden"),
        ("recurrentppo", {"hidden": [8], "units": 0}, r"network\.units: got 0, expected a positive integer"),
        ("recurrentppo", {"hidden": [8], "shared_lstm": True}, r"critic_lstm: got True, expected false where shared"),
        ("recurrentppo", {"hidden": [8], "shared_lstm": 1}, r"shared_lstm: got 1, expected true or false"),
        ("a2c", {"hidden": "wide"}, "expected a mapping with hidden: a list of positive widths"),
    ],
)
def test_networks_that_an_algorithm_does_not_have_are_refused(
    algorithm: str, network: dict[str, Any], says: str
) -> None:
    with pytest.raises(ArgumentError, match=says):
        hyperparameters(algorithm, "market-making", {"network": network})


def test_an_algorithm_for_other_actions_is_refused_with_those_that_fit(tmp_path: Path) -> None:
    chosen = hyperparameters("sac", "fake", {"timesteps": 100})
    with pytest.raises(ArgumentError, match=r'algorithm: got "sac", expected an algorithm for Discrete.*ppo, a2c, dqn'):
        fit("sac", FakeTradingVec(TWO), chosen, tmp_path, seed=1)


def test_the_best_policy_of_the_evaluations_is_kept(tmp_path: Path) -> None:
    """With a learning rate that grows, the policy gets worse again; the files hold the best one."""
    chosen = short("ppo", timesteps=6_000, learning_rate={"start": 1e-3, "end": 1.0}, normalize_observations=True)
    venv = FakeTradingVec(TWO)
    venv.seed(1)
    result = fit("ppo", venv, chosen, tmp_path, seed=1, unseen=FakeTradingVec(TWO, 10), evaluations=6)
    best = max(result.evaluations, key=lambda point: (point.mean_return, point.timesteps))
    assert result.kept_timesteps == best.timesteps and len(result.evaluations) == 6
    names = [f"{point.timesteps}.zip" for point in result.evaluations]
    assert sorted(path.name for path in (tmp_path / "checkpoints").iterdir()) == sorted(names)
    saved = load_model(tmp_path / "model.zip")
    kept = load_model(tmp_path / "checkpoints" / f"{best.timesteps}.zip")
    for mine, theirs in ((saved.model.policy, kept.model.policy), (result.model.policy, kept.model.policy)):
        weights = theirs.state_dict()
        assert all((value == weights[name]).all() for name, value in mine.state_dict().items())
    assert saved.vec_normalize is not None and kept.vec_normalize is not None
    assert (saved.vec_normalize.obs_rms.mean == kept.vec_normalize.obs_rms.mean).all()
    card = json.loads((tmp_path / "card.json").read_text())
    assert card["kept_timesteps"] == best.timesteps and len(card["evaluations"]) == 6
    assert card["evaluation_seeds"] == [2**62, 2**62 + 9]


def test_evaluations_do_not_change_the_training(tmp_path: Path) -> None:
    curves = []
    for index, unseen in enumerate((None, FakeTradingVec(TWO, 3))):
        venv = FakeTradingVec(TWO)
        venv.seed(1)
        chosen = short("ppo", timesteps=1_000)
        curves.append(fit("ppo", venv, chosen, tmp_path / str(index), seed=1, unseen=unseen).learning_curve)
    assert curves[0] == curves[1]


def test_an_interrupted_training_keeps_the_best_policy_so_far(tmp_path: Path) -> None:
    def interrupt(fraction: float, text: str) -> None:
        if fraction > 0.7 and "steps," in text:
            raise KeyboardInterrupt

    chosen = short("ppo", timesteps=4_096, learning_rate={"start": 1e-3, "end": 1.0})
    venv = FakeTradingVec(TWO)
    venv.seed(1)
    with pytest.raises(KeyboardInterrupt):
        fit("ppo", venv, chosen, tmp_path, seed=1, unseen=FakeTradingVec(TWO, 10), on_progress=interrupt)
    card = json.loads((tmp_path / "card.json").read_text())
    best = max(card["evaluations"], key=lambda point: (point["mean_return"], point["timesteps"]))
    assert card["interrupted"] and card["kept_timesteps"] == best["timesteps"] < card["timesteps"]


def test_the_origin_says_what_was_trained(tmp_path: Path) -> None:
    result = train("a2c", tmp_path)
    origin = json.loads((tmp_path / "card.json").read_text())["origin"]
    assert origin["scenario_hash"] == "cd" * 32 and origin["scenario"] == {"name": "fake"}
    assert origin["seeds"] == [1, 4] and origin["overrides"] == {}
    assert (origin["build"], origin["commit"], origin["dirty"]) == ("0.1.0 (test)", "test", False)
    metadata = read_metadata(result.export.onnx)
    facts = json.loads(metadata["training"])
    assert facts["hyperparameters"] == short("a2c") and facts["seeds"] == [1, 4]
    assert metadata["scenario_hash"] == "cd" * 32


def test_callers_win_over_scenarios_and_scenarios_over_algorithms() -> None:
    general = hyperparameters("ppo", "a scenario of the user's own")
    assert hyperparameters("ppo", "market-making", {"gamma": 0.5})["gamma"] == 0.5
    assert general["gamma"] != 0.5


def test_environments_that_the_jvm_does_not_play_are_stepped_by_stable_baselines3(tmp_path: Path) -> None:
    told: list[str] = []
    result = fit(
        "a2c", FakeTradingVec(TWO), short("a2c"), tmp_path, seed=1, on_progress=lambda _, text: told.append(text)
    )
    expected = r"played by stable-baselines3, because env: got .*FakeTradingVec.*, expected .*make_vec_env"
    assert re.search(expected, result.collection) and result.collection in told[0]
    assert json.loads((tmp_path / "card.json").read_text())["collection"] == result.collection


def test_a_device_that_is_not_there_is_refused(tmp_path: Path) -> None:
    for device in ["gpu", *(["cuda"] if not torch.cuda.is_available() else [])]:
        with pytest.raises(ArgumentError, match=f'device: got "{device}", expected cpu'):
            qtg_train("a2c", "market-making", out=tmp_path, device=device)  # type: ignore[arg-type]
    result = fit("a2c", FakeTradingVec(TWO), short("a2c"), tmp_path, seed=1, device="auto")
    assert result.device == str(torch.zeros(0, device="cuda" if torch.cuda.is_available() else "cpu").device)
