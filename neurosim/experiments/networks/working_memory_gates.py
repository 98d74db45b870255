"""Which gates of a long short-term memory a spiking working memory has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.adapters.lstm import FULL_RATE, GateCourse, Trajectories, explained, fitted
from neurosim.experiments.chart import Chart
from neurosim.experiments.network import Network, NetworkExperiment, Score
from neurosim.experiments.networks.memories import PERSISTENT, SILENT, spiking_of
from neurosim.experiments.networks.working_memory import LEVELS, levels_of
from neurosim.experiments.quick import smaller
from neurosim.parameters import cited
from neurosim.protocol import Progress
from neurosim.working_memory.persistent import PersistentActivity
from neurosim.working_memory.silent import ActivitySilent
from neurosim.working_memory.trials import BIN, MemoryTrial, Shown, inputs_of

CUE, SAMPLE = 0.35, 0.3
"""Seconds for which symbols are shown (Mongillo et al. 2008), and when the sample is."""

STRENGTHS = (0.0, 0.5, 1.0, 1.5)
"""Of distractors, relative to the sample; 0 is none."""

TRIALS, SHUFFLING = 21, 22
"""Streams of random numbers of one seed."""

GATES = ("input", "forget", "output")

AROUND = np.arange(-12, 15, 2)
"""Bins, counted from the distractor, in which gates are told."""

FITTED, CONSTANT, SHUFFLED = CONDITIONS = ("fitted", "constant-gates", "shuffled-cues")


@dataclass(frozen=True)
class WorkingMemoryGates(NetworkExperiment):
    """Memory cells with gates, fitted to one part of the trials and tried on the other.

    In each trial a sample is shown, dopamine is low or high after it, and somewhere in the delay
    comes a distractor of one of four strengths, the least of which is none. Gates are fitted to
    what the network kept and to how it fired, and then run freely through trials that they were
    not fitted to. One control has gates that are constant (a leaky integrator), the other is fitted
    to trials with the cues and the dopamine of others.
    """

    name: ClassVar[str] = "working-memory-gates"
    question: ClassVar[str] = "Does a spiking working memory write, keep and read like an LSTM?"
    sources: ClassVar[tuple[str, ...]] = (
        "hochreiter1997", "gers2000", "brunel2001", "durstewitz2000", "mongillo2008",
    )  # fmt: skip
    conditions: ClassVar[tuple[str, ...]] = CONDITIONS
    meanings: ClassVar[Mapping[str, str]] = {
        "memory": "variance of what is kept that is explained in new trials, R2, at most 1",
        "output": "variance of firing that is explained in new trials, R2, at most 1",
        **{
            f"{gate}_{item}{level}": f"{gate} gate of the {item}, by seconds, 0 to 1"
            f"; {'low' if level else 'high'} dopamine"
            for gate in GATES
            for item in ("sample", "distractor")
            for level in LEVELS
        },
    }

    trials_count: float = cited(80, "trials", "chosen", "three in four are fitted", 16, 10000)
    seconds: float = cited(2.6, "s", "chosen", "with 2 s of delay", 2.4, 60)

    def networks(self) -> tuple[Network, ...]:
        """Return both spiking networks."""
        return (PERSISTENT, SILENT)

    def scores(self, network: Network, seed: int, progress: Progress) -> Iterator[Score]:
        """Fit gates to most trials of a network and try them on the others."""
        part = spiking_of(network)
        trials, given = self._lived(part, seed, progress)
        count = len(trials)
        seen, new = np.arange(count * 3 // 4), np.arange(count * 3 // 4, count)
        random = np.random.default_rng([seed, SHUFFLING])
        for condition in CONDITIONS:
            shown = given.shuffled(random) if condition == SHUFFLED else given
            cells = fitted(shown.part(seen), gated=condition != CONSTANT)
            tried, true = cells.course(shown.part(new)), given.part(new)
            for name, found, wanted in (
                ("memory", tried.memory, true.memory),
                ("output", tried.output * FULL_RATE, true.rates),
            ):
                yield Score(name, explained(found, wanted), 0.0, 1.0, condition=condition)
            if condition == FITTED:
                yield from self._gates(cells.course(given), trials, levels_of(part))
        progress(1.0)

    def _lived(
        self, network: PersistentActivity | ActivitySilent, seed: int, progress: Progress
    ) -> tuple[tuple[MemoryTrial, ...], Trajectories]:
        """Return trials and what the network kept in them."""
        from neurosim.working_memory.keeping import kept
        from neurosim.working_memory.running import simulate

        trials = self._drawn(np.random.default_rng([seed, TRIALS]), int(network.populations.items))
        course = simulate(network, trials, seed, lambda share: progress(0.8 * share))
        rates = course.rates[..., : course.items]
        cues, dopamine = inputs_of(trials, course.items, rates.shape[1])
        return trials, Trajectories(cues, dopamine, kept(network, rates), rates)

    def _drawn(self, random: np.random.Generator, items: int) -> tuple[MemoryTrial, ...]:
        """Draw trials: every strength at both levels of dopamine equally often."""
        found = []
        for number in range(int(self.trials_count)):
            sample, other = (int(each) for each in random.permutation(items)[:2])
            strength, level = STRENGTHS[number % 4], float(number // 4 % 2)
            start = BIN * float(random.integers(20, 33))
            shown = [Shown(sample, SAMPLE, CUE)]
            shown += [Shown(other, start, CUE, strength)] if strength else []
            trial = MemoryTrial(float(self.seconds), tuple(shown), ((SAMPLE + CUE, level),))
            found.append(trial)
        return tuple(found[n] for n in random.permutation(len(found)))

    def _gates(
        self, course: GateCourse, trials: tuple[MemoryTrial, ...], levels: Mapping[str, float]
    ) -> Iterator[Score]:
        """Tell the gates by time around a distractor as strong as the sample, in the mean."""
        for end, level in levels.items():
            chosen = [
                (number, trial.shown)
                for number, trial in enumerate(trials)
                if trial.dopamine[0][1] == level and [s.strength for s in trial.shown] == [1.0, 1.0]
            ]
            for which, item in enumerate(("sample", "distractor")):
                for gate in GATES:
                    opened = getattr(course, f"{gate}_gate")
                    rows = [
                        opened[n, round(shown[1].start / BIN) + AROUND, shown[which].item]
                        for n, shown in chosen
                    ]
                    for place, value in zip(AROUND, np.mean(rows, axis=0), strict=True):
                        at = round(float(place * BIN), 3)
                        yield Score(
                            f"{gate}_{item}{end}", float(value), 0.0, 1.0, at, CONDITIONS[0]
                        )

    def charts(self) -> tuple[Chart, ...]:
        """Return how well the gates fit, and the gates around a distractor."""
        fits = (("memory", "what is kept"), ("output", "firing"))
        note = "R² in trials that were not fitted, in free run; the goal was 0.8. Chance: the mean."
        levels = {"": "high dopamine", "_low_dopamine": "low dopamine"}
        return (
            Chart("Explained in new trials", "", "R²", fits, (-0.2, 1.0), note=note),
            *(
                Chart(
                    f"{gate.capitalize()} gate", "time from the distractor (s)", "gate (0 to 1)",
                    tuple(
                        (f"{gate}_{item}{end}", f"{item}, {text}")
                        for item in ("sample", "distractor")
                        for end, text in levels.items()
                    ),
                    condition=CONDITIONS[0],
                )
                for gate in GATES
            ),
        )  # fmt: skip

    def quick(self) -> WorkingMemoryGates:
        """Return fewer trials."""
        return smaller(self, {"trials_count": 32})
