"""Names policies (ONNX files or baselines) and uploads them to the server."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quant_trading_gym.errors import PolicyError, invalid
from quant_trading_gym.onnx.export import POLICY_FILE
from quant_trading_gym.transport.policy_results import PolicyReference

if TYPE_CHECKING:
    from quant_trading_gym.transport.connection import ClientConnection

PolicySource = str | os.PathLike[str]
"""Path of an ONNX file, path of a folder with a `policy.onnx`, or name of a baseline such as `fixed-half-spread-3`."""


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


def upload(connection: ClientConnection, source: PolicySource, name: str) -> PolicyReference:
    """Uploads an ONNX file to the server; returns a reference to the file or to the baseline."""
    if not is_file(source):
        return PolicyReference(baseline=str(source))
    try:
        content = _file(source).read_bytes()
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise invalid(PolicyError, "policy", _file(source), "an ONNX file or a baseline", reason=reason) from None
    return connection.upload_policy(name, content).reference()


def _file(source: PolicySource) -> Path:
    path = Path(source)
    return path / POLICY_FILE if path.is_dir() else path


def _file_name(path: Path) -> str:
    return path.absolute().parent.name if path.name == POLICY_FILE else path.stem
