"""Trained policies as ONNX files: what `qtg.evaluate`, and agents inside the simulation, load.

The file takes the observation exactly as the environment returns it; any `VecNormalize` of the training is baked in.
Its metadata says what the policy was made for, so that the simulation can refuse it where it does not fit.
"""

from __future__ import annotations

import json
import logging
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from quant_trading_gym.errors import ArgumentError, PolicyError, PolicyMismatchError, invalid
from quant_trading_gym.threads import single_threaded_torch

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from stable_baselines3.common.base_class import BaseAlgorithm
    from stable_baselines3.common.vec_env import VecNormalize

    from quant_trading_gym.policy_modules import PolicyModule
    from quant_trading_gym.spaces import EnvironmentSpec

FORMAT_VERSION = "1"
OPSET = 18
"""Highest opset that the ONNX Runtime of the Java side is known to run."""
TOLERANCE = 1e-5
"""Largest |onnx - torch| / max(1, |torch|) that an export may show."""
_PREFIX = "qtg."
_RANDOM_OBSERVATIONS = 1024


@dataclass(frozen=True, kw_only=True)
class ExportReport:
    """What an export wrote, and how closely ONNX Runtime agrees with torch on it."""

    onnx: Path
    observation_spec_hash: str
    observations: int
    max_relative_difference: float

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON types."""
        return {
            "onnx": str(self.onnx),
            "observation_spec_hash": self.observation_spec_hash,
            "observations": self.observations,
            "max_relative_difference": self.max_relative_difference,
        }


def export_policy(
    model: BaseAlgorithm,
    path: str | Path,
    *,
    environment_spec: EnvironmentSpec | None = None,
    vec_normalize: VecNormalize | None = None,
    observations: NDArray[np.float32] | None = None,
    seed: int | None = None,
) -> ExportReport:
    """Writes the policy of `model` to `path` and checks ONNX Runtime against torch on it.

    Args:
        model: a PPO, A2C, DQN, MaskablePPO or RecurrentPPO model.
        path: file to write; its folder is made.
        environment_spec: what the policy was trained on; taken from the model's environment where it is one of ours.
        vec_normalize: the observation statistics of the training; taken from the model's environment where it has one.
        observations: (n, d) real observations to check beside random ones.
        seed: training seed for the metadata; taken from the model.

    Returns:
        Where the file is and how far the two differ; see `TOLERANCE`.

    Raises:
        ArgumentError: the model cannot be exported, or nothing says what it was trained on.
        PolicyMismatchError: its spaces are not those of the specification.
        PolicyError: ONNX Runtime and torch differ by more than `TOLERANCE`.
    """
    from quant_trading_gym.policy_modules import build_module

    normalize = vec_normalize if vec_normalize is not None else model.get_vec_normalize_env()
    spec = environment_spec if environment_spec is not None else _spec_of(model)
    _check_fits(model, spec)
    module = build_module(model, normalize)
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    sample = _sample(model, observations)
    proto = _to_onnx(module, sample[:2])
    _write_metadata(proto, _metadata(model, spec, seed))
    target.write_bytes(proto.SerializeToString())
    difference = max_relative_difference(module, target, sample)
    if not difference <= TOLERANCE:
        target.unlink()
        raise invalid(PolicyError, "difference between ONNX Runtime and torch", difference, f"at most {TOLERANCE}")
    return ExportReport(
        onnx=target,
        observation_spec_hash=spec.observation.hash,
        observations=len(sample),
        max_relative_difference=difference,
    )


def read_metadata(path: str | Path) -> dict[str, str]:
    """The entries that `export_policy` wrote, without their `qtg.` prefix.

    Raises:
        PolicyError: there is no such file, or it is no ONNX model.
    """
    import onnx

    try:
        proto = onnx.load(str(path), load_external_data=False)
    except Exception as problem:  # onnx raises what its protobuf runtime raises, and OSError
        raise PolicyError(
            f"cannot read the ONNX file {path}: {problem}", field="path", value=str(path), allowed="an ONNX model"
        ) from problem
    entries = {entry.key: entry.value for entry in proto.metadata_props}
    return {key.removeprefix(_PREFIX): value for key, value in entries.items() if key.startswith(_PREFIX)}


def relative_difference(actual: NDArray[Any], expected: NDArray[Any]) -> NDArray[np.float64]:
    """Elementwise |actual - expected| / max(1, |expected|)."""
    wide = np.asarray(expected, dtype=np.float64)
    result: NDArray[np.float64] = np.abs(np.asarray(actual, dtype=np.float64) - wide) / np.maximum(1.0, np.abs(wide))
    return result


def max_relative_difference(module: PolicyModule, path: str | Path, observations: NDArray[np.float32]) -> float:
    """The largest relative difference, over all float outputs, between ONNX Runtime and torch."""
    import torch

    session = open_session(path)
    inputs = module.example_inputs(torch.as_tensor(observations))
    with torch.no_grad(), single_threaded_torch():
        expected = module(*inputs)
    feed = {name: tensor.numpy() for name, tensor in zip(module.input_names, inputs, strict=True)}
    actual = session.run(list(module.output_names), feed)
    return max(
        float(relative_difference(got, want.numpy()).max())
        for name, got, want in zip(module.output_names, actual, expected, strict=True)
        if name != "action" or want.is_floating_point()
    )


def open_session(path: str | Path) -> Any:
    """An `onnxruntime.InferenceSession` with one thread, so that its results do not depend on the machine's load."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _spec_of(model: BaseAlgorithm) -> EnvironmentSpec:
    """The specification that the model's vector environment carries."""
    env = model.get_env()
    spec: EnvironmentSpec | None = getattr(env.unwrapped, "environment_spec", None) if env is not None else None
    if spec is None:
        raise ArgumentError(
            "nothing says which scenario the model was trained on: pass environment_spec",
            field="environment_spec",
            value="None",
            allowed="an EnvironmentSpec, as environments carry it",
        )
    return spec


