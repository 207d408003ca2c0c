"""Rollouts: environments played inside the JVM by a policy that is being trained."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from quant_trading_gym.spec.spaces import ActionKind, ActionSpec, EnvironmentSpec
from quant_trading_gym.transport._proto import rollout_pb2
from quant_trading_gym.transport.step_batch import Bools, EpisodeInfos, Float32, Float64, StepBatch, read_infos

MAX_BYTES = 16 << 20
"""Bytes of observations in one rollout. Play longer ones in parts."""

Activation = Literal["none", "relu", "tanh"]
Actions = npt.NDArray[np.int32] | npt.NDArray[np.float32]

_ACTIVATIONS = {
    "none": rollout_pb2.ACTIVATION_UNSPECIFIED,
    "relu": rollout_pb2.ACTIVATION_RELU,
    "tanh": rollout_pb2.ACTIVATION_TANH,
}


NO_INFOS = read_infos(())
"""The infos of a step in which no episode ended."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Layer:
    """A linear layer with an activation function.

    Attributes:
        weights: Weights (outputs, inputs), float32.
        biases: Biases (outputs,), float32.
        activation: Activation function.
    """

    weights: Float32
    biases: Float32
    activation: Activation


@dataclass(frozen=True, kw_only=True, eq=False)
class Scaling:
    """Normalisation of observations before the networks: `clip((value - mean) / sqrt(variance + epsilon), ±limit)`.

    Attributes:
        means: Means (d,), float64.
        variances: Variances (d,), float64.
        epsilon: Number added to the variances.
        limit: Highest magnitude of the result.
    """

    means: Float64
    variances: Float64
    epsilon: float
    limit: float


@dataclass(frozen=True, kw_only=True, eq=False)
class LearningPolicy:
    """A policy whose networks are multi-layer perceptrons.

    Attributes:
        actor: Layers whose outputs are the logits of all choices, the means of a Box action, or Q-values.
        critic: Layers with the value of an observation as output; None gives the value 0.
        log_std: Logarithms (k,) of the standard deviations of a Box action, float32; otherwise None.
        epsilons: Probabilities (steps,) of a random choice, float64, if the outputs are Q-values; otherwise None.
    """

    actor: tuple[Layer, ...]
    critic: tuple[Layer, ...] | None = None
    log_std: Float32 | None = None
    epsilons: Float64 | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class RolloutPlan:
    """What to play.

    Attributes:
        policy: Policy that decides.
        scaling: Normalisation of the observations before the networks of the policy; None for none.
        steps: Number of steps of each environment.
        seed: Unsigned 64-bit seed of the random numbers of the actions.
        index: Index of the plan among those with this seed.
        forced_actions: Actions (steps, n, *shape) to take instead of drawn ones; None to draw them.
    """

    policy: LearningPolicy
    scaling: Scaling | None = None
    steps: int
    seed: int
    index: int
    forced_actions: npt.NDArray[Any] | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class RolloutBatch:
    """What n environments played in some steps. The arrays may be read-only.

    Attributes:
        observations: Observations (steps, n, d) before each step, float32, not normalised.
        actions: Actions (steps, n, k): int32, or float32 before clipping to [-1, 1].
        log_probabilities: Log-probabilities (steps, n) of the actions, float32; 0 for Q-values.
        values: Values (steps, n) of the observations, float32.
        rewards: Rewards (steps, n), float32.
        terminated: Termination flags (steps, n), bool.
        truncated: Truncation flags (steps, n), bool.
        last_observations: Observations (n, d) after the last step, float32.
        end_steps: Indices (e) of the steps in which the e episodes ended, ascending.
        end_infos: Infos (e) at those ends.
        final_observations: Last observations (e, d) of those episodes, float32, not normalised.
    """

    observations: Float32
    actions: Actions
    log_probabilities: Float32
    values: Float32
    rewards: Float32
    terminated: Bools
    truncated: Bools
    last_observations: Float32
    end_steps: Sequence[int]
    end_infos: EpisodeInfos
    final_observations: Float32

    def step(self, index: int) -> StepBatch:
        """Returns one step as if the caller had stepped the environments."""
        following = self.observations[index + 1] if index + 1 < len(self.rewards) else self.last_observations
        ended = slice(bisect_left(self.end_steps, index), bisect_right(self.end_steps, index))
        return StepBatch(
            observations=following.copy(),
            rewards=self.rewards[index].astype(np.float64),
            terminated=self.terminated[index],
            truncated=self.truncated[index],
            final_observations=self.final_observations[ended].copy(),
            infos=self.end_infos.rows(ended) if ended.start < ended.stop else NO_INFOS,
        )


