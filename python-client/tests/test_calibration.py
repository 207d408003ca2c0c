"""Calibration: problems with known answers, the command, and what is wrong in a file of targets."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

import quant_trading_gym as qtg
from quant_trading_gym.calibration import search as calibration
from quant_trading_gym.calibration.plan import Parameter, Plan, Target, changed, current, own_value
from quant_trading_gym.calibration.search import Calibration, calibrate
from quant_trading_gym.cli import main
from quant_trading_gym.errors import ArgumentError, ScenarioError
from quant_trading_gym.realism import FACTS

SCENARIO = "market-making"
DEPTH = "population.noise.mean_depth"
PLACEMENT = "placement_and_cancel_depth.placement"
PARABOLA = {"name": "parabola", "inner": [{"name": "of", "x": 2.0, "n": 90, "wait": "250ms", "kind": "a"}]}


def target(name: str = PLACEMENT, **wanted: float) -> Target:
    fact_key, measure_key = name.split(".")
    [fact] = [fact for fact in FACTS if fact.key == fact_key]
    [measure] = [measure for measure in fact.measures if measure.key == measure_key]
    return Target(fact=fact, measure=measure, **wanted)


@pytest.fixture
def analytic(monkeypatch: pytest.MonkeyPatch) -> list[Mapping[str, Any]]:
    """Replaces simulations: the statistic is a function of the parameters with a known answer."""
    tried: list[Mapping[str, Any]] = []

    def play(content: Mapping[str, Any], plan: Plan, **options: Any) -> tuple[tuple[Target, float], ...]:
        of = content["inner"][0]
        tried.append({**of, **options})
        wait = own_value(Parameter(path="inner.of.wait", low=0, high=9, duration=True), of["wait"])
        cost = (of["x"] - 7.3) ** 2 + (of["n"] - 12) ** 2 / 100 + (wait - 0.04) ** 2 * 1000 + (of["kind"] != "b")
        return tuple((wanted, float(cost)) for wanted in plan.targets)

    monkeypatch.setattr(calibration, "_play", play)
    return tried


def search(trials: int, *parameters: Parameter) -> Calibration:
    plan = Plan(parameters, (target(low=0.0, high=0.0, scale=1.0),))
    return calibrate(PARABOLA, plan, trials=trials, seeds=3, seed=50)


def test_one_parameter_is_found(analytic: list[Mapping[str, Any]]) -> None:
    found = search(40, Parameter(path="inner.of.x", low=0.0, high=10.0))
    others = (90 - 12) ** 2 / 100 + 0.21**2 * 1000 + 1
    assert found.values["inner.of.x"] == pytest.approx(7.3, abs=0.3)
    assert found.reached[0][1] == pytest.approx(others, abs=0.1)
    assert found.own_loss == pytest.approx(25 + 10 * math.log((others + 5.3**2) / 5)), "first, the scenario as it is"
    assert found.loss < found.own_loss
    assert analytic[0]["x"] == 2.0 and analytic[0]["seed"] == 50
    assert analytic[-1] == {**analytic[-1], "x": found.values["inner.of.x"], "seed": 53, "seeds": 3}, "other sessions"
    assert len(analytic) == 41
    assert found.content["inner"][0]["x"] == found.values["inner.of.x"]
    assert PARABOLA["inner"][0]["x"] == 2.0, "what was given stays as it is"  # type: ignore[index]


def test_every_kind_of_parameter_is_found(analytic: list[Mapping[str, Any]]) -> None:
    parameters = (
        Parameter(path="inner.0.x", low=5.0, high=10.0),
        Parameter(path="inner.of.n", low=5, high=100, log=True, integer=True),
        Parameter(path="inner.of.wait", low=0.01, high=1.0, log=True, duration=True),
        Parameter(path="inner.of.kind", choices=("a", "b", "c")),
    )
    found, again = search(120, *parameters), search(120, *parameters)
    assert found == again, "the same search each time"
    assert found.loss < 0.5 < found.own_loss
    values = found.content["inner"][0]
    assert values["kind"] == "b" and isinstance(values["n"], int)
    assert values["wait"].endswith(("ms", "us")) and 30 < float(values["wait"][:2]) < 50
    assert search(10, *parameters).loss >= found.loss


def test_values_that_do_not_go_together_are_passed_over(
    analytic: list[Mapping[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    play = calibration._play

    def picky(content: Mapping[str, Any], plan: Plan, **options: Any) -> tuple[tuple[Target, float], ...]:
        if content["inner"][0]["x"] > 4.0:
            raise ScenarioError("x is too large for its n")
        return play(content, plan, **options)

    monkeypatch.setattr(calibration, "_play", picky)
    found = search(30, Parameter(path="inner.of.x", low=0.0, high=10.0))
    assert found.values["inner.of.x"] <= 4.0
    with pytest.raises(ScenarioError, match="too large"):  # the scenario itself does not play
        search(3, Parameter(path="inner.of.x", low=5.0, high=10.0))


@pytest.mark.parametrize("problem", [KeyboardInterrupt(), ScenarioError("count is too low")])
def test_what_ends_a_search_is_told_once(
    problem: BaseException, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """By whoever called, in a line of its own: Optuna would add a warning and a traceback."""

    def fail(*arguments: Any, **options: Any) -> Any:
        raise problem

    monkeypatch.setattr(calibration, "_play", fail)
    with pytest.raises(type(problem)):
        search(3, Parameter(path="inner.of.x", low=0.0, high=10.0))
    assert capfd.readouterr().err == ""


@pytest.mark.slow
def test_a_market_is_led_back_to_what_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The statistic of a market with one depth of orders is the target for a market that begins with another."""
    content = qtg.scenarios.describe(SCENARIO).content
    scenario, targets, out = tmp_path / "deep.yaml", tmp_path / "targets.yaml", tmp_path / "out.yaml"
    scenario.write_text(yaml.safe_dump(changed(content, {DEPTH: 2.0})))
    wanted = {PLACEMENT: {"value": 1.56, "scale": 0.1}, "inter_arrival_times.variation": {"low": 1.0, "scale": 1.0}}
    targets.write_text(
        yaml.safe_dump({"parameters": {DEPTH: {"low": 2.0, "high": 10.0}}, "targets": wanted}, sort_keys=False)
    )
    command = ["calibrate", str(scenario), "--targets", str(targets), "--out", str(out), "--seeds", "2"]
    documents = []
    for trials in ("7", "7"):
        assert main([*command, "--until", "5m", "--trials", trials, "--json"]) == 0
        documents.append(json.loads(capsys.readouterr().out))
    assert documents[0] == documents[1]
    [depth, arrivals] = documents[0]["targets"]
    assert documents[0]["own_loss"] > 10 * documents[0]["loss"] and documents[0]["trials"] == 7
    assert (depth["name"], depth["target"], arrivals["target"]) == (PLACEMENT, 1.56, [1.0, None])
    assert depth["loss"] == pytest.approx(((depth["reached"] - 1.56) / 0.1) ** 2)
    assert arrivals["loss"] == 0 and arrivals["reached"] > 1
    assert depth["unseen"] != depth["reached"]
    # The file that was written is the market that reached it.
    assert current(yaml.safe_load(out.read_text()), DEPTH) == documents[0]["parameters"][DEPTH]
    plan = Plan.read(targets)
    [(_, reached), _] = calibration._play(yaml.safe_load(out.read_text()), plan, seeds=2, seed=0, until="5m")
    assert reached == depth["reached"]


