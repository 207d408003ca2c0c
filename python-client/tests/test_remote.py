"""A server that somebody else started: tokens, ports and TLS."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import socket
import subprocess
import sys

import gymnasium as gym
import pytest
from kit.places import ID, ROOT
from kit.served import served

import quant_trading_gym as qtg
from quant_trading_gym import errors
from quant_trading_gym.jvm.engine import connect
from quant_trading_gym.jvm.java import find_jar, find_java, java_command
from quant_trading_gym.markets import scenarios
from quant_trading_gym.realism import simulate_series
from quant_trading_gym.transport.benchmarks import run_benchmarks

DOCUMENT = ROOT / "docs" / "protocol.md"


def serve(*arguments):
    command = java_command("serve", *arguments, heap="300m")
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture(scope="module")
def remote():
    with served(heap="300m") as server:
        yield server.options


def test_environments_on_a_remote_server(remote):
    env = gym.make(ID, **remote)
    here = gym.make(ID)
    assert env.reset(seed=4)[0].tobytes() == here.reset(seed=4)[0].tobytes()
    env.close()
    here.close()
    envs = gym.make_vec(ID, num_envs=2, **remote)
    envs.reset(seed=4)
    envs.close()
    assert [entry.name for entry in scenarios.catalogue(**remote)] == [entry.name for entry in scenarios.catalogue()]


def test_simulations_on_a_remote_server(remote, tmp_path):
    there = qtg.simulate("market-making", seed=3, until="1m", out=tmp_path / "there", **remote)
    here = qtg.simulate("market-making", seed=3, until="1m", out=tmp_path / "here")
    assert there.digest == here.digest
    for name in ("trades.csv", "prices.csv", "QTG_2026-01-05_34200000_57600000_orderbook_10.csv"):
        assert (tmp_path / "there" / name).read_bytes() == (tmp_path / "here" / name).read_bytes()
    [[series]] = simulate_series("market-making", seeds=1, seed=3, until="1m", **remote)
    assert series.seconds == 60


def test_a_remote_server_measures_nothing(remote):
    connection = connect(**remote)
    with pytest.raises(errors.ArgumentError, match="embedded") as caught:
        run_benchmarks(connection, connection.scenario_source("market-making"), only="step-1")
    assert caught.value.field == "address"


def test_a_wrong_token_is_refused(remote):
    with pytest.raises(errors.AuthenticationError, match="token") as caught:
        gym.make(ID, address=remote["address"], token="guess")
    assert caught.value.field == "token"
    assert remote["token"] not in str(caught.value)


def test_a_missing_token_is_said_to_be_missing(remote):
    for token in (None, ""):
        with pytest.raises(errors.AuthenticationError, match="carries no token") as caught:
            connect(address=remote["address"], token=token)
        assert (caught.value.field, caught.value.value) == ("token", "(missing)")


def test_tls_where_the_server_has_none(remote):
    with pytest.raises(errors.ArgumentError, match="tls: got True, expected None, as the server does not speak TLS"):
        connect(**remote, tls=True)


_STEPS_UNTIL_KILLED = """
import sys
import gymnasium as gym
import quant_trading_gym
env = gym.make("QuantTradingGym/MarketMaking-v0", address=sys.argv[1], token=sys.argv[2])
env.reset(seed=1)
print("steps", flush=True)
while True:
    env.step(0)
"""


def documented_command(token_file):
    """The command of docs/protocol.md, on a free port."""
    [line] = re.findall(r"^(java .*-jar quant-trading-gym-server\.jar serve .*) &$", DOCUMENT.read_text(), re.MULTILINE)
    java, *words = shlex.split(line)
    files = {"quant-trading-gym-server.jar": str(find_jar()), "token": str(token_file)}
    assert java == "java" and set(files) <= set(words)
    return [str(find_java()), *(files.get(word, word) for word in words), "--port", "0"]


def test_the_documented_command_prints_no_warning_also_when_clients_are_killed(tmp_path):
    pipe = subprocess.PIPE
    process = subprocess.Popen(documented_command(tmp_path / "token"), stdout=pipe, stderr=pipe, text=True)
    address = json.loads(process.stdout.readline())["address"]
    token = (tmp_path / "token").read_text().strip()
    for _ in range(3):
        client = subprocess.Popen([sys.executable, "-c", _STEPS_UNTIL_KILLED, address, token], stdout=pipe, text=True)
        assert client.stdout.readline() == "steps\n"
        client.kill()
        client.communicate()
    env = gym.make(ID, address=address, token=token)
    env.reset(seed=1)
    env.close()
    process.terminate()
    _, problems = process.communicate(timeout=20)
    assert problems == ""


def test_a_busy_port_is_one_clear_line(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = serve("--port", str(port), "--token-file", str(tmp_path / "token"))
        _, problems = process.communicate(timeout=20)
    assert process.returncode == 1
    error = json.loads(problems.splitlines()[-1])["error"]
    assert (error["field"], error["value"]) == ("port", str(port))
    assert f":{port} " in error["message"]


def test_other_machines_are_refused_without_tls(tmp_path):
    process = serve("--host", "0.0.0.0", "--port", "0", "--token-file", str(tmp_path / "token"))
    _, problems = process.communicate(timeout=20)
    assert process.returncode != 0
    assert "tls" in problems.lower()


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes its certificate with openssl")
def test_tls(tmp_path):
    key, certificate, token_file = tmp_path / "key.pem", tmp_path / "certificate.pem", tmp_path / "token"
    request = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-days", "1"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *files, *request], check=True, capture_output=True
    )
    process = serve(
        "--host", "0.0.0.0", "--port", "0", "--token-file", str(token_file),
        "--tls-cert", str(certificate), "--tls-key", str(key),
    )  # fmt: skip
    port = json.loads(process.stdout.readline())["address"].rpartition(":")[2]
    token = token_file.read_text().strip()
    try:
        env = gym.make(ID, address=f"localhost:{port}", token=token, tls=certificate)
        env.reset(seed=1)
        env.step(env.action_space.sample())
        env.close()
        with pytest.raises(errors.ServerError, match="no connection to the server"):
            gym.make(ID, address=f"127.0.0.1:{port}", token=token, tls=True)  # no CA has signed the certificate
        with pytest.raises(errors.ArgumentError, match=r"tls: got None, expected True, .* as the server speaks TLS"):
            gym.make(ID, address=f"127.0.0.1:{port}", token=token)
    finally:
        process.terminate()
        process.communicate()
