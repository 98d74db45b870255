"""In what mode a brain lives an event: its brain state, and what is interfered with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from neurosim.brain.acetylcholine import level_under
from neurosim.brain.amygdala import noradrenaline
from neurosim.brain.circuit import Circuit, Pathway
from neurosim.brain.initial import Values, state_values
from neurosim.brain.reward import dopamine
from neurosim.brain.states import ASLEEP, Acetylcholine, ByAcetylcholine, State
from neurosim.brain.weights import Equal
from neurosim.errors import InputError
from neurosim.protocol import Drug, Experience, Recall, Replay, Sleep, Stage, Study, Vector, Walk


@dataclass(frozen=True)
class Mode:
    """What is the same for all events that are simulated in one run.

    Parameters
    ----------
    state
        The brain state.
    replay
        What becomes of replay.
    learning
        Whether anything may be learned.
    drug
        What acetylcholine is under; None for its usual level.
    gated
        Whether novelty decides what is learned.
    level
        Level of acetylcholine in the hippocampus, where novelty sets it: the neocortex attends, and
        its level is that of waking then. None for the usual levels in the state.
    noradrenaline, dopamine
        How far they are above their waking levels, 0 to 1.
    """

    state: State
    replay: Replay = Replay.NATURAL
    learning: bool = True
    drug: Drug | None = None
    gated: bool = False
    level: float | None = None
    noradrenaline: float = 0.0
    dopamine: float = 0.0

    @property
    def moved(self) -> float:
        """What cells of the hippocampus feel of both: they act on one messenger, 0 to 1."""
        return max(self.noradrenaline, self.dopamine)

    def felt(self, circuit: Circuit) -> Acetylcholine | None:
        """Return the levels of acetylcholine that are felt, if they are other than usual."""
        levels = circuit.acetylcholine
        usual, waking = levels.at(self.state), levels.at(State.WAKE)
        if self.level is None and self.drug is None:
            return None
        hippocampus, neocortex = (usual, usual) if self.level is None else (self.level, waking)
        if self.drug is not None:
            hippocampus = level_under(self.drug, hippocampus, waking)
            neocortex = level_under(self.drug, neocortex, waking)
        return Acetylcholine(hippocampus, neocortex)

    def values(self, circuit: Circuit) -> Values:
        """Return the numbers that a run in this mode starts with."""
        replay = self.replay is not Replay.BLOCKED
        values = state_values(circuit, self.state, replay, self.felt(circuit), self.learning)
        if self.moved and circuit.amygdala is not None:
            more = 1 + circuit.amygdala.plasticity * self.moved
            learners = (p for p in circuit.pathways if isinstance(p.learning, ByAcetylcholine))
            values |= {f"{p.name}.learning": more * values[f"{p.name}.learning"] for p in learners}
        return values


@cache
def simulated(circuit: Circuit, state: State) -> Circuit:
    """Return the circuit as it is simulated in a brain state.

    Tests and NREM sleep have a network of their own, in which pathways that learn in neither are
    without their rule: most of the time of a night would be spent on changes that are zero. REM
    sleep has the same one, unless one of them learns there.
    """
    if state not in (State.RECALL, *ASLEEP):
        return circuit
    quiet = (State.RECALL, *ASLEEP) if state is State.REM else (State.RECALL, State.NREM)
    pathways = (
        replace(each, rule=None, learning=None) if _rests(each, circuit, quiet) else each
        for each in circuit.pathways
    )
    return replace(circuit, pathways=tuple(pathways))


def _rests(pathway: Pathway, circuit: Circuit, quiet: tuple[State, ...]) -> bool:
    """Say whether, in states of tests and sleep, the rule of a pathway does nothing at all.

    In NREM sleep a drug may raise acetylcholine up to its level in active waking.

    Equal weights without a rule would be taken for one that is the same for all synapses.
    """
    rule, learning = pathway.rule, pathway.learning
    if rule is None or learning is None or isinstance(pathway.weights, Equal):
        return False
    if any(each.lasts for each in rule.variables) or rule.each_step or rule.transmitted != "w":
        return False
    if any(each.lasts or each.on_dopamine for each in (*rule.pre, *rule.post)):
        return False
    levels = circuit.acetylcholine
    waking = levels.at(State.WAKE)
    drugged = learning.under(Acetylcholine(waking, waking), State.NREM, levels)
    idle = drugged == 0 and all(learning.at(state) == 0 for state in quiet)
    return idle and pathway.downscaling is None


def mode_of(event: Experience) -> Mode:
    """Return the mode in which an event is lived; tests change nothing, whatever the drug."""
    match event:
        case Study():
            return Mode(
                State.ENCODE,
                learning=event.learning,
                drug=event.drug,
                gated=event.gated,
                noradrenaline=noradrenaline(event.item, event.drug),
                dopamine=dopamine(event.reward, event.drug),
            )
        case Walk():
            return Mode(State.ENCODE, learning=event.learning, drug=event.drug)
        case Recall():
            return recalling(event.drug)
        case Sleep(stage=Stage.REM):  # there is no replay to interfere with
            return Mode(State.REM, learning=event.learning, drug=event.drug)
        case Sleep():
            return Mode(State.NREM, event.replay, event.learning, event.drug)
        case _:
            return Mode(State.WAKE, drug=event.drug)


def recalling(drug: Drug | None) -> Mode:
    """Return the mode in which nothing is learned, and what is there cues what is recalled."""
    return Mode(State.RECALL, learning=drug is None, drug=drug)


def carriers(circuit: Circuit) -> tuple[str, ...]:
    """Return the pathways by which replay reaches its target.

    Raises
    ------
    InputError
        If one of them changes in NREM sleep: it could not have its own weights back after a night
        in which they were shuffled.
    """
    found = [pathway for pathway in circuit.pathways if pathway.carries_replay]
    for pathway in found:
        learns = pathway.learning is not None and pathway.learning.at(State.NREM) != 0
        if learns or pathway.downscaling is not None:
            raise InputError(f"{pathway.name} carries replay and must not change in NREM sleep")
    return tuple(pathway.name for pathway in found)


def shuffled(
    weights: Mapping[str, Vector],
    sources: Mapping[str, NDArray[np.int32]],
    random: np.random.Generator,
) -> dict[str, Vector]:
    """Give the weights of every source cell to other targets of the same cell, at random.

    Parameters
    ----------
    weights
        Weight of each synapse, by pathway, in the order of ascending sources.
    sources
        Source cell of each synapse, by pathway.

    Raises
    ------
    InputError
        If shuffling changes nothing, because all weights of each cell are the same.
    """
    found = {}
    for name, own in weights.items():
        source = sources[name]
        order = np.lexsort((random.random(own.size), source))
        found[name] = own[order]
        first = np.searchsorted(source, source)
        if np.array_equal(own, own[first]):
            raise InputError(f"replay over {name} cannot be shuffled: a cell's weights are equal")
    return found
