"""A spiking brain as an agent."""

from __future__ import annotations

import copy
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby
from typing import Any, Final, final

import numpy as np
from numpy.typing import NDArray

from neurosim.brain.assemble import CircuitBuilder
from neurosim.brain.circuit import Circuit
from neurosim.brain.examined import synapses_of
from neurosim.brain.glances import Glances
from neurosim.brain.initial import Values, fixed_values, gain_values, grown, naive
from neurosim.brain.lasting import checked_state, pointed_to
from neurosim.brain.losses import learners, lost_regions, no_learning, nothing_cut, without
from neurosim.brain.mode import Mode, carriers, mode_of, shuffled, simulated
from neurosim.brain.nights import tells_weights, together, with_weights
from neurosim.brain.parts import populations
from neurosim.brain.states import State as BrainState
from neurosim.brain.tagging import kept_tags, no_tags, sleep_thresholds
from neurosim.brain.trials import check_cues, check_walk, cut, runs, trial_of
from neurosim.brain.watch import limits, run_away, silent
from neurosim.brain.work import FanOuts, fan_outs, told, work_of
from neurosim.engine import Request, Result, Simulator, Trial, simulator
from neurosim.errors import InputError
from neurosim.protocol import (
    MEMORY,
    Agent,
    Experience,
    Progress,
    Recall,
    Recording,
    Replay,
    Senses,
    Signal,
    Sleep,
    Spikes,
    State,
    Study,
    Synapses,
    Vector,
    Walk,
    after,
    generator_state,
    restored_generator,
)

ReadOut = Callable[[Spikes, float, float], Vector]
"""Turns the spikes of a population in a stretch of time into a firing rate of each cell in Hz."""

SEEDS = 2**31 - 1


@cache
def _simulator(circuit: Circuit, senses: Senses) -> Simulator:
    """Return the simulator of a circuit; brains of one circuit share it, one after the other."""
    return simulator(CircuitBuilder(circuit, senses))


