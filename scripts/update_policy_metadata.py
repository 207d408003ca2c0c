#!/usr/bin/env python3
"""Updates the metadata of the policies in models/ to the present build; the decisions do not change.

Run: .venv/bin/python scripts/update_policy_metadata.py [FOLDER …] [--check]. A policy is rejected unless its
observation and action correspond one to one to those of its scenario; only names may differ. ONNX Runtime then checks
that the outputs before and after the update are bit-identical on observations from the simulator. Exits with 1 if a
policy is rejected, or if a policy would change with --check.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime

from quant_trading_gym.envs.vector import VectorTradingEnv
from quant_trading_gym.markets.scenarios import describe
from quant_trading_gym.onnx.export import FORMAT_VERSION, read_metadata
from quant_trading_gym.spec.spaces import EnvironmentSpec
from quant_trading_gym.training.cards import POLICY_FILE, read_card, write_card

MODELS = Path(__file__).resolve().parent.parent / "models"
PREFIX = "qtg."
OBSERVATIONS = 10_000
ENVIRONMENTS = 50
DTYPES = {"tensor(float)": np.float32, "tensor(bool)": np.bool_, "tensor(int64)": np.int64}


class RefusedError(Exception):
    """Rejects the update of a policy; the message gives the cause."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Updates the policies and prints the changes; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, help="folders of policies (default: all of models/)")
    parser.add_argument("--observations", type=int, default=OBSERVATIONS, help=f"number (default {OBSERVATIONS})")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a policy would change")
    parsed = parser.parse_args(arguments)
    folders = parsed.folders or sorted(path.parent for path in MODELS.glob(f"*/*/{POLICY_FILE}"))
    failed = False
    for folder in folders:
        try:
            changes = update(folder, parsed.observations, write=not parsed.check)
        except RefusedError as refusal:
            print(f"{folder}: refused: {refusal}")
            failed = True
            continue
        failed |= parsed.check and bool(changes)
        print(f"{folder}: {'; '.join(changes) or 'up to date'} ({parsed.observations} observations, outputs unchanged)")
    return int(failed)


def update(folder: Path, count: int, *, write: bool = True) -> list[str]:
    """Updates the policy and the card in `folder`; returns the changes.

    Raises:
        RefusedError: The policy does not correspond to its scenario, or its outputs would change.
    """
    path = folder / POLICY_FILE
    old, card = read_metadata(path), read_card(folder)
    spec = describe(old["scenario"]).environment
    new = {**old, **metadata(spec)}
    check_observation(json.loads(old["observation_spec"]), json.loads(new["observation_spec"]))
    check_action(json.loads(old["action_spec"]), json.loads(new["action_spec"]))
    before = path.read_bytes()
    after = before if new == old else with_metadata(before, new)
    check_outputs(before, after, observe(spec.scenario, count))
    new_card = {**card, **card_entries(spec)}
    if write and new != old:
        path.write_bytes(after)
    if write and new_card != card:
        write_card(folder, new_card)
    return [*differences("", old, new), *differences("card: ", card, new_card)]


def metadata(spec: EnvironmentSpec) -> dict[str, str]:
    """Returns the metadata entries that depend on the build."""
    return {
        "format_version": FORMAT_VERSION,
        "observation_spec": spec.observation.canonical_json,
        "observation_spec_hash": spec.observation.hash,
        "action_spec": spec.action.canonical_json,
    }


def card_entries(spec: EnvironmentSpec) -> dict[str, Any]:
    """Returns the card entries that depend on the build."""
    return {
        "observation_spec_hash": spec.observation.hash,
        "observation_fields": [field.name for field in spec.observation.fields],
        "actions": list(spec.action.labels),
    }


