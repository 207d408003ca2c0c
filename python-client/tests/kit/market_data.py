"""Real market data of the tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kit.places import ROOT


def market_data(folder: str) -> Path:
    """Returns a folder of QTG_DATA; skips the test if the folder is missing, and fails in CI."""
    data = Path(os.environ.get("QTG_DATA", ROOT.parent / "shared" / "data"))
    if not (data / folder).is_dir():
        message = f"real market data is missing: {data} has no folder {folder}; set QTG_DATA"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return data / folder
