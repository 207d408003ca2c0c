"""The names that users type: `qtg.…` at run time, and what a type checker makes of them."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from kit.places import CLIENT

import quant_trading_gym as qtg

STUB = Path(qtg.__file__).with_suffix(".pyi")
ALGORITHMS = {f"qtg.sb3.JvmRollout{name}" for name in ("PPO", "A2C", "DQN")} | {"JvmRolloutDQN.collect_rollouts"}
"""They have the signatures of stable-baselines3."""
DYNAMIC = {"qtg.jvm.Gateway", "Gateway.simulation"} | ALGORITHMS
"""Live Java objects have no Python type."""
SHAPE = "tuple[Any, ...]"
"""The shape of NumPy's arrays."""


def imports_of_the_stub() -> dict[str, tuple[str, str]]:
    """Module and name that the stub imports under each public name."""
    found = {}
    for node in ast.parse(STUB.read_text()).body:
        if isinstance(node, ast.ImportFrom):
            found |= {str(alias.asname): (str(node.module), alias.name) for alias in node.names}
    return found


def test_the_stub_has_the_names_of_the_package() -> None:
    imported = imports_of_the_stub()
    assert sorted(imported) == sorted(qtg.__all__) == dir(qtg)
    [exported] = [node for node in ast.parse(STUB.read_text()).body if isinstance(node, ast.Assign)]
    assert sorted(ast.literal_eval(exported.value)) == dir(qtg)


@pytest.mark.parametrize("name", dir(qtg))
def test_the_stub_means_what_the_package_gives(name: str) -> None:
    pytest.importorskip({"plots": "matplotlib", "sb3": "stable_baselines3"}.get(name, "numpy"))
    module, attribute = imports_of_the_stub()[name]
    found = importlib.import_module(module)
    assert getattr(qtg, name) is getattr(found, attribute, None) or getattr(qtg, name) is sys.modules.get(
        f"{module}.{attribute}"
    )


def members(module: ModuleType) -> list[str]:
    """The public names of a public module: those of `__all__`, or those that it defines."""
    defined = [
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and getattr(value, "__module__", None) == module.__name__
    ]
    return sorted(getattr(module, "__all__", defined))


def script() -> Iterator[str]:
    """Uses every public name, and every attribute of every public class."""
    yield "import quant_trading_gym as qtg"
    classes: dict[str, type] = {}
    for name in dir(qtg):
        value = getattr(qtg, name)
        yield f"reveal_type(qtg.{name})"
        for member in members(value) if isinstance(value, ModuleType) else ():
            yield f"reveal_type(qtg.{name}.{member})"
            kind = getattr(value, member)
            if isinstance(kind, type):
                classes[f"{name}.{member}"] = kind
    yield "result = qtg.evaluate('random', scenario='market-making')"
    yield "reveal_type(result)"
    yield "reveal_type(result.policies[0])"
    for path, kind in classes.items():
        fields = {field.name for field in dataclasses.fields(kind)} if dataclasses.is_dataclass(kind) else set()
        attributes = sorted(fields | {name for name in vars(kind) if not name.startswith("_")})
        yield f"def check_{kind.__name__}(it: qtg.{path}) -> None:"
        yield from (f"    reveal_type(it.{attribute})" for attribute in attributes)
        yield "    del it"


def test_a_strict_type_checker_knows_every_public_name(tmp_path: Path) -> None:
    """`mypy --strict` finds no error, and no `Any` but in the shapes of NumPy's arrays."""
    for library in ("mypy", "matplotlib", "stable_baselines3"):
        pytest.importorskip(library)
    lines = list(script())
    path = tmp_path / "user.py"
    path.write_text("\n".join(lines) + "\n")
    settings = ("--strict", "--config-file", str(CLIENT / "pyproject.toml"))
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *settings, str(path)], capture_output=True, text=True, cwd=CLIENT
    )
    revealed = re.findall(r'user\.py:(\d+): note: Revealed type is "(.*)"$', done.stdout, flags=re.M)
    assert "error:" not in done.stdout, done.stdout
    assert len(revealed) == sum("reveal_type" in line for line in lines), done.stderr
    assert {
        name_of(lines, int(number)) for number, kind in revealed if re.search(r"\bAny\b", kind.replace(SHAPE, ""))
    } == DYNAMIC


def name_of(lines: list[str], number: int) -> str:
    """What the line reveals: `qtg.name`, or `Class.attribute`."""
    line = lines[number - 1].strip().removeprefix("reveal_type(").rstrip(")")
    owners = re.findall(r"def check_(\w+)", "\n".join(lines[:number]))
    return line.replace("it.", f"{owners[-1]}.") if line.startswith("it.") else line
