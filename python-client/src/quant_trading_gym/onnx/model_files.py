"""Trained models on disk: a stable-baselines3 zip with scenario, specification and normalisation."""

from __future__ import annotations

import json
import pickle
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quant_trading_gym.errors import PolicyError, invalid
from quant_trading_gym.onnx.saved_class import saved_algorithm
from quant_trading_gym.spec.spaces import ActionKind, ActionSpec, EnvironmentSpec, ObservationField, ObservationSpec

if TYPE_CHECKING:
    from stable_baselines3.common.base_class import BaseAlgorithm
    from stable_baselines3.common.vec_env import VecNormalize

_ORIGIN = "quant_trading_gym.json"
_NORMALIZE = "quant_trading_gym_vec_normalize.pkl"


@dataclass(frozen=True, kw_only=True)
class SavedModel:
    """A loaded model; attributes that are missing in the zip are None. `training`: see `export_policy`."""

    model: BaseAlgorithm
    environment_spec: EnvironmentSpec | None
    vec_normalize: VecNormalize | None
    seed: int | None
    training: Mapping[str, object] | None


def save_model(
    model: BaseAlgorithm,
    path: Path,
    *,
    environment_spec: EnvironmentSpec,
    seed: int,
    training: Mapping[str, object],
) -> None:
    """Writes a stable-baselines3 zip that also contains the specification, any `VecNormalize`, and the origin."""
    model.save(path)
    normalize = model.get_vec_normalize_env()
    origin = {"environment_spec": asdict(environment_spec), "seed": seed, "training": dict(training)}
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(_ORIGIN, json.dumps(origin, default=lambda kind: kind.value))
        if normalize is not None:
            archive.writestr(_NORMALIZE, pickle.dumps(normalize))


def load_model(path: str | Path) -> SavedModel:
    """Reads a zip written by `save_model` or by stable-baselines3.

    A stable-baselines3 model contains pickled objects: load only trusted files.

    Raises:
        PolicyError: The file does not exist or is not a stable-baselines3 model.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            algorithm = saved_algorithm(json.loads(archive.read("data")))
            origin = json.loads(archive.read(_ORIGIN)) if _ORIGIN in names else {}
            normalize = pickle.loads(archive.read(_NORMALIZE)) if _NORMALIZE in names else None
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as problem:
        raise invalid(PolicyError, "model", path, "a model saved by stable-baselines3", reason=str(problem)) from None
    spec = origin.get("environment_spec")
    return SavedModel(
        model=algorithm.load(path, device="cpu"),
        environment_spec=None if spec is None else _environment_spec(spec),
        vec_normalize=normalize,
        seed=origin.get("seed"),
        training=origin.get("training"),
    )


def load_vec_normalize(path: str | Path) -> VecNormalize:
    """Reads a file written by `VecNormalize.save`. The file is a pickle: load only trusted files.

    Raises:
        PolicyError: The file does not contain a `VecNormalize`.
    """
    from stable_baselines3.common.vec_env import VecNormalize

    try:
        normalize = pickle.loads(Path(path).read_bytes())
    except (OSError, pickle.UnpicklingError, EOFError, ValueError) as problem:
        raise invalid(PolicyError, "vec_normalize", path, "a saved VecNormalize", reason=str(problem)) from None
    if not isinstance(normalize, VecNormalize):
        raise invalid(
            PolicyError, "vec_normalize", path, "a saved VecNormalize", reason=f"a {type(normalize).__name__}"
        )
    return normalize


def _environment_spec(values: dict[str, Any]) -> EnvironmentSpec:
    observation, action = values["observation"], values["action"]
    fields = tuple(ObservationField(**field) for field in observation["fields"])
    return EnvironmentSpec(
        **{
            **values,
            "observation": ObservationSpec(**{**observation, "fields": fields}),
            "action": ActionSpec(
                **{
                    **action,
                    "kind": ActionKind(action["kind"]),
                    "counts": tuple(action["counts"]),
                    "labels": tuple(action["labels"]),
                }
            ),
            "instruments": tuple(values["instruments"]),
            "baselines": tuple(values["baselines"]),
            "refusal_reasons": tuple(values["refusal_reasons"]),
            "policies": tuple((name, digest) for name, digest in values["policies"]),
        }
    )
