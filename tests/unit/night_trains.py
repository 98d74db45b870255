"""Nights whose content is known: bursts of assemblies in the noise of a population."""

import numpy as np

from neurosim.protocol import Diary, Item, Recording, Sleep, Spikes, Study

CELLS = 600
NOISE = 0.3
"""Rate of every cell in Hz, as in a brain without memories."""

NIGHT = 60.0


def spikes_of(cells, times, size=CELLS):
    """Spikes in the order of their times."""
    cells, times = np.asarray(cells, int), np.asarray(times, float)
    order = np.argsort(times, kind="stable")
    return Spikes(cells[order].astype(np.int32), times[order], size)


def together(parts, size=CELLS):
    """Spikes of several (cells, times) at once."""
    return spikes_of(
        np.concatenate([cells for cells, _ in parts]),
        np.concatenate([times for _, times in parts]),
        size,
    )


def noise(random, seconds=NIGHT, rate=NOISE, size=CELLS):
    """Cells and times of independent spikes."""
    count = random.poisson(rate * size * seconds)
    return random.integers(size, size=count), random.uniform(0, seconds, count)


def burst(random, members, start, length=0.05, taking_part=0.9, spikes=3):
    """Cells and times of an assembly that fires once."""
    kept = members[random.random(len(members)) < taking_part]
    cells = np.repeat(kept, spikes)
    return cells, start + length * random.random(len(cells))


def disjoint(random, sizes, size=CELLS):
    """Assemblies of these sizes that share no cell."""
    cells = random.permutation(size)
    return np.split(cells, np.cumsum(sizes))[:-1]


def starts(random, count, seconds=NIGHT, apart=0.2):
    """Times at random, none nearer to another than so many seconds."""
    free = seconds - 0.4 - count * apart
    return 0.2 + np.sort(random.uniform(0, free, count)) + apart * np.arange(count)


def studied(members, number, size=CELLS):
    """What is recorded while an item is studied: five spikes of each cell of its assembly."""
    item = Item(f"item {number}", {"sight": np.arange(10) == number})
    cells = np.repeat(members, 5)
    return Recording(
        Study(item, 0.4), spikes={"CA3": spikes_of(cells, np.linspace(0, 0.39, len(cells)), size)}
    )


def night(spikes, seconds=NIGHT):
    """What is recorded in a night."""
    return Recording(Sleep(seconds), spikes={"CA3": spikes})


def life(assemblies, *nights):
    """A diary in which items were studied before the nights."""
    studies = [studied(members, number) for number, members in enumerate(assemblies)]
    return Diary("by hand", (*studies, *nights))
