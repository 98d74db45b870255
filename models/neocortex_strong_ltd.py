"""Spiking neocortex alone that learns in one exposure, with strong long-term depression.

A control for complementary learning systems: the neocortex of `hippocampus_neocortex` without a
hippocampus, made to learn as fast as one. What it forgets when it learns something similar depends
on its long-term depression: with strong depression it forgets as multilayer perceptrons do
(McCloskey & Cohen 1989), with weak depression later, after more trials.
"""

from __future__ import annotations

from dataclasses import dataclass

from neurosim import anatomy
from neurosim.adapters import RateAdapter
from neurosim.brain import Brain, Circuit
from neurosim.parameters import cited
from neurosim.protocol import Senses

SOURCES = ("mcclelland1995", "mccloskey1989", "pfister2006", "vanrossum2000", "stimberg2019")

CIRCUIT = anatomy.fast_neocortex(
    cited(-0.3, "1", "chosen", "15 times that of the whole brain: forgets", -10, 0)
)


@dataclass(frozen=True)
class Parameters:
    """All numbers of the cortex and of its read-out."""

    circuit: Circuit = CIRCUIT
    read_out: RateAdapter = RateAdapter()  # noqa: RUF009 (a frozen dataclass of numbers)


PARAMETERS = Parameters()
OFFERS = Brain.offers


def build(seed: int, senses: Senses, parameters: Parameters = PARAMETERS) -> Brain:
    """Return a neocortex with its own wiring, naive weights and noise."""
    circuit = anatomy.grown(parameters.circuit, senses.total)
    return Brain("neocortex_strong_ltd", circuit, senses, seed, parameters.read_out.rates)
