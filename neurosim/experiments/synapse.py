"""What an experiment on synapses is: one question, the stimulations that ask it, published data."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from neurosim.bench import Stimulation
from neurosim.experiments.findings import DataSet, Findings, Panel, cited
from neurosim.experiments.subjects import Subject
from neurosim.parameters import check_counts
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
        check_counts(self)

    def cited(self) -> tuple[str, ...]:
        """Return the keys of what stands behind it, published data included."""
        return cited(self.sources, self.published)


def on_and_off(
    subject: Subject, stimulations: Sequence[Stimulation], seed: int, progress: Progress
) -> tuple[dict[str, float], dict[str, float]]:
    """Return the changes of weight, by name of stimulation, with plasticity on and off."""
    off = [each.without_plasticity() for each in stimulations]
    changes = subject.changes([*stimulations, *off], seed, progress).tolist()
    names, count = [each.name for each in stimulations], len(stimulations)
    plastic = dict(zip(names, changes[:count], strict=True))
    return plastic, dict(zip(names, changes[count:], strict=True))
