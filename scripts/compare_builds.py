#!/usr/bin/env python3
"""Measures an old build of the simulator against the present one, alternating, and prints the medians.

The old build is made from a commit, in build/old; the present one is the package of the Python that runs this.
Run: .venv/bin/python scripts/compare_builds.py [--rounds 5] [--quick] [--json]; needs a JDK and Maven. Exits 1 if the
present build is slower than `--at-least` says, or allocates more.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OLD = ROOT / "build" / "old"
OLD_COMMIT = "f62b059"
"""The commit before the layout with one seam and one wire."""
JAR = "quant-trading-gym-server.jar"
JVM_OPTIONS = (
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:-UsePerfData",
    "-XX:+UseSerialGC",
    "-Xmx1g",
)
"""Those of an embedded server, which is what the present build is measured in."""
ALLOCATION_TOLERANCE = 0.05
"""Bytes an event: what arrays that still double leave of zero in one window."""


@dataclass(frozen=True)
class Figure:
    """One number of one case of the benchmark; `is_rate` says that more is better, else less."""

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
"""Measures the case of this name, quickly or not, and returns its figures."""


@dataclass(frozen=True)
class Row:
    """The medians of one figure."""

    case: str
    unit: str
    old: float
    new: float
    ratio: float | None
    holds: bool

    def cells(self) -> tuple[str, ...]:
        """As a row of the table."""
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
    """Builds, measures and prints."""
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
    """The arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--commit", default=OLD_COMMIT, help=f"commit of the old build (default {OLD_COMMIT})")
    parser.add_argument("--rounds", type=int, default=5, help="how often each build is measured (default 5)")
    parser.add_argument("--quick", action="store_true", help="measure for a shorter time")
    parser.add_argument(
        "--at-least", type=float, default=0.97, help="smallest ratio new / old of a rate (default 0.97)"
    )
    parser.add_argument("--old-jar", type=Path, help="a server jar to take for the old build")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    return parser.parse_args()


def build_old(commit: str) -> Path:
    """The server jar of the commit, made once in build/old."""
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
    """One case of the benchmark in a JVM of its own, by the command line of the old jar."""
    return run([java(), *JVM_OPTIONS, "-jar", str(jar), "bench", "--only", case], case, quick)


def measure_new(case: str, quick: bool) -> dict[str, Any]:
    """One case of the benchmark in a JVM of its own, by `qtg bench`."""
    return run([sys.executable, "-m", "quant_trading_gym.cli", "bench", "--json", "--only", case], case, quick)


def run(command: Sequence[str], case: str, quick: bool) -> dict[str, Any]:
    """The figures that the command prints as JSON; both builds run on the same Java."""
    command = [*command, *(["--quick"] if quick else [])]
    environment = {**os.environ, "QTG_JAVA": java()}
    done = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    )
    return case_of(json.loads(done.stdout)["cases"], case)


def case_of(cases: Sequence[dict[str, Any]], name: str) -> dict[str, Any]:
    """The figures of the case that has this name; the benchmark measures every case that contains it."""
    return next(case for case in cases if case["case"] == name)


def compare(old: Measure, new: Measure, rounds: int, quick: bool, at_least: float) -> list[Row]:
    """Measures every case with both builds, the one first that was second in the round before."""
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
    """The medians, and whether the present build is good enough."""
    if figure.is_rate:
        return Row(figure.case, figure.unit, old, new, new / old, new / old >= at_least)
    return Row(figure.case, figure.unit, old, new, None, new <= old + ALLOCATION_TOLERANCE)


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| case | figure | old | new | new / old | holds |", "|---|---|---|---|---|---|"]
    return "\n".join([*lines, *(f"| {' | '.join(entry.cells())} |" for entry in rows)])


def java() -> str:
    """The Java of JAVA_HOME, else the one on the PATH."""
    home = os.environ.get("JAVA_HOME")
    return str(Path(home) / "bin" / "java") if home else shutil.which("java") or "java"


def java_version() -> str:
    """What that Java calls itself."""
    done = subprocess.run([java(), "-XshowSettings:properties", "-version"], capture_output=True, text=True, check=True)
    lines = [line.split("=", 1) for line in done.stderr.splitlines() if "java.runtime.version" in line]
    return lines[0][1].strip() if lines else "of an unknown version"


def processor() -> str:
    """The name of the processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def present_commit() -> str:
    """The commit that is checked out, with a mark where files have changed."""
    command = ["git", "describe", "--always", "--dirty"]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def say(text: str) -> None:
    """Tells how far it is."""
    print(f"[compare] {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
