from __future__ import annotations

import sys

import pytest

from quant_trading_gym import errors, jvm


def test_without_py4j_it_says_how_to_get_it(monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "py4j"]:
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


def test_the_gateway_wants_its_token():
    java_gateway = pytest.importorskip("py4j.java_gateway")
    from quant_trading_gym import client

    port = client.connect().open_gateway().port
    parameters = java_gateway.GatewayParameters(port=port, auth_token="guess")
    stranger = java_gateway.JavaGateway(gateway_parameters=parameters)
    with pytest.raises(Exception, match="authenticate"):
        stranger.jvm.System.currentTimeMillis()
