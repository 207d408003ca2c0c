"""Many environments stepped together in the JVM, as `gymnasium.make_vec` makes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from gymnasium.vector import AutoresetMode, VectorEnv

from quant_trading_gym.envs.options import EnvironmentOptions
from quant_trading_gym.errors import ArgumentError, ResetNeeded, invalid
from quant_trading_gym.spec.seeds import check_seeds
from quant_trading_gym.spec.spaces import EnvironmentSpec, Float32
from quant_trading_gym.transport.connection import Tls
from quant_trading_gym.transport.sources import Scenario
from quant_trading_gym.transport.step_batch import StepBatch, vector_info

_OF_THE_STREAM = ("_stream", "_encode")

Step = tuple[Float32, npt.NDArray[np.float64], npt.NDArray[np.bool_], npt.NDArray[np.bool_], dict[str, Any]]


class VectorTradingEnv(VectorEnv[Float32, Any, npt.NDArray[Any]]):
    """`num_envs` copies of one scenario, stepped on all cores by one message for each step.

    Args:
        num_envs: How many environments.
        scenario: Name in the catalogue, path of a YAML file, or a mapping with a scenario's content.
        overrides: Values that take precedence over the scenario's; maps merge, lists replace.
        address: `host:port` of a running server; None starts the embedded one on first use.
        token: The token of that server.
        tls: True, or the path of a PEM file with the certificate to trust, where that server speaks TLS.
        autoreset_mode: When a finished environment starts its next episode.
        max_episode_steps: Truncates episodes after so many steps; None plays to the task's own horizon.
        info_every_step: Sends `info` for all environments with every step, rather than at episode ends only.
        render_mode: None; there is nothing to see.

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
        address: str | None = None,
        token: str | None = None,
        tls: Tls = None,
        autoreset_mode: AutoresetMode | str = AutoresetMode.NEXT_STEP,
        max_episode_steps: int | None = None,
        info_every_step: bool = False,
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
            address=address,
            token=token,
            tls=tls,
            max_episode_steps=max_episode_steps,
            info_every_step=info_every_step,
        )
        self._stream = self._options.open()
        self.num_envs = num_envs
        self.single_observation_space = self.environment_spec.observation_space()
        self.single_action_space = self.environment_spec.action_space()
        self.observation_space = self.environment_spec.observation_space(num_envs)
        self.action_space = self.environment_spec.action_space(num_envs)
        self._encode = self.environment_spec.action.encode
        self._was_reset = np.zeros(num_envs, dtype=np.bool_)

    @property
    def environment_spec(self) -> EnvironmentSpec:
        """What each environment shows and accepts: fields with units and bounds, actions with labels, hash."""
        return self._stream.spec

    def reset(
        self, *, seed: int | Sequence[int] | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Float32, dict[str, Any]]:
        """Starts an episode in every environment, or in those of `options["reset_mask"]`.

        Environments that were closed are made anew, and their sequences of seeds with them.

        Args:
            seed: Environment i plays the episode of seed + i, or of seed[i]; None goes on to the next one of each.
            options: None, or a dict with the key `reset_mask`: a bool array of shape (num_envs,).

        Raises:
            ArgumentError: A seed is not an unsigned 64-bit integer, or an option is not valid.
        """
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
        return batch.observations, batch.vector_info()

    def step(self, actions: Any) -> Step:
        """Plays one decision interval in every environment.

        Args:
            actions: Array of shape (num_envs, *action shape).

        Returns:
            Observations, rewards, terminations, truncations and infos. With SAME_STEP, `final_obs` and `final_info`
            hold what belongs to the episodes that ended in this step.

        Raises:
            ActionError: An action is not in the action space; nothing moved.
            ResetNeeded: Before the first reset; with DISABLED, also after the end of an episode.
            ServerError: The server died; the message says how, and where its log is.
        """
        if not self._was_reset.all():
            raise ResetNeeded("call reset() before step()")
        self._stream.send_step(self._encode(actions, self.num_envs))
        batch = self._stream.receive_step()
        return batch.observations, batch.rewards, batch.terminated, batch.truncated, self._infos(batch)

    def _infos(self, batch: StepBatch) -> dict[str, Any]:
        ended = batch.terminated | batch.truncated
        if self.autoreset_mode is not AutoresetMode.SAME_STEP or not ended.any():
            return batch.vector_info()
        infos = vector_info([info for info in batch.infos if not ended[info.index]], self.num_envs)
        infos["final_info"] = vector_info([info for info in batch.infos if ended[info.index]], self.num_envs)
        infos["final_obs"] = np.full(self.num_envs, None, dtype=object)
        for row, index in enumerate(np.flatnonzero(ended)):
            infos["final_obs"][index] = batch.final_observations[row]
        infos["_final_info"], infos["_final_obs"] = ended.copy(), ended.copy()
        return infos

    def __getstate__(self) -> tuple[dict[str, Any], EnvironmentSpec, list[bytes | None]]:
        """What a copy (`copy.deepcopy`, pickle) begins with: it goes on from snapshots, on a stream of its own.

        It holds the token of a remote server. A copy of closed environments has to be reset.
        """
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
        """Ends the environments."""
        if hasattr(self, "_stream"):  # older versions of Gymnasium close what could not be made
            self._stream.close()


def _autoreset_mode(mode: AutoresetMode | str) -> AutoresetMode:
    try:
        return AutoresetMode(mode)
    except ValueError:
        allowed = ", ".join(str(each) for each in AutoresetMode) + ", or their values as text"
        raise invalid(ArgumentError, "autoreset_mode", mode, allowed) from None


def _reset_mask(options: dict[str, Any] | None, num_envs: int) -> npt.NDArray[np.bool_] | None:
    if not options:
        return None
    mask = options.get("reset_mask")
    if set(options) != {"reset_mask"}:
        raise invalid(ArgumentError, "options", options, "None, or a dict with the key 'reset_mask' alone")
    if not isinstance(mask, np.ndarray) or mask.dtype != np.bool_ or mask.shape != (num_envs,) or not mask.any():
        allowed = f"a bool array of shape ({num_envs},) with at least one True"
        raise invalid(ArgumentError, "options['reset_mask']", mask, allowed)
    return mask
