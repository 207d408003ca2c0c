"""The vector environment that `gymnasium.make_vec` returns: the JVM steps all copies together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from gymnasium.vector import AutoresetMode, VectorEnv
from gymnasium.vector.utils import batch_space

from quant_trading_gym.envs.hooks import HookedVector, VectorHook, needs_infos
from quant_trading_gym.envs.options import EnvironmentOptions
from quant_trading_gym.errors import ArgumentError, Error, ResetNeeded, invalid
from quant_trading_gym.jvm.engine import Transport
from quant_trading_gym.spec.seeds import check_seeds
from quant_trading_gym.spec.spaces import EnvironmentSpec, Float32
from quant_trading_gym.transport.connection import Tls
from quant_trading_gym.transport.sources import Scenario
from quant_trading_gym.transport.step_arrays import StepArrays, check_step_arrays
from quant_trading_gym.transport.step_batch import StepBatch

_OF_THE_STREAM = ("_stream", "_encode")

Out = Sequence[npt.NDArray[Any]] | None
Step = tuple[Float32, npt.NDArray[np.float64], npt.NDArray[np.bool_], npt.NDArray[np.bool_], dict[str, Any]]


class VectorTradingEnv(VectorEnv[Float32, Any, npt.NDArray[Any]]):
    """`num_envs` copies of one scenario, stepped on all cores with one message for each step.

    Observations are float32 of shape (num_envs, d), rewards float64 of shape (num_envs,).

    Args:
        num_envs: Number of environments.
        scenario: Name in the catalogue, path of a YAML file, or a mapping with a scenario's content.
        overrides: Values that take precedence over those of the scenario; maps are merged, lists are replaced.
        transport: "inprocess" for the engine in this process, "local" for a server process on this machine, "grpc" for
            a server over TCP, "auto" for the first that is possible.
        address: `host:port` of a running server; None uses the embedded server, which starts on first use.
        token: Access token of the remote server.
        tls: True to verify the remote server with the system's CA certificates, or the path of a PEM file with the
            certificate to trust; None for a connection without TLS.
        autoreset_mode: Time at which a finished environment starts its next episode.
        max_episode_steps: Number of steps after which an episode is truncated; None uses the horizon of the task.
        info_every_step: True sends `info` for all environments with every step; False sends it at episode ends only.
        threads: Number of Java threads that step the environments; None uses all cores. Results do not depend on it.
        hook: Observations and rewards in Python, see `quant_trading_gym.VectorHook`; None leaves those of the scenario.
        render_mode: None; rendering is not supported.

    Raises:
        ScenarioError: The scenario is unknown or not valid.
        ServerError: No server can be started or reached.
    """

    def __init__(
        self,
        *,
        num_envs: int = 1,
        scenario: Scenario,
        overrides: Mapping[str, object] | None = None,
        transport: Transport = "auto",
        address: str | None = None,
        token: str | None = None,
        tls: Tls = None,
        autoreset_mode: AutoresetMode | str = AutoresetMode.NEXT_STEP,
        max_episode_steps: int | None = None,
        info_every_step: bool = False,
        threads: int | None = None,
        hook: VectorHook | None = None,
        render_mode: str | None = None,
    ) -> None:
        if render_mode is not None:
            raise invalid(ArgumentError, "render_mode", render_mode, "None")
        self.autoreset_mode = _autoreset_mode(autoreset_mode)
        self.metadata = {"render_modes": [], "autoreset_mode": self.autoreset_mode}
        self._options = EnvironmentOptions(
            scenario=scenario,
            num_envs=num_envs,
            autoreset_mode=self.autoreset_mode,
            overrides=overrides,
            transport=transport,
            address=address,
            token=token,
            tls=tls,
            max_episode_steps=max_episode_steps,
            info_every_step=info_every_step or needs_infos(hook),
            threads=threads,
        )
        self._stream = self._options.open()
        self.num_envs = num_envs
        self.single_observation_space = self.environment_spec.observation_space()
        self.single_action_space = self.environment_spec.action_space()
        self.observation_space = self.environment_spec.observation_space(num_envs)
        self._hooked: HookedVector | None = None
        if hook is not None:
            self._hooked = HookedVector(
                hook, self.environment_spec, num_envs, self.autoreset_mode, shows_infos=info_every_step
            )
            self.single_observation_space = self._hooked.space
            self.observation_space = batch_space(self._hooked.space, num_envs)
        self.action_space = self.environment_spec.action_space(num_envs)
        self._encode = self.environment_spec.action.encode
        self._was_reset = np.zeros(num_envs, dtype=np.bool_)
        self._sent = False

    @property
    def environment_spec(self) -> EnvironmentSpec:
        """Specification of observations and actions: fields with units and bounds, actions with labels, hash."""
        return self._stream.spec

    def reset(
        self, *, seed: int | Sequence[int] | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Float32, dict[str, Any]]:
        """Starts an episode in every environment, or in the environments of `options["reset_mask"]`.

        Closed environments are created anew; their seed sequences start again.

        Args:
            seed: Environment i plays the episode of seed + i or seed[i]; None starts the next episode of each.
            options: None, or a dict with the key `reset_mask`: a bool array of shape (num_envs,).

        Raises:
            ArgumentError: A seed is not an unsigned 64-bit integer, or an option is not valid.
            Error: A step was sent and not yet received.
        """
        self._check_received("reset")
        mask = _reset_mask(options, self.num_envs)
        seeds = None if seed is None else check_seeds(seed, self.num_envs)
        if seeds is not None:
            super().reset(seed=seeds[0])
        if self._stream.is_closed:
            self._stream = self._options.reopen(self.environment_spec)
            self._was_reset[:] = False
            self.closed = False
        batch = self._stream.reset(seeds, b"" if mask is None else mask.tobytes())
        self._was_reset |= True if mask is None else mask
        if self._hooked is not None:
            batch = self._hooked.begin(batch, mask)
        return batch.observations, batch.vector_info()

    def step(self, actions: Any, *, out: Out = None) -> Step:
        """Simulates one decision interval in every environment.

        Args:
            actions: Array of shape (num_envs, *action shape).
            out: Arrays of the caller for observations (num_envs, d) float32, rewards (num_envs,) float64, terminations
                and truncations (num_envs,) bool: the step writes into them and returns them. None returns fresh arrays.

        Returns:
            Observations, rewards, terminations, truncations and infos. With SAME_STEP, `final_obs` and `final_info`
            hold the last observations and infos of the episodes that ended in this step.

        Raises:
            ActionError: An action is not in the action space. The state is unchanged.
            ArgumentError: An array of `out` cannot take the results. The state is unchanged.
            Error: A step was sent and not yet received.
            ResetNeeded: `reset` was not called; with DISABLED, also if an episode has ended.
            ServerError: The server terminated; the message gives the cause and the path of the log.
        """
        return self._returned(self._stream.step(*self._checked("step", actions, out)))

    def action_masks(self) -> npt.NDArray[np.bool_]:
        """Returns which choices of the next actions would have an effect, as far as the action scheme can tell.

        Returns:
            (num_envs, choices) with the choices of all components in order; True where an episode has ended.

        Raises:
            ResetNeeded: `reset` was not called.
        """
        return self._stream.action_masks()

    def send(self, actions: Any, *, out: Out = None) -> None:
        """Begins a step, which goes on while Python does something else; `recv` returns its result.

        Until then, this vector accepts `recv` by the same thread and `close`, and the content of `out` is undefined.

        Args:
            actions: See `step`. The array may be changed at once.
            out: See `step`.

        Raises:
            ActionError: An action is not in the action space. No step is sent.
            ArgumentError: An array of `out` cannot take the results. No step is sent.
            Error: A step was sent and not yet received.
            ResetNeeded: `reset` was not called.
        """
        self._stream.send_step(*self._checked("send", actions, out))
        self._sent = True

    def recv(self) -> Step:
        """Waits for the step that was sent; returns what `step` returns.

        Raises:
            Error: No step was sent.
            ResetNeeded: With DISABLED, an episode has ended.
            ServerError: The server terminated; the message gives the cause and the path of the log.
        """
        self._sent = False
        return self._returned(self._stream.receive_step())

    def _checked(self, method: str, actions: Any, out: Out) -> tuple[bytes, StepArrays | None]:
        """Returns the packed actions and the arrays of a step that may begin."""
        self._check_received(method)
        if not self._was_reset.all():
            raise ResetNeeded(f"call reset() before {method}()")
        arrays = check_step_arrays(out, self.num_envs, self.environment_spec.observation.size)
        encoded = self._encode(actions, self.num_envs)
        if self._hooked is not None:
            if out is not None:
                raise invalid(ArgumentError, "out", "arrays", "None: the hook makes arrays of its own")
            self._hooked.acted(actions)
        return encoded, arrays

    def _check_received(self, method: str) -> None:
        if self._sent:
            raise Error(f"a step was sent and not yet received: call recv() before {method}()")

    def _returned(self, batch: StepBatch) -> Step:
        if self._hooked is not None:
            batch = self._hooked.after(batch)
        return batch.observations, batch.rewards, batch.terminated, batch.truncated, self._infos(batch)

    def _infos(self, batch: StepBatch) -> dict[str, Any]:
        ended = batch.terminated | batch.truncated
        if self.autoreset_mode is not AutoresetMode.SAME_STEP or not ended.any():
            return batch.vector_info()
        infos = batch.vector_info(~ended)
        infos["final_info"] = batch.vector_info(ended)
        infos["final_obs"] = np.full(self.num_envs, None, dtype=object)
        for row, index in enumerate(np.flatnonzero(ended)):
            infos["final_obs"][index] = batch.final_observations[row]
        infos["_final_info"], infos["_final_obs"] = ended.copy(), ended.copy()
        return infos

    def __getstate__(self) -> tuple[dict[str, Any], EnvironmentSpec, list[bytes | None]]:
        """Returns the state for `copy.deepcopy` and pickle. The copy continues from snapshots on its own stream.

        The state contains the token of a remote server. A copy of closed environments must be reset.
        """
        self._check_received("copy")
        attributes = {name: value for name, value in vars(self).items() if name not in _OF_THE_STREAM}
        if self._stream.is_closed:
            attributes |= {"_was_reset": np.zeros_like(self._was_reset), "closed": False}
        snapshots = [self._stream.snapshot(i) if begun else None for i, begun in enumerate(attributes["_was_reset"])]
        return attributes, self.environment_spec, snapshots

    def __setstate__(self, state: tuple[dict[str, Any], EnvironmentSpec, list[bytes | None]]) -> None:
        attributes, spec, snapshots = state
        vars(self).update(attributes)
        self._stream = self._options.reopen(spec)
        self._encode = spec.action.encode
        for index, snapshot in enumerate(snapshots):
            if snapshot is not None:
                self._stream.restore(snapshot, index)

    def close_extras(self, **kwargs: Any) -> None:
        """Closes the environments; gives up a step that was sent."""
        self._sent = False
        if hasattr(self, "_stream"):  # older Gymnasium versions also close an object with a failed constructor
            self._stream.close()


def _autoreset_mode(mode: AutoresetMode | str) -> AutoresetMode:
    try:
        return AutoresetMode(mode)
    except ValueError:
        allowed = ", ".join(str(each) for each in AutoresetMode) + "; or one of their values as text"
        raise invalid(ArgumentError, "autoreset_mode", mode, allowed) from None


def _reset_mask(options: dict[str, Any] | None, num_envs: int) -> npt.NDArray[np.bool_] | None:
    if not options:
        return None
    mask = options.get("reset_mask")
    if set(options) != {"reset_mask"}:
        raise invalid(ArgumentError, "options", options, "None, or a dict with the single key 'reset_mask'")
    if not isinstance(mask, np.ndarray) or mask.dtype != np.bool_ or mask.shape != (num_envs,) or not mask.any():
        allowed = f"a bool array of shape ({num_envs},) with at least one True"
        raise invalid(ArgumentError, "options['reset_mask']", mask, allowed)
    return mask
