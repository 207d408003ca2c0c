"""rl-zoo3 trains, enjoys and optimises by command line; an option imports the package."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from kit.harnesses import CONTINUOUS, MARKET_MAKING

pytest.importorskip("rl_zoo3")

pytestmark = pytest.mark.harness

HYPERPARAMETERS = """
{id}:
  n_timesteps: 200
  policy: MlpPolicy
  {options}
"""
OPTIONS = {
    "ppo": (MARKET_MAKING, "n_envs: 2\n  normalize: true\n  n_steps: 32\n  batch_size: 32"),
    "sac": (CONTINUOUS, "learning_starts: 50\n  batch_size: 16"),
}
SHORT = "overrides:{'episode': {'duration': '60s'}}"


def zoo(command: str, *arguments: str, cwd: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", f"rl_zoo3.{command}", "--gym-packages", "quant_trading_gym", *arguments],
        cwd=cwd,
        env=os.environ | {"CUDA_VISIBLE_DEVICES": "", "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


@pytest.mark.parametrize("algorithm", OPTIONS)
def test_trains_and_enjoys(algorithm: str, tmp_path: Path) -> None:
    environment_id, options = OPTIONS[algorithm]
    (tmp_path / "hyper.yml").write_text(HYPERPARAMETERS.format(id=environment_id, options=options))
    named = ("--algo", algorithm, "--env", environment_id, "--env-kwargs", SHORT)
    said = zoo("train", *named, "--conf-file", "hyper.yml", "-f", "logs", "--eval-freq", "100", cwd=tmp_path)
    assert "Saving to" in said
    said = zoo("enjoy", *named, "-f", "logs", "--no-render", "-n", "130", cwd=tmp_path)
    assert "Episode Reward" in said


def test_optimises_hyperparameters(tmp_path: Path) -> None:
    environment_id, options = OPTIONS["ppo"]
    (tmp_path / "hyper.yml").write_text(HYPERPARAMETERS.format(id=environment_id, options=options))
    named = ("--algo", "ppo", "--env", environment_id, "--env-kwargs", SHORT, "--conf-file", "hyper.yml")
    budget = (
        "-n",
        "64",
        "-optimize",
        "--n-trials",
        "1",
        "--n-jobs",
        "1",
        "--n-evaluations",
        "1",
        "--eval-episodes",
        "1",
    )
    said = zoo("train", *named, *budget, "-f", "logs", cwd=tmp_path)
    assert "Number of finished trials:  1" in said
