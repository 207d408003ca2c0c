"""The one place that speaks gRPC: connections to servers, with failed calls turned into exceptions.

Calls are blocking. A connection may be shared between threads.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, Protocol, TypeVar

os.environ.setdefault("GRPC_ENABLE_FORK_SUPPORT", "1")  # read when grpc is imported; forked children depend on it
os.environ.setdefault("GRPC_VERBOSITY", "ERROR")

import grpc
from google.protobuf.message import Message
from google.rpc import error_details_pb2, status_pb2

from quant_trading_gym import errors
from quant_trading_gym._version import PROTOCOL, __version__
from quant_trading_gym.spec.spaces import EnvironmentSpec
from quant_trading_gym.transport._proto import environment_pb2, policy_pb2, scenario_pb2, session_pb2, watch_pb2
from quant_trading_gym.transport.sources import Scenario, find_policy, named_policies, read_scenario
from quant_trading_gym.transport.stream import EnvironmentStream

MESSAGE_LIMIT = 256 * 1024 * 1024
CONNECT_SECONDS = 10.0
ERROR_DOMAIN = "quanttradinggym"

Tls = bool | str | os.PathLike[str] | None
Response = TypeVar("Response", bound=Message)


@dataclass(frozen=True, kw_only=True)
class UploadedPolicy:
    """A policy that the server keeps for this connection, with the metadata of its model."""

    policy_id: str
    metadata: Mapping[str, str]

    def reference(self) -> policy_pb2.PolicyReference:
        """What the calls that play policies take."""
        return policy_pb2.PolicyReference(policy_id=self.policy_id)


class _LocalServer(Protocol):
    """What a connection asks a server process on this machine, where there is one."""

    @property
    def log_path(self) -> Path: ...

    def describe_death(self, wait_seconds: float = 0.0) -> str | None: ...


class ClientConnection:
    """A channel to one server, with the handshake done. Environments and policies live as long as it does."""

    def __init__(self, address: str, token: str, tls: Tls, embedded: _LocalServer | None) -> None:
        self.address = address
        self.is_broken = False
        self._embedded = embedded
        self._metadata = (("authorization", f"Bearer {token}"),)
        self._abandoned: deque[str] = deque()
        self._policies: dict[str, str] = {}  # id by hash
        self._channel = _open_channel(address, tls)
        self.machine: Mapping[str, str] = dict(self._handshake().machine)

    def close(self) -> None:
        """Closes the channel, and with it every environment and policy of this connection."""
        self.is_broken = True
        self._channel.close()

    def list_scenarios(self) -> scenario_pb2.ListScenariosResponse:
        """The catalogue."""
        request = scenario_pb2.ListScenariosRequest()
        return self._call("ScenarioService/ListScenarios", request, scenario_pb2.ListScenariosResponse)

    def describe_scenario(self, source: scenario_pb2.ScenarioSource) -> scenario_pb2.DescribeScenarioResponse:
        """The effective scenario and the environment it specifies."""
        request = scenario_pb2.DescribeScenarioRequest(scenario=source)
        return self._call("ScenarioService/DescribeScenario", request, scenario_pb2.DescribeScenarioResponse)

    def scenario_schema(self) -> str:
        """The JSON Schema of scenario files."""
        request = scenario_pb2.GetScenarioSchemaRequest()
        response = self._call("ScenarioService/GetScenarioSchema", request, scenario_pb2.GetScenarioSchemaResponse)
        return response.json_schema

    def validate_scenario(self, source: scenario_pb2.ScenarioSource) -> scenario_pb2.ValidateScenarioResponse:
        """All problems of a scenario."""
        request = scenario_pb2.ValidateScenarioRequest(scenario=source)
        return self._call("ScenarioService/ValidateScenario", request, scenario_pb2.ValidateScenarioResponse)

    def scenario_source(
        self, scenario: Scenario, overrides: Mapping[str, Any] | None = None
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
            for name in named_policies(self.describe_scenario(source).effective_json):
                source.policies[name] = self._policy_of_file(find_policy(name, directory))
        return source

    def _policy_of_file(self, path: Path) -> str:
        """The id of a file's policy, uploaded once for all environments whose scenarios name it."""
        onnx = path.read_bytes()
        digest = hashlib.sha256(onnx).hexdigest()
        if digest not in self._policies:
            self._policies[digest] = self.upload_policy(path.name, onnx).policy_id
        return self._policies[digest]

    def create_environment(self, request: environment_pb2.CreateEnvironmentRequest) -> EnvironmentStream:
        """Creates copies of a scenario that are stepped together, and opens their stream."""
        while self._abandoned:
            self.close_environment(self._abandoned.popleft())
        path = "EnvironmentService/CreateEnvironment"
        response = self._call(path, request, environment_pb2.CreateEnvironmentResponse)
        return EnvironmentStream(self, response.environment_id, EnvironmentSpec.from_proto(response.spec))

    def open_stream(
        self, requests: Iterator[environment_pb2.RunEnvironmentRequest]
    ) -> Iterator[environment_pb2.RunEnvironmentResponse]:
        """The step stream of an environment, opened when a response is first waited for."""
        path, request = "EnvironmentService/RunEnvironment", environment_pb2.RunEnvironmentRequest
        yield from self.exchange(path, requests, request, environment_pb2.RunEnvironmentResponse)

    def watch_market(self, requests: Iterator[watch_pb2.WatchMarketRequest]) -> Iterator[watch_pb2.WatchMarketResponse]:
        """The stream of a market that is looked at, opened when a response is first waited for."""
        path, request = "WatchService/WatchMarket", watch_pb2.WatchMarketRequest
        yield from self.exchange(path, requests, request, watch_pb2.WatchMarketResponse)

    def fork_environment(self, environment_id: str) -> str:
        """Copies an environment in the server's memory; returns the id of the copy."""
        request = environment_pb2.ForkEnvironmentRequest(environment_id=environment_id)
        path = "EnvironmentService/ForkEnvironment"
        return self._call(path, request, environment_pb2.ForkEnvironmentResponse).environment_id

    def close_environment(self, environment_id: str) -> None:
        """Closes an environment; one whose server is gone counts as closed."""
        request = environment_pb2.CloseEnvironmentRequest(environment_id=environment_id)
        path = "EnvironmentService/CloseEnvironment"
        with contextlib.suppress(errors.Error, ValueError):  # ValueError: the channel was closed
            self._call(path, request, environment_pb2.CloseEnvironmentResponse, timeout=5.0)

    def abandon(self, environment_id: str) -> None:
        """Notes an environment that was garbage-collected; it is closed at the next opportunity."""
        self._abandoned.append(environment_id)

    def upload_policy(self, name: str, onnx: bytes) -> UploadedPolicy:
        """Has the server check an ONNX model and keep it.

        Raises:
            PolicyError: It is not a model that the server can run.
        """
        request = policy_pb2.UploadPolicyRequest(name=name, onnx=onnx)
        response = self._call("PolicyService/UploadPolicy", request, policy_pb2.UploadPolicyResponse)
        return UploadedPolicy(policy_id=response.policy_id, metadata=dict(response.metadata))

    def evaluate_policies(
        self, request: policy_pb2.EvaluatePoliciesRequest
    ) -> Iterator[policy_pb2.EvaluatePoliciesResponse]:
        """Plays policies inside the JVM: progress, then one report. Closing the iterator cancels the evaluation."""
        return self.stream("PolicyService/EvaluatePolicies", request, policy_pb2.EvaluatePoliciesResponse)

    def record_episodes(self, request: policy_pb2.RecordEpisodesRequest) -> Iterator[policy_pb2.RecordEpisodesResponse]:
        """Plays a policy inside the JVM and returns what it saw and did, episode by episode."""
        return self.stream("PolicyService/RecordEpisodes", request, policy_pb2.RecordEpisodesResponse)

    def open_gateway(self) -> session_pb2.OpenGatewayResponse:
        """Has the server open its Py4J gateway."""
        request = session_pb2.OpenGatewayRequest()
        return self._call("SessionService/OpenGateway", request, session_pb2.OpenGatewayResponse)

    def _handshake(self) -> session_pb2.HandshakeResponse:
        request = session_pb2.HandshakeRequest(protocol=PROTOCOL, build_version=__version__)
        path = "SessionService/Handshake"
        try:
            return self._call(path, request, session_pb2.HandshakeResponse, timeout=CONNECT_SECONDS)
        except errors.Error:
            self.close()
            raise

    def _call(self, path: str, request: Message, response: type[Response], timeout: float | None = None) -> Response:
        method = self._channel.unary_unary(
            f"/quanttradinggym.v1.{path}",
            request_serializer=type(request).SerializeToString,
            response_deserializer=response.FromString,
        )
        try:
            answer: Response = method(request, metadata=self._metadata, timeout=timeout)
            return answer
        except grpc.RpcError as error:
            self._fail(error)

    def stream(self, path: str, request: Message, response: type[Response]) -> Iterator[Response]:
        """The responses of a call, such as `WatchService/WatchMarket`. Closing the iterator cancels the call."""
        method = self._channel.unary_stream(
            f"/quanttradinggym.v1.{path}",
            request_serializer=type(request).SerializeToString,
            response_deserializer=response.FromString,
        )
        return self._responses(method(request, metadata=self._metadata))

    def exchange(
        self, path: str, requests: Iterator[Message], request: type[Message], response: type[Response]
    ) -> Iterator[Response]:
        """Likewise of a call that takes a stream of requests, opened when a response is first waited for."""
        method = self._channel.stream_stream(
            f"/quanttradinggym.v1.{path}",
            request_serializer=request.SerializeToString,
            response_deserializer=response.FromString,
        )
        try:
            call = method(requests, metadata=self._metadata)
        except ValueError:  # the channel was closed
            raise errors.ServerError(f"the connection to the server at {self.address} was closed") from None
        yield from self._responses(call)

    def _responses(self, call: Any) -> Iterator[Any]:
        try:
            yield from call
        except grpc.RpcError as error:
            self._fail(error)
        finally:
            call.cancel()

    def _fail(self, error: grpc.RpcError) -> NoReturn:
        raise self._translate(error, error.code(), error.details() or "") from error

    def _translate(self, error: Any, code: grpc.StatusCode, message: str) -> errors.Error:
        info = _error_info(error.trailing_metadata())
        if info is not None and info.reason != "INTERNAL":
            # A connection that gRPC renewed has lost what it had made, and its handshake: the next one starts afresh.
            self.is_broken = self.is_broken or info.reason == "VERSION"
            return errors.from_reason(info.reason, message, **{key: info.metadata.get(key, "") for key in errors.KEYS})
        if code in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED):
            self.is_broken = True
            death = self._embedded.describe_death(wait_seconds=1.0) if self._embedded else None
            broken = f"there is no connection to the server at {self.address}: {message}"
            return errors.ServerError(death or broken, field="address", value=self.address)
        if code == grpc.StatusCode.DEADLINE_EXCEEDED:
            hint = "is it a Quant Trading Gym server, and does it speak TLS?"
            late = f"the server at {self.address} did not answer in time: {hint}"
            return errors.ServerError(late, field="address", value=self.address)
        return errors.ServerError(f"the server failed with {code.name}: {message}{self.log_hint}")

    @property
    def log_hint(self) -> str:
        """Where the log of the embedded server is, as the end of a sentence; nothing for a remote server."""
        return f"; its log is {self._embedded.log_path}" if self._embedded else ""


