"""Who is put on the bench: spiking synapses, and artificial weights given the same input."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast, final

import numpy as np
from numpy.typing import NDArray

from neurosim.adapters.rate_codes import rate_code
from neurosim.artificial.rate_rules import RateRule
from neurosim.bench import Bench, Stimulation, train
from neurosim.errors import InputError
from neurosim.parameters import Parameter
from neurosim.plasticity import HasLatePhase, PlasticityRule, Vector
from neurosim.protocol import Progress, ignore

LEAST = 1e-6
"""Weight that changes can be relative to. Chosen: the smallest unit of weight."""


class Subject(ABC):
    """Something with a weight that can be stimulated.

    Attributes
    ----------
    name
        What it is called in tables.
    copies
        Synapses that stand for one: more than one for rules with noise.
    """

    name: str
    copies: int = 1

    @abstractmethod
    def changes(
        self, stimulations: Sequence[Stimulation], seed: int, progress: Progress = ignore
    ) -> Vector:
        """Return the relative change of weight by each stimulation."""

    @abstractmethod
    def transmitted(
        self, trains: Sequence[Vector], seed: int, progress: Progress = ignore
    ) -> Vector:
        """Return what the last spike of each train transmits, relative to the weight.

        Parameters
        ----------
        trains
            Times of presynaptic spikes in seconds.
        """

    def later(
        self,
        stimulations: Sequence[Stimulation],
        times: Vector,
        seed: int,
        synthesis: bool,
        progress: Progress = ignore,
    ) -> NDArray[np.float64]:
        """Return the relative change at times after the onset, shape (stimulations, times).

        Without a late phase it stays as it is for ever.

        Parameters
        ----------
        times
            In seconds; none may be before the end of a stimulation.
        synthesis
            Whether proteins can be made.
        """
        return np.repeat(self.changes(stimulations, seed, progress)[:, None], len(times), axis=1)


@final
@dataclass(frozen=True)
class SpikingSynapse(Subject):
    """A synapse with a plasticity rule, simulated spike by spike."""

    name: str
    rule: PlasticityRule

    @property
    def copies(self) -> int:  # type: ignore[override]
        """Synapses that stand for one."""
        return self.rule.copies

    def saturating(self, largest: float) -> SpikingSynapse:
        """Return the same with a weight that grows at most to so many times its start.

        Rules whose own bound is lower keep it, as do those with stable states above.
        """
        highest = largest * float(self.rule.w_start)
        if highest <= 0 or self.rule.w_max <= highest:
            return self
        w_max = cast("Parameter", self.rule.w_max)
        why = "LTP saturates: see the experiment"
        try:
            rule = replace(self.rule, w_max=w_max.with_value(highest, "w_max", why))
        except InputError:
            return self
        return replace(self, rule=rule)

    def _check(self) -> None:
        start = float(self.rule.naive(self.copies)["w"].mean())
        if start < LEAST:
            raise InputError(
                f"{self.name}: changes are relative to the weight before, which is {start:g} "
                f"(w_start must be at least {LEAST:g})"
            )

    def changes(
        self, stimulations: Sequence[Stimulation], seed: int, progress: Progress = ignore
    ) -> Vector:
        """Return the relative change of weight by each stimulation.

        Raises
        ------
        InputError
            If the weight before is next to nothing: no change is relative to it.
        """
        self._check()
        return Bench(self.rule).run(stimulations, seed, progress=progress).change

    def transmitted(
        self, trains: Sequence[Vector], seed: int, progress: Progress = ignore
    ) -> Vector:
        """Return what the last spike of each train transmits; the weight itself stays."""
        stimulations = [train("train", each, None).without_plasticity() for each in trains]
        values = Bench(self.rule).run(stimulations, seed, progress=progress).values
        return np.asarray((values["synapse.transmitted"] / values["synapse.w"]).mean(axis=1))

    def later(
        self,
        stimulations: Sequence[Stimulation],
        times: Vector,
        seed: int,
        synthesis: bool,
        progress: Progress = ignore,
    ) -> NDArray[np.float64]:
        """Return the relative change at times after the onset; see `Subject.later`."""
        rule = self.rule
        if not isinstance(rule, HasLatePhase):
            return super().later(stimulations, times, seed, synthesis, progress)
        self._check()
        if not synthesis:
            rule = rule.without_synthesis()
        outcome = Bench(rule).run(stimulations, seed, progress=progress)
        end = {name.partition(".")[2]: values for name, values in outcome.values.items()}
        weights = np.empty((len(stimulations), len(times)))
        for row, stimulation in enumerate(stimulations):
            state = {name: values[row] for name, values in end.items()}
            for column, time in enumerate(times):
                later = cast("HasLatePhase", rule).fast_forward(state, time - stimulation.seconds)
                weights[row, column] = later["w"].mean()
        return np.asarray(weights / outcome.before.mean(axis=1)[:, None] - 1)


@final
@dataclass(frozen=True)
class ArtificialWeight(Subject):
    """The weight of an artificial unit, told nothing but the rates of the same spikes."""

    name: str
    rule: RateRule

    def changes(
        self, stimulations: Sequence[Stimulation], seed: int, progress: Progress = ignore
    ) -> Vector:
        """Return the relative change of weight by each stimulation."""
        return np.array(
            [self.rule.change(*rate_code(each)) if each.plastic else 0.0 for each in stimulations]
        )

    def transmitted(
        self, trains: Sequence[Vector], seed: int, progress: Progress = ignore
    ) -> Vector:
        """Return 1: an artificial weight is the same for every input."""
        return np.ones(len(trains))
