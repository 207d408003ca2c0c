from __future__ import annotations

import json
import socket

import grpc
import gymnasium as gym
import numpy as np
import pytest
from kit.fake_server import refusal

from quant_trading_gym import errors
from quant_trading_gym.envs.single import TradingEnv
from quant_trading_gym.jvm.engine import connect
from quant_trading_gym.transport import engine_connection
from quant_trading_gym.transport._proto import environment_pb2


def test_a_wrong_token_is_said(fake):
    with pytest.raises(errors.AuthenticationError, match="token is wrong") as caught:
        connect(address=fake.address, token="guess")
    assert caught.value.field == "token"
    assert isinstance(caught.value, errors.ServerError)


def test_a_server_of_another_version_is_refused(fake, at_fake):
    message = "client speaks protocol 1 of build 0.1.0, server protocol 2 of build 0.9.0"
    fake.handshake_refusal = refusal(grpc.StatusCode.FAILED_PRECONDITION, "VERSION", message)
    with pytest.raises(errors.VersionMismatchError, match=r"0\.9\.0"):
        connect(**at_fake)


def test_another_build_of_the_same_protocol_warns(fake, at_fake):
    fake.build_version = "9.9.9"
    with pytest.warns(UserWarning, match=r"build_version: .* has build 9\.9\.9, this client") as caught:
        connection = connect(**at_fake)
    connection.close()
    assert len(caught) == 1


def test_nobody_there():
    with pytest.raises(errors.ServerError, match=r"no connection to the server at 127\.0\.0\.1:1: .*refused") as caught:
        connect(address="127.0.0.1:1", token="x")
    assert (caught.value.field, caught.value.value) == ("address", "127.0.0.1:1")


def test_somebody_who_does_not_answer(monkeypatch):
    monkeypatch.setattr(engine_connection, "CONNECT_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(errors.ServerError, match="did not answer in time"):
            connect(address=address, token="x")


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"address": "localhost"}, "address"),
        ({"address": "localhost:http"}, "address"),
        ({"token": "x"}, "address"),
        ({"tls": True}, "address"),
        ({"address": "localhost:1", "tls": "no-such-file.pem"}, "tls"),
    ],
)
def test_wrong_arguments(arguments, field):
    with pytest.raises(errors.ArgumentError) as caught:
        connect(**arguments)
    assert caught.value.field == field


def test_environments_share_a_connection(fake, at_fake):
    assert connect(**at_fake) is connect(**at_fake)


def test_errors_inside_the_server_are_server_errors(at_fake):
    with pytest.raises(errors.ServerError, match="INTERNAL: out of cheese"):
        TradingEnv(scenario="broken", **at_fake)


def test_a_refused_command_raises_and_the_stream_goes_on(fake, at_fake):
    env = TradingEnv(scenario="fake", **at_fake)
    env.reset(seed=1)
    fake.fault = lambda context, request: environment_pb2.CommandError(
        code=3, reason="ACTION", message="too bold", field="action", value="2", allowed="less"
    )
    with pytest.raises(errors.ActionError, match="too bold") as caught:
        env.step(2)
    assert (caught.value.field, caught.value.value, caught.value.allowed) == ("action", "2", "less")
    fake.fault = None
    assert env.step(2)[1] == 2.0
    env.close()


def test_a_server_that_goes_away_is_an_error_at_once_and_from_then_on(fake, at_fake):
    env = TradingEnv(scenario="fake", **at_fake)
    env.reset(seed=1)
    fake.stop()
    for _ in range(2):
        with pytest.raises(errors.ServerError, match="no connection to the server at"):
            env.step(1)
    env.close()


def test_a_server_that_ends_the_stream(fake, at_fake):
    env = TradingEnv(scenario="fake", **at_fake)
    env.reset(seed=1)

    def end(context, request):
        context.abort(grpc.StatusCode.RESOURCE_EXHAUSTED, "enough")

    fake.fault = end
    with pytest.raises(errors.ServerError, match="RESOURCE_EXHAUSTED: enough"):
        env.step(1)
    env.close()


def test_a_connection_that_grpc_renewed_is_made_anew(fake, at_fake):
    env = TradingEnv(scenario="fake", **at_fake)
    connection = connect(**at_fake)

    def forget(context, request):
        context.set_trailing_metadata(refusal(grpc.StatusCode.FAILED_PRECONDITION, "VERSION", "greet first")[2])
        context.abort(grpc.StatusCode.FAILED_PRECONDITION, "greet first")

    fake.fault = forget
    with pytest.raises(errors.VersionMismatchError):
        env.reset()
    assert connect(**at_fake) is not connection


def test_a_scenario_file_travels_as_text(fake, at_fake, tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("name: mine\n")
    for scenario in (path, str(path)):
        gym.make("QuantTradingGym/MarketMaking-v0", scenario=scenario, **at_fake).close()
        assert fake.created[-1].scenario.yaml == "name: mine\n"


@pytest.mark.parametrize("name", ["MarketMaking-v0", "QuantTradingGym/MarketMaking-v0", "market-making"])
def test_names_of_a_scenario(fake, at_fake, name):
    TradingEnv(scenario=name, **at_fake).close()
    assert fake.created[-1].scenario.name == "market-making"


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_an_unreadable_scenario_file(at_fake, tmp_path, content):
    path = tmp_path / "mine.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(errors.ScenarioError, match=r"mine\.yaml") as caught:
        TradingEnv(scenario=path, **at_fake)
    assert caught.value.field == "scenario"


def test_overrides_that_json_cannot_express(at_fake):
    with pytest.raises(errors.ScenarioError, match="overrides"):
        TradingEnv(scenario="fake", overrides={"fees": np.float32(1)}, **at_fake)
    with pytest.raises(errors.ScenarioError, match="overrides"):
        TradingEnv(scenario="fake", overrides={"fees": float("nan")}, **at_fake)


def population(*policies):
    return {"population": [{"type": "onnx", "name": f"agent-{i}", "policy": p} for i, p in enumerate(policies)]}


def test_policies_that_a_scenario_names_are_uploaded(fake, at_fake, tmp_path, monkeypatch):
    (tmp_path / "near.onnx").write_bytes(b"near")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "far.onnx").write_bytes(b"far")
    content = population("near.onnx", "far.onnx", "near.onnx")
    fake.effective_json = json.dumps(content)
    path = tmp_path / "mine.yaml"
    path.write_text(json.dumps(content))
    monkeypatch.chdir(elsewhere)
    TradingEnv(scenario=path, **at_fake).close()
    assert fake.uploaded == {"near.onnx": b"near", "far.onnx": b"far"}
    fake.uploaded.clear()
    TradingEnv(scenario=path, **at_fake).close()
    assert not fake.uploaded  # once is enough
    assert fake.created[-1].scenario.policies == {"near.onnx": "id-of-near.onnx", "far.onnx": "id-of-far.onnx"}


def test_a_policy_that_is_missing_is_named(fake, at_fake):
    fake.effective_json = json.dumps(population("nowhere.onnx"))
    with pytest.raises(errors.ScenarioError) as caught:
        TradingEnv(scenario="fake", overrides=population("nowhere.onnx"), **at_fake)
    assert (caught.value.field, caught.value.value) == ("policy", "nowhere.onnx")


def test_scenarios_without_onnx_agents_cost_no_extra_call(fake, at_fake):
    fake.effective_json = "not read"
    TradingEnv(scenario="fake", **at_fake).close()
