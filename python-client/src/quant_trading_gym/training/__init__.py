"""Training with stable-baselines3: `train` creates a model, its ONNX export and its card."""

from __future__ import annotations

from quant_trading_gym.training.hyperparameters import algorithms
from quant_trading_gym.training.trainer import TrainingResult, train

__all__ = ["TrainingResult", "algorithms", "train"]
