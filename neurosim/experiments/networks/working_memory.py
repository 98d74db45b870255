"""Spiking and artificial networks that hold items for seconds: delays, distractors, lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from neurosim.artificial.teaching import Pupil, accuracy
from neurosim.experiments.chart import SHARE, Chart
from neurosim.experiments.network import Network, NetworkExperiment, Score
from neurosim.experiments.networks.memories import (
    FAST,
    PERSISTENT,
    SILENT,
    UNCUED,
    UNFACILITATED,
    Control,
    Uncued,
    spiking_of,
)
from neurosim.experiments.networks.pupils import GRU, LSTM, RNN
from neurosim.experiments.quick import smaller
from neurosim.items import DelayedMatch, ListRecognition, Mixture
from neurosim.items.sequences import SECONDS_A_STEP, SequenceTask, Trials
from neurosim.parameters import cited
from neurosim.protocol import Progress

if TYPE_CHECKING:  # Brian2 is needed by whoever takes part, not by whoever looks around.
    from neurosim.working_memory.running import SpikingMemory
    from neurosim.working_memory.tasks import Held

STRENGTHS = (0.5, 1.0, 1.5)
"""Of a distractor, relative to the sample."""

LEVELS = {"": 1.0, "_low_dopamine": 0.0}
"""Dopamine after the sample, by what it adds to the name of a measure."""

DELAYS, DISTRACTORS, LISTS, STRONGER, TESTS = 11, 12, 13, 14, 15
"""Streams of random numbers of one seed."""

EXCHANGE = (
    f"Exchange rate: a recurrent network waits {round(1 / SECONDS_A_STEP)} steps for a second; a "
    "symbol lasts one step there, and 0.35 s in spiking networks. Chance: 0.5."
)


def levels_of(network: SpikingMemory) -> Mapping[str, float]:
    """Return the levels of dopamine that make a difference to a network."""
    return LEVELS if network.gated else {"": LEVELS[""]}


@dataclass(frozen=True)
class WorkingMemory(NetworkExperiment):
    """The same tasks for spiking networks and for networks that learn by gradients.

    Whether the test is the sample, after longer and longer delays or after more and more
    distractors (delayed match to sample), and whether it was in a list (list recognition). Spiking
    networks are nearly as they were published and learn nothing: what is held when the test comes
    is read from them, and compared with it outside. Recurrent networks are taught each task, with
    delays and lists of all lengths mixed, and tested on new trials.
    """

    name: ClassVar[str] = "working-memory"
    question: ClassVar[str] = "How long, against how much, and how many items can be held in mind?"
    sources: ClassVar[tuple[str, ...]] = (
        "brunel2001", "mongillo2008", "durstewitz2000", "wang2001", "miller1996", "sternberg1966",
    )  # fmt: skip
    meanings: ClassVar[Mapping[str, str]] = {
        "match": "share of right answers by seconds of delay, 0 to 1; spiking: high dopamine",
        "control": "the same in networks that lack what holds an item, 0 to 1",
        "made_up": "share of delays after which anything is held though nothing was shown, 0 to 1",
        "distracted": "share of right answers by number of distractors, 0 to 1; high dopamine",
        "distracted_low_dopamine": "the same at low dopamine, 0 to 1",
        "kept": "share of samples that outlast a distractor, by its strength, 0 to 1",
        "kept_low_dopamine": "the same at low dopamine, 0 to 1",
        "recognition": "share of right answers by number of items in a list, 0 to 1",
        "held": "number of listed items that are held, by number of items in the list",
        "rate_before": "firing of items' cells before anything is shown, in Hz",
        "rate_delay": "firing of the sample's cells late in the delay, in Hz",
    }

    trials_count: float = cited(5, "trials", "chosen", "of a spiking network, a point", 1, 1000)
    tests_count: float = cited(200, "trials", "chosen", "of a recurrent network, a point", 1, 10000)
    lessons_count: float = cited(500, "lessons", "chosen", "half a minute for all three", 1, 100000)
    delays_count: float = cited(4, "delays", "chosen", "of 0.5, 1, 2 and 3 s, so many", 1, 4)
    most_distractors: float = cited(3, "distractors", "miller1996", "up to 4 there", 0, 3)
    longest_list: float = cited(4, "items", "chosen", "one item of 5 must be new", 1, 4)

    @property
    def delays(self) -> tuple[DelayedMatch, ...]:
        """Delayed match without distractors, the shortest delay first."""
        steps = (5, 10, 20, 30)[: int(self.delays_count)]
        return tuple(DelayedMatch(symbols=5, delay=delay) for delay in steps)

    @property
    def distracted(self) -> tuple[DelayedMatch, ...]:
        """Delayed match with ever more distractors, one every 7 steps."""
        counts = range(int(self.most_distractors) + 1)
        return tuple(
            DelayedMatch(symbols=5, delay=7 * (count + 1) - 1, distractors=count)
            for count in counts
        )

    @property
    def lists(self) -> tuple[ListRecognition, ...]:
        """Lists, the shortest first."""
        lengths = range(1, int(self.longest_list) + 1)
        return tuple(ListRecognition(symbols=5, length=length) for length in lengths)

    def networks(self) -> tuple[Network, ...]:
        """Return spiking networks, recurrent networks, and the controls of the former."""
        return (PERSISTENT, SILENT, RNN, LSTM, GRU, FAST, UNCUED, UNFACILITATED)

    def scores(self, network: Network, seed: int, progress: Progress) -> Iterator[Score]:
        """Put a network through the tasks.

        Raises
        ------
        TypeError
            If the network belongs to another experiment.
        """
        match network.parameters:
            case Pupil() as pupil:
                yield from self._recurrent(pupil, seed, progress)
            case Control(network=lacking):
                yield from self._control(lacking, seed)
            case Uncued(network=uncued):
                yield from self._made_up(uncued, seed)
            case _:
                yield from self._spiking(spiking_of(network), seed, progress)
        progress(1.0)

    def _spiking(self, network: SpikingMemory, seed: int, progress: Progress) -> Iterator[Score]:
        yield from self._delayed(network, seed)
        progress(0.3)
        yield from self._distracted(network, seed)
        progress(0.7)
        yield from self._lists(network, seed)
        if network.gated:
            yield from self._gated(network, seed)

    def _recurrent(self, pupil: Pupil, seed: int, progress: Progress) -> Iterator[Score]:
        """Teach a network all tasks of one kind at once, and test it on each."""
        matching = [("match", _seconds(task), task) for task in self.delays]
        matching += [("distracted", task.distractors, task) for task in self.distracted]
        lists = [("recognition", task.length, task) for task in self.lists]
        random = np.random.default_rng([seed, TESTS])
        for share, kind in ((0.6, matching), (1.0, lists)):
            network = pupil.trained(
                _mixed(task for *_, task in kind), int(self.lessons_count), seed
            )
            for measure, at, task in kind:
                trials = task.draw(int(self.tests_count), random)
                yield Score(measure, accuracy(network, task, trials), task.chance, 1.0, at)
            progress(share)

    def _waited(
        self, network: SpikingMemory, seed: int, tasks: Iterable[DelayedMatch]
    ) -> Iterator[tuple[DelayedMatch, Trials, Held]]:
        """Let a network wait; yield each task, its trials, and what was held at their ends."""
        from neurosim.working_memory.tasks import Cueing, held

        random = np.random.default_rng([seed, DELAYS])
        for task in tasks:
            trials = task.draw(int(self.trials_count), random)
            (found,) = held(network, [(trials, Cueing())], int(random.integers(2**31)))
            yield task, trials, found

    def _delayed(self, network: SpikingMemory, seed: int) -> Iterator[Score]:
        """Ask a whole network after every delay, and tell how it fires in the longest."""
        from neurosim.working_memory.tasks import matches

        for task, trials, found in self._waited(network, seed, self.delays):
            yield Score("match", matches(found, trials), task.chance, 1.0, _seconds(task))
        before = float(found.before.mean())
        waiting = float(found.waiting[np.arange(len(found.rates)), trials.shown[0]].mean())
        yield Score("rate_before", before, before, before)
        yield Score("rate_delay", waiting, before, waiting)

    def _control(self, network: SpikingMemory, seed: int) -> Iterator[Score]:
        from neurosim.working_memory.tasks import matches

        for task, trials, found in self._waited(network, seed, self.delays[::2]):
            yield Score("control", matches(found, trials), task.chance, 1.0, _seconds(task))

    def _made_up(self, network: SpikingMemory, seed: int) -> Iterator[Score]:
        for task, _, found in self._waited(network, seed, self.delays[::2]):
            share = float(found.items.any(axis=1).mean())
            yield Score("made_up", share, 0.0, 1.0, _seconds(task))

    def _distracted(self, network: SpikingMemory, seed: int) -> Iterator[Score]:
        """Show ever more distractors as strong as the sample."""
        from neurosim.working_memory.tasks import Cueing, held, matches

        random = np.random.default_rng([seed, DISTRACTORS])
        levels = levels_of(network)
        for task in self.distracted:
            trials = task.draw(int(self.trials_count), random)
            groups = [(trials, Cueing(dopamine=level)) for level in levels.values()]
            every = held(network, groups, int(random.integers(2**31)))
            for end, found in zip(levels, every, strict=True):
                right = matches(found, trials)
                yield Score(f"distracted{end}", right, task.chance, 1.0, task.distractors)

    def _gated(self, network: SpikingMemory, seed: int) -> Iterator[Score]:
        """Show one distractor, of several strengths."""
        from neurosim.working_memory.tasks import Cueing, held

        random = np.random.default_rng([seed, STRONGER])
        task = DelayedMatch(symbols=5, delay=13, distractors=1)
        for strength in STRENGTHS:
            trials = task.draw(int(self.trials_count), random)
            groups = [(trials, Cueing(distractor=strength, dopamine=d)) for d in LEVELS.values()]
            every = held(network, groups, int(random.integers(2**31)))
            for end, found in zip(LEVELS, every, strict=True):
                kept = float(np.mean(found.strongest == trials.shown[0]))
                yield Score(f"kept{end}", kept, 1 / task.symbols, 1.0, strength)

    def _lists(self, network: SpikingMemory, seed: int) -> Iterator[Score]:
        from neurosim.working_memory.tasks import Cueing, held, recognised

        random = np.random.default_rng([seed, LISTS])
        for task in self.lists:
            trials = task.draw(int(self.trials_count), random)
            (found,) = held(network, [(trials, Cueing())], int(random.integers(2**31)))
            yield Score("recognition", recognised(found, trials), task.chance, 1.0, task.length)
            listed = trials.shown[:-1].T  # NOTHING is no item
            among = [found.items[n, row[row >= 0]].sum() for n, row in enumerate(listed)]
            yield Score("held", float(np.mean(among)), 0.0, task.length, task.length)

    def charts(self) -> tuple[Chart, ...]:
        """Return accuracy by delay, distractors and items, and firing rates."""
        y = "share right"
        return (
            Chart(
                "Delay", "delay (s)", y, (("match", "whole"), ("control", "what holds is missing")),
                SHARE, note=EXCHANGE,
            ),
            Chart(
                "Distractors", "distractors", y,
                (("distracted", "high dopamine"), ("distracted_low_dopamine", "low dopamine")),
                SHARE,
            ),
            Chart("Lists", "items", y, (("recognition", "was it there?"),), SHARE),
            Chart("Items held at once", "items shown", "items held", (("held", "held"),)),
            Chart(
                "Gating by dopamine", "strength of the distractor", "share of samples kept",
                (("kept", "high dopamine"), ("kept_low_dopamine", "low dopamine")), SHARE,
            ),
            Chart(
                "Firing", "", "rate (Hz)",
                (("rate_before", "before"), ("rate_delay", "in the delay")),
                note="Published: 15 to 40 Hz in delays, 1 to 5 Hz without a memory (Wang 2001).",
            ),
        )  # fmt: skip

    def quick(self) -> WorkingMemory:
        """Return two delays, one distractor and two items."""
        few = {"trials_count": 3, "delays_count": 2, "most_distractors": 1, "longest_list": 2}
        return smaller(self, {**few, "lessons_count": 100})


def _seconds(task: DelayedMatch) -> float:
    return float(task.delay * SECONDS_A_STEP)


def _mixed(tasks: Iterable[SequenceTask]) -> Mixture:
    """Return tasks that are taught at once, longest first: each lesson is on one of them."""
    longest_first = tuple(sorted(tasks, key=lambda task: -task.steps))
    return Mixture(longest_first[0].symbols, longest_first)
