"""Hyperparameters as data: defaults of an algorithm, values of a scenario, values of the caller."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import yaml

from quant_trading_gym.errors import ArgumentError, invalid

_OWN_KEYS = frozenset(
    {"timesteps", "n_envs", "learning_rate", "normalize_observations", "normalize_rewards", "network"}
)
_ACTIVATIONS = ("tanh", "relu")


def algorithms() -> tuple[str, ...]:
    """Returns the names of the algorithms of `qtg train`."""
    return tuple(_table()["algorithms"])


def hyperparameters(algorithm: str, scenario: str, overrides: Mapping[str, object] | None = None) -> dict[str, Any]:
    """Returns the effective hyperparameters; precedence: algorithm < scenario < `overrides`.

    Raises:
        ArgumentError: The algorithm, or a key of `overrides`, is unknown.
    """
    table = _table()
    name = algorithm.lower()
    if name not in table["algorithms"]:
        raise invalid(ArgumentError, "algorithm", algorithm, "one of " + ", ".join(table["algorithms"]))
    result = dict(table["algorithms"][name])
    result.update(table["scenarios"].get(scenario, {}).get(name, {}))
    result.update(overrides or {})
    allowed = _OWN_KEYS | _constructor_arguments(name)
    for key in result:
        if key not in allowed:
            raise invalid(
                ArgumentError, f"hyperparameters.{key}", result[key], "one of the keys " + ", ".join(sorted(allowed))
            )
    return result


def algorithm_class(algorithm: str) -> Any:
    """Returns the stable-baselines3 class of an algorithm."""
    import stable_baselines3

    return getattr(stable_baselines3, algorithm.upper())


def constructor_arguments(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Converts `parameters` to constructor arguments of the stable-baselines3 class."""
    arguments = {key: value for key, value in parameters.items() if key not in _OWN_KEYS}
    arguments["learning_rate"] = _schedule(parameters["learning_rate"])
    arguments["policy_kwargs"] = _policy_arguments(parameters["network"])
    return arguments


def _table() -> dict[str, Any]:
    text = files("quant_trading_gym.training").joinpath("hyperparameters.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    return table


def _constructor_arguments(name: str) -> frozenset[str]:
    import inspect

    names = set(inspect.signature(algorithm_class(name).__init__).parameters)
    return frozenset(
        names - {"self", "policy", "env", "seed", "device", "verbose", "policy_kwargs", "_init_setup_model"}
    )


def _schedule(rate: Any) -> Any:
    try:
        if not isinstance(rate, Mapping):
            return float(rate)
        start, end = float(rate["start"]), float(rate["end"])
    except (TypeError, ValueError, KeyError):
        allowed = "a number, or a mapping with start and end"
        raise invalid(ArgumentError, "hyperparameters.learning_rate", rate, allowed) from None
    from stable_baselines3.common.utils import LinearSchedule

    return LinearSchedule(start, end, 1.0)


def _policy_arguments(network: Mapping[str, Any]) -> dict[str, Any]:
    from torch import nn

    if not isinstance(network, Mapping) or not _widths(network.get("hidden")):
        allowed = "a mapping with hidden: a list of positive widths"
        raise invalid(ArgumentError, "hyperparameters.network", network, allowed)
    activation = network.get("activation", "tanh")
    if activation not in _ACTIVATIONS:
        raise invalid(
            ArgumentError, "hyperparameters.network.activation", activation, "one of " + ", ".join(_ACTIVATIONS)
        )
    return {"net_arch": list(network["hidden"]), "activation_fn": nn.Tanh if activation == "tanh" else nn.ReLU}


def _widths(hidden: Any) -> bool:
    return isinstance(hidden, list | tuple) and all(type(width) is int and width > 0 for width in hidden)
