"""Results as tables of texts, and sections of reports, whatever kind of run they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """A table of texts with a note on what is in it.

    Parameters
    ----------
    header
        Titles of the columns; they may have several lines.
    rows
        Cells, as many as there are columns.
    note
        What the numbers are; it may have several lines.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class Section:
    """A part of a report: a title, a paragraph and a table, all as plain text.

    Parameters
    ----------
    title, text
        Its heading and its paragraph.
    table
        The table below it; None for none.
    """

    title: str
    text: str
    table: Table | None = None


def counted(seeds: Sequence[int]) -> str:
    """Say how many seeds there were, and which."""
    listed = ", ".join(map(str, seeds)) if len(seeds) <= 10 else f"{seeds[0]} ... {seeds[-1]}"
    return f"n = {len(seeds)}: {listed}"