@final
class Brain(Agent):
    """A brain that lives, composed of the regions and pathways of a circuit.

    Every event begins from rest, with noise of its own seed from the brain's own random stream:
    between events pass minutes that are not simulated. What lasts from event to event are the
    weights of the pathways that learn, and what their rules say lasts. Events that follow on one
    another in one brain state are simulated in one run; the outcome is the same, spike for spike,
    as one by one.

    The first cells of an answering region stand for the input units; there may be more.

    Parameters
    ----------
    name
        The agent's name.
    circuit
        What it is composed of.
    senses
        Its input units.
    seed
        Seed of its wiring, initial weights and noise.
    read_out
        How the rates of the answering region are read off its spikes; None for a circuit in which
        no region answers: it perceives and sleeps, and cannot be asked.
    """

    offers = frozenset({Signal.ANSWER, Signal.SPIKES, Signal.RATES, Signal.SYNAPSES, Signal.ENERGY})

    def __init__(
        self,
        name: str,
        circuit: Circuit,
        senses: Senses,
        seed: int,
        read_out: ReadOut | None = None,
    ) -> None:
        super().__init__(name, senses)
        if (circuit.answers is None) != (read_out is None):
            raise InputError(f"{name}: circuits that answer, and only they, have a read-out")
        if circuit.answers is None:
            self.offers = self.offers - {Signal.ANSWER}
        if tells_weights(circuit):
            self.offers = self.offers | {Signal.WEIGHTS}
        self.circuit: Final = circuit
        self.read_out: Final = read_out
        self.regions = (
            *((MEMORY,) if learners(circuit) else ()),
            *(structure.name for structure in circuit.structures),
            *(region.name for region in circuit.regions),
        )
        self.random = np.random.default_rng(seed)
        parts = populations(circuit, senses)
        self.told = told(circuit)
        self.alive = {part.name: np.ones(part.size, bool) for part in parts}
        self.tags = no_tags(circuit, {part.name: part.size for part in parts})
        circuit.check_wiring({part.name: part.cells for part in parts})
        self.carriers = carriers(circuit)
        self.connections, self.weights = grown(circuit, senses, self.random)
        self.lasting = naive(circuit, {part.name: part.size for part in parts}, self.weights)
        self.cut = nothing_cut(circuit, {name: each.size for name, each in self.weights.items()})
        self.fans = self._fans()
        self.pathways = tuple(self.weights)

    def _batches(
        self, events: Sequence[Experience], progress: Progress
    ) -> Iterator[tuple[Recording, ...]]:
        lived = 0.0
        for mode, group in groupby(events, mode_of):
            if mode.gated:
                for event in group:
                    yield (self._gated(event, mode, after(lived, progress)),)
                    lived += event.seconds
                    progress(lived)
                continue
            for batch in runs(list(group), self._as_trial, together(self.circuit)):
                yield self._run(batch, mode, after(lived, progress))
                lived += sum(event.seconds for event in batch)

    def _gated(self, event: Experience, mode: Mode, progress: Progress) -> Recording:
        """Live through a study in which novelty decides what is learned."""
        lived = 0.0
        kept = Glances(self.circuit)
        for glance, look in kept.of(event, mode):
            (record,) = self._run([glance], look, after(lived, progress))
            kept.add(record.spikes, glance.seconds, record.work)
            lived += glance.seconds
        record = self._recorded(event, kept.spikes, lived)
        return replace(record, levels=kept.levels, work=kept.work)

    def _run(
        self, events: Sequence[Experience], mode: Mode, progress: Progress
    ) -> tuple[Recording, ...]:
        seeds = (int(self.random.integers(SEEDS)) for _ in events)
        trials = tuple(map(self._as_trial, events, seeds))
        scrambled = self._shuffled() if mode.replay is Replay.SHUFFLED else {}
        weights = self.weights | scrambled
        circuit = simulated(self.circuit, mode.state)
        values = {
            **fixed_values(circuit, self.senses, weights, self.alive),
            **gain_values(circuit, self.senses, mode.state, weights, self.connections),
            **mode.values(circuit),
            **self.lasting,
        }
        values |= {name: 0.0 for name in no_learning(self.cut) if name in values}
        if mode.state is BrainState.NREM:
            own = self.tags, values, self.weights, self.connections
            values |= sleep_thresholds(circuit, self.senses, *own)
        request = Request(trials, values, self.connections, limits=limits(circuit, self.alive))
        result = _simulator(circuit, self.senses).run(request, progress)
        wrong = run_away(self.circuit, result, trials, mode.state)
        if mode.drug is None:  # a drug may silence a region
            whole = all(each.all() for each in self.alive.values()) and not no_learning(self.cut)
            wrong = wrong or silent(self.circuit, result, trials, mode.state, whole)
        if wrong is not None:
            past = zip(events[: wrong.trial + 1], trials, strict=False)
            raise wrong.error(wrong.reason, tuple(self._recordings(past, result, values)))
        before = dict(self.weights)
        self._learn(result, scrambled)
        records = list(self._recordings(zip(events, trials, strict=True), result, values))
        records = with_weights(records, self.circuit, before, self.weights)
        self.tags = kept_tags(self.circuit, self.tags, records, mode)
        return tuple(records)

    def _as_trial(self, event: Experience, seed: int) -> Trial:
        return trial_of(event, self.senses, self.circuit, seed)

    def _check_sleep(self, event: Sleep) -> None:
        check_cues(event, self.senses)

    def _check_walk(self, event: Walk) -> None:
        check_walk(event, self.senses)

    def _synapses(self, pathway: str) -> Synapses:
        return synapses_of(self.circuit, self.senses, pathway, self.weights, self.connections)

    def _shuffled(self) -> dict[str, Vector]:
        """Return the weights of the pathways that carry replay, shuffled for one night."""
        sources = {name: self._synapses(name).source for name in self.carriers}
        return shuffled({n: self.weights[n] for n in self.carriers}, sources, self.random)

    def _learn(self, result: Result, scrambled: Container[str]) -> None:
        """Keep what has changed, but for pathways whose weights were not their own."""
        for name in self.weights:
            if f"{name}.w" in result.values and name not in scrambled:
                self.weights[name] = result.values[f"{name}.w"]
        changed = (name for name in self.lasting if name.partition(".")[0] not in scrambled)
        self.lasting |= {name: result.values[name] for name in changed}

    def _recordings(
        self, lived: Iterable[tuple[Experience, Trial]], result: Result, values: Values
    ) -> Iterator[Recording]:
        start = 0.0
        for event, trial in lived:
            stop = start + trial.seconds
            spikes = {name: cut(train, start, stop) for name, train in result.spikes.items()}
            taken = work_of(self.circuit, spikes, self.fans, values, self.alive, trial.seconds)
            record = self._recorded(event, {n: spikes[n] for n in self.told}, trial.seconds)
            yield replace(record, work=taken)
            start = stop

    def _recorded(self, event: Experience, spikes: dict[str, Spikes], seconds: float) -> Recording:
        response, answers = None, self.circuit.answers
        if answers and self.read_out and isinstance(event, Study | Recall):
            rates = self.read_out(spikes[answers], 0.0, seconds)
            response = self.senses.split(rates[: self.senses.total])
        return Recording(event, response, spikes)

    def _lesion(self, region: str, fraction: float) -> Agent:
        damaged, parts = self._copy(), lost_regions(self.circuit, region)
        for part in self.circuit.regions:
            for name in (part.name, part.interneurons) if part.name in parts else ():
                damaged.alive[name] = without(self.alive[name], fraction, damaged.random)
        damaged.fans = damaged._fans()
        return damaged

    def _cut(self, region: str, fraction: float) -> Agent:
        damaged, parts = self._copy(), lost_regions(self.circuit, region)
        cut = [each.name for each in learners(self.circuit) if each.target in parts]
        if not cut:
            return super()._cut(region, fraction)
        for name in cut:
            damaged.cut[name] = ~without(~self.cut[name], fraction, damaged.random)
            damaged.weights[name] = np.where(damaged.cut[name], 0.0, self.weights[name])
        damaged.fans = damaged._fans()
        return damaged

    def _copy(self) -> Brain:
        other = copy.copy(self)
        other.random = restored_generator(generator_state(self.random))
        other.weights, other.lasting = dict(self.weights), dict(self.lasting)
        other.alive, other.tags, other.cut = dict(self.alive), dict(self.tags), dict(self.cut)
        return other

    def _fans(self) -> FanOuts:
        return fan_outs(self.circuit, self.senses, self.connections, self.alive, self.cut)

    def snapshot(self) -> State:
        """Return all that lasts, wiring, living cells and the position in the random stream."""
        arrays = {name: array.copy() for name, array in self._lasting().items()}
        return {**arrays, "random": generator_state(self.random)}

    def restore(self, state: State) -> None:
        """Return to a snapshot of a brain of the same circuit.

        Raises
        ------
        InputError
            If the arrays are not those of such a brain.
        """
        cells = pointed_to(self.circuit, self.connections, self.alive)
        checked = checked_state(self.snapshot(), state, cells)
        self.random = restored_generator(checked["random"])
        self.weights = {name: checked[f"weights/{name}"] for name in self.weights}
        self.lasting = {name: checked[f"lasting/{name}"] for name in self.lasting}
        self.alive = {name: checked[f"alive/{name}"] for name in self.alive}
        self.tags = {name: checked[f"tags/{name}"] for name in self.tags}
        self.connections = {
            name: (checked[f"source/{name}"], checked[f"target/{name}"])
            for name in self.connections
        }
        self.cut = {name: checked[f"cut/{name}"] for name in self.cut}
        self.fans = self._fans()

    def _lasting(self) -> dict[str, NDArray[Any]]:
        """Return every array that lasts from event to event, by its name in a snapshot."""
        arrays: dict[str, NDArray[Any]] = {f"weights/{n}": w for n, w in self.weights.items()}
        arrays |= {f"lasting/{name}": values for name, values in self.lasting.items()}
        arrays |= {f"alive/{name}": alive for name, alive in self.alive.items()}
        arrays |= {f"tags/{name}": tags for name, tags in self.tags.items()}
        arrays |= {f"cut/{name}": lost for name, lost in self.cut.items()}
        for name, (source, target) in self.connections.items():
            arrays |= {f"source/{name}": source, f"target/{name}": target}
        return arrays
