"""What an experiment on networks is: one question to networks that do not live."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from neurosim.experiments.chart import Chart
from neurosim.experiments.findings import cited
from neurosim.parameters import check_counts
from neurosim.protocol import Progress

TRAINED = "trained"
"""The condition of experiments that have no other."""


@dataclass(frozen=True)
class Network:
    """Somebody who takes part.

    Parameters
    ----------
    name
        As in tables: letters, digits, "_" and "-".
    summary
        What it is, in a line.
    sources
        Keys of what it is based on as a whole.
    parameters
        Its tree of parameters. Who it is follows from its type.
    """

    name: str
    summary: str
    sources: tuple[str, ...]
    parameters: object


@dataclass(frozen=True)
class Score:
    """One number, with what guessing would score and what is the most that can be reached.

    Parameters
    ----------
    at
        Its place on the abscissa of a curve; None where the measure is a single number.
    condition
        The condition that it was taken in.
    """

    measure: str
    value: float
    chance: float
    ceiling: float
    at: float | None = None
    condition: str = TRAINED


@dataclass(frozen=True)
class NetworkExperiment(ABC):
    """One question to networks that do not live. Its fields are its parameters.

    Attributes
    ----------
    name, question, sources
        As in tables, as a sentence, and what it is based on.
    conditions
        Names of its conditions, the treatment first and its controls after.
    meanings
        What each measure is, in a sentence, with its range.

    Raises
    ------
    InputError
        If a number that counts something is not whole.
    """

    name: ClassVar[str]
    question: ClassVar[str]
    sources: ClassVar[tuple[str, ...]]
    conditions: ClassVar[tuple[str, ...]] = (TRAINED,)
    meanings: ClassVar[Mapping[str, str]]

    def __post_init__(self) -> None:
        check_counts(self)

    @abstractmethod
    def networks(self) -> tuple[Network, ...]:
        """Return everyone who takes part if nobody is named, in order."""

    @abstractmethod
    def scores(self, network: Network, seed: int, progress: Progress) -> Iterator[Score]:
        """Put a network through the experiment; progress is told the share that is done."""

    @abstractmethod
    def charts(self) -> tuple[Chart, ...]:
        """Return what is drawn, the most telling first: the same whatever the parameters are."""

    @abstractmethod
    def quick(self) -> NetworkExperiment:
        """Return a smaller version that shows the same within half a minute."""

    def cited(self) -> tuple[str, ...]:
        """Return the keys of what stands behind it, published data included."""
        return cited(self.sources, (data for chart in self.charts() for data in chart.published))
