"""From what an event took to joules, and what an item costs.

Counts are exact, prices are not: they are read off budgets that others have made, and come as the
lowest, the usual and the highest that there are. What lies between is no spread over lives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from neurosim.measures.measure import Measure
from neurosim.measures.recall import Studied, Tests, identified
from neurosim.protocol import Diary, Recording, Rest, Work

Records = Callable[[Diary], list[Recording]]
"""Finds the events that are paid for."""

Amount = Callable[[Work], float]
"""What is counted of an event's work, or what it costs."""


@dataclass(frozen=True)
class Prices:
    """What one of each that is counted costs.

    Parameters
    ----------
    spike
        A spike on its way through the axon, in molecules of ATP.
    excitation, inhibition
        The arrival of a spike at a synapse, in ATP, whether it releases anything or not.
    rest
        A second of a cell at rest, in ATP.
    atp
        A molecule of ATP, in joules.
    mac
        A multiply-accumulate, in joules.
    """

    spike: float
    excitation: float
    inhibition: float
    rest: float
    atp: float
    mac: float

    def spikes(self, work: Work) -> float:
        """Return what spikes cost, in joules."""
        return self.atp * self.spike * work.spikes

    def synapses(self, work: Work) -> float:
        """Return what happens at synapses, in joules."""
        events = self.excitation * work.excitations + self.inhibition * work.inhibitions
        return self.atp * events

    def resting(self, work: Work) -> float:
        """Return what being there costs, in joules."""
        return self.atp * self.rest * work.cell_seconds

    def joules(self, work: Work) -> float:
        """Return what all of it costs."""
        own = self.spikes(work) + self.synapses(work) + self.resting(work)
        return float(own + self.mac * work.macs)

    def microjoules(self, work: Work) -> float:
        """Return the same in millionths of a joule."""
        return 1e6 * self.joules(work)


def total(records: Iterable[Recording]) -> Work:
    """Return what events took together."""
    return sum((record.work for record in records), Work())


def cost_per_item(
    name: str,
    meaning: str,
    events: Records,
    amount: Amount,
    at: float | None = None,
    asked: Tests | None = None,
) -> Measure:
    """Return what events cost for every item that was studied, or for every one recalled.

    What doing nothing for as long costs stands in the place of chance: waking rest, of which the
    life must have some. No cost is better than another, and the value stands for its ceiling.

    Parameters
    ----------
    name, meaning
        Of the measure.
    events
        What is paid for.
    amount
        What is counted of their work.
    at
        Where on the abscissa the number stands.
    asked
        Tests of which only items count that were recalled; None for all items. Where nothing was
        recalled there is no such number.
    """

    def items(diary: Diary) -> float:
        if asked is None:
            return float(len(Studied.of(diary).items))
        return asked.mean(identified)(diary) * len(asked.found(diary))

    def idle(diary: Diary) -> float:
        rests = [record for record in diary.recordings if isinstance(record.event, Rest)]
        rate = amount(total(rests)) / sum(record.event.seconds for record in rests)
        return rate * sum(record.event.seconds for record in events(diary)) / items(diary)

    def value(diary: Diary) -> float:
        return amount(total(events(diary))) / items(diary)

    return Measure(
        name,
        meaning,
        lambda diary: bool(events(diary)) and items(diary) > 0,
        lambda diary: events(diary)[0].began,
        value,
        chance=idle,
        ceiling=value,
        at=at,
    )


def share_of(name: str, meaning: str, events: Records, part: Amount, whole: Amount) -> Measure:
    """Return which share of a cost a part of it is; only for those who pay it in spikes.

    Parameters
    ----------
    name, meaning
        Of the measure.
    events
        What is paid for.
    part, whole
        What is compared.
    """

    def value(diary: Diary) -> float:
        work = total(events(diary))
        return part(work) / whole(work)

    return Measure(
        name,
        meaning,
        lambda diary: total(events(diary)).spikes > 0,
        lambda diary: events(diary)[0].began,
        value,
        chance=lambda diary: 0.0,
        ceiling=lambda diary: 1.0,
    )


def spikes_per_event(name: str, population: str, events: Records) -> Measure:
    """Return how many spikes of a population an event has; there is nothing to guess."""
    return _per_event(
        name,
        f"spikes of {population} in an event",
        events,
        lambda record: population in record.spikes,
        lambda record: float(record.spikes[population].cells.size),
    )


def other_spikes_per_event(name: str, events: Records) -> Measure:
    """Return how many spikes an event has that are counted, and not kept one by one.

    They are those of interneurons, but for populations of these that a model records.
    """

    def others(record: Recording) -> float:
        _senses, *told = record.spikes.values()  # nobody pays for spikes of the senses
        return record.work.spikes - sum(each.cells.size for each in told)

    return _per_event(
        name,
        "spikes of all interneurons that are not recorded, in an event",
        events,
        lambda record: bool(record.work.spikes and record.spikes),
        others,
    )


def _per_event(
    name: str,
    meaning: str,
    events: Records,
    counted: Callable[[Recording], bool],
    number: Callable[[Recording], float],
) -> Measure:
    def found(diary: Diary) -> list[Recording]:
        return [record for record in events(diary) if counted(record)]

    def value(diary: Diary) -> float:
        return float(np.mean([number(record) for record in found(diary)]))

    return Measure(
        name,
        meaning,
        lambda diary: bool(found(diary)),
        lambda diary: found(diary)[0].began,
        value,
        chance=lambda diary: 0.0,
        ceiling=value,
    )
