"""``measures.csv``: one number of one life a line."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields

from neurosim.errors import InputError
from neurosim.measures import Row

NAME = "measures.csv"
HEADER = tuple(field.name for field in fields(Row))


def written(rows: Iterable[Row]) -> bytes:
    """Return the table as it is written; floats lose nothing."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(HEADER)
    for row in rows:
        cells = astuple(row)
        table.writerow(repr(cell) if isinstance(cell, float) else cell for cell in cells)
    return text.getvalue().encode()


def read_rows(content: bytes) -> list[Row]:
    """Return the rows of a table.

    Raises
    ------
    InputError
        With the line that is damaged.
    """
    try:
        lines = list(csv.reader(io.StringIO(content.decode()), strict=True))
    except (ValueError, csv.Error) as problem:
        raise InputError(f"{NAME} is damaged: {problem}") from problem
    if not lines or tuple(lines[0]) != HEADER:
        raise InputError(f"{NAME} is damaged: its first line is not {','.join(HEADER)}")
    return [_row(cells, number) for number, cells in enumerate(lines[1:], start=2)]


def _row(cells: Sequence[str], line: int) -> Row:
    try:
        agent, seed, condition, time, measure, *rest = cells
        value, chance, ceiling = (float(cell) for cell in rest)
        row = Row(agent, int(seed), condition, float(time), measure, value, chance, ceiling)
    except ValueError as problem:
        raise InputError(f"{NAME} is damaged: line {line}: {problem}") from problem
    if row.seed < 0 or not all(map(math.isfinite, (row.time, value, chance, ceiling))):
        raise InputError(f"{NAME} is damaged: line {line}: a number is out of range")
    return row