def _open_channel(address: str, tls: Tls) -> grpc.Channel:
    options: list[tuple[str, Any]] = [
        ("grpc.max_receive_message_length", MESSAGE_LIMIT),
        ("grpc.max_send_message_length", MESSAGE_LIMIT),
        ("grpc.use_local_subchannel_pool", 1),  # a connection of its own: what it made ends with it
        ("grpc.client_idle_timeout_ms", 0x7FFFFFFF),  # and never given up for being idle
        ("grpc.keepalive_time_ms", 20_000),
        ("grpc.keepalive_timeout_ms", 10_000),
    ]
    if address.rsplit(":", 1)[0] in ("127.0.0.1", "localhost", "[::1]"):
        options.append(("grpc.enable_http_proxy", 0))
    if not tls:
        return grpc.insecure_channel(address, options=options)
    try:
        certificate = None if tls is True else Path(tls).read_bytes()
    except OSError as error:
        raise errors.invalid(errors.ArgumentError, "tls", str(tls), f"a readable PEM file ({error.strerror})") from None
    credentials = grpc.ssl_channel_credentials(root_certificates=certificate)
    return grpc.secure_channel(address, credentials, options=options)


def _error_info(metadata: Any) -> error_details_pb2.ErrorInfo | None:
    """The google.rpc.ErrorInfo that the server attaches to a failed call."""
    for key, value in metadata or ():
        if key == "grpc-status-details-bin":
            for detail in status_pb2.Status.FromString(value).details:
                info = error_details_pb2.ErrorInfo()
                if detail.Unpack(info) and info.domain == ERROR_DOMAIN:
                    return info
    return None
