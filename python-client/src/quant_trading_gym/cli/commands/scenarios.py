"""`qtg scenarios`: lists, shows and validates scenarios."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from quant_trading_gym.cli.commands.options import add_command, add_overrides, existing_file, overrides

if TYPE_CHECKING:
    from quant_trading_gym.cli.console import Console
    from quant_trading_gym.spec.spaces import ActionSpec, EnvironmentSpec


def add_parser(subparsers: Any) -> None:
    """Adds the command and its actions to `subparsers`."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "scenarios",
        help="list, show and validate scenarios",
        description="Scenarios are data: YAML files with a JSON Schema.",
        epilog="Start with: qtg scenarios list",
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    add_command(actions, "list", _list, summary="list the scenarios of the catalogue", examples=("qtg scenarios list",))
    show = add_command(
        actions,
        "show",
        _show,
        summary="show a scenario with its observation and its actions",
        examples=("qtg scenarios show market-making", "qtg scenarios show mine.yaml --set episode.duration=5m"),
    )
    show.add_argument("name", metavar="NAME", help="name of a scenario, or path of a YAML file")
    add_overrides(show)
    add_command(
        actions,
        "schema",
        _schema,
        summary="print the JSON Schema of scenario files",
        examples=("qtg scenarios schema > scenario.schema.json",),
    )
    validate = add_command(
        actions,
        "validate",
        _validate,
        summary="check a scenario file and report every error in it",
        examples=("qtg scenarios validate mine.yaml",),
    )
    validate.add_argument("file", type=existing_file, metavar="FILE", help="YAML file")


def _list(arguments: argparse.Namespace, console: Console) -> int:
    from quant_trading_gym.markets.scenarios import catalogue

    entries = catalogue()
    console.table(("name", "id", "title"), [(entry.name, entry.gymnasium_id, entry.title) for entry in entries])
    details = [{"name": entry.name, "gymnasium_id": entry.gymnasium_id, "title": entry.title} for entry in entries]
    console.document({"names": [entry.name for entry in entries], "scenarios": details})
    return 0


def _show(arguments: argparse.Namespace, console: Console) -> int:
    from quant_trading_gym.markets.scenarios import describe

    description = describe(arguments.name, overrides=overrides(arguments.settings))
    spec = description.environment
    console.say(description.yaml.rstrip())
    console.say()
    _show_actions(spec.action, console)
    console.say()
    _show_observation(spec, console)
    console.document({**description.content, "specification": specification(spec)})
    return 0


def _schema(arguments: argparse.Namespace, console: Console) -> int:
    from quant_trading_gym.markets.scenarios import schema

    document = schema()
    if not arguments.json:
        console.say(json.dumps(document, indent=2))
    console.document(document)
    return 0


def _validate(arguments: argparse.Namespace, console: Console) -> int:
    from quant_trading_gym.markets.scenarios import validate

    problems = validate(arguments.file)
    for problem in problems:
        console.say(f"{arguments.file}: {problem.message}")
    if not problems:
        console.say(f"{arguments.file} is valid")
    console.document({"valid": not problems, "errors": [vars(problem) for problem in problems]})
    return 1 if problems else 0


def _show_actions(action: ActionSpec, console: Console) -> None:
    kind = action.kind.value
    if kind == "discrete":
        console.say(f"Actions: one of {action.counts[0]} ({action.scheme})")
        console.table(("action", "meaning"), [(str(index), label) for index, label in enumerate(action.labels)])
        return
    console.say(f"Actions: {action.size} components ({action.scheme})")
    ranges = [f"0 to {count - 1}" for count in action.counts] or ["-1 to 1"] * action.size
    rows = zip(map(str, range(action.size)), ranges, action.labels, strict=False)
    console.table(("component", "values", "meaning"), list(rows))


def _show_observation(spec: EnvironmentSpec, console: Console) -> None:
    console.say(f"Observation: {spec.observation.size} float32 values, each clip(raw / scale, low, high)")
    console.table(
        ("field", "unit", "scale", "low", "high", "block"),
        [(f.name, f.unit, f"{f.scale:g}", f"{f.low:g}", f"{f.high:g}", f.block) for f in spec.observation.fields],
    )
    console.say("Hash of the observation specification, stored in policies:")
    console.say(f"  {spec.observation.hash}")
    console.say()
    console.say(f"Episode: {spec.steps_per_episode:,} decisions, {spec.decision_interval_nanos / 1e9:g} s apart")
    console.say(f"Baselines: {', '.join(spec.baselines)}")


def specification(spec: EnvironmentSpec) -> dict[str, Any]:
    """Returns the specification as JSON types."""
    return {
        "observation": {"fields": [vars(field) for field in spec.observation.fields], "hash": spec.observation.hash},
        "action": {
            "kind": spec.action.kind.value,
            "scheme": spec.action.scheme,
            "counts": list(spec.action.counts),
            "size": spec.action.size,
            "labels": list(spec.action.labels),
        },
        "decision_interval_nanos": spec.decision_interval_nanos,
        "steps_per_episode": spec.steps_per_episode,
        "instruments": list(spec.instruments),
        "baselines": list(spec.baselines),
    }
