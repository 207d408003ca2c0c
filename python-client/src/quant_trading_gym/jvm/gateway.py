"""Live Java objects for interactive work, through Py4J. Environments do not use this slow path."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from quant_trading_gym.errors import Error
from quant_trading_gym.jvm import server
from quant_trading_gym.jvm.engine import connect
from quant_trading_gym.spec.seeds import check_seed


class Gateway:
    """Context manager for access to the Java objects of the embedded server.

    Attributes:
        java: The Py4J `JavaGateway`, for access beyond the methods of this class.
    """

    def __init__(self, java: Any) -> None:
        self.java = java

    def simulation(self, scenario: str, seed: int) -> Any:
        """Starts a simulation of a catalogue scenario and returns the live Java object.

        Raises:
            Error: The scenario is unknown.
            ArgumentError: The seed is not an unsigned 64-bit integer.
        """
        from py4j.protocol import Py4JJavaError

        unsigned = check_seed(seed)
        signed = unsigned - (1 << 64) if unsigned >= 1 << 63 else unsigned  # two's complement, as in Java's long
        try:
            return self.java.entry_point.simulation(scenario, self.java.jvm.Long(signed))
        except Py4JJavaError as error:
            raise Error(str(error.java_exception.getMessage()), field="scenario", value=scenario) from error

    def close(self) -> None:
        """Closes the connections; the JVM can then collect the Java objects."""
        self.java.close()

    def __enter__(self) -> Gateway:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def gateway() -> Gateway:
    """Opens the Py4J gateway of the embedded server; starts the server if necessary.

    Raises:
        Error: py4j is not installed.
        ServerError: The server cannot be started.
    """
    try:
        from quant_trading_gym.jvm.py4j_gateway import open_gateway
    except ImportError:
        raise Error("py4j is not installed: pip install 'quant-trading-gym[py4j]'") from None
    opened = connect().open_gateway()
    return Gateway(open_gateway(opened.port, opened.auth_token, server.embedded_server().is_alive))
