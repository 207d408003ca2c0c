"""Quant Trading Gym: Gymnasium environments on a limit order book market simulated in Java.

The import registers the Gymnasium ids (`QuantTradingGym/MarketMaking-v0`, …). Other modules are imported on first use,
so that torch, stable-baselines3 and gRPC are not imported before they are needed.
"""

from __future__ import annotations

import importlib
from typing import Any

from quant_trading_gym._version import __version__ as __version__
from quant_trading_gym.spec import registration

_MODULES = {
    "errors": "errors",
    "jvm": "jvm",
    "onnx": "onnx",
    "parity": "evaluation.parity",
    "plots": "evaluation.plots",
    "recording": "evaluation.recording",
    "sb3": "envs.sb3",
    "scenarios": "markets.scenarios",
    "server": "jvm.server",
    "training": "training",
}
_MEMBERS = {
    "HookStep": "envs.hooks",
    "VectorHook": "envs.hooks",
    "evaluate": "evaluation.comparison",
    "simulate": "markets.simulation",
    "train_seeds": "evaluation.seeds",
}

__all__ = ["__version__", *_MODULES, *_MEMBERS]

registration.register_all()


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return importlib.import_module(f"{__name__}.{_MODULES[name]}")
    if name in _MEMBERS:
        return getattr(importlib.import_module(f"{__name__}.{_MEMBERS[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
