#!/usr/bin/env python3
"""Compares an old build of the simulator with the present build in alternating rounds, and prints the medians.

The old build is built from a commit in build/old. The present build is the installed package of this Python.
Run: .venv/bin/python scripts/compare_builds.py [--rounds 5] [--quick] [--json]; needs a JDK and Maven. Exits with 1
if the present build is slower than `--at-least` allows, or allocates more.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from quant_trading_gym.cli.machine import processor

ROOT = Path(__file__).resolve().parent.parent
OLD = ROOT / "build" / "old"
OLD_COMMIT = "f62b059"
"""Last commit before the single gRPC interface."""
JAR = "quant-trading-gym-server.jar"
JVM_OPTIONS = (
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:-UsePerfData",
    "-XX:+UseSerialGC",
    "-Xmx1g",
)
"""JVM options of an embedded server, as in the measurements of the present build."""
ALLOCATION_TOLERANCE = 0.05
"""Tolerance in bytes per event for growing arrays within one measurement window."""


@dataclass(frozen=True)
class Figure:
    """One figure of one benchmark case; higher values are better if `is_rate`, lower values otherwise."""

    case: str
    key: str
    unit: str
    is_rate: bool = True


FIGURES = (
    Figure("step market-making", "steps_per_second", "steps/s"),
    Figure("step rmsc04", "steps_per_second", "steps/s"),
    Figure("match orders", "events_per_second", "messages/s"),
    Figure("simulate liquid-large-cap", "order_events_per_second", "order events/s"),
    Figure("simulate market-making", "bytes_per_event", "bytes/event", is_rate=False),
    Figure("simulate rmsc04", "bytes_per_event", "bytes/event", is_rate=False),
    Figure("simulate liquid-large-cap", "bytes_per_event", "bytes/event", is_rate=False),
)

Measure = Callable[[str, bool], dict[str, Any]]
"""Measures a case by name, with the quick option, and returns its figures."""


@dataclass(frozen=True)
class Row:
    """Medians of one figure."""

    case: str
    unit: str
    old: float
    new: float
    ratio: float | None
    holds: bool

    def cells(self) -> tuple[str, ...]:
        """Returns the cells of the table row."""
        digits = 3 if self.ratio is None else 0
        ratio = "-" if self.ratio is None else f"{self.ratio:.3f}"
        return (
            self.case,
            self.unit,
            f"{self.old:,.{digits}f}",
            f"{self.new:,.{digits}f}",
            ratio,
            "yes" if self.holds else "NO",
        )


def main() -> int:
    """Builds, measures and prints the table; returns the exit code."""
    arguments = parse()
    old_jar = arguments.old_jar or build_old(arguments.commit)
    rows = compare(
        lambda case, quick: measure_old(old_jar, case, quick),
        measure_new,
        arguments.rounds,
        arguments.quick,
        arguments.at_least,
    )
    machine = {"processor": processor(), "processors": os.cpu_count(), "java": java_version()}
    runs = {
        "old": arguments.commit,
        "new": present_commit(),
        "rounds": arguments.rounds,
        "at_least": arguments.at_least,
    }
    if arguments.json:
        print(json.dumps({**machine, **runs, "figures": [asdict(row) for row in rows]}, indent=2))
    else:
        print(table(rows))
        print(
            f"\nMedians of {arguments.rounds} alternating rounds, {runs['old']} against {runs['new']}, on"
            f" {machine['processor']} with {machine['processors']} processors, Java {machine['java']}."
        )
    return 0 if all(row.holds for row in rows) else 1


def parse() -> argparse.Namespace:
    """Parses the arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--commit", default=OLD_COMMIT, help=f"commit of the old build (default {OLD_COMMIT})")
    parser.add_argument("--rounds", type=int, default=5, help="number of measurements of each build (default 5)")
    parser.add_argument("--quick", action="store_true", help="shorten the measurements")
    parser.add_argument("--at-least", type=float, default=0.97, help="minimum ratio new / old of a rate (default 0.97)")
    parser.add_argument("--old-jar", type=Path, help="server jar of the old build; skips the build of --commit")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    return parser.parse_args()


