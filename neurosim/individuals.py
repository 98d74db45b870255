"""Individuals: the same seed is the same animal, in every condition and in every experiment.

Parameters that differ between animals are drawn from their own streams, one for each, which hang
on the seed and on the name of the parameter alone. No other random number is another for it; a
further parameter that differs changes no one else's; agents that share a parameter (a brain and
the same brain without something) share what an individual has of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TypeVar

import numpy as np

from neurosim.parameters import Parameter, listed, replaced
from neurosim.spreads import Spread

Tree = TypeVar("Tree")

STREAM = "individual"
"""What sets these streams apart from all others that begin with the seed."""

BITS = 52
"""Of a random number: one less than a float has, so that none is rounded to 1."""


def spreads(tree: object) -> Iterator[tuple[str, Parameter, Spread]]:
    """Yield dotted name and number of what differs between individuals in a tree, and how."""
    for name, number in listed(tree):
        if number.spread is not None:
            yield name, number, number.spread


def differing(tree: object) -> dict[str, Parameter]:
    """Return the parameters of a tree that differ between individuals, by dotted name."""
    return {name: number for name, number, _ in spreads(tree)}


def individual(tree: Tree, seed: int) -> Tree:
    """Return a tree of parameters as the individual of a seed has it."""
    drawn = {name: each.drawn(_share(seed, name)) for name, each in differing(tree).items()}
    return replaced(tree, drawn)


def sources(tree: object) -> tuple[str, ...]:
    """Return the keys of what is behind the differences between individuals, each once."""
    return tuple(dict.fromkeys(spread.source for _, _, spread in spreads(tree)))


def announced(tree: Tree) -> Tree:
    """Return a tree in which the notes of numbers that differ say so."""
    return replaced(tree, {name: _announced(each, how) for name, each, how in spreads(tree)})


def _announced(number: Parameter, spread: Spread) -> Parameter:
    note = f"drawn for each seed: {spread.told(number.unit)} ({spread.source}: {spread.note})"
    told = "; ".join(text for text in (number.note, note) if text)
    return Parameter(
        float(number), number.unit, number.source, told, number.low, number.high, spread
    )


def _share(seed: int, name: str) -> float:
    """Return the share of individuals who have less of a parameter: above 0, below 1."""
    digest = hashlib.sha256(f"{STREAM} {name}".encode()).digest()
    stream = np.random.SeedSequence(seed, spawn_key=np.frombuffer(digest, "<u4").tolist())
    word = int(stream.generate_state(1, np.uint64)[0]) >> (64 - BITS)
    return float((word + 0.5) / 2**BITS)
