"""stable-baselines3 and sb3-contrib check, train, save, load and evaluate as on any environment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gymnasium as gym
import numpy as np
import pytest
from kit.harnesses import CONTINUOUS, IDS, LAZY_ID, MARKET_MAKING, SHORT

import quant_trading_gym as qtg

pytest.importorskip("stable_baselines3")
pytest.importorskip("sb3_contrib")

import sb3_contrib
import stable_baselines3 as sb3
from sb3_contrib.common.wrappers import ActionMasker
from stable_baselines3.common.callbacks import EvalCallback
from stable_baselines3.common.env_checker import check_env
from stable_baselines3.common.env_util import make_vec_env
from stable_baselines3.common.evaluation import evaluate_policy
from stable_baselines3.common.vec_env import (
    DummyVecEnv,
    SubprocVecEnv,
    VecCheckNan,
    VecEnv,
    VecFrameStack,
    VecMonitor,
    VecNormalize,
)

pytestmark = pytest.mark.harness

ON_POLICY: dict[str, Any] = {"n_steps": 32}
OFF_POLICY: dict[str, Any] = {"learning_starts": 32, "batch_size": 16, "buffer_size": 1000}
ALGORITHMS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "PPO": (MARKET_MAKING, "MlpPolicy", ON_POLICY | {"batch_size": 32}),
    "A2C": (MARKET_MAKING, "MlpPolicy", ON_POLICY),
    "DQN": (MARKET_MAKING, "MlpPolicy", OFF_POLICY),
    "SAC": (CONTINUOUS, "MlpPolicy", OFF_POLICY),
    "TD3": (CONTINUOUS, "MlpPolicy", OFF_POLICY),
    "DDPG": (CONTINUOUS, "MlpPolicy", OFF_POLICY),
    "TRPO": (MARKET_MAKING, "MlpPolicy", ON_POLICY | {"batch_size": 32}),
    "RecurrentPPO": (MARKET_MAKING, "MlpLstmPolicy", ON_POLICY | {"batch_size": 32}),
    "QRDQN": (MARKET_MAKING, "MlpPolicy", OFF_POLICY),
    "TQC": (CONTINUOUS, "MlpPolicy", OFF_POLICY),
    "CrossQ": (CONTINUOUS, "MlpPolicy", OFF_POLICY),
    "ARS": (MARKET_MAKING, "LinearPolicy", {"n_delta": 1}),
}


@pytest.mark.parametrize("environment_id", IDS)
def test_checker_has_nothing_to_say(environment_id: str, recwarn: pytest.WarningsRecorder) -> None:
    check_env(gym.make(environment_id, overrides=SHORT, render_mode="rgb_array"), warn=True, skip_render_check=False)
    assert [str(warning.message) for warning in recwarn] == []


@pytest.mark.parametrize("name", ALGORITHMS)
def test_algorithms_train_save_and_load(name: str, tmp_path: Path) -> None:
    environment_id, policy, options = ALGORITHMS[name]
    algorithm = getattr(sb3, name, None) or getattr(sb3_contrib, name)
    env = gym.make(environment_id, overrides=SHORT)
    model = algorithm(policy, env, seed=0, device="cpu", **options).learn(96)
    model.save(tmp_path / "model.zip")
    model = algorithm.load(tmp_path / "model.zip", env=env, device="cpu")
    mean, _ = evaluate_policy(model, model.get_env(), n_eval_episodes=2, warn=False)
    env.close()
    assert isinstance(float(mean), float)


def test_an_id_is_enough() -> None:
    model = sb3.PPO("MlpPolicy", MARKET_MAKING, n_steps=32, batch_size=32, device="cpu").learn(32)
    model.get_env().close()


def over(venv: VecEnv) -> VecEnv:
    return VecCheckNan(VecFrameStack(VecNormalize(VecMonitor(venv)), 2), raise_exception=True)


@pytest.mark.parametrize("kind", ["native", "dummy", "subproc"])
def test_vectors_and_their_wrappers_train(kind: str, tmp_path: Path) -> None:
    if kind == "native":
        venv: VecEnv = qtg.sb3.make_vec_env(MARKET_MAKING, n_envs=3, seed=0, overrides=SHORT)
    else:
        vec_env_cls = {"dummy": DummyVecEnv, "subproc": SubprocVecEnv}[kind]
        venv = make_vec_env(LAZY_ID, n_envs=2, seed=0, env_kwargs={"overrides": SHORT}, vec_env_cls=vec_env_cls)
    env = over(venv)
    callback = EvalCallback(env, n_eval_episodes=1, eval_freq=32, log_path=str(tmp_path), verbose=0)
    sb3.PPO("MlpPolicy", env, n_steps=32, batch_size=32, device="cpu").learn(192, callback=callback)
    env.close()
    assert (tmp_path / "evaluations.npz").exists()


def test_masks_are_learned_with() -> None:
    env = ActionMasker(gym.make(MARKET_MAKING, overrides=SHORT), lambda env: np.ones(env.action_space.n, bool))
    sb3_contrib.MaskablePPO("MlpPolicy", env, n_steps=32, batch_size=32, device="cpu").learn(32)
    env.close()


def test_a_policy_comes_back_into_the_simulation(tmp_path: Path) -> None:
    env = gym.make(MARKET_MAKING, overrides=SHORT)
    model = sb3.PPO("MlpPolicy", env, n_steps=32, batch_size=32, seed=0, device="cpu").learn(32)
    report = qtg.onnx.export_policy(model, tmp_path / "policy.onnx")
    result = qtg.evaluate(report.onnx, scenario="market-making", episodes=2, seed=1, overrides=SHORT)
    mean, _ = evaluate_policy(model, Seeded(env, 1), n_eval_episodes=2, warn=False)
    assert result.policies[0].mean_return == pytest.approx(mean, rel=1e-6)
    env.close()


class Seeded(gym.Wrapper[Any, Any, Any, Any]):
    """Plays the episodes of the given seed and the following seeds, independent of the seeds of its resets."""

    def __init__(self, env: gym.Env[Any, Any], first: int) -> None:
        super().__init__(env)
        self.next = first

    def reset(self, **options: Any) -> Any:
        self.next += 1
        return self.env.reset(seed=self.next - 1)
