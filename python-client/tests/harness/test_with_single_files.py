"""Single-file algorithms in the style of CleanRL: the examples, with slightly longer runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from kit.places import CLIENT

pytest.importorskip("torch")

pytestmark = [pytest.mark.harness, pytest.mark.long]


@pytest.mark.parametrize("name", ["ppo_single_file", "dqn_single_file"])
def test_trains_exports_and_is_evaluated(name: str, tmp_path: Path) -> None:
    command = [sys.executable, str(CLIENT / "examples" / f"{name}.py"), "--timesteps", "40000", "--episodes", "10"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    assert "mean return" in done.stdout
    assert "avellaneda-stoikov" in done.stdout
    assert list(tmp_path.glob("build/examples/*/policy.onnx"))
