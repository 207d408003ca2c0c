"""Torch modules for the export of each supported algorithm.

Every module maps the float32 observation, in the form returned by the environment, to named outputs. The normalisation
of the training is part of the module.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import torch
from gymnasium import spaces
from torch import nn

from quant_trading_gym.errors import ArgumentError, invalid

if TYPE_CHECKING:
    from stable_baselines3.common.base_class import BaseAlgorithm
    from stable_baselines3.common.vec_env import VecNormalize

SUPPORTED_ALGORITHMS = ("PPO", "A2C", "DQN", "MaskablePPO", "RecurrentPPO")
_MASKED_LOGIT = -1e8


class ObservationNormalizer(nn.Module):
    """Normalises observations with the statistics of a `VecNormalize`.

    The computation uses float64, like `VecNormalize`. With float32, a field with a mean much larger than its standard
    deviation would lose significant digits.
    """

    mean: torch.Tensor
    deviation: torch.Tensor

    def __init__(self, normalize: VecNormalize) -> None:
        """Copies mean, variance and clipping from `normalize`."""
        super().__init__()
        statistics: Any = normalize.obs_rms
        variance = torch.as_tensor(statistics.var, dtype=torch.float64)
        self.register_buffer("mean", torch.as_tensor(statistics.mean, dtype=torch.float64))
        self.register_buffer("deviation", torch.sqrt(variance + normalize.epsilon))
        self.clip = float(normalize.clip_obs)

    def forward(self, observation: torch.Tensor) -> torch.Tensor:
        """Maps raw observations (batch, d) to normalised observations (batch, d), float32."""
        scaled = (observation.double() - self.mean) / self.deviation
        return torch.clamp(scaled, -self.clip, self.clip).float()


class PolicyModule(nn.Module):
    """Base of the exported modules: names of inputs and outputs, example inputs, normalisation."""

    input_names: tuple[str, ...] = ("observation",)
    output_names: tuple[str, ...] = ()

    def __init__(self, policy: Any, normalizer: nn.Module | None) -> None:
        """Wraps the SB3 `policy`; `normalizer` maps raw observations to normalised ones."""
        super().__init__()
        self.policy = policy
        self.normalizer = normalizer if normalizer is not None else nn.Identity()
        self.action_space: spaces.Space[Any] = policy.action_space

    def example_inputs(self, observations: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Returns all inputs for a batch of observations (batch, d)."""
        return (observations,)

    def dynamic_shapes(self, batch: Any) -> tuple[dict[int, Any], ...]:
        """Returns the dynamic axes of each input; `batch` is the symbol of the batch size."""
        return tuple({0: batch} for _ in self.input_names)

    def _act(self, head: torch.Tensor) -> torch.Tensor:
        """Returns the deterministic action; ties between logits resolve to the lowest index."""
        if isinstance(self.action_space, spaces.Box):
            return torch.clamp(head, -1.0, 1.0)
        if isinstance(self.action_space, spaces.MultiDiscrete):
            parts = torch.split(head, self.action_space.nvec.tolist(), dim=1)
            return torch.stack([part.argmax(dim=1) for part in parts], dim=1)
        return head.argmax(dim=1)


