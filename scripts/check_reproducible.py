"""Builds the server jar and the wheel twice, in two places, time zones and locales, and compares them byte for byte.

Both builds have the umask 022: the bill of materials holds the hashes of the modules' own jars, which record the
permissions of their files.

.venv/bin/python scripts/check_reproducible.py
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
JAR = Path("grpc-api/target/quant-trading-gym-server.jar")
PACKAGED = Path("python-client/src/quant_trading_gym/_server") / JAR.name
SETTINGS = ({"TZ": "UTC", "LC_ALL": "C.UTF-8"}, {"TZ": "Pacific/Auckland", "LC_ALL": "C"})


def build(folder: Path, variables: dict[str, str]) -> tuple[Path, Path]:
    """Copies the tracked files to `folder` and builds there; returns jar and wheel."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    old = os.umask(0o022)
    try:
        for name in listed.decode().split("\0"):
            if name and (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, folder / name)
        environment = os.environ | variables
        maven = ["mvn", "-B", "-ntp", "-q", "-pl", "grpc-api", "-am", "package", "-Dmaven.test.skip=true"]
        subprocess.run(maven, cwd=folder, env=environment, check=True)
        (folder / PACKAGED).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / JAR, folder / PACKAGED)
        pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", "dist", "./python-client"]
        subprocess.run(pip, cwd=folder, env=environment, check=True)
    finally:
        os.umask(old)
    (wheel,) = (folder / "dist").glob("*.whl")
    return folder / JAR, wheel


def difference(one: Path, other: Path) -> str:
    """Returns the kind of difference, or "identical"."""
    if hashlib.sha256(one.read_bytes()).digest() == hashlib.sha256(other.read_bytes()).digest():
        return "identical"
    with zipfile.ZipFile(one) as first, zipfile.ZipFile(other) as second:
        names = sorted({*first.namelist()} ^ {*second.namelist()})
        both = sorted({*first.namelist()} & {*second.namelist()})
        names += [name for name in both if first.read(name) != second.read(name)]
    return "DIFFERENT: " + (", ".join(names[:10]) or "order, dates or permissions of the entries")


def main() -> int:
    """Prints a line for each artefact; returns 1 if any differs."""
    with tempfile.TemporaryDirectory() as place:
        made = []
        for number, variables in enumerate(SETTINGS):
            folder = Path(place) / ("a" * (1 + 20 * number))
            folder.mkdir()
            made.append(build(folder, variables))
        verdicts = [difference(one, other) for one, other in zip(*made, strict=True)]
    for name, verdict in zip(("jar", "wheel"), verdicts, strict=True):
        print(f"{name}: two builds are {verdict}")
    return 0 if verdicts == ["identical"] * 2 else 1


if __name__ == "__main__":
    sys.exit(main())
