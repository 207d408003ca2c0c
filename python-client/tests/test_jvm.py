from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from quant_trading_gym import errors, jvm


def test_without_py4j_it_says_how_to_get_it(monkeypatch):
    for name in [n for n in sys.modules if n.startswith("py4j") or n == "quant_trading_gym.jvm.py4j_gateway"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "py4j", None)
    with pytest.raises(errors.Error, match=r"pip install 'quant-trading-gym\[py4j\]'"):
        jvm.gateway()


def test_a_live_simulation():
    pytest.importorskip("py4j")
    with jvm.gateway() as gateway:
        simulation = gateway.simulation("market-making", 7)
        assert simulation.timeNanos() >= 0
        with pytest.raises(errors.Error, match="market-makin"):
            gateway.simulation("market-makin", 7)
        with pytest.raises(errors.ArgumentError, match="seed"):
            gateway.simulation("market-making", -1)


def test_an_object_that_outlives_its_gateway_leaves_no_connection():
    pytest.importorskip("py4j")
    with jvm.gateway() as gateway:
        simulation = gateway.simulation("market-making", 7)
    connections = gateway.java._gateway_client.deque
    assert not connections
    assert simulation.timeNanos() >= 0  # Py4J connects anew
    del simulation
    gc.collect()
    assert not connections


def test_a_script_that_never_closes_its_gateway_ends_without_a_word():
    pytest.importorskip("py4j")
    script = (
        "import quant_trading_gym as qtg; live = qtg.jvm.gateway().simulation('market-making', 7); live.timeNanos()"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert ended.stdout + ended.stderr == ""


def test_the_gateway_wants_its_token():
    java_gateway = pytest.importorskip("py4j.java_gateway")
    from quant_trading_gym.jvm.engine import connect

    port = connect().open_gateway().port
    parameters = java_gateway.GatewayParameters(port=port, auth_token="guess")
    stranger = java_gateway.JavaGateway(gateway_parameters=parameters)
    with pytest.raises(Exception, match="authenticate"):
        stranger.jvm.System.currentTimeMillis()
