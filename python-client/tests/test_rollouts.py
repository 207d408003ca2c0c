"""Rollouts inside the JVM against the collection of stable-baselines3 itself."""

from __future__ import annotations

import json
import signal
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gymnasium as gym
import numpy as np
import pytest

pytest.importorskip("stable_baselines3")

import torch
from kit.fakes import make_venv
from kit.forced import collect_in_jvm, collect_with_sb3, forced_actions, start
from stable_baselines3 import A2C, DQN, PPO
from stable_baselines3.common.callbacks import BaseCallback
from stable_baselines3.common.evaluation import evaluate_policy
from stable_baselines3.common.policies import ActorCriticPolicy
from stable_baselines3.common.torch_layers import FlattenExtractor
from stable_baselines3.common.vec_env import VecFrameStack, VecNormalize

from quant_trading_gym import sb3
from quant_trading_gym.envs.rollouts import collection
from quant_trading_gym.errors import ActionError, ArgumentError, Error, ResetNeeded
from quant_trading_gym.onnx.saved_class import saved_algorithm
from quant_trading_gym.onnx.torch_threads import single_threaded_torch

pytestmark = [pytest.mark.slow, pytest.mark.training]

N, STEPS = 4, 24
EPISODE = 17
"""Decisions in an episode."""

SHORT = {"episode": {"duration": f"{EPISODE}s"}}


def make(scenario: str, **options: Any) -> Any:
    return sb3.make_vec_env(scenario, n_envs=N, seed=5, overrides=SHORT, **options)


def build(algorithm: Any, venv: Any, **options: Any) -> Any:
    options = {"n_steps": STEPS, "seed": 3, "device": "cpu", **options}
    return algorithm("MlpPolicy", venv, **options)


def same_weights(target: Any, source: Any) -> None:
    target.policy.load_state_dict(source.policy.state_dict())


def assert_same_buffers(ours: Any, theirs: Any) -> None:
    for name in ("observations", "actions", "rewards", "episode_starts"):
        ours_array, theirs_array = getattr(ours, name), getattr(theirs, name)
        assert ours_array.dtype == theirs_array.dtype, name
        np.testing.assert_array_equal(ours_array, theirs_array, err_msg=name)
    for name in ("values", "log_probs", "returns", "advantages"):
        np.testing.assert_allclose(getattr(ours, name), getattr(theirs, name), rtol=1e-5, atol=1e-5, err_msg=name)
    assert ours.full and theirs.full


@pytest.fixture(scope="module", autouse=True)
def one_torch_thread() -> Iterator[None]:
    with single_threaded_torch():
        yield


def pair(ours: Any, theirs: Any, scenario: str, wrap: Callable[[Any], Any] = lambda venv: venv, **options: Any) -> Any:
    """Returns a model of ours and one of stable-baselines3, with the same weights and environments of their own."""
    models = [build(algorithm, wrap(make(scenario, **options))) for algorithm in (ours, theirs)]
    same_weights(*models)
    return models


def assert_same_collection(ours: Any, theirs: Any, rollouts: int = 3) -> None:
    for rollout in range(rollouts):
        actions = forced_actions(ours.action_space, STEPS, N, seed=rollout)
        collect_in_jvm(ours, actions)
        collect_with_sb3(theirs, actions)
        assert_same_buffers(ours.rollout_buffer, theirs.rollout_buffer)
        np.testing.assert_array_equal(ours._last_obs, theirs._last_obs)
        np.testing.assert_array_equal(ours._last_episode_starts, theirs._last_episode_starts)
        assert [episode["r"] for episode in ours.ep_info_buffer] == [episode["r"] for episode in theirs.ep_info_buffer]
    assert ours.num_timesteps == theirs.num_timesteps
    for model in (ours, theirs):
        model.env.close()


