"""Parameter studies as words: ``--set name=a,b,c`` and ``--sample name=lo..hi``, understood."""

from __future__ import annotations

import math
import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from neurosim.cli.request import Request, understood
from neurosim.cli.wish import Wish
from neurosim.errors import InputError, unknown
from neurosim.parameters import UNITS, Parameter, listed
from neurosim.store import Varied
from neurosim.store.study import MOST_POINTS, MOST_VARIED

SEED = 0
"""Seed of the hypercube: the same command draws the same points."""


@dataclass(frozen=True)
class Grid:
    """Values of a parameter that are all tried, with all values of the others."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class Range:
    """A range that values of a parameter are drawn from."""

    name: str
    low: float
    high: float


@dataclass(frozen=True)
class Asked:
    """A parameter study, as it was asked for.

    Parameters
    ----------
    wish
        What all points have in common.
    drawing
        How points are chosen, in words.
    varied
        What is varied.
    points
        The value of each at each point.
    words
        The words that vary something.
    """

    wish: Wish
    drawing: str
    varied: tuple[Varied, ...]
    points: tuple[tuple[float, ...], ...]
    words: tuple[str, ...]

    def requests(self) -> Iterator[Request]:
        """Yield the run of each point.

        Raises
        ------
        InputError
            If one cannot be.
        """
        names = [each.name for each in self.varied]
        for point in self.points:
            yield understood(_with(self.wish, names, point))

    def command(self, request: Request) -> str:
        """Return what makes the study again, from the run of one of its points."""
        words = shlex.split(request.command)
        return shlex.join([*words[: -2 * len(self.varied)], *self.words])


def is_study(wish: Wish, sample: Sequence[str] = (), samples: int | None = None) -> bool:
    """Say whether words ask for more than one run."""
    if sample or samples is not None:
        return True
    return any("," in change.partition("=")[2] for change in wish.changes)


def study_of(wish: Wish, sample: Sequence[str], samples: int | None) -> Asked:
    """Turn the user's words into the points of a study.

    Raises
    ------
    InputError
        With what was wrong, and what is allowed.
    """
    fixed = [each for each in wish.changes if "," not in each.partition("=")[2]]
    lists = [each for each in wish.changes if each not in fixed]
    if sample and lists:
        raise InputError("give --set NAME=A,B (a grid) or --sample NAME=LO..HI, not both")
    if sample and samples is None:
        raise InputError("--sample needs --samples N: how many points are drawn")
    if samples is not None and not sample:
        raise InputError("--samples needs --sample NAME=LO..HI: what is drawn")
    grids = [_grid(each, wish.experiment) for each in lists]
    ranges = [_range(each, wish.experiment) for each in sample]
    names = [each.name for each in grids] or [each.name for each in ranges]
    _check_names(names, fixed, wish.experiment)
    common = replace(wish, changes=tuple(fixed))
    if grids:
        count = math.prod(len(each.values) for each in grids)
        _check_count(count)
        points = tuple(product(*(each.values for each in grids)))
        request = understood(_with(common, names, points[0]))
        numbers = [_default(request, name) for name in names]
        words = [word for each in lists for word in ("--set", each)]
        drawing = f"A grid of {count} points: every combination"
    else:
        _check_count(samples or 0)
        request = understood(_with(common, names, [each.low for each in ranges]))
        numbers = [_default(request, name) for name in names]
        for each, number in zip(ranges, numbers, strict=True):
            number.with_value(each.high, each.name)
        points = _hypercube(ranges, numbers, samples or 0)
        words = [word for each in sample for word in ("--sample", each)]
        words += ["--samples", str(samples)]
        drawing = f"A Latin hypercube of {samples} points (SciPy, seed {SEED})"
    varied = tuple(_varied(name, number) for name, number in zip(names, numbers, strict=True))
    return Asked(common, drawing, varied, points, tuple(words))


def _hypercube(
    ranges: Sequence[Range], numbers: Sequence[Parameter], count: int
) -> tuple[tuple[float, ...], ...]:
    """Return points of which each of `count` equal parts of each range holds exactly one.

    What is counted stays whole: every whole number of the range is as likely.
    """
    from scipy.stats.qmc import LatinHypercube

    drawn = LatinHypercube(len(ranges), seed=SEED).random(count)
    counts = [number.unit not in UNITS for number in numbers]
    return tuple(
        tuple(
            _placed(float(share), each, whole)
            for share, each, whole in zip(row, ranges, counts, strict=True)
        )
        for row in drawn
    )


def _placed(share: float, each: Range, whole: bool) -> float:
    if whole:
        return float(min(math.floor(each.low + share * (each.high - each.low + 1)), each.high))
    return each.low + share * (each.high - each.low)


def _with(wish: Wish, names: Iterable[str], values: Iterable[float]) -> Wish:
    """Return the words of the run at a point."""
    told = (
        f"{name}={repr(float(value)).removesuffix('.0')}"
        for name, value in zip(names, values, strict=True)
    )
    return replace(wish, changes=(*wish.changes, *told))


def _grid(text: str, experiment: str) -> Grid:
    name, _, rest = text.partition("=")
    try:
        values = tuple(float(value) for value in rest.split(","))
    except ValueError:
        raise InputError(f"--set takes NAME=VALUE,VALUE with numbers, not {text!r}") from None
    if not name.strip():
        raise InputError(f"--set takes NAME=VALUE,VALUE with numbers, not {text!r}")
    if len(set(values)) < len(values):
        raise InputError(f"a value is named twice in --set {text}")
    return Grid(_proper(name, experiment), values)


def _range(text: str, experiment: str) -> Range:
    name, _, rest = text.partition("=")
    ends = rest.split("..")
    try:
        low, high = (float(each) for each in ends)
    except ValueError:
        low = high = math.nan
    if not (name.strip() and math.isfinite(low) and math.isfinite(high) and low < high):
        raise InputError(f"--sample takes NAME=LO..HI with numbers, the lower first, not {text!r}")
    return Range(_proper(name, experiment), low, high)


def _proper(name: str, experiment: str) -> str:
    return name.strip().removeprefix(f"{experiment}.")


def _check_names(names: Sequence[str], fixed: Iterable[str], experiment: str) -> None:
    if len(names) > MOST_VARIED:
        raise InputError(f"at most {MOST_VARIED} parameters can be varied, not {len(names)}")
    others = {_proper(each.partition("=")[0], experiment) for each in fixed}
    for place, name in enumerate(names):
        if name in names[:place] or name in others:
            raise InputError(f"{name} is given twice")


def _check_count(count: int) -> None:
    if not 1 <= count <= MOST_POINTS:
        raise InputError(f"a study has 1 to {MOST_POINTS} points, not {count}")


def _default(request: Request, name: str) -> Parameter:
    """Return a parameter of a run as it is if nobody changes it."""
    parts = request.parts()
    who, _, own = name.partition(".")
    numbers = dict(listed(parts[who] if who in parts and own else parts[""]))
    key = own if who in parts and own else name
    if key not in numbers:
        raise unknown("parameter", key, numbers)
    return numbers[key].origin or numbers[key]


def _varied(name: str, number: Parameter) -> Varied:
    low, high = (float(end) if math.isfinite(end) else None for end in (number.low, number.high))
    return Varied(name, number.unit, number.source, number.note, float(number), low, high)