class ActorCriticModule(PolicyModule):
    """PPO and A2C: logits, or mean and log standard deviation, and the value."""

    def __init__(self, policy: Any, normalizer: nn.Module | None) -> None:
        """Wraps an `ActorCriticPolicy`."""
        super().__init__(policy, normalizer)
        self.continuous = isinstance(policy.action_space, spaces.Box)
        heads = ("mean", "log_std") if self.continuous else ("logits",)
        self.output_names = ("action", *heads, "value")

    def forward(self, observation: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Maps observations (batch, d) to the outputs named in `output_names`."""
        actor, critic = self._features(observation)
        extractor = self.policy.mlp_extractor
        return self._heads(extractor.forward_actor(actor), extractor.forward_critic(critic))

    def _features(self, observation: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        features = self.policy.extract_features(self.normalizer(observation))
        return (features, features) if self.policy.share_features_extractor else features

    def _heads(self, actor: torch.Tensor, critic: torch.Tensor) -> tuple[torch.Tensor, ...]:
        head = self.policy.action_net(actor)
        value = self.policy.value_net(critic).squeeze(1)
        if self.continuous:
            # The addition broadcasts the state-independent standard deviation to the batch size.
            return self._act(head), head, self.policy.log_std + torch.zeros_like(head), value
        return self._act(head), head, value


class MaskableModule(ActorCriticModule):
    """MaskablePPO: takes a mask of valid actions and returns logits with invalid actions masked out."""

    input_names = ("observation", "action_mask")

    def example_inputs(self, observations: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Returns observations and a mask that allows all actions."""
        width = self.policy.action_net.out_features
        return observations, torch.ones(observations.shape[0], width, dtype=torch.bool)

    def forward(self, observation: torch.Tensor, action_mask: torch.Tensor) -> tuple[torch.Tensor, ...]:  # type: ignore[override]
        """Maps observations (batch, d) and masks (batch, actions) to action, masked logits and value."""
        _, logits, value = super().forward(observation)
        masked = torch.where(action_mask, logits, torch.full_like(logits, _MASKED_LOGIT))
        return self._act(masked), masked, value


class RecurrentModule(ActorCriticModule):
    """RecurrentPPO: the actor's LSTM state is an input and an output of shape (layers, batch, hidden).

    There is no value output: the critic usually has a separate LSTM, and acting does not need its state.
    """

    input_names = ("observation", "h", "c", "episode_start")

    def __init__(self, policy: Any, normalizer: nn.Module | None) -> None:
        """Wraps a `RecurrentActorCriticPolicy`."""
        super().__init__(policy, normalizer)
        self.output_names = (*self.output_names[:-1], "h_out", "c_out")

    def example_inputs(self, observations: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Returns observations and LSTM states at the start of an episode."""
        layers, _, hidden = self.policy.lstm_hidden_state_shape
        batch = observations.shape[0]
        state = torch.zeros(layers, batch, hidden)
        return observations, state, state.clone(), torch.ones(batch)

    def dynamic_shapes(self, batch: Any) -> tuple[dict[int, Any], ...]:
        """Returns the dynamic axes; the batch is the middle axis of the LSTM states."""
        return {0: batch}, {1: batch}, {1: batch}, {0: batch}

    def forward(  # type: ignore[override]
        self, observation: torch.Tensor, h: torch.Tensor, c: torch.Tensor, episode_start: torch.Tensor
    ) -> tuple[torch.Tensor, ...]:
        """Runs one step; resets the states of batch elements with `episode_start` (batch,) equal to 1."""
        actor, _ = self._features(observation)
        keep = (1.0 - episode_start).reshape(1, -1, 1)
        latent, (h_out, c_out) = self.policy.lstm_actor(actor.unsqueeze(0), (keep * h, keep * c))
        head = self.policy.action_net(self.policy.mlp_extractor.forward_actor(latent.squeeze(0)))
        if self.continuous:
            return self._act(head), head, self.policy.log_std + torch.zeros_like(head), h_out, c_out
        return self._act(head), head, h_out, c_out


class QNetworkModule(PolicyModule):
    """DQN: the value of each action."""

    output_names = ("action", "q_values")

    def forward(self, observation: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Maps observations (batch, d) to the greedy action and the Q-values (batch, actions)."""
        q_values = self.policy.q_net(self.normalizer(observation))
        return self._act(q_values), q_values


class OwnModule(PolicyModule):
    """A custom module with the inputs and outputs of an exported policy."""

    def __init__(self, module: nn.Module, output_names: Sequence[str]) -> None:
        """Wraps `module`; `output_names` are the names of its outputs."""
        nn.Module.__init__(self)
        self.module = module
        self.output_names = tuple(output_names)

    def forward(self, observation: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Maps observations (batch, d) to the outputs."""
        outputs: tuple[torch.Tensor, ...] = self.module(observation)
        return outputs


_MODULES: dict[str, type[PolicyModule]] = {
    "PPO": ActorCriticModule,
    "A2C": ActorCriticModule,
    "DQN": QNetworkModule,
    "MaskablePPO": MaskableModule,
    "RecurrentPPO": RecurrentModule,
}


def build_module(model: BaseAlgorithm, normalize: VecNormalize | None) -> PolicyModule:
    """Returns the module of a trained model on the CPU and in evaluation mode.

    Args:
        model: An SB3 or sb3-contrib model of one of `SUPPORTED_ALGORITHMS`.
        normalize: The `VecNormalize` of the training, if any.

    Raises:
        ArgumentError: The algorithm, or a feature of it (gSDE), cannot be exported.
    """
    name = type(model).__name__
    if name not in _MODULES:
        raise invalid(ArgumentError, "model", name, "a model of " + ", ".join(SUPPORTED_ALGORITHMS))
    if getattr(model, "use_sde", False):
        raise invalid(ArgumentError, "model.use_sde", True, "False: state-dependent exploration cannot be exported")
    normalizer = ObservationNormalizer(normalize) if normalize is not None and normalize.norm_obs else None
    return _MODULES[name](_copy_to_cpu(model), normalizer).eval()


def _copy_to_cpu(model: BaseAlgorithm) -> Any:
    """Returns a copy of the policy with the same weights on the CPU.

    `deepcopy` fails on a policy that stores its last action distribution. The constructor arguments are taken from the
    model because the policy does not store all of them (the LSTM size is missing).
    """
    policy: Any = model.policy
    copy = type(policy)(**(policy._get_constructor_parameters() | model.policy_kwargs))
    copy.load_state_dict(policy.state_dict())
    return copy.to("cpu")
