"""Gymnasium's checkers, vectors and wrappers accept the environments."""

from __future__ import annotations

import warnings
from typing import Any

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env
from gymnasium.wrappers import (
    ClipAction,
    ClipReward,
    DtypeObservation,
    FrameStackObservation,
    HumanRendering,
    NormalizeObservation,
    NormalizeReward,
    PassiveEnvChecker,
    RecordEpisodeStatistics,
    RescaleAction,
    RescaleObservation,
    TimeAwareObservation,
    TimeLimit,
)
from kit.harnesses import IDS, MARKET_MAKING, SHORT, play

pytestmark = pytest.mark.harness

IN_WRAPPERS = {
    "PassiveEnvChecker": PassiveEnvChecker,
    "TimeLimit": lambda env: TimeLimit(env, 5),
    "RecordEpisodeStatistics": RecordEpisodeStatistics,
    "NormalizeObservation": NormalizeObservation,
    "NormalizeReward": NormalizeReward,
    "ClipReward": lambda env: ClipReward(env, -1.0, 1.0),
    "FrameStackObservation": lambda env: FrameStackObservation(env, 4),
    "TimeAwareObservation": lambda env: TimeAwareObservation(TimeLimit(env, 5)),
    "DtypeObservation": lambda env: DtypeObservation(env, np.float64),
    "RescaleObservation": lambda env: RescaleObservation(env, np.float32(-1), np.float32(1)),
}


@pytest.mark.parametrize("environment_id", IDS)
def test_checker_has_nothing_to_say(environment_id: str) -> None:
    env = gym.make(environment_id, overrides=SHORT)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check_env(env.unwrapped)
    env.close()


VECTORS = [(environment_id, mode) for environment_id in IDS for mode in ("sync", "vector_entry_point")]


@pytest.mark.parametrize(("environment_id", "mode"), [*VECTORS, (MARKET_MAKING, "async"), (MARKET_MAKING, None)])
def test_vectors_step_without_a_seed(environment_id: str, mode: str | None) -> None:
    envs = gym.make_vec(environment_id, num_envs=3, vectorization_mode=mode, overrides=SHORT)
    for seed in (None, 7):
        observations, info = envs.reset(seed=seed)
        assert observations.shape == (3, *envs.single_observation_space.shape)
        assert len(info["episode_seed"]) == 3
        for _ in range(70):
            observations, rewards, _, _, _ = envs.step(envs.action_space.sample())
            assert envs.single_observation_space.contains(observations[0])
            assert np.isfinite(rewards).all()
    envs.close()


def test_vectors_of_gymnasium_and_the_native_one_play_the_same_episodes() -> None:
    seen = []
    for mode in ("sync", "async", "vector_entry_point"):
        envs = gym.make_vec(MARKET_MAKING, num_envs=2, vectorization_mode=mode, overrides=SHORT)
        envs.reset(seed=5)
        seen.append(np.stack([envs.step(np.array([k % 3, k % 5]))[0] for k in range(40)]))
        envs.close()
    assert (seen[0] == seen[1]).all()
    assert (seen[0] == seen[2]).all()


@pytest.mark.parametrize("name", IN_WRAPPERS)
def test_wrappers_wrap(name: str) -> None:
    env: gym.Env[Any, Any] = IN_WRAPPERS[name](gym.make(MARKET_MAKING, overrides=SHORT))
    play(env, episodes=2)
    env.close()


def test_wrappers_of_continuous_actions_wrap() -> None:
    for environment_id in IDS:
        env: gym.Env[Any, Any] = gym.make(environment_id, overrides=SHORT)
        if isinstance(env.action_space, gym.spaces.Box):
            play(RescaleAction(env, np.float32(0), np.float32(1)), episodes=1)
            play(ClipAction(env), episodes=1)
        env.close()


def test_vector_wrappers_wrap() -> None:
    envs = gym.make_vec(MARKET_MAKING, num_envs=3, overrides=SHORT)
    envs = gym.wrappers.vector.RecordEpisodeStatistics(envs)
    envs = gym.wrappers.vector.NormalizeObservation(envs)
    envs = gym.wrappers.vector.NormalizeReward(envs)
    envs.reset(seed=1)
    ends = 0
    for _ in range(140):
        *_, info = envs.step(envs.action_space.sample())
        ends += int("episode" in info)
    envs.close()
    assert ends > 0


def test_frames_can_be_drawn() -> None:
    env = gym.make(MARKET_MAKING, overrides=SHORT, render_mode="rgb_array")
    env.reset(seed=0)
    frame = env.render()
    env.close()
    assert isinstance(frame, np.ndarray)
    assert (frame.dtype, frame.shape) == (np.uint8, (480, 640, 3))
    assert HumanRendering.ACCEPTED_RENDER_MODES
