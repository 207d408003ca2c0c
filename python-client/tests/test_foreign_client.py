"""A client in another language needs only the .proto files."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import gymnasium as gym
import pytest
from kit.places import CLIENT, ID, ROOT
from kit.served import Served, served

import quant_trading_gym as qtg

pytestmark = pytest.mark.slow

PROTOS = ROOT / "grpc-api" / "src" / "main" / "proto"
LANGUAGES = ("csharp_namespace", "go_package", "java_package", "objc_class_prefix", "php_namespace", "ruby_package")


@pytest.fixture
def server() -> Iterator[Served]:
    with served(heap="300m") as running:
        yield running


def digest_here(seed: int) -> str:
    env = gym.make(ID, overrides={"episode": {"duration": "60s"}})
    env.reset(seed=seed)
    ended, info = False, {}
    while not ended:
        *_, terminated, truncated, info = env.step(0)
        ended = terminated or truncated
    env.close()
    return f"{int(info['digest']):016x}"


@pytest.mark.skipif(shutil.which("npm") is None, reason="there is no Node.js with npm on the PATH")
def test_the_client_in_javascript_plays_what_python_plays(server: Served, tmp_path: Path) -> None:
    for name in ("package.json", "client.js"):
        shutil.copy(CLIENT / "examples" / "node" / name, tmp_path)
    subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent"], cwd=tmp_path, check=True, timeout=300)
    command = ["node", "client.js", server.address, str(server.token_file), str(PROTOS), "7"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert f"server {qtg.__version__}" in done.stdout
    assert f"60 steps, market {digest_here(7)}" in done.stdout


def test_every_file_names_a_package_for_each_language() -> None:
    files = sorted(PROTOS.rglob("*.proto"))
    assert files
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert [name for name in LANGUAGES if f"option {name} = " not in text] == [], file.name


def test_what_a_mode_that_is_not_given_means_is_documented() -> None:
    lines = (PROTOS / "quanttradinggym/v1/environment.proto").read_text(encoding="utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if "AUTORESET_MODE_UNSPECIFIED = 0" in line)
    assert "AUTORESET_MODE_NEXT_STEP" in lines[at - 1]
