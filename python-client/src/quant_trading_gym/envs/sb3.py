"""A native stable-baselines3 `VecEnv`: the JVM steps all environments together."""

from __future__ import annotations

import functools
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace

import gymnasium
import numpy as np
import numpy.typing as npt
from gymnasium.vector import AutoresetMode
from stable_baselines3.common.monitor import Monitor
from stable_baselines3.common.vec_env import VecEnv
from stable_baselines3.common.vec_env.base_vec_env import VecEnvIndices

from quant_trading_gym.base.arguments import check_count
from quant_trading_gym.envs.hooks import HookedVector, VectorHook, needs_infos
from quant_trading_gym.envs.options import EnvironmentOptions
from quant_trading_gym.envs.rollouts.off_policy import JvmRolloutDQN
from quant_trading_gym.envs.rollouts.on_policy import JvmRolloutA2C, JvmRolloutPPO
from quant_trading_gym.envs.rollouts.vec_env import RolloutVecEnv
from quant_trading_gym.errors import ArgumentError, Error, ResetNeeded, invalid
from quant_trading_gym.jvm.engine import Transport
from quant_trading_gym.spec.registration import default_scenario
from quant_trading_gym.spec.seeds import check_seed, check_seeds
from quant_trading_gym.spec.spaces import EnvironmentSpec, Float32
from quant_trading_gym.transport.connection import Tls
from quant_trading_gym.transport.environments import NO_STEP
from quant_trading_gym.transport.rollouts import RolloutBatch, RolloutPlan
from quant_trading_gym.transport.sources import Scenario
from quant_trading_gym.transport.step_batch import StepBatch

__all__ = ["JvmRolloutA2C", "JvmRolloutDQN", "JvmRolloutPPO", "TradingVecEnv", "make_vec_env"]

Actions = npt.NDArray[np.int32] | npt.NDArray[np.int64] | npt.NDArray[np.float32]
Step = tuple[Float32, Float32, npt.NDArray[np.bool_], list[dict[str, object]]]


def make_vec_env(
    env_id: str,
    n_envs: int = 1,
    seed: int | None = None,
    *,
    scenario: Scenario | None = None,
    overrides: Mapping[str, object] | None = None,
    transport: Transport = "auto",
    address: str | None = None,
    token: str | None = None,
    tls: Tls = None,
    max_episode_steps: int | None = None,
    info_every_step: bool = False,
    threads: int | None = None,
    hook: VectorHook | None = None,
    wrapper_class: Callable[[VecEnv], VecEnv] | None = None,
    wrapper_kwargs: Mapping[str, object] | None = None,
) -> VecEnv:
    """Creates a stable-baselines3 `VecEnv` with `n_envs` environments.

    Args:
        env_id: Gymnasium id of this package, or name of a scenario.
        n_envs: Number of environments.
        seed: Seed of the first environment; environment i uses seed + i. None uses a random seed.
        scenario: Scenario that replaces the one of `env_id`: name, path of a YAML file, or mapping.
        overrides: Values that take precedence over those of the scenario; maps are merged, lists are replaced.
        transport: "inprocess" for the engine in this process, "local" for a server process on this machine, "grpc" for
            a server over TCP, "auto" for the first that is possible.
        address: `host:port` of a running server; None uses the embedded server, which starts on first use.
        token: Access token of the remote server.
        tls: True to verify the remote server with the system's CA certificates, or the path of a PEM file with the
            certificate to trust; None for a connection without TLS.
        max_episode_steps: Number of steps after which an episode is truncated; None uses the horizon of the task.
        info_every_step: True fills the infos at every step; False fills them at episode ends only.
        threads: Number of Java threads that step the environments; None uses all cores. Results do not depend on it.
        hook: Observations and rewards in Python, see `quant_trading_gym.VectorHook`; None leaves those of the scenario.
        wrapper_class: Wrapper of the whole vector, such as stable-baselines3's `VecMonitor`, or a function that returns
            one; None returns the `TradingVecEnv` itself.
        wrapper_kwargs: Further arguments of the wrapper.

    Raises:
        ArgumentError: The wrapper is for single environments, which exist only in the JVM.
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
        transport=transport,
        address=address,
        token=token,
        tls=tls,
        max_episode_steps=max_episode_steps,
        info_every_step=info_every_step,
        threads=threads,
        hook=hook,
    )
    if first is not None:
        venv.seed(first)
        venv.action_space.seed(first)
    return venv if wrapper_class is None else functools.partial(wrapper_class, **(wrapper_kwargs or {}))(venv)


def _check_wrapper(wrapper: object) -> None:
    """Rejects wrappers of single environments; stable-baselines3's own `make_vec_env` accepts them."""
    single = isinstance(wrapper, type) and issubclass(wrapper, gymnasium.Wrapper)
    if single or not (wrapper is None or callable(wrapper)):
        name = getattr(wrapper, "__name__", wrapper)
        allowed = "a wrapper of a VecEnv, such as VecMonitor; for wrappers of single environments use "
        raise invalid(ArgumentError, "wrapper_class", name, allowed + "stable_baselines3.common.env_util.make_vec_env")


