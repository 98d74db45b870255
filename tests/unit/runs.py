"""A finished run of agents that need no simulation, for testing what is done with runs."""

import json
from dataclasses import dataclass

from neurosim.experiments import FailedLifeError, Life, run_life
from neurosim.items import Digits
from neurosim.parameters import changed, cited
from neurosim.protocol.dummies import Dice, Oracle, Parrot
from neurosim.store import (
    LifeManifest,
    RunWriter,
    Task,
    broken_off_result,
    card,
    charted_work,
    life_result,
)
from spiking_dummy import Pulse

KINDS = {"pulse": Pulse, "oracle": Oracle, "dice": Dice, "parrot": Parrot}


@dataclass(frozen=True)
class Tree:
    """Parameters of the dummies."""

    sleep_steps_per_second: float = cited(10, "1/s", "chosen", "a note with <b>signs</b>", 0, 100)
    rate: float = cited(1, "1", "hopfield1982", "", 0, 2)


def factory(name):
    def make(seed, senses):
        agent = KINDS[name](seed, senses)
        agent.name = name
        return agent

    return make


LIFE = changed(Life(), {"items_count": 2, "night": 6})


def manifest(names, seeds):
    items = Digits().draw(2, 0)
    return LifeManifest(
        command="neurosim run life",
        experiment=card("life", LIFE.question, LIFE.sources, LIFE),
        conditions=tuple(LIFE.timetables(items)),
        items=card("digits", Digits.summary, Digits.sources, Digits()),
        agents=tuple(card(name, f"A {name}.", (), Tree()) for name in names),
        asked=tuple(seeds),
        started="2026-01-01T00:00:00+00:00",
    )


ENDED = "2026-01-01T00:00:01+00:00"


def life_work(names, seeds):
    plans = LIFE.lives(Digits(), 0)
    return charted_work(Task(n, s, plan.condition) for s in seeds for n in names for plan in plans)


def lived(task, make):
    """Return what comes of a task whose agent a function makes."""
    plan = next(p for p in LIFE.lives(Digits(), task.seed) if p.condition == task.condition)
    try:
        outcome = run_life(LIFE, plan, task.who, make, task.seed)
    except FailedLifeError as problem:
        return broken_off_result(problem, shared=True)
    return life_result(outcome, plan, shared=True)


def writer(out, names, seeds, resume=False):
    return RunWriter(out, manifest(names, seeds), life_work(names, seeds), resume)


def write_run(out, names=("pulse", "dice"), seeds=(0, 1)):
    with writer(out, names, seeds) as run:
        for task in run.left():
            run.keep(task, lived(task, factory(task.who)))
        return run.publish(ENDED)


def edited(folder, **values):
    """Change what run.json says; return what it said."""
    path = folder / "run.json"
    told = json.loads(path.read_text())
    path.write_text(json.dumps(told | values))
    return told
