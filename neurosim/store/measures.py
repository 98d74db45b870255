"""``measures.csv`` of a life: one number of one life a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields

from neurosim.measures import Row
from neurosim.store.tabular import finite, finite_or_none, from_csv, to_csv, whole

NAME = "measures.csv"
HEADER = tuple(field.name for field in fields(Row))
FIRST_HEADER = tuple(name for name in HEADER if name != "at")
"""What the first runs wrote: their measures are single numbers."""


def written(rows: Iterable[Row]) -> bytes:
    """Return the table as it is written; floats lose nothing."""
    return to_csv(HEADER, (astuple(row) for row in rows))


def read_rows(content: bytes) -> list[Row]:
    """Return the rows of a table.

    Raises
    ------
    InputError
        With the line that is damaged.
    """
    if content.startswith(",".join(FIRST_HEADER).encode()):
        return from_csv(NAME, content, FIRST_HEADER, _first_row)
    return from_csv(NAME, content, HEADER, _row)


def _row(cells: Sequence[str]) -> Row:
    agent, seed, condition, time, measure, at, *rest = cells
    value, chance, ceiling = (finite(cell) for cell in rest)
    place = finite_or_none(at)
    return Row(agent, whole(seed), condition, finite(time), measure, place, value, chance, ceiling)


def _first_row(cells: Sequence[str]) -> Row:
    return _row((*cells[:5], "", *cells[5:]))