class TradingVecEnv(RolloutVecEnv):
    """The environments of `make_vec_env`.

    Observations are float32 of shape (n_envs, d), rewards float32 of shape (n_envs,). Finished environments start their
    next episode in the same step. The info of an environment is empty during an episode. At the end of an episode it
    holds the keys of the single environment, `terminal_observation`, `TimeLimit.truncated`, and `episode` in the format
    of the stable-baselines3 Monitor: return, length, and seconds since the creation of this object. With
    `info_every_step` it holds the keys of the single environment at every step.
    """

    def __init__(
        self,
        *,
        n_envs: int,
        scenario: Scenario,
        overrides: Mapping[str, object] | None = None,
        transport: Transport = "auto",
        address: str | None = None,
        token: str | None = None,
        tls: Tls = None,
        max_episode_steps: int | None = None,
        info_every_step: bool = False,
        threads: int | None = None,
        hook: VectorHook | None = None,
    ) -> None:
        self._options_of_stream = EnvironmentOptions(
            scenario=scenario,
            num_envs=n_envs,
            autoreset_mode=AutoresetMode.SAME_STEP,
            overrides=overrides,
            transport=transport,
            address=address,
            token=token,
            tls=tls,
            max_episode_steps=max_episode_steps,
            info_every_step=info_every_step or needs_infos(hook),
            threads=threads,
        )
        self._stream = self._options_of_stream.open()
        self.environment_spec: EnvironmentSpec = self._stream.spec
        self._hooked: HookedVector | None = None
        space = self.environment_spec.observation_space()
        if hook is not None:
            self._hooked = HookedVector(
                hook, self.environment_spec, n_envs, AutoresetMode.SAME_STEP, shows_infos=info_every_step
            )
            space = self._hooked.space
        self._returns = np.zeros(n_envs)  # of the hook, of the episodes so far
        self.spec = None
        self._started = time.monotonic()
        self._pending = False
        self._was_reset = False
        self._played: deque[StepBatch] = deque()
        self.render_mode = None
        super().__init__(n_envs, space, self.environment_spec.action_space())

    def reset(self) -> Float32:
        """Starts an episode in every environment; uses the seeds of `seed()` once.

        Closed environments are created anew; their seed sequences start again.

        Returns:
            Observations of shape (n_envs, d), float32.
        """
        if self._pending:
            self._pending = False
            self._stream.receive_step()
        self._played.clear()
        seeds = None if self._seeds[0] is None else check_seeds(self._seeds, self.num_envs)  # type: ignore[arg-type]
        if self._stream.is_closed:
            self._stream = self._options_of_stream.reopen(self.environment_spec)
        batch = self._stream.reset(seeds)
        for info in batch.infos:
            self.reset_infos[info.index] = info.values
        self._reset_seeds()
        self._reset_options()
        self._was_reset = True
        if self._hooked is not None:
            self._returns[:] = 0
            batch = self._hooked.begin(batch, None)
        return batch.observations

    def step_async(self, actions: Actions) -> None:
        """Begins a step, which goes on while Python does something else; `step_wait` returns its result.

        Raises:
            ActionError: An action is not in the action space. No action is sent.
            ResetNeeded: `reset` was not called.
        """
        if not self._was_reset:
            raise ResetNeeded("call reset() before step()")
        if self._pending:
            raise Error("step_async() was called twice: call step_wait() first")
        self._played.clear()
        self._stream.send_step(self.environment_spec.action.encode(actions, self.num_envs))
        if self._hooked is not None:
            self._hooked.acted(actions)
        self._pending = True

    @property
    def obstacle(self) -> str:
        """What keeps rollouts out of the JVM: infos at every step, or a hook; empty if nothing does."""
        if self._hooked is not None:
            return "hook"
        return "info_every_step" if self._options_of_stream.info_every_step else ""

    @property
    def observes_in_python(self) -> bool:
        """Whether a hook makes the observations, which a policy in the JVM therefore cannot have."""
        return self._hooked is not None and self._hooked.observes

    def play(self, plan: RolloutPlan) -> RolloutBatch:
        """Plays steps inside the JVM; the next calls of `step_wait` return them one by one.

        Raises:
            ArgumentError: The plan does not fit the environments.
            ResetNeeded: `reset` was not called.
        """
        if not self._was_reset or self._pending:
            raise ResetNeeded("call reset() before a rollout, and step_wait() after step_async()")
        batch = self._stream.collect(plan)
        self._played = deque(batch.step(index) for index in range(plan.steps))
        return batch

    def step_wait(self) -> Step:
        """Waits for the step and returns observations, rewards, dones and infos.

        Raises:
            Error: `step_async` was not called.
            ServerError: The server terminated; the message gives the cause and the path of the log.
        """
        batch = self._played.popleft() if self._played else self._receive()
        infos: list[dict[str, object]] = [{} for _ in range(self.num_envs)]
        if batch.infos:
            self._fill(infos, batch)
        return batch.observations, batch.rewards.astype(np.float32), batch.terminated | batch.truncated, infos

    def _receive(self) -> StepBatch:
        if not self._pending:
            raise Error(f"{NO_STEP}; a callback of a rollout inside the JVM cannot step or reset its environments")
        self._pending = False
        batch = self._stream.receive_step()
        return batch if self._hooked is None else self._after(self._hooked, batch)

    def _after(self, hooked: HookedVector, batch: StepBatch) -> StepBatch:
        """Returns the step with the hook's observations, rewards and returns of episodes."""
        batch = hooked.after(batch)
        self._returns += batch.rewards
        infos = replace(batch.infos, returns=self._returns[batch.infos.indices])
        self._returns[batch.terminated | batch.truncated] = 0
        return replace(batch, infos=infos)

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

    def action_masks(self) -> npt.NDArray[np.bool_]:
        """Returns which choices of the next actions would have an effect, as far as the action scheme can tell.

        Returns:
            (n_envs, choices) with the choices of all components in order.
        """
        return self._stream.action_masks()

    def set_options(self, options: list[dict[str, object]] | dict[str, object] | None = None) -> None:
        """Accepts only empty options, because these environments have no reset options.

        Raises:
            ArgumentError: An option is given.
        """
        if any(options if isinstance(options, list) else [options]):
            raise invalid(ArgumentError, "options", options, "None or empty dicts: these environments have no options")
        super().set_options(options)

    def close(self) -> None:
        """Closes the environments. A second call has no effect."""
        self._stream.close()

    def get_attr(self, attr_name: str, indices: VecEnvIndices = None) -> list[object]:
        """Returns an attribute that all environments share, such as `render_mode` or `environment_spec`.

        Raises:
            AttributeError: The attribute does not exist.
        """
        value = getattr(self, attr_name)
        return [value for _ in self._get_indices(indices)]

    def set_attr(self, attr_name: str, value: object, indices: VecEnvIndices = None) -> None:
        """Raises AttributeError: the environments run in the JVM. Use `overrides` instead."""
        raise AttributeError(f"cannot set {attr_name!r}: the environments run in the JVM; use overrides instead")

    def env_method(
        self, method_name: str, *method_args: object, indices: VecEnvIndices = None, **method_kwargs: object
    ) -> list[object]:
        """Returns the results of `action_masks`, which MaskablePPO calls, for each environment.

        Raises:
            AttributeError: Another method is called: the environments run in the JVM and have no Python methods.
        """
        if method_name == "action_masks":
            masks = self.action_masks()
            return [masks[index] for index in self._get_indices(indices)]
        raise AttributeError(f"cannot call {method_name!r}: the environments run in the JVM and have no Python methods")

    def env_is_wrapped(self, wrapper_class: object, indices: VecEnvIndices = None) -> list[bool]:
        """Returns True for Monitor only: the infos at episode ends hold the values that Monitor adds."""
        return [wrapper_class is Monitor for _ in self._get_indices(indices)]
