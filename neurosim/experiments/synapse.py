"""What an experiment on synapses is: one question, the stimulations that ask it, published data."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from neurosim.bench import Stimulation
from neurosim.errors import InputError
from neurosim.experiments.findings import DataSet, Findings, Panel
from neurosim.experiments.subjects import Subject
from neurosim.parameters import UNITS, listed
from neurosim.plasticity import Vector
from neurosim.protocol import Progress, ignore


@dataclass(frozen=True)
class SynapseExperiment(ABC):
    """One question to synapses. Its fields are its parameters; those that count are whole.

    Attributes
    ----------
    name, question, sources
        As in tables, as a sentence, and what it is based on.
    usual
        Rules that are drawn if none are named.
    panels
        Axes of its figure, in order.
    published
        Data that rules are held against.

    Raises
    ------
    InputError
        If a number that counts something is not whole.
    """

    name: ClassVar[str]
    question: ClassVar[str]
    sources: ClassVar[tuple[str, ...]]
    usual: ClassVar[tuple[str, ...]]
    panels: ClassVar[tuple[Panel, ...]]
    published: ClassVar[tuple[DataSet, ...]]

    @abstractmethod
    def findings(self, subject: Subject, seed: int, progress: Progress = ignore) -> Findings:
        """Put a subject through the experiment."""

    def __post_init__(self) -> None:
        for name, number in listed(self):
            if number.unit not in UNITS and not float(number).is_integer():
                raise InputError(f"{name} must be a whole number, not {float(number):g}")


def on_and_off(
    subject: Subject, stimulations: Sequence[Stimulation], seed: int, progress: Progress
) -> tuple[Vector, Vector]:
    """Return the changes of weight by stimulations, and by the same with plasticity off."""
    off = [each.without_plasticity() for each in stimulations]
    changes = subject.changes([*stimulations, *off], seed, progress)
    return changes[: len(stimulations)], changes[len(stimulations) :]
