"""The wirings that a run folder holds: those that agents ended with, or looks at their synapses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from neurosim.errors import InputError, unknown
from neurosim.export.graph import Wiring
from neurosim.export.place import in_a_name
from neurosim.protocol import Agent, Diary, Examine, Recording, Synapses
from neurosim.store import Task


def of_agent(agent: Agent, life: Task, pathways: Sequence[str], above: float) -> Wiring:
    """Return the wiring that an agent ended its life with.

    Parameters
    ----------
    pathways
        Names of the pathways that are wanted; none for all.
    """
    found = agent.examine(*(pathways or agent.pathways)).synapses
    return Wiring(found, above, about(life, "at the end of its life"))


def of_diary(
    diary: Diary, life: Task, pathways: Sequence[str], above: float
) -> Iterator[tuple[str, Wiring]]:
    """Yield what was seen whenever synapses were examined, with part of a name for it.

    Raises
    ------
    InputError
        If a pathway was never examined.
    """
    looks = [record for record in diary.recordings if isinstance(record.event, Examine)]
    seen = {name for look in looks for name in look.synapses}
    for name in pathways:
        if seen and name not in seen:
            raise unknown(f"examined pathway of {diary.agent}", name, seen)
    # Looks at one moment that are called the same are one.
    moments = groupby(looks, lambda look: (look.began, look.event.label, look.lesioned))
    for number, ((began, label, lesioned), group) in enumerate(moments, 1):
        synapses = {n: s for n, s in _together(group).items() if not pathways or n in pathways}
        if not synapses:
            continue
        lost = f"without {lesioned}" if lesioned else ""
        when = f"after {began:g} s of life ({', '.join(filter(None, (label, lost)))})"
        name = in_a_name(f"look {number} {label} {lost}")
        yield name, Wiring(synapses, above, about(life, when))


def _together(looks: Iterator[Recording]) -> dict[str, Synapses]:
    """Return all synapses that were seen at one moment.

    Raises
    ------
    InputError
        If a pathway was seen twice: it is not known whose it is.
    """
    found: dict[str, Synapses] = {}
    for look in looks:
        for name, synapses in look.synapses.items():
            if name in found:
                raise InputError(f"{name} was examined twice at {look.began:g} s")
            found[name] = synapses
    return found


def about(life: Task, when: str) -> Mapping[str, str]:
    """Return what is to be known of a wiring of a life."""
    told = {
        "agent": life.who,
        "condition": life.condition,
        "part": life.part,
        "seed": str(life.seed),
        "when": when,
        "weight_unit": "the agent's own; of a brain, the leak conductance",
    }
    return {name: text for name, text in told.items() if text}
