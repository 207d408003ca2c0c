"""What commands print, and where."""

from __future__ import annotations

import io
import json
import math

from quant_trading_gym.base.text import format_table, to_json
from quant_trading_gym.cli.console import Console


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_results_go_to_stdout_and_notes_to_stderr() -> None:
    out, err = io.StringIO(), io.StringIO()
    console = Console(out=out, err=err)
    console.say("result")
    console.note("note")
    console.document({"ignored": 1})
    assert (out.getvalue(), err.getvalue()) == ("result\n", "note\n")


def test_with_json_stdout_holds_the_document_alone() -> None:
    out, err = io.StringIO(), io.StringIO()
    console = Console(as_json=True, out=out, err=err)
    console.say("result")
    console.table(("a",), [("1",)])
    console.progress(0.5, "half")
    console.document({"x": 1})
    assert json.loads(out.getvalue()) == {"x": 1}
    assert out.getvalue().count("\n") == 1
    assert "result" in err.getvalue() and "half" in err.getvalue()


def test_progress_is_drawn_over_on_a_terminal_and_rare_elsewhere() -> None:
    terminal, file = Terminal(), io.StringIO()
    for err in (terminal, file):
        console = Console(out=io.StringIO(), err=err)
        for step in range(1000):
            console.progress(step / 1000, f"step {step}")
        console.progress(1.0, "finished")
        console.note("next")
    assert "\r" in terminal.getvalue() and terminal.getvalue().endswith("finished\nnext\n")
    assert file.getvalue().splitlines() == ["  0% step 0", "100% finished", "next"]


def test_a_table_has_aligned_columns() -> None:
    assert format_table(("name", "n"), [("ppo", "1"), ("do-nothing", "1,000")]) == (
        "name            n\n──────────  ─────\nppo             1\ndo-nothing  1,000"
    )


def test_what_json_has_no_number_for_is_null() -> None:
    assert json.loads(to_json({"a": [math.nan, math.inf, 1.5], "b": (1,)})) == {"a": [None, None, 1.5], "b": [1]}
