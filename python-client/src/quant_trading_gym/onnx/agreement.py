"""Agreement of ONNX Runtime, or of the simulation, with torch."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from quant_trading_gym.onnx.torch_threads import single_threaded_torch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from quant_trading_gym.onnx.policy_modules import PolicyModule

TOLERANCE = 1e-5
"""Tolerance for |other - torch| / max(1, |torch|)."""


def relative_difference(actual: NDArray[Any], expected: NDArray[Any]) -> NDArray[np.float64]:
    """Returns |actual - expected| / max(1, |expected|) elementwise, in the shape of the arguments."""
    wide = np.asarray(expected, dtype=np.float64)
    result: NDArray[np.float64] = np.abs(np.asarray(actual, dtype=np.float64) - wide) / np.maximum(1.0, np.abs(wide))
    return result


def max_relative_difference(module: PolicyModule, path: str | Path, observations: NDArray[np.float32]) -> float:
    """Returns the largest relative difference between ONNX Runtime and torch over all float outputs.

    Args:
        module: Torch policy.
        path: Exported ONNX file.
        observations: Observations (n, d), float32.
    """
    import torch

    session = open_session(path)
    inputs = module.example_inputs(torch.as_tensor(observations))
    with torch.no_grad(), single_threaded_torch():
        expected = module(*inputs)
    feed = {name: tensor.numpy() for name, tensor in zip(module.input_names, inputs, strict=True)}
    actual = session.run(list(module.output_names), feed)
    return max(
        float(relative_difference(got, want.numpy()).max())
        for name, got, want in zip(module.output_names, actual, expected, strict=True)
        if name != "action" or want.is_floating_point()
    )


def open_session(path: str | Path) -> Any:
    """Opens an `onnxruntime.InferenceSession` with one thread; the results do not depend on the load.

    Turns the telemetry of ONNX Runtime off, unless this process has imported it before.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
