"""TorchRL's wrapper checks the environments, steps several of them, and its collector fills its buffers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import gymnasium as gym
import pytest
from kit.harnesses import CONTINUOUS, IDS, LAZY_ID, MARKET_MAKING, SHORT
from kit.places import CLIENT

import quant_trading_gym as qtg

pytest.importorskip("torchrl")

import torch
from tensordict.nn import TensorDictModule
from torchrl.collectors import Collector
from torchrl.envs import Compose, GymEnv, GymWrapper, ParallelEnv, RewardSum, SerialEnv, StepCounter, TransformedEnv
from torchrl.envs.utils import RandomPolicy, check_env_specs
from torchrl.modules import ProbabilisticActor, ValueOperator
from torchrl.objectives import ClipPPOLoss
from torchrl.objectives.value import GAE

pytestmark = [pytest.mark.harness, pytest.mark.long]


@pytest.mark.parametrize("environment_id", IDS)
def test_specifications_are_checked(environment_id: str) -> None:
    env = GymEnv(environment_id, overrides=SHORT)
    check_env_specs(env)
    rollout = env.rollout(100)
    env.close()
    assert bool(rollout["next", "done"][-1])


@pytest.mark.parametrize("environment_id", [LAZY_ID, f"quant_trading_gym:{CONTINUOUS}"])
def test_several_environments_step_together_without_a_seed(environment_id: str) -> None:
    """Stops before the end of an episode, where TorchRL writes rows of the infos; torch cannot do so for uint64."""
    env = GymEnv(environment_id, num_envs=3, overrides=SHORT)
    for _ in range(5):
        assert env.rollout(50).shape == (3, 50)
    env.close()


@pytest.mark.parametrize("several", [SerialEnv, ParallelEnv])
def test_environments_of_torchrls_own_vectors_go_on_after_their_ends(several: type) -> None:
    env = several(2, lambda: GymEnv(LAZY_ID, overrides=SHORT))
    rollout = env.rollout(130, break_when_any_done=False)
    env.close()
    assert rollout.shape == (2, 130)
    assert int(rollout["next", "done"].sum()) == 4


def test_collector_and_loss_of_ppo() -> None:
    torch.set_num_threads(1)
    base = GymWrapper(gym.make(MARKET_MAKING, overrides=SHORT), categorical_action_encoding=True)
    env = TransformedEnv(base, Compose(StepCounter(), RewardSum()))
    size, actions = base.observation_spec["observation"].shape[-1], base.action_spec.n
    actor = ProbabilisticActor(
        TensorDictModule(torch.nn.Linear(size, actions), in_keys=["observation"], out_keys=["logits"]),
        in_keys=["logits"],
        distribution_class=torch.distributions.Categorical,
        return_log_prob=True,
        spec=base.action_spec,
    )
    critic = ValueOperator(torch.nn.Linear(size, 1), in_keys=["observation"])
    advantage, loss = GAE(gamma=0.99, lmbda=0.95, value_network=critic), ClipPPOLoss(actor, critic)
    optimizer = torch.optim.Adam(loss.parameters())
    collector = Collector(env, actor, frames_per_batch=64, total_frames=128)
    frames = 0
    for batch in collector:
        frames += batch.numel()
        advantage(batch)
        losses = loss(batch)
        sum(value for key, value in losses.items() if key.startswith("loss_")).backward()
        optimizer.step()
        optimizer.zero_grad()
    collector.shutdown()
    assert frames == 128


def test_random_policy_is_collected() -> None:
    env = GymEnv(CONTINUOUS, overrides=SHORT)
    collector = Collector(env, RandomPolicy(env.action_spec), frames_per_batch=50, total_frames=100)
    assert sum(batch.numel() for batch in collector) == 100
    collector.shutdown()


def test_the_example_trains_exports_and_is_evaluated(tmp_path: Path) -> None:
    """Through `export_module`; the simulation plays the policy beside a baseline."""
    command = [
        sys.executable,
        str(CLIENT / "examples" / "torchrl_ppo.py"),
        "--frames",
        "1200",
        "--batch",
        "600",
        "--epochs",
        "1",
        "--episodes",
        "2",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    assert "of torch" in done.stdout and "do-nothing" in done.stdout
    [onnx] = tmp_path.glob("build/examples/*/policy.onnx")
    assert qtg.onnx.read_metadata(onnx)["algorithm"] == "TorchRL PPO"
