"""Paths with letters beyond ASCII, in the C locale that Docker, cron and systemd start processes in."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from kit.places import ROOT

import quant_trading_gym
from quant_trading_gym.jvm import java

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="Windows has no such locale")]

PACKAGE = Path(quant_trading_gym.__file__).parent
SCENARIO = ROOT / "gym-env" / "src" / "main" / "resources" / "scenarios" / "market-making.yaml"
MODEL = ROOT / "models" / "market-making" / "dqn" / "policy.onnx"
CLI = "import sys; from quant_trading_gym.cli import main; sys.exit(main(sys.argv[1:]))"
LOCALES = [{"LC_ALL": "C"}, {"LC_ALL": "xx_YY.UTF-8"}, {"LANG": "xx_YY.ISO-8859-1"}]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a copy of the package, both of which have a name beyond ASCII."""
    folder = tmp_path / "Börse-東京"
    shutil.copytree(PACKAGE, folder / "quant_trading_gym", ignore=shutil.ignore_patterns("_server", "__pycache__"))
    (folder / "quant_trading_gym" / "_server").mkdir()
    (folder / "quant_trading_gym" / "_server" / java.JAR_NAME).symlink_to(java.find_jar())
    return folder


def run(home: Path, variables: dict[str, str], *arguments: str) -> str:
    """Runs Python with the copy of the package, in a locale without UTF-8."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    ended = subprocess.run(
        [sys.executable, "-c", *arguments],
        cwd=home,
        env=kept | variables | {"PYTHONPATH": str(home)},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.mark.parametrize("variables", LOCALES, ids=str)
def test_the_embedded_server_starts(variables: dict[str, str], home: Path) -> None:
    script = (
        "import gymnasium, quant_trading_gym as qtg; print(qtg.__file__)\n"
        "gymnasium.make('QuantTradingGym/MarketMaking-v0', transport='grpc').reset(seed=1)"
    )
    assert run(home, variables, script).strip() == str(home / "quant_trading_gym" / "__init__.py")


COMMANDS = {
    "simulate": ("simulate", "märkte.yaml", "--until", "10m", "--out", "dir ü", "--sqlite", "läufe.db"),
    "replay": ("replay", "dir ü/{message}", "dir ü/{orderbook}"),
    "scenarios": ("scenarios", "validate", "märkte.yaml"),
    "watch": ("watch", "märkte.yaml", "--screenshot", "bild-東.svg"),
    "profits": ("profits", "märkte.yaml", "--seeds", "2"),
    "evaluate": ("evaluate", "größe.onnx", "--scenario", "märkte.yaml", "--episodes", "2"),
    "realism": ("realism", "märkte.yaml", "--seeds", "2", "--until", "20m", "--out", "wirklich ü"),
    "calibrate": ("calibrate", "märkte.yaml", "--targets", "ziele.yaml", "--trials", "1", "--out", "geeicht-東.yaml"),
    "train": ("train", "dqn", "märkte.yaml", "--timesteps", "64", "--n-envs", "1", "--out", "modell ü"),
    "export": ("export", "modell ü/model.zip", "--out", "börse.onnx"),
}
"""In an order in which each finds what it needs."""
WRITTEN = ("dir ü/metrics.json", "läufe.db", "bild-東.svg", "wirklich ü/realism.json", "geeicht-東.yaml", "börse.onnx")
TARGETS = """
parameters: {population.noise.mean_depth: {low: 1, high: 9}}
targets: {placement_and_cancel_depth.placement: {value: 1.6, scale: 0.1}}
"""


@pytest.mark.long
def test_every_command_reads_and_writes_files_of_such_names(home: Path) -> None:
    shutil.copy(SCENARIO, home / "märkte.yaml")
    shutil.copy(MODEL, home / "größe.onnx")
    (home / "ziele.yaml").write_text(TARGETS, encoding="utf-8")
    for words in COMMANDS.values():
        names = {kind: _find(home / "dir ü", f"*_{kind}_*.csv") for kind in ("message", "orderbook")}
        run(home, {"LC_ALL": "C"}, CLI, *(word.format(**names) for word in words))
    assert [name for name in WRITTEN if not (home / name).is_file()] == []


def _find(folder: Path, pattern: str) -> str:
    return next((path.name for path in folder.glob(pattern)), "")


def test_a_simulation_reads_and_writes(home: Path) -> None:
    shutil.copy(SCENARIO, home / "märkte.yaml")
    out = home / "dir ü"
    run(home, {"LC_ALL": "C"}, CLI, "simulate", "märkte.yaml", "--until", "1m", "--out", out.name)
    assert (out / "trades.csv").stat().st_size > 0


def test_a_server_serves_with_a_token_file_of_such_a_name(home: Path) -> None:
    script = "import os, signal, threading\nthreading.Timer(4, os.kill, (os.getpid(), signal.SIGTERM)).start()\n"
    said = run(home, {"LC_ALL": "C"}, script + CLI, "serve", "--token-file", "schlüssel-東", "--json")
    assert json.loads(said)["token_file"] == "schlüssel-東"


def test_a_locale_of_another_encoding_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.getfilesystemencoding", lambda: "iso8859-1")
    assert java.java_environment() == dict(os.environ)


@pytest.mark.parametrize(
    ("listed", "chosen"),
    [
        ("C\nC.utf8\nPOSIX\nde_DE.utf8", "C.UTF-8"),
        ("C\nPOSIX\nde_DE\nde_DE.utf8\nen_US.UTF-8", "de_DE.utf8"),
        ("C\nPOSIX", "C.UTF-8"),
        (None, "C.UTF-8"),
    ],
)
def test_another_locale_stands_in(
    listed: str | None, chosen: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if listed is not None:
        (tmp_path / "locale").write_text(f"#!/bin/sh\nprintf '%s\\n' '{listed}'\n")
        (tmp_path / "locale").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert java._utf8_locale.__wrapped__() == chosen
