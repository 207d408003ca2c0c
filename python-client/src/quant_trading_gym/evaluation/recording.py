"""Recordings of policies in episodes inside the Java simulation."""

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
    """Runs `policy` on seeds `seed` … `seed + episodes - 1` and yields one recording for each episode.

    Args:
        policy: ONNX file, or name of a baseline.
        scenario: Name of a scenario, path of a YAML file, or a mapping with its content.
        episodes: Number of episodes.
        seed: Seed of the first episode.
        overrides: Values that take precedence over those of the scenario.
        as_population_agent: Whether the policy runs as an agent of the population instead of as the trader.

    Raises:
        PolicyError: The file is not a policy, or the baseline is unknown.
        PolicyMismatchError: The policy was trained on other observations or actions.
        ScenarioError: The scenario or its overrides are not valid.
    """
    connection = connect()
    [(name, file)] = name_policies(policy).items()
    spec = connection.describe_scenario(scenario, overrides).environment
    reference = upload(connection, file, name, spec).reference
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
