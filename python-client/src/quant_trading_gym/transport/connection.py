"""Connections to servers: every call that there is, in plain types.

Calls are blocking. A connection may be shared between threads.
"""

from __future__ import annotations

import contextlib
import hashlib
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

__all__ = ["ClientConnection", "OpenedGateway", "Tls"]

CONNECT_SECONDS = 10.0

_AUTORESET_MODES = {
    AutoresetMode.NEXT_STEP: environment_pb2.AUTORESET_MODE_NEXT_STEP,
    AutoresetMode.SAME_STEP: environment_pb2.AUTORESET_MODE_SAME_STEP,
    AutoresetMode.DISABLED: environment_pb2.AUTORESET_MODE_DISABLED,
}


@dataclass(frozen=True, kw_only=True)
class OpenedGateway:
    """Where Py4J finds the gateway of a server, and the secret that it expects."""

    port: int
    auth_token: str


class ClientConnection:
    """A channel to one server, with the handshake done. Environments and policies live as long as it does."""

    def __init__(self, address: str, token: str, tls: Tls, embedded: LocalServer | None) -> None:
        self.address = address
        self._abandoned: deque[str] = deque()
        self._policies: dict[str, str] = {}  # id by hash
        self._channel = Channel(address, token, tls, embedded)
        self.machine: Mapping[str, str] = self._handshake()

    @property
    def is_broken(self) -> bool:
        """Whether the server is gone, or has forgotten this connection: make another one."""
        return self._channel.is_broken

    @property
    def channel(self) -> Channel:
        """Where the other modules of the wire send their calls."""
        return self._channel

    @property
    def log_hint(self) -> str:
        """Where the log of the embedded server is, as the end of a sentence; nothing for a remote server."""
        return self._channel.log_hint

    def close(self) -> None:
        """Closes the channel, and with it every environment and policy of this connection."""
        self._channel.close()

    def list_scenarios(self) -> tuple[CatalogueEntry, ...]:
        """The catalogue."""
        request = scenario_pb2.ListScenariosRequest()
        path = "ScenarioService/ListScenarios"
        return read_catalogue(self._channel.call(path, request, scenario_pb2.ListScenariosResponse))

    def describe_scenario(self, scenario: Scenario, overrides: Mapping[str, object] | None = None) -> Description:
        """The effective scenario and the environment it specifies.

        Raises:
            ScenarioError: The scenario is unknown or not valid.
        """
        return read_description(self._describe(self.scenario_source(scenario, overrides)))

    def _describe(self, source: scenario_pb2.ScenarioSource) -> scenario_pb2.DescribeScenarioResponse:
        request = scenario_pb2.DescribeScenarioRequest(scenario=source)
        path = "ScenarioService/DescribeScenario"
        return self._channel.call(path, request, scenario_pb2.DescribeScenarioResponse)

    def scenario_schema(self) -> str:
        """The JSON Schema of scenario files."""
        request = scenario_pb2.GetScenarioSchemaRequest()
        path = "ScenarioService/GetScenarioSchema"
        return self._channel.call(path, request, scenario_pb2.GetScenarioSchemaResponse).json_schema

    def list_features(self) -> tuple[Feature, ...]:
        """The features that agents may request."""
        request = scenario_pb2.ListFeaturesRequest()
        return read_features(
            self._channel.call("ScenarioService/ListFeatures", request, scenario_pb2.ListFeaturesResponse)
        )

    def validate_scenario(
        self, scenario: Scenario, overrides: Mapping[str, object] | None = None
    ) -> tuple[Problem, ...]:
        """All problems of a scenario. Files that its onnx agents name are not looked at.

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
        """Says which scenario is meant, with the policies that its onnx agents name uploaded.

        Args:
            scenario: Name in the catalogue, path of a YAML file, or a mapping with a scenario's content.
            overrides: Values that take precedence; maps merge, lists replace.

        Raises:
            ScenarioError: The file cannot be read, or a policy that it names is missing.
            PolicyError: A policy that it names cannot be run.
        """
        source, directory = read_scenario(scenario, overrides)
        if "onnx" in source.yaml or "onnx" in source.overrides_json:
            for name in named_policies(self._describe(source).effective_json):
                source.policies[name] = self._policy_of_file(find_policy(name, directory))
        return source

    def _policy_of_file(self, path: Path) -> str:
        """The id of a file's policy, uploaded once for all environments whose scenarios name it."""
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
        """Creates copies of a scenario that are stepped together, and opens their stream.

        Args:
            scenario: Name in the catalogue, path of a YAML file, or a mapping with a scenario's content.
            overrides: Values that take precedence; maps merge, lists replace.
            num_envs: Number of environments.
            autoreset_mode: When a finished environment starts its next episode.
            max_episode_steps: Truncates episodes after this many steps; None plays to the task's own horizon.
            info_every_step: Sends an info with every step, rather than at episode ends only.

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
        """The stream of a market that is looked at, opened when a response is first waited for."""
        path, request = "WatchService/WatchMarket", watch_pb2.WatchMarketRequest
        yield from self._channel.exchange(path, requests, request, watch_pb2.WatchMarketResponse)

    def fork_environment(self, environment_id: str) -> str:
        """Copies an environment in the server's memory; returns the id of the copy."""
        request = environment_pb2.ForkEnvironmentRequest(environment_id=environment_id)
        path = "EnvironmentService/ForkEnvironment"
        return self._channel.call(path, request, environment_pb2.ForkEnvironmentResponse).environment_id

    def close_environment(self, environment_id: str) -> None:
        """Closes an environment; one whose server is gone counts as closed."""
        request = environment_pb2.CloseEnvironmentRequest(environment_id=environment_id)
        path = "EnvironmentService/CloseEnvironment"
        with contextlib.suppress(errors.Error, ValueError):  # ValueError: the channel was closed
            self._channel.call(path, request, environment_pb2.CloseEnvironmentResponse, timeout=5.0)

    def abandon(self, environment_id: str) -> None:
        """Notes an environment that was garbage-collected; it is closed at the next opportunity."""
        self._abandoned.append(environment_id)

    def upload_policy(self, name: str, onnx: bytes) -> UploadedPolicy:
        """Has the server check an ONNX model and keep it.

        Raises:
            PolicyError: It is not a model that the server can run.
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
        """Plays policies inside the JVM: progress, then one report. Closing the iterator cancels the evaluation.

        Args:
            scenario: Name in the catalogue, path of a YAML file, or a mapping with a scenario's content.
            overrides: Values that take precedence; maps merge, lists replace.
            policies: What to play.
            all_baselines: Adds every baseline of the scenario.
            episodes: Number of episodes of each policy.
            seed: First seed.
            threads: Number of threads; 0 for all cores.
            tuning_seed: First of the seeds on which baselines choose their parameter.
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
        """Plays a policy inside the JVM and returns what it saw and did, episode by episode.

        Args:
            scenario: Name in the catalogue, path of a YAML file, or a mapping with a scenario's content.
            overrides: Values that take precedence; maps merge, lists replace.
            policy: What to play.
            seed: First seed.
            episodes: Number of episodes.
            as_population_agent: Plays it as one agent of the population rather than as the trader.
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
        """Has the server open its Py4J gateway."""
        request = session_pb2.OpenGatewayRequest()
        response = self._channel.call("SessionService/OpenGateway", request, session_pb2.OpenGatewayResponse)
        return OpenedGateway(port=response.port, auth_token=response.auth_token)

    def _handshake(self) -> Mapping[str, str]:
        request = session_pb2.HandshakeRequest(protocol=PROTOCOL, build_version=__version__)
        path = "SessionService/Handshake"
        try:
            answer = self._channel.call(path, request, session_pb2.HandshakeResponse, timeout=CONNECT_SECONDS)
        except errors.Error:
            self.close()
            raise
        return dict(answer.machine)
