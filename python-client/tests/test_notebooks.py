"""The notebooks run from top to bottom, here with short settings; those that are stored show their pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")
pytest.importorskip("stable_baselines3")

import nbformat
from run_notebooks import NOTEBOOKS, execute

pytestmark = pytest.mark.slow

FEW = ["fixed-half-spread-3", "do-nothing"]  # none that chooses a parameter, which takes many episodes
SHORT: dict[str, dict[str, Any]] = {
    "01_quickstart": {"episodes": 8, "baselines": FEW},
    "02_train_ppo": {"timesteps": 40_000, "episodes": 8, "baselines": FEW},
    "03_train_dqn": {"timesteps": 20_000, "episodes": 8, "baselines": FEW},
    "04_inside_the_market": {"minutes": 1},
}
MAX_BYTES = 1 << 20


def shown(document: nbformat.NotebookNode) -> list[str]:
    """Kinds of what the cells show, such as `text/plain` and `image/png`."""
    outputs = [output for cell in document.cells for output in cell.get("outputs", [])]
    assert not [output for output in outputs if output.output_type == "error"]
    return [kind for output in outputs for kind in output.get("data", {"text/plain": ""})]


def test_each_has_short_settings() -> None:
    assert sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb")) == sorted(SHORT)


@pytest.mark.parametrize("name", SHORT)
def test_it_runs(name: str, tmp_path: Path) -> None:
    parameters = dict(SHORT[name])
    if "timesteps" in parameters:
        parameters["out"] = str(tmp_path)
    assert "image/png" in shown(execute(NOTEBOOKS / f"{name}.ipynb", parameters))


@pytest.mark.parametrize("name", SHORT)
def test_it_is_stored_with_its_pictures(name: str) -> None:
    path = NOTEBOOKS / f"{name}.ipynb"
    document = nbformat.read(path, as_version=4)
    assert "image/png" in shown(document)
    assert all(cell.execution_count for cell in document.cells if cell.cell_type == "code")
    assert path.stat().st_size < MAX_BYTES


def test_a_cell_that_raises_and_a_parameter_that_is_none_are_noticed(tmp_path: Path) -> None:
    from nbclient.exceptions import CellExecutionError

    cells = [nbformat.v4.new_code_cell("# P\nx = 1", metadata={"tags": ["parameters"]})]
    cells.append(nbformat.v4.new_code_cell("print(1 / x)"))
    path = tmp_path / "divide.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        execute(path, {"x": 0})
    with pytest.raises(ValueError, match="no parameters y"):
        execute(path, {"y": 0})
