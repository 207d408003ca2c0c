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
    """Returns the scenarios of the catalogue."""
    return connect(address=address, token=token, tls=tls).list_scenarios()


def describe(
    scenario: Scenario,
    *,
    overrides: Mapping[str, object] | None = None,
    address: str | None = None,
    token: str | None = None,
    tls: Tls = None,
) -> Description:
    """Returns the effective scenario and the specification of its environment.

    Raises:
        ScenarioError: The scenario is unknown or not valid.
    """
    return connect(address=address, token=token, tls=tls).describe_scenario(scenario, overrides)


def features(*, address: str | None = None, token: str | None = None, tls: Tls = None) -> tuple[Feature, ...]:
    """Returns the features that agents may request, with outputs and parameters, in alphabetical order."""
    return connect(address=address, token=token, tls=tls).list_features()


def schema(*, address: str | None = None, token: str | None = None, tls: Tls = None) -> dict[str, object]:
    """Returns the JSON Schema of scenario files."""
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
    """Returns all problems of a scenario; empty if it is valid. The ONNX files of its agents are not checked.

    Raises:
        ScenarioError: The file cannot be read.
    """
    return connect(address=address, token=token, tls=tls).validate_scenario(scenario, overrides)
