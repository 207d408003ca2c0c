"""What README and docs say can be followed: links lead somewhere, commands are ones that `qtg` takes, code parses."""

from __future__ import annotations

import ast
import itertools
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from kit.commands import commands as commands_of_parser
from kit.places import ROOT

from quant_trading_gym.cli import program
from quant_trading_gym.markets.scenarios import catalogue, validate
from quant_trading_gym.spec.registration import ENVIRONMENTS

PAGES = sorted([ROOT / "README.md", ROOT / "python-client" / "README.md", *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def broken_links(page: Path) -> list[str]:
    """Relative links of `page` that lead to no file, or to no heading."""
    return [target for target in LINK.findall(FENCE.sub("", page.read_text())) if not leads_somewhere(page, target)]


def leads_somewhere(page: Path, target: str) -> bool:
    if re.match(r"[a-z]+:", target):
        return True
    name, _, anchor = target.partition("#")
    file = (page.parent / name) if name else page
    return file.exists() and (not anchor or anchor in anchors(file))


def anchors(page: Path) -> set[str]:
    """Anchors of the headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text()), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def blocks(page: Path, *languages: str) -> Iterator[str]:
    """Fenced blocks of these languages."""
    for language, text in FENCE.findall(page.read_text()):
        if language in languages:
            yield text


def commands(page: Path) -> list[str]:
    """Lines of shell that call `qtg`, each without its comment."""
    lines = "".join(blocks(page, "", "sh", "bash")).replace("\\\n", " ").splitlines()
    return [line for line in lines if re.match(r"(\.venv/bin/)?qtg ", line)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    assert broken_links(page) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_are_understood(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "is_file", lambda path: True)  # files of the examples need not be there
    for command in commands(page):
        _, *arguments = shlex.split(command, comments=True)
        try:
            program.build_parser().parse_args(arguments)
        except SystemExit as leaving:
            assert leaving.code == 0, command


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_python_parses(page: Path) -> None:
    for block in blocks(page, "python"):
        ast.parse(block)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_scenarios_are_valid(page: Path) -> None:
    if page.name == "extending.md":
        return  # its scenario names what the page itself adds: ExtendingTest of the server plays it
    for block in blocks(page, "yaml"):
        content = yaml.safe_load(block)
        if "name" in content:  # other blocks are parts of a scenario
            assert not validate(content)


def cells(page: Path, first_header: str) -> list[list[str]]:
    """The rows of the table whose first header is this, split into cells."""
    rows = iter(page.read_text().splitlines())
    for row in rows:
        if row.startswith(f"| {first_header} |"):
            table = itertools.takewhile(lambda line: line.startswith("|"), itertools.islice(rows, 1, None))
            return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    raise AssertionError(f"{page} has no table of {first_header}")


def test_every_command_is_shown_and_no_other() -> None:
    """In the shell blocks of the pages; what else is called `qtg WORD` in the text is a command too."""
    known = commands_of_parser()
    text = "".join(page.read_text() for page in PAGES)
    assert [name for name in known if not re.search(rf"qtg {name}(?![\w-])", text)] == []
    groups = {name.partition(" ")[0] for name in known}
    assert set(re.findall(r"`(?:\.venv/bin/)?qtg ([a-z][a-z-]*)", text)) <= groups


def test_the_tables_of_environments_are_those_of_the_catalogue() -> None:
    ids = {f"`{name}`": f"`{scenario}`" for name, scenario in ENVIRONMENTS.items()}
    assert {row[0] for row in cells(ROOT / "README.md", "id")} == set(ids)
    rows = cells(ROOT / "docs" / "scenarios.md", "scenario")
    assert {row[1]: row[0] for row in rows if "/" in row[1]} == ids
    shown = [name.strip("` ") for row in rows for name in row[0].split(",")]
    assert sorted(shown) == sorted(entry.name for entry in catalogue())


def test_nothing_is_left_to_fill_in() -> None:
    for page in PAGES:
        assert "{{" not in page.read_text(), page


def test_the_tests_above_notice(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# Some `code`, here\n[a](none.md) [b](#some-code-here) [c](page.md#none) ![d](https://e.org/f)\n"
        "```sh\nqtg bench --quick  # comment\nls\n```\n```python\nx = [a](b)\n```\n"
    )
    assert broken_links(page) == ["none.md", "page.md#none"]
    assert commands(page) == ["qtg bench --quick  # comment"]
    assert len(PAGES) > 5 and commands(ROOT / "README.md") and list(blocks(ROOT / "README.md", "python"))
