"""A server under the load of many clients: no client starves, memory does not grow, results do not change."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kit.served import Served, served

from quant_trading_gym.jvm import inprocess

pytestmark = pytest.mark.long

TESTS = Path(__file__).parent
BUSY_CLIENTS = 3
SOAK_CLIENTS = 8
SOAK_ENVIRONMENTS = 64
SOAK_SECONDS = 600
SETTLED_SECONDS = 180
FLAT = 0.05


@pytest.fixture
def server() -> Iterator[Served]:
    with served() as running:
        yield running


def _client(
    server: Served, num_envs: int, seed: int, seconds: float, scenario: str | None = None
) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "kit.client_process", server.address, server.token]
    command += [str(num_envs), str(seed), str(seconds), *([scenario] if scenario else [])]
    return subprocess.Popen(command, cwd=TESTS, stdout=subprocess.PIPE, text=True)


def _result(process: subprocess.Popen[str]) -> dict[str, Any]:
    out, _ = process.communicate()
    assert process.returncode == 0
    result: dict[str, Any] = json.loads(out)
    return result


def _resident_mib(processes: list[subprocess.Popen[str]]) -> float:
    kib = 0
    for process in processes:
        for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                kib += int(line.split()[1])
    return kib / 1024


def test_a_bystander_keeps_its_share(server: Served) -> None:
    alone = _result(_client(server, 1, 0, 8))
    busy = [_client(server, 256, 100 * i, 20) for i in range(BUSY_CLIENTS)]
    time.sleep(5)  # until all of them step
    beside = _result(_client(server, 1, 0, 8))
    for process in busy:
        _result(process)
    share = beside["steps_per_second"] / alone["steps_per_second"]
    print(
        f"alone {alone['steps_per_second']:.0f} steps/s, beside {BUSY_CLIENTS} busy clients {share:.2f} of it; "
        f"slowest step {beside['slowest']:.2f} s"
    )
    assert beside["digest"] == alone["digest"]
    assert beside["slowest"] <= 1
    assert share >= 0.8 / (BUSY_CLIENTS + 1)


def test_ten_minutes_of_eight_clients(server: Served) -> None:
    expected = [_result(_client(server, SOAK_ENVIRONMENTS, i, 0))["digest"] for i in range(SOAK_CLIENTS)]
    clients = [_client(server, SOAK_ENVIRONMENTS, i, SOAK_SECONDS) for i in range(SOAK_CLIENTS)]
    start, samples = time.monotonic(), []
    while time.monotonic() - start < SOAK_SECONDS - 5:
        time.sleep(5)
        if time.monotonic() - start > SETTLED_SECONDS:
            samples.append((server.resident_mib, _resident_mib(clients)))
    results = [_result(process) for process in clients]
    for name, values in zip(("server", "clients"), zip(*samples, strict=True), strict=True):
        print(f"{name}: {min(values):.0f} to {max(values):.0f} MiB from the third minute on")
        assert max(values) <= (1 + FLAT) * min(values), name
    print(f"{sum(result['steps'] for result in results) * SOAK_ENVIRONMENTS} steps of environments")
    assert [result["digest"] for result in results] == expected


@pytest.mark.parametrize("transport", ["inprocess", "local", "grpc"])
def test_ten_minutes_of_full_speed(transport: str) -> None:
    if transport == "inprocess" and not inprocess.tested_here():
        pytest.skip("the engine in the process is not tested here")
    command = [sys.executable, "-m", "kit.soak", transport, str(SOAK_SECONDS), str(SETTLED_SECONDS)]
    result = _result(subprocess.Popen(command, cwd=TESTS, stdout=subprocess.PIPE, text=True))
    lowest, highest = result["lowest"], result["highest"]
    print(f"{transport}: {result['steps'] / SOAK_SECONDS:.0f} steps/s, {lowest:.0f} to {highest:.0f} MiB")
    assert highest <= (1 + FLAT) * lowest
