"""Many environments stepped together in the JVM, as a native stable-baselines3 `VecEnv`."""

from __future__ import annotations

import time
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from gymnasium.vector import AutoresetMode
from stable_baselines3.common.monitor import Monitor
from stable_baselines3.common.vec_env import VecEnv
from stable_baselines3.common.vec_env.base_vec_env import VecEnvIndices

from quant_trading_gym.base.arguments import check_count
from quant_trading_gym.envs.vector import open_stream
from quant_trading_gym.errors import Error, ResetNeeded
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
) -> TradingVecEnv:
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

    Raises:
        ScenarioError: The scenario is unknown or not valid.
        ServerError: No server can be started or reached.
    """
    check_count("n_envs", n_envs)
    first = None if seed is None else check_seed(seed, count=n_envs)
    venv = TradingVecEnv(
        n_envs=n_envs,
        scenario=default_scenario(env_id) if scenario is None else scenario,
        overrides=overrides,
        address=address,
        token=token,
        tls=tls,
        max_episode_steps=max_episode_steps,
    )
    if first is not None:
        venv.seed(first)
        venv.action_space.seed(first)
    return venv


class TradingVecEnv(VecEnv):
    """The environments of `make_vec_env`.

    Finished environments start their next episode in the same step. The info of an environment is empty except at
    episode ends, where it holds the keys of the single environment, `terminal_observation`, `TimeLimit.truncated`, and
    `episode` as stable-baselines3's Monitor has it: return, length, and seconds since this object was made.
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
    ) -> None:
        self._stream = open_stream(
            scenario=scenario,
            num_envs=n_envs,
            autoreset_mode=AutoresetMode.SAME_STEP,
            overrides=overrides,
            address=address,
            token=token,
            tls=tls,
            max_episode_steps=max_episode_steps,
        )
        self.environment_spec: EnvironmentSpec = self._stream.spec
        self.spec = None
        self._started = time.monotonic()
        self._pending = False
        self._was_reset = False
        self.render_mode = None
        super().__init__(n_envs, self.environment_spec.observation_space(), self.environment_spec.action_space())

    def reset(self) -> Float32:
        """Starts an episode in every environment, with the seeds of `seed()` if they were not used yet."""
        if self._pending:
            self._pending = False
            self._stream.receive_step()
        seeds = None if self._seeds[0] is None else check_seeds(self._seeds, self.num_envs)  # type: ignore[arg-type]
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
        for row, info in enumerate(batch.infos):
            i = info.index
            infos[i] = info.values
            infos[i]["episode"] = {"r": info.episode_return, "l": info.episode_length, "t": elapsed}
            infos[i]["terminal_observation"] = batch.final_observations[row]
            infos[i]["TimeLimit.truncated"] = bool(batch.truncated[i] and not batch.terminated[i])
            self.reset_infos[i] = {}

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
