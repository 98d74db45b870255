"""Tables as CSV: floats lose nothing, and what is read is checked."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from neurosim.errors import InputError
from neurosim.experiments.synapse_run import LARGEST

Row = TypeVar("Row")


def to_csv(header: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    """Return a table as it is written; a cell that is None stays empty."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(header)
    for row in rows:
        table.writerow(repr(float(cell)) if isinstance(cell, float) else cell for cell in row)
    return text.getvalue().encode()


def joined(name: str, header: bytes, parts: Iterable[str]) -> bytes:
    """Return one table of the lines of several with the same header; "" has none.

    Parameters
    ----------
    name
        The file, for messages.

    Raises
    ------
    InputError
        If a part has another header.
    """
    first = header.decode()
    lines = []
    for part in parts:
        if part and not part.startswith(first):
            raise InputError(f"lines of {name} are damaged: they do not begin with its header")
        lines.append(part[len(first) :])
    return "".join([first, *lines]).encode()


def from_csv(
    name: str, content: bytes, header: Sequence[str], parse: Callable[[Sequence[str]], Row]
) -> list[Row]:
    """Return the rows of a table.

    Parameters
    ----------
    name
        The file, for messages.
    header
        What its first line must be.
    parse
        Makes a row of the cells of a line, or raises ValueError.

    Raises
    ------
    InputError
        With the line that is damaged.
    """
    # Line by line: what is no table is refused before all of it is in memory as cells.
    text = io.TextIOWrapper(io.BytesIO(content), "utf-8", newline="")
    lines = csv.reader(text, strict=True)
    try:
        if tuple(next(lines, ())) != tuple(header):
            raise ValueError(f"its first line is not {','.join(header)}")
        return [_row(cells, header, parse) for cells in lines]
    except (ValueError, csv.Error) as problem:
        where = f"line {lines.line_num}: " if lines.line_num > 1 else ""
        raise InputError(f"{name} is damaged: {where}{problem}") from problem


def _row(cells: Sequence[str], header: Sequence[str], parse: Callable[[Sequence[str]], Row]) -> Row:
    if len(cells) != len(header):
        raise ValueError(f"{len(cells)} cells instead of {len(header)}")
    return parse(cells)


def finite(cell: str) -> float:
    """Return the finite number in a cell."""
    number = float(cell)
    if not abs(number) <= LARGEST:
        raise ValueError("a number is out of range")
    return number


def finite_or_none(cell: str) -> float | None:
    """Return the finite number in a cell, or None if the cell is empty."""
    return finite(cell) if cell else None


def whole(cell: str) -> int:
    """Return the whole number from 0 in a cell."""
    number = int(cell)
    if number < 0:
        raise ValueError("a number is out of range")
    return number
