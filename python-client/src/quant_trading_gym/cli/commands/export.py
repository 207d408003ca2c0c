"""`qtg export`: exports a stable-baselines3 model as an ONNX policy."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quant_trading_gym.cli.commands.options import add_command, add_overrides, existing_file, overrides

if TYPE_CHECKING:
    from quant_trading_gym.cli.console import Console
    from quant_trading_gym.onnx.model_files import SavedModel
    from quant_trading_gym.spec.spaces import EnvironmentSpec


def add_parser(subparsers: Any) -> None:
    """Adds the command to `subparsers`."""
    parser = add_command(
        subparsers,
        "export",
        run,
        summary="export a stable-baselines3 model to ONNX and check the result against torch",
        examples=(
            "qtg export build/ppo/model.zip --out policy.onnx",
            "qtg export mine.zip --scenario market-making --vec-normalize vec_normalize.pkl --out policy.onnx",
        ),
    )
    parser.add_argument(
        "model", type=existing_file, metavar="MODEL.zip", help="trusted model file; loading it executes its pickles"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="POLICY.onnx", help="file to write")
    parser.add_argument(
        "--scenario", help="training scenario; required for a model that was not created by `qtg train`"
    )
    parser.add_argument(
        "--vec-normalize", type=existing_file, metavar="FILE", help="file written by VecNormalize.save()"
    )
    add_overrides(parser)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Exports and checks the policy."""
    from quant_trading_gym.base.places import check_file
    from quant_trading_gym.onnx.export import export_policy
    from quant_trading_gym.onnx.model_files import load_model, load_vec_normalize

    check_file("out", arguments.out)
    saved = load_model(arguments.model)
    normalize = saved.vec_normalize
    if arguments.vec_normalize is not None:
        normalize = load_vec_normalize(arguments.vec_normalize)
    report = export_policy(
        saved.model,
        arguments.out,
        environment_spec=_specification(saved, arguments),
        vec_normalize=normalize,
        seed=saved.seed,
        training=saved.training,
    )
    console.say(f"onnx         {report.onnx}")
    console.say(f"observation  {report.observation_spec_hash}")
    console.say(
        f"difference   {report.max_relative_difference:.1e} from torch, over {report.observations:,} observations"
    )
    console.document(report.to_dict())
    return 0


def _specification(saved: SavedModel, arguments: argparse.Namespace) -> EnvironmentSpec:
    from quant_trading_gym.errors import ArgumentError
    from quant_trading_gym.markets.scenarios import describe

    if arguments.scenario is not None:
        return describe(arguments.scenario, overrides=overrides(arguments.settings)).environment
    if saved.environment_spec is None:
        raise ArgumentError(
            f"scenario: got None, expected --scenario NAME: cannot infer the training scenario of {arguments.model}",
            field="scenario",
            allowed="the name or file of the training scenario",
        )
    return saved.environment_spec
