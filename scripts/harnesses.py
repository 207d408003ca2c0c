"""Runs the environments under third-party libraries, and prints a table with versions and verdicts.

Each library environment is a virtual environment in build/harnesses. It adds the pins of
`python-client/tests/harness/NAME.txt` to the environment that runs this script, so that torch is installed once. It is
created again when its file or the packages of the underlying environment change.

    .venv/bin/python scripts/harnesses.py [--long] [--docs] [HARNESS …]
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from pathlib import Path

from environments import environment

ROOT = Path(__file__).resolve().parents[1]
CLIENT = ROOT / "python-client"
TESTS = CLIENT / "tests" / "harness"
BUILD = ROOT / "build" / "harnesses"
DOCS = ROOT / "docs" / "harnesses.md"
_MARKS = ("<!-- table -->\n", "<!-- end of the table -->\n")
_MINUTES = 20


@dataclasses.dataclass(frozen=True)
class Harness:
    """A library, or a group of libraries, and its use of the environments."""

    name: str
    file: str
    environment: str
    packages: tuple[str, ...]
    runs: str
    long: bool = True


HARNESSES = (
    Harness("gymnasium", "test_with_gymnasium.py", "zoo", ("gymnasium",), "checker, vectors, wrappers", long=False),
    Harness(
        "stable-baselines3",
        "test_with_stable_baselines3.py",
        "zoo",
        ("stable-baselines3", "sb3-contrib"),
        "checker, twelve algorithms, vectors, masks",
        long=False,
    ),
    Harness("rl-zoo3", "test_with_rl_zoo3.py", "zoo", ("rl_zoo3",), "train, enjoy, optimise", long=False),
    Harness(
        "processes",
        "test_with_processes.py",
        "zoo",
        ("joblib", "stable-baselines3", "gymnasium"),
        "Async, Subproc and pools: fork, forkserver, spawn; joblib",
    ),
    Harness("minari", "test_with_minari.py", "zoo", ("minari",), "record, load, replay bit for bit"),
    Harness("single-files", "test_with_single_files.py", "zoo", ("torch",), "PPO and DQN in CleanRL's style"),
    Harness(
        "torchrl",
        "test_with_torchrl.py",
        "learning",
        ("torchrl", "tensordict"),
        "specs, vectors, collectors, PPO, export",
    ),
    Harness("tianshou", "test_with_tianshou.py", "learning", ("tianshou",), "DQN and PPO, both vectors"),
    Harness(
        "rllib",
        "test_with_rllib.py",
        "ray",
        ("ray", "gymnasium"),
        "PPO by default, on the native vector, with two remote runners; export; SAC; actors",
    ),
)
REFUSED = (
    (
        "pufferlib",
        "3.0.0",
        "not installed: there is no wheel, and the build of its source fetches Raylib from a host outside the registry",
    ),
)
"""Excluded libraries, with the reason."""


@dataclasses.dataclass(frozen=True)
class Outcome:
    """A row of the table."""

    name: str
    versions: str
    runs: str
    verdict: str

    @property
    def good(self) -> bool:
        """Whether every test ran and passed, or the library is excluded for an external reason."""
        return self.verdict.startswith(("passed", "not installed"))


def run(harness: Harness) -> Outcome:
    """Runs the tests of one harness; a skipped test counts as a failed test."""
    python = environment(BUILD / harness.environment, TESTS / f"{harness.environment}.txt")
    report = BUILD / f"{harness.name}.xml"
    report.unlink(missing_ok=True)
    command = [
        python,
        "-m",
        "pytest",
        TESTS / harness.file,
        "-q",
        "-m",
        "",
        f"--junitxml={report}",
        "-p",
        "no:cacheprovider",
    ]
    print(f"[harnesses] {harness.name}", flush=True)
    try:
        done = subprocess.run(command, cwd=CLIENT, env=_variables(), timeout=60 * _MINUTES, check=False).returncode
    except subprocess.TimeoutExpired:
        return Outcome(harness.name, _versions(python, harness.packages), harness.runs, f"HUNG for {_MINUTES} minutes")
    return Outcome(harness.name, _versions(python, harness.packages), harness.runs, _verdict(report, done))


def _variables() -> dict[str, str]:
    """Returns the environment variables of this process with absolute paths, for libraries that change the folder."""
    paths = [str(Path(path).resolve()) for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths), "OMP_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": ""}


def _verdict(report: Path, code: int) -> str:
    if not report.is_file():
        return f"FAILED: pytest ended with code {code}"
    suite = ElementTree.parse(report).getroot().find("testsuite")
    assert suite is not None
    total, skipped = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
    failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
    if code or failed or skipped or not total:
        return f"FAILED: {failed} of {total} tests, {skipped} skipped"
    return f"passed ({total} tests)"


def _versions(python: Path, packages: Sequence[str]) -> str:
    program = "import importlib.metadata as m, sys; print(', '.join(f'{p} {m.version(p)}' for p in sys.argv[1:]))"
    done = subprocess.run([python, "-c", program, *packages], capture_output=True, text=True, check=False)
    return done.stdout.strip()


def table(outcomes: Sequence[Outcome]) -> str:
    """Returns the outcomes as a Markdown table."""
    rows = [f"| {row.name} | {row.versions} | {row.runs} | {row.verdict} |" for row in outcomes]
    return "\n".join(["| harness | versions | what runs | verdict |", "|---|---|---|---|", *rows]) + "\n"


def write_docs(text: str) -> None:
    """Writes the table between its markers in the documentation."""
    begin, end = _MARKS
    page = DOCS.read_text(encoding="utf-8")
    changed = re.sub(re.escape(begin) + ".*?" + re.escape(end), lambda _: begin + text + end, page, flags=re.DOTALL)
    DOCS.write_text(changed, encoding="utf-8")


def main() -> int:
    """Runs the selected harnesses; returns 1 if any fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--long", action="store_true", help="all of them, not only those that take a minute")
    parser.add_argument("--docs", action="store_true", help="write the table into docs/harnesses.md; needs --long")
    names = [harness.name for harness in HARNESSES]
    parser.add_argument("harness", nargs="*", choices=[*names, []], help="only these", metavar="HARNESS")
    arguments = parser.parse_args()
    if arguments.docs and not arguments.long:
        parser.error("--docs needs --long")
    chosen = [
        h for h in HARNESSES if (h.name in arguments.harness if arguments.harness else arguments.long or not h.long)
    ]
    outcomes = [run(harness) for harness in chosen]
    if arguments.long and not arguments.harness:
        outcomes += [Outcome(name, version, "", reason) for name, version, reason in REFUSED]
    print("\n" + table(outcomes))
    if arguments.docs:
        write_docs(table(outcomes))
    return 0 if all(outcome.good for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
