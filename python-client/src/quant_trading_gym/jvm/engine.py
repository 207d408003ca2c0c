"""Connections to the engine in this process, to the embedded server of this process, or to a remote server."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable
from typing import Literal, TypeVar, cast, get_args

from quant_trading_gym import errors
from quant_trading_gym.jvm import inprocess, server
from quant_trading_gym.transport.bound_connection import BoundConnection
from quant_trading_gym.transport.connection import ClientConnection, Tls
from quant_trading_gym.transport.engine_connection import EngineConnection
from quant_trading_gym.transport.local_engine import LocalEngine

Transport = Literal["auto", "inprocess", "local", "grpc"]


def connect_environments(
    *,
    transport: Transport = "auto",
    inside: bool = True,
    address: str | None = None,
    token: str | None = None,
    tls: Tls = None,
) -> EngineConnection:
    """Returns the shared connection of this process for environments; creates it on first use.

    Args:
        transport: "inprocess" for the engine in this process, "local" for the embedded server over a Unix socket and
            shared memory, "grpc" for it or a remote server over TCP, "auto" for the first that is possible.
        inside: Whether "auto" may be in this process.
        address: See `connect`.
        token: See `connect`.
        tls: See `connect`.

    Raises:
        ServerError: The engine cannot be started or reached.
        ArgumentError: The arguments do not fit together.
    """
    if transport not in get_args(Transport):
        raise errors.invalid(errors.ArgumentError, "transport", transport, "'auto', 'inprocess', 'local' or 'grpc'")
    remote = address is not None or token is not None or tls
    if remote and transport in ("inprocess", "local"):
        raise errors.invalid(errors.ArgumentError, "transport", transport, "'auto' or 'grpc', because of the address")
    chosen = _automatic(inside) if transport == "auto" else transport
    if remote or chosen == "grpc":
        return connect(address=address, token=token, tls=tls)
    if chosen == "local":
        return _local()
    engine = inprocess.engine(server.options())
    return _shared(("inprocess", "", ""), lambda: BoundConnection(engine))


def _automatic(inside: bool) -> Transport:
    if not inprocess.tested_here():
        return "grpc"
    return "inprocess" if inside and inprocess.obstacle(server.options()) is None else "local"


def has_local() -> bool:
    """Whether this platform has what the transport "local" needs."""
    return hasattr(socket, "AF_UNIX")


def _local() -> EngineConnection:
    if not has_local():
        raise errors.invalid(
            errors.ArgumentError, "transport", "local", "'auto' or 'grpc'", reason="Python has no Unix sockets here"
        )
    embedded = server.embedded_server()
    return _shared(("local", "", ""), lambda: BoundConnection(LocalEngine(embedded)))


def connect(*, address: str | None = None, token: str | None = None, tls: Tls = None) -> ClientConnection:
    """Returns the shared connection of this process to a server; creates it on first use.

    Args:
        address: `host:port` of a running server; None uses the embedded server and starts it if necessary.
        token: Access token of the remote server.
        tls: None or False for a connection without TLS (loopback only), True to verify the server with the system's
            CA certificates, or the path of a PEM file with the certificate to trust.

    Raises:
        ServerError: The server cannot be started or reached, rejects the token, or has another version.
        ArgumentError: `token` or `tls` is given without an address, or the address has no port.
    """
    if address is None:
        if token is not None or tls:
            allowed = "host:port, because token and tls apply to a remote server"
            raise errors.invalid(errors.ArgumentError, "address", None, allowed)
        embedded = server.embedded_server()
        return _to_server(embedded.address, embedded.token, None, embedded)
    host, _, port = address.rpartition(":") if isinstance(address, str) else ("", "", "")
    if not host or not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65_535):
        raise errors.invalid(errors.ArgumentError, "address", address, "host:port with a port from 1 to 65535")
    if token is not None and not (isinstance(token, str) and token.isascii() and token.isprintable()):
        raise errors.invalid(errors.ArgumentError, "token", "a hidden text", "printable ASCII characters")
    return _to_server(address, token or "", tls or None, None)


_Key = tuple[str, str, str]
_Connection = TypeVar("_Connection", bound=EngineConnection)

_connections: dict[_Key, EngineConnection] = {}
_connections_lock = threading.Lock()
_inherited: list[EngineConnection] = []


def _to_server(address: str, token: str, tls: Tls, embedded: server.EmbeddedServer | None) -> ClientConnection:
    return _shared((address, token, str(tls)), lambda: ClientConnection(address, token, tls, embedded))


def _shared(key: _Key, make: Callable[[], _Connection]) -> _Connection:
    with _connections_lock:
        connection = _connections.get(key)
        if connection is None or connection.is_broken:
            connection = _connections[key] = make()
        return cast(_Connection, connection)


def _after_fork_in_child() -> None:
    """Drops the parent's connections in a forked child; their threads do not exist in the child."""
    global _connections_lock
    _connections_lock = threading.Lock()
    _inherited.extend(_connections.values())
    _connections.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork_in_child)
