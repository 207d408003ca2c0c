"""Tianshou's collectors and trainers accept the environments in its own vectors."""

from __future__ import annotations

import gymnasium as gym
import numpy as np
import pytest
from kit.harnesses import LAZY_ID, SHORT

pytest.importorskip("tianshou")

import torch
from tianshou.algorithm import DQN, PPO
from tianshou.algorithm.modelfree.dqn import DiscreteQLearningPolicy
from tianshou.algorithm.modelfree.reinforce import ProbabilisticActorPolicy
from tianshou.algorithm.optim import AdamOptimizerFactory
from tianshou.data import Collector, VectorReplayBuffer
from tianshou.env import DummyVectorEnv, SubprocVectorEnv
from tianshou.trainer import OffPolicyTrainerParams, OnPolicyTrainerParams
from tianshou.utils.net.common import Net
from tianshou.utils.net.discrete import DiscreteActor, DiscreteCritic

pytestmark = [pytest.mark.harness, pytest.mark.long]


def make() -> gym.Env:
    return gym.make(LAZY_ID, overrides=SHORT)


@pytest.mark.parametrize("vector", [DummyVectorEnv, SubprocVectorEnv])
def test_dqn_trains(vector: type) -> None:
    torch.set_num_threads(1)
    envs = vector([make, make])
    space = envs.action_space[0]
    net = Net(state_shape=envs.observation_space[0].shape, action_shape=space.n, hidden_sizes=[32])
    policy = DiscreteQLearningPolicy(model=net, action_space=space, eps_training=0.5)
    algorithm = DQN(policy=policy, optim=AdamOptimizerFactory(lr=1e-3), target_update_freq=20)
    collector = Collector(algorithm, envs, VectorReplayBuffer(1000, 2))
    result = algorithm.run_training(
        OffPolicyTrainerParams(
            training_collector=collector,
            test_collector=Collector(algorithm, DummyVectorEnv([make])),
            max_epochs=1,
            epoch_num_steps=150,
            collection_step_num_env_steps=30,
            batch_size=16,
            test_step_num_episodes=1,
            test_in_training=False,
        )
    )
    envs.close()
    assert result.train_step >= 150


def test_ppo_trains_on_many() -> None:
    torch.set_num_threads(1)
    envs = DummyVectorEnv([make] * 3)
    shape, space = envs.observation_space[0].shape, envs.action_space[0]
    actor = DiscreteActor(preprocess_net=Net(state_shape=shape, hidden_sizes=[32]), action_shape=space.n)
    critic = DiscreteCritic(preprocess_net=Net(state_shape=shape, hidden_sizes=[32]))
    policy = ProbabilisticActorPolicy(
        actor=actor,
        dist_fn=lambda p: torch.distributions.Categorical(probs=p),
        action_space=space,
        action_scaling=False,
    )
    algorithm = PPO(policy=policy, critic=critic, optim=AdamOptimizerFactory(lr=1e-3))
    collector = Collector(algorithm, envs, VectorReplayBuffer(2000, 3))
    result = algorithm.run_training(
        OnPolicyTrainerParams(
            training_collector=collector,
            max_epochs=1,
            epoch_num_steps=240,
            collection_step_num_env_steps=None,
            collection_step_num_episodes=3,
            update_step_num_repetitions=1,
            batch_size=32,
            test_in_training=False,
        )
    )
    envs.close()
    assert np.isfinite(result.update_step)
