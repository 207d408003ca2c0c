"""Hyperparameters as data: defaults of an algorithm, values of a scenario, values of the caller."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from quant_trading_gym.errors import ArgumentError, invalid

if TYPE_CHECKING:
    from gymnasium import spaces

_OWN_KEYS = frozenset(
    {"timesteps", "n_envs", "learning_rate", "normalize_observations", "normalize_rewards", "network"}
)
_ACTIVATIONS = ("tanh", "relu")
_NETWORK = frozenset({"hidden", "activation"})
_LSTM = {
    "units": "lstm_hidden_size",
    "layers": "n_lstm_layers",
    "shared_lstm": "shared_lstm",
    "critic_lstm": "enable_critic_lstm",
}
"""Keys of `network` for the LSTM of recurrentppo, with the arguments of the policy."""
_QUANTILES = {"quantiles": "n_quantiles"}
"""The same for qrdqn."""
_FURTHER = {"recurrentppo": _LSTM, "qrdqn": _QUANTILES}
_CLASSES = {
    "ppo": "PPO",
    "a2c": "A2C",
    "dqn": "DQN",
    "trpo": "TRPO",
    "recurrentppo": "RecurrentPPO",
    "maskableppo": "MaskablePPO",
    "qrdqn": "QRDQN",
    "sac": "SAC",
    "td3": "TD3",
    "ddpg": "DDPG",
    "ars": "ARS",
}
_CHOICES = frozenset({"Discrete"})
_COMPONENTS = frozenset({"Box"})
_ACTIONS = {
    "dqn": _CHOICES,
    "qrdqn": _CHOICES,
    "ars": _CHOICES | _COMPONENTS,
    "maskableppo": _CHOICES | {"MultiDiscrete"},
    "sac": _COMPONENTS,
    "td3": _COMPONENTS,
    "ddpg": _COMPONENTS,
}
"""Action spaces of the algorithms that do not take every one."""


def algorithms() -> tuple[str, ...]:
    """Returns the names of the algorithms of `qtg train`."""
    return tuple(_CLASSES)


def hyperparameters(algorithm: str, scenario: str, overrides: Mapping[str, object] | None = None) -> dict[str, Any]:
    """Returns the effective hyperparameters; precedence: algorithm < scenario < `overrides`.

    Raises:
        ArgumentError: The algorithm, or a key of `overrides`, is unknown.
    """
    table = _table()
    name = algorithm_name(algorithm)
    result = dict(table["algorithms"][name])
    result.update(table["scenarios"].get(scenario, {}).get(name, {}))
    result.update(overrides or {})
    allowed = _OWN_KEYS | _constructor_arguments(name)
    for key in result:
        if key not in allowed:
            raise invalid(
                ArgumentError, f"hyperparameters.{key}", result[key], "one of the keys " + ", ".join(sorted(allowed))
            )
    _check_network(name, result["network"])
    return result


def algorithm_name(algorithm: str) -> str:
    """Returns the name of `algorithms`; accepts capitals and hyphens, as in `QR-DQN`.

    Raises:
        ArgumentError: The algorithm is unknown.
    """
    name = algorithm.lower().replace("-", "").replace("_", "")
    if name not in _CLASSES:
        raise invalid(ArgumentError, "algorithm", algorithm, "one of " + ", ".join(_CLASSES))
    return name


def class_name(algorithm: str) -> str:
    """Returns the name of the class of an algorithm in its library."""
    return _CLASSES[algorithm_name(algorithm)]


def algorithm_class(algorithm: str) -> Any:
    """Returns the class of an algorithm of stable-baselines3 or sb3-contrib."""
    import stable_baselines3

    name = class_name(algorithm)
    if hasattr(stable_baselines3, name):
        return getattr(stable_baselines3, name)
    import sb3_contrib

    return getattr(sb3_contrib, name)


def check_action_space(algorithm: str, space: spaces.Space[Any]) -> None:
    """Checks that an algorithm can choose the actions of `space`.

    Raises:
        ArgumentError: It cannot.
    """
    kind = type(space).__name__
    name = algorithm_name(algorithm)
    if kind not in _ACTIONS.get(name, {kind}):
        fitting = ", ".join(other for other in _CLASSES if kind in _ACTIONS.get(other, {kind}))
        expected = f"an algorithm for {kind} actions ({fitting}), or another action scheme of the scenario"
        raise invalid(ArgumentError, "algorithm", name, expected)


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

    activation = nn.Tanh if network.get("activation", "tanh") == "tanh" else nn.ReLU
    further = {argument: network[key] for key, argument in (_LSTM | _QUANTILES).items() if key in network}
    return {"net_arch": list(network["hidden"]), "activation_fn": activation} | further


def _check_network(name: str, network: Any) -> None:
    allowed = _NETWORK | _FURTHER.get(name, {}).keys()
    if not isinstance(network, Mapping) or not _widths(network.get("hidden")):
        raise invalid(
            ArgumentError, "hyperparameters.network", network, "a mapping with hidden: a list of positive widths"
        )
    for key, value in network.items():
        field = f"hyperparameters.network.{key}"
        if key not in allowed:
            raise invalid(ArgumentError, field, value, "one of the keys " + ", ".join(sorted(allowed)))
        if key == "activation" and value not in _ACTIVATIONS:
            raise invalid(ArgumentError, field, value, "one of " + ", ".join(_ACTIVATIONS))
        if key in ("units", "layers", "quantiles") and not _widths([value]):
            raise invalid(ArgumentError, field, value, "a positive integer")
        if key in ("shared_lstm", "critic_lstm") and not isinstance(value, bool):
            raise invalid(ArgumentError, field, value, "true or false")
    if network.get("shared_lstm") and network.get("critic_lstm", True):
        raise invalid(ArgumentError, "hyperparameters.network.critic_lstm", True, "false where shared_lstm is true")


def _widths(hidden: Any) -> bool:
    return isinstance(hidden, list | tuple) and all(type(width) is int and width > 0 for width in hidden)
