"""Trained policies as ONNX files for `qtg.evaluate` and for agents inside the simulation."""

from __future__ import annotations

from quant_trading_gym.onnx.export import (
    FORMAT_VERSION,
    ExportReport,
    export_module,
    export_policy,
    read_metadata,
)

__all__ = ["FORMAT_VERSION", "ExportReport", "export_module", "export_policy", "read_metadata"]
