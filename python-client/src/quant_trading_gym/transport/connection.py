"""Connections to servers: all calls, with plain Python types.

Calls are blocking. Several threads may share a connection.
"""

from __future__ import annotations

import contextlib
import hashlib
import warnings
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gymnasium.vector import AutoresetMode

from quant_trading_gym import errors
from quant_trading_gym._version import PROTOCOL, __version__
from quant_trading_gym.transport._proto import environment_pb2, policy_pb2, scenario_pb2, session_pb2, watch_pb2
from quant_trading_gym.transport.calls import ResponseStream
from quant_trading_gym.transport.channel import Channel, LocalServer, Tls
from quant_trading_gym.transport.policy_results import (
    EvaluationProgress,
    EvaluationReport,
    PolicyReference,
    RecordedEpisode,
    UploadedPolicy,
    read_episode,
    read_evaluation,
    write_reference,
)
from quant_trading_gym.transport.scenario_reports import (
    CatalogueEntry,
    Description,
    Feature,
    Problem,
    read_catalogue,
    read_description,
    read_features,
    read_problems,
)
from quant_trading_gym.transport.sources import Scenario, find_policy, named_policies, read_scenario
from quant_trading_gym.transport.specs import read_environment_spec
from quant_trading_gym.transport.stream import EnvironmentStream
from quant_trading_gym.transport.tls_probe import speaks_tls

__all__ = ["ClientConnection", "OpenedGateway", "Tls"]

CONNECT_SECONDS = 10.0

_AUTORESET_MODES = {
    AutoresetMode.NEXT_STEP: environment_pb2.AUTORESET_MODE_NEXT_STEP,
    AutoresetMode.SAME_STEP: environment_pb2.AUTORESET_MODE_SAME_STEP,
    AutoresetMode.DISABLED: environment_pb2.AUTORESET_MODE_DISABLED,
}


@dataclass(frozen=True, kw_only=True)
class OpenedGateway:
    """Port and authentication token of a server's Py4J gateway."""

    port: int
    auth_token: str


