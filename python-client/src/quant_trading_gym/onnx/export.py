"""Export of trained policies to ONNX for `qtg.evaluate` and for agents inside the simulation.

The input is the observation in the form returned by the environment; the `VecNormalize` statistics of the training are
part of the model. The metadata hold the specification, so that the simulation can reject a policy that does not match.
"""

from __future__ import annotations

import json
import logging
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from quant_trading_gym.base.versions import library_versions
from quant_trading_gym.errors import ArgumentError, PolicyError, PolicyMismatchError, invalid
from quant_trading_gym.onnx.agreement import TOLERANCE, max_relative_difference

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from stable_baselines3.common.base_class import BaseAlgorithm
    from stable_baselines3.common.vec_env import VecEnv, VecNormalize
    from torch import nn

    from quant_trading_gym.onnx.policy_modules import PolicyModule
    from quant_trading_gym.spec.spaces import EnvironmentSpec

FORMAT_VERSION = "1"
POLICY_FILE = "policy.onnx"
"""File name of the ONNX model in a policy folder."""
OPSET = 18
"""Highest ONNX opset tested with the ONNX Runtime of the Java side."""
_PREFIX = "qtg."
_RANDOM_OBSERVATIONS = 1024


@dataclass(frozen=True, kw_only=True)
class ExportReport:
    """Result of an export: the file, and the agreement of ONNX Runtime with torch."""

    onnx: Path
    observation_spec_hash: str
    observations: int
    max_relative_difference: float

    def to_dict(self) -> dict[str, object]:
        """Returns the report as JSON types."""
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
    training: Mapping[str, object] | None = None,
) -> ExportReport:
    """Writes the policy of `model` to `path` and checks ONNX Runtime against torch on it.

    Args:
        model: A PPO, A2C, DQN, SAC, TD3 or DDPG model of stable-baselines3, a TRPO, MaskablePPO, RecurrentPPO, QRDQN,
            TQC, CrossQ or ARS model of sb3-contrib, or a model of a subclass.
        path: File to write; its folder is created.
        environment_spec: Specification of the training environment; None takes it from the model's environment,
            through any wrappers.
        vec_normalize: Observation statistics of the training; None takes them from the model's environment, if any.
        observations: Recorded observations (n, d), float32, for the check in addition to random ones.
        seed: Training seed for the metadata; None takes it from the model.
        training: Further facts of the training for the metadata, such as overrides and hyperparameters: JSON types.

    Returns:
        The path of the file and the largest relative difference; see `TOLERANCE`.

    Raises:
        ArgumentError: The model cannot be exported, or its training environment is unknown.
        PolicyMismatchError: The spaces of the model do not match the specification.
        PolicyError: ONNX Runtime and torch differ by more than `TOLERANCE`.
    """
    from quant_trading_gym.onnx.policy_modules import build_module, name_of_algorithm

    spec = environment_spec if environment_spec is not None else _spec_of(model)
    normalize = vec_normalize if vec_normalize is not None else model.get_vec_normalize_env()
    _check_spaces(model, spec)
    return _export(
        build_module(model, normalize),
        Path(path),
        spec,
        observations,
        origin={
            "algorithm": name_of_algorithm(type(model)),
            "seed": _text(seed if seed is not None else model.seed),
            "timesteps": str(model.num_timesteps),
            "training": _canonical(training or {}),
        },
    )


def export_module(
    module: nn.Module,
    path: str | Path,
    *,
    environment_spec: EnvironmentSpec,
    output_names: Sequence[str],
    algorithm: str,
    observations: NDArray[np.float32] | None = None,
    seed: int | None = None,
    timesteps: int | None = None,
    training: Mapping[str, object] | None = None,
) -> ExportReport:
    """Writes a custom torch policy to `path` and checks it as `export_policy` does.

    Args:
        module: Maps float32 observations (batch, d) to a tuple of tensors in the order of `output_names`. The first
            tensor is the deterministic action: int64 (batch,) for discrete actions, float32 (batch, components) in
            [-1, 1] for continuous actions.
        path: File to write; its folder is created.
        environment_spec: Specification of the training environment.
        output_names: Names of the outputs: `action`; then `logits`, or `q_values`, or `mean` and `log_std`; optionally
            `value`.
        algorithm: Name of the algorithm for the metadata.
        observations: Recorded observations (n, d), float32, for the check in addition to random ones.
        seed: Training seed for the metadata.
        timesteps: Number of training steps for the metadata.
        training: Further facts of the training for the metadata, such as overrides and hyperparameters: JSON types.

    Raises:
        PolicyError: ONNX Runtime and torch differ by more than `TOLERANCE`.
    """
    from quant_trading_gym.onnx.policy_modules import OwnModule

    origin = {
        "algorithm": algorithm,
        "seed": _text(seed),
        "timesteps": _text(timesteps),
        "training": _canonical(training or {}),
    }
    return _export(OwnModule(module, output_names).eval(), Path(path), environment_spec, observations, origin)


def _export(
    module: PolicyModule,
    target: Path,
    spec: EnvironmentSpec,
    observations: NDArray[np.float32] | None,
    origin: dict[str, str],
) -> ExportReport:
    target.parent.mkdir(parents=True, exist_ok=True)
    sample = _sample(spec, observations)
    proto = _to_onnx(module, sample[:2])
    _write_metadata(proto, _metadata(spec) | origin)
    unchecked = target.with_name(target.name + ".unchecked")
    try:
        unchecked.write_bytes(proto.SerializeToString())
        difference = max_relative_difference(module, unchecked, sample)
        if difference <= TOLERANCE:
            unchecked.replace(target)
    finally:
        unchecked.unlink(missing_ok=True)
    if not difference <= TOLERANCE:
        raise invalid(PolicyError, "max_relative_difference", difference, f"at most {TOLERANCE}")
    return ExportReport(
        onnx=target,
        observation_spec_hash=spec.observation.hash,
        observations=len(sample),
        max_relative_difference=difference,
    )


