"""The engine that environments run on: the embedded server of this process, or a remote one."""

from __future__ import annotations

import os
import threading

from quant_trading_gym import errors
from quant_trading_gym.jvm import server
from quant_trading_gym.transport.connection import ClientConnection, Tls


def connect(*, address: str | None = None, token: str | None = None, tls: Tls = None) -> ClientConnection:
    """The connection of this process to a server, made on first use and shared from then on.

    Args:
        address: `host:port` of a running server; None for the embedded one, which is started if need be.
        token: The token of that server.
        tls: None or False for a plain connection (loopback only), True to trust the system's certificate authorities,
            or the path of a PEM file with the certificate to trust.

    Raises:
        ServerError: The server cannot be started or reached, refuses the token, or is of another version.
        ArgumentError: A token or tls without an address, or an address without a port.
    """
    if address is None:
        if token is not None or tls:
            allowed = "host:port, as token and tls concern a remote server"
            raise errors.invalid(errors.ArgumentError, "address", None, allowed)
        embedded = server.embedded_server()
        return _shared(embedded.address, embedded.token, None, embedded)
    host, _, port = address.rpartition(":") if isinstance(address, str) else ("", "", "")
    if not host or not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65_535):
        raise errors.invalid(errors.ArgumentError, "address", address, "host:port with a port from 1 to 65535")
    if token is not None and not (isinstance(token, str) and token.isascii() and token.isprintable()):
        raise errors.invalid(errors.ArgumentError, "token", "a text that is not shown", "printable ASCII characters")
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
    """Leaves the parent's connections alone: their threads did not come along."""
    global _connections_lock
    _connections_lock = threading.Lock()
    _inherited.extend(_connections.values())
    _connections.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork_in_child)
