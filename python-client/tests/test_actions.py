"""Actions over several instruments: spaces, masks and one policy that trades three shares."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gymnasium as gym
import numpy as np
import pytest
from gymnasium import spaces
from gymnasium.utils.env_checker import check_env

import quant_trading_gym as qtg
from quant_trading_gym.envs.single import TradingEnv
from quant_trading_gym.envs.vector import VectorTradingEnv
from quant_trading_gym.errors import ScenarioError

SHORT: dict[str, Any] = {"session": {"warmup": "10s"}, "episode": {"start": "10s", "duration": "1m"}}
EVERYWHERE = [0, 1, 2]
PRODUCT = {"type": "each", "scheme": {"type": "direction", "quantity": 5}, "instruments": EVERYWHERE}
COMPONENTS = {"type": "each", "scheme": "limit-order", "instruments": EVERYWHERE, "space": "components"}
QUOTES = {"type": "each", "scheme": "quote-offsets-continuous", "instruments": EVERYWHERE}
WEIGHTS = {"type": "target-weights", "instruments": EVERYWHERE, "max_weight": 0.01}
SPACES = [
    (PRODUCT, spaces.Discrete(27)),
    (COMPONENTS, spaces.MultiDiscrete([4, 4, 2] * 3)),
    (QUOTES, spaces.Box(-1.0, 1.0, (6,), np.float32)),
    (WEIGHTS, spaces.Box(-1.0, 1.0, (3,), np.float32)),
]


def overrides(action: dict[str, Any]) -> dict[str, Any]:
    return SHORT | {"action": action}


@pytest.mark.parametrize(("action", "space"), SPACES)
def test_random_actions_trade_all_three_shares(action: dict[str, Any], space: gym.Space[Any]) -> None:
    env = TradingEnv(scenario="three-shares", overrides=overrides(action))
    assert env.action_space == space
    check_env(env, skip_render_check=True)
    env.action_space.seed(1)
    env.reset(seed=3)
    positions = []
    for _ in range(60):
        *_, terminated, _, info = env.step(env.action_space.sample())
        positions.append(info["position"])
        if terminated:
            break
    assert np.array(positions).shape == (60, 3)
    assert (np.ptp(positions, axis=0) > 0).all()
    env.close()


def test_one_choice_decides_on_three_shares() -> None:
    env = TradingEnv(scenario="three-shares", overrides=overrides(PRODUCT))
    env.reset(seed=3)
    env.step(2 * 9 + 1 * 3 + 0)  # sell, hold, buy
    info = env.step(1 * 9 + 1 * 3 + 1)[4]
    assert info["position"].tolist() == [-5, 0, 5]
    env.close()


@pytest.mark.parametrize("transport", ["inprocess", "grpc"])
def test_masks_are_joined(transport: Any) -> None:
    tight = overrides(PRODUCT) | {"trader": {"max_position": 5}}
    envs = VectorTradingEnv(scenario="three-shares", num_envs=2, overrides=tight, transport=transport)
    envs.reset(seed=3)
    assert envs.action_masks().all()
    for _ in range(2):
        envs.step(np.array([1 * 9 + 1 * 3 + 0, 13]))  # the first buys the last share
    masks = envs.action_masks().reshape(2, 3, 3, 3)
    assert not masks[0, :, :, 0].any() and masks[0, :, :, 1:].all() and masks[1].all()
    envs.close()


def test_baselines_play_beside_a_composition() -> None:
    result = qtg.evaluate(
        "do-nothing", scenario="three-shares", episodes=2, seed=5, baselines=True, overrides=overrides(QUOTES)
    )
    assert result["do-nothing"].pnl_mean == 0
    assert result["random"].pnl_mean != 0
    assert result["best-fixed-half-spread"].pnl_mean != 0


def test_a_bad_composition_names_field_value_and_expectation() -> None:
    with pytest.raises(ScenarioError) as caught:
        TradingEnv(scenario="three-shares", overrides=overrides(PRODUCT | {"instruments": [0, 5]}))
    error = caught.value
    assert (error.field, error.value, error.allowed) == (
        "action.instruments",
        "5",
        "the index of an instrument, 0 to 2",
    )


@pytest.mark.training
@pytest.mark.parametrize(
    "action", [PRODUCT, *(pytest.param(action, marks=pytest.mark.long) for action in (COMPONENTS, QUOTES))]
)
def test_a_policy_of_three_shares_comes_back_as_an_agent(tmp_path: Path, action: dict[str, Any]) -> None:
    pytest.importorskip("stable_baselines3")
    given = overrides(action)
    result = qtg.training.train(
        "ppo",
        "three-shares",
        out=tmp_path,
        timesteps=256,
        n_envs=4,
        parameters={"n_steps": 32, "batch_size": 64},
        overrides=given,
        evaluations=1,
        evaluation_episodes=2,
    )
    onnx = qtg.onnx.export_policy(result.model, tmp_path / "three.onnx").onnx
    report = qtg.parity.check_parity(result.model, onnx, scenario="three-shares", observations=50, overrides=given)
    assert report.holds, report
