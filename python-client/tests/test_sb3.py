from __future__ import annotations

import threading

import numpy as np
import pytest
from kit.fake_server import HORIZON
from kit.places import ID
from kit.waiting import HANG_SECONDS

from quant_trading_gym import errors

pytest.importorskip("stable_baselines3")

from stable_baselines3.common.evaluation import evaluate_policy
from stable_baselines3.common.monitor import Monitor
from stable_baselines3.common.vec_env import VecMonitor, VecNormalize

from quant_trading_gym.envs.sb3 import make_vec_env

N = 3
BUY = np.full(N, 2)


class Buyer:
    """Buys and buys."""

    def predict(self, observation, state=None, **kwargs):
        return np.full(len(observation), 2), state


@pytest.fixture
def make(at_fake):
    made = []

    def make(**kwargs):
        made.append(make_vec_env(ID, n_envs=N, **at_fake, **kwargs))
        return made[-1]

    yield make
    for venv in made:
        venv.close()


def test_environment_i_starts_with_seed_plus_i(make):
    venv = make(seed=40)
    assert venv.reset()[:, 0].tolist() == pytest.approx([0.40, 0.41, 0.42])
    assert [info["episode_seed"] for info in venv.reset_infos] == [40, 41, 42]
    assert {type(info["episode_seed"]) for info in venv.reset_infos} == {np.uint64}
    assert venv.reset()[:, 0].tolist() == pytest.approx([0.41, 0.42, 0.43])
    venv.seed(0)
    assert venv.reset()[:, 0].tolist() == pytest.approx([0.0, 0.01, 0.02])


def test_an_episode_end(make):
    venv = make(seed=0)
    venv.reset()
    for _ in range(HORIZON - 1):
        observations, rewards, dones, infos = venv.step(BUY)
        assert infos == [{}] * N
        assert not dones.any()
    assert (rewards.dtype, rewards.tolist()) == (np.float32, [2.0] * N)
    observations, rewards, dones, infos = venv.step(BUY)
    assert dones.all()
    assert observations[:, 1].tolist() == [0.0] * N
    assert infos[1]["terminal_observation"].tolist() == pytest.approx([0.01, HORIZON / 100, 0.02])
    assert infos[1]["TimeLimit.truncated"] is False
    assert (infos[1]["episode"]["r"], infos[1]["episode"]["l"]) == (2.0 * HORIZON, HORIZON)
    assert infos[1]["pnl"] == 2.0 * HORIZON


def test_truncation_is_told_apart(make):
    venv = make(seed=0, max_episode_steps=2)
    venv.reset()
    venv.step(BUY)
    _, _, dones, infos = venv.step(BUY)
    assert dones.all()
    assert all(info["TimeLimit.truncated"] is True for info in infos)


def test_a_reset_discards_a_step_in_flight(make):
    venv = make(seed=0)
    venv.reset()
    venv.step_async(BUY)
    assert venv.reset()[:, 1].tolist() == [0.0] * N
    assert venv.step(BUY)[0][:, 1].tolist() == pytest.approx([0.01] * N)


def test_a_step_runs_on_the_server_before_it_is_waited_for(make, fake):
    venv = make(seed=0, threads=2)
    assert fake.created[-1].threads == 2
    venv.reset()
    arrived = threading.Event()
    fake.fault = lambda context, request: arrived.set()
    venv.step_async(BUY)
    assert arrived.wait(HANG_SECONDS)
    assert venv.step_wait()[1].tolist() == [2.0] * N


def test_step_wait_without_step_async(make):
    venv = make(seed=0)
    venv.reset()
    with pytest.raises(errors.Error, match="no step is under way"):
        venv.step_wait()
    venv.step(BUY)


def test_attributes(make):
    venv = make()
    assert venv.get_attr("render_mode") == [None] * N
    assert venv.get_attr("environment_spec", indices=[0, 2]) == [venv.environment_spec] * 2
    assert venv.has_attr("action_masks") and not venv.has_attr("order_masks")
    assert venv.env_is_wrapped(Monitor, indices=1) == [True]
    assert venv.env_is_wrapped(VecMonitor) == [False] * N
    with pytest.raises(AttributeError, match="overrides"):
        venv.set_attr("fees", 0)
    with pytest.raises(AttributeError, match="order_masks"):
        venv.env_method("order_masks")


def test_a_scenario_of_ones_own(make, fake):
    make(scenario={"name": "mine"})
    assert fake.created[-1].scenario.yaml == '{"name": "mine"}'


def test_wrong_action_and_step_before_reset(make):
    venv = make(seed=0)
    with pytest.raises(errors.ResetNeeded):
        venv.step(BUY)
    venv.reset()
    with pytest.raises(errors.ActionError):
        venv.step(np.array([0, 1, 3]))
    venv.step(BUY)


@pytest.mark.parametrize("seed", [-1, 1.5, 2**64 - 2])
def test_wrong_seed(at_fake, seed):
    with pytest.raises(errors.ArgumentError, match="seed"):
        make_vec_env(ID, n_envs=N, seed=seed, **at_fake)


@pytest.mark.filterwarnings("error")
def test_evaluation_and_normalisation_of_stable_baselines3(make):
    venv = make(seed=0)
    returns, lengths = evaluate_policy(Buyer(), venv, n_eval_episodes=6, return_episode_rewards=True)
    assert returns == [2.0 * HORIZON] * 6
    assert lengths == [HORIZON] * 6
    normalized = VecNormalize(venv)
    normalized.reset()
    for _ in range(HORIZON):
        observations, _, dones, infos = normalized.step(BUY)
    assert dones.all()
    assert np.abs(infos[0]["terminal_observation"]).max() <= 10.0
    assert observations.dtype == np.float32


def test_infos_of_every_step(make):
    venv = make(seed=40, info_every_step=True)
    venv.reset()
    for step in range(1, HORIZON + 1):
        infos = venv.step(BUY)[3]
        assert [info["episode_seed"] for info in infos] == [40, 41, 42]
        assert all(("terminal_observation" in info) == ("episode" in info) == (step == HORIZON) for info in infos)


def test_a_wrapper_of_the_vector(make):
    venv = make(wrapper_class=VecNormalize, wrapper_kwargs={"norm_reward": False})
    assert isinstance(venv, VecNormalize) and not venv.norm_reward


@pytest.mark.parametrize("wrapper", [Monitor, "VecMonitor"])
def test_a_wrapper_of_single_environments_is_refused(make, wrapper):
    with pytest.raises(errors.ArgumentError, match=r"wrapper_class: got .*Monitor"):
        make(wrapper_class=wrapper)


def test_options_are_refused_where_they_are_set(make):
    venv = make()
    for nothing in (None, {}, [{}] * N):
        venv.set_options(nothing)
    for options in ({"speed": 2}, [{}, {"speed": 2}, {}]):
        with pytest.raises(errors.ArgumentError, match="options"):
            venv.set_options(options)
    venv.reset()


def test_closed_environments_that_are_reset_open_anew(make, fake):
    venv = make(seed=1)
    venv.reset()
    venv.close()
    venv.seed(5)
    assert venv.reset()[:, 0].tolist() == pytest.approx([0.05, 0.06, 0.07])
    assert len(fake.environments) == 1
