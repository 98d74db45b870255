"""The checker that every agent must pass: the promises of the protocol, one function each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np

from neurosim.protocol.agent import Agent, Signal
from neurosim.protocol.checked_damage import loses_memory, work_is_counted
from neurosim.protocol.cues import Cue
from neurosim.protocol.drugs import Drug, Substance
from neurosim.protocol.events import (
    Examine,
    Experience,
    Recall,
    Recorded,
    Replay,
    Rest,
    Sleep,
    Stage,
    Study,
    Walk,
)
from neurosim.protocol.promises import (
    REFUSAL,
    asked,
    equal,
    everything,
    memory,
    promise,
    refused,
    same,
)
from neurosim.protocol.senses import Code, Item, Senses
from neurosim.protocol.track import Track

Factory = Callable[[int, Senses], Agent]
"""Makes an agent from a seed and its senses."""

SHARES = (0.0, 2.0, float("nan"))
"""Shares of a region that nobody can lose."""


def check_agent(make: Factory, items: list[Item], senses: Senses, seconds: float = 0.4) -> None:
    """Check that agents made by `make` keep every promise of the protocol.

    Parameters
    ----------
    make
        Makes an agent from a seed.
    items
        At least two items; the first sense is used as the cue.
    senses
        The senses that the items were made for.
    seconds
        How long items are shown.

    Raises
    ------
    BrokenPromiseError
        With the promise that is not kept.
    """
    cue = items[0].cue(senses.names[0])
    if Signal.ANSWER in make(1, senses).offers:
        answers_every_sense(make(1, senses), items, cue, seconds)
        tests_change_nothing(make(1, senses), items, cue, seconds)
    else:
        cannot_be_asked(make(1, senses), cue, seconds)
    lives_every_event(make(1, senses), items, cue, seconds)
    walks_or_refuses(make(1, senses), items, seconds)
    learning_can_be_off(make(1, senses), items, seconds)
    same_seed_same_life(make, items, cue, senses, seconds)
    neighbours_do_not_disturb(make, items, senses, seconds)
    snapshot_restores(make, items, cue, senses, seconds)
    lesion_spares_the_subject(make(1, senses), items, cue, seconds)
    loses_memory(make(1, senses), items[0], seconds)
    refuses_nonsense(make(1, senses))
    shows_its_synapses_or_refuses(make(1, senses), items, seconds)


def answers_every_sense(agent: Agent, items: list[Item], cue: Code, seconds: float) -> None:
    """Study and recall bring home a finite, non-negative response of the right shape."""
    for record in (agent.study(items[0], seconds), agent.recall(cue, seconds)):
        response = record.response or {}
        for sense, size in agent.senses.sizes:
            promise(sense in response, f"the response has a part for {sense}")
            part = response[sense]
            promise(np.shape(part) == (size,), f"the response to {sense} has {size} units")
            good = bool(np.all(np.isfinite(part)) and np.all(part >= 0))
            promise(good, "responses are finite and not negative")


def cannot_be_asked(agent: Agent, cue: Code, seconds: float) -> None:
    """An agent that has no answers refuses to be asked."""
    lost = refused(lambda: agent.recall(cue, seconds))
    promise(lost, "an agent that offers no answer refuses to be asked")


def walks_or_refuses(agent: Agent, items: list[Item], seconds: float) -> None:
    """A walk is lived, and with learning off teaches nothing; or a life with one is refused."""
    sense, size = agent.senses.sizes[0]
    track = Track(sense, np.linspace(0, 1, size), 0.1, 40.0)
    walk, blind = (Walk(track, (0.0, 0.5, 1.0), 0.1, learning=on) for on in (True, False))
    before = everything(agent)
    told: list[Recorded] = []

    def lived() -> None:
        told.extend(record.event for record in agent.live([Study(items[0], seconds), walk]))

    if refused(lived):
        promise(equal(before, everything(agent)), "what cannot be walked is refused beforehand")
        return
    promise(told[-1] is walk, "each event brings home one recording")
    after = memory(agent)
    list(agent.live([blind]))
    promise(equal(after, memory(agent)), "nothing is learned with learning off")


def shows_its_synapses_or_refuses(agent: Agent, items: list[Item], seconds: float) -> None:
    """Whoever offers synapses shows those of every pathway; to look changes nothing."""
    before, study = everything(agent), Study(items[0], seconds)
    lost = refused(lambda: list(agent.live([study, Examine(("no such pathway",))])))
    promise(lost, "who lacks a pathway refuses to be examined")
    promise(equal(before, everything(agent)), "a life that is refused does not begin")
    offered = Signal.SYNAPSES in agent.offers
    promise(offered == bool(agent.pathways), "who offers synapses, and nobody else, has pathways")
    for name in agent.pathways:
        shown = agent.examine(name).synapses[name]
        shapes = {np.shape(each) for each in (shown.source, shown.target, shown.weights)}
        promise(len(shapes) == 1, "each synapse has a source, a target and a weight")
        ends = (shown.source, shown.before), (shown.target, shown.behind)
        there = all(bool(np.all((cells >= 0) & (cells < size))) for cells, size in ends)
        promise(there, "synapses connect cells that there are")
        promise(bool(np.all(np.isfinite(shown.weights))), "weights are finite")
        shown.weights[...] = np.nan
    promise(equal(before, everything(agent)), "to be examined changes nothing")


def lives_every_event(agent: Agent, items: list[Item], cue: Code, seconds: float) -> None:
    """Every kind of event is lived in its turn, under drugs as well, and brings home a recording.

    Who has no sense of novelty, no feelings and no receptors, or hears nothing in sleep, lives
    them like any other.
    """
    drugs = [Drug(substance, 0.5) for substance in Substance]
    moving = replace(items[1], arousal=dict.fromkeys(items[1].code, 1.0))
    events: list[Experience] = [
        Study(items[0], seconds),
        Study(items[0], seconds, gated=True),
        *(Study(moving, seconds, drug=drug, reward=0.5) for drug in drugs),
        Rest(seconds),
        *(Sleep(seconds, replay) for replay in Replay),
        *(Sleep(seconds, drug=drug) for drug in drugs),
        Sleep(1.0, cues=(Cue(cue, 0.1, 0.2), Cue(cue, 0.5, 0.1))),
        Sleep(seconds, stage=Stage.REM),
        *(Sleep(seconds, drug=drug, stage=Stage.REM) for drug in drugs),
    ]
    if Signal.ANSWER in agent.offers:
        recall = Recall(cue, seconds, items[0].name)
        events += [recall, replace(recall, drug=drugs[0])]
    told: list[float] = []
    records = list(agent.live(events, told.append))
    work_is_counted(agent, records)
    lived = [record.event for record in records]
    promise(list(map(id, lived)) == list(map(id, events)), "each event brings home one recording")
    promise(told == sorted(told), "progress never goes back")


def tests_change_nothing(agent: Agent, items: list[Item], cue: Code, seconds: float) -> None:
    """A recall leaves everything as it was, but for the position in the random stream."""
    agent.study(items[0], seconds)
    before = memory(agent)
    for drug in (None, *map(Drug, Substance)):
        list(agent.live([Recall(cue, seconds, items[0].name, drug=drug)]))
        promise(equal(before, memory(agent)), "a recall changes no memory")


def learning_can_be_off(agent: Agent, items: list[Item], seconds: float) -> None:
    """What is shown with learning off is perceived; it, and sleep, leave everything as it was."""
    agent.study(items[0], seconds)
    before = memory(agent)
    (record,) = agent.live([Study(items[1], seconds, learning=False)])
    seen = record.response is not None or Signal.ANSWER not in agent.offers
    promise(seen, "an item is perceived with learning off")
    promise(equal(before, memory(agent)), "nothing is learned with learning off")
    for stage in Stage:
        list(agent.live([Sleep(seconds, stage=stage, learning=False)]))
        promise(equal(before, memory(agent)), "sleep with learning off changes no memory")


def same_seed_same_life(
    make: Factory, items: list[Item], cue: Code, senses: Senses, seconds: float
) -> None:
    """Two agents of one seed live the same life, even when they live it at the same time."""
    one, two = make(3, senses), make(3, senses)
    for item in items:
        first, second = one.study(item, seconds), two.study(item, seconds)
        promise(same(first, second), "agents of one seed live the same life")
    for life in (one, two):
        life.sleep(seconds)
    first, second = asked(one, cue, seconds), asked(two, cue, seconds)
    promise(same(first, second), "agents of one seed give the same answers")
    promise(equal(everything(one), everything(two)), "agents of one seed remember the same")


def neighbours_do_not_disturb(
    make: Factory, items: list[Item], senses: Senses, seconds: float
) -> None:
    """What one agent lives through leaves another as it is."""
    agent, neighbour = make(3, senses), make(4, senses)
    agent.study(items[0], seconds)
    before = everything(agent)
    neighbour.study(items[1], seconds)
    neighbour.sleep(seconds)
    promise(equal(before, everything(agent)), "an agent's life leaves its neighbour alone")


def snapshot_restores(
    make: Factory, items: list[Item], cue: Code, senses: Senses, seconds: float
) -> None:
    """A snapshot, restored into another agent, gives the same future, and no future changes it."""
    agent = make(5, senses)
    agent.study(items[0], seconds)
    taken, state = agent.snapshot(), everything(agent)
    other = make(6, senses)
    other.restore(taken)
    promise(equal(state, everything(other)), "a restored agent is what the snapshot was")
    for life in (agent, other):
        life.study(items[1], seconds)
    first, second = asked(agent, cue, seconds), asked(other, cue, seconds)
    promise(same(first, second), "a restored agent has the same future")
    promise(equal(state, taken), "no later life changes a snapshot")


def lesion_spares_the_subject(agent: Agent, items: list[Item], cue: Code, seconds: float) -> None:
    """A lesion makes a damaged copy; the agent itself stays whole."""
    agent.study(items[0], seconds)
    for region in agent.regions:
        before = everything(agent)
        copy = agent.lesion(region)
        promise(copy is not agent, "a lesion makes a copy")
        asked(copy, cue, seconds)
        copy.study(items[1], seconds)
        promise(equal(before, everything(agent)), "a lesioned copy leaves the agent whole")


def refuses_nonsense(agent: Agent) -> None:
    """Times that make no sense, unknown senses and unknown regions are refused in one line."""
    wrong_size = {agent.senses.names[0]: np.zeros(agent.senses.sizes[0][1] + 1, bool)}
    attempts: tuple[Callable[[], object], ...] = (
        lambda: agent.rest(-5.0),
        lambda: agent.sleep(float("nan")),
        lambda: list(agent.live([Sleep(1.0, cues=(Cue(wrong_size, 0.0, 0.1),))])),
        lambda: agent.recall({"no such sense": np.zeros(3, bool)}, 0.1),
        lambda: agent.recall(wrong_size, 0.1),
        lambda: agent.study(Item("of another size", wrong_size), 0.1),
        lambda: list(agent.live([Walk(Track("no such sense", np.zeros(3), 0.1, 40), (0.5,), 0.1)])),
        lambda: agent.lesion("no such region"),
        *(partial(agent.lesion, agent.regions[0], share) for share in SHARES if agent.regions),
    )
    for attempt in attempts:
        promise(refused(attempt), REFUSAL)
