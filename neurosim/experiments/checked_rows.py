"""What was measured is checked before it is kept."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from neurosim.errors import SimulationError
from neurosim.measures import Row


def checked(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield rows of one seed.

    Raises
    ------
    SimulationError
        If a number is not finite, or was taken twice: no figure may be drawn from it.
    """
    taken: set[tuple[str, str, str, float | None]] = set()
    for row in rows:
        where = f"({row.agent}, {row.condition}, seed {row.seed})"
        numbers = (row.time, row.value, row.chance, row.ceiling, row.at or 0.0)
        if not all(map(math.isfinite, numbers)):
            raise SimulationError(f"{row.measure} is not a finite number {where}")
        what = (row.agent, row.condition, row.measure, row.at)
        if what in taken:
            raise SimulationError(f"{row.measure} was measured twice at {row.at} {where}")
        taken.add(what)
        yield row
