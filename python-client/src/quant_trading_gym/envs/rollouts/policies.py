"""Converts policies of stable-baselines3 for inference inside the JVM."""

from __future__ import annotations

from typing import Any

import numpy as np
from stable_baselines3.common.distributions import (
    CategoricalDistribution,
    DiagGaussianDistribution,
    MultiCategoricalDistribution,
)
from stable_baselines3.common.policies import ActorCriticPolicy
from stable_baselines3.common.torch_layers import FlattenExtractor, MlpExtractor
from stable_baselines3.dqn.policies import DQNPolicy, QNetwork
from torch import nn

from quant_trading_gym.errors import ArgumentError, invalid
from quant_trading_gym.transport.rollouts import Activation, Layer, LearningPolicy
from quant_trading_gym.transport.step_batch import Float32, Float64

_ACTIVATIONS: dict[type[nn.Module], Activation] = {nn.Tanh: "tanh", nn.ReLU: "relu"}
_DISTRIBUTIONS = (CategoricalDistribution, MultiCategoricalDistribution, DiagGaussianDistribution)
_SUPPORTED = (
    "MlpPolicy with linear layers, Tanh or ReLU, FlattenExtractor, float32 parameters, and without generalised "
    "state-dependent exploration (use_sde)"
)


def actor_critic(policy: object) -> LearningPolicy:
    """Converts the policy of PPO or A2C.

    Raises:
        ArgumentError: The policy is not of a kind that the JVM can compute.
    """
    if type(policy) is not ActorCriticPolicy:
        raise _unsupported(type(policy).__name__)
    if type(policy.action_dist) not in _DISTRIBUTIONS:
        raise _unsupported(type(policy.action_dist).__name__)
    if policy.squash_output:
        raise _unsupported("squash_output=True")
    for extractor in (policy.pi_features_extractor, policy.vf_features_extractor):
        _check_extractor(extractor)
    if type(policy.mlp_extractor) is not MlpExtractor:
        raise _unsupported(type(policy.mlp_extractor).__name__)
    is_box = isinstance(policy.action_dist, DiagGaussianDistribution)
    return LearningPolicy(
        actor=_layers(policy.mlp_extractor.policy_net, policy.action_net),
        critic=_layers(policy.mlp_extractor.value_net, policy.value_net),
        log_std=_numbers(policy.log_std) if is_box else None,
    )


def q_network(policy: object, epsilons: Float64) -> LearningPolicy:
    """Converts the policy of DQN.

    Args:
        policy: Policy.
        epsilons: Probabilities (steps,) of a random choice.

    Raises:
        ArgumentError: The policy is not of a kind that the JVM can compute.
    """
    if type(policy) is not DQNPolicy:
        raise _unsupported(type(policy).__name__)
    network = policy.q_net
    if type(network) is not QNetwork:
        raise _unsupported(type(network).__name__)
    _check_extractor(network.features_extractor)
    return LearningPolicy(actor=_layers(network.q_net), epsilons=epsilons)


def _check_extractor(extractor: object) -> None:
    if type(extractor) is not FlattenExtractor:
        raise _unsupported(type(extractor).__name__)


def _layers(*parts: nn.Module) -> tuple[Layer, ...]:
    modules = [module for part in parts for module in (part if isinstance(part, nn.Sequential) else (part,))]
    layers: list[Layer] = []
    waits_for_activation = False
    for module in modules:
        if type(module) is nn.Linear:
            layers.append(Layer(weights=_numbers(module.weight), biases=_biases(module), activation="none"))
            waits_for_activation = True
        elif type(module) in _ACTIVATIONS and waits_for_activation:
            last = layers[-1]
            activation = _ACTIVATIONS[type(module)]
            layers[-1] = Layer(weights=last.weights, biases=last.biases, activation=activation)
            waits_for_activation = False
        else:
            raise _unsupported(type(module).__name__)
    return tuple(layers)


def _biases(module: nn.Linear) -> Float32:
    return np.zeros(module.out_features, dtype=np.float32) if module.bias is None else _numbers(module.bias)


def _numbers(parameter: Any) -> Float32:
    numbers = parameter.detach().cpu().numpy()
    if numbers.dtype != np.float32:
        raise _unsupported(f"{numbers.dtype} parameters")
    return numbers  # type: ignore[no-any-return]


def _unsupported(kind: str) -> Exception:
    return invalid(ArgumentError, "policy", kind, _SUPPORTED)
