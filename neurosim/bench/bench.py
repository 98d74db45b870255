"""The synapse bench: a rule, given spike times, and what becomes of the synapse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import final

import numpy as np
from numpy.typing import NDArray

from neurosim.bench.stimulation import Stimulation
from neurosim.errors import InputError, unknown
from neurosim.plasticity import PlasticityRule, Vector
from neurosim.protocol import Progress, ignore


@dataclass(frozen=True, eq=False)
class Outcome:
    """What became of the synapses.

    Parameters
    ----------
    before, after
        Expressed weight of each synapse, shape (stimulations, copies).
    values
        All that a synapse and its two cells have at the end: "synapse.w", "post.o1", each of shape
        (stimulations, copies).
    """

    before: NDArray[np.float64]
    after: NDArray[np.float64]
    values: Mapping[str, NDArray[np.float64]]

    @property
    def change(self) -> Vector:
        """Relative change of the mean weight of each stimulation's synapses."""
        return np.asarray(self.after.mean(axis=1) / self.before.mean(axis=1) - 1)


@final
class Bench:
    """A bench on which synapses of one rule are stimulated.

    Parameters
    ----------
    rule
        The rule of all synapses.
    release
        Dopamine that one spike of a dopaminergic cell releases.
    """

    def __init__(self, rule: PlasticityRule, release: float = 1.0) -> None:
        from neurosim.bench.builder import BenchBuilder

        self.rule = rule
        self.release = release
        self.builder = BenchBuilder(rule)

    def run(
        self,
        stimulations: Sequence[Stimulation],
        seed: int = 0,
        start: Mapping[str, Vector] | None = None,
        progress: Progress = ignore,
    ) -> Outcome:
        """Stimulate one synapse (or its copies) for each stimulation.

        Stimulations of many lengths share runs and end together, unless a synapse would change in
        the silence before them: every one is as long as it says, and no longer.

        Parameters
        ----------
        start
            Weight and synaptic variables of one naive synapse's copies, where they are to begin
            elsewhere than `PlasticityRule.naive` says.
        progress
            Told the share that is done, from 0 to 1.

        Raises
        ------
        InputError
            If there is nothing to run, or what synapses are to begin with does not fit.
        """
        from neurosim.bench.running import run_all

        if not stimulations:
            raise InputError("there is no stimulation to run")
        state = dict(self.rule.naive(self.rule.copies)) | self._given(start or {})
        self._check(state)
        return run_all(self, stimulations, seed, state, progress)

    def _given(self, start: Mapping[str, Vector]) -> dict[str, Vector]:
        """Return what synapses are to begin with, for every copy."""
        known, copies = self.rule.naive(1), self.rule.copies
        given = {}
        for name, values in start.items():
            if name not in known:
                raise unknown("synaptic variable", name, known)
            row = np.atleast_1d(np.asarray(values, dtype=float))
            if row.shape not in {(1,), (copies,)}:
                raise InputError(f"{name} must be one number, or one for each of {copies} copies")
            given[name] = np.broadcast_to(row, (copies,))
        return given

    def _check(self, state: Mapping[str, Vector]) -> None:
        weights = np.asarray(state["w"])
        if not (
            np.isfinite(weights).all() and np.all((weights >= 0) & (weights <= self.rule.w_max))
        ):
            raise InputError(
                f"a weight to begin with is beyond its bounds (allowed: 0 to "
                f"{float(self.rule.w_max):g})"
            )
