"""Versions of the libraries that a result depends on."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, version

from quant_trading_gym._version import __version__

_LIBRARIES = ("stable-baselines3", "sb3-contrib", "torch", "onnx", "gymnasium", "numpy")
_BUILD = re.compile(r"\((?P<commit>[^()]*?)(?P<dirty>-dirty)?\)$")


def library_versions() -> dict[str, str]:
    """Returns the versions of this package and of the training libraries that are installed."""
    versions = {"quant-trading-gym": __version__}
    for name in _LIBRARIES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue
    return versions


def describe_build(build: str) -> dict[str, object]:
    """Splits the name of a build, such as `0.1.0 (1a2b3c4-dirty)`.

    Returns:
        `build`: The name. `commit`: The commit of its sources. `dirty`: Whether they had uncommitted changes.
    """
    match = _BUILD.search(build)
    commit = "" if match is None else match["commit"]
    return {"build": build, "commit": commit, "dirty": match is not None and match["dirty"] is not None}
