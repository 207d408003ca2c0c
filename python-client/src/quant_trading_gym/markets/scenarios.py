"""Scenarios as data: the catalogue, effective scenarios, the JSON Schema, and validation."""

from __future__ import annotations

import json
from collections.abc import Mapping

from quant_trading_gym.jvm.engine import connect
from quant_trading_gym.transport.connection import Tls
from quant_trading_gym.transport.scenario_reports import (
    CatalogueEntry,
    Description,
    Feature,
    FeatureParameter,
    Problem,
)
from quant_trading_gym.transport.sources import Scenario

__all__ = [
    "CatalogueEntry",
    "Description",
    "Feature",
    "FeatureParameter",
    "Problem",
    "catalogue",
    "describe",
    "features",
    "schema",
    "validate",
]


def catalogue(*, address: str | None = None, token: str | None = None, tls: Tls = None) -> tuple[CatalogueEntry, ...]:
    """The scenarios that the server knows by name."""
    return connect(address=address, token=token, tls=tls).list_scenarios()


def describe(
    scenario: Scenario,
    *,
    overrides: Mapping[str, object] | None = None,
    address: str | None = None,
    token: str | None = None,
    tls: Tls = None,
) -> Description:
    """The effective scenario and its environment.

    Raises:
        ScenarioError: The scenario is unknown or not valid.
    """
    return connect(address=address, token=token, tls=tls).describe_scenario(scenario, overrides)


def features(*, address: str | None = None, token: str | None = None, tls: Tls = None) -> tuple[Feature, ...]:
    """The features that agents may request, with their outputs and parameters, in alphabetical order."""
    return connect(address=address, token=token, tls=tls).list_features()


def schema(*, address: str | None = None, token: str | None = None, tls: Tls = None) -> dict[str, object]:
    """The JSON Schema that every scenario file follows."""
    content: dict[str, object] = json.loads(connect(address=address, token=token, tls=tls).scenario_schema())
    return content


def validate(
    scenario: Scenario,
    *,
    overrides: Mapping[str, object] | None = None,
    address: str | None = None,
    token: str | None = None,
    tls: Tls = None,
) -> tuple[Problem, ...]:
    """All problems of a scenario, none if it is valid. Files that its onnx agents name are not looked at.

    Raises:
        ScenarioError: The file cannot be read.
    """
    return connect(address=address, token=token, tls=tls).validate_scenario(scenario, overrides)
