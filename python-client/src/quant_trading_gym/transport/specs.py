"""Reads specifications of environments from server messages."""

from __future__ import annotations

from collections.abc import Mapping

from quant_trading_gym.spec.spaces import ActionKind, ActionSpec, EnvironmentSpec, ObservationField, ObservationSpec
from quant_trading_gym.transport._proto import scenario_pb2


def read_environment_spec(
    message: scenario_pb2.EnvironmentSpec, policies: Mapping[str, str] | None = None
) -> EnvironmentSpec:
    """Reads the specification of an environment; `policies` holds the hashes of its policy files by name."""
    return EnvironmentSpec(
        scenario=message.scenario,
        observation=_observation_spec(message.observation),
        action=_action_spec(message.action),
        decision_interval_nanos=message.decision_interval_nanos,
        steps_per_episode=message.steps_per_episode,
        instruments=tuple(message.instruments),
        refusal_reasons=tuple(message.refusal_reasons),
        baselines=tuple(message.baselines),
        scenario_json=message.scenario_json,
        scenario_hash=message.scenario_hash,
        build=message.build,
        policies=tuple(sorted((policies or {}).items())),
    )


def _observation_spec(message: scenario_pb2.ObservationSpec) -> ObservationSpec:
    fields = tuple(
        ObservationField(name=f.name, unit=f.unit, scale=f.scale, low=f.low, high=f.high, block=f.block)
        for f in message.fields
    )
    return ObservationSpec(fields=fields, canonical_json=message.canonical_json, hash=message.hash)


def _action_spec(message: scenario_pb2.ActionSpec) -> ActionSpec:
    kinds = {1: ActionKind.DISCRETE, 2: ActionKind.MULTI_DISCRETE, 3: ActionKind.BOX}
    return ActionSpec(
        kind=kinds[message.kind],
        counts=tuple(message.counts),
        size=message.size,
        labels=tuple(message.labels),
        scheme=message.scheme,
        canonical_json=message.canonical_json,
    )
