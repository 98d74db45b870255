"""``measures.csv`` of a parameter study: one measure at one point, over seeds, a line."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields

from neurosim.measures import Summary
from neurosim.store.reading import NAMED
from neurosim.store.study import StudyManifest
from neurosim.store.tabular import finite, finite_or_none, from_csv, to_csv, whole

NAME = "measures.csv"


@dataclass(frozen=True)
class Line:
    """One measure of one agent in one condition at one point, over seeds.

    Attributes
    ----------
    at
        Its place on the abscissa of a curve; None where the measure is a single number, and for
        the mean over all places of a curve.
    sd
        Standard deviation over seeds (n - 1 in the denominator); None for a single seed.
    n
        How many seeds there are.
    chance, ceiling
        Means over seeds.
    """

    point: int
    agent: str
    condition: str
    measure: str
    at: float | None
    mean: float
    sd: float | None
    n: int
    chance: float
    ceiling: float


COLUMNS = tuple(field.name for field in fields(Line))


def lines_of(point: int, summaries: Sequence[Summary]) -> Iterator[Line]:
    """Yield the lines of a point: its measures, and after each curve the mean over its places."""
    curves: dict[tuple[str, str, str], list[Summary]] = {}
    for each in summaries:
        curves.setdefault((each.agent, each.condition, each.measure), []).append(each)
    for places in curves.values():
        for each in places:
            yield _line(point, each, each.at, each.per_seed)
        if all(each.at is not None for each in places):
            seeds = [each.per_seed for each in places]
            # Over the places of each seed first: the spread is that of curves, not of places.
            per_seed = [statistics.fmean(seed) for seed in zip(*seeds, strict=True)]
            yield _line(point, places[0], None, per_seed, places)


def written(lines: Iterable[Line], manifest: StudyManifest) -> bytes:
    """Return the table as it is written: the values of a point stand behind its number."""
    rows = ((line.point, *manifest.points[line.point], *astuple(line)[1:]) for line in lines)
    return to_csv(_header(manifest), rows)


def read_lines(content: bytes, manifest: StudyManifest) -> list[Line]:
    """Return the lines of a table.

    Raises
    ------
    InputError
        With the line that is damaged.
    """
    count = len(manifest.varied)

    def parse(cells: Sequence[str]) -> Line:
        point, values = whole(cells[0]), tuple(map(finite, cells[1 : 1 + count]))
        if point >= len(manifest.points) or values != manifest.points[point]:
            raise ValueError("there is no such point in study.json")
        agent, condition, measure, at, mean, sd, n, *levels = cells[1 + count :]
        if agent not in manifest.agents:
            raise ValueError(f"{agent[:40]!r} is not in study.json")
        if not (NAMED.fullmatch(condition) and measure.isprintable()):
            raise ValueError("a condition or a measure has no name")
        chance, ceiling = map(finite, levels)
        spread = finite_or_none(sd)
        return Line(
            point, agent, condition, measure, finite_or_none(at), finite(mean), spread, whole(n),
            chance, ceiling,
        )  # fmt: skip

    return from_csv(NAME, content, _header(manifest), parse)


def _header(manifest: StudyManifest) -> tuple[str, ...]:
    return (COLUMNS[0], *(each.name for each in manifest.varied), *COLUMNS[1:])


def _line(
    point: int,
    each: Summary,
    at: float | None,
    per_seed: Sequence[float],
    places: Sequence[Summary] = (),
) -> Line:
    levels = places or (each,)
    return Line(
        point,
        each.agent,
        each.condition,
        each.measure,
        at,
        statistics.fmean(per_seed),
        statistics.stdev(per_seed) if len(per_seed) > 1 else None,
        len(per_seed),
        statistics.fmean(level.chance for level in levels),
        statistics.fmean(level.ceiling for level in levels),
    )
