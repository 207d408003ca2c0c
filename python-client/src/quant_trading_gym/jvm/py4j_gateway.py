"""A Py4J gateway that closes all its connections and logs no errors when its server terminates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from py4j.java_gateway import GatewayClient, GatewayConnection, GatewayParameters, JavaGateway


class _Client(GatewayClient):  # type: ignore[misc]
    """Keeps its connections for reuse until it is closed.

    Py4J releases a Java object when its Python proxy is collected. If the gateway is already closed, Py4J would open
    a connection and leave it open. If the server has terminated, Py4J would log an error.
    """

    def __init__(self, is_alive: Callable[[], bool], **options: Any) -> None:
        super().__init__(**options)
        self._is_alive = is_alive
        self._closed = False

    def close(self) -> None:
        self._closed = True
        super().close()

    def garbage_collect_object(self, target_id: str) -> None:
        if self._is_alive():
            super().garbage_collect_object(target_id)

    def _give_back_connection(self, connection: GatewayConnection) -> None:
        if self._closed:
            connection.close()
        else:
            super()._give_back_connection(connection)


class _Gateway(JavaGateway):  # type: ignore[misc]
    def __init__(self, is_alive: Callable[[], bool], **options: Any) -> None:
        self._is_alive = is_alive
        super().__init__(**options)

    def _create_gateway_client(self) -> GatewayClient:
        return _Client(self._is_alive, gateway_parameters=self.gateway_parameters)


def open_gateway(port: int, auth_token: str, is_alive: Callable[[], bool]) -> JavaGateway:
    """Returns a gateway to a server on this machine; `is_alive` returns whether the server still runs."""
    parameters = GatewayParameters(address="127.0.0.1", port=port, auth_token=auth_token, auto_convert=True)
    return _Gateway(is_alive, gateway_parameters=parameters)
