"""Everything that a policy saw and did in episodes inside the Java simulation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from quant_trading_gym.evaluation.policies import PolicySource, name_policies, upload
from quant_trading_gym.jvm.engine import connect
from quant_trading_gym.spec.spaces import ActionKind, EnvironmentSpec
from quant_trading_gym.transport._proto import policy_pb2

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from quant_trading_gym.transport.sources import Scenario


@dataclass(frozen=True, kw_only=True, eq=False)
class RecordedEpisode:
    """One episode of n steps.

    Attributes:
        seed: its seed.
        observations: what the policy saw at each decision (n, d), float32.
        outputs: its logits, Q-values or means (n, k), float32; (n, 0) for a baseline.
        actions: what it chose: (n,) or (n, components).
        rewards: (n,); empty if it was an agent of the population.
        starting_equity: before the first step, in currency.
        equity: after each step, in currency (n,).
        position: of the first instrument after each step, in lots (n,).
        mid_ticks: mid price of the first instrument after each step, in ticks (n,).
        digest: identifies all events of the book.
        orders_digest: identifies the orders and cancels that the policy sent.
        episode_return: sum of the rewards.
    """

    seed: int
    observations: NDArray[np.float32]
    outputs: NDArray[np.float32]
    actions: NDArray[Any]
    rewards: NDArray[np.float64]
    starting_equity: float
    equity: NDArray[np.float64]
    position: NDArray[np.int64]
    mid_ticks: NDArray[np.float64]
    digest: str
    orders_digest: str
    episode_return: float

    @property
    def steps(self) -> int:
        """Number of decisions."""
        return len(self.actions)

    @property
    def profit(self) -> NDArray[np.float64]:
        """Currency gained after each step (n,)."""
        return self.equity - self.starting_equity


def record_episodes(
    policy: PolicySource,
    *,
    scenario: Scenario,
    episodes: int = 1,
    seed: int = 0,
    overrides: Mapping[str, Any] | None = None,
    as_population_agent: bool = False,
) -> list[RecordedEpisode]:
    """Plays `policy` on seeds `seed` … `seed + episodes - 1` and returns what it saw and did.

    Args:
        policy: an ONNX file, or a baseline's name.
        scenario: name of a scenario, path of a YAML file, or a mapping with its content.
        episodes: number of episodes.
        seed: of the first.
        overrides: changes to the scenario.
        as_population_agent: play it as one agent of the population, as in other people's episodes.

    Raises:
        PolicyError: the file is no policy, or the baseline is unknown.
        PolicyMismatchError: the policy was trained on other observations or actions.
        ScenarioError: the scenario or its overrides are wrong.
    """
    connection = connect()
    source = connection.scenario_source(scenario, overrides)
    spec = EnvironmentSpec.from_proto(connection.describe_scenario(source).environment)
    [(name, file)] = name_policies(policy).items()
    request = policy_pb2.RecordEpisodesRequest(
        scenario=source,
        policy=upload(connection, file, name),
        seed=seed,
        episodes=episodes,
        as_population_agent=as_population_agent,
    )
    return [_episode(message, spec) for message in connection.record_episodes(request)]


def _episode(message: policy_pb2.RecordEpisodesResponse, spec: EnvironmentSpec) -> RecordedEpisode:
    steps = message.steps
    kind = "<f4" if spec.action.kind is ActionKind.BOX else "<i4"
    return RecordedEpisode(
        seed=message.seed,
        observations=np.frombuffer(message.observations, "<f4").reshape(steps, spec.observation.size),
        outputs=np.frombuffer(message.outputs, "<f4").reshape(steps, -1 if message.outputs else 0),
        actions=np.frombuffer(message.actions, kind).reshape(steps, *spec.action.shape),
        rewards=np.frombuffer(message.rewards, "<f8"),
        starting_equity=message.starting_equity,
        equity=np.frombuffer(message.equity, "<f8"),
        position=np.frombuffer(message.position, "<i8"),
        mid_ticks=np.frombuffer(message.mid_ticks, "<f8"),
        digest=message.digest,
        orders_digest=message.orders_digest,
        episode_return=message.episode_return,
    )
