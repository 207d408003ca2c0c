"""The algorithms of stable-baselines3 on the native VecEnv of the real server; short, to see that they run."""

from __future__ import annotations

import numpy as np
import pytest
from kit.places import ID

pytest.importorskip("stable_baselines3")

import stable_baselines3 as sb3
from stable_baselines3.common.logger import configure
from stable_baselines3.common.vec_env import VecNormalize

from quant_trading_gym.envs import sb3 as ours
from quant_trading_gym.envs.sb3 import make_vec_env

pytestmark = pytest.mark.training


@pytest.fixture
def venv():
    venv = make_vec_env(ID, n_envs=4, seed=0, max_episode_steps=32)
    yield venv
    venv.close()


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("algorithm", "options"),
    [
        ("PPO", {"n_steps": 32, "batch_size": 64, "n_epochs": 1}),
        ("A2C", {"n_steps": 16}),
        ("DQN", {"learning_starts": 64, "train_freq": 8, "batch_size": 32, "buffer_size": 1_000}),
        ("JvmRolloutPPO", {"n_steps": 32, "batch_size": 64, "n_epochs": 1}),
        ("JvmRolloutA2C", {"n_steps": 16}),
        ("JvmRolloutDQN", {"learning_starts": 64, "train_freq": 8, "batch_size": 32, "buffer_size": 1_000}),
    ],
)
def test_algorithms_train_and_log_episode_rewards(venv, algorithm, options, tmp_path):
    model = getattr(ours if algorithm.startswith("JvmRollout") else sb3, algorithm)(
        "MlpPolicy", venv, seed=1, device="cpu", **options
    )
    model.set_logger(configure(str(tmp_path), ["csv"]))
    model.learn(512, log_interval=1)
    model.logger.close()
    assert len(model.ep_info_buffer) >= 4
    assert all(info["l"] == 32 for info in model.ep_info_buffer)
    assert "rollout/ep_rew_mean" in (tmp_path / "progress.csv").read_text().partition("\n")[0]


@pytest.mark.filterwarnings("error")
def test_normalised_training(venv):
    model = sb3.PPO("MlpPolicy", VecNormalize(venv), n_steps=32, batch_size=64, n_epochs=1, seed=1, device="cpu")
    model.learn(256)
    assert np.isfinite(model.get_vec_normalize_env().obs_rms.mean).all()


def test_equal_seeds_train_equal_policies():
    def train():
        venv = make_vec_env(ID, n_envs=2, seed=5, max_episode_steps=16)
        model = sb3.A2C("MlpPolicy", venv, n_steps=8, seed=5, device="cpu").learn(128)
        venv.close()
        return np.concatenate([p.detach().numpy().ravel() for p in model.policy.parameters()])

    np.testing.assert_array_equal(train(), train())