@pytest.mark.parametrize("transport", ["inprocess", "local", "grpc"])
@pytest.mark.parametrize("scenario", ["market-making", "market-making-continuous"])
def test_forced_actions_give_the_buffer_of_stable_baselines3(scenario: str, transport: str) -> None:
    ours, theirs = pair(sb3.JvmRolloutPPO, PPO, scenario, transport=transport)
    assert_same_collection(ours, theirs)
    assert len(ours.ep_info_buffer) == N * (3 * STEPS // EPISODE)


@pytest.mark.parametrize("options", [{}, {"norm_reward": False}, {"norm_obs": False}, {"training": False}])
def test_the_statistics_of_normalisation_are_those_of_stable_baselines3(options: dict[str, bool]) -> None:
    ours, theirs = pair(sb3.JvmRolloutPPO, PPO, "market-making", lambda venv: VecNormalize(venv, **options))
    assert_same_collection(ours, theirs)
    np.testing.assert_array_equal(ours.env.ret_rms.var, theirs.env.ret_rms.var)
    if ours.env.norm_obs:
        np.testing.assert_array_equal(ours.env.obs_rms.mean, theirs.env.obs_rms.mean)
        np.testing.assert_array_equal(ours.env.obs_rms.var, theirs.env.obs_rms.var)


def test_truncated_episodes_add_the_value_of_their_last_observation() -> None:
    ours, theirs = pair(sb3.JvmRolloutPPO, PPO, "market-making", max_episode_steps=5)
    assert_same_collection(ours, theirs)
    plain = build(sb3.JvmRolloutPPO, make("market-making", max_episode_steps=5), gamma=0.0)
    for rollout in range(3):
        collect_in_jvm(plain, forced_actions(plain.action_space, STEPS, N, seed=rollout))
    differs = plain.rollout_buffer.rewards != ours.rollout_buffer.rewards
    assert differs.sum() == N * (3 * STEPS // 5 - 2 * STEPS // 5), "one in five steps ends an episode"


def test_a2c_collects_as_stable_baselines3_does() -> None:
    assert_same_collection(*pair(sb3.JvmRolloutA2C, A2C, "market-making"))


@pytest.mark.parametrize("network", [[], [16], {"pi": [8, 24, 5], "vf": [70]}])
def test_networks_of_any_shape(network: Any) -> None:
    arguments = {"net_arch": network, "activation_fn": torch.nn.ReLU, "share_features_extractor": False}
    models = [
        build(algorithm, make("market-making-continuous"), policy_kwargs=arguments)
        for algorithm in (sb3.JvmRolloutPPO, PPO)
    ]
    same_weights(*models)
    assert_same_collection(*models, rollouts=1)


def collected(seed: int, scenario: str = "market-making", **options: Any) -> Any:
    model = build(sb3.JvmRolloutPPO, make(scenario), seed=seed, **options)
    collect_in_jvm(model, None)
    model.env.close()
    return model


def test_the_same_seed_gives_the_same_buffer() -> None:
    first, same, other = (collected(seed).rollout_buffer for seed in (1, 1, 2))
    for name in ("observations", "actions", "rewards", "episode_starts", "values", "log_probs", "advantages"):
        np.testing.assert_array_equal(getattr(first, name), getattr(same, name), err_msg=name)
    assert (first.actions != other.actions).any()


def test_every_rollout_and_environment_draws_actions_of_its_own() -> None:
    model = build(sb3.JvmRolloutPPO, make("market-making"))
    collect_in_jvm(model, None)
    first = model.rollout_buffer.actions.copy()
    collect_in_jvm(model, None)
    assert (first != model.rollout_buffer.actions).any()
    assert all((first[:, 0] != first[:, i]).any() for i in range(1, N))


def test_choices_follow_the_probabilities_of_the_policy() -> None:
    model = collected(1, n_steps=600)
    observations = torch.from_numpy(model.rollout_buffer.observations.reshape(-1, model.observation_space.shape[0]))
    with torch.no_grad():
        expected = model.policy.get_distribution(observations).distribution.probs.mean(0).numpy()
    frequencies = np.bincount(model.rollout_buffer.actions.astype(int).ravel(), minlength=len(expected)) / (600 * N)
    assert np.abs(frequencies - expected).max() < 4 * np.sqrt(expected.max() / (600 * N))


def test_continuous_actions_have_the_deviation_of_the_policy() -> None:
    model = collected(1, "market-making-continuous", n_steps=600, policy_kwargs={"log_std_init": -1.0})
    observations = torch.from_numpy(model.rollout_buffer.observations.reshape(-1, model.observation_space.shape[0]))
    with torch.no_grad():
        means = model.policy.get_distribution(observations).mode().numpy()
    noise = (model.rollout_buffer.actions.reshape(means.shape) - means) / np.exp(-1.0)
    assert np.abs(noise.mean(0)).max() < 4 / np.sqrt(len(noise))
    assert np.abs(noise.std(0) - 1.0).max() < 4 / np.sqrt(2 * len(noise))


def test_log_probabilities_are_those_of_the_drawn_actions() -> None:
    model = collected(4)
    buffer = model.rollout_buffer
    observations = torch.from_numpy(buffer.observations.reshape(-1, model.observation_space.shape[0]))
    with torch.no_grad():
        _, log_probabilities, _ = model.policy.evaluate_actions(observations, torch.from_numpy(buffer.actions.ravel()))
    np.testing.assert_allclose(buffer.log_probs.ravel(), log_probabilities.numpy(), atol=1e-5)


class Recorder(BaseCallback):
    """Records what it sees, and stops at a step."""

    def __init__(self, stop_at: int | None = None) -> None:
        super().__init__()
        self.seen: list[Any] = []
        self._stop_at = stop_at

    def _on_rollout_start(self) -> None:
        self.seen.append("start")

    def _on_step(self) -> bool:
        names = ("actions", "clipped_actions", "values", "log_probs", "new_obs", "rewards", "dones", "n_steps")
        shapes = {name: (np.shape(self.locals[name]), str(self.locals[name].dtype)) for name in names[:-1]}
        self.seen.append((self.n_calls, self.num_timesteps, self.locals["n_steps"], shapes))
        self.seen.append([sorted(info) for info in self.locals["infos"]])
        return self.n_calls != self._stop_at

    def _on_rollout_end(self) -> None:
        self.seen.append("end")


@pytest.mark.parametrize("stop_at", [None, STEPS + 2])
@pytest.mark.parametrize("scenario", ["market-making", "market-making-continuous"])
def test_callbacks_see_what_they_see_in_stable_baselines3(scenario: str, stop_at: int | None) -> None:
    seen = []
    for algorithm in (sb3.JvmRolloutPPO, PPO):
        recorder = Recorder(stop_at)
        build(algorithm, make(scenario), batch_size=32).learn(2 * STEPS * N, callback=recorder)
        seen.append(recorder.seen)
    assert seen[0] == seen[1]


class Resetter(BaseCallback):
    """Resets the environments of the training."""

    def _on_step(self) -> bool:
        self.training_env.reset()
        return True


def test_a_callback_that_resets_the_environments_is_told_that_it_cannot() -> None:
    with pytest.raises(Error, match=r"callback .* cannot step or reset"):
        build(sb3.JvmRolloutPPO, make("market-making")).learn(STEPS * N, callback=Resetter())


@pytest.mark.parametrize(
    ("ours", "theirs"), [(sb3.JvmRolloutPPO, PPO), (sb3.JvmRolloutA2C, A2C), (sb3.JvmRolloutDQN, DQN)]
)
def test_saved_models_are_those_of_stable_baselines3(ours: Any, theirs: Any, tmp_path: Path) -> None:
    venv = make("market-making")
    steps = {} if theirs is DQN else {"n_steps": STEPS}
    trained = ours("MlpPolicy", venv, seed=3, device="cpu", **steps).learn(200)
    trained.save(tmp_path / "ours.zip")
    plain = theirs.load(tmp_path / "ours.zip", env=venv)
    assert type(plain) is theirs
    assert saved_algorithm(json.loads(zipfile.ZipFile(tmp_path / "ours.zip").read("data"))) is theirs
    plain.learn(200, reset_num_timesteps=False)
    plain.save(tmp_path / "plain.zip")
    again = ours.load(tmp_path / "plain.zip", env=venv)
    assert again.num_timesteps == plain.num_timesteps
    again.learn(200, reset_num_timesteps=False)
    venv.close()


def test_evaluation_and_resets_go_on_from_a_rollout() -> None:
    venv = make("market-making")
    model = build(sb3.JvmRolloutPPO, venv).learn(STEPS * N)
    observations, rewards, _, _ = venv.step(np.zeros(N, dtype=np.int64))
    assert observations.shape == (N, model.observation_space.shape[0]) and rewards.shape == (N,)
    returns, lengths = evaluate_policy(model, venv, n_eval_episodes=N, return_episode_rewards=True)
    assert lengths == [EPISODE] * N and np.isfinite(returns).all()
    venv.seed(5)
    fresh = make("market-making")
    np.testing.assert_array_equal(venv.reset(), fresh.reset())
    venv.close()
    fresh.close()


def test_dqn_stores_the_transitions_of_stable_baselines3() -> None:
    steps = 40
    arguments = {"buffer_size": 1000, "train_freq": steps, "learning_starts": 10**6}
    ours, theirs = (
        algorithm("MlpPolicy", make("market-making", max_episode_steps=15), seed=3, device="cpu", **arguments)
        for algorithm in (sb3.JvmRolloutDQN, DQN)
    )
    actions = forced_actions(ours.action_space, steps, N)
    start(ours)
    ours._total_timesteps = steps * N
    ours.collect_rollouts(ours.env, ours.callback, ours.train_freq, ours.replay_buffer, forced_actions=actions)
    given = iter(actions)
    theirs._sample_action = lambda *_: (next(given),) * 2
    theirs.learn(steps * N)
    for name in ("observations", "next_observations", "actions", "rewards", "dones", "timeouts", "pos"):
        np.testing.assert_array_equal(
            getattr(ours.replay_buffer, name), getattr(theirs.replay_buffer, name), err_msg=name
        )
    assert (ours.num_timesteps, ours._episode_num) == (theirs.num_timesteps, theirs._episode_num)
    assert ours.exploration_rate == theirs.exploration_rate


def test_dqn_explores_at_random_then_takes_the_best_action() -> None:
    arguments = {"buffer_size": 4000, "train_freq": 400, "learning_starts": 400 * N, "gradient_steps": 0}
    model = sb3.JvmRolloutDQN(
        "MlpPolicy", make("market-making"), seed=3, exploration_final_eps=0.0, exploration_fraction=1e-9, **arguments
    )
    model.learn(400 * N)
    choices = model.action_space.n
    counts = np.bincount(model.replay_buffer.actions[:400].ravel(), minlength=choices)
    assert counts.min() > 0 and counts.max() < 400 * N / choices + 5 * np.sqrt(400 * N / choices)
    model.learn(400 * N, reset_num_timesteps=False)
    observations = torch.from_numpy(model.replay_buffer.observations[400:800].reshape(400 * N, -1))
    with torch.no_grad():
        best = model.q_net(observations).argmax(1).numpy()
    assert (best == model.replay_buffer.actions[400:800].ravel()).mean() > 0.999


class CombinedLike(FlattenExtractor):
    """Could compute anything."""


class Mine(ActorCriticPolicy):
    """Could compute anything."""


@pytest.mark.parametrize(
    ("arguments", "got"),
    [
        ({"policy_kwargs": {"activation_fn": torch.nn.ELU}}, "ELU"),
        ({"policy_kwargs": {"features_extractor_class": CombinedLike}}, "CombinedLike"),
        ({"policy": Mine}, "Mine"),
        ({"use_sde": True}, "StateDependentNoiseDistribution"),
    ],
)
def test_policies_of_other_kinds_are_refused(arguments: dict[str, Any], got: str) -> None:
    arguments = {"policy": "MlpPolicy", "n_steps": STEPS, "device": "cpu", **arguments}
    model = sb3.JvmRolloutPPO(env=make("market-making-continuous"), **arguments)
    with pytest.raises(ArgumentError, match=rf"policy: got .*{got}.*, expected MlpPolicy with linear layers, Tanh or"):
        model.learn(STEPS * N)


def test_environments_of_other_kinds_are_refused() -> None:
    for env, got in [
        (make_venv(gym.spaces.Discrete(2)), "DummyVecEnv"),
        (VecFrameStack(make("market-making"), 2), "VecFrameStack"),
        (make("market-making", info_every_step=True), "one with info_every_step"),
        (VecNormalize(VecNormalize(make("market-making"))), "2 x VecNormalize"),
    ]:
        model = sb3.JvmRolloutPPO("MlpPolicy", env, n_steps=STEPS, device="cpu")
        with pytest.raises(ArgumentError, match=f"env: got .*{got}"):
            model.learn(STEPS * N)


def test_forced_actions_outside_the_space_are_refused() -> None:
    model = build(sb3.JvmRolloutPPO, make("market-making"))
    actions = forced_actions(model.action_space, STEPS, N)
    actions[3, 1] = model.action_space.n
    with pytest.raises(ActionError, match=r"forced_actions\[3\]\[1\]"):
        collect_in_jvm(model, actions)
    collect_in_jvm(model, None)


@pytest.mark.parametrize("transport", ["inprocess", "local", "grpc"])
def test_after_ctrl_c_the_environments_need_a_reset(transport: str) -> None:
    model = build(sb3.JvmRolloutPPO, make("market-making", transport=transport), n_steps=25_000)

    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    start(model)
    earlier = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    try:
        with pytest.raises(KeyboardInterrupt):
            collect_in_jvm(model, None)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, earlier)
    with pytest.raises(ResetNeeded):
        collect_in_jvm(model, None)
    fresh = make("market-making", transport=transport)
    model.env.seed(5)
    np.testing.assert_array_equal(model.env.reset(), fresh.reset())
    actions = np.zeros(N, dtype=np.int64)
    for ours, theirs in zip(model.env.step(actions), fresh.step(actions), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    model.env.close()
    fresh.close()


def test_long_rollouts_are_played_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = build(sb3.JvmRolloutPPO, make("market-making"))
    parts = build(sb3.JvmRolloutPPO, make("market-making"))
    same_weights(parts, whole)
    actions = forced_actions(whole.action_space, STEPS, N)
    collect_in_jvm(whole, actions)
    width = whole.observation_space.shape[0]
    monkeypatch.setattr(collection, "MAX_BYTES", 7 * 4 * width * N)
    collect_in_jvm(parts, actions)
    assert_same_buffers(parts.rollout_buffer, whole.rollout_buffer)


def test_a_rollout_needs_environments_that_were_reset() -> None:
    model = build(sb3.JvmRolloutPPO, make("market-making"))
    start(model)
    model.env.close()
    with pytest.raises(Error, match="closed"):
        collect_in_jvm(model, None)
    fresh = make("market-making")
    model.env = fresh
    with pytest.raises(ResetNeeded):
        collect_in_jvm(model, None)
