"""The command line: usage, exit codes, and one line about whatever is wrong. Needs no server."""

from __future__ import annotations

import argparse
import json
import os
import pkgutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from kit.commands import commands
from kit.places import MODELS
from kit.unasked import connect_to_nothing

from quant_trading_gym.cli import commands as package
from quant_trading_gym.cli import program
from quant_trading_gym.cli.commands import COMMANDS, simulate
from quant_trading_gym.cli.commands.options import count, overrides, seed, setting
from quant_trading_gym.errors import ArgumentError, ScenarioError, ServerError
from quant_trading_gym.jvm import server
from quant_trading_gym.jvm.engine import connect

NAMES = sorted(commands())


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    try:
        code = program.main(arguments)
    except SystemExit as leaving:
        code = int(leaving.code or 0)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--help")
    assert code == 0
    assert all(f"\n    {name.partition(' ')[0]}" in out for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_help_with_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, *name.split(), "--help")
    assert code == 0
    assert f"qtg {name}" in out.partition("examples:")[2]
    assert "--json" in out


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys; from quant_trading_gym.cli import program\n"
        "try: program.main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'torch', 'stable_baselines3', 'grpc', 'matplotlib', 'onnx', 'yaml'}\n"
        "sys.stderr.write(' '.join(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr == ""


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("frobnicate",),
        ("simulate",),
        ("simulate", "market-making", "--seed", "-1"),
        ("simulate", "market-making", "--seed", "18446744073709551616"),
        ("simulate", "market-making", "--set", "novalue"),
        ("train", "ppo", "market-making", "--timesteps", "0"),
        ("export", "none.zip", "--out", "p.onnx"),
        ("evaluate", "random"),
        ("replay", "none.csv"),
        ("demo", "--scale", "-1"),
        ("serve", "--port", "99999"),
    ],
)
def test_bad_usage_is_one_line_and_code_2(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, *arguments)
    assert code == 2
    if arguments:
        assert out == ""
        assert len(err.strip().splitlines()) == 1
        assert "--help" in err


def test_seeds_are_unsigned_64_bit() -> None:
    assert [seed("0"), seed("18446744073709551615")] == [0, 2**64 - 1]
    with pytest.raises(argparse.ArgumentTypeError, match="1x"):
        seed("1x")


def test_counts_may_be_written_in_full_or_short() -> None:
    assert [count("1e6"), count("1_000"), count("7")] == [1_000_000, 1_000, 7]
    for text in ("0", "1.5", "1.5e0", "ten", "1e99", "nan"):
        with pytest.raises(argparse.ArgumentTypeError):
            count(text)


@pytest.mark.parametrize(
    ("command", "allowed"),
    [
        (("profits", "market-making"), "2 to 100000"),
        (("realism", "market-making"), "1 to 100000"),
        (("calibrate", "market-making", "--targets", __file__, "--out", "x"), "1 to 100000"),
    ],
)
@pytest.mark.parametrize("seeds", ["0", "100001"])
def test_sessions_are_as_many_as_the_simulator_takes(
    command: tuple[str, ...], allowed: str, seeds: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, *command, "--seeds", seeds)
    assert code == 2 and f"got {seeds}, expected an integer from {allowed} " in err


@pytest.mark.parametrize(("option", "allowed"), [("--episodes", "2 to 10000000"), ("--threads", "1 to 1024")])
def test_evaluations_are_as_large_as_the_simulator_takes(
    option: str, allowed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "evaluate", "random", "--scenario", "market-making", option, "0")
    assert code == 2 and f"got 0, expected an integer from {allowed} " in err


def test_settings_are_dotted_keys_with_yaml_values() -> None:
    texts = ("episode.duration=10m", "fees.maker=-0.2", "a.b.c=[1, x]", "a.b.d=true", "a.b.c={e: null}", "text=a=b")
    assert overrides([setting(text) for text in texts]) == {
        "episode": {"duration": "10m"},
        "fees": {"maker": -0.2},
        "a": {"b": {"c": {"e": None}, "d": True}},
        "text": "a=b",
    }
    for text in ("novalue", ".a=1", "a..b=1", "=1", "a=[1"):
        with pytest.raises(argparse.ArgumentTypeError):
            setting(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12:00", "12:00"),
        ("5", 5),
        ("012", 12),
        ("1_000", 1000),
        ("-0.25", -0.25),
        ("1e3", 1000.0),
        ("[1, 12:30, x]", [1, "12:30", "x"]),
        ("{a: on, b: 2}", {"a": "on", "b": 2}),
        ("true", True),
        ("False", False),
        ("null", None),
        ("", None),
        ("yes", "yes"),
        ("2026-01-05", "2026-01-05"),
        ("'7'", "7"),
        ("some text", "some text"),
    ],
)
def test_values_are_read_as_in_scenario_files(text: str, value: object) -> None:
    """Version 1.2 of YAML: nothing to the base of 60, no dates, and no truth but true and false."""
    key, found = setting(f"session.close={text}")
    assert (key, found) == ("session.close", value) and type(found) is type(value)


