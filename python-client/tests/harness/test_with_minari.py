"""Minari records episodes, loads them, and the environments replay them bit for bit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gymnasium as gym
import numpy as np
import pytest
from kit.harnesses import CONTINUOUS, LAZY_ID, MARKET_MAKING, SHORT, play

minari = pytest.importorskip("minari")

pytestmark = [pytest.mark.harness, pytest.mark.long]


def record(environment_id: str, name: str) -> Any:
    collector = minari.DataCollector(gym.make(environment_id, overrides=SHORT))
    play(collector, episodes=3)
    dataset = collector.create_dataset(name, algorithm_name="random", code_permalink="none", author="none")
    collector.close()
    return dataset


@pytest.mark.parametrize("environment_id", [MARKET_MAKING, CONTINUOUS, LAZY_ID])
def test_recorded_episodes_replay_bit_for_bit(
    environment_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINARI_DATASETS_PATH", str(tmp_path))
    record(environment_id, "quant/random-v0")
    dataset = minari.load_dataset("quant/random-v0")
    assert (dataset.total_episodes, dataset.total_steps) == (3, 180)
    env = dataset.recover_environment()
    assert env.observation_space == dataset.observation_space
    assert env.unwrapped.environment_spec.scenario
    for episode in dataset.iterate_episodes():
        (about,) = dataset.storage.get_episode_metadata([episode.id])
        observation, _ = env.reset(seed=int(about["seed"]))
        observations, rewards, ends = [observation], [], []
        for action in episode.actions:
            observation, reward, terminated, truncated, _ = env.step(action)
            observations.append(observation)
            rewards.append(reward)
            ends.append((terminated, truncated))
        assert np.stack(observations).tobytes() == episode.observations.tobytes()
        assert np.array(rewards).tobytes() == episode.rewards.tobytes()
        assert ends == list(zip(episode.terminations, episode.truncations, strict=True))
    env.close()
