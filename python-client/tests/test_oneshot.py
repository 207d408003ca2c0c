"""Commands of the jar: documents, progress and errors, with a script in the jar's place."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from quant_trading_gym.errors import ArgumentError, ScenarioError, ServerError
from quant_trading_gym.jvm import oneshot


def say(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    monkeypatch.setattr(oneshot, "java_command", lambda *arguments: [sys.executable, "-c", script, *arguments])


def test_a_document_and_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    say(
        monkeypatch,
        "import sys, json\n"
        "for i in range(3): print('progress', i / 2, 'step', i, file=sys.stderr)\n"
        "print('a log line', file=sys.stderr)\n"
        "print(json.dumps({'arguments': sys.argv[1:]}))",
    )
    heard: list[tuple[float, str]] = []
    document = oneshot.run_command("simulate", "x", on_progress=lambda *progress: heard.append(progress))
    assert document == {"arguments": ["simulate", "x"]}
    assert heard == [(0.0, "step 0"), (0.5, "step 1"), (1.0, "step 2")]


def test_much_output_does_not_block(monkeypatch: pytest.MonkeyPatch) -> None:
    say(
        monkeypatch, "import sys, json\nfor i in range(50_000): print('x' * 20, file=sys.stderr)\nprint(json.dumps({}))"
    )
    assert oneshot.run_command("simulate") == {}


@pytest.mark.parametrize(
    ("reason", "code", "kind"),
    [
        ("SCENARIO", 2, ScenarioError),
        ("ARGUMENT", 2, ArgumentError),
        ("FILE", 2, ArgumentError),
        ("INTERNAL", 1, ServerError),
    ],
)
def test_errors_have_their_class_and_attributes(
    reason: str, code: int, kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = {"reason": reason, "message": "wrong", "field": "f", "value": "v", "allowed": "a"}
    say(monkeypatch, f"import json\nprint(json.dumps({{'error': {error!r}}}))\nraise SystemExit({code})")
    with pytest.raises(kind, match="wrong") as raised:
        oneshot.run_command("simulate")
    assert (raised.value.field, raised.value.value, raised.value.allowed) == ("f", "v", "a")


def test_a_crash_tells_what_the_process_said(monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, "import sys\nsys.exit('out of memory')")
    with pytest.raises(ServerError, match=r"code 1.*out of memory"):
        oneshot.run_command("simulate")