PARAMETERS = {DEPTH: {"low": 2, "high": 9}}
TARGETS = {PLACEMENT: {"value": 1.6, "scale": 0.1}}


@pytest.mark.parametrize(
    ("parameters", "targets", "field", "value", "allowed"),
    [
        ({}, TARGETS, "parameters", "{}", "at least one entry"),
        ({DEPTH: 3}, TARGETS, "parameters", "3", "a map of maps"),
        ({DEPTH: {"low": 2}}, TARGETS, f"parameters.{DEPTH}.high", "None", "a number"),
        ({DEPTH: {"low": 2, "high": ".inf"}}, TARGETS, f"parameters.{DEPTH}.high", ".inf", "a number"),
        ({DEPTH: {"low": 9, "high": 2}}, TARGETS, f"parameters.{DEPTH}.high", "2", "above low (9)"),
        ({DEPTH: {"low": 0, "high": 2, "log": True}}, TARGETS, f"parameters.{DEPTH}.high", "2", "positive low if log"),
        ({DEPTH: {"low": 1, "high": 2, "log": "no"}}, TARGETS, f"parameters.{DEPTH}.log", "no", "true or false"),
        ({DEPTH: {"low": 1.5, "high": 2, "integer": True}}, TARGETS, f"parameters.{DEPTH}.integer", "True", "integers"),
        ({DEPTH: {"low": 1, "high": 2, "step": 1}}, TARGETS, f"parameters.{DEPTH}.step", "1", "duration, high"),
        ({DEPTH: {"choices": "abc"}}, TARGETS, f"parameters.{DEPTH}.choices", "abc", "a list"),
        (PARAMETERS, {"momentum.best": {"value": 1, "scale": 1}}, "targets.momentum.best", "momentum.best", PLACEMENT),
        (
            PARAMETERS,
            {PLACEMENT: {"value": 1, "high": 2, "scale": 1}},
            f"targets.{PLACEMENT}",
            "high",
            "either 'value'",
        ),
        (PARAMETERS, {PLACEMENT: {"scale": 1}}, f"targets.{PLACEMENT}", "scale", "either 'value'"),
        (PARAMETERS, {PLACEMENT: {"value": "x", "scale": 1}}, f"targets.{PLACEMENT}.value", "x", "a number"),
        (PARAMETERS, {PLACEMENT: {"low": 2, "high": 1, "scale": 1}}, f"targets.{PLACEMENT}", "low", "low <= high"),
        (PARAMETERS, {PLACEMENT: {"value": 1, "scale": 0}}, f"targets.{PLACEMENT}", "scale", "positive scale"),
        (PARAMETERS, {PLACEMENT: {"value": 1}}, f"targets.{PLACEMENT}.scale", "None", "a number"),
    ],
)
def test_what_is_wrong_in_the_file_is_said(
    parameters: Any, targets: Any, field: str, value: str, allowed: str, tmp_path: Path
) -> None:
    path = tmp_path / "targets.yaml"
    path.write_text(yaml.safe_dump({"parameters": parameters, "targets": targets}))
    with pytest.raises(ArgumentError) as raised:
        Plan.read(path)
    assert raised.value.field == field
    assert value in raised.value.value and allowed in raised.value.allowed


