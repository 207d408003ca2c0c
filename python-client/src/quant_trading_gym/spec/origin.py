"""Origin of a result: what was asked for, and what computed it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from quant_trading_gym.base.versions import describe_build, library_versions
from quant_trading_gym.spec.spaces import EnvironmentSpec


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Origin of a training, an evaluation or a simulation.

    Attributes:
        scenario_json: Canonical JSON of the effective scenario.
        scenario_hash: Lower-case hex SHA-256 of `scenario_json` in UTF-8.
        overrides: Values that took precedence over those of the scenario.
        seeds: First and last seed.
        policies: Policy files of the scenario's ONNX agents, each with its SHA-256.
        build: Version and commit of the engine's sources.
        versions: Versions of the libraries of this process.
    """

    scenario_json: str
    scenario_hash: str
    overrides: Mapping[str, object]
    seeds: tuple[int, int]
    policies: Mapping[str, str]
    build: str
    versions: Mapping[str, str] = field(default_factory=library_versions)

    @classmethod
    def of(cls, spec: EnvironmentSpec, overrides: Mapping[str, object] | None, seed: int, count: int) -> Origin:
        """Returns the origin of a result on environments of `spec` and the seeds `seed` … `seed + count - 1`."""
        return cls(
            scenario_json=spec.scenario_json,
            scenario_hash=spec.scenario_hash,
            overrides=dict(overrides or {}),
            seeds=(seed, seed + count - 1),
            policies=dict(spec.policies),
            build=spec.build,
        )

    def to_dict(self) -> dict[str, object]:
        """Returns the origin as JSON types."""
        return {
            "scenario": json.loads(self.scenario_json),
            "scenario_hash": self.scenario_hash,
            "overrides": dict(self.overrides),
            "seeds": list(self.seeds),
            "policies": dict(self.policies),
            **describe_build(self.build),
            "versions": dict(self.versions),
        }
