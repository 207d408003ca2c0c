"""The single environment that `gymnasium.make` returns."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any, ClassVar

import gymnasium
import numpy as np
import numpy.typing as npt
from gymnasium.vector import AutoresetMode

from quant_trading_gym.base.text import clock
from quant_trading_gym.envs.options import EnvironmentOptions
from quant_trading_gym.envs.picture import EpisodePicture, moment_of
from quant_trading_gym.envs.window import Window, import_pygame
from quant_trading_gym.errors import ArgumentError, ResetNeeded, invalid
from quant_trading_gym.jvm.engine import Transport
from quant_trading_gym.spec.seeds import check_seed
from quant_trading_gym.spec.spaces import EnvironmentSpec, Float32
from quant_trading_gym.transport.connection import Tls
from quant_trading_gym.transport.environments import Environments, SingleStep
from quant_trading_gym.transport.sources import Scenario
from quant_trading_gym.transport.step_batch import EpisodeInfo, StepBatch

_NOT_BEGUN = "call reset() before step()"
_OF_THIS_OBJECT = ("_stream", "_window")
_ENDED = "the episode has ended: call reset() before the next step()"


class TradingEnv(gymnasium.Env[Float32, Any]):
    """A trading agent in a simulated market.

    Observations are float32 of shape (d,).

    Args:
        scenario: Name in the catalogue, path of a YAML file, or a mapping with a scenario's content.
        overrides: Values that take precedence over those of the scenario; maps are merged, lists are replaced.
        transport: "inprocess" for the engine in this process, "local" for a server process on this machine, "grpc" for
            a server over TCP, "auto" for the first that is possible.
        address: `host:port` of a running server; None uses the embedded server, which starts on first use.
        token: Access token of the remote server.
        tls: True to verify the remote server with the system's CA certificates, or the path of a PEM file with the
            certificate to trust; None for a connection without TLS.
        render_mode: None, "ansi" for one line of text for each `render`, "rgb_array" for a picture, or "human" for a
            window that shows every step; it needs the extra [render] and a screen.

    Raises:
        ScenarioError: The scenario is unknown or not valid.
        ServerError: No server can be started or reached.
        ArgumentError: The render mode is unknown, or the package of the window is not installed.
    """

    metadata: ClassVar[dict[str, Any]] = {  # type: ignore[misc]
        "render_modes": ["ansi", "rgb_array", "human"],
        "render_fps": 30,
    }

    def __init__(
        self,
        *,
        scenario: Scenario,
        overrides: Mapping[str, object] | None = None,
        transport: Transport = "auto",
        address: str | None = None,
        token: str | None = None,
        tls: Tls = None,
        render_mode: str | None = None,
    ) -> None:
        if render_mode not in (None, *self.metadata["render_modes"]):
            raise invalid(ArgumentError, "render_mode", render_mode, "None, 'ansi', 'rgb_array' or 'human'")
        if render_mode == "human":
            import_pygame()
        self.render_mode = render_mode
        self._options = EnvironmentOptions(
            scenario=scenario,
            autoreset_mode=AutoresetMode.DISABLED,
            overrides=overrides,
            transport=transport,
            address=address,
            token=token,
            tls=tls,
            info_every_step=True,
        )
        self._attach(self._options.open())

    def _attach(self, stream: Environments) -> None:
        self._stream = stream
        self.observation_space = self.environment_spec.observation_space()
        self.action_space = self.environment_spec.action_space()
        self._blocked = _NOT_BEGUN
        self._last_info: dict[str, Any] = {}
        self._picture = EpisodePicture(self.environment_spec.steps_per_episode)
        self._window: Window | None = None

    @property
    def environment_spec(self) -> EnvironmentSpec:
        """Specification of observations and actions: fields with units and bounds, actions with labels, hash."""
        return self._stream.spec

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Float32, dict[str, Any]]:
        """Starts the episode of `seed`; without a seed, starts the next episode after the last seed.

        A closed environment is created anew; its seed sequence starts again.

        Raises:
            ArgumentError: The seed is not an unsigned 64-bit integer, or `options` is not empty.
        """
        if options:
            raise invalid(ArgumentError, "options", options, "None or an empty dict")
        seed = None if seed is None else check_seed(seed)
        super().reset(seed=seed)
        if self._stream.is_closed:
            self._stream = self._options.reopen(self.environment_spec)
        batch = self._stream.reset(None if seed is None else [seed])
        self._blocked = ""
        return self._observe(batch, begins=True)

    def step(self, action: Any) -> SingleStep:
        """Simulates one decision interval.

        Raises:
            ActionError: The action is not in the action space. The state is unchanged.
            ResetNeeded: `reset` was not called, or the episode has ended.
            ServerError: The server terminated; the message gives the cause and the path of the log.
        """
        if self._blocked:
            raise ResetNeeded(self._blocked)
        if self.render_mode is not None:
            return self._step_and_show(action)
        result = self._stream.step_one(action)
        if result[2] or result[3]:
            self._blocked = _ENDED
        return result

    def action_masks(self) -> npt.NDArray[np.bool_]:
        """Returns which choices of the next action would have an effect, as far as the action scheme can tell.

        Returns:
            (choices,) with the choices of all components in order.

        Raises:
            ResetNeeded: `reset` was not called.
        """
        masks: npt.NDArray[np.bool_] = self._stream.action_masks()[0]
        return masks

    def _step_and_show(self, action: Any) -> SingleStep:
        batch = self._stream.step(self.environment_spec.action.encode(action))
        terminated, truncated = bool(batch.terminated[0]), bool(batch.truncated[0])
        if terminated or truncated:
            self._blocked = _ENDED
        observation, info = self._observe(batch)
        return observation, float(batch.rewards[0]), terminated, truncated, info

    def _observe(self, batch: StepBatch, *, begins: bool = False) -> tuple[Float32, dict[str, Any]]:
        self._last_info = batch.infos[0].values
        if self.render_mode in ("rgb_array", "human"):
            self._show(batch.infos[0], begins=begins)
        return batch.observations[0], self._last_info.copy()

    def _show(self, info: EpisodeInfo, *, begins: bool) -> None:
        moment = moment_of(info, self._stream.display())
        if begins:
            instruments = self.environment_spec.instruments
            self._picture.begin(moment, instruments[info.instrument] if instruments else "")
        else:
            self._picture.add(moment)
        if self.render_mode == "human":
            self._window = self._window or Window(self.metadata["render_fps"])
            self._window.show(self._picture.draw())

    def snapshot(self) -> bytes:
        """Returns the whole state: market, agents, random streams, own orders, account, episode, observation.

        `restore` accepts it in any environment of the same scenario, also in another process, if the server is of the
        same build.

        Raises:
            ResetNeeded: `reset` was not called.
        """
        self._check_begun("snapshot")
        return self._stream.snapshot()

    def restore(self, snapshot: bytes) -> tuple[Float32, dict[str, Any]]:
        """Restores a state that `snapshot` saved; the result is bit-identical.

        Wrappers do not support this method: call it on `env.unwrapped`. Step counters of wrappers such as `TimeLimit`
        are not restored.

        Returns:
            The observation (d,), float32, and the info of the restored state.

        Raises:
            ArgumentError: The bytes are damaged, or of another version, build or scenario. The state is unchanged.
        """
        if not isinstance(snapshot, (bytes, bytearray, memoryview)):
            raise invalid(ArgumentError, "snapshot", type(snapshot).__name__, "the bytes that snapshot() returned")
        batch = self._stream.restore(bytes(snapshot))
        self._blocked = _ENDED if batch.terminated[0] or batch.truncated[0] else ""
        return self._observe(batch, begins=True)

    def fork(self) -> TradingEnv:
        """Returns an independent copy of this environment in its current state.

        The server copies the state in memory. The copy has no wrappers. The caller must close it.

        Raises:
            ResetNeeded: `reset` was not called.
        """
        self._check_begun("fork")
        twin = object.__new__(type(self))
        twin.render_mode = self.render_mode
        twin.spec = self.spec
        twin._options = self._options
        twin._attach(self._stream.fork())
        twin._blocked = self._blocked
        twin._last_info = self._last_info.copy()
        twin._picture = copy.deepcopy(self._picture)
        return twin

    def __getstate__(self) -> tuple[dict[str, Any], EnvironmentSpec, bytes | None]:
        """Returns the state for `copy.deepcopy` and pickle. The copy continues from a snapshot on its own stream.

        The state contains the token of a remote server. A copy of a closed environment must be reset.
        """
        attributes = {name: value for name, value in vars(self).items() if name not in _OF_THIS_OBJECT}
        if self._stream.is_closed:
            attributes["_blocked"] = _NOT_BEGUN
        snapshot = None if attributes["_blocked"] == _NOT_BEGUN else self._stream.snapshot()
        return attributes, self.environment_spec, snapshot

    def __setstate__(self, state: tuple[dict[str, Any], EnvironmentSpec, bytes | None]) -> None:
        attributes, spec, snapshot = state
        vars(self).update(attributes)
        self._stream = self._options.reopen(spec)
        self._window = None
        if snapshot is not None:
            self._stream.restore(snapshot)

    def _check_begun(self, method: str) -> None:
        if self._blocked == _NOT_BEGUN:
            raise ResetNeeded(f"call reset() before {method}()")

    def render(self) -> str | npt.NDArray[np.uint8] | None:
        """Returns the state of the episode in the format of `render_mode`; None before the first reset.

        Returns:
            With "ansi" one line with time, position, P&L and fees. With "rgb_array" a picture of the episode so far:
            uint8, (480, 640, 3). It shows the mid price with the agent's best quotes and its fills, the book, the
            position and the P&L; without a price, the equity. With "human" None: resets and steps update the window.
        """
        if self.render_mode == "rgb_array":
            return self._picture.draw()
        if self.render_mode != "ansi" or not self._last_info:
            return None
        info = self._last_info
        time = clock(int(info["time_nanos"]))
        return f"{time}  position {info['position'].tolist()}  pnl {info['pnl']:.2f}  fees {info['fees']:.2f}"

    def close(self) -> None:
        """Closes the environment and its window. A second call has no effect."""
        self._stream.close()
        if self._window is not None:
            self._window.close()
            self._window = None
