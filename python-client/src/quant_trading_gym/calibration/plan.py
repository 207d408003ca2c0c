"""Calibration plan: the free parameters of a scenario and the target statistics."""

from __future__ import annotations

import copy
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from quant_trading_gym.base.yaml_values import parse
from quant_trading_gym.errors import ArgumentError, Error, invalid
from quant_trading_gym.realism.assessment import FACTS
from quant_trading_gym.realism.fact import Fact, Measure

_FAR = 5.0
"""Distance above which the loss of a target is logarithmic. An unreachable target then does not dominate the other
targets, and its loss still decreases towards the target."""

_GROWTH = 10.0
_UNDEFINED = 100.0

_SECONDS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}
_DURATION = re.compile(r"(\d+(?:\.\d+)?)(ns|us|ms|s|m|h)")


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One free parameter of a scenario.

    Attributes:
        path: Keys joined by dots, such as `population.noise.mean_depth`. The key of a list element is its index, name,
            type or symbol.
        low: Smallest value; in seconds if `duration` is True.
        high: Largest value; in seconds if `duration` is True.
        log: Whether to search on a logarithmic scale.
        integer: Whether the value is an integer.
        duration: Whether the scenario value is a duration such as "250ms".
        choices: Allowed values, instead of bounds.
    """

    path: str
    low: float = 0.0
    high: float = 0.0
    log: bool = False
    integer: bool = False
    duration: bool = False
    choices: tuple[Any, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Target:
    """A statistic and its target range.

    Attributes:
        fact: Stylised fact.
        measure: Measure of the fact.
        low: Smallest value without loss.
        high: Largest value without loss; equal to `low` for a single target value.
        scale: Distance from the target with a loss of 1.
        weight: Weight of this target in the total loss.
    """

    fact: Fact
    measure: Measure
    low: float
    high: float
    scale: float
    weight: float = 1.0

    @property
    def name(self) -> str:
        """`fact.measure`."""
        return f"{self.fact.key}.{self.measure.key}"

    def loss(self, reached: float) -> float:
        """Returns the weighted squared distance to the target; logarithmic for large distances, constant for NaN."""
        if not math.isfinite(reached):
            return self.weight * _UNDEFINED
        distance = max(self.low - reached, reached - self.high, 0.0) / self.scale
        if distance > _FAR:
            return self.weight * (_FAR**2 + _GROWTH * math.log(distance / _FAR))
        return self.weight * distance**2

    def wanted(self) -> float | list[float | None]:
        """Returns the target as JSON: a value, or low and high."""
        if self.low == self.high:
            return self.low
        return [bound if math.isfinite(bound) else None for bound in (self.low, self.high)]


@dataclass(frozen=True)
class Plan:
    """Content of a calibration file: free parameters and targets."""

    parameters: tuple[Parameter, ...]
    targets: tuple[Target, ...]

    @classmethod
    def read(cls, path: Path) -> Plan:
        """Reads a YAML file with the maps `parameters` and `targets`.

        Raises:
            ArgumentError: The file cannot be read or is not valid.
        """
        try:
            content = parse(path.read_text(encoding="utf-8"))
        except (yaml.YAMLError, ValueError) as problem:
            raise invalid(
                ArgumentError, "plan", path, "a YAML file", reason=str(problem).replace("\n", " ")
            ) from problem
        if not isinstance(content, dict) or set(content) != {"parameters", "targets"}:
            raise invalid(ArgumentError, "plan", path, "a file with the two maps 'parameters' and 'targets'")
        return cls(
            tuple(_parameter(key, value) for key, value in _items("parameters", content["parameters"])),
            tuple(_target(key, value) for key, value in _items("targets", content["targets"])),
        )


def _wrong(field: str, value: object, allowed: str) -> Error:
    return invalid(ArgumentError, field, value, allowed)


def _items(field: str, content: object) -> list[tuple[str, Mapping[str, Any]]]:
    if not isinstance(content, dict) or not content or not all(isinstance(value, dict) for value in content.values()):
        raise _wrong(field, content, "a map of maps with at least one entry")
    return list(content.items())


def _only(field: str, given: Mapping[str, Any], allowed: set[str]) -> None:
    unknown = sorted(set(given) - allowed)
    if unknown:
        raise _wrong(f"{field}.{unknown[0]}", given[unknown[0]], "one of the keys " + ", ".join(sorted(allowed)))


def _number(field: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise _wrong(field, value, "a number")
    return float(value)


def _parameter(path: str, given: Mapping[str, Any]) -> Parameter:
    field = f"parameters.{path}"
    if "choices" in given:
        _only(field, given, {"choices"})
        choices = given["choices"]
        if not isinstance(choices, list) or not choices or any(isinstance(of, dict | list) for of in choices):
            raise _wrong(f"{field}.choices", choices, "a list of texts, numbers or booleans")
        return Parameter(path=path, choices=tuple(choices))
    _only(field, given, {"low", "high", "log", "integer", "duration"})
    low, high = (_number(f"{field}.{key}", given.get(key)) for key in ("low", "high"))
    log, integer, duration = (_flag(f"{field}.{key}", given.get(key, False)) for key in ("log", "integer", "duration"))
    if not low < high or (log and low <= 0):
        raise _wrong(f"{field}.high", high, f"a number above low ({low:g}), and a positive low if log is true")
    if integer and (duration or not (low.is_integer() and high.is_integer())):
        raise _wrong(f"{field}.integer", True, "false for a duration, or bounds that are integers")
    return Parameter(path=path, low=low, high=high, log=log, integer=integer, duration=duration)


def _flag(field: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _wrong(field, value, "true or false")
    return value


def _target(name: str, given: Mapping[str, Any]) -> Target:
    field = f"targets.{name}"
    _only(field, given, {"value", "low", "high", "scale", "weight"})
    known = {f"{fact.key}.{measure.key}": (fact, measure) for fact in FACTS for measure in fact.measures}
    if name not in known:
        raise _wrong(field, name, "one of " + ", ".join(known))
    if ("value" in given) == ("low" in given or "high" in given):
        raise _wrong(field, dict(given), "either 'value', or 'low', 'high' or both")
    bounds = {key: _number(f"{field}.{key}", given[key]) for key in ("value", "low", "high") if key in given}
    low, high = (
        bounds.get(key, bounds.get("value", open_end)) for key, open_end in (("low", -math.inf), ("high", math.inf))
    )
    scale, weight = _number(f"{field}.scale", given.get("scale")), _number(f"{field}.weight", given.get("weight", 1.0))
    if low > high or scale <= 0 or weight <= 0:
        raise _wrong(field, dict(given), "low <= high, and a positive scale and weight")
    fact, measure = known[name]
    return Target(fact=fact, measure=measure, low=low, high=high, scale=scale, weight=weight)


def changed(scenario: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Returns a copy of a scenario's content with new values at the given paths.

    Raises:
        ArgumentError: A path does not exist in the scenario.
    """
    content = copy.deepcopy(dict(scenario))
    for path, value in values.items():
        *parents, last = path.split(".")
        place: Any = content
        for key in parents:
            place = place[_key(place, key, path)]
        place[_key(place, last, path)] = value
    return content


