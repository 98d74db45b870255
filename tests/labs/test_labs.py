"""Every lab runs from top to bottom, and stays small enough for an afternoon."""

import asyncio
import warnings
from pathlib import Path

import pytest

with warnings.catch_warnings():  # what Jupyter's own libraries deprecate is not ours to mend
    warnings.simplefilter("ignore")
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
LABS = sorted(NOTEBOOKS.glob("*.ipynb"))
MOST_CELLS, MOST_LINES, MOST_LINES_A_CELL = 15, 120, 15
LONGEST = 600
"""Seconds that one cell may take; a network may have to be compiled first."""

every_lab = pytest.mark.parametrize("path", LABS, ids=[path.stem for path in LABS])


def notebook(path):
    return nbformat.read(path, as_version=4)


def code_cells(book):
    return [cell for cell in book.cells if cell.cell_type == "code"]


def executed(book):
    """Run a notebook as a student would, and return it with what its cells printed and drew."""
    with warnings.catch_warnings():  # of the client; a warning in a cell is printed there
        warnings.simplefilter("ignore")
        client = NotebookClient(book, timeout=LONGEST, resources={"metadata": {"path": NOTEBOOKS}})
        return asyncio.run(client.async_execute())


def printed_errors(book):
    outputs = [output for cell in code_cells(book) for output in cell.outputs]
    return [output.text for output in outputs if output.get("name") == "stderr"]


def test_there_are_labs():
    assert LABS


@every_lab
def test_a_lab_runs_from_top_to_bottom_without_warnings(path):
    said = printed_errors(executed(notebook(path)))
    assert not [text for text in said if "compiling the network" not in text]


def test_a_cell_that_raises_fails_its_lab():
    cells = [nbformat.v4.new_code_cell("raise AssertionError('not what was claimed')")]
    with pytest.raises(CellExecutionError, match="not what was claimed"):
        executed(nbformat.v4.new_notebook(cells=cells))


@every_lab
def test_a_lab_is_committed_without_outputs(path):
    for cell in code_cells(notebook(path)):
        assert not cell.outputs, cell.id
        assert cell.execution_count is None, cell.id


@every_lab
def test_a_lab_is_small(path):
    lines = [len(cell.source.splitlines()) for cell in code_cells(notebook(path))]
    assert len(lines) <= MOST_CELLS
    assert sum(lines) <= MOST_LINES
    assert max(lines) <= MOST_LINES_A_CELL


@every_lab
def test_a_lab_runs_on_any_python_3(path):
    book = notebook(path)
    nbformat.validate(book)
    assert book.metadata.kernelspec.name == "python3"
