"""Identifies the stable-baselines3 or sb3-contrib algorithm of a saved model.

The zip does not name the class. It contains the attributes of the class. Most algorithms have distinctive attributes;
the others differ in their policy.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

_BY_ATTRIBUTE = (
    ("ARS", "n_delta"),
    ("QRDQN", "n_quantiles"),
    ("DQN", "exploration_fraction"),
    ("TQC", "top_quantiles_to_drop_per_net"),
    ("TD3", "target_policy_noise"),
    ("CrossQ", "policy_delay"),
    ("SAC", "target_entropy"),
    ("TRPO", "line_search_shrinking_factor"),
    ("PPO", "clip_range"),
    ("A2C", "gae_lambda"),
)
"""Algorithms, each with an attribute that no later entry has; the first match is the result."""

_OFF_CONTRIB = ("ARS", "CrossQ", "QRDQN", "TQC", "TRPO", "MaskablePPO", "RecurrentPPO")


def saved_algorithm(data: Mapping[str, Any]) -> Any:
    """Returns the class that saved `data`, the `data` member of a stable-baselines3 zip; for a subclass, its base.

    Raises:
        ValueError: The class is unknown.
    """
    name = next((name for name, attribute in _BY_ATTRIBUTE if attribute in data), None)
    if name is None:
        raise ValueError("it has the attributes of no algorithm that is known")
    if name == "PPO":
        name = _kind_of_ppo(data)
    if name == "TD3" and (data.get("policy_kwargs") or {}).get("n_critics") == 1:
        name = "DDPG"
    if name in _OFF_CONTRIB:
        import sb3_contrib

        return getattr(sb3_contrib, name)
    import stable_baselines3

    return getattr(stable_baselines3, name)


def _kind_of_ppo(data: Mapping[str, Any]) -> str:
    """The attributes are equal; the policy determines whether masks or a recurrent state are used."""
    bases = _names_of_policy(data)
    if "MaskableActorCriticPolicy" in bases:
        return "MaskablePPO"
    return "RecurrentPPO" if "RecurrentActorCriticPolicy" in bases else "PPO"


def _names_of_policy(data: Mapping[str, Any]) -> set[str]:
    from stable_baselines3.common.save_util import json_to_data

    policy_class = json_to_data(json.dumps({"policy_class": data.get("policy_class")})).get("policy_class")
    return {base.__name__ for base in getattr(policy_class, "__mro__", ())}
