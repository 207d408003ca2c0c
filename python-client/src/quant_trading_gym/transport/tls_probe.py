"""Detects whether a server uses TLS, to explain a failed connection."""

from __future__ import annotations

import socket
import ssl

_SECONDS = 3.0


def speaks_tls(address: str) -> bool | None:
    """Whether the server at `host:port` completes or properly rejects a TLS handshake; None if this is unknown.

    Nothing is verified and nothing is sent over the connection.
    """
    host, _, port = address.rpartition(":")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_alpn_protocols(["h2"])
    try:
        with socket.create_connection((host.strip("[]"), int(port)), timeout=_SECONDS) as connection:
            try:
                with context.wrap_socket(connection, server_hostname=host.strip("[]")):
                    return True
            except ssl.SSLError as problem:
                return None if problem.reason is None else "ALERT" in problem.reason
    except (OSError, ValueError):
        return None
