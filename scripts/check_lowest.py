"""Runs the fast Python tests with the lowest versions of the dependencies, in a separate environment.

`python-client/constraints-lowest.txt` names them; a test compares it with the bounds of pyproject.toml. Torch and
stable-baselines3 are omitted: they need gigabytes, and development uses the versions of their bounds.

    .venv/bin/python scripts/check_lowest.py
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CLIENT = ROOT / "python-client"
ENVIRONMENT = ROOT / "build" / "lowest"
TOOLS = ("hypothesis", "pytest")
FILES_WITH_TRAINING = ("test_misuse.py", "test_models.py", "test_policy_metadata.py")
"""Files that import the training libraries unconditionally."""
TESTS_WITH_TRAINING = (
    "test_contract.py::test_every_lazy_attribute_resolves",
    "test_places.py::test_commands_look_before_they_work[command2-file-out]",
    "test_public_face.py::test_the_stub_means_what_the_package_gives[parity]",
    "test_public_face.py::test_the_stub_means_what_the_package_gives[training]",
)


def main() -> int:
    """Creates the environment and returns the exit code of pytest."""
    constraints = CLIENT / "constraints-lowest.txt"
    lines = constraints.read_text(encoding="utf-8").splitlines()
    names = [line.partition("==")[0] for line in lines if line and not line.startswith("#")]
    python = ENVIRONMENT / "bin" / "python"
    venv.EnvBuilder(clear=True, with_pip=True).create(ENVIRONMENT)
    subprocess.run([python, "-m", "pip", "install", "--quiet", "-c", constraints, *names, *TOOLS], check=True)
    marks = "not slow and not training and not long and not harness"
    ignored = [f"--ignore=tests/{name}" for name in FILES_WITH_TRAINING]
    ignored += [f"--deselect=tests/{name}" for name in TESTS_WITH_TRAINING]
    command = [python, "-m", "pytest", "tests", "-q", "-m", marks, *ignored]
    return subprocess.run(
        command, cwd=CLIENT, env=os.environ | {"PYTHONPATH": str(CLIENT / "src")}, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
