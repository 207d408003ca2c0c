"""RLlib trains on its default environments, on the native vector, and in remote runners; actors play."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gymnasium as gym
import pytest
from kit.harnesses import CONTINUOUS, LAZY_ID, SHORT
from kit.places import CLIENT

import quant_trading_gym as qtg

pytest.importorskip("ray")

import ray
from ray.rllib.algorithms.ppo import PPOConfig
from ray.rllib.algorithms.sac import SACConfig

pytestmark = [pytest.mark.harness, pytest.mark.long]


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    ray.init(
        num_cpus=4,
        include_dashboard=False,
        log_to_driver=False,
        runtime_env={"env_vars": {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}},
    )
    yield
    ray.shutdown()


def ppo(runners: int, **options: Any) -> PPOConfig:
    return (
        PPOConfig()
        .environment(LAZY_ID, env_config={"overrides": SHORT})
        .env_runners(num_env_runners=runners, num_envs_per_env_runner=2, **options)
        .training(train_batch_size=256, minibatch_size=64, num_epochs=1)
    )


def vectorized() -> dict[str, Any]:
    """The option of this Ray version that selects the native vector."""
    return {"gym_env_vectorize_mode": gym.VectorizeMode.VECTOR_ENTRY_POINT}


@pytest.mark.parametrize("runners", [0, 2])
@pytest.mark.parametrize("native", [False, True])
def test_ppo_trains(runners: int, native: bool) -> None:
    algorithm = ppo(runners, **(vectorized() if native else {})).build_algo()
    for _ in range(2):
        result = algorithm.train()
    algorithm.stop()
    assert result["env_runners"]["num_episodes"] > 0
    assert 60 <= result["env_runners"]["episode_len_mean"] <= 61  # Ray counts the step that resets in some episodes


def test_sac_trains_on_continuous_actions() -> None:
    config = (
        SACConfig()
        .environment(f"quant_trading_gym:{CONTINUOUS}", env_config={"overrides": SHORT})
        .env_runners(num_env_runners=0, rollout_fragment_length=8)
        .training(train_batch_size_per_learner=32, num_steps_sampled_before_learning_starts=64)
    )
    algorithm = config.build_algo()
    for _ in range(3):
        result = algorithm.train()
    algorithm.stop()
    assert result["num_env_steps_sampled_lifetime"] > 0


def test_actors_play_the_same_episodes() -> None:
    @ray.remote
    class Player:
        def __init__(self) -> None:
            self.env = gym.make(LAZY_ID, overrides=SHORT)

        def play(self, seed: int) -> int:
            self.env.reset(seed=seed)
            ended = False
            while not ended:
                *_, terminated, truncated, info = self.env.step(0)
                ended = terminated or truncated
            return int(info["digest"])

    players = [Player.remote() for _ in range(2)]
    first, second = (ray.get([player.play.remote(seed) for seed in range(3)]) for player in players)
    assert first == second
    assert len(set(first)) == 3


def test_the_example_trains_exports_and_is_evaluated(tmp_path: Path) -> None:
    """Through `export_module`; the simulation plays the policy beside a baseline."""
    command = [
        sys.executable,
        str(CLIENT / "examples" / "rllib_ppo.py"),
        "--iterations",
        "1",
        "--batch",
        "400",
        "--num-envs",
        "2",
        "--episodes",
        "2",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    assert "of torch" in done.stdout and "do-nothing" in done.stdout
    [onnx] = tmp_path.glob("build/examples/*/policy.onnx")
    assert qtg.onnx.read_metadata(onnx)["algorithm"] == "RLlib PPO"
