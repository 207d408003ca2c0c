"""Scenario reports of a server."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from quant_trading_gym.spec.spaces import EnvironmentSpec
from quant_trading_gym.transport._proto import scenario_pb2
from quant_trading_gym.transport.specs import read_environment_spec


@dataclass(frozen=True, kw_only=True)
class CatalogueEntry:
    """A scenario of the catalogue; `gymnasium_id` is empty for a scenario without an id."""

    name: str
    title: str
    gymnasium_id: str


@dataclass(frozen=True, kw_only=True)
class Description:
    """An effective scenario (built-in < scenario < overrides) and the specification of its environment."""

    yaml: str
    content: Mapping[str, object]
    environment: EnvironmentSpec


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One problem of a scenario; `field` is the dotted path of the key."""

    field: str
    value: str
    allowed: str
    message: str


@dataclass(frozen=True, kw_only=True)
class FeatureParameter:
    """A parameter of a feature; `default` is its YAML text, empty for a required parameter."""

    name: str
    unit: str
    default: str
    description: str


@dataclass(frozen=True, kw_only=True)
class Feature:
    """A feature that agents may request; `outputs` are the names of its values in order."""

    name: str
    description: str
    outputs: tuple[str, ...]
    parameters: tuple[FeatureParameter, ...]


def read_features(message: scenario_pb2.ListFeaturesResponse) -> tuple[Feature, ...]:
    """Reads the features in alphabetical order."""
    return tuple(
        Feature(
            name=feature.name,
            description=feature.description,
            outputs=tuple(feature.outputs),
            parameters=tuple(
                FeatureParameter(name=p.name, unit=p.unit, default=p.default_value, description=p.description)
                for p in feature.parameters
            ),
        )
        for feature in message.features
    )


def read_catalogue(message: scenario_pb2.ListScenariosResponse) -> tuple[CatalogueEntry, ...]:
    """Reads the catalogue."""
    return tuple(
        CatalogueEntry(name=entry.name, title=entry.title, gymnasium_id=entry.gymnasium_id)
        for entry in message.scenarios
    )


def read_description(message: scenario_pb2.DescribeScenarioResponse, policies: Mapping[str, str]) -> Description:
    """Reads an effective scenario; `policies` holds the hashes of its policy files by name."""
    return Description(
        yaml=message.effective_yaml,
        content=json.loads(message.effective_json),
        environment=read_environment_spec(message.environment, policies),
    )


def read_problems(message: scenario_pb2.ValidateScenarioResponse) -> tuple[Problem, ...]:
    """Reads the problems of a scenario."""
    return tuple(
        Problem(field=problem.field, value=problem.value, allowed=problem.allowed, message=problem.message)
        for problem in message.problems
    )
