"""A run in which a life was broken off: what led there, and no results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from neurosim.errors import InputError
from neurosim.protocol import Diary
from neurosim.store.folder import RunFolder
from neurosim.store.life_run import LifeRun
from neurosim.store.manifest import Failure
from neurosim.store.table import Section, Table

if TYPE_CHECKING:  # Only drawing needs matplotlib.
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class FailedLifeRun(LifeRun):
    """A run of lives one of which was broken off; see `RunFolder`."""

    picture: ClassVar[str] = "Spikes and firing rates of the last seconds before the run failed"

    @property
    def failure(self) -> Failure:
        """What went wrong, and in whose life."""
        failure = self.manifest.failure
        if failure is None:
            raise InputError(f"the run in {self.path} did not fail")
        return failure

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
        failure, manifest = self.failure, self.manifest
        done, asked = len(manifest.seeds), len(manifest.asked)
        who = (failure.agent, failure.condition, str(failure.seed), failure.reason)
        return Table(
            ("agent", "condition", "seed", "what went wrong"),
            (who,),
            f"This run failed: {done} of {asked} seeds were finished; there are no results.\n"
            "The figure shows the last seconds of the life that was broken off.",
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
        return {
            "experiment": self.manifest.experiment.name,
            "seeds": list(self.manifest.seeds),
            "out": str(self.shown_path),
            "failure": self.failure.reason,
            "results": [],
        }

    def sections(self) -> tuple[Section, ...]:
        """Return nothing."""
        return ()
