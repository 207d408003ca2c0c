"""Many environments stepped together in the JVM, as a native stable-baselines3 `VecEnv`."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

import gymnasium
import numpy as np
import numpy.typing as npt
from gymnasium.vector import AutoresetMode
from stable_baselines3.common.monitor import Monitor
from stable_baselines3.common.vec_env import VecEnv
from stable_baselines3.common.vec_env.base_vec_env import VecEnvIndices

from quant_trading_gym.base.arguments import check_count
from quant_trading_gym.envs.options import EnvironmentOptions
from quant_trading_gym.errors import ArgumentError, Error, ResetNeeded, invalid
from quant_trading_gym.spec.registration import default_scenario
from quant_trading_gym.spec.seeds import check_seed, check_seeds
from quant_trading_gym.spec.spaces import EnvironmentSpec, Float32
from quant_trading_gym.transport.connection import Tls
from quant_trading_gym.transport.sources import Scenario
from quant_trading_gym.transport.step_batch import StepBatch

Actions = npt.NDArray[np.int32] | npt.NDArray[np.int64] | npt.NDArray[np.float32]
Step = tuple[Float32, Float32, npt.NDArray[np.bool_], list[dict[str, object]]]


def make_vec_env(
    env_id: str,
    n_envs: int = 1,
    seed: int | None = None,
    *,
    scenario: Scenario | None = None,
    overrides: Mapping[str, object] | None = None,
    address: str | None = None,
    token: str | None = None,
    tls: Tls = None,
    max_episode_steps: int | None = None,
    info_every_step: bool = False,
    wrapper_class: Callable[..., VecEnv] | None = None,
    wrapper_kwargs: Mapping[str, Any] | None = None,
) -> VecEnv:
    """Makes `n_envs` environments that stable-baselines3 steps together.

    Args:
        env_id: A Gymnasium id of this package, or a scenario's name.
        n_envs: How many environments.
        seed: Environment i starts with the episode of seed + i; None for fresh randomness.
        scenario: Another scenario than the one of the id: name, path of a YAML file, or mapping.
        overrides: Values that take precedence over the scenario's; maps merge, lists replace.
        address: `host:port` of a running server; None starts the embedded one on first use.
        token: The token of that server.
        tls: True, or the path of a PEM file with the certificate to trust, where that server speaks TLS.
        max_episode_steps: Truncates episodes after so many steps; None plays to the task's own horizon.
        info_every_step: Fills the infos with every step, rather than at episode ends only.
        wrapper_class: A wrapper of the whole vector, such as stable-baselines3's `VecMonitor`, or a function that makes
            one; None returns the `TradingVecEnv` itself.
        wrapper_kwargs: Further arguments of the wrapper.

    Raises:
        ArgumentError: The wrapper is one of single environments, which the JVM keeps.
        ScenarioError: The scenario is unknown or not valid.
        ServerError: No server can be started or reached.
    """
    check_count("n_envs", n_envs)
    _check_wrapper(wrapper_class)
    first = None if seed is None else check_seed(seed, count=n_envs)
    venv = TradingVecEnv(
        n_envs=n_envs,
        scenario=default_scenario(env_id) if scenario is None else scenario,
        overrides=overrides,
        address=address,
        token=token,
        tls=tls,
        max_episode_steps=max_episode_steps,
        info_every_step=info_every_step,
    )
    if first is not None:
        venv.seed(first)
        venv.action_space.seed(first)
    return venv if wrapper_class is None else wrapper_class(venv, **(wrapper_kwargs or {}))


def _check_wrapper(wrapper: object) -> None:
    """Refuses wrappers of single environments, which stable-baselines3's own `make_vec_env` takes."""
    single = isinstance(wrapper, type) and issubclass(wrapper, gymnasium.Wrapper)
    if single or not (wrapper is None or callable(wrapper)):
        name = getattr(wrapper, "__name__", wrapper)
        allowed = "a wrapper of a VecEnv, such as VecMonitor; for wrappers of single environments use "
        raise invalid(ArgumentError, "wrapper_class", name, allowed + "stable_baselines3.common.env_util.make_vec_env")


