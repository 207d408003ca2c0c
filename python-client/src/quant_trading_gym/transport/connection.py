"""Connections to servers: all calls, with plain Python types.

Calls are blocking. Several threads may share a connection.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quant_trading_gym import errors
from quant_trading_gym.transport._proto import environment_pb2, policy_pb2, scenario_pb2, session_pb2, watch_pb2
from quant_trading_gym.transport.calls import ResponseStream
from quant_trading_gym.transport.channel import Channel, LocalServer, Tls
from quant_trading_gym.transport.engine_connection import EngineConnection
from quant_trading_gym.transport.environments import CreatedEnvironments
from quant_trading_gym.transport.policy_results import (
    EvaluationProgress,
    EvaluationReport,
    PolicyReference,
    RecordedEpisode,
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
from quant_trading_gym.transport.sources import Scenario, read_scenario
from quant_trading_gym.transport.specs import read_environment_spec
from quant_trading_gym.transport.stream import EnvironmentStream
from quant_trading_gym.transport.tls_probe import speaks_tls

__all__ = ["ClientConnection", "OpenedGateway", "Tls"]


@dataclass(frozen=True, kw_only=True)
class OpenedGateway:
    """Port and authentication token of a server's Py4J gateway."""

    port: int
    auth_token: str


class ClientConnection(EngineConnection):
    """A connection to one server over gRPC."""

    def __init__(self, address: str, token: str, tls: Tls, embedded: LocalServer | None) -> None:
        self._tls = tls
        self._is_embedded = embedded is not None
        self._channel = Channel(address, token, tls, embedded)
        try:
            super().__init__(self._channel)
        except errors.Error as problem:
            self._explain(problem)
            raise

    @property
    def channel(self) -> Channel:
        """Channel for the calls of the other transport modules."""
        return self._channel

    def _open(self, created: CreatedEnvironments) -> EnvironmentStream:
        return EnvironmentStream(self, created)

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
        source = self.scenario_source(scenario, overrides)
        return read_description(self._describe(source), self.policy_hashes(source))

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
        spec = read_environment_spec(self._describe(source).environment, self.policy_hashes(source))
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
