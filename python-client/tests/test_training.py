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
from quant_trading_gym.onnx.export import export_policy
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


def test_files_that_are_no_models_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"none\.zip"):
        load_model(tmp_path / "none.zip")
    (tmp_path / "bad.zip").write_text("no zip")
    with pytest.raises(PolicyError, match=r"bad\.zip"):
        load_model(tmp_path / "bad.zip")
    with pytest.raises(PolicyError, match=r"bad\.zip"):
        load_vec_normalize(tmp_path / "bad.zip")


def test_every_algorithm_has_hyperparameters_that_its_class_takes() -> None:
    assert algorithms() == ("ppo", "a2c", "dqn")
    for algorithm in algorithms():
        arguments = constructor_arguments(hyperparameters(algorithm, "market-making"))
        assert arguments["policy_kwargs"]["net_arch"]


def test_unknown_algorithms_and_hyperparameters_are_named() -> None:
    with pytest.raises(ArgumentError, match="ppo, a2c, dqn") as raised:
        hyperparameters("ddpg", "market-making")
    assert (raised.value.field, raised.value.value) == ("algorithm", "ddpg")
    with pytest.raises(ArgumentError, match=r"hyperparameters\.gama") as raised:
        hyperparameters("ppo", "market-making", {"gama": 0.9})
    assert "gamma" in raised.value.allowed


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
