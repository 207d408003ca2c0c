"""Folders for incomplete files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from quant_trading_gym.base import scratch


def test_an_interrupted_writer_leaves_nothing(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    with pytest.raises(KeyboardInterrupt), scratch.unfinished_folder(out) as unfinished:
        (unfinished / "half").write_text("x")
        raise KeyboardInterrupt
    assert not out.exists()


def test_files_move_when_they_are_whole(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    with scratch.unfinished_folder(tmp_path) as unfinished:
        (unfinished / "a").write_text("new")
        scratch.move_all(unfinished, tmp_path)
    scratch.write_whole(tmp_path / "b", "ü")
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {"a": "new", "b": "ü"}


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot tell whether a process is alive without ending it")
def test_only_folders_of_dead_owners_on_this_machine_are_swept(tmp_path: Path) -> None:
    dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True)
    host = scratch._host()
    names = {
        "dead": f".unfinished-{host}-{int(dead.stdout)}-abc",
        "alive": f".unfinished-{host}-{os.getppid()}-abc",
        "elsewhere": f".unfinished-other{host}-{int(dead.stdout)}-abc",
        "foreign": ".unfinished-abc",
    }
    for name in names.values():
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text("x")
    scratch.sweep(scratch.UNFINISHED, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(names.values()) - {names["dead"]}
