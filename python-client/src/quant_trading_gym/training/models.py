"""Models of `train`: algorithms that collect inside the JVM where that is possible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from quant_trading_gym.errors import ArgumentError, invalid
from quant_trading_gym.training.hyperparameters import algorithm_class, constructor_arguments

if TYPE_CHECKING:
    from stable_baselines3.common.base_class import BaseAlgorithm
    from stable_baselines3.common.vec_env import VecEnv

Device = Literal["cpu", "cuda", "auto"]


@dataclass(frozen=True, kw_only=True)
class BuiltModel:
    """A model, and a text that says where its steps are played, and why."""

    model: BaseAlgorithm
    collection: str


def build_model(algorithm: str, env: VecEnv, chosen: Mapping[str, Any], *, seed: int, device: Device) -> BuiltModel:
    """Builds a model with the hyperparameters `chosen`.

    It collects inside the JVM if its policy and its environment are supported there.
    """
    from quant_trading_gym.envs import sb3

    arguments = constructor_arguments(chosen) | {"seed": seed, "device": device}
    model = getattr(sb3, f"JvmRollout{algorithm.upper()}")("MlpPolicy", env, **arguments)
    try:
        model.check_rollouts()
    except ArgumentError as obstacle:
        plain = algorithm_class(algorithm)("MlpPolicy", env, **arguments)
        return BuiltModel(model=plain, collection=f"played by stable-baselines3, because {obstacle}")
    return BuiltModel(model=model, collection="played inside the JVM")


def check_device(device: str) -> None:
    """Checks that torch finds the device.

    Raises:
        ArgumentError: It does not, or the name is unknown.
    """
    import torch

    if device not in get_args(Device):
        raise invalid(ArgumentError, "device", device, "cpu, cuda or auto")
    if device == "cuda" and not torch.cuda.is_available():
        raise invalid(ArgumentError, "device", device, "cpu or auto, because torch finds no CUDA device")
