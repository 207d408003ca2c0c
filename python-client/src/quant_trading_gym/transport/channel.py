"""A gRPC channel to one server: typed calls that convert failures to exceptions."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol, TypeVar

import grpc
from google.protobuf.message import Message
from google.rpc import error_details_pb2

from quant_trading_gym import errors
from quant_trading_gym.transport.calls import ResponseStream, call_aside
from quant_trading_gym.transport.failures import error_info, known_error, read_status

MESSAGE_LIMIT = 256 * 1024 * 1024

Tls = bool | str | os.PathLike[str] | None
Response = TypeVar("Response", bound=Message)


class LocalServer(Protocol):
    """Interface of a server process on this machine."""

    @property
    def log_path(self) -> Path:
        """Path of the log of the process."""

    def describe_death(self, wait_seconds: float = 0.0) -> str | None:
        """Returns the cause of the termination of the process; None while it runs."""


class Channel:
    """Blocking calls to one server. Several threads may share a channel.

    Attributes:
        address: `host:port` of the server.
        is_broken: Whether the server has terminated or has lost the state of this channel. A new channel is needed.
    """

    def __init__(self, address: str, token: str, tls: Tls, embedded: LocalServer | None) -> None:
        self.address = address
        self.is_broken = False
        self._embedded = embedded
        self._metadata = (("authorization", f"Bearer {token}"),) if token else ()
        self._channel = _open_channel(address, tls)

    def close(self) -> None:
        """Closes the channel. Later calls fail."""
        self.is_broken = True
        self._channel.close()

    def call(self, path: str, request: Message, response: type[Response], timeout: float | None = None) -> Response:
        """Calls a method such as "ScenarioService/ListScenarios" and returns its response.

        Raises:
            Error: The call failed; the subclass depends on the error reason of the server.
        """
        method = self._channel.unary_unary(
            f"/quanttradinggym.v1.{path}",
            request_serializer=type(request).SerializeToString,
            response_deserializer=response.FromString,
        )

        def run() -> Response:
            try:
                answer: Response = method(request, metadata=self._metadata, timeout=timeout)
                return answer
            except grpc.RpcError as error:
                raise self._read_error(error) from error

        return call_aside(run)

    def stream(self, path: str, request: Message, response: type[Response]) -> ResponseStream[Response]:
        """Calls a method with a response stream. Dropping the stream cancels the call."""

        def begin() -> Any:
            method = self._channel.unary_stream(
                f"/quanttradinggym.v1.{path}",
                request_serializer=type(request).SerializeToString,
                response_deserializer=response.FromString,
            )
            return method(request, metadata=self._metadata)

        return ResponseStream(begin, self._read_error)

    def exchange(
        self, path: str, requests: Iterator[Message], request: type[Message], response: type[Response]
    ) -> ResponseStream[Response]:
        """Opens a stream in both directions when a response is first waited for."""

        def begin() -> Any:
            method = self._channel.stream_stream(
                f"/quanttradinggym.v1.{path}",
                request_serializer=request.SerializeToString,
                response_deserializer=response.FromString,
            )
            return method(requests, metadata=self._metadata)

        return ResponseStream(begin, self._read_error)

    def _read_error(self, error: Exception) -> errors.Error:
        """Converts an exception of gRPC to the exception to raise."""
        if isinstance(error, grpc.RpcError):
            return self._translate(error, error.code(), error.details() or "")
        if isinstance(error, ValueError):  # the channel was closed
            return errors.ServerError(f"the connection to the server at {self.address} was closed")
        return errors.ServerError(f"a call to the server at {self.address} failed: {error!r}")

    def _translate(self, error: Any, code: grpc.StatusCode, message: str) -> errors.Error:
        info = _trailing_info(error.trailing_metadata())
        if info is not None and info.reason != "INTERNAL":
            # A reconnection by gRPC loses the handshake and the objects of the old connection; a new channel is needed.
            self.is_broken = self.is_broken or info.reason == "VERSION"
            return known_error(info, message)
        if code in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED):
            self.is_broken = True
            death = self._embedded.describe_death(wait_seconds=1.0) if self._embedded else None
            broken = f"no connection to the server at {self.address}: {message}"
            return errors.ServerError(death or broken, field="address", value=self.address)
        if code == grpc.StatusCode.DEADLINE_EXCEEDED:
            hint = "check that it is a Quant Trading Gym server, and whether it requires TLS"
            late = f"the server at {self.address} did not answer in time: {hint}"
            return errors.ServerError(late, field="address", value=self.address)
        return errors.ServerError(f"the server failed with {code.name}: {message}{self.log_hint}")

    @property
    def log_hint(self) -> str:
        """Suffix of error messages with the path of the embedded server's log; empty for a remote server."""
        return f"; its log is {self._embedded.log_path}" if self._embedded else ""


def _open_channel(address: str, tls: Tls) -> grpc.Channel:
    options: list[tuple[str, Any]] = [
        ("grpc.max_receive_message_length", MESSAGE_LIMIT),
        ("grpc.max_send_message_length", MESSAGE_LIMIT),
        ("grpc.use_local_subchannel_pool", 1),  # no shared connection: the server frees its objects on disconnect
        ("grpc.client_idle_timeout_ms", 0x7FFFFFFF),  # no disconnect of idle connections
        ("grpc.keepalive_time_ms", 20_000),
        ("grpc.keepalive_timeout_ms", 10_000),
        ("grpc.http2.ping_timeout_ms", 10_000),
    ]
    if address.rsplit(":", 1)[0] in ("127.0.0.1", "localhost", "[::1]"):
        options.append(("grpc.enable_http_proxy", 0))
    if not tls:
        return grpc.insecure_channel(address, options=options)
    try:
        certificate = None if tls is True else Path(tls).read_bytes()
    except OSError as error:
        raise errors.invalid(
            errors.ArgumentError, "tls", str(tls), "a readable PEM file", reason=error.strerror or ""
        ) from None
    credentials = grpc.ssl_channel_credentials(root_certificates=certificate)
    return grpc.secure_channel(address, credentials, options=options)


def _trailing_info(metadata: Any) -> error_details_pb2.ErrorInfo | None:
    """Returns the google.rpc.ErrorInfo in the trailing metadata of a failed call, if any."""
    for key, value in metadata or ():
        if key == "grpc-status-details-bin":
            return error_info(read_status(value))
    return None
