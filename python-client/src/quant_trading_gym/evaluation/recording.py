"""Everything that a policy saw and did in episodes inside the Java simulation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from quant_trading_gym.evaluation.policies import PolicySource, name_policies, upload
from quant_trading_gym.jvm.engine import connect
from quant_trading_gym.transport.policy_results import RecordedEpisode

if TYPE_CHECKING:
    from quant_trading_gym.transport.sources import Scenario

__all__ = ["RecordedEpisode", "record_episodes"]


def record_episodes(
    policy: PolicySource,
    *,
    scenario: Scenario,
    episodes: int = 1,
    seed: int = 0,
    overrides: Mapping[str, object] | None = None,
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
    [(name, file)] = name_policies(policy).items()
    reference = upload(connection, file, name)
    return list(
        connection.record_episodes(
            scenario,
            overrides,
            reference,
            seed=seed,
            episodes=episodes,
            as_population_agent=as_population_agent,
        )
    )