def differences(where: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """Yields the keys with different values; short values are included."""
    for key in new:
        if old.get(key) != new[key]:
            shown = f"{old.get(key)!r} -> {new[key]!r}"
            yield f"{where}{key}" + (f" {shown}" if len(shown) <= 150 else " changed")


def check_observation(old: dict[str, Any], new: dict[str, Any]) -> None:
    """Checks that fields and blocks correspond in order; names of fields, blocks and parameters may differ."""
    check_equal("observation.keys", sorted(old), sorted(new))
    check_equal("observation.fields", len(old["fields"]), len(new["fields"]))
    check_equal("observation.blocks", len(old["blocks"]), len(new["blocks"]))
    for i, (mine, theirs) in enumerate(zip(old["fields"], new["fields"], strict=True)):
        check_equal(f"observation.fields[{i}]", without(mine, "name", "block"), without(theirs, "name", "block"))
    for i, (mine, theirs) in enumerate(zip(old["blocks"], new["blocks"], strict=True)):
        check_equal(f"observation.blocks[{i}]", values(mine), values(theirs))


def check_action(old: dict[str, Any], new: dict[str, Any]) -> None:
    """Checks that kind, counts and sizes are equal; labels and parameter names may differ."""
    check_equal("action", without(old, "labels", "scheme"), without(new, "labels", "scheme"))
    check_equal("action.labels", len(old["labels"]), len(new["labels"]))
    check_equal("action.scheme", values(old["scheme"]), values(new["scheme"]))


def without(entries: dict[str, Any], *names: str) -> dict[str, Any]:
    """Returns the entries without the keys `names`."""
    return {key: value for key, value in entries.items() if key not in names}


def values(entries: dict[str, Any]) -> list[str]:
    """Returns the parameter values, independent of parameter names."""
    return sorted(json.dumps(value) for value in without(entries, "type").values())


def check_equal(what: str, old: Any, new: Any) -> None:
    """Raises RefusedError if the values differ."""
    if old != new:
        raise RefusedError(f"{what}: got {old!r} in the policy, expected {new!r}")


def with_metadata(model: bytes, entries: dict[str, str]) -> bytes:
    """Returns the model with these entries; entries of other tools are kept."""
    proto = onnx.load_from_string(model)
    others = [entry for entry in proto.metadata_props if not entry.key.startswith(PREFIX)]
    del proto.metadata_props[:]
    proto.metadata_props.extend(others)
    for key, value in entries.items():
        proto.metadata_props.add(key=PREFIX + key, value=value)
    check_equal("model", stripped(onnx.load_from_string(model)), stripped(proto))
    result: bytes = proto.SerializeToString()
    return result


def stripped(proto: onnx.ModelProto) -> bytes:
    """Returns the model without its metadata."""
    copy = onnx.ModelProto()
    copy.CopyFrom(proto)
    del copy.metadata_props[:]
    content: bytes = copy.SerializeToString(deterministic=True)
    return content


def observe(scenario: str, count: int) -> np.ndarray:
    """Returns observations (count, d), float32, of episodes with random actions."""
    envs = VectorTradingEnv(num_envs=ENVIRONMENTS, scenario=scenario)
    try:
        envs.action_space.seed(0)
        seen = [envs.reset(seed=0)[0].copy()]
        while len(seen) * ENVIRONMENTS < count:
            seen.append(envs.step(envs.action_space.sample())[0].copy())
    finally:
        envs.close()
    return np.concatenate(seen)[:count]


def check_outputs(before: bytes, after: bytes, observations: np.ndarray) -> None:
    """Raises RefusedError unless every ONNX Runtime output is bit-identical."""
    for (name, mine), (_, theirs) in zip(run(before, observations), run(after, observations), strict=True):
        if mine.tobytes() != theirs.tobytes():
            raise RefusedError(f"output {name!r} differs in {int(np.sum(mine != theirs))} of {mine.size} values")


def run(model: bytes, observations: np.ndarray) -> list[tuple[str, np.ndarray]]:
    """Returns the outputs by name. Masks allow all actions; other inputs, such as LSTM states, are zero."""
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    feeds = {}
    for entry in session.get_inputs():
        shape = [size if isinstance(size, int) else len(observations) for size in entry.shape]
        fill = np.ones if entry.type == "tensor(bool)" else np.zeros
        feeds[entry.name] = fill(shape, dtype=DTYPES[entry.type])
    feeds["observation"] = observations
    names = [entry.name for entry in session.get_outputs()]
    return list(zip(names, session.run(names, feeds), strict=True))


if __name__ == "__main__":
    sys.exit(main())
