"""``measures.csv`` of a life: one number of one life a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields

from neurosim.measures import Row
from neurosim.store.tabular import finite, from_csv, to_csv, whole

NAME = "measures.csv"
HEADER = tuple(field.name for field in fields(Row))


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
    return from_csv(NAME, content, HEADER, _row)


def _row(cells: Sequence[str]) -> Row:
    agent, seed, condition, time, measure, *rest = cells
    value, chance, ceiling = (finite(cell) for cell in rest)
    return Row(agent, whole(seed), condition, finite(time), measure, value, chance, ceiling)