def _check_fits(model: BaseAlgorithm, spec: EnvironmentSpec) -> None:
    size = len(spec.observation.fields)
    shape = model.observation_space.shape
    if shape != (size,):
        raise PolicyMismatchError(
            f"the model sees observations of shape {shape}, those of {spec.scenario} have shape ({size},)",
            field="observation",
            value=str(shape),
            allowed=f"({size},)",
        )
    if model.action_space != spec.action_space():
        raise PolicyMismatchError(
            f"the model acts in {model.action_space}, {spec.scenario} in {spec.action_space()}",
            field="action",
            value=str(model.action_space),
            allowed=str(spec.action_space()),
        )


def _sample(model: BaseAlgorithm, observations: NDArray[np.float32] | None) -> NDArray[np.float32]:
    """Random observations within the bounds of the space, followed by the given ones."""
    space: Any = model.observation_space
    low, high = np.maximum(space.low, -10.0), np.minimum(space.high, 10.0)
    generator = np.random.default_rng(0)
    random = generator.uniform(low, high, size=(_RANDOM_OBSERVATIONS, *space.shape)).astype(np.float32)
    return random if observations is None else np.concatenate([random, observations.astype(np.float32)])


def _to_onnx(module: PolicyModule, observations: NDArray[np.float32]) -> Any:
    import torch

    inputs = module.example_inputs(torch.as_tensor(observations))
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)  # it warns that torchvision is not there
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter warns about its own deprecations
        program = torch.onnx.export(
            module,
            inputs,
            input_names=list(module.input_names),
            output_names=list(module.output_names),
            opset_version=OPSET,
            dynamic_shapes=module.dynamic_shapes(torch.export.Dim("batch", min=1)),
            dynamo=True,
            external_data=False,
            verbose=False,
        )
    if program is None:  # only with fallback=True, which is not asked for
        raise PolicyError(f"the ONNX exporter returned nothing for {type(module).__name__}")
    return program.model_proto


def _metadata(model: BaseAlgorithm, spec: EnvironmentSpec, seed: int | None) -> dict[str, str]:
    known_seed = seed if seed is not None else model.seed
    return {
        "format_version": FORMAT_VERSION,
        "scenario": spec.scenario,
        "observation_spec": spec.observation.canonical_json,
        "observation_spec_hash": spec.observation.hash,
        "action_spec": spec.action.canonical_json,
        "algorithm": type(model).__name__,
        "seed": "" if known_seed is None else str(known_seed),
        "timesteps": str(model.num_timesteps),
        "versions": json.dumps(library_versions(), sort_keys=True),
    }


def library_versions() -> dict[str, str]:
    """Versions of this package and of the libraries that made a policy."""
    from importlib.metadata import PackageNotFoundError, version

    versions = {}
    for name in ("quant-trading-gym", "stable-baselines3", "sb3-contrib", "torch", "onnx", "gymnasium", "numpy"):
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue
    return versions


def _write_metadata(proto: Any, entries: dict[str, str]) -> None:
    del proto.metadata_props[:]
    for key, value in entries.items():
        proto.metadata_props.add(key=_PREFIX + key, value=value)
    proto.producer_name = "quant-trading-gym"
