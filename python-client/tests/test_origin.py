"""Files and results say what they were: effective scenario, overrides, seeds, build, versions."""

from __future__ import annotations

import hashlib
import json
import warnings
from pathlib import Path
from typing import Any

import pytest
from kit.places import MODELS

import quant_trading_gym as qtg
from quant_trading_gym import cli
from quant_trading_gym.base.differences import Difference, describe_differences, differences
from quant_trading_gym.base.versions import describe_build

SCENARIO = "market-making"
SHORT: dict[str, Any] = {"episode": {"duration": "20s"}}
LONGER: dict[str, Any] = {"episode": {"duration": "21s"}}


def test_differences_are_named_by_path() -> None:
    first = {"a": 1, "agents": [{"type": "noise", "count": 3}, {"type": "noise", "count": 4}], "levels": [1, 2]}
    second = {"a": 1.0, "agents": [{"type": "noise", "count": 5}], "levels": [1, 3], "b": {"c": None}}
    found = {difference.path: (difference.first, difference.second) for difference in differences(first, second)}
    assert found == {
        "a": (1, 1.0),
        "agents[noise].count": (3, 5),
        "agents[noise#1]": ({"type": "noise", "count": 4}, "(missing)"),
        "b": ("(missing)", {"c": None}),
        "levels[1]": (2, 3),
    }
    assert differences(first, json.loads(json.dumps(first))) == ()


def test_a_long_list_of_differences_is_cut() -> None:
    found = differences({}, {f"key{index:02d}": index for index in range(15)})
    lines = describe_differences(found, "was", "is").splitlines()
    assert lines[0] == "  key00: was (missing), is 0" and lines[-1] == "  and 3 more" and len(lines) == 13
    assert Difference(path="a", first=1, second=2).to_dict() == {"path": "a", "first": 1, "second": 2}


@pytest.mark.parametrize(
    ("build", "commit", "dirty"),
    [("0.1.0 (1a2b3c4)", "1a2b3c4", False), ("0.1.0 (1a2b3c4-dirty)", "1a2b3c4", True), ("0.1.0", "", False)],
)
def test_a_build_names_its_commit(build: str, commit: str, dirty: bool) -> None:
    assert describe_build(build) == {"build": build, "commit": commit, "dirty": dirty}


def test_a_simulation_says_what_it_was() -> None:
    results = [qtg.simulate(SCENARIO, seed=7, until="10s", overrides=change) for change in (None, SHORT, LONGER)]
    plain, short, longer = (result.to_dict()["origin"] for result in results)
    assert plain["overrides"] == {} and short["overrides"] == SHORT and short["seeds"] == [7, 7]
    assert len({plain["scenario_hash"], short["scenario_hash"], longer["scenario_hash"]}) == 3
    assert short["scenario"]["episode"]["duration"] == "20s"
    assert short["versions"]["quant-trading-gym"] == qtg.__version__ and "commit" in short
    spec = qtg.scenarios.describe(SCENARIO, overrides=SHORT).environment
    assert spec.scenario_hash == short["scenario_hash"] == hashlib.sha256(spec.scenario_json.encode()).hexdigest()
    assert json.loads(spec.scenario_json) == short["scenario"]


def test_the_same_content_has_the_same_hash_whatever_its_form(tmp_path: Path) -> None:
    content = qtg.scenarios.describe(SCENARIO, overrides=SHORT)
    (tmp_path / "same.yaml").write_text(content.yaml, encoding="utf-8")
    again = qtg.scenarios.describe(tmp_path / "same.yaml").environment
    assert again.scenario_hash == content.environment.scenario_hash


def test_an_evaluation_says_what_it_was() -> None:
    result = qtg.evaluate("do-nothing", scenario=SCENARIO, episodes=2, seed=5, overrides=SHORT).to_dict()
    origin: Any = result["origin"]
    assert (origin["overrides"], origin["seeds"], origin["policies"]) == (SHORT, [5, 6], {})
    assert result["trained"] == {}


@pytest.mark.training
def test_one_changed_override_changes_the_hash_in_every_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("sb3_contrib")
    spoken = []
    for name, change in (("short", SHORT), ("longer", LONGER)):
        trained = qtg.training.train(
            "a2c", SCENARIO, out=tmp_path / name, timesteps=64, n_envs=2, overrides=change, evaluations=0
        )
        card = json.loads((tmp_path / name / "card.json").read_text())
        metadata = qtg.onnx.read_metadata(trained.export.onnx)
        hashes = {card["scenario_hash"], card["origin"]["scenario_hash"], metadata["scenario_hash"]}
        hashes.add(trained.to_dict()["scenario_hash"])  # type: ignore[arg-type]
        assert hashes == {qtg.scenarios.describe(SCENARIO, overrides=change).environment.scenario_hash}
        assert json.loads(metadata["training"])["overrides"] == card["origin"]["overrides"] == change
        assert json.loads(metadata["scenario_json"]) == card["origin"]["scenario"]
        spoken.append(metadata["scenario_hash"])
    assert spoken[0] != spoken[1]

    policy = tmp_path / "short"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        same = qtg.evaluate(policy, scenario=SCENARIO, episodes=2, overrides=SHORT)
    assert same.trained["short"].scenario_hash == same.origin.scenario_hash == spoken[0]
    expected = r'(?s)short was trained on another.*episode\.duration: trained on "20s", evaluated on "21s"'
    with pytest.warns(UserWarning, match=expected):
        other = qtg.evaluate(policy, scenario=SCENARIO, episodes=2, overrides=LONGER)
    [difference] = other.trained["short"].differences
    assert (difference.path, difference.first, difference.second) == ("episode.duration", "20s", "21s")
    entry: Any = other.to_dict()["trained"]
    assert entry["short"]["differences"] == [difference.to_dict()] and entry["short"]["algorithm"] == "A2C"
    assert other.origin.scenario_hash == spoken[1]

    code = cli.main(
        ["evaluate", str(policy), "--scenario", SCENARIO, "--episodes", "2", "--set", "episode.duration=21s", "--json"]
    )
    assert code == 0
    out, err = capsys.readouterr()
    assert "warning: short was trained on another effective scenario" in err and '"20s"' in err
    assert json.loads(out)["trained"]["short"]["scenario_hash"] == spoken[0]


def test_the_policy_files_of_a_population_are_in_the_origin() -> None:
    file = MODELS / "market-making" / "ppo" / "policy.onnx"
    agent = {"type": "onnx", "name": "rival", "policy": str(file), "duration": "10s"}
    population: Any = qtg.scenarios.describe(SCENARIO).content["population"]
    change = SHORT | {"population": [*population, agent]}
    expected = {str(file): hashlib.sha256(file.read_bytes()).hexdigest()}
    assert qtg.simulate(SCENARIO, seed=7, until="5s", overrides=change).origin.policies == expected
    result = qtg.evaluate("do-nothing", scenario=SCENARIO, episodes=2, overrides=change)
    assert result.origin.policies == expected
