"""What is known of a parameter study but its results: ``study.json``, written and read."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from neurosim.store.manifest import Card, Number, Status, machine, versions
from neurosim.store.reading import NAMED, POINTS, STUDY
from neurosim.store.told import manifest_in, text, texts, whole

FORMAT = "neurosim study 1"

MOST_POINTS, MOST_VARIED = 10_000, 50
LONGEST = 20_000
"""Characters of a text that is read. Chosen: more than any list of values takes."""


@dataclass(frozen=True)
class Varied:
    """A parameter that is varied.

    Parameters
    ----------
    name
        As ``--set`` knows it.
    unit, source, note
        Those of its default.
    default
        What it is if nobody changes it.
    low, high
        Range in which it makes sense; None where it has no bound.
    """

    name: str
    unit: str
    source: str
    note: str
    default: float
    low: float | None
    high: float | None

    @property
    def label(self) -> str:
        """Its name with its unit, for axes and columns."""
        return self.name if self.unit in ("1", self.name) else f"{self.name} ({self.unit})"

    def number(self) -> Number:
        """Return its default as the report tells of numbers."""
        return Number(self.name, self.default, self.unit, self.source, self.note)


@dataclass(frozen=True)
class PointFailure:
    """What went wrong at a point: how many tasks failed, and the reason of the first."""

    point: int
    count: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class StudyManifest:
    """Everything that is known about a parameter study but its results.

    Parameters
    ----------
    status
        One of `Status`; any text, where it is read.
    command
        What makes the same study again.
    experiment, question
        What was asked.
    agents
        Who took part.
    drawing
        How the points were chosen, in words.
    varied
        What is varied.
    points
        The value of each varied parameter at each point.
    asked
        The seeds: the same at every point, so that points are compared in pairs.
    done
        How many points are complete.
    failures
        What went wrong, by point.
    files
        SHA-256 of the study's own files; runs of points tell of theirs.

    Attributes
    ----------
    file_name
        What it is written as.
    """

    file_name: ClassVar[str] = STUDY

    status: str = Status.RUNNING
    command: str
    experiment: str
    question: str
    agents: tuple[str, ...]
    drawing: str
    varied: tuple[Varied, ...]
    points: tuple[tuple[float, ...], ...]
    asked: tuple[int, ...]
    done: int = 0
    versions: Mapping[str, str] = field(default_factory=versions)
    machine: Mapping[str, str] = field(default_factory=machine)
    started: str
    ended: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    failures: tuple[PointFailure, ...] = ()

    @property
    def numbers(self) -> tuple[object, ...]:
        """What must not change while the study is unfinished."""
        return (self.points, self.varied)

    def text(self) -> str:
        """Return it as it is written."""
        told = {"format": FORMAT, **asdict(self)}
        return json.dumps(told, indent=1, ensure_ascii=False, allow_nan=False) + "\n"

    def missing(self) -> str:
        """Say in a sentence what has no results, and why; "" where all has."""
        if not self.failures:
            return ""
        lives = sum(each.count for each in self.failures)
        first = self.failures[0]
        where = f"{len(self.failures)} of {len(self.points)} points"
        return (
            f"At {where}, {lives} failed and have no results, which may bias the rest: "
            f"point {first.point}: {first.reason}."
        )

    def card(self) -> Card:
        """Return the varied parameters as they are by default."""
        numbers = tuple(each.number() for each in self.varied)
        return Card(self.experiment, self.question, (), numbers)


def point_folder(out: Path, point: int) -> Path:
    """Return the run folder of a point."""
    return out / POINTS / f"{point:04d}"


def read_study(folder: Path) -> StudyManifest:
    """Read and check the manifest of a study.

    Raises
    ------
    InputError
        If the folder is no study, or its manifest is damaged.
    """
    return manifest_in(folder, STUDY, "parameter study", _study)


def _study(told: Any) -> StudyManifest:
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise ValueError(f"it does not say {FORMAT!r}")
    varied = tuple(_varied(each) for each in _list(told["varied"], MOST_VARIED))
    points = tuple(_point(each, len(varied)) for each in _list(told["points"], MOST_POINTS))
    if not (varied and points):
        raise ValueError("nothing is varied")
    if len({each.name for each in varied}) < len(varied):
        raise ValueError("two parameters have one name")
    texts = {
        key: _text(told[key])
        for key in ("status", "command", "question", "drawing", "started", "ended")
    }
    return StudyManifest(
        experiment=_name(told["experiment"]),
        agents=tuple(_name(each) for each in _list(told["agents"], MOST_POINTS)),
        varied=varied,
        points=points,
        asked=tuple(whole(seed) for seed in _list(told["asked"], 1_000_000)),
        done=whole(told["done"]),
        versions=_texts(told["versions"]),
        machine=_texts(told["machine"]),
        files=_texts(told["files"]),
        failures=tuple(_failure(each) for each in _list(told["failures"], MOST_POINTS)),
        **texts,
    )


def _varied(told: Any) -> Varied:
    name, unit, source, note = (_text(told[key]) for key in ("name", "unit", "source", "note"))
    low, high = (None if told[key] is None else _number(told[key]) for key in ("low", "high"))
    if not (name and (name + unit).isprintable()):
        raise ValueError("a parameter has no name")
    return Varied(name, unit, source, note, _number(told["default"]), low, high)


def _point(told: Any, count: int) -> tuple[float, ...]:
    values = tuple(_number(each) for each in _list(told, MOST_VARIED))
    if len(values) != count:
        raise ValueError(f"a point has {len(values)} values instead of {count}")
    return values


def _failure(told: Any) -> PointFailure:
    return PointFailure(whole(told["point"]), whole(told["count"]), _text(told["reason"]))


def _list(told: Any, most: int) -> list[Any]:
    if not isinstance(told, list) or len(told) > most:
        raise TypeError(f"{str(told)[:40]!r} should be a list of at most {most}")
    return told


def _text(told: Any) -> str:
    if len(text(told)) > LONGEST:
        raise ValueError(f"a text of {len(told)} characters")
    return str(told)


def _texts(told: Any) -> dict[str, str]:
    return {_text(key): _text(value) for key, value in texts(told).items()}


def _name(told: Any) -> str:
    if not NAMED.fullmatch(_text(told)):
        raise ValueError(f"{told[:40]!r} is no name")
    return str(told)


def _number(told: Any) -> float:
    if isinstance(told, bool) or not isinstance(told, int | float) or not math.isfinite(told):
        raise TypeError(f"{str(told)[:40]!r} should be a finite number")
    return float(told)
