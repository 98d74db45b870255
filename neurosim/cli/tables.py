"""Tables on standard output."""

from __future__ import annotations

import io
import json
import shutil
import sys

from rich.console import Console
from rich.markup import escape
from rich.table import Table as Grid

from neurosim.store import RunFolder, Table

WIDEST = 200
"""Columns of text where no terminal says how wide it is: nothing is cut off in a file."""


def rendered(table: Table) -> str:
    """Return a table as text that fits the terminal."""
    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if terminal else WIDEST
    console = Console(file=io.StringIO(), width=width, force_terminal=terminal)
    grid = Grid(
        *map(escape, table.header),
        box=None,
        header_style="bold",
        pad_edge=False,
        padding=(0, 2, 0, 0),
    )
    for column in grid.columns[:2]:
        column.no_wrap = True  # Names are worth more than a line saved.
    last = ""
    for row in table.rows:
        # The agent is named where it begins.
        first = "" if row[0] == last else row[0]
        last = row[0]
        grid.add_row(*map(escape, (first, *row[1:])))
    console.print(grid)
    console.print(f"\n{table.note}", highlight=False, markup=False, soft_wrap=True)
    file = console.file
    assert isinstance(file, io.StringIO)  # noqa: S101 - it was made five lines up
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines())


def printed(run: RunFolder, as_object: bool) -> str:
    """Return the results of a run: a table for people, or one JSON object for programs."""
    results = run.results()
    if as_object:
        return json.dumps(results, allow_nan=False)
    files = "\n".join(
        f"{what}: {results['out']}/{name}"
        for what, name in (("figure", "figure.png"), ("report", "report.html"))
    )
    missing = run.manifest.missing()
    table = f"{rendered(run.table())}\n{missing}" if missing else rendered(run.table())
    return f"{table}\n\n{files}"
