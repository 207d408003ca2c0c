"""Checks that a policy inside the Java simulation equals the policy trained in Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from quant_trading_gym.evaluation.recording import RecordedEpisode, record_episodes
from quant_trading_gym.onnx.agreement import TOLERANCE, relative_difference
from quant_trading_gym.onnx.policy_modules import MASKED_LOGIT, build_module
from quant_trading_gym.onnx.torch_threads import single_threaded_torch

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from stable_baselines3.common.base_class import BaseAlgorithm
    from stable_baselines3.common.vec_env import VecNormalize

    from quant_trading_gym.base.progress import ProgressListener
    from quant_trading_gym.onnx.policy_modules import PolicyModule
    from quant_trading_gym.transport.sources import Scenario

_BATCH_EPISODES = 8


@dataclass(frozen=True, kw_only=True)
class ParityReport:
    """Comparison of a policy inside the simulation with the torch policy.

    Attributes:
        observations: Number of compared observations, recorded in episodes inside the simulation.
        max_relative_difference: Largest |java - torch| / max(1, |torch|) of logits, Q-values or means.
        action_agreement: Fraction of equal actions. Discrete actions count if the two best values differ by more than
            the tolerance; continuous actions are equal if they agree within the tolerance.
        same_episode_digest: Whether an episode driven from Python has the same event digest as inside the simulation.
        same_population_orders: Whether the policy sends the same orders as an agent of the population.
    """

    observations: int
    max_relative_difference: float
    action_agreement: float
    same_episode_digest: bool
    same_population_orders: bool

    @property
    def holds(self) -> bool:
        """Whether both policies agree within `agreement.TOLERANCE`."""
        return (
            self.max_relative_difference <= TOLERANCE
            and self.action_agreement == 1.0
            and self.same_episode_digest
            and self.same_population_orders
        )

    def to_dict(self) -> dict[str, object]:
        """Returns the report as JSON types."""
        return asdict(self)


def check_parity(
    model: BaseAlgorithm,
    onnx: str | Path,
    *,
    scenario: Scenario,
    observations: int = 10_000,
    seed: int = 2_000_000,
    overrides: Mapping[str, object] | None = None,
    vec_normalize: VecNormalize | None = None,
    on_progress: ProgressListener | None = None,
) -> ParityReport:
    """Compares `model` with its export `onnx` inside the simulation.

    Args:
        model: Model of stable-baselines3 or sb3-contrib.
        onnx: File written by `export_policy`.
        scenario: Name of a scenario, path of a YAML file, or a mapping with its content.
        observations: Minimum number of observations to compare.
        seed: Seed of the first episode.
        overrides: Values that take precedence over those of the scenario.
        vec_normalize: Observation statistics of the training; None takes them from the model's environment, if any.
        on_progress: Callback with a fraction in [0, 1] and a text.
    """
    normalize = vec_normalize if vec_normalize is not None else model.get_vec_normalize_env()
    module = build_module(model, normalize)
    recorded: list[RecordedEpisode] = []
    while (count := sum(episode.steps for episode in recorded)) < observations:
        if on_progress is not None:
            on_progress(count / observations, f"parity of {Path(onnx).parent.name}: {count:,} observations recorded")
        recorded += record_episodes(
            onnx, scenario=scenario, episodes=_BATCH_EPISODES, seed=seed + len(recorded), overrides=overrides
        )
    [inside] = record_episodes(onnx, scenario=scenario, seed=seed, overrides=overrides, as_population_agent=True)
    first = recorded[0]
    difference, agreement = compare_outputs(module, recorded)
    return ParityReport(
        observations=count,
        max_relative_difference=difference,
        action_agreement=agreement,
        same_episode_digest=drive_episode(module, scenario, seed=seed, overrides=overrides) == first.digest,
        same_population_orders=inside.orders_digest == first.orders_digest,
    )


def compare_outputs(module: PolicyModule, recorded: list[RecordedEpisode]) -> tuple[float, float]:
    """Returns the largest relative difference of the outputs and the fraction of equal actions."""
    outputs = np.concatenate([episode.outputs for episode in recorded])
    actions = np.concatenate([episode.actions for episode in recorded])
    expected_actions, expected = _expected(module, recorded)
    difference = float(relative_difference(outputs, expected).max())
    if expected_actions.dtype.kind == "f":
        return difference, float((np.abs(actions - expected_actions) <= TOLERANCE).mean())
    decided = _decided(module, expected)
    return difference, float((actions == expected_actions)[decided].mean())


def _expected(module: PolicyModule, recorded: list[RecordedEpisode]) -> tuple[NDArray[Any], NDArray[np.float32]]:
    """Returns the actions and outputs of the torch policy; a recurrent one sees each episode in order.

    The masks are those of the simulation, as its masked logits show them.
    """
    if not module.is_recurrent and not module.takes_masks:
        return run_torch(module, np.concatenate([episode.observations for episode in recorded]))
    steps = []
    for episode in recorded:
        player = TorchPlayer(module)
        masks = episode.outputs > MASKED_LOGIT if module.takes_masks else [None] * episode.steps
        steps += [player.act(*step) for step in zip(episode.observations, masks, strict=True)]
    return np.concatenate([action for action, _ in steps]), np.concatenate([output for _, output in steps])


def run_torch(
    module: PolicyModule, observations: NDArray[np.float32]
) -> tuple[NDArray[np.int64] | NDArray[np.float32], NDArray[np.float32]]:
    """Returns the actions, and the logits, Q-values or means, of the torch policy for observations (n, d).

    For a recurrent policy they are the first observations of n episodes.
    """
    import torch

    with torch.no_grad(), single_threaded_torch():
        outputs = module(*module.example_inputs(torch.as_tensor(np.array(observations))))
    return outputs[0].numpy(), outputs[1].numpy()


class TorchPlayer:
    """A torch policy during one episode; it carries the state of a recurrent policy."""

    def __init__(self, module: PolicyModule) -> None:
        """Begins an episode."""
        self._module = module
        self._state: dict[str, Any] = {}

    def act(
        self, observation: NDArray[np.float32], mask: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64] | NDArray[np.float32], NDArray[np.float32]]:
        """Returns action and output for the observation (d,), both with a batch axis.

        Args:
            observation: Observation (d,), float32.
            mask: Mask (choices,) for a policy that takes one.
        """
        import torch

        module = self._module
        examples = module.example_inputs(torch.as_tensor(np.array(observation[None])))
        inputs = dict(zip(module.input_names, examples, strict=True)) | self._state
        if module.takes_masks:
            inputs["action_mask"] = torch.as_tensor(np.array(mask)[None])
        with torch.no_grad(), single_threaded_torch():
            outputs = dict(zip(module.output_names, module(*inputs.values()), strict=True))
        if module.is_recurrent:
            self._state = {name: outputs[f"{name}_out"] for name in ("h", "c") if name in inputs}
            self._state["episode_start"] = torch.zeros(1)
        action, output, *_ = outputs.values()
        return action.numpy(), output.numpy()


def drive_episode(
    module: PolicyModule, scenario: Scenario, *, seed: int, overrides: Mapping[str, object] | None = None
) -> str:
    """Runs one episode from Python with the torch policy and returns its event digest."""
    from quant_trading_gym.envs.single import TradingEnv

    env = TradingEnv(scenario=scenario, overrides=overrides)
    try:
        observation, info = env.reset(seed=seed)
        player, ended = TorchPlayer(module), False
        while not ended:
            actions, _ = player.act(observation, env.action_masks() if module.takes_masks else None)
            observation, _, terminated, truncated, info = env.step(actions[0])
            ended = terminated or truncated
        return f"{info['digest']:016x}"
    finally:
        env.close()


def _decided(module: PolicyModule, outputs: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Marks the action components with a difference of the two best values above the tolerance."""
    from gymnasium import spaces

    space = module.action_space
    if not isinstance(space, spaces.MultiDiscrete):
        return _clear_lead(outputs)
    parts = np.split(outputs, np.cumsum(space.nvec)[:-1], axis=1)
    return np.stack([_clear_lead(part) for part in parts], axis=1)


def _clear_lead(values: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Marks the rows with a difference of the two largest values above the tolerance."""
    second, best = np.sort(values, axis=1)[:, -2:].T.astype(np.float64)
    result: NDArray[np.bool_] = best - second > TOLERANCE * np.maximum(1.0, np.abs(best))
    return result
