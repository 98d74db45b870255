"""A run in which every seed had a life that was broken off: what led there, and no results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from neurosim.errors import InputError
from neurosim.protocol import Diary
from neurosim.store.folder import RunFolder
from neurosim.store.life_run import LifeRun, recording_name
from neurosim.store.manifest import Failure
from neurosim.store.table import Section, Table

if TYPE_CHECKING:  # Only drawing needs matplotlib.
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class FailedLifeRun(LifeRun):
    """A run of lives no seed of which was finished; see `RunFolder`."""

    picture: ClassVar[str] = "Spikes and firing rates of the last seconds before the run failed"

    @property
    def failure(self) -> Failure:
        """What went wrong first, and in whose life."""
        return self.manifest.failures[0]

    @property
    def drawable(self) -> bool:
        """Whether anything was recorded before it went wrong."""
        failure = self.failure
        place = (failure.agent, failure.condition, failure.seed, failure.part)
        return recording_name(*place) in self.manifest.files

    def last_diary(self) -> Diary:
        """Return the diary of the life that was broken off."""
        failure = self.failure
        return self.diary(failure.agent, failure.condition, failure.seed, failure.part)

    def figure(self) -> Figure:
        """Draw the last seconds of the life."""
        from neurosim.figures import failure_figure

        return failure_figure(self.last_diary(), self.failure.reason)

    def table(self) -> Table:
        """Return what went wrong, and in whose life."""
        manifest = self.manifest
        return Table(
            ("agent", "condition", "seed", "what went wrong"),
            tuple((f.agent, f.condition, str(f.seed), f.reason) for f in manifest.failures),
            f"This run failed: 0 of {len(manifest.asked)} seeds were finished; there are no "
            "results.\nThe figure shows the last seconds of the life that was broken off first.",
        )

    def beside(self, runs: Sequence[RunFolder]) -> Table:
        """Refuse: there are no results.

        Raises
        ------
        InputError
            Always.
        """
        raise InputError(f"{self.path} cannot be compared: the run failed ({self.failure.reason})")

    def results(self) -> dict[str, Any]:
        """Return what went wrong."""
        return {**self.about(), "results": []}

    def sections(self) -> tuple[Section, ...]:
        """Return nothing."""
        return ()
