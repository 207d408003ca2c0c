"""Torch modules for the export of each supported algorithm.

Every module maps the float32 observation, in the form returned by the environment, to named outputs. The normalisation
of the training is part of the module.
"""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import torch
from gymnasium import spaces
from torch import nn

from quant_trading_gym.errors import ArgumentError, invalid

if TYPE_CHECKING:
    from stable_baselines3.common.base_class import BaseAlgorithm
    from stable_baselines3.common.vec_env import VecNormalize

MASKED_LOGIT = -1e8
"""Logit of a masked choice."""


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
    squashes = False
    """Whether a continuous action is the hyperbolic tangent of the mean; otherwise it is the clipped mean."""
    is_recurrent = False
    """Whether it carries a state from observation to observation."""

    def __init__(self, policy: Any, normalizer: nn.Module | None) -> None:
        """Wraps the SB3 `policy`; `normalizer` maps raw observations to normalised ones."""
        super().__init__()
        self.policy = policy
        self.normalizer = normalizer if normalizer is not None else nn.Identity()
        self.action_space: spaces.Space[Any] = policy.action_space

    @property
    def takes_masks(self) -> bool:
        """Whether it has the input `action_mask`."""
        return "action_mask" in self.input_names

    def example_inputs(self, observations: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Returns all inputs for a batch of observations (batch, d)."""
        return (observations,)

    def dynamic_shapes(self, batch: Any) -> tuple[Any, ...]:
        """Returns the dynamic axes of each argument of `forward`; `batch` is the symbol of the batch size."""
        return tuple({0: batch} for _ in self.input_names)

    def _act(self, head: torch.Tensor) -> torch.Tensor:
        """Returns the deterministic action; ties between logits resolve to the lowest index."""
        if isinstance(self.action_space, spaces.Box):
            return torch.tanh(head) if self.squashes else torch.clamp(head, -1.0, 1.0)
        if isinstance(self.action_space, spaces.MultiDiscrete):
            parts = torch.split(head, self.action_space.nvec.tolist(), dim=1)
            return torch.stack([part.argmax(dim=1) for part in parts], dim=1)
        return head.argmax(dim=1)


class ActorCriticModule(PolicyModule):
    """PPO, A2C and TRPO: logits, or mean and log standard deviation, and the value."""

    def __init__(self, policy: Any, normalizer: nn.Module | None) -> None:
        """Wraps an `ActorCriticPolicy`."""
        super().__init__(policy, normalizer)
        self.continuous = isinstance(policy.action_space, spaces.Box)
        self.squashes = bool(policy.squash_output)
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
            return self._act(head), head, self._log_std(head, actor), value
        return self._act(head), head, value

    def _log_std(self, head: torch.Tensor, actor: torch.Tensor) -> torch.Tensor:
        if self.policy.use_sde:
            return _state_dependent_log_std(self.policy.action_dist, self.policy.log_std, actor)
        own: torch.Tensor = self.policy.log_std
        return own + torch.zeros_like(head)  # adding zero gives it a batch axis


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
        masked = torch.where(action_mask, logits, torch.full_like(logits, MASKED_LOGIT))
        return self._act(masked), masked, value


class RecurrentModule(ActorCriticModule):
    """RecurrentPPO: the actor's LSTM state is an input and an output of shape (layers, batch, hidden).

    There is no value output: the critic usually has a separate LSTM, and acting does not need its state.
    """

    input_names = ("observation", "h", "c", "episode_start")
    is_recurrent = True

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
        features = self.policy.mlp_extractor.forward_actor(latent.squeeze(0))
        head = self.policy.action_net(features)
        if self.continuous:
            return self._act(head), head, self._log_std(head, features), h_out, c_out
        return self._act(head), head, h_out, c_out


class QNetworkModule(PolicyModule):
    """DQN: the value of each action."""

    output_names = ("action", "q_values")

    def forward(self, observation: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Maps observations (batch, d) to the greedy action and the Q-values (batch, actions)."""
        q_values = self._q_values(self.normalizer(observation))
        return self._act(q_values), q_values

    def _q_values(self, observation: torch.Tensor) -> torch.Tensor:
        values: torch.Tensor = self.policy.q_net(observation)
        return values


class QuantileModule(QNetworkModule):
    """QR-DQN: the mean over the quantiles of each action's value."""

    def _q_values(self, observation: torch.Tensor) -> torch.Tensor:
        quantiles: torch.Tensor = self.policy.quantile_net(observation)
        return quantiles.mean(dim=1)


class SquashedActorModule(PolicyModule):
    """SAC, TQC and CrossQ: the action is the hyperbolic tangent of the mean."""

    output_names = ("action", "mean", "log_std")
    squashes = True

    def forward(self, observation: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Maps observations (batch, d) to action, mean and log standard deviation, both before the tangent."""
        actor = self.policy.actor
        mean, log_std, extra = actor.get_action_dist_params(self.normalizer(observation))
        if actor.use_sde:
            log_std = _state_dependent_log_std(actor.action_dist, log_std, extra["latent_sde"])
        return self._act(mean), mean, log_std


class DeterministicActorModule(PolicyModule):
    """TD3 and DDPG: an actor without a deviation, whose last layer keeps it within the bounds."""

    output_names = ("action", "mean")

    def forward(self, observation: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Maps observations (batch, d) to the action, twice."""
        mean = self.policy.actor(self.normalizer(observation))
        return self._act(mean), mean


class RandomSearchModule(PolicyModule):
    """ARS: a network without a deviation."""

    def __init__(self, policy: Any, normalizer: nn.Module | None) -> None:
        """Wraps an `ARSPolicy`."""
        super().__init__(policy, normalizer)
        self.output_names = ("action", "mean" if isinstance(policy.action_space, spaces.Box) else "logits")

    def forward(self, observation: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Maps observations (batch, d) to the action and the output of the last layer."""
        features = self.policy.extract_features(self.normalizer(observation), self.policy.features_extractor)
        head = self.policy.action_net(features)
        return self._act(head), head


class FrameStackModule(PolicyModule):
    """A policy behind `VecFrameStack`: the state `h` (frames, batch, d) holds the last frames, oldest first."""

    is_recurrent = True

    def __init__(self, inner: PolicyModule, frames: int, normalizer: nn.Module | None) -> None:
        """Wraps the module of stacked observations (batch, frames * d); `normalizer` maps single observations."""
        nn.Module.__init__(self)
        self.inner = inner
        self.normalizer = normalizer if normalizer is not None else nn.Identity()
        self.action_space = inner.action_space
        self.squashes = inner.squashes
        self.frames = frames
        self.input_names = (*inner.input_names, "h", "episode_start")
        self.output_names = (*inner.output_names, "h_out")

    def example_inputs(self, observations: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Returns the inputs of the inner module, and no frames, at the start of an episode."""
        batch, size = observations.shape
        state = torch.zeros(self.frames, batch, size)
        return *self.inner.example_inputs(observations), state, torch.ones(batch)

    def dynamic_shapes(self, batch: Any) -> tuple[Any, ...]:
        """Returns the dynamic axes of `inputs`; the batch is the middle axis of the frames."""
        return ((*self.inner.dynamic_shapes(batch), {1: batch}, {0: batch}),)

    def forward(self, *inputs: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Adds the observation (batch, d) to the frames, which `episode_start` clears, and runs the inner module."""
        observation, *further, h, episode_start = inputs
        keep = (1.0 - episode_start).reshape(1, -1, 1)
        frames = torch.cat([(keep * h)[1:], self.normalizer(observation).unsqueeze(0)])
        stacked = frames.transpose(0, 1).reshape(-1, self.frames * observation.shape[1])
        return *self.inner(stacked, *further), frames


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


def _state_dependent_log_std(distribution: Any, log_std: torch.Tensor, features: torch.Tensor) -> torch.Tensor:
    """Log deviation (batch, components) of exploration noise that depends on the features (batch, n): gSDE."""
    variance = torch.mm(features**2, distribution.get_std(log_std) ** 2)
    return 0.5 * torch.log(variance + distribution.epsilon)


_MODULES: dict[str, type[PolicyModule]] = {
    "PPO": ActorCriticModule,
    "A2C": ActorCriticModule,
    "TRPO": ActorCriticModule,
    "MaskablePPO": MaskableModule,
    "RecurrentPPO": RecurrentModule,
    "DQN": QNetworkModule,
    "QRDQN": QuantileModule,
    "SAC": SquashedActorModule,
    "TQC": SquashedActorModule,
    "CrossQ": SquashedActorModule,
    "TD3": DeterministicActorModule,
    "DDPG": DeterministicActorModule,
    "ARS": RandomSearchModule,
}
_LIBRARIES = ("stable_baselines3", "sb3_contrib")


def build_module(model: BaseAlgorithm, normalize: VecNormalize | None) -> PolicyModule:
    """Returns the module of a trained model on the CPU and in evaluation mode.

    Args:
        model: An SB3 or sb3-contrib model, or a model of a subclass.
        normalize: The `VecNormalize` of the training, if any.

    Raises:
        ArgumentError: The algorithm cannot be exported.
    """
    kind = _module_of(type(model))
    normalizer = ObservationNormalizer(normalize) if normalize is not None and normalize.norm_obs else None
    frames = stacked_frames(model)
    if frames == 1:
        return kind(_copy_to_cpu(model), normalizer).eval()
    if kind is RecurrentModule:
        raise invalid(ArgumentError, "model", f"a recurrent policy behind VecFrameStack({frames})", "one of the two")
    assert model.observation_space.shape is not None
    is_outside = normalizer is not None and normalizer.mean.shape == model.observation_space.shape
    inner = kind(_copy_to_cpu(model), normalizer if is_outside else None)
    return FrameStackModule(inner, frames, None if is_outside else normalizer).eval()


def stacked_frames(model: BaseAlgorithm) -> int:
    """Returns the number of observations that the `VecFrameStack` of the model's environment stacks; 1 without one."""
    from stable_baselines3.common.vec_env import VecEnvWrapper, VecFrameStack

    env: Any = model.get_env()
    while isinstance(env, VecEnvWrapper):
        if isinstance(env, VecFrameStack):
            return int(env.stacked_obs.n_stack)
        env = env.venv
    return 1


def name_of_algorithm(algorithm: type[Any]) -> str:
    """Returns the name of an algorithm; for one that this package derives from a library's, the name of that one."""
    own = __name__.partition(".")[0]
    return next(base.__name__ for base in algorithm.__mro__ if base.__module__.partition(".")[0] != own)


def _module_of(algorithm: type[Any]) -> type[PolicyModule]:
    """Returns the module of the nearest library class; a user's subclass is expected to predict in the same way."""
    for base in algorithm.__mro__:
        if base.__name__ in _MODULES and base.__module__.partition(".")[0] in _LIBRARIES:
            return _MODULES[base.__name__]
    name = f"{algorithm.__module__}.{algorithm.__qualname__}"
    expected = "a model of stable-baselines3 or sb3-contrib: " + ", ".join(_MODULES)
    raise invalid(ArgumentError, "model", name, expected)


def _copy_to_cpu(model: BaseAlgorithm) -> Any:
    """Returns a copy of the policy with the same weights on the CPU.

    `deepcopy` fails on a policy that stores its last action distribution. The constructor arguments are taken from the
    model because the policy does not store all of them (the LSTM size is missing). The policy of ARS stores arguments
    that its constructor does not accept; the signature excludes them.
    """
    policy: Any = model.policy
    named = policy._get_constructor_parameters() | model.policy_kwargs
    parameters = inspect.signature(type(policy).__init__).parameters
    takes_all = any(parameter.kind is inspect.Parameter.VAR_KEYWORD for parameter in parameters.values())
    copy = type(policy)(**{name: value for name, value in named.items() if takes_all or name in parameters})
    copy.load_state_dict(policy.state_dict())
    return copy.to("cpu")
