"""Promises about damage to memory, and about what events take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple

import numpy as np

from neurosim.protocol.agent import Agent, Signal
from neurosim.protocol.events import Study
from neurosim.protocol.loss import MEMORY, Loss
from neurosim.protocol.promises import equal, everything, memory, promise
from neurosim.protocol.recording import Recording, Work
from neurosim.protocol.senses import Item


def loses_memory(agent: Agent, item: Item, seconds: float) -> None:
    """Whoever can lose memory can lose cells and synapses of it, and a copy loses them."""
    if MEMORY not in agent.regions:
        return
    agent.study(item, seconds)
    before = everything(agent)
    for loss in Loss:
        for share in (1.0, 0.5):
            copy = agent.lesion(MEMORY, share, loss)
            promise(not equal(memory(copy), memory(agent)), f"what lasts shows lost {loss.value}")
        damaged = everything(copy)
        same = everything(agent.lesion(MEMORY, 0.5, loss))
        promise(equal(damaged, same), "at one moment of a life, the same is lost")
        promise(equal(before, everything(agent)), "a lesioned copy leaves the agent whole")
        copy.study(item, seconds)
        promise(equal(before, everything(agent)), "a lesioned copy leaves the agent whole")


def work_is_counted(agent: Agent, records: Iterable[Recording]) -> None:
    """Whoever counts what events take counts in finite numbers from 0 on; nobody else tells any."""
    for record in records:
        numbers = np.array(astuple(record.work))
        counted = bool(np.all(np.isfinite(numbers)) and np.all(numbers >= 0))
        promise(counted, "what an event takes is finite and not negative")
        if Signal.ENERGY not in agent.offers:
            promise(record.work == Work(), "who offers no energy tells of no work")
        elif isinstance(record.event, Study) and record.event.learning:
            promise(record.work != Work(), "who offers energy works while studying")
