"""What days of most lives are made of: studying every item, and asking for every item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from neurosim.experiments.experiment import Experiment
from neurosim.parameters import listed
from neurosim.protocol import Event, Item, Lesion, Recall, Study

HIPPOCAMPUS = "hippocampus"
"""The structure whose loss shows what has become independent of it."""

Kind = TypeVar("Kind", bound=Experiment)


def studied(items: Iterable[Item], seconds: float, learning: bool = True) -> tuple[Study, ...]:
    """Return one exposure to each item, one after the other."""
    return tuple(Study(item, seconds, learning=learning) for item in items)


def asked(items: Iterable[Item], cue: str, seconds: float, label: str) -> tuple[Recall, ...]:
    """Return one test of each item, cued by one sense.

    Parameters
    ----------
    cue
        The sense.
    label
        What the tests are called: measures find them by it.
    """
    return tuple(Recall(item.cue(cue), seconds, item.name, label) for item in items)


def with_and_without(region: str, tests: tuple[Recall, ...]) -> tuple[Event, ...]:
    """Return tests of the intact agent, and the same tests of a copy that has lost a region."""
    return (*tests, Lesion(region, tests))


def smaller(experiment: Kind, values: Mapping[str, float]) -> Kind:
    """Return an experiment with smaller numbers, which say that they are for a quick look."""
    known, why = dict(listed(experiment)), "smaller, for a quick look"
    return replace(
        experiment,
        **{name: known[name].with_value(value, name, why) for name, value in values.items()},
    )