@pytest.mark.parametrize("text", ["parameters: {a: {low: 1", "[1, 2]", "parameters: {}\n", ""])
def test_a_file_of_something_else_is_refused(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "targets.yaml"
    path.write_text(text)
    command = ["calibrate", SCENARIO, "--targets", str(path), "--trials", "1", "--out", str(tmp_path / "out.yaml")]
    assert main(command) == 2
    said = capsys.readouterr().err.strip().splitlines()
    assert len(said) == 1 and str(path) in said[0]
    assert not (tmp_path / "out.yaml").exists()


@pytest.mark.parametrize(
    ("path", "kind", "value", "allowed"),
    [
        ("population.nobody.size", {}, "nobody", "0 to 3, market-maker, noise, value, momentum"),
        ("population.noise.mean_dept", {}, "mean_dept", "mean_depth"),
        ("population.9.size", {}, "9", "0 to 3"),
        (f"{DEPTH}.low", {}, "low", "the value has no keys"),
        ("population.noise.mean_interval", {}, "10s", "duration: true"),
        (DEPTH, {"duration": True}, "6.0", "a duration"),
        ("population.noise", {}, "{'type': 'noise'", "a number"),
    ],
)
def test_paths_that_lead_astray(path: str, kind: dict[str, bool], value: str, allowed: str) -> None:
    content = qtg.scenarios.describe(SCENARIO).content
    plan = Plan((Parameter(path=path, low=1, high=2, **kind),), (target(low=0, high=1, scale=1),))
    with pytest.raises(ArgumentError) as raised:
        calibrate(content, plan, trials=1)
    assert raised.value.field == f"parameters.{path}"
    assert value in raised.value.value and allowed in raised.value.allowed


def test_losses() -> None:
    band = target(low=1.0, high=2.0, scale=0.5, weight=2.0)
    assert [band.loss(value) for value in (1.0, 1.7, 2.0, 2.5, 0.0)] == [0.0, 0.0, 0.0, 2.0, 8.0]
    assert band.loss(4.5) == pytest.approx(50.0) and band.loss(4.5001) == pytest.approx(50.0, abs=0.01)
    assert 50.0 < band.loss(10.0) < band.loss(100.0) < band.loss(float("nan")) == 200.0
    assert band.wanted() == [1.0, 2.0]


def test_durations_are_written_as_scenarios_read_them() -> None:
    texts = {1197.0: "1197s", 870.8: "870800ms", 0.3: "300ms", 0.0000025: "2500ns", 0.00125: "1250us", 0.0: "0s"}
    assert {seconds: calibration._duration(seconds) for seconds in texts} == texts


def test_durations_are_read_as_scenarios_write_them() -> None:
    parameter = Parameter(path="p", low=0, high=1e9, duration=True)
    texts = {"300ms": 0.3, "1m30s": 90.0, "1.5h": 5400.0, "250us": 250e-6, "7ns": 7e-9}
    for text, seconds in texts.items():
        assert own_value(parameter, text) == pytest.approx(seconds)
    for wrong in ("soon", "3 s", "", 3, None):
        with pytest.raises(ArgumentError):
            own_value(parameter, wrong)


def test_seeds_are_checked_before_the_search(analytic: list[Mapping[str, Any]]) -> None:
    plan = Plan((Parameter(path="inner.of.x", low=0.0, high=10.0),), (target(low=0.0, high=0.0, scale=1.0),))
    with pytest.raises(ArgumentError) as raised:
        calibrate(PARABOLA, plan, trials=2, seeds=3, seed=2**64 - 5)
    assert raised.value.field == "seed" and analytic == []
    calibrate(PARABOLA, plan, trials=2, seeds=3, seed=2**64 - 6)
    assert analytic[-1]["seed"] == 2**64 - 3


def test_where_to_write_is_checked_before_the_search(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calibration, "calibrate", lambda *arguments, **options: pytest.fail("it searched"))
    targets = tmp_path / "targets.yaml"
    targets.write_text("not what it should be")
    command = ["calibrate", SCENARIO, "--targets", str(targets), "--out"]
    for out in (tmp_path, tmp_path / "missing" / "out.yaml", targets / "out.yaml"):
        assert main([*command, str(out)]) != 0
        said = capsys.readouterr().err
        assert len(said.strip().splitlines()) == 1 and str(out) in said
    kept = tmp_path / "kept.yaml"
    kept.write_text("kept")
    for out in (kept, tmp_path / "new.yaml"):  # which are left alone where something else is wrong
        assert main([*command, str(out)]) == 2
        assert "targets" in capsys.readouterr().err
    assert kept.read_text() == "kept" and not (tmp_path / "new.yaml").exists()
