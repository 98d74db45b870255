"""What is replayed in the night: bursts of a population, and the items that they hold.

Bursts are found without knowing the items (see `neurosim.measures.bursts`). Which item a burst
holds is then asked of the identities of its cells alone: is one assembly over-represented among
them, more than it would be if identities were shuffled? That chance is exact (hypergeometric), and
takes the size of the assembly into account: five cells of seven are as telling as twenty of forty,
where a fixed share of the assembly is passed by chance if it is small, or missed if it is large.

An assembly that passes is set aside, with its cells, and the others are tested on what is left:
two items that share some cells are not two items replayed. A burst in which a second item passes
whose own cells fire nearly as much is a mixture. Without any it is undecodable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neurosim.measures.bursts import BURSTS, Burst, BurstDetection, population_bursts
from neurosim.measures.codes import CORE_SPIKES, assemblies
from neurosim.measures.coincidence import log_tail
from neurosim.parameters import cited, in_si
from neurosim.protocol import Diary, Recording, Rest, Sleep, Spikes, Stage, Vector


@dataclass(frozen=True)
class Decoding:
    """How bursts are told items."""

    core_spikes: float = CORE_SPIKES
    significance: float = cited(
        0.01,
        "1",
        "chosen",
        "chance, all items together, at which a burst without content is told an item",
        1e-9,
        0.5,
    )
    rival: float = cited(
        0.5,
        "1",
        "chosen",
        "a mixture if the cells of a second item fire more than this share of the first's",
        0,
        1,
    )
    gap: float = cited(
        50, "ms", "chosen", "the same item again within this is the same event", 0, 1000
    )


@dataclass(frozen=True, eq=False)
class ReplayEvent:
    """A burst of a population, and what it holds.

    Attributes
    ----------
    start, stop
        Seconds from the start of the night.
    items
        The items that it holds, most telling first: none if it is undecodable, two if it is a
        mixture.
    share
        Share of the cells of the first of them that fired; 0 if there is none.
    spikes
        Number of spikes of each cell, shape (cells of the population,).
    """

    start: float
    stop: float
    items: tuple[str, ...]
    share: float
    spikes: Vector

    @property
    def item(self) -> str | None:
        """The item that was replayed; None if it is undecodable or a mixture."""
        return self.items[0] if len(self.items) == 1 else None

    @property
    def seconds(self) -> float:
        """How long it lasted."""
        return self.stop - self.start

    @property
    def active(self) -> NDArray[np.int64]:
        """The cells that fired."""
        return np.flatnonzero(self.spikes)


@dataclass(frozen=True, eq=False)
class Replays:
    """What was replayed in the nights of a life.

    Attributes
    ----------
    nights
        Events of each night, in order.
    seconds
        How long all nights lasted together.
    cells
        Number of cells of the population.
    assemblies
        Which cells stand for each item, shape (cells,): all items of the life, also those that
        were studied after the night (there they tell how often a code is found before there is a
        memory of it).
    """

    nights: tuple[tuple[ReplayEvent, ...], ...]
    seconds: float
    cells: int
    assemblies: Mapping[str, NDArray[np.bool_]]

    @property
    def events(self) -> tuple[ReplayEvent, ...]:
        """The events of all nights."""
        return tuple(event for night in self.nights for event in night)


DECODING = Decoding()


def nights(
    diary: Diary,
    population: str,
    during: type[Sleep | Rest] = Sleep,
    stage: Stage = Stage.NREM,
) -> list[Recording]:
    """Return the nights, of the intact agent, in which a population was recorded.

    Parameters
    ----------
    during
        What counts as a night: sleep, or rest.
    stage
        Which stage of sleep counts.
    """
    kept = (r for r in diary.recordings if not r.lesioned and population in r.spikes)
    counted = (r for r in kept if isinstance(r.event, during))
    return [r for r in counted if not isinstance(r.event, Sleep) or r.event.stage is stage]


def replays(
    diary: Diary,
    population: str,
    detection: BurstDetection = BURSTS,
    decoding: Decoding = DECODING,
    during: type[Sleep | Rest] = Sleep,
) -> Replays:
    """Return what a population replayed in the nights of a life.

    Parameters
    ----------
    diary
        What was recorded, by an agent with spikes; at least one night.
    population
        Name of the population.
    detection, decoding
        How bursts are found, and how they are told items.
    during
        What counts as a night: sleep, or rest.
    """
    records = nights(diary, population, during)
    return found_in(
        [(record.spikes[population], record.event.seconds) for record in records],
        assemblies(diary, population, decoding.core_spikes),
        detection,
        decoding,
    )


def found_in(
    recorded: Sequence[tuple[Spikes, float]],
    codes: Mapping[str, NDArray[np.bool_]],
    detection: BurstDetection = BURSTS,
    decoding: Decoding = DECODING,
) -> Replays:
    """Return what was replayed in nights.

    Parameters
    ----------
    recorded
        Spikes of a population in each night, and how many seconds it lasted; at least one.
    codes
        Which cells stand for each item, shape (cells,).
    """
    found = []
    for spikes, seconds in recorded:
        bursts = population_bursts(spikes, seconds, detection)
        found.append(joined([told(burst, codes, decoding) for burst in bursts], codes, decoding))
    lasted = sum(seconds for _, seconds in recorded)
    return Replays(tuple(found), lasted, recorded[0][0].size, codes)


def told(
    burst: Burst, codes: Mapping[str, NDArray[np.bool_]], decoding: Decoding = DECODING
) -> ReplayEvent:
    """Return a burst with the items that it holds.

    Parameters
    ----------
    codes
        Which cells stand for each item, shape (cells,).
    """
    items = _held(burst.spikes, dict(codes), decoding)
    return _event(burst.start, burst.stop, items, burst.spikes, codes)


def joined(
    events: list[ReplayEvent],
    codes: Mapping[str, NDArray[np.bool_]],
    decoding: Decoding = DECODING,
) -> tuple[ReplayEvent, ...]:
    """Return events in which an item that goes on after a short gap is replayed once."""
    kept: list[ReplayEvent] = []
    for event in events:
        last = kept[-1] if kept else None
        if last and _goes_on(last, event, decoding):
            spikes = np.asarray(last.spikes + event.spikes)
            kept[-1] = _event(last.start, event.stop, last.items, spikes, codes)
        else:
            kept.append(event)
    return tuple(kept)


def _goes_on(last: ReplayEvent, event: ReplayEvent, decoding: Decoding) -> bool:
    is_near = event.start - last.stop < in_si(decoding.gap)
    return is_near and event.item is not None and event.item == last.item


def _event(
    start: float,
    stop: float,
    items: tuple[str, ...],
    spikes: Vector,
    codes: Mapping[str, NDArray[np.bool_]],
) -> ReplayEvent:
    share = float(np.mean(spikes[codes[items[0]]] > 0)) if items else 0.0
    return ReplayEvent(start, stop, items, share, spikes)


def _held(
    spikes: Vector, codes: dict[str, NDArray[np.bool_]], decoding: Decoding
) -> tuple[str, ...]:
    """Return the items that a burst holds: none, one, or two."""
    first = _most_telling(spikes, codes, np.ones(len(spikes), bool), decoding)
    if first is None:
        return ()
    cells = codes.pop(first)
    second = _most_telling(spikes, codes, ~cells, decoding)
    if second is None:
        return (first,)
    own = codes[second] & ~cells
    is_rival = spikes[own].mean() >= decoding.rival * spikes[cells].mean()
    return (first, second) if is_rival else (first,)


def _most_telling(
    spikes: Vector,
    codes: Mapping[str, NDArray[np.bool_]],
    among: NDArray[np.bool_],
    decoding: Decoding,
) -> str | None:
    """Return the item whose cells are over-represented most in part of a population, if any."""
    if not codes:
        return None
    active = (spikes > 0) & among
    members = np.array([code & among for code in codes.values()])
    common, marked = members[:, active].sum(axis=1), members.sum(axis=1)
    chance = log_tail(common, int(among.sum()), marked, int(active.sum()))
    best = int(np.argmin(chance))
    telling = chance[best] + np.log(len(codes)) < np.log(decoding.significance)
    return list(codes)[best] if telling else None
