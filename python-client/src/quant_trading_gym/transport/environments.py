"""What every carrier offers for the environments of one `CreateEnvironment` call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol, Self

from quant_trading_gym.spec.spaces import EnvironmentSpec
from quant_trading_gym.transport.displays import Display
from quant_trading_gym.transport.rollouts import RolloutBatch, RolloutPlan
from quant_trading_gym.transport.step_arrays import StepArrays
from quant_trading_gym.transport.step_batch import Bools, Float32, StepBatch

NO_STEP = "no step is under way: begin one first"
SingleStep = tuple[Float32, float, bool, bool, dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class CreatedEnvironments:
    """Environments that a server has created.

    Attributes:
        environment_id: Id on the connection.
        spec: Specification of each environment.
        num_envs: Number of environments.
        info_every_step: Whether each step returns the infos of all environments.
        has_final_observations: Whether each step returns the last observations of the episodes that ended in it.
    """

    environment_id: str
    spec: EnvironmentSpec
    num_envs: int
    info_every_step: bool
    has_final_observations: bool


class Connection(Protocol):
    """The part of `EngineConnection` that environments use."""

    @property
    def is_broken(self) -> bool:
        """Whether the engine has terminated or has lost the state of this connection."""

    @property
    def log_hint(self) -> str:
        """Suffix of error messages with the path of the engine's log; empty for a remote server."""

    def fork_environment(self, environment_id: str) -> str:
        """Copies environments in the engine's memory; returns the id of the copies."""

    def display_environment(self, environment_id: str) -> Display:
        """Returns the state of the first environment for a picture, with its fills since the last call."""

    def collect_rollout(self, created: CreatedEnvironments, plan: RolloutPlan) -> RolloutBatch:
        """Plays steps of environments inside the engine."""

    def action_masks(self, created: CreatedEnvironments) -> Bools:
        """Returns which choices of the next action would have an effect."""

    def close_environment(self, environment_id: str) -> None:
        """Closes environments; has no effect if the engine has terminated."""

    def abandon(self, environment_id: str) -> None:
        """Marks garbage-collected environments; a later call closes them."""


class Environments(Protocol):
    """Environments that step together. Only one thread of one process may use them."""

    @property
    def spec(self) -> EnvironmentSpec:
        """Specification of each environment."""

    @property
    def is_closed(self) -> bool:
        """Whether `close` was called."""

    def step(self, actions: bytes, out: StepArrays | None = None) -> StepBatch:
        """Steps with packed actions; writes the results into `out` or into fresh arrays.

        Raises:
            ActionError: The engine rejected the actions. The state is unchanged.
            ResetNeeded: An environment has to be reset first.
            ServerError: The engine has failed.
        """

    def send_step(self, actions: bytes, out: StepArrays | None = None) -> None:
        """Begins a step, which goes on while the caller does something else; `receive_step` returns its result."""

    def receive_step(self) -> StepBatch:
        """Waits for the step that was sent by the same thread; returns its result.

        Raises:
            Error: None was sent.
            ActionError: The engine rejected the actions. The state is unchanged.
            ResetNeeded: An environment has to be reset first.
            ServerError: The engine has failed.
        """

    def step_one(self, action: Any) -> SingleStep:
        """Steps the only environment: observation (d,), reward, terminated, truncated, info.

        Raises:
            ActionError: The action is not in the action space. The state is unchanged.
            ResetNeeded: The environment has to be reset first.
            ServerError: The engine has failed.
        """

    def reset(self, seeds: list[int] | None = None, mask: bytes = b"") -> StepBatch:
        """Starts the next episode in all environments, or in the environments with 1 in `mask`."""

    def action_masks(self) -> Bools:
        """Returns which choices of the next action would have an effect, as far as the action scheme can tell.

        Returns:
            (num_envs, choices) with the choices of all components in order; (num_envs, 0) for a BOX.

        Raises:
            ResetNeeded: An environment was never reset.
        """

    def collect(self, plan: RolloutPlan) -> RolloutBatch:
        """Plays steps inside the engine with a policy that is being trained; needs the autoreset mode SAME_STEP.

        Raises:
            ActionError: A forced action is not in the action space.
            ArgumentError: The plan does not fit the environments.
            ResetNeeded: An environment has to be reset first.
            ServerError: The engine has failed.
        """

    def snapshot(self, index: int = 0) -> bytes:
        """Returns the whole state of one environment.

        Raises:
            ResetNeeded: No episode has started.
        """

    def restore(self, snapshot: bytes, index: int = 0) -> StepBatch:
        """Restores a saved state in one environment.

        Raises:
            ArgumentError: The snapshot is damaged, or of another version, build or scenario. The state is unchanged.
        """

    def display(self) -> Display:
        """Returns the state of the first environment for a picture, with its fills since the last call."""

    def fork(self) -> Self:
        """Copies the environments in their current state.

        Raises:
            ResetNeeded: No episode has started.
        """

    def close(self) -> None:
        """Closes the environments. A second call, or a call in a forked child, has no effect."""
