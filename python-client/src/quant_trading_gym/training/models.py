"""Models of `train`: algorithms that collect inside the JVM where that is possible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from quant_trading_gym.errors import ArgumentError, invalid
from quant_trading_gym.training.hyperparameters import (
    algorithm_class,
    algorithm_name,
    check_action_space,
    class_name,
    constructor_arguments,
)

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

    It collects inside the JVM if its algorithm, its policy and its environment are supported there.

    Raises:
        ArgumentError: The algorithm does not choose actions of the environment's kind.
    """
    from quant_trading_gym.envs import sb3

    check_action_space(algorithm, env.action_space)
    arguments = constructor_arguments(chosen) | {"seed": seed, "device": device}
    policy = "MlpLstmPolicy" if algorithm_name(algorithm) == "recurrentppo" else "MlpPolicy"
    kind = getattr(sb3, f"JvmRollout{class_name(algorithm)}", None)
    if kind is None:
        collection = f"played by stable-baselines3, because the JVM has no rollouts of {class_name(algorithm)}"
        return BuiltModel(model=_class(algorithm)(policy, env, **arguments), collection=collection)
    model = kind(policy, env, **arguments)
    try:
        model.check_rollouts()
    except ArgumentError as obstacle:
        plain = _class(algorithm)(policy, env, **arguments)
        return BuiltModel(model=plain, collection=f"played by stable-baselines3, because {obstacle}")
    return BuiltModel(model=model, collection="played inside the JVM")


def _class(algorithm: str) -> Any:
    if algorithm_name(algorithm) == "ars":
        from quant_trading_gym.training.random_search import ObservedARS

        return ObservedARS
    return algorithm_class(algorithm)


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
