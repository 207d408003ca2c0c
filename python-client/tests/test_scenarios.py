from __future__ import annotations

import json

import pytest

from quant_trading_gym import errors
from quant_trading_gym.cli import program
from quant_trading_gym.markets import scenarios
from quant_trading_gym.spec.registration import ENVIRONMENTS


def test_every_id_is_in_the_catalogue():
    entries = {entry.name: entry for entry in scenarios.catalogue()}
    assert {entry.gymnasium_id: name for name, entry in entries.items() if entry.gymnasium_id} == ENVIRONMENTS
    assert all(entry.title for entry in entries.values())


def test_the_effective_scenario_follows_overrides():
    plain = scenarios.describe("market-making")
    changed = scenarios.describe("MarketMaking-v0", overrides={"episode": {"duration": "7m"}})
    assert plain.content["episode"]["duration"] != changed.content["episode"]["duration"]
    assert plain.environment.observation == changed.environment.observation


def test_an_effective_scenario_is_a_scenario(tmp_path):
    described = scenarios.describe("market-making")
    path = tmp_path / "copy.yaml"
    path.write_text(described.yaml)
    assert scenarios.validate(path) == ()
    assert scenarios.describe(path).content == described.content
    assert scenarios.describe(described.content).environment == described.environment


def test_the_schema_is_a_schema():
    schema = scenarios.schema()
    assert "json-schema.org" in schema["$schema"]
    markets = {choice["properties"]["market"]["const"]: choice["properties"] for choice in schema["anyOf"]}
    assert "episode" in markets["order-book"]


def test_all_problems_are_listed():
    content = dict(scenarios.describe("market-making").content)
    content["episode"] = {**content["episode"], "duration": "-5m"}
    content["colour"] = "blue"
    problems = {problem.field: problem for problem in scenarios.validate(content)}
    assert {"colour", "episode.duration"} <= problems.keys()
    assert problems["episode.duration"].value == "-5m"
    assert problems["episode.duration"].allowed


def test_a_file_that_is_not_there():
    with pytest.raises(errors.ScenarioError, match=r"nowhere\.yaml"):
        scenarios.validate("nowhere.yaml")


def test_text_that_is_no_yaml(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("episode: [unclosed")
    assert scenarios.validate(path)
    with pytest.raises(errors.ScenarioError):
        scenarios.describe(path)


def test_features_say_what_they_take_and_give():
    features = {feature.name: feature for feature in scenarios.features()}
    assert list(features) == sorted(features)
    rsi = features["rsi"]
    assert rsi.outputs == ("value",)
    assert rsi.description
    assert "window" in {parameter.name for parameter in rsi.parameters}
    assert all(parameter.description for feature in features.values() for parameter in feature.parameters)


def test_senses_are_chosen_on_the_command_line(capsys):
    """Blocks and rewards as `--set` takes them: features, history, scaling."""
    overrides = [
        "observation=[touch, {type: feature, feature: rsi, window: 7, interval: 5s, history: 2}, phase]",
        "reward=[differential-sharpe, {type: turnover, weight: 0.001}]",
    ]
    shown = program.main(["scenarios", "show", "market-making", "--json", *(f"--set={one}" for one in overrides)])
    assert shown == 0
    document = json.loads(capsys.readouterr().out)
    names = [field["name"] for field in document["specification"]["observation"]["fields"]]
    assert names[4:6] == ["feature_rsi_7_5s", "feature_rsi_7_5s_lag_1"]
    assert names[6:] == ["phase_continuous", "phase_auction_call", "phase_halted"]


def test_an_unknown_feature_is_refused_with_those_there_are():
    with pytest.raises(errors.ScenarioError) as refusal:
        scenarios.describe("market-making", overrides={"observation": [{"type": "feature", "feature": "rsii"}]})
    assert refusal.value.field == "observation[0].feature"
    assert refusal.value.value == "rsii"
    assert "rsi, sma" in refusal.value.allowed
