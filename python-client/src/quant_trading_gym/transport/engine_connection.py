"""What every connection to an engine offers, whatever carries its calls: environments."""

from __future__ import annotations

import contextlib
import hashlib
import warnings
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np
from google.protobuf.message import Message
from gymnasium.vector import AutoresetMode

from quant_trading_gym import errors
from quant_trading_gym._version import PROTOCOL, __version__
from quant_trading_gym.transport._proto import environment_pb2, policy_pb2, rollout_pb2, scenario_pb2, session_pb2
from quant_trading_gym.transport.displays import Display, read_display
from quant_trading_gym.transport.environments import CreatedEnvironments, Environments
from quant_trading_gym.transport.policy_results import UploadedPolicy
from quant_trading_gym.transport.rollouts import RolloutBatch, RolloutPlan, read_rollout, write_rollout
from quant_trading_gym.transport.sources import Scenario, find_policy, may_name_policies, named_policies, read_scenario
from quant_trading_gym.transport.specs import read_environment_spec
from quant_trading_gym.transport.step_batch import Bools

CONNECT_SECONDS = 10.0

_AUTORESET_MODES = {
    AutoresetMode.NEXT_STEP: environment_pb2.AUTORESET_MODE_NEXT_STEP,
    AutoresetMode.SAME_STEP: environment_pb2.AUTORESET_MODE_SAME_STEP,
    AutoresetMode.DISABLED: environment_pb2.AUTORESET_MODE_DISABLED,
}

Response = TypeVar("Response", bound=Message)


class CallingChannel(Protocol):
    """Blocking calls to one engine."""

    @property
    def address(self) -> str:
        """Name of the engine for people, such as `host:port`."""

    @property
    def is_broken(self) -> bool:
        """Whether a new channel is needed."""

    @property
    def log_hint(self) -> str:
        """Suffix of error messages with the path of the engine's log; empty for a remote server."""

    def close(self) -> None:
        """Closes the channel. Later calls fail."""

    def call(self, path: str, request: Message, response: type[Response], timeout: float | None = None) -> Response:
        """Calls a method such as "ScenarioService/ListScenarios" and returns its response."""


