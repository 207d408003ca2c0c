"""Killed commands: no child process outlives its command, and no partial file remains."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from kit.waiting import eventually

from quant_trading_gym.base import scratch

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="speaks of signals")]

PYTHON = (sys.executable, "-m", "quant_trading_gym.cli")
SCENARIO = "market-making"

ENDLESS = {
    "simulate": ("simulate", "rmsc04", "--out", "out", "--sqlite", "runs.db"),
    "profits": ("profits", SCENARIO, "--seeds", "1000"),
    "realism": ("realism", SCENARIO, "--seeds", "1000", "--out", "out"),
    "bench": ("bench",),
    "evaluate": ("evaluate", "random", "--scenario", SCENARIO, "--episodes", "100000"),
    "train": ("train", "ppo", SCENARIO, "--timesteps", "1e8", "--out", "out"),
    "demo": ("demo", "--scale", "1000", "--out", "out"),
    "serve": ("serve", "--token-file", "token"),
    "calibrate": ("calibrate", SCENARIO, "--targets", "targets.yaml", "--trials", "100000", "--out", "out.yaml"),
    "replay": ("replay", "../messages.csv", "../books.csv"),
}
"""Commands that run longer than any test."""

TARGETS = """
parameters: {population.noise.mean_depth: {low: 2, high: 9}}
targets: {inter_arrival_times.variation: {value: 1, scale: 1}}
"""
TWO_MESSAGES = "34200.0,1,7,1,1000000,1\n34200.0,3,7,1,1000000,1\n"
TWO_BOOKS = "9999999999,0,1000000,1\n9999999999,0,-9999999999,0\n"


def prepare(name: str, folder: Path) -> None:
    """Writes the files that a command reads."""
    if name == "calibrate":
        (folder / "targets.yaml").write_text(TARGETS)
    if name == "replay":
        for file, rows in (("messages.csv", TWO_MESSAGES), ("books.csv", TWO_BOOKS)):
            if not (folder.parent / file).exists():
                (folder.parent / file).write_text(rows * 3_000_000)


def start(name: str, folder: Path) -> tuple[subprocess.Popen[str], int]:
    """A running command and the process id of its JVM, which may be its own."""
    prepare(name, folder)
    command = [*PYTHON, *ENDLESS[name]]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    found: list[int] = []

    def has_java() -> bool:
        found[:] = [child for child in children(process.pid) if "java" in name_of(child)]
        if not found and "/libjvm.so" in maps_of(process.pid):
            found[:] = [process.pid]
        return bool(found) or process.poll() is not None

    assert eventually(has_java)
    assert found, process.communicate()[0]
    return process, found[0]


def children(process_id: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process_id)], capture_output=True, text=True)
    return [int(line) for line in listed.stdout.split()]


def maps_of(process_id: int) -> str:
    """The files that a process has mapped; empty where nobody can know."""
    try:
        return Path(f"/proc/{process_id}/maps").read_text()
    except OSError:
        return ""


def name_of(process_id: int) -> str:
    return subprocess.run(["ps", "-o", "comm=", "-p", str(process_id)], capture_output=True, text=True).stdout


def runs(process_id: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(process_id)], capture_output=True, text=True).stdout
    return bool(state.strip()) and not state.startswith("Z")


def leftovers(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.name.startswith(scratch.UNFINISHED)]


def check_whole(folder: Path) -> None:
    """Every existing JSON file is complete."""
    for path in folder.rglob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["simulate", "evaluate", "serve"])
def test_sigterm_is_an_orderly_end(name: str, tmp_path: Path) -> None:
    process, java = start(name, tmp_path)
    time.sleep(1)
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == (0 if name == "serve" else 143), said
    assert "Traceback" not in said
    assert eventually(lambda: not runs(java))
    assert not leftovers(tmp_path)
    assert not (tmp_path / "out").exists()


def test_what_a_killed_simulation_left_goes_with_the_next(tmp_path: Path) -> None:
    process, java = start("simulate", tmp_path)
    assert eventually(lambda: bool(leftovers(tmp_path)))
    process.kill()
    process.communicate(timeout=60)
    assert eventually(lambda: not runs(java))
    mine = tmp_path / "out" / f"{scratch.UNFINISHED}{scratch._host()}-{os.getpid()}-x"
    mine.mkdir()
    assert len(leftovers(tmp_path)) == 2
    command = [*PYTHON, "simulate", SCENARIO, "--until", "1m", "--out", "out"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    assert leftovers(tmp_path) == [mine]
    assert (tmp_path / "out" / "metrics.json").is_file()


@pytest.mark.training
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), pytest.param(signal.SIGTERM, 143, marks=pytest.mark.long)]
)
def test_an_interrupted_training_keeps_what_it_learned(number: int, code: int, tmp_path: Path) -> None:
    process, java = start("train", tmp_path)
    assert process.stdout is not None
    while "steps" not in (line := process.stdout.readline()):
        assert line, "it ended"
    time.sleep(6)  # progress is reported immediately; learning takes longer
    process.send_signal(number)
    said, _ = process.communicate(timeout=120)
    assert process.returncode == code, said
    assert "what it has learned is in out" in said
    card = json.loads((tmp_path / "out" / "card.json").read_text(encoding="utf-8"))
    assert card["interrupted"] is True and 0 < card["timesteps"] < 1e8
    assert {"model.zip", "policy.onnx"} <= {path.name for path in (tmp_path / "out").iterdir()}
    assert not leftovers(tmp_path)
    assert eventually(lambda: not runs(java))


@pytest.mark.parametrize("count", [6, pytest.param(100, marks=pytest.mark.long)])
def test_kills_at_random_moments(count: int, tmp_path: Path) -> None:
    rng = random.Random(7)
    victims = [(signal.SIGTERM, "client"), (signal.SIGKILL, "client"), (signal.SIGKILL, "server")]
    for index in range(count):
        number, victim = victims[index % 3]
        name = list(ENDLESS)[index % len(ENDLESS)]
        folder = tmp_path / str(index)
        folder.mkdir()
        process, java = start(name, folder)
        time.sleep(rng.uniform(0, 4))
        if rng.random() < 0.5:
            pause(process.pid if victim == "client" else java, rng.uniform(0, 1))
        os.kill(process.pid if victim == "client" else java, number)
        said, _ = process.communicate(timeout=60)
        what = f"{index}: {name}, {victim} killed by {number.name}, code {process.returncode}\n{said}"
        assert process.returncode != 0 or name == "serve", what
        assert eventually(lambda java=java: not runs(java)), what
        if number == signal.SIGTERM:
            assert not leftovers(folder), what
        check_whole(folder)


@pytest.mark.parametrize("count", [4, pytest.param(40, marks=pytest.mark.long)])
def test_sigterm_just_before_a_wait_ends_serve(count: int, tmp_path: Path) -> None:
    for _ in range(count):
        process = subprocess.Popen([*PYTHON, *ENDLESS["serve"]], cwd=tmp_path, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline().startswith("listening")
        pause(process.pid, 0.05)  # the command begins to wait for the server's messages at this moment
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=15)


def pause(process_id: int, seconds: float) -> None:
    os.kill(process_id, signal.SIGSTOP)
    time.sleep(seconds)
    os.kill(process_id, signal.SIGCONT)


@pytest.mark.parametrize("who", ["client", "server"])
def test_a_paused_process_goes_on(who: str, tmp_path: Path) -> None:
    command = [*PYTHON, "simulate", SCENARIO, "--until", "1h", "--json"]
    expected = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert eventually(lambda: bool(children(process.pid)))
    time.sleep(0.5)
    pause(process.pid if who == "client" else children(process.pid)[0], 3.0)
    said, _ = process.communicate(timeout=120)
    assert json.loads(said)["digest"] == json.loads(expected)["digest"]


@pytest.mark.long
def test_a_server_that_is_stopped_for_good_is_reported(tmp_path: Path) -> None:
    process, java = start("profits", tmp_path)
    assert process.stdout is not None
    progress = ""
    while " of 1000 days" not in progress:
        progress += process.stdout.read(1)
    os.kill(java, signal.SIGSTOP)
    said, _ = process.communicate(timeout=45)  # 20 s without traffic, 10 s for the response to a ping, and a margin
    assert process.returncode == 1
    assert "connection" in said
    assert not runs(java)
