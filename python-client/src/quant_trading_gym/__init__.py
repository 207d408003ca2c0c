"""Quant Trading Gym: Gymnasium environments on a limit order book market simulated in Java.

Importing this package registers the ids (`QuantTradingGym/MarketMaking-v0`, …) and nothing else: its modules load when
they are first used, so that neither torch nor stable-baselines3 nor gRPC is imported before it is needed.
"""

from __future__ import annotations

import importlib
from typing import Any

from quant_trading_gym import registration
from quant_trading_gym._version import __version__

__all__ = ["__version__"]

_MODULES = frozenset(
    {
        "cli",
        "client",
        "errors",
        "evaluation",
        "jvm",
        "onnx",
        "parity",
        "plots",
        "recording",
        "scenarios",
        "server",
        "simulation",
        "spaces",
        "sb3",
        "store",
        "training",
    }
)
_ATTRIBUTES = {"evaluate": "evaluation", "simulate": "simulation"}

registration.register_all()


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return importlib.import_module(f"{__name__}.{name}")
    if name in _ATTRIBUTES:
        return getattr(importlib.import_module(f"{__name__}.{_ATTRIBUTES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES, *_ATTRIBUTES})