class EngineConnection(ABC):
    """A channel to one engine after the handshake. The engine frees environments and policies when it closes."""

    def __init__(self, channel: CallingChannel) -> None:
        """Shakes hands over a new channel, which the connection closes."""
        self.address = channel.address
        self._calls = channel
        self._abandoned: deque[str] = deque()
        self._policies: dict[str, str] = {}  # ids by hash
        self.machine: Mapping[str, str] = self._handshake()

    @property
    def is_broken(self) -> bool:
        """Whether the engine has terminated or has lost the state of this connection."""
        return self._calls.is_broken

    @property
    def log_hint(self) -> str:
        """Suffix of error messages with the path of the engine's log; empty for a remote server."""
        return self._calls.log_hint

    @property
    def build(self) -> str:
        """Version and commit of the engine's sources, such as `0.1.0 (1a2b3c4-dirty)`."""
        return self.machine.get("build", "")

    def close(self) -> None:
        """Closes the channel and every environment and policy of this connection."""
        self._calls.close()

    def create_environment(
        self,
        scenario: Scenario,
        overrides: Mapping[str, object] | None = None,
        *,
        num_envs: int,
        autoreset_mode: AutoresetMode,
        max_episode_steps: int | None = None,
        info_every_step: bool = False,
        threads: int | None = None,
    ) -> Environments:
        """Creates a vector environment of one scenario.

        Args:
            scenario: Name in the catalogue, path of a YAML file, or a mapping with a scenario's content.
            overrides: Values that take precedence; maps are merged, lists are replaced.
            num_envs: Number of environments.
            autoreset_mode: Time at which a finished environment starts its next episode.
            max_episode_steps: Number of steps after which an episode is truncated; None uses the horizon of the task.
            info_every_step: True sends an info with every step; False sends it at episode ends only.
            threads: Number of threads that step the environments; None uses all cores of the engine's machine.

        Raises:
            ScenarioError: The scenario is unknown or not valid.
        """
        while self._abandoned:
            self.close_environment(self._abandoned.popleft())
        source = self.scenario_source(scenario, overrides)
        request = environment_pb2.CreateEnvironmentRequest(
            scenario=source,
            num_envs=num_envs,
            autoreset_mode=_AUTORESET_MODES[autoreset_mode],
            max_episode_steps=max_episode_steps or 0,
            info_every_step=info_every_step,
            threads=threads or 0,
        )
        path = "EnvironmentService/CreateEnvironment"
        response = self._calls.call(path, request, environment_pb2.CreateEnvironmentResponse)
        return self._open(
            CreatedEnvironments(
                environment_id=response.environment_id,
                spec=read_environment_spec(response.spec, self.policy_hashes(source)),
                num_envs=num_envs,
                info_every_step=info_every_step,
                has_final_observations=autoreset_mode is AutoresetMode.SAME_STEP,
            )
        )

    @abstractmethod
    def _open(self, created: CreatedEnvironments) -> Environments:
        """Returns environments that the engine has created."""

    def collect_rollout(self, created: CreatedEnvironments, plan: RolloutPlan) -> RolloutBatch:
        """Plays steps of environments inside the engine: see `Environments.collect`."""
        request, path = write_rollout(created.environment_id, created.spec, plan), "RolloutService/CollectRollout"
        response = self._calls.call(path, request, rollout_pb2.CollectRolloutResponse)
        return read_rollout(response, created.spec, created.num_envs, plan.steps)

    def action_masks(self, created: CreatedEnvironments) -> Bools:
        """Returns which choices of the next action would have an effect: see `Environments.action_masks`."""
        request = environment_pb2.GetActionMasksRequest(environment_id=created.environment_id)
        path = "EnvironmentService/GetActionMasks"
        masks = self._calls.call(path, request, environment_pb2.GetActionMasksResponse).masks
        return np.frombuffer(masks, np.bool_).reshape(created.num_envs, -1).copy()

    def fork_environment(self, environment_id: str) -> str:
        """Copies an environment in the server's memory; returns the id of the copy."""
        request = environment_pb2.ForkEnvironmentRequest(environment_id=environment_id)
        path = "EnvironmentService/ForkEnvironment"
        return self._calls.call(path, request, environment_pb2.ForkEnvironmentResponse).environment_id

    def display_environment(self, environment_id: str) -> Display:
        """Returns the state of the first environment for a picture, with its fills since the last call."""
        request = environment_pb2.DisplayEnvironmentRequest(environment_id=environment_id)
        path = "EnvironmentService/DisplayEnvironment"
        return read_display(self._calls.call(path, request, environment_pb2.DisplayEnvironmentResponse))

    def close_environment(self, environment_id: str) -> None:
        """Closes an environment; has no effect if the server has terminated."""
        request = environment_pb2.CloseEnvironmentRequest(environment_id=environment_id)
        path = "EnvironmentService/CloseEnvironment"
        with contextlib.suppress(errors.Error, ValueError):  # ValueError: the channel is closed
            self._calls.call(path, request, environment_pb2.CloseEnvironmentResponse, timeout=5.0)

    def abandon(self, environment_id: str) -> None:
        """Marks a garbage-collected environment; a later call closes it."""
        self._abandoned.append(environment_id)

    def scenario_source(
        self, scenario: Scenario, overrides: Mapping[str, object] | None = None
    ) -> scenario_pb2.ScenarioSource:
        """Builds the scenario message and uploads the policies of its ONNX agents.

        Args:
            scenario: Name in the catalogue, path of a YAML file, or a mapping with a scenario's content.
            overrides: Values that take precedence; maps are merged, lists are replaced.

        Raises:
            ScenarioError: The file cannot be read, or one of its policies is missing.
            PolicyError: One of its policies cannot be run.
        """
        source, directory = read_scenario(scenario, overrides)
        if may_name_policies(source):
            for name in named_policies(self._describe(source).effective_json):
                source.policies[name] = self._policy_of_file(find_policy(name, directory))
        return source

    def policy_hashes(self, source: scenario_pb2.ScenarioSource) -> dict[str, str]:
        """Returns the SHA-256 of each policy file that a scenario of `scenario_source` names."""
        hashes = {policy_id: digest for digest, policy_id in self._policies.items()}
        return {name: hashes[policy_id] for name, policy_id in source.policies.items()}

    def _policy_of_file(self, path: Path) -> str:
        """Returns the id of a policy file; uploads each file content once."""
        onnx = path.read_bytes()
        digest = hashlib.sha256(onnx).hexdigest()
        if digest not in self._policies:
            self._policies[digest] = self.upload_policy(path.name, onnx).policy_id
        return self._policies[digest]

    def _describe(self, source: scenario_pb2.ScenarioSource) -> scenario_pb2.DescribeScenarioResponse:
        request = scenario_pb2.DescribeScenarioRequest(scenario=source)
        path = "ScenarioService/DescribeScenario"
        return self._calls.call(path, request, scenario_pb2.DescribeScenarioResponse)

    def upload_policy(self, name: str, onnx: bytes) -> UploadedPolicy:
        """Uploads an ONNX model; the server checks and stores it.

        Raises:
            PolicyError: The server cannot run the model.
        """
        request = policy_pb2.UploadPolicyRequest(name=name, onnx=onnx)
        response = self._calls.call("PolicyService/UploadPolicy", request, policy_pb2.UploadPolicyResponse)
        return UploadedPolicy(policy_id=response.policy_id, metadata=dict(response.metadata))

    def _handshake(self) -> Mapping[str, str]:
        request = session_pb2.HandshakeRequest(protocol=PROTOCOL, build_version=__version__)
        path = "SessionService/Handshake"
        try:
            answer = self._calls.call(path, request, session_pb2.HandshakeResponse, timeout=CONNECT_SECONDS)
        except errors.Error:
            self.close()
            raise
        if answer.build_version != __version__:
            warnings.warn(
                f"build_version: the server {self.address} has build {answer.build_version}, this client {__version__};"
                " results may differ from those of one build",
                UserWarning,
                stacklevel=2,
            )
        return dict(answer.machine)
