"""What a calibration may change in a scenario, and which statistics it should reach."""

from __future__ import annotations

import copy
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from quant_trading_gym.errors import ArgumentError
from quant_trading_gym.realism.fact import Fact, Measure
from quant_trading_gym.realism.report import FACTS

_WORST = 25.0
"""Largest loss of one target, before its weight: nothing else should matter less than one hopeless target."""


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One value of a scenario that may change.

    Attributes:
        path: keys joined by dots; in a list, an index, or a name, type or symbol: `population.noise.mean_depth`.
        low: smallest value; in seconds if `duration`.
        high: largest value.
        log: whether to search on a logarithmic scale.
        integer: whether only whole numbers are allowed.
        duration: whether the scenario wants a text such as "250ms".
        choices: the allowed values, instead of bounds.
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
    """A statistic and where it should be.

    Attributes:
        fact: which stylised fact.
        measure: which of its measures.
        low: smallest value without loss.
        high: largest value without loss; equal to `low` for a single wanted value.
        scale: the distance that costs 1.
        weight: of this target among the others.
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
        """Weighted square of the distance to the target; the worst where the statistic is not defined."""
        if not math.isfinite(reached):
            return self.weight * _WORST
        distance = max(self.low - reached, reached - self.high, 0.0) / self.scale
        return self.weight * min(_WORST, distance**2)

    def wanted(self) -> float | list[float | None]:
        """The target as JSON: a value, or low and high."""
        if self.low == self.high:
            return self.low
        return [bound if math.isfinite(bound) else None for bound in (self.low, self.high)]


@dataclass(frozen=True)
class Plan:
    """Everything that a file of targets says."""

    parameters: tuple[Parameter, ...]
    targets: tuple[Target, ...]

    @classmethod
    def read(cls, path: Path) -> Plan:
        """Reads a YAML file with the maps `parameters` and `targets`.

        Raises:
            ArgumentError: something in it is wrong.
        """
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8"))
        except yaml.YAMLError as problem:
            raise _wrong(str(path), str(problem).replace("\n", " "), "a YAML file") from problem
        if not isinstance(content, dict) or set(content) != {"parameters", "targets"}:
            raise _wrong(str(path), str(content)[:60], "the two maps 'parameters' and 'targets'")
        return cls(
            tuple(_parameter(key, value) for key, value in _items("parameters", content["parameters"])),
            tuple(_target(key, value) for key, value in _items("targets", content["targets"])),
        )


def _wrong(field: str, value: object, allowed: str) -> ArgumentError:
    return ArgumentError(f"{field} = {value}; allowed: {allowed}", field=field, value=str(value), allowed=allowed)


def _items(field: str, content: object) -> list[tuple[str, Mapping[str, Any]]]:
    if not isinstance(content, dict) or not content or not all(isinstance(value, dict) for value in content.values()):
        raise _wrong(field, content, "a map of maps, with at least one entry")
    return list(content.items())


def _only(field: str, given: Mapping[str, Any], allowed: set[str]) -> None:
    unknown = sorted(set(given) - allowed)
    if unknown:
        raise _wrong(f"{field}.{unknown[0]}", given[unknown[0]], "the keys " + ", ".join(sorted(allowed)))


def _number(field: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong(field, value, "a number")
    return float(value)


def _parameter(path: str, given: Mapping[str, Any]) -> Parameter:
    field = f"parameters.{path}"
    _only(field, given, {"low", "high", "log", "integer", "duration", "choices"})
    if "choices" in given:
        return Parameter(path=path, choices=tuple(given["choices"]))
    low, high = (_number(f"{field}.{key}", given.get(key)) for key in ("low", "high"))
    flags = {key: bool(given.get(key, False)) for key in ("log", "integer", "duration")}
    if not low < high or (flags["log"] and low <= 0):
        raise _wrong(f"{field}.high", high, f"more than low = {low:g}, which is positive where log is true")
    log, integer, duration = flags.values()
    return Parameter(path=path, low=low, high=high, log=log, integer=integer, duration=duration)


def _target(name: str, given: Mapping[str, Any]) -> Target:
    field = f"targets.{name}"
    _only(field, given, {"value", "low", "high", "scale", "weight"})
    known = {f"{fact.key}.{measure.key}": (fact, measure) for fact in FACTS for measure in fact.measures}
    if name not in known:
        raise _wrong(field, name, ", ".join(known))
    if ("value" in given) == ("low" in given or "high" in given):
        raise _wrong(field, dict(given), "either 'value', or 'low' or 'high' or both")
    low = _number(f"{field}.low", given.get("low", given.get("value", -math.inf)))
    high = _number(f"{field}.high", given.get("high", given.get("value", math.inf)))
    scale, weight = _number(f"{field}.scale", given.get("scale")), _number(f"{field}.weight", given.get("weight", 1.0))
    if low > high or scale <= 0 or weight <= 0:
        raise _wrong(field, dict(given), "low <= high, and a positive scale and weight")
    fact, measure = known[name]
    return Target(fact=fact, measure=measure, low=low, high=high, scale=scale, weight=weight)


def changed(scenario: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of a scenario's content with other values at some paths.

    Raises:
        ArgumentError: a path leads nowhere.
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
    """The value at a path.

    Raises:
        ArgumentError: it leads nowhere.
    """
    place: Any = scenario
    for key in path.split("."):
        place = place[_key(place, key, path)]
    return place


def _key(place: object, key: str, path: str) -> Any:
    if isinstance(place, dict) and key in place:
        return key
    if isinstance(place, list):
        if key.isdigit() and int(key) < len(place):
            return int(key)
        for index, entry in enumerate(place):
            if isinstance(entry, dict) and key in (entry.get("name"), entry.get("type"), entry.get("symbol")):
                return index
    allowed = place if isinstance(place, dict) else range(len(place)) if isinstance(place, list) else "nothing"
    raise _wrong(f"parameters.{path}", key, f"one of {', '.join(map(str, allowed))}")
