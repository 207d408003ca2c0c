"""The examples run as they are, only shorter."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from kit.places import CLIENT

pytest.importorskip("stable_baselines3")

pytestmark = pytest.mark.slow

EXAMPLES = CLIENT / "examples"
SHORT: dict[str, tuple[str, ...]] = {
    "quickstart": (),
    "ppo_single_file": ("--timesteps", "16000", "--episodes", "2"),
    "dqn_single_file": ("--timesteps", "8000", "--warm-up", "2000", "--episodes", "2"),
    "train_with_stable_baselines3": ("--timesteps", "8000", "--episodes", "2"),
}
ELSEWHERE = {"torchrl_ppo", "rllib_ppo"}
"""Examples with libraries in environments of their own: tests/harness."""


def test_each_is_run_here_or_in_a_harness() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.py")} == SHORT.keys() | ELSEWHERE


@pytest.mark.parametrize("name", SHORT)
def test_it_runs(name: str, tmp_path: Path) -> None:
    command = [sys.executable, str(EXAMPLES / f"{name}.py"), *SHORT[name]]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "do-nothing" in done.stdout or "return " in done.stdout
