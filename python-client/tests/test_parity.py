"""The comparison of recorded and torch outputs, on outputs whose differences are known."""

from __future__ import annotations

import dataclasses
from typing import Any

import gymnasium as gym
import numpy as np
import pytest

pytest.importorskip("stable_baselines3")
from kit.fakes import make_venv
from stable_baselines3 import PPO
from test_plots import episode

from quant_trading_gym.evaluation.parity import ParityReport, _clear_lead, compare_outputs, run_torch
from quant_trading_gym.evaluation.recording import RecordedEpisode
from quant_trading_gym.onnx.agreement import relative_difference
from quant_trading_gym.onnx.policy_modules import build_module


def recorded(module: Any, steps: int, shift: float = 0.0) -> RecordedEpisode:
    observations = np.random.default_rng(steps).normal(size=(steps, 5)).astype(np.float32)
    actions, outputs = run_torch(module, observations)
    return dataclasses.replace(
        episode(steps), observations=observations, actions=actions, outputs=(outputs + shift).astype(np.float32)
    )


@pytest.mark.parametrize(
    "space",
    [gym.spaces.Discrete(4), gym.spaces.MultiDiscrete([3, 2]), gym.spaces.Box(-1.0, 1.0, (2,), np.float32)],
    ids=str,
)
def test_equal_policies_agree_and_others_do_not(space: gym.Space[Any]) -> None:
    module = build_module(PPO("MlpPolicy", make_venv(space), seed=0), None)
    assert compare_outputs(module, [recorded(module, 50), recorded(module, 70)]) == (0.0, 1.0)
    other = build_module(PPO("MlpPolicy", make_venv(space), seed=1), None)
    difference, agreement = compare_outputs(module, [recorded(other, 300)])
    assert difference > 1e-3
    assert agreement < 1.0
    assert compare_outputs(module, [recorded(module, 50, shift=1e-3)])[0] == pytest.approx(1e-3, rel=0.01)


def test_near_ties_do_not_count() -> None:
    values = np.array([[1.0, 1.0 + 5e-6], [1.0, 1.1], [1e6, 1e6 + 5]], dtype=np.float32)
    assert _clear_lead(values).tolist() == [False, True, False]


def test_differences_are_relative_above_one() -> None:
    assert relative_difference(np.array([0.5, 201.0]), np.array([0.0, 200.0])).tolist() == [0.5, 0.005]


def test_parity_holds_only_if_every_part_does() -> None:
    report = ParityReport(
        observations=10,
        max_relative_difference=1e-6,
        action_agreement=1.0,
        same_episode_digest=True,
        same_population_orders=True,
    )
    assert report.holds
    for change in (
        {"max_relative_difference": 1e-4},
        {"max_relative_difference": float("nan")},
        {"action_agreement": 0.999},
        {"same_episode_digest": False},
        {"same_population_orders": False},
    ):
        assert not dataclasses.replace(report, **change).holds
