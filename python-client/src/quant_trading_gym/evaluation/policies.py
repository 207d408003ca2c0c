"""Names policies (ONNX files or baselines) and uploads them to the server."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from quant_trading_gym.base.differences import Difference, differences
from quant_trading_gym.errors import PolicyError, invalid
from quant_trading_gym.onnx.export import POLICY_FILE
from quant_trading_gym.transport.policy_results import PolicyReference

if TYPE_CHECKING:
    from quant_trading_gym.spec.spaces import EnvironmentSpec
    from quant_trading_gym.transport.connection import ClientConnection

PolicySource = str | os.PathLike[str]
"""Path of an ONNX file, path of a folder with a `policy.onnx`, or name of a baseline such as `fixed-half-spread-3`."""


_FACTS = ("algorithm", "seed", "timesteps", "build")
"""Keys of the metadata that a result repeats."""
_SOURCES = "ONNX files, folders with a policy.onnx, or names of baselines"


def name_policies(
    policies: PolicySource | Sequence[PolicySource] | Mapping[str, PolicySource],
) -> dict[str, PolicySource]:
    """Names each policy after its folder if the file is `policy.onnx`; otherwise after its file."""
    if isinstance(policies, Mapping):
        named = dict(policies)
        _check_sources(list(named.values()))
        return named
    if not isinstance(policies, str | os.PathLike | Sequence):
        raise invalid(PolicyError, "policies", policies, _SOURCES)
    sources = [policies] if isinstance(policies, str | os.PathLike) else list(policies)
    _check_sources(sources)
    named = {}
    for source in sources:
        base = _file_name(_file(source)) if is_file(source) else str(source)
        name, count = base, 1
        while name in named:
            count += 1
            name = f"{base}-{count}"
        named[name] = source
    return named


def _check_sources(sources: Sequence[object]) -> None:
    for source in sources:
        if not isinstance(source, str | os.PathLike):
            raise invalid(PolicyError, "policies", source, _SOURCES)


def is_file(source: PolicySource) -> bool:
    """Whether `source` is a file rather than a baseline."""
    return isinstance(source, os.PathLike) or source.endswith(".onnx") or os.sep in source


@dataclass(frozen=True, kw_only=True)
class PolicyOrigin:
    """Origin of an ONNX policy in an evaluation.

    Attributes:
        sha256: Lower-case hex SHA-256 of the file.
        scenario_hash: Hash of the effective scenario of the training; empty where the file does not name it.
        metadata: Metadata of the file: algorithm, seed, hyperparameters, versions and so on.
        differences: Differences of the effective scenario of the training (first) and of the evaluation (second).
    """

    sha256: str
    scenario_hash: str
    metadata: Mapping[str, str]
    differences: tuple[Difference, ...]

    def to_dict(self) -> dict[str, object]:
        """Returns the origin as JSON types, without the specifications."""
        facts = {key: self.metadata[key] for key in _FACTS if key in self.metadata}
        return {
            "sha256": self.sha256,
            "scenario_hash": self.scenario_hash,
            **facts,
            "training": json.loads(self.metadata.get("training", "{}")),
            "differences": [difference.to_dict() for difference in self.differences],
        }


@dataclass(frozen=True, kw_only=True)
class UploadedSource:
    """A policy that an evaluation can play; `origin` is None for a baseline."""

    reference: PolicyReference
    origin: PolicyOrigin | None


def upload(connection: ClientConnection, source: PolicySource, name: str, spec: EnvironmentSpec) -> UploadedSource:
    """Uploads an ONNX file to the server, or refers to a baseline.

    Args:
        connection: Connection to the server.
        source: Policy.
        name: Name of the policy in messages and reports.
        spec: Specification of the environments that it will act in.
    """
    if not is_file(source):
        return UploadedSource(reference=PolicyReference(baseline=str(source)), origin=None)
    try:
        content = _file(source).read_bytes()
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise invalid(PolicyError, "policy", _file(source), "an ONNX file or a baseline", reason=reason) from None
    uploaded = connection.upload_policy(name, content)
    origin = PolicyOrigin(
        sha256=hashlib.sha256(content).hexdigest(),
        scenario_hash=uploaded.metadata.get("scenario_hash", ""),
        metadata=uploaded.metadata,
        differences=_differences(uploaded.metadata, spec),
    )
    return UploadedSource(reference=uploaded.reference(), origin=origin)


def _differences(metadata: Mapping[str, str], spec: EnvironmentSpec) -> tuple[Difference, ...]:
    """Returns how the scenario of the training, if the policy names it, differs from that of `spec`."""
    if metadata.get("scenario_hash", spec.scenario_hash) == spec.scenario_hash or "scenario_json" not in metadata:
        return ()
    try:
        trained = json.loads(metadata["scenario_json"])
    except ValueError:
        trained = metadata["scenario_json"]
    return differences(trained, json.loads(spec.scenario_json))


def _file(source: PolicySource) -> Path:
    path = Path(source)
    return path / POLICY_FILE if path.is_dir() else path


def _file_name(path: Path) -> str:
    return path.absolute().parent.name if path.name == POLICY_FILE else path.stem
