"""A finished run of agents that need no simulation, for testing what is done with runs."""

import json
from dataclasses import dataclass

from neurosim.experiments import Life, run_lives
from neurosim.items import Digits
from neurosim.parameters import changed, cited
from neurosim.protocol.dummies import Dice, Oracle, Parrot
from neurosim.store import LifeManifest, LifeWriter, card
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


def manifest(names, seeds, status="complete"):
    items = Digits().draw(2, 0)
    return LifeManifest(
        status=status,
        command="neurosim run life",
        experiment=card("life", LIFE.question, LIFE.sources, LIFE),
        conditions=tuple(LIFE.timetables(items)),
        items=card("digits", Digits.summary, Digits.sources, Digits()),
        agents=tuple(card(name, f"A {name}.", (), Tree()) for name in names),
        asked=tuple(seeds),
        started="2026-01-01T00:00:00+00:00",
        ended="2026-01-01T00:00:01+00:00",
    )


def write_run(out, names=("pulse", "dice"), seeds=(0, 1)):
    with LifeWriter(out) as writer:
        for seed in seeds:
            agents = {name: factory(name) for name in names}
            plans = LIFE.lives(Digits(), seed)
            writer.add(seed, plans, run_lives(LIFE, plans, agents, seed))
        return writer.publish(manifest(names, seeds))


def edited(folder, **values):
    """Change what run.json says; return what it said."""
    path = folder / "run.json"
    told = json.loads(path.read_text())
    path.write_text(json.dumps(told | values))
    return told
