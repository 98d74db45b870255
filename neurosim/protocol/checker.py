"""The checker that every agent must pass: the promises of the protocol, one function each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurosim.errors import InputError
from neurosim.protocol.agent import Agent, Signal
from neurosim.protocol.drugs import Drug, Substance
from neurosim.protocol.events import (
    Cue,
    Experience,
    Recall,
    Replay,
    Rest,
    Sleep,
    Stage,
    Study,
    Walk,
)
from neurosim.protocol.recording import Recording
from neurosim.protocol.senses import Code, Item, Senses
from neurosim.protocol.track import Track

Factory = Callable[[int, Senses], Agent]
"""Makes an agent from a seed and its senses."""

PASSING_KEYS = ("random",)
"""Parts of a snapshot that a test may change: the position in the random stream."""

SHARES = (0.0, 2.0, float("nan"))
"""Shares of a region that nobody can lose."""

REFUSAL = "nonsense is refused with an InputError"


class BrokenPromiseError(AssertionError):
    """An agent does not keep the protocol."""


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
    refuses_nonsense(make(1, senses))


def answers_every_sense(agent: Agent, items: list[Item], cue: Code, seconds: float) -> None:
    """Study and recall bring home a finite, non-negative response of the right shape."""
    for record in (agent.study(items[0], seconds), agent.recall(cue, seconds)):
        response = record.response or {}
        for sense, size in agent.senses.sizes:
            _promise(sense in response, f"the response has a part for {sense}")
            part = response[sense]
            _promise(np.shape(part) == (size,), f"the response to {sense} has {size} units")
            good = bool(np.all(np.isfinite(part)) and np.all(part >= 0))
            _promise(good, "responses are finite and not negative")


def cannot_be_asked(agent: Agent, cue: Code, seconds: float) -> None:
    """An agent that has no answers refuses to be asked."""
    refused = _refused(lambda: agent.recall(cue, seconds))
    _promise(refused, "an agent that offers no answer refuses to be asked")


def walks_or_refuses(agent: Agent, items: list[Item], seconds: float) -> None:
    """A walk is lived, and with learning off teaches nothing; or a life with one is refused."""
    sense, size = agent.senses.sizes[0]
    track = Track(sense, np.linspace(0, 1, size), 0.1, 40.0)
    walk, blind = (Walk(track, (0.0, 0.5, 1.0), 0.1, learning=on) for on in (True, False))
    before = _everything(agent)
    told: list[Experience] = []

    def lived() -> None:
        told.extend(record.event for record in agent.live([Study(items[0], seconds), walk]))

    if _refused(lived):
        _promise(_equal(before, _everything(agent)), "what cannot be walked is refused beforehand")
        return
    _promise(told[-1] is walk, "each event brings home one recording")
    after = _memory(agent)
    list(agent.live([blind]))
    _promise(_equal(after, _memory(agent)), "nothing is learned with learning off")


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
    lived = [record.event for record in agent.live(events, told.append)]
    _promise(list(map(id, lived)) == list(map(id, events)), "each event brings home one recording")
    _promise(told == sorted(told), "progress never goes back")


def tests_change_nothing(agent: Agent, items: list[Item], cue: Code, seconds: float) -> None:
    """A recall leaves everything as it was, but for the position in the random stream."""
    agent.study(items[0], seconds)
    before = _memory(agent)
    for drug in (None, *map(Drug, Substance)):
        list(agent.live([Recall(cue, seconds, items[0].name, drug=drug)]))
        _promise(_equal(before, _memory(agent)), "a recall changes no memory")


def learning_can_be_off(agent: Agent, items: list[Item], seconds: float) -> None:
    """What is shown with learning off is perceived; it, and sleep, leave everything as it was."""
    agent.study(items[0], seconds)
    before = _memory(agent)
    (record,) = agent.live([Study(items[1], seconds, learning=False)])
    seen = record.response is not None or Signal.ANSWER not in agent.offers
    _promise(seen, "an item is perceived with learning off")
    _promise(_equal(before, _memory(agent)), "nothing is learned with learning off")
    for stage in Stage:
        list(agent.live([Sleep(seconds, stage=stage, learning=False)]))
        _promise(_equal(before, _memory(agent)), "sleep with learning off changes no memory")


def same_seed_same_life(
    make: Factory, items: list[Item], cue: Code, senses: Senses, seconds: float
) -> None:
    """Two agents of one seed live the same life, even when they live it at the same time."""
    one, two = make(3, senses), make(3, senses)
    for item in items:
        first, second = one.study(item, seconds), two.study(item, seconds)
        _promise(_same(first, second), "agents of one seed live the same life")
    for life in (one, two):
        life.sleep(seconds)
    first, second = _asked(one, cue, seconds), _asked(two, cue, seconds)
    _promise(_same(first, second), "agents of one seed give the same answers")
    _promise(_equal(_everything(one), _everything(two)), "agents of one seed remember the same")


def neighbours_do_not_disturb(
    make: Factory, items: list[Item], senses: Senses, seconds: float
) -> None:
    """What one agent lives through leaves another as it is."""
    agent, neighbour = make(3, senses), make(4, senses)
    agent.study(items[0], seconds)
    before = _everything(agent)
    neighbour.study(items[1], seconds)
    neighbour.sleep(seconds)
    _promise(_equal(before, _everything(agent)), "an agent's life leaves its neighbour alone")


def snapshot_restores(
    make: Factory, items: list[Item], cue: Code, senses: Senses, seconds: float
) -> None:
    """A snapshot, restored into another agent, gives the same future, and no future changes it."""
    agent = make(5, senses)
    agent.study(items[0], seconds)
    taken, state = agent.snapshot(), _everything(agent)
    other = make(6, senses)
    other.restore(taken)
    _promise(_equal(state, _everything(other)), "a restored agent is what the snapshot was")
    for life in (agent, other):
        life.study(items[1], seconds)
    first, second = _asked(agent, cue, seconds), _asked(other, cue, seconds)
    _promise(_same(first, second), "a restored agent has the same future")
    _promise(_equal(state, taken), "no later life changes a snapshot")


def lesion_spares_the_subject(agent: Agent, items: list[Item], cue: Code, seconds: float) -> None:
    """A lesion makes a damaged copy; the agent itself stays whole."""
    agent.study(items[0], seconds)
    for region in agent.regions:
        before = _everything(agent)
        copy = agent.lesion(region)
        _promise(copy is not agent, "a lesion makes a copy")
        _asked(copy, cue, seconds)
        copy.study(items[1], seconds)
        _promise(_equal(before, _everything(agent)), "a lesioned copy leaves the agent whole")


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
        _promise(_refused(attempt), REFUSAL)


def _refused(attempt: Callable[[], object]) -> bool:
    """Say whether something was refused in one line; anything else that stops it is wrong."""
    try:
        attempt()
    except InputError as refusal:
        _promise("\n" not in str(refusal), "nonsense is refused in one line")
        return True
    except Exception as problem:
        raise BrokenPromiseError(f"broken promise: {REFUSAL}") from problem
    return False


def _asked(agent: Agent, cue: Code, seconds: float) -> Recording:
    """Ask an agent; one that has no answers rests."""
    return agent.recall(cue, seconds) if Signal.ANSWER in agent.offers else agent.rest(seconds)


def _memory(agent: Agent) -> dict[str, NDArray[Any]]:
    return {k: v for k, v in _everything(agent).items() if k not in PASSING_KEYS}


def _everything(agent: Agent) -> dict[str, NDArray[Any]]:
    return {name: np.array(array) for name, array in agent.snapshot().items()}


def _equal(a: Mapping[str, NDArray[Any]], b: Mapping[str, NDArray[Any]]) -> bool:
    return a.keys() == b.keys() and all(np.array_equal(a[name], b[name]) for name in a)


def _same(a: Recording, b: Recording) -> bool:
    return _equal(_brought(a), _brought(b))


def _brought(record: Recording) -> dict[str, NDArray[Any]]:
    """Return what an event brought home: the response and all spikes."""
    response = record.response or {}
    found: dict[str, NDArray[Any]] = {f"response/{name}": part for name, part in response.items()}
    for name, train in record.spikes.items():
        found |= {f"cells/{name}": train.cells, f"seconds/{name}": train.seconds}
    return found


def _promise(kept: bool, promise: str) -> None:
    if not kept:
        raise BrokenPromiseError(f"broken promise: {promise}")
