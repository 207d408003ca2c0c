"""Places for results that will not do are told before the work, and nothing is made or changed by the look at them."""

from __future__ import annotations

from pathlib import Path

import pytest
from kit.unasked import connect_to_nothing

from quant_trading_gym.base.places import check_file, check_folder
from quant_trading_gym.cli import main
from quant_trading_gym.errors import ArgumentError


def test_good_places_are_left_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    for folder in (tmp_path, tmp_path / "new", tmp_path / "new" / "deeper"):
        check_folder("out", folder)
    for path in (file, tmp_path / "other"):
        check_file("out", path)
    assert list(tmp_path.iterdir()) == [file] and file.read_text() == "mine"


def test_bad_places_are_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    for folder, reason in ((file, r"\(a file\)"), (file / "deep" / "er", "file is a file")):
        with pytest.raises(ArgumentError, match=f"^out: got .*{reason}.*, expected a writable folder"):
            check_folder("out", folder)
    for path, reason in (
        (tmp_path, r"\(a folder\)"),
        (tmp_path / "no" / "x", "no folder"),
        (file / "x", "not a folder"),
    ):
        with pytest.raises(ArgumentError, match=f"^out: got .*{reason}.*, expected the path of a file"):
            check_file("out", path)


@pytest.mark.parametrize(
    ("command", "place", "field"),
    [
        (("simulate", "market-making", "--out"), "file", "out"),
        (("realism", "market-making", "--json", "--out"), "file", "out"),
        (("train", "ppo", "market-making", "--out"), "file", "out"),
        (("watch", "market-making", "--screenshot"), "none/a.svg", "screenshot"),
        (("serve", "--token-file"), ".", "token-file"),
        (("serve", "--token-file"), "file/token", "token-file"),
    ],
)
def test_commands_look_before_they_work(
    command: tuple[str, ...],
    place: str,
    field: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    connect_to_nothing(monkeypatch, AssertionError("played before the look"))
    (tmp_path / "file").write_text("mine")
    assert main([*command, str(tmp_path / place)]) == 2
    error = capsys.readouterr().err
    assert f'{field}: got "{tmp_path}' in error and ", expected " in error and len(error.splitlines()) == 1
    assert (tmp_path / "file").read_text() == "mine"