def read_metadata(path: str | Path) -> dict[str, str]:
    """Returns the metadata entries of `export_policy` without their `qtg.` prefix.

    Raises:
        PolicyError: The file does not exist or is not an ONNX model.
    """
    import onnx

    try:
        proto = onnx.load(str(path), load_external_data=False)
    except Exception as problem:  # onnx passes on errors of its protobuf runtime, and OSError
        raise invalid(PolicyError, "path", path, "an ONNX model", reason=str(problem)) from problem
    entries = {entry.key: entry.value for entry in proto.metadata_props}
    return {key.removeprefix(_PREFIX): value for key, value in entries.items() if key.startswith(_PREFIX)}


def _spec_of(model: BaseAlgorithm) -> EnvironmentSpec:
    """Returns the specification of the model's environment, through any wrappers."""
    env = model.get_env()
    if env is None or not env.unwrapped.has_attr("environment_spec"):
        raise ArgumentError(
            "environment_spec: got None, expected an EnvironmentSpec: cannot infer the training scenario of the model",
            field="environment_spec",
            value="None",
            allowed="an EnvironmentSpec",
        )
    if _observes_in_python(env.unwrapped):
        allowed = "the observations of the scenario: the simulation cannot call Python; rewards may be made there"
        raise invalid(PolicyError, "model", "observations that a hook or wrapper makes in Python", allowed)
    spec: EnvironmentSpec = env.unwrapped.get_attr("environment_spec")[0]
    return spec


def _observes_in_python(env: VecEnv) -> bool:
    import gymnasium

    if env.has_attr("observes_in_python"):
        return bool(env.get_attr("observes_in_python")[0])
    return any(env.env_is_wrapped(gymnasium.ObservationWrapper))


def _check_spaces(model: BaseAlgorithm, spec: EnvironmentSpec) -> None:
    from quant_trading_gym.onnx.policy_modules import stacked_frames

    size = len(spec.observation.fields)
    shape = model.observation_space.shape
    if shape != (size * stacked_frames(model),):
        expected = f"({size},), the shape of {spec.scenario}"
        if shape is not None and len(shape) == 1 and shape[0] % size == 0:
            expected += (
                f"; set the VecFrameStack of the training as the model's environment if it stacks {shape[0] // size}"
            )
        raise invalid(PolicyMismatchError, "observation.shape", shape, expected)
    if model.action_space != spec.action_space():
        expected = f"{spec.action_space()}, the action space of {spec.scenario}"
        raise invalid(PolicyMismatchError, "action", model.action_space, expected)


def _sample(spec: EnvironmentSpec, observations: NDArray[np.float32] | None) -> NDArray[np.float32]:
    """Returns random observations within the bounds of the space, followed by the given ones; (n, d), float32."""
    space = spec.observation.space()
    low, high = np.maximum(space.low, -10.0), np.minimum(space.high, 10.0)
    generator = np.random.default_rng(0)
    random = generator.uniform(low, high, size=(_RANDOM_OBSERVATIONS, *space.shape)).astype(np.float32)
    return random if observations is None else np.concatenate([random, observations.astype(np.float32)])


def _to_onnx(module: PolicyModule, observations: NDArray[np.float32]) -> Any:
    import torch

    inputs = module.example_inputs(torch.as_tensor(observations))
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)  # suppresses the warning about missing torchvision
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # suppresses deprecation warnings inside the exporter
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
    if program is None:  # the exporter returns None only with fallback=True
        raise PolicyError(f"torch.onnx.export: got nothing for {type(module).__name__}, expected an ONNX program")
    return _without_traces(program.model_proto)


def _without_traces(proto: Any) -> Any:
    """Removes the debug records of the exporter: paths and lines of this machine, half of the file size."""
    for graph in (proto.graph, *proto.functions):
        named = () if graph is not proto.graph else (*graph.input, *graph.output, *graph.initializer)
        for part in (graph, *graph.node, *graph.value_info, *named):
            del part.metadata_props[:]
            part.doc_string = ""
    return proto


def _metadata(spec: EnvironmentSpec) -> dict[str, str]:
    return {
        "format_version": FORMAT_VERSION,
        "scenario": spec.scenario,
        "scenario_json": spec.scenario_json,
        "scenario_hash": spec.scenario_hash,
        "policies": _canonical(dict(spec.policies)),
        "build": spec.build,
        "observation_spec": spec.observation.canonical_json,
        "observation_spec_hash": spec.observation.hash,
        "action_spec": spec.action.canonical_json,
        "versions": _canonical(library_versions()),
    }


def _canonical(content: Mapping[str, object]) -> str:
    return json.dumps(content, sort_keys=True)


def _text(value: int | None) -> str:
    return "" if value is None else str(value)


def _write_metadata(proto: Any, entries: dict[str, str]) -> None:
    del proto.metadata_props[:]
    for key, value in entries.items():
        proto.metadata_props.add(key=_PREFIX + key, value=value)
    proto.producer_name = "quant-trading-gym"