def write_rollout(environment_id: str, spec: EnvironmentSpec, plan: RolloutPlan) -> rollout_pb2.CollectRolloutRequest:
    """Returns the request of a rollout."""
    policy = plan.policy
    message = rollout_pb2.LearningPolicy(
        actor=_network(policy.actor),
        critic=None if policy.critic is None else _network(policy.critic),
        log_std=b"" if policy.log_std is None else _packed(policy.log_std, "<f4"),
        epsilons=b"" if policy.epsilons is None else _packed(policy.epsilons, "<f8"),
        scaling=None if plan.scaling is None else _scaling(plan.scaling),
    )
    return rollout_pb2.CollectRolloutRequest(
        environment_id=environment_id,
        policy=message,
        steps=plan.steps,
        seed=plan.seed,
        index=plan.index,
        forced_actions=_forced_actions(spec.action, plan),
    )


def _network(layers: tuple[Layer, ...]) -> rollout_pb2.Network:
    return rollout_pb2.Network(
        layers=[
            rollout_pb2.DenseLayer(
                inputs=layer.weights.shape[1],
                weights=_packed(layer.weights, "<f4"),
                biases=_packed(layer.biases, "<f4"),
                activation=_ACTIVATIONS[layer.activation],
            )
            for layer in layers
        ]
    )


def _scaling(scaling: Scaling) -> rollout_pb2.ObservationScaling:
    return rollout_pb2.ObservationScaling(
        means=_packed(scaling.means, "<f8"),
        variances=_packed(scaling.variances, "<f8"),
        epsilon=scaling.epsilon,
        limit=scaling.limit,
    )


def _forced_actions(action: ActionSpec, plan: RolloutPlan) -> bytes:
    if plan.forced_actions is None:
        return b""
    return _packed(plan.forced_actions, "<f4" if action.kind is ActionKind.BOX else "<i4")


def _packed(array: npt.NDArray[Any], dtype: str) -> bytes:
    return np.ascontiguousarray(array, dtype=dtype).tobytes()


def read_rollout(
    response: rollout_pb2.CollectRolloutResponse, spec: EnvironmentSpec, num_envs: int, steps: int
) -> RolloutBatch:
    """Reads the response to a request of `steps` steps of `num_envs` environments."""
    n = num_envs
    width = len(spec.observation.fields)
    actions = "<f4" if spec.action.kind is ActionKind.BOX else "<i4"

    def floats(packed: bytes, *shape: int) -> Float32:
        return np.frombuffer(packed, dtype="<f4").reshape(shape)

    def flags(packed: bytes) -> Bools:
        return np.frombuffer(packed, dtype=np.bool_).reshape(steps, n)

    return RolloutBatch(
        observations=floats(response.observations, steps, n, width),
        actions=np.frombuffer(response.actions, dtype=actions).reshape(steps, n, spec.action.size),
        log_probabilities=floats(response.log_probabilities, steps, n),
        values=floats(response.values, steps, n),
        rewards=floats(response.rewards, steps, n),
        terminated=flags(response.terminated),
        truncated=flags(response.truncated),
        last_observations=floats(response.last_observations, n, width),
        end_steps=tuple(response.end_steps),
        end_infos=read_infos(response.end_infos),
        final_observations=floats(response.final_observations, -1, width),
    )
