"""The calls that play markets: files, errors and cancellation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import quant_trading_gym as qtg
from quant_trading_gym.errors import ArgumentError, ScenarioError, ServerError
from quant_trading_gym.transport._proto import progress_pb2
from quant_trading_gym.transport.values import append_chunk


def test_progress_and_result() -> None:
    heard: list[tuple[float, str]] = []
    result = qtg.simulate("market-making", until="1m", on_progress=lambda *progress: heard.append(progress))
    assert heard[-1] == (1.0, "60 of 60 seconds of the session")
    assert result.until_nanos - result.open_nanos == 60_000_000_000


@pytest.mark.parametrize(
    ("options", "kind", "field"),
    [
        ({"scenario": "market-makin"}, ScenarioError, "scenario"),
        ({"overrides": {"population": [{"type": "noise", "cuont": 3}]}}, ScenarioError, "population[0].cuont"),
        ({"until": "7h"}, ArgumentError, "until"),
        ({"until": "soon"}, ArgumentError, "until"),
        ({"seed": -1}, ArgumentError, "seed"),
        ({"levels": 0}, ArgumentError, "levels"),
    ],
)
def test_errors_have_their_class_and_field(options: dict[str, Any], kind: Any, field: str) -> None:
    with pytest.raises(kind) as caught:
        qtg.simulate(**{"scenario": "market-making", **options})
    assert caught.value.field == field
    assert caught.value.allowed


def test_an_interrupted_simulation_leaves_the_connection_usable() -> None:
    def interrupt(fraction: float, text: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        qtg.simulate("liquid-large-cap", on_progress=interrupt)
    assert qtg.simulate("market-making", until="10s").trades >= 0


@pytest.mark.parametrize("name", ["", "..", "../x", "a/b", "c:\\x"])
def test_files_stay_in_their_folder(name: str, tmp_path: Path) -> None:
    with pytest.raises(ServerError, match="name"):
        append_chunk(tmp_path, progress_pb2.FileChunk(name=name, content=b"x"))
    assert not list(tmp_path.iterdir())
    for part in (b"a", b"b"):
        append_chunk(tmp_path, progress_pb2.FileChunk(name="x", content=part))
    assert (tmp_path / "x").read_bytes() == b"ab"