def current(scenario: Mapping[str, Any], path: str) -> Any:
    """Returns the value at a path.

    Raises:
        ArgumentError: The path does not exist in the scenario.
    """
    place: Any = scenario
    for key in path.split("."):
        place = place[_key(place, key, path)]
    return place


def own_value(parameter: Parameter, value: Any) -> Any:
    """Returns the current value of the scenario in the units of the search, clipped to the bounds.

    Raises:
        ArgumentError: The type of the value does not match the parameter.
    """
    if parameter.choices:
        return value if value in parameter.choices else parameter.choices[0]
    if parameter.duration:
        number = _seconds(parameter.path, value)
    else:
        number = _number_now(parameter.path, value)
    bounded = min(max(number, parameter.low), parameter.high)
    return round(bounded) if parameter.integer else bounded


def _number_now(path: str, value: Any) -> float:
    try:
        number = float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else math.nan
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        hint = " (use duration: true for values such as 300ms, or choices for other values)"
        raise _wrong(f"parameters.{path}", _short(value), f"a path to a number{hint}")
    return number


def _seconds(path: str, value: Any) -> float:
    text = value if isinstance(value, str) else ""
    parts = _DURATION.findall(text)
    if not parts or "".join(map("".join, parts)) != text:
        raise _wrong(f"parameters.{path}", _short(value), "a path to a duration such as 300ms")
    return sum(float(number) * _SECONDS[unit] for number, unit in parts)


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _key(place: object, key: str, path: str) -> Any:
    if isinstance(place, dict) and key in place:
        return key
    if isinstance(place, list):
        if key.isdigit() and int(key) < len(place):
            return int(key)
        for index, entry in enumerate(place):
            if isinstance(entry, dict) and key in (entry.get("name"), entry.get("type"), entry.get("symbol")):
                return index
    raise _wrong(f"parameters.{path}", key, _keys(place))


def _keys(place: object) -> str:
    if isinstance(place, dict):
        return f"one of {', '.join(map(str, place))}"
    if isinstance(place, list) and place:
        names = [entry.get("name", entry.get("symbol")) for entry in place if isinstance(entry, dict)]
        return f"0 to {len(place) - 1}" + "".join(f", {name}" for name in names if name)
    return "a shorter path; the value has no keys"
