"""Events as stretches of runs: what is shown in them, and which are simulated together."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from neurosim.brain.amygdala import noradrenaline
from neurosim.brain.circuit import Circuit
from neurosim.engine import ROWS, SLOT, SLOTS, Trial
from neurosim.errors import InputError
from neurosim.protocol import (
    CUE_GRID,
    Experience,
    InputRates,
    Recall,
    Senses,
    Sleep,
    Spikes,
    Study,
    Vector,
    Walk,
)

MakeTrial = Callable[[Experience, int], Trial]
"""Makes the trial of an event from the seed of its noise."""


def trial_of(event: Experience, senses: Senses, circuit: Circuit, seed: int) -> Trial:
    """Return an event as a trial.

    Parameters
    ----------
    senses
        The input units.
    circuit
        How strongly they fire for what is shown, and what arousal makes of it.
    seed
        Seed of its noise.
    """
    seconds = max(1, round(event.seconds / SLOT)) * SLOT
    rates = circuit.input_layer.rates
    match event:
        case Study():
            shown = rates.of(senses.vector(event.item.code))
            if circuit.amygdala is not None:
                felt = noradrenaline(event.item, event.drug)
                shown = shown * circuit.amygdala.attention(event.item, senses, felt)
            return Trial(seconds, shown, seed)
        case Recall():
            return Trial(seconds, rates.of(senses.vector(event.cue)), seed)
        case Walk():
            return Trial(seconds, walked(event, senses), seed, float(event.step))
        case Sleep(cues=()):  # nothing reaches the senses
            return Trial(seconds, np.zeros(senses.total), seed)
        case Sleep():
            return Trial(seconds, heard(event, senses, rates), seed, CUE_GRID)
        case _:
            return Trial(seconds, rates.of(np.zeros(senses.total, bool)), seed)


def walked(walk: Walk, senses: Senses) -> Vector:
    """Return the rate of every input unit in each step of a walk in Hz, shape (steps, units).

    Raises
    ------
    InputError
        If its units are not those of the senses.
    """
    track = walk.track
    senses.vector({track.sense: ~np.isnan(track.centres)})
    found = [
        track.rates(walk.places) if sense == track.sense else np.zeros((len(walk.places), size))
        for sense, size in senses.sizes
    ]
    return np.concatenate(found, axis=1)


def heard(sleep: Sleep, senses: Senses, rates: InputRates) -> Vector:
    """Return the rate of every input unit in each step of a cued sleep in Hz, shape (steps, units).

    Parameters
    ----------
    rates
        How strongly units fire while a cue lasts; between cues, and after the last, they are
        silent.
    """
    found = np.zeros((round(sleep.cues[-1].end / CUE_GRID) + 1, senses.total))
    for cue in sleep.cues:
        first, last = (round(time / CUE_GRID) for time in (cue.at, cue.end))
        found[first:last] = rates.of(senses.vector(cue.code))
    return found


def check_cues(sleep: Sleep, senses: Senses) -> None:
    """Check that the cues of a sleep can be presented.

    Raises
    ------
    InputError
        If their units are not those of the senses, or they come too late or are too many for one
        run.
    """
    shown = {senses.vector(cue.code).tobytes() for cue in sleep.cues}
    if len(shown) >= ROWS - 1:
        raise InputError(f"a sleep has at most {ROWS - 2} different cues, not {len(shown)}")
    if sleep.cues and sleep.cues[-1].end >= SLOTS * SLOT:
        raise InputError(f"cues come in the first {SLOTS * SLOT:g} s of a sleep")


def check_walk(walk: Walk, senses: Senses) -> None:
    """Check that a walk can be simulated.

    Raises
    ------
    InputError
        If its units are not those of the senses, its steps do not fit the timetable of stimuli, or
        it has too many places or is too long for one run.
    """
    slots = walk.step / SLOT
    if round(slots) < 1 or abs(slots - round(slots)) > 1e-6:
        raise InputError(f"steps of a walk last multiples of {1000 * SLOT:g} ms, not {walk.step} s")
    if walk.seconds > SLOTS * SLOT:
        raise InputError(f"a walk lasts at most {SLOTS * SLOT:g} s, not {walk.seconds:g}")
    shown = set(Trial(walk.seconds, walked(walk, senses), 0).stimuli())
    if len(shown) >= ROWS:
        raise InputError(f"a walk has at most {ROWS - 1} different places, not {len(shown)}")


def runs(
    events: list[Experience], trial: MakeTrial, whole: float = SLOT
) -> Iterator[list[Experience]]:
    """Cut events into runs: many short trials together, a night or a rest alone.

    Downscaling ticks from the start of a run: a sleep must not begin within one, and where weights
    are scaled awake, no trial must begin between two ticks.

    Parameters
    ----------
    whole
        Seconds of which trials that are not the last of a run must last a whole number.
    """
    batch: list[Experience] = []
    shown: set[bytes] = set()
    for event in events:
        made = trial(event, 0)
        own = set(made.stimuli())
        long = sum(e.seconds for e in [*batch, event]) > (SLOTS - 1) * SLOT
        full = len(batch) == ROWS - 1 or len(shown | own) >= ROWS
        if batch and (long or full or not isinstance(event, Study | Recall | Walk)):
            yield batch
            batch, shown = [], set()
        batch.append(event)
        shown |= own
        ticks = made.seconds / whole
        if abs(ticks - round(ticks)) > 1e-6:
            yield batch
            batch, shown = [], set()
    if batch:
        yield batch


def cut(train: Spikes, start: float, stop: float) -> Spikes:
    """Return the spikes of one trial, timed from its start."""
    first, last = np.searchsorted(train.seconds, [start - 1e-9, stop - 1e-9])
    return Spikes(train.cells[first:last], train.seconds[first:last] - start, train.size)
