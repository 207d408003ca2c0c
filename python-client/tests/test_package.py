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


def test_generated_modules_are_up_to_date():
    pytest.importorskip("grpc_tools")
    script = CLIENT / "scripts" / "generate_proto.py"
    result = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True)
    assert (result.returncode, result.stdout) == (0, "up to date\n"), result.stderr
