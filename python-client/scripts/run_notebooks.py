"""Runs the notebooks in a fresh kernel each, with their own settings, and stores what they show in them.

    python python-client/scripts/run_notebooks.py [NOTEBOOK ...]      # default: all

The tests run them as well, with short settings, and store nothing.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
SECONDS_OF_A_CELL = 1800


def execute(notebook: Path, parameters: Mapping[str, Any]) -> nbformat.NotebookNode:
    """Runs a notebook in its folder, with a cell after the one tagged `parameters` that sets `parameters` anew.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell raised; the message shows where.
        ValueError: a parameter is none of the notebook's.
    """
    document = nbformat.read(notebook, as_version=4)
    if parameters:
        [place] = [i for i, cell in enumerate(document.cells) if "parameters" in cell.metadata.get("tags", [])]
        unknown = [name for name in parameters if f"\n{name} = " not in document.cells[place].source]
        if unknown:
            raise ValueError(f"{notebook.name} has no parameters {', '.join(unknown)}")
        settings = "\n".join(f"{name} = {value!r}" for name, value in parameters.items())
        document.cells.insert(place + 1, nbformat.v4.new_code_cell(settings))
    resources = {"metadata": {"path": str(notebook.parent)}}
    client = NotebookClient(document, timeout=SECONDS_OF_A_CELL, resources=resources, record_timing=False)
    result: nbformat.NotebookNode = client.execute()
    return result


def main() -> int:
    """Runs those that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notebooks", nargs="*", type=Path, default=sorted(NOTEBOOKS.glob("*.ipynb")))
    for notebook in parser.parse_args().notebooks:
        started = time.monotonic()
        document = execute(notebook.resolve(), {})
        document.metadata = {
            key: value for key, value in document.metadata.items() if key in ("kernelspec", "language_info")
        }
        document.metadata["language_info"] = {"name": "python"}  # not the version of whoever ran it
        nbformat.write(document, notebook)
        print(f"{notebook.name}: {time.monotonic() - started:.0f} s, {notebook.stat().st_size / 1024:.0f} KiB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