class ClientConnection:
    """A channel to one server after the handshake. The server frees environments and policies when it closes."""

    def __init__(self, address: str, token: str, tls: Tls, embedded: LocalServer | None) -> None:
        self.address = address
        self._tls = tls
        self._is_embedded = embedded is not None
        self._abandoned: deque[str] = deque()
        self._policies: dict[str, str] = {}  # ids by hash
        self._channel = Channel(address, token, tls, embedded)
        self.machine: Mapping[str, str] = self._handshake()

    @property
    def is_broken(self) -> bool:
        """Whether the server has terminated or has lost the state of this connection."""
        return self._channel.is_broken

    @property
    def channel(self) -> Channel:
        """Channel for the calls of the other transport modules."""
        return self._channel

    @property
    def log_hint(self) -> str:
        """Suffix of error messages with the path of the embedded server's log; empty for a remote server."""
        return self._channel.log_hint

    def close(self) -> None:
        """Closes the channel and every environment and policy of this connection."""
        self._channel.close()

    def list_scenarios(self) -> tuple[CatalogueEntry, ...]:
        """Returns the scenario catalogue."""
        request = scenario_pb2.ListScenariosRequest()
        path = "ScenarioService/ListScenarios"
        return read_catalogue(self._channel.call(path, request, scenario_pb2.ListScenariosResponse))

    def describe_scenario(self, scenario: Scenario, overrides: Mapping[str, object] | None = None) -> Description:
        """Returns the effective scenario and the specification of its environment.

        Raises:
            ScenarioError: The scenario is unknown or not valid.
        """
        return read_description(self._describe(self.scenario_source(scenario, overrides)))

    def _describe(self, source: scenario_pb2.ScenarioSource) -> scenario_pb2.DescribeScenarioResponse:
        request = scenario_pb2.DescribeScenarioRequest(scenario=source)
        path = "ScenarioService/DescribeScenario"
        return self._channel.call(path, request, scenario_pb2.DescribeScenarioResponse)

    def scenario_schema(self) -> str:
        """Returns the JSON Schema of scenario files."""
        request = scenario_pb2.GetScenarioSchemaRequest()
        path = "ScenarioService/GetScenarioSchema"
        return self._channel.call(path, request, scenario_pb2.GetScenarioSchemaResponse).json_schema

    def list_features(self) -> tuple[Feature, ...]:
        """Returns the features that agents may request."""
        request = scenario_pb2.ListFeaturesRequest()
        return read_features(
            self._channel.call("ScenarioService/ListFeatures", request, scenario_pb2.ListFeaturesResponse)
        )

    def validate_scenario(
        self, scenario: Scenario, overrides: Mapping[str, object] | None = None
    ) -> tuple[Problem, ...]:
        """Returns all problems of a scenario. The ONNX files of its agents are not checked.

        Raises:
            ScenarioError: The file cannot be read.
        """
        source, _ = read_scenario(scenario, overrides)
        request = scenario_pb2.ValidateScenarioRequest(scenario=source)
        path = "ScenarioService/ValidateScenario"
        return read_problems(self._channel.call(path, request, scenario_pb2.ValidateScenarioResponse))

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
        if "onnx" in source.yaml or "onnx" in source.overrides_json:
            for name in named_policies(self._describe(source).effective_json):
                source.policies[name] = self._policy_of_file(find_policy(name, directory))
        return source

    def _policy_of_file(self, path: Path) -> str:
        """Returns the id of a policy file; uploads each file content once."""
        onnx = path.read_bytes()
        digest = hashlib.sha256(onnx).hexdigest()
        if digest not in self._policies:
            self._policies[digest] = self.upload_policy(path.name, onnx).policy_id
        return self._policies[digest]

    def create_environment(
        self,
        scenario: Scenario,
        overrides: Mapping[str, object] | None = None,
        *,
        num_envs: int,
        autoreset_mode: AutoresetMode,
        max_episode_steps: int | None = None,
        info_every_step: bool = False,
    ) -> EnvironmentStream:
        """Creates a vector environment of one scenario and opens its stream.

        Args:
            scenario: Name in the catalogue, path of a YAML file, or a mapping with a scenario's content.
            overrides: Values that take precedence; maps are merged, lists are replaced.
            num_envs: Number of environments.
            autoreset_mode: Time at which a finished environment starts its next episode.
            max_episode_steps: Number of steps after which an episode is truncated; None uses the horizon of the task.
            info_every_step: True sends an info with every step; False sends it at episode ends only.

        Raises:
            ScenarioError: The scenario is unknown or not valid.
        """
        while self._abandoned:
            self.close_environment(self._abandoned.popleft())
        request = environment_pb2.CreateEnvironmentRequest(
            scenario=self.scenario_source(scenario, overrides),
            num_envs=num_envs,
            autoreset_mode=_AUTORESET_MODES[autoreset_mode],
            max_episode_steps=max_episode_steps or 0,
            info_every_step=info_every_step,
        )
        path = "EnvironmentService/CreateEnvironment"
        response = self._channel.call(path, request, environment_pb2.CreateEnvironmentResponse)
        spec = read_environment_spec(response.spec)
        return EnvironmentStream(self, response.environment_id, spec, num_envs)

    def open_stream(
        self, requests: Iterator[environment_pb2.RunEnvironmentRequest]
    ) -> ResponseStream[environment_pb2.RunEnvironmentResponse]:
        """The step stream of an environment, opened when a response is first waited for."""
        path, request = "EnvironmentService/RunEnvironment", environment_pb2.RunEnvironmentRequest
        return self._channel.exchange(path, requests, request, environment_pb2.RunEnvironmentResponse)

    def watch_market(self, requests: Iterator[watch_pb2.WatchMarketRequest]) -> Iterator[watch_pb2.WatchMarketResponse]:
        """Returns the stream of a watched market; it opens on the first read of a response."""
        path, request = "WatchService/WatchMarket", watch_pb2.WatchMarketRequest
        yield from self._channel.exchange(path, requests, request, watch_pb2.WatchMarketResponse)

    def fork_environment(self, environment_id: str) -> str:
        """Copies an environment in the server's memory; returns the id of the copy."""
        request = environment_pb2.ForkEnvironmentRequest(environment_id=environment_id)
        path = "EnvironmentService/ForkEnvironment"
        return self._channel.call(path, request, environment_pb2.ForkEnvironmentResponse).environment_id

    def close_environment(self, environment_id: str) -> None:
        """Closes an environment; has no effect if the server has terminated."""
        request = environment_pb2.CloseEnvironmentRequest(environment_id=environment_id)
        path = "EnvironmentService/CloseEnvironment"
        with contextlib.suppress(errors.Error, ValueError):  # ValueError: the channel is closed
            self._channel.call(path, request, environment_pb2.CloseEnvironmentResponse, timeout=5.0)

    def abandon(self, environment_id: str) -> None:
        """Marks a garbage-collected environment; a later call closes it."""
        self._abandoned.append(environment_id)

    def upload_policy(self, name: str, onnx: bytes) -> UploadedPolicy:
        """Uploads an ONNX model; the server checks and stores it.

        Raises:
            PolicyError: The server cannot run the model.
        """
        request = policy_pb2.UploadPolicyRequest(name=name, onnx=onnx)
        response = self._channel.call("PolicyService/UploadPolicy", request, policy_pb2.UploadPolicyResponse)
        return UploadedPolicy(policy_id=response.policy_id, metadata=dict(response.metadata))

    def evaluate_policies(
        self,
        scenario: Scenario,
        overrides: Mapping[str, object] | None,
        policies: Sequence[PolicyReference],
        *,
        all_baselines: bool,
        episodes: int,
        seed: int,
        threads: int,
        tuning_seed: int,
    ) -> Iterator[EvaluationProgress | EvaluationReport]:
        """Evaluates policies inside the JVM. Yields progress, then one report.

        Closing the iterator cancels the evaluation.

        Args:
            scenario: Name in the catalogue, path of a YAML file, or a mapping with a scenario's content.
            overrides: Values that take precedence; maps are merged, lists are replaced.
            policies: Policies to evaluate.
            all_baselines: Whether to add every baseline of the scenario.
            episodes: Number of episodes of each policy.
            seed: Seed of the first episode.
            threads: Number of threads; 0 uses all cores.
            tuning_seed: First seed for the parameter tuning of baselines.
        """
        request = policy_pb2.EvaluatePoliciesRequest(
            scenario=self.scenario_source(scenario, overrides),
            policies=map(write_reference, policies),
            all_baselines=all_baselines,
            episodes=episodes,
            seed=seed,
            threads=threads,
            tuning_seed=tuning_seed,
        )
        path = "PolicyService/EvaluatePolicies"
        for response in self._channel.stream(path, request, policy_pb2.EvaluatePoliciesResponse):
            yield read_evaluation(response)

    def record_episodes(
        self,
        scenario: Scenario,
        overrides: Mapping[str, object] | None,
        policy: PolicyReference,
        *,
        seed: int,
        episodes: int,
        as_population_agent: bool,
    ) -> Iterator[RecordedEpisode]:
        """Runs a policy inside the JVM and yields one recording for each episode.

        Args:
            scenario: Name in the catalogue, path of a YAML file, or a mapping with a scenario's content.
            overrides: Values that take precedence; maps are merged, lists are replaced.
            policy: Policy to record.
            seed: Seed of the first episode.
            episodes: Number of episodes.
            as_population_agent: Whether the policy runs as an agent of the population instead of as the trader.
        """
        source = self.scenario_source(scenario, overrides)
        spec = read_environment_spec(self._describe(source).environment)
        request = policy_pb2.RecordEpisodesRequest(
            scenario=source,
            policy=write_reference(policy),
            seed=seed,
            episodes=episodes,
            as_population_agent=as_population_agent,
        )
        path = "PolicyService/RecordEpisodes"
        for response in self._channel.stream(path, request, policy_pb2.RecordEpisodesResponse):
            yield read_episode(response, spec)

    def open_gateway(self) -> OpenedGateway:
        """Opens the Py4J gateway of the server."""
        request = session_pb2.OpenGatewayRequest()
        response = self._channel.call("SessionService/OpenGateway", request, session_pb2.OpenGatewayResponse)
        return OpenedGateway(port=response.port, auth_token=response.auth_token)

    def _handshake(self) -> Mapping[str, str]:
        request = session_pb2.HandshakeRequest(protocol=PROTOCOL, build_version=__version__)
        path = "SessionService/Handshake"
        try:
            answer = self._channel.call(path, request, session_pb2.HandshakeResponse, timeout=CONNECT_SECONDS)
        except errors.Error as problem:
            self.close()
            self._explain(problem)
            raise
        if answer.build_version != __version__:
            warnings.warn(
                f"build_version: the server {self.address} has build {answer.build_version}, this client {__version__};"
                " results may differ from those of one build",
                UserWarning,
                stacklevel=2,
            )
        return dict(answer.machine)

    def _explain(self, problem: errors.Error) -> None:
        """Raises a better error where a remote server and this client disagree about TLS."""
        if type(problem) is not errors.ServerError or self._is_embedded:
            return
        speaks = speaks_tls(self.address)
        if speaks and not self._tls:
            allowed = "True, or the path of a PEM file with the certificate to trust, as the server speaks TLS"
            raise errors.invalid(errors.ArgumentError, "tls", self._tls, allowed) from problem
        if speaks is False and self._tls:
            allowed = "None, as the server does not speak TLS"
            raise errors.invalid(errors.ArgumentError, "tls", self._tls, allowed) from problem
