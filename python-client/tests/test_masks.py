"""Action masks: in the environment, in the vectors, in training and in the ONNX agent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gymnasium as gym
import numpy as np
import pytest

import quant_trading_gym as qtg
from quant_trading_gym.envs.vector import VectorTradingEnv
from quant_trading_gym.errors import ResetNeeded

SCENARIO = "daily-investor"
TIGHT: dict[str, Any] = {"trader": {"max_position": 20}, "episode": {"duration": "30m"}}
"""Two orders of 10 lots reach the largest position."""
BUY, HOLD, SELL = 0, 1, 2
CARRIERS = ("inprocess", "grpc")


@pytest.mark.parametrize("transport", CARRIERS)
def test_an_order_that_would_be_cut_to_nothing_is_masked(transport: Any) -> None:
    env = gym.make("QuantTradingGym/DailyInvestor-v0", overrides=TIGHT, transport=transport)
    masks = env.get_wrapper_attr("action_masks")
    with pytest.raises(ResetNeeded):
        masks()
    env.reset(seed=3)
    assert masks().tolist() == [True, True, True] and masks().dtype == np.bool_
    for _ in range(3):
        env.step(BUY)
    assert masks().tolist() == [False, True, True]
    env.step(SELL)
    assert masks().tolist() == [True, True, True]
    env.close()


@pytest.mark.parametrize("transport", CARRIERS)
def test_vectors_have_a_row_for_each_environment(transport: Any) -> None:
    envs = VectorTradingEnv(scenario=SCENARIO, num_envs=3, overrides=TIGHT, transport=transport)
    envs.reset(seed=3)
    for _ in range(4):
        envs.step(np.array([BUY, HOLD, SELL]))
    assert envs.action_masks().tolist() == [[False, True, True], [True, True, True], [True, True, False]]
    envs.close()


def test_schemes_without_masks_allow_every_choice() -> None:
    envs = VectorTradingEnv(scenario="market-making", num_envs=2)
    envs.reset(seed=3)
    assert envs.action_masks().shape == (2, envs.single_action_space.n) and envs.action_masks().all()
    envs.close()


@pytest.mark.training
def test_masks_of_the_vector_reach_stable_baselines3() -> None:
    pytest.importorskip("stable_baselines3")
    from stable_baselines3.common.vec_env import VecNormalize

    venv = VecNormalize(qtg.sb3.make_vec_env(SCENARIO, n_envs=2, seed=3, overrides=TIGHT))
    venv.reset()
    assert venv.has_attr("action_masks")
    for _ in range(4):
        venv.step(np.array([BUY, SELL]))
    assert np.stack(venv.env_method("action_masks")).tolist() == [[False, True, True], [True, True, False]]
    assert [row.tolist() for row in venv.env_method("action_masks", indices=[1])] == [[True, True, False]]
    with pytest.raises(AttributeError, match="'render_all'"):
        venv.env_method("render_all")
    venv.close()


@pytest.mark.training
def test_a_masked_policy_trains_and_never_chooses_a_masked_action_in_java(tmp_path: Path) -> None:
    """Its preference is to buy always; the masks of the simulation stop it at the largest position."""
    pytest.importorskip("sb3_contrib")
    import torch

    result = qtg.training.train(
        "maskable-ppo",
        SCENARIO,
        out=tmp_path,
        timesteps=256,
        n_envs=4,
        parameters={"n_steps": 32, "batch_size": 64},
        overrides=TIGHT,
        evaluations=1,
        evaluation_episodes=2,
    )
    with torch.no_grad():
        result.model.policy.action_net.bias[BUY] += 50.0  # type: ignore[operator, index]
    onnx = qtg.onnx.export_policy(result.model, tmp_path / "buyer.onnx").onnx
    report = qtg.parity.check_parity(result.model, onnx, scenario=SCENARIO, observations=100, overrides=TIGHT)
    assert report.holds, report
    [episode] = qtg.recording.record_episodes(onnx, scenario=SCENARIO, seed=4, overrides=TIGHT)
    masked = episode.outputs < -1e7
    assert masked[:, BUY].any() and not masked[:, HOLD].any()
    assert not masked[np.arange(episode.steps), episode.actions].any()
    assert (episode.actions == BUY)[~masked[:, BUY]].all()
