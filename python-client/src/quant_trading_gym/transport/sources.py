"""Converts a scenario argument to the message for the server. The server does not open files."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from quant_trading_gym import errors
from quant_trading_gym.spec.registration import default_scenario
from quant_trading_gym.transport._proto import scenario_pb2

Scenario = str | os.PathLike[str] | Mapping[str, object]


def read_scenario(
    scenario: Scenario, overrides: Mapping[str, object] | None
) -> tuple[scenario_pb2.ScenarioSource, Path]:
    """Returns the source without its policies, and the base directory of its relative paths."""
    if overrides is not None and not isinstance(overrides, Mapping):
        raise errors.invalid(errors.ScenarioError, "overrides", overrides, "a mapping from keys to values")
    source = scenario_pb2.ScenarioSource(overrides_json=_to_json("overrides", overrides) if overrides else "")
    if isinstance(scenario, Mapping):
        source.yaml = _to_json("scenario", scenario)  # JSON is YAML
        return source, Path.cwd()
    if not isinstance(scenario, str | os.PathLike):
        allowed = "the name of a scenario, the path of a YAML file, or a mapping"
        raise errors.invalid(errors.ScenarioError, "scenario", scenario, allowed)
    name = os.fspath(scenario)
    if not isinstance(scenario, os.PathLike) and not name.endswith((".yaml", ".yml")):
        source.name = default_scenario(name)
        return source, Path.cwd()
    try:
        source.yaml = Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        allowed = "a name in 'qtg scenarios list', or the path of a readable YAML file"
        reason = (error.strerror or str(error)) if isinstance(error, OSError) else "not UTF-8"
        raise errors.invalid(errors.ScenarioError, "scenario", name, allowed, reason=reason) from None
    return source, Path(name).absolute().parent


def _to_json(field: str, value: Mapping[str, Any]) -> str:
    try:
        return json.dumps(value, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise errors.invalid(errors.ScenarioError, field, value, "a mapping of JSON types", reason=str(error)) from None


def may_name_policies(source: scenario_pb2.ScenarioSource) -> bool:
    """Whether agents of the scenario may be policies in ONNX files."""
    return "onnx" in source.yaml or "onnx" in source.overrides_json


def named_policies(effective_json: str) -> set[str]:
    """Returns the `policy` values of all ONNX agents in the scenario."""
    found: set[str] = set()
    pending = [json.loads(effective_json)]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            if node.get("type") == "onnx" and isinstance(node.get("policy"), str):
                found.add(node["policy"])
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)
    return found


def find_policy(name: str, directory: Path) -> Path:
    """Returns the path of the policy file `name` of a scenario in `directory`."""
    for path in (directory / name, Path.cwd() / name):
        if path.is_file():
            return path
    raise errors.invalid(
        errors.ScenarioError,
        "policy",
        name,
        f"the path of an ONNX file, relative to {directory} or the working directory",
    )