def build_old(commit: str) -> Path:
    """Returns the server jar of the commit; builds it in build/old if it is missing."""
    folder = OLD / commit
    jar = folder / JAR
    if not jar.is_file():
        source = folder / "source"
        shutil.rmtree(folder, ignore_errors=True)
        source.mkdir(parents=True)
        say(f"building {commit} in {folder.relative_to(ROOT)}")
        archive = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
        subprocess.run(["tar", "-x", "-C", str(source)], input=archive, check=True)
        maven = ["mvn", "-B", "-ntp", "-q", "-pl", "grpc-api", "-am", "package", "-Dmaven.test.skip=true"]
        subprocess.run([*maven, f"-Dbuild.id={commit}"], cwd=source, check=True, stdout=sys.stderr)
        shutil.copyfile(source / "grpc-api" / "target" / JAR, jar)
        shutil.rmtree(source)
    return jar


def measure_old(jar: Path, case: str, quick: bool) -> dict[str, Any]:
    """Measures one case in a new JVM with the command line of the old jar."""
    return run([java(), *JVM_OPTIONS, "-jar", str(jar), "bench", "--only", case], case, quick)


def measure_new(case: str, quick: bool) -> dict[str, Any]:
    """Measures one case in a new JVM with `qtg bench`."""
    return run([sys.executable, "-m", "quant_trading_gym.cli", "bench", "--json", "--only", case], case, quick)


def run(command: Sequence[str], case: str, quick: bool) -> dict[str, Any]:
    """Runs the command and returns its JSON figures; both builds use the same Java."""
    command = [*command, *(["--quick"] if quick else [])]
    environment = {**os.environ, "QTG_JAVA": java()}
    done = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    )
    return case_of(json.loads(done.stdout)["cases"], case)


def case_of(cases: Sequence[dict[str, Any]], name: str) -> dict[str, Any]:
    """Returns the figures of the case `name`; the benchmark may return further cases with longer names."""
    return next(case for case in cases if case["case"] == name)


def compare(old: Measure, new: Measure, rounds: int, quick: bool, at_least: float) -> list[Row]:
    """Measures every case with both builds; the order alternates between rounds."""
    builds = {"old": old, "new": new}
    cases = list(dict.fromkeys(figure.case for figure in FIGURES))
    measured: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for turn in range(rounds):
        for case in cases:
            for build in sorted(builds, reverse=turn % 2 == 0):
                say(f"round {turn + 1} of {rounds}: {case}, {build}")
                measured.setdefault((build, case), []).append(builds[build](case, quick))

    def median(build: str, figure: Figure) -> float:
        return statistics.median(figures[figure.key] for figures in measured[build, figure.case])

    return [row(figure, median("old", figure), median("new", figure), at_least) for figure in FIGURES]


def row(figure: Figure, old: float, new: float, at_least: float) -> Row:
    """Returns the medians and whether the present build meets the limit."""
    if figure.is_rate:
        return Row(figure.case, figure.unit, old, new, new / old, new / old >= at_least)
    return Row(figure.case, figure.unit, old, new, None, new <= old + ALLOCATION_TOLERANCE)


def table(rows: Sequence[Row]) -> str:
    """Returns the rows as a Markdown table."""
    lines = ["| case | figure | old | new | new / old | holds |", "|---|---|---|---|---|---|"]
    return "\n".join([*lines, *(f"| {' | '.join(entry.cells())} |" for entry in rows)])


def java() -> str:
    """Returns the Java of JAVA_HOME, or the Java on the PATH."""
    home = os.environ.get("JAVA_HOME")
    return str(Path(home) / "bin" / "java") if home else shutil.which("java") or "java"


def java_version() -> str:
    """Returns the version of that Java."""
    done = subprocess.run([java(), "-XshowSettings:properties", "-version"], capture_output=True, text=True, check=True)
    lines = [line.split("=", 1) for line in done.stderr.splitlines() if "java.runtime.version" in line]
    return lines[0][1].strip() if lines else "of unknown version"


def present_commit() -> str:
    """Returns the current commit, marked if files have changed."""
    command = ["git", "describe", "--always", "--dirty"]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def say(text: str) -> None:
    """Prints progress on stderr."""
    print(f"[compare] {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
