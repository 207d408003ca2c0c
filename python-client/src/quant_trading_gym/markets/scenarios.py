"""Scenarios as data: the catalogue, effective scenarios, the JSON Schema, and validation."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quant_trading_gym.jvm.engine import connect
from quant_trading_gym.spec.spaces import EnvironmentSpec
from quant_trading_gym.transport.connection import Tls
from quant_trading_gym.transport.sources import Scenario, read_scenario


@dataclass(frozen=True, kw_only=True)
class CatalogueEntry:
    """A scenario of the catalogue; `gymnasium_id` is empty where it has none."""

    name: str
    title: str
    gymnasium_id: str


@dataclass(frozen=True, kw_only=True)
class Description:
    """An effective scenario (built-in < scenario < overrides), and the environment that it specifies."""

    yaml: str
    content: Mapping[str, Any]
    environment: EnvironmentSpec


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing that is wrong in a scenario; `field` is the dotted path of the key."""

    field: str
    value: str
    allowed: str
    message: str


def catalogue(*, address: str | None = None, token: str | None = None, tls: Tls = None) -> tuple[CatalogueEntry, ...]:
    """The scenarios that the server knows by name."""
    entries = connect(address=address, token=token, tls=tls).list_scenarios().scenarios
    return tuple(CatalogueEntry(name=e.name, title=e.title, gymnasium_id=e.gymnasium_id) for e in entries)


def describe(
    scenario: Scenario,
    *,
    overrides: Mapping[str, Any] | None = None,
    address: str | None = None,
    token: str | None = None,
    tls: Tls = None,
) -> Description:
    """The effective scenario and its environment.

    Raises:
        ScenarioError: The scenario is unknown or not valid.
    """
    connection = connect(address=address, token=token, tls=tls)
    response = connection.describe_scenario(connection.scenario_source(scenario, overrides))
    return Description(
        yaml=response.effective_yaml,
        content=json.loads(response.effective_json),
        environment=EnvironmentSpec.from_proto(response.environment),
    )


def schema(*, address: str | None = None, token: str | None = None, tls: Tls = None) -> dict[str, Any]:
    """The JSON Schema that every scenario file follows."""
    content: dict[str, Any] = json.loads(connect(address=address, token=token, tls=tls).scenario_schema())
    return content


def validate(
    scenario: Scenario,
    *,
    overrides: Mapping[str, Any] | None = None,
    address: str | None = None,
    token: str | None = None,
    tls: Tls = None,
) -> tuple[Problem, ...]:
    """All problems of a scenario, none if it is valid. Files that its onnx agents name are not looked at.

    Raises:
        ScenarioError: The file cannot be read.
    """
    source, _ = read_scenario(scenario, overrides)
    problems = connect(address=address, token=token, tls=tls).validate_scenario(source).problems
    return tuple(Problem(field=p.field, value=p.value, allowed=p.allowed, message=p.message) for p in problems)
