"""What is used wrongly says so, and nothing goes on with wrong data."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gymnasium as gym
import numpy as np
import pytest
from kit.fake_server import FakeServer
from kit.places import ID
from kit.waiting import returns

import quant_trading_gym as qtg
from quant_trading_gym import errors
from quant_trading_gym.envs.single import TradingEnv
from quant_trading_gym.training import trainer


@pytest.mark.parametrize("transport", ["auto", "grpc"])
def test_a_reset_revives_environments_whose_step_was_interrupted(transport: str) -> None:
    envs = gym.make_vec(
        ID, num_envs=64, transport=transport, overrides={"episode": {"decision_interval": "10m", "duration": "5h"}}
    )
    try:
        expected, _ = envs.reset(seed=0)
        actions = np.zeros(64, dtype=np.int64)
        interrupt = threading.Thread(target=_interrupt_inside_a_call, args=[envs])
        with pytest.raises(KeyboardInterrupt):
            interrupt.start()
            while True:
                envs.step(actions)
        some = {"reset_mask": np.arange(64) < 2}
        for call in (lambda: envs.step(actions), lambda: envs.reset(options=some)):
            with pytest.raises(errors.ResetNeeded, match=r"interrupted before its response arrived: call reset\(\)"):
                call()
        _, infos = envs.reset()
        assert infos["episode_seed"].tolist() == list(range(64))
        assert (infos["episode_index"] > 0).all()
        np.testing.assert_array_equal(envs.reset(seed=0)[0], expected)
        envs.step(actions)
    finally:
        assert returns(envs.close)
    with gym.make(ID) as other:  # the server is as well as before
        other.reset(seed=0)


def _interrupt_inside_a_call(envs: Any) -> None:
    """Sends Ctrl-C once the engine simulates: an interrupt between two steps leaves a known state."""
    while envs.unwrapped._stream._caller is None:
        time.sleep(0.001)
    signal.raise_signal(signal.SIGINT)


@pytest.mark.parametrize("count", [10, pytest.param(300, marks=pytest.mark.long)])
@pytest.mark.parametrize("transport", ["auto", "grpc"])
def test_interrupts_at_random_moments(transport: str, count: int) -> None:
    env = gym.make(ID, transport=transport, overrides={"episode": {"duration": "20s"}}).unwrapped
    expected = _play(env)
    delays = np.random.default_rng(5).uniform(0.0001, 0.02, count)
    for delay in delays:
        signal.setitimer(signal.ITIMER_REAL, delay)
        try:
            while True:
                _play(env)
        except (KeyboardInterrupt, errors.ResetNeeded):  # ResetNeeded: between two statements of the line above
            pass
        assert _play(env) == expected
    env.close()


@pytest.fixture(autouse=True)
def _alarms_interrupt() -> Iterator[None]:
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    yield
    signal.signal(signal.SIGALRM, before)


def _play(env: TradingEnv) -> list[object]:
    env.reset(seed=7)
    return [env.step(action)[-1]["digest"] for action in (0, 1, 2)]


@pytest.mark.parametrize("transport", ["auto", "grpc"])
def test_a_step_that_was_sent_and_never_received(transport: str) -> None:
    venv = qtg.sb3.make_vec_env(ID, n_envs=2, seed=0, transport=transport)
    venv.reset()
    venv.step_async(np.zeros(2, dtype=np.int64))
    venv._pending = False  # interrupted before step_wait had begun
    with pytest.raises(errors.ResetNeeded, match="interrupted"):
        venv.step(np.zeros(2, dtype=np.int64))
    venv.seed(3)
    assert [venv.reset() is not None, venv.reset_infos[1]["episode_seed"]] == [True, 4]
    venv.step(np.zeros(2, dtype=np.int64))
    venv.close()


def test_a_second_thread_is_told_so_and_the_environment_goes_on(fake: FakeServer, at_fake: dict[str, str]) -> None:
    env = TradingEnv(scenario="fake", **at_fake)
    env.reset(seed=7)
    go, arrived = threading.Event(), threading.Event()

    def hold(context: object, request: object) -> None:
        arrived.set()
        go.wait(60)

    fake.fault = hold
    rewards: list[float] = []
    first = threading.Thread(target=lambda: rewards.append(env.step(2)[1]), name="first")
    first.start()
    assert arrived.wait(60)
    for call in (lambda: env.step(1), lambda: env.reset(), env.snapshot, env.fork):
        with pytest.raises(
            errors.ArgumentError, match='thread: got "MainThread", expected first, which waits'
        ) as caught:
            call()
        assert caught.value.field == "thread"
    go.set()
    first.join()
    assert rewards == [2.0]
    assert env.step(1)[1] == 1.0
    env.close()


def test_a_second_step_before_the_first_has_answered() -> None:
    venv = qtg.sb3.make_vec_env(ID, n_envs=2, seed=0)
    observations = venv.reset()
    venv.step_async(np.zeros(2, dtype=np.int64))
    with pytest.raises(errors.Error, match="call step_wait"):
        venv.step_async(np.zeros(2, dtype=np.int64))
    assert venv.step_wait()[0].shape == observations.shape
    assert venv.reset().shape == observations.shape
    venv.close()


def test_partial_resets_that_together_reach_every_environment() -> None:
    envs = gym.make_vec(ID, num_envs=2, autoreset_mode="Disabled")
    envs.reset(seed=0, options={"reset_mask": np.array([True, False])})
    with pytest.raises(gym.error.ResetNeeded):
        envs.step(np.zeros(2, dtype=np.int64))
    envs.reset(options={"reset_mask": np.array([False, True])})
    envs.step(np.zeros(2, dtype=np.int64))
    envs.close()


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"scenario": 3}, "scenario"),
        ({"overrides": [1]}, "overrides"),
        ({"address": 5}, "address"),
        ({"address": "127.0.0.1:99999"}, "address"),
        ({"address": ":80"}, "address"),
        ({"address": "127.0.0.1:80", "token": "a\nb"}, "token"),
        ({"address": "127.0.0.1:80", "token": "ünï"}, "token"),
    ],
)
def test_wrong_arguments_of_an_environment(arguments: dict[str, object], field: str) -> None:
    with pytest.raises(errors.Error) as caught:
        gym.make(ID, **arguments)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"episodes": 2.5}, "episodes"),
        ({"episodes": float("nan")}, "episodes"),
        ({"episodes": 10**12}, "episodes"),
        ({"threads": "2"}, "threads"),
        ({"threads": 2**40}, "threads"),
        ({"policies": None}, "policies"),
        ({"policies": [5]}, "policies"),
        ({"baselines": None}, "baselines"),
    ],
)
def test_wrong_arguments_of_an_evaluation(arguments: dict[str, object], field: str) -> None:
    with pytest.raises(errors.Error) as caught:
        qtg.evaluate(**{"policies": "random", "scenario": "market-making", "episodes": 4, **arguments})
    assert caught.value.field == field


def test_one_baseline_may_be_named_alone() -> None:
    result = qtg.evaluate("random", scenario="market-making", episodes=2, baselines="do-nothing")
    assert [policy.policy for policy in result.policies] == ["random", "do-nothing"]


def test_an_environment_count_is_checked_before_the_seed() -> None:
    with pytest.raises(errors.ArgumentError, match="n_envs"):
        qtg.sb3.make_vec_env(ID, n_envs="3", seed=0)


def test_a_place_that_cannot_be_written_costs_no_training(tmp_path: Path) -> None:
    pytest.importorskip("stable_baselines3")
    (tmp_path / "file").write_text("")
    heard: list[float] = []
    with pytest.raises(errors.ArgumentError, match=r"file is a file\), expected") as refused:
        trainer.train(
            "ppo",
            "market-making",
            out=tmp_path / "file" / "out",
            n_envs=2,
            on_progress=lambda done, _: heard.append(done),
        )
    assert refused.value.field == "out"
    assert heard == []


@pytest.mark.parametrize(
    ("key", "value"),
    [("learning_rate", "abc"), ("learning_rate", {"start": 1}), ("network", 3), ("network", {"hidden": [0]})],
)
def test_wrong_hyperparameters_are_named(key: str, value: object, tmp_path: Path) -> None:
    pytest.importorskip("stable_baselines3")
    with pytest.raises(errors.ArgumentError) as caught:
        trainer.train("ppo", "market-making", out=tmp_path, n_envs=2, parameters={key: value})
    assert caught.value.field == f"hyperparameters.{key}"
