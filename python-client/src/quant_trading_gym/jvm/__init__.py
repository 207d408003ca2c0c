"""The Java virtual machine: search for Java, the embedded server, and live Java objects through Py4J."""

from __future__ import annotations

from quant_trading_gym.jvm.gateway import Gateway, gateway

__all__ = ["Gateway", "gateway"]
