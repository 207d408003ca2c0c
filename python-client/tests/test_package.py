from __future__ import annotations

import subprocess
import sys
import tomllib

import pytest
from kit.places import CLIENT

from quant_trading_gym import __version__


def test_one_version():
    project = tomllib.loads((CLIENT / "pyproject.toml").read_text())["project"]
    assert project["version"] == __version__


@pytest.mark.parametrize("script", ["generate_proto.py", "generate_catalogue.py"])
def test_generated_modules_are_up_to_date(script: str):
    pytest.importorskip("grpc_tools")
    command = [sys.executable, str(CLIENT / "scripts" / script), "--check"]
    result = subprocess.run(command, capture_output=True, text=True)
    assert (result.returncode, result.stdout) == (0, "up to date\n"), result.stderr
