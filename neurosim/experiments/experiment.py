"""What an experiment is: one question, its conditions and the measures that answer it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from neurosim.items import ItemSet
from neurosim.measures import Measure
from neurosim.protocol import Timetable


@dataclass(frozen=True)
class Experiment(ABC):
    """One question to agents. Knows no engine and no model; its fields are its parameters."""

    name: ClassVar[str]
    question: ClassVar[str]
    sources: ClassVar[tuple[str, ...]]

    items_count: float

    @abstractmethod
    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return what happens in each condition, the treatment first and its controls after."""

    @abstractmethod
    def measures(self) -> tuple[Measure, ...]:
        """Return what is measured in every diary."""

    @abstractmethod
    def quick(self) -> Experiment:
        """Return a smaller version that shows the same within half a minute."""
