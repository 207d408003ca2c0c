"""Trained policies as ONNX files: what `qtg.evaluate`, and agents inside the simulation, load."""

from __future__ import annotations

from quant_trading_gym.onnx.export import (
    FORMAT_VERSION,
    ExportReport,
    export_module,
    export_policy,
    read_metadata,
)

__all__ = ["FORMAT_VERSION", "ExportReport", "export_module", "export_policy", "read_metadata"]
