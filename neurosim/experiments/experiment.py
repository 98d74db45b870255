"""What an experiment is: one question, its conditions and the measures that answer it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from neurosim.experiments.chart import Chart
from neurosim.experiments.findings import cited
from neurosim.items import ItemSet, ItemSource
from neurosim.measures import Measure
from neurosim.protocol import Signal, Timetable


@dataclass(frozen=True, eq=False)
class Plan:
    """A life that an agent is to live, from its first day.

    Parameters
    ----------
    condition
        The condition that it belongs to.
    items
        The items that its timetable is made of.
    timetable
        What happens in it.
    part
        Which of the lives of its condition it is ("20-items"), where there are several, each lived
        by an agent of its own; "" where there is one.
    """

    condition: str
    items: ItemSet
    timetable: Timetable
    part: str = ""

    def lived_by(self, agent: str, seed: int) -> str:
        """Return what the life of an agent is called."""
        return ", ".join(
            word for word in (agent, self.condition, self.part, f"seed {seed}") if word
        )


@dataclass(frozen=True)
class Experiment(ABC):
    """One question to agents. Knows no engine and no model; its fields are its parameters.

    Attributes
    ----------
    also
        Another name that it is known by, or "".
    needs
        Signals that an agent must record for it.
    region
        Region that an agent must have for it, because there is nothing to see without; "" if any
        agent may live it.
    senses
        Senses that items must have for it.
    usual_items
        Where items come from if nobody says.
    usual_agents
        Who lives it if nobody is named; () for the agents that live any experiment.
    may_run_away
        Whether a life in which activity runs away is a result, measured as far as it went, and no
        reason to stop.
    """

    name: ClassVar[str]
    question: ClassVar[str]
    sources: ClassVar[tuple[str, ...]]
    also: ClassVar[str] = ""
    needs: ClassVar[frozenset[Signal]] = frozenset({Signal.ANSWER})
    region: ClassVar[str] = ""
    senses: ClassVar[tuple[str, ...]] = ("sight", "sound")
    usual_items: ClassVar[str] = "digits"
    usual_agents: ClassVar[tuple[str, ...]] = ()
    may_run_away: ClassVar[bool] = False

    items_count: float

    @abstractmethod
    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return what happens in each condition, the treatment first and its controls after."""

    @abstractmethod
    def measures(self) -> tuple[Measure, ...]:
        """Return what is measured in every diary; what a diary does not hold is left out."""

    @abstractmethod
    def charts(self) -> tuple[Chart, ...]:
        """Return what is drawn, the most telling first: the same whatever the parameters are."""

    @abstractmethod
    def quick(self) -> Experiment:
        """Return a smaller version that shows the same within half a minute."""

    def lives(self, source: ItemSource, seed: int) -> tuple[Plan, ...]:
        """Return the lives of one seed; unless it is overridden, one a condition, of equal items.

        Raises
        ------
        InputError
            If the source cannot give the items.
        """
        items = source.draw(int(self.items_count), seed)
        return tuple(Plan(name, items, days) for name, days in self.timetables(items).items())

    def cited(self) -> tuple[str, ...]:
        """Return the keys of what stands behind it, published data included."""
        return cited(self.sources, (data for chart in self.charts() for data in chart.published))
