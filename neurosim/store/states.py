"""Agents in a file: everything that makes their next event reproducible, for any other process.

The file is an npz file of plain arrays (see `neurosim.store.arrays`) beside a description in JSON:
which model the agent is, its seed, its senses and every parameter by name. An agent is made again
by making one of the same model and letting it return to the state, which it checks. Neither file
nor state is trusted: what does not fit the model is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from neurosim.errors import InputError, in_a_line
from neurosim.parameters import changed, check_counts, listed
from neurosim.protocol import Agent, Senses, State
from neurosim.store.arrays import TROUBLE, USUAL_LEVEL, DamagedError, packed, unpacked
from neurosim.store.files import read, write
from neurosim.store.memory import at_most
from neurosim.store.told import text, whole

FORMAT = "neurosim state 1"

MOST_UNITS = 20_000
"""Input units of all senses above which none are believed. Chosen: fifty times as many as usual; no
agent with more fits into an ordinary memory."""

ALLOWANCE, COPIES = 100_000_000, 4
"""Bytes that making an agent again may take: so many, and so many for each that was saved. Chosen:
a brain of 22 MB takes 70 MB."""

Build = Callable[[int, Senses, Any], Agent]
"""Makes an agent from a seed, its senses and a tree of parameters: ``build`` of a model."""


@dataclass(frozen=True, eq=False)
class SavedState:
    """An agent as it was at one moment, and what it takes to make it again.

    Parameters
    ----------
    agent
        Name of the model, which is the agent's name.
    seed
        What it was made from.
    senses
        Its input units.
    parameters
        Value of every parameter of the model, by dotted name, in the unit of the parameter.
    state
        What `Agent.snapshot` returned.
    version
        The version of neurosim that it lived in.
    """

    agent: str
    seed: int
    senses: Senses
    parameters: Mapping[str, float]
    state: State
    version: str

    def made_again(self, build: Build, parameters: Any) -> Agent:
        """Make the agent again, at that moment.

        Parameters
        ----------
        build
            Makes an agent of the model.
        parameters
            The model's tree of parameters, whatever their values.

        Raises
        ------
        InputError
            If the model has other parameters, or its agents other arrays: the state is of another
            model or of another version of it.
        """
        known = [name for name, _ in listed(parameters)]
        missing = [name for name in known if name not in self.parameters]
        if missing:
            raise self._other(f"its {missing[0]} was not saved")
        tree = changed(parameters, self.parameters, "as it was when the agent was saved")
        check_counts(tree)
        given = sum(array.nbytes for array in self.state.values())
        try:
            with at_most(ALLOWANCE + COPIES * given):
                return self._restored(build(self.seed, self.senses, tree))
        except MemoryError as problem:
            raise self._other("such an agent is far larger than what was saved") from problem

    def _restored(self, agent: Agent) -> Agent:
        if agent.name != self.agent:
            raise self._other(f"it is {agent.name}")
        more = sorted(self.state.keys() - agent.snapshot().keys())
        if more:
            raise self._other(f"{more[0]} is unknown")
        try:
            agent.restore(self.state)
        except InputError as problem:
            raise self._other(f"it does not fit: {problem}") from problem
        return agent

    def _other(self, why: str) -> InputError:
        return InputError(f"saved by version {self.version} as {self.agent}, but {why}")


def saved(agent: Agent, seed: int, parameters: object) -> SavedState:
    """Return an agent as it is now, ready to be written.

    Parameters
    ----------
    seed, parameters
        What it was made from.
    """
    numbers = {name: float(number) for name, number in listed(parameters)}
    version = metadata.version("neurosim")
    return SavedState(agent.name, seed, agent.senses, numbers, agent.snapshot(), version)


def save_state(path: Path, what: SavedState, level: int = USUAL_LEVEL) -> None:
    """Write an agent into an npz file; whoever looks sees a whole file or none.

    Parameters
    ----------
    level
        How hard it is compressed, 0 (not at all: twenty times as fast) to 9.
    """
    write(path, packed_state(what, level))


def load_state(path: Path) -> SavedState:
    """Read what `save_state` wrote.

    Raises
    ------
    InputError
        If the file is missing, damaged, or holds something else.
    """
    return state_from(read(path.parent, path.name), path.name)


def packed_state(what: SavedState, level: int = USUAL_LEVEL) -> bytes:
    """Return an agent as the content of an npz file; the same agent gives the same bytes."""
    description = {
        "format": FORMAT,
        "agent": what.agent,
        "seed": what.seed,
        "senses": [list(sense) for sense in what.senses.sizes],
        "parameters": dict(what.parameters),
        "version": what.version,
    }
    arrays = {f"state/{name}": array for name, array in what.state.items()}
    return packed(description, arrays, level)


def state_from(content: bytes, name: str) -> SavedState:
    """Return the agent in the content of an npz file called `name`.

    Raises
    ------
    InputError
        If the content is damaged, or something else.
    """
    try:
        told, arrays = unpacked(content)
        if not isinstance(told, dict) or told.get("format") != FORMAT:
            raise DamagedError(f"it does not say {FORMAT!r}")
        state = {name.removeprefix("state/"): array for name, array in arrays.items()}
        numbers = {str(name): float(value) for name, value in told["parameters"].items()}
        return SavedState(
            text(told["agent"]),
            whole(told["seed"]),
            _senses(told["senses"]),
            numbers,
            state,
            text(told["version"]),
        )
    except TROUBLE as problem:
        raise InputError(f"{name} is damaged: {in_a_line(problem)}") from problem


def _senses(told: Any) -> Senses:
    senses = Senses(tuple((text(name), whole(size)) for name, size in told))
    if len(set(senses.names)) < len(senses.names) or not 0 < senses.total <= MOST_UNITS:
        raise DamagedError(f"senses of {senses.total} units")
    return senses
