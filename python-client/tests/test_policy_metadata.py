"""scripts/update_policy_metadata.py: names may change, decisions may not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from kit.places import MODELS

pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")

import onnx
import update_policy_metadata as script

from quant_trading_gym.onnx.export import read_metadata

COUNT = 500


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "ppo"
    shutil.copytree(MODELS / "market-making" / "ppo", target)
    return target


def rewrite(folder: Path, key: str, old: str, new: str) -> None:
    """Has the policy say something else in one entry of its metadata."""
    path = folder / "policy.onnx"
    entries = read_metadata(path)
    assert old in entries[key]
    path.write_bytes(script.with_metadata(path.read_bytes(), {**entries, key: entries[key].replace(old, new)}))


def test_the_models_are_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert script.main(["--check", "--observations", str(COUNT)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(list(MODELS.glob("*/*/policy.onnx")))
    assert all("up to date" in line for line in lines)


def test_names_are_brought_up_to_date_and_nothing_else(folder: Path) -> None:
    path = folder / "policy.onnx"
    expected, weights = read_metadata(path), script.stripped(onnx.load(str(path)))
    rewrite(folder, "observation_spec", '"name":"spread"', '"name":"old_spread"')
    rewrite(folder, "observation_spec", '"price_scale":', '"old_scale":')
    rewrite(folder, "observation_spec_hash", expected["observation_spec_hash"], "00")
    rewrite(folder, "action_spec", '"quantity":', '"size_lots":')
    assert script.update(folder, COUNT, write=False) == script.update(folder, COUNT) != []
    assert read_metadata(path) == expected
    assert script.stripped(onnx.load(str(path))) == weights
    assert json.loads((folder / "card.json").read_text()) == json.loads(
        (MODELS / "market-making" / "ppo" / "card.json").read_text()
    )
    assert script.update(folder, COUNT) == []


@pytest.mark.parametrize(
    ("key", "old", "new", "where"),
    [
        ("observation_spec", '"name":"spread","scale":5.0', '"name":"spread","scale":4.0', "fields[0]"),
        ("observation_spec", '"levels":3', '"levels":4', "blocks[1]"),
        ("action_spec", '"offsets":[1,2,3,5]', '"offsets":[1,2,3,4]', "action.scheme"),
        ("action_spec", '"counts":[18]', '"counts":[17]', "action"),
    ],
)
def test_what_is_more_than_a_name_is_refused(folder: Path, key: str, old: str, new: str, where: str) -> None:
    rewrite(folder, key, old, new)
    before = (folder / "policy.onnx").read_bytes()
    with pytest.raises(script.RefusedError) as caught:
        script.update(folder, COUNT)
    assert where in str(caught.value)
    assert (folder / "policy.onnx").read_bytes() == before


def test_other_weights_are_noticed(folder: Path) -> None:
    path = folder / "policy.onnx"
    other = (MODELS / "market-making" / "ppo" / "policy.onnx").read_bytes()
    proto = onnx.load_from_string(other)
    tensor = next(weights for weights in proto.graph.initializer if len(weights.dims) == 2)
    array = onnx.numpy_helper.to_array(tensor) * 1.0001
    tensor.CopyFrom(onnx.numpy_helper.from_array(array.astype("float32"), tensor.name))
    with pytest.raises(script.RefusedError, match="output"):
        script.check_outputs(path.read_bytes(), proto.SerializeToString(), script.observe("market-making", COUNT))
