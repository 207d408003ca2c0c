"""The single environment that `gymnasium.make` returns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import gymnasium
from gymnasium.vector import AutoresetMode

from quant_trading_gym.errors import ArgumentError, ResetNeeded, invalid
from quant_trading_gym.jvm.engine import connect
from quant_trading_gym.spec.seeds import check_seed
from quant_trading_gym.spec.spaces import EnvironmentSpec, Float32
from quant_trading_gym.transport.connection import Tls
from quant_trading_gym.transport.sources import Scenario
from quant_trading_gym.transport.step_batch import StepBatch
from quant_trading_gym.transport.stream import EnvironmentStream

_NOT_BEGUN = "call reset() before step()"
_ENDED = "the episode has ended: call reset() before the next step()"


class TradingEnv(gymnasium.Env[Float32, Any]):
    """A trading agent in a simulated market.

    Observations are float32 of shape (d,).

    Args:
        scenario: Name in the catalogue, path of a YAML file, or a mapping with a scenario's content.
        overrides: Values that take precedence over those of the scenario; maps are merged, lists are replaced.
        address: `host:port` of a running server; None uses the embedded server, which starts on first use.
        token: Access token of the remote server.
        tls: True to verify the remote server with the system's CA certificates, or the path of a PEM file with the
            certificate to trust; None for a connection without TLS.
        render_mode: None, or "ansi" for one line of text for each `render`.

    Raises:
        ScenarioError: The scenario is unknown or not valid.
        ServerError: No server can be started or reached.
    """

    metadata: ClassVar[dict[str, Any]] = {"render_modes": ["ansi"], "render_fps": 10}  # type: ignore[misc]

    def __init__(
        self,
        *,
        scenario: Scenario,
        overrides: Mapping[str, object] | None = None,
        address: str | None = None,
        token: str | None = None,
        tls: Tls = None,
        render_mode: str | None = None,
    ) -> None:
        if render_mode not in (None, "ansi"):
            raise invalid(ArgumentError, "render_mode", render_mode, "None or 'ansi'")
        self.render_mode = render_mode
        connection = connect(address=address, token=token, tls=tls)
        self._attach(
            connection.create_environment(
                scenario, overrides, num_envs=1, autoreset_mode=AutoresetMode.DISABLED, info_every_step=True
            )
        )

    def _attach(self, stream: EnvironmentStream) -> None:
        self._stream = stream
        self.observation_space = self.environment_spec.observation_space()
        self.action_space = self.environment_spec.action_space()
        self._encode = self.environment_spec.action.encode
        self._blocked = _NOT_BEGUN
        self._last_info: dict[str, Any] = {}

    @property
    def environment_spec(self) -> EnvironmentSpec:
        """Specification of observations and actions: fields with units and bounds, actions with labels, hash."""
        return self._stream.spec

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Float32, dict[str, Any]]:
        """Starts the episode of `seed`; without a seed, starts the next episode after the last seed.

        Raises:
            ArgumentError: The seed is not an unsigned 64-bit integer, or `options` is not empty.
        """
        if options:
            raise invalid(ArgumentError, "options", options, "None or an empty dict")
        seed = None if seed is None else check_seed(seed)
        super().reset(seed=seed)
        batch = self._stream.reset(None if seed is None else [seed])
        self._blocked = ""
        return self._observe(batch)

    def step(self, action: Any) -> tuple[Float32, float, bool, bool, dict[str, Any]]:
        """Simulates one decision interval.

        Raises:
            ActionError: The action is not in the action space. The state is unchanged.
            ResetNeeded: `reset` was not called, or the episode has ended.
            ServerError: The server terminated; the message gives the cause and the path of the log.
        """
        if self._blocked:
            raise ResetNeeded(self._blocked)
        self._stream.send_step(self._encode(action))
        batch = self._stream.receive_step()
        terminated, truncated = bool(batch.terminated[0]), bool(batch.truncated[0])
        if terminated or truncated:
            self._blocked = _ENDED
        observation, info = self._observe(batch)
        return observation, float(batch.rewards[0]), terminated, truncated, info

    def _observe(self, batch: StepBatch) -> tuple[Float32, dict[str, Any]]:
        self._last_info = batch.infos[0].values
        return batch.observations[0], self._last_info.copy()

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
        return self._observe(batch)

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
        twin._attach(self._stream.fork())
        twin._blocked = self._blocked
        twin._last_info = self._last_info.copy()
        return twin

    def _check_begun(self, method: str) -> None:
        if self._blocked == _NOT_BEGUN:
            raise ResetNeeded(f"call reset() before {method}()")

    def render(self) -> str | None:
        """Returns one line with time, position, P&L and fees if `render_mode` is "ansi"; otherwise None."""
        if self.render_mode is None or not self._last_info:
            return None
        info = self._last_info
        seconds = info["time_nanos"] // 1_000_000_000
        clock = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
        return f"{clock}  position {info['position'].tolist()}  pnl {info['pnl']:.2f}  fees {info['fees']:.2f}"

    def close(self) -> None:
        """Closes the environment. A second call has no effect."""
        self._stream.close()
