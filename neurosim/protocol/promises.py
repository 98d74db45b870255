"""What the checker of agents is made of: promises, and when two agents are the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import astuple
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neurosim.errors import InputError
from neurosim.protocol.agent import Agent, Signal
from neurosim.protocol.recording import Recording
from neurosim.protocol.senses import Code

PASSING_KEYS = ("random",)
"""Parts of a snapshot that a test may change: the position in the random stream."""

REFUSAL = "nonsense is refused with an InputError"


class BrokenPromiseError(AssertionError):
    """An agent does not keep the protocol."""


def refused(attempt: Callable[[], object]) -> bool:
    """Say whether something was refused in one line; anything else that stops it is wrong."""
    try:
        attempt()
    except InputError as refusal:
        promise("\n" not in str(refusal), "nonsense is refused in one line")
        return True
    except Exception as problem:
        raise BrokenPromiseError(f"broken promise: {REFUSAL}") from problem
    return False


def asked(agent: Agent, cue: Code, seconds: float) -> Recording:
    """Ask an agent; one that has no answers rests."""
    return agent.recall(cue, seconds) if Signal.ANSWER in agent.offers else agent.rest(seconds)


def memory(agent: Agent) -> dict[str, NDArray[Any]]:
    """Return what an agent remembers: all that lasts but the position in the random stream."""
    return {k: v for k, v in everything(agent).items() if k not in PASSING_KEYS}


def everything(agent: Agent) -> dict[str, NDArray[Any]]:
    """Return all that lasts of an agent."""
    return {name: np.array(array) for name, array in agent.snapshot().items()}


def equal(a: Mapping[str, NDArray[Any]], b: Mapping[str, NDArray[Any]]) -> bool:
    """Say whether two agents have the same arrays."""
    return a.keys() == b.keys() and all(np.array_equal(a[name], b[name]) for name in a)


def same(a: Recording, b: Recording) -> bool:
    """Say whether the same came home from two events."""
    return equal(brought(a), brought(b))


def brought(record: Recording) -> dict[str, NDArray[Any]]:
    """Return what an event brought home: the response, all spikes, and what it took."""
    response = record.response or {}
    found: dict[str, NDArray[Any]] = {f"response/{name}": part for name, part in response.items()}
    found["work"] = np.array(astuple(record.work))
    for name, train in record.spikes.items():
        found |= {f"cells/{name}": train.cells, f"seconds/{name}": train.seconds}
    return found


def promise(kept: bool, said: str) -> None:
    """Raise a BrokenPromiseError unless a promise is kept."""
    if not kept:
        raise BrokenPromiseError(f"broken promise: {said}")
