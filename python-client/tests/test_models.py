"""The published models: each is what its card says, plays in the scenario as it is now, and knows how."""

from __future__ import annotations

from pathlib import Path

import pytest
from kit.places import MODELS

pytest.importorskip("onnx")

from quant_trading_gym import evaluate
from quant_trading_gym.errors import PolicyMismatchError
from quant_trading_gym.markets.scenarios import describe
from quant_trading_gym.onnx import export
from quant_trading_gym.training.cards import publish, read_card

FOLDERS = sorted(path.parent for path in MODELS.glob("*/*/policy.onnx"))


def name(folder: Path) -> str:
    return str(folder.relative_to(MODELS))


def test_there_are_models() -> None:
    assert {"market-making/ppo", "market-making/dqn"} <= set(map(name, FOLDERS))
    assert sorted(path.parent for path in MODELS.glob("*/*/card.json")) == FOLDERS


@pytest.mark.parametrize("folder", FOLDERS, ids=name)
def test_a_model_is_what_its_card_says(folder: Path) -> None:
    card, metadata = read_card(folder), export.read_metadata(folder / "policy.onnx")
    assert (card["scenario"], card["name"]) == (folder.parent.name, folder.name)
    assert {key: str(card[key]) for key in ("scenario", "algorithm", "seed", "timesteps")} == {
        key: metadata[key] for key in ("scenario", "algorithm", "seed", "timesteps")
    }
    assert card["observation_spec_hash"] == metadata["observation_spec_hash"]
    assert {**card, **card.get("origin", {})}["versions"].keys() >= {"quant-trading-gym", "stable-baselines3", "torch"}
    first, *others = card["evaluation"]["policies"]
    assert first["policy"] == folder.name and first["episodes"] >= 200
    assert {"random", "do-nothing"} <= {row["policy"] for row in others}


@pytest.mark.parametrize("folder", FOLDERS, ids=name)
def test_a_model_fits_the_scenario_as_it_is_now(folder: Path) -> None:
    """Fails where an observation or an action of the scenario changes: then train anew, with `qtg demo --models`."""
    spec, metadata = describe(folder.parent.name).environment, export.read_metadata(folder / "policy.onnx")
    assert metadata["observation_spec_hash"] == spec.observation.hash
    assert metadata["action_spec"] == spec.action.canonical_json


@pytest.mark.parametrize("folder", FOLDERS, ids=name)
def test_a_model_still_beats_doing_nothing_and_chance(folder: Path) -> None:
    result = evaluate(
        folder, scenario=folder.parent.name, episodes=40, seed=3_000_000, baselines=["do-nothing", "random"]
    )
    model, *others = result.policies
    assert model.policy == folder.name
    for other in others:
        assert other.difference_ci95 is not None and other.difference_ci95[0] > 0.0, str(result)


def test_a_model_is_refused_where_the_observation_has_changed() -> None:
    with pytest.raises(PolicyMismatchError):
        evaluate(
            FOLDERS[0], scenario=FOLDERS[0].parent.name, episodes=2, overrides={"observation": ["touch", "portfolio"]}
        )


def test_publishing_copies_policy_and_card(tmp_path: Path) -> None:
    target = publish(FOLDERS[0], tmp_path)
    assert target == tmp_path / name(FOLDERS[0])
    assert read_card(target) == read_card(FOLDERS[0])
    assert (target / "policy.onnx").read_bytes() == (FOLDERS[0] / "policy.onnx").read_bytes()
