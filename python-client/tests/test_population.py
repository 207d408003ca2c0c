"""Trained policies as agents of a scenario's population."""

from __future__ import annotations

import gymnasium as gym
import pytest
from kit.places import ID

import quant_trading_gym as qtg
from quant_trading_gym import errors

sb3 = pytest.importorskip("stable_baselines3")
pytest.importorskip("onnx")


@pytest.fixture(scope="module")
def policy(tmp_path_factory):
    """A policy of market-making that has learnt nothing."""
    path = tmp_path_factory.mktemp("policy") / "policy.onnx"
    venv = qtg.sb3.make_vec_env(ID, n_envs=2, seed=0)
    qtg.onnx.export_policy(sb3.PPO("MlpPolicy", venv, n_steps=8, batch_size=8, seed=1, device="cpu"), path)
    venv.close()
    return path


def with_agent(policy, **parameters):
    population = list(qtg.scenarios.describe("market-making").content["population"])
    return {"population": [*population, {"type": "onnx", "name": "rival", "policy": str(policy), **parameters}]}


def digest_after(steps, overrides):
    env = gym.make(ID, overrides=overrides)
    env.reset(seed=3)
    for _ in range(steps):
        *_, info = env.step(0)
    env.close()
    return info["digest"]


def test_a_policy_trades_in_other_peoples_episodes(policy):
    overrides = with_agent(policy)
    alone, together = digest_after(40, None), digest_after(40, overrides)
    assert together != alone
    assert together == digest_after(40, overrides)


def test_vector_environments_have_one_each(policy):
    envs = gym.make_vec(ID, num_envs=2, overrides=with_agent(policy))
    _, infos = envs.reset(seed=3)
    envs.step(envs.action_space.sample())
    assert infos["episode_seed"].tolist() == [3, 4]
    envs.close()


def test_a_corrupt_file_is_named(tmp_path):
    path = tmp_path / "corrupt.onnx"
    path.write_bytes(b"not a model")
    with pytest.raises(errors.PolicyError, match=r"corrupt\.onnx"):
        gym.make(ID, overrides=with_agent(path))


def test_a_missing_file_is_named():
    with pytest.raises(errors.ScenarioError, match=r"nowhere\.onnx") as caught:
        gym.make(ID, overrides=with_agent("nowhere.onnx"))
    assert caught.value.field == "policy"