class TradingVecEnv(VecEnv):
    """The environments of `make_vec_env`.

    Finished environments start their next episode in the same step. The info of an environment is empty except at
    episode ends, where it holds the keys of the single environment, `terminal_observation`, `TimeLimit.truncated`, and
    `episode` as stable-baselines3's Monitor has it: return, length, and seconds since this object was made. With
    `info_every_step` it holds the keys of the single environment at every step.
    """

    def __init__(
        self,
        *,
        n_envs: int,
        scenario: Scenario,
        overrides: Mapping[str, object] | None = None,
        address: str | None = None,
        token: str | None = None,
        tls: Tls = None,
        max_episode_steps: int | None = None,
        info_every_step: bool = False,
    ) -> None:
        self._options_of_stream = EnvironmentOptions(
            scenario=scenario,
            num_envs=n_envs,
            autoreset_mode=AutoresetMode.SAME_STEP,
            overrides=overrides,
            address=address,
            token=token,
            tls=tls,
            max_episode_steps=max_episode_steps,
            info_every_step=info_every_step,
        )
        self._stream = self._options_of_stream.open()
        self.environment_spec: EnvironmentSpec = self._stream.spec
        self.spec = None
        self._started = time.monotonic()
        self._pending = False
        self._was_reset = False
        self.render_mode = None
        super().__init__(n_envs, self.environment_spec.observation_space(), self.environment_spec.action_space())

    def reset(self) -> Float32:
        """Starts an episode in every environment, with the seeds of `seed()` if they were not used yet.

        Environments that were closed are made anew, and their sequences of seeds with them.
        """
        if self._pending:
            self._pending = False
            self._stream.receive_step()
        seeds = None if self._seeds[0] is None else check_seeds(self._seeds, self.num_envs)  # type: ignore[arg-type]
        if self._stream.is_closed:
            self._stream = self._options_of_stream.reopen(self.environment_spec)
        batch = self._stream.reset(seeds)
        for info in batch.infos:
            self.reset_infos[info.index] = info.values
        self._reset_seeds()
        self._reset_options()
        self._was_reset = True
        return batch.observations

    def step_async(self, actions: Actions) -> None:
        """Sends the actions; the JVM works on them until `step_wait`.

        Raises:
            ActionError: An action is not in the action space; nothing is sent.
            ResetNeeded: Before the first reset.
        """
        if not self._was_reset:
            raise ResetNeeded("call reset() before step()")
        if self._pending:
            raise Error("step_async() was called twice: call step_wait() first")
        self._stream.send_step(self.environment_spec.action.encode(actions, self.num_envs))
        self._pending = True

    def step_wait(self) -> Step:
        """Waits for the step: observations, rewards, dones and infos.

        Raises:
            ServerError: The server died; the message says how, and where its log is.
        """
        self._pending = False
        batch = self._stream.receive_step()
        infos: list[dict[str, object]] = [{} for _ in range(self.num_envs)]
        if batch.infos:
            self._fill(infos, batch)
        return batch.observations, batch.rewards.astype(np.float32), batch.terminated | batch.truncated, infos

    def _fill(self, infos: list[dict[str, object]], batch: StepBatch) -> None:
        elapsed = round(time.monotonic() - self._started, 6)
        final_observations = iter(batch.final_observations)
        for info in batch.infos:
            i = info.index
            infos[i] = info.values
            if not (batch.terminated[i] or batch.truncated[i]):
                continue
            infos[i]["episode"] = {"r": info.episode_return, "l": info.episode_length, "t": elapsed}
            infos[i]["terminal_observation"] = next(final_observations)
            infos[i]["TimeLimit.truncated"] = bool(batch.truncated[i] and not batch.terminated[i])
            self.reset_infos[i] = {}

    def set_options(self, options: list[dict[str, Any]] | dict[str, Any] | None = None) -> None:
        """Options for the next reset: there are none, so that anything but empty ones is refused.

        Raises:
            ArgumentError: An option is given.
        """
        if any(options if isinstance(options, list) else [options]):
            raise invalid(ArgumentError, "options", options, "None or empty dicts: these environments have no options")
        super().set_options(options)

    def close(self) -> None:
        """Ends the environments; calling it twice is fine."""
        self._stream.close()

    def get_attr(self, attr_name: str, indices: VecEnvIndices = None) -> list[object]:
        """An attribute that all environments share, such as `render_mode` or `environment_spec`.

        Raises:
            AttributeError: There is no such attribute.
        """
        value = getattr(self, attr_name)
        return [value for _ in self._get_indices(indices)]

    def set_attr(self, attr_name: str, value: object, indices: VecEnvIndices = None) -> None:
        """Not possible: the environments live in the JVM; use `overrides`."""
        raise AttributeError(f"cannot set {attr_name!r}: the environments live in the JVM; use overrides instead")

    def env_method(
        self, method_name: str, *method_args: object, indices: VecEnvIndices = None, **method_kwargs: object
    ) -> list[object]:
        """Not possible: the environments live in the JVM and have no Python methods of their own."""
        raise AttributeError(f"the environments live in the JVM and have no method {method_name!r}")

    def env_is_wrapped(self, wrapper_class: object, indices: VecEnvIndices = None) -> list[bool]:
        """True for Monitor alone: the infos at episode ends hold what it would add."""
        return [wrapper_class is Monitor for _ in self._get_indices(indices)]
