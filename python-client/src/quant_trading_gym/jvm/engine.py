"""Connections to the embedded server of this process or to a remote server."""

from __future__ import annotations

import os
import threading

from quant_trading_gym import errors
from quant_trading_gym.jvm import server
from quant_trading_gym.transport.connection import ClientConnection, Tls


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
        return _shared(embedded.address, embedded.token, None, embedded)
    host, _, port = address.rpartition(":") if isinstance(address, str) else ("", "", "")
    if not host or not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65_535):
        raise errors.invalid(errors.ArgumentError, "address", address, "host:port with a port from 1 to 65535")
    if token is not None and not (isinstance(token, str) and token.isascii() and token.isprintable()):
        raise errors.invalid(errors.ArgumentError, "token", "a hidden text", "printable ASCII characters")
    return _shared(address, token or "", tls or None, None)


_connections: dict[tuple[str, str, str], ClientConnection] = {}
_connections_lock = threading.Lock()
_inherited: list[ClientConnection] = []


def _shared(address: str, token: str, tls: Tls, embedded: server.EmbeddedServer | None) -> ClientConnection:
    key = (address, token, str(tls))
    with _connections_lock:
        connection = _connections.get(key)
        if connection is None or connection.is_broken:
            connection = ClientConnection(address, token, tls, embedded)
            _connections[key] = connection
        return connection


def _after_fork_in_child() -> None:
    """Drops the parent's connections in a forked child; their threads do not exist in the child."""
    global _connections_lock
    _connections_lock = threading.Lock()
    _inherited.extend(_connections.values())
    _connections.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork_in_child)