def test_every_module_of_commands_is_a_command() -> None:
    modules = {module.name for module in pkgutil.iter_modules(package.__path__)} - {"options"}
    assert modules == {command.__name__.rpartition(".")[2] for command in COMMANDS}
    assert {name.partition(" ")[0].partition("-")[0] for name in NAMES} == modules


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (ScenarioError("no such\nscenario", field="scenario", value="x", allowed="y"), 2),
        (ArgumentError("bad"), 2),
        (FileNotFoundError("gone"), 2),
        (ServerError("died"), 1),
        (ModuleNotFoundError("No module named 'torch'"), 1),
        (OSError("disk full"), 1),
    ],
)
@pytest.mark.parametrize("as_json", [False, True])
def test_errors_are_one_line_and_decide_the_code(
    problem: Exception, code: int, as_json: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    connect_to_nothing(monkeypatch, problem)
    got, out, err = run(capsys, "simulate", "market-making", *(["--json"] if as_json else []))
    assert got == code
    assert len(err.strip().splitlines()) == 1
    assert err.startswith("qtg simulate: ")
    if as_json:
        assert json.loads(out)["error"]["message"] in err
    else:
        assert out == ""


def test_help_fits_a_terminal_of_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for name, parser in commands().items():
        assert max(map(len, parser.format_help().splitlines())) <= 80, name


def test_interruption_has_its_own_code(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    connect_to_nothing(monkeypatch, KeyboardInterrupt())
    assert run(capsys, "simulate", "market-making")[0] == 130


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no broken pipes")
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_reader_that_has_enough_is_no_error(options: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "quant_trading_gym.cli", "scenarios", "list", *options]
    try:
        ended = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    finally:
        os.close(writer)
    assert ended.returncode == 141
    assert "Error" not in ended.stderr  # with --json the table is there
    assert "Errno" not in ended.stderr


def test_simulate_passes_its_arguments_on(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Any] = []
    counts = {"seed": 7, "events": 1000, "order_events": 500, "trades": 10, "participants": 3}
    times = {
        "open_nanos": 0,
        "close_nanos": 9,
        "from_nanos": 0,
        "until_nanos": 9,
        "wall_seconds": 0.5,
        "events_per_second": 2000.0,
    }
    answer = {"scenario": "m", "digest": "ab", **counts, **times}
    told = answer | {"scenario_json": '{"name":"m"}', "scenario_hash": "cd" * 32}

    def fake(connection: Any, scenario: Any, *, on_progress: Any, **options: Any) -> tuple[dict[str, Any], bytes]:
        heard.append((scenario, options))
        on_progress(1.0, "done")
        return told, b""

    connect_to_nothing(monkeypatch)
    monkeypatch.setattr("quant_trading_gym.transport.simulations.simulate", fake)
    code, out, _ = run(
        capsys, "simulate", "m", "--seed", "7", "--until", "30m", "--set", "a.b=1", "--levels", "5", "--json"
    )
    assert code == 0
    document = json.loads(out)
    origin = document.pop("origin")
    assert document == answer
    assert (origin["scenario"], origin["overrides"], origin["seeds"]) == ({"name": "m"}, {"a": {"b": 1}}, [7, 7])
    assert heard == [(("m", {"a": {"b": 1}}), {"seed": 7, "until": "30m", "levels": 5})]
    code, out, _ = run(capsys, "simulate", "m")
    assert "ab" in out and "1,000 (2,000 per second)" in out
    assert simulate.run.__doc__


@pytest.mark.skipif(os.name != "posix", reason="files have no modes here")
def test_a_token_file_that_others_can_read_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text("a-token-for-tests-only")
    path.chmod(0o644)
    code, _, err = run(capsys, "serve", "--token-file", str(path))
    assert code == 2
    assert "rw-r--r--" in err and "chmod 600" in err


def field(number: int, content: bytes) -> bytes:
    """A short field of a protobuf message."""
    return bytes([number << 3 | 2, len(content)]) + content


def test_a_policy_that_reads_other_files_is_refused_by_evaluate_too(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Field numbers are those of onnx.proto; a second graph is merged into the first."""
    location = field(1, b"location") + field(2, b"/etc/passwd")
    weights = field(5, field(8, b"stolen") + field(13, location))
    policy = (MODELS / "market-making" / "ppo" / "policy.onnx").read_bytes()
    (tmp_path / "evil.onnx").write_bytes(policy + field(7, weights))
    code, _, err = run(
        capsys, "evaluate", str(tmp_path / "evil.onnx"), "--scenario", "market-making", "--episodes", "2"
    )
    assert code == 2
    assert 'initializer "stolen" has external data' in err


def test_every_command_takes_the_size_of_the_heap(capsys: pytest.CaptureFixture[str]) -> None:
    assert {name for name, parser in commands().items() if "--heap SIZE" not in parser.format_help()} == set()
    code, _, err = run(capsys, "scenarios", "list", "--heap", "2x")
    assert code == 2
    assert 'heap: got "2x", expected a size' in err


def test_the_heap_reaches_the_java_side(capsys: pytest.CaptureFixture[str]) -> None:
    server.shutdown()
    try:
        assert run(capsys, "scenarios", "list", "--heap", "300m")[0] == 0
        assert int(connect().machine["max_heap_mib"]) <= 300
    finally:
        server.shutdown()
        server.configure(heap=server.ServerOptions().heap)
