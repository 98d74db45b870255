"""A run folder, whatever kind of run is in it. What is in it is checked, not trusted."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from neurosim.errors import InputError
from neurosim.store.files import digest_of, read
from neurosim.store.manifest import Manifest
from neurosim.store.place import shown
from neurosim.store.table import Section, Table

if TYPE_CHECKING:  # Only drawing needs matplotlib.
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class RunFolder(ABC):
    """A run that was written down.

    Parameters
    ----------
    path
        The folder.
    manifest
        What its ``run.json`` says, or will say.

    Attributes
    ----------
    picture
        What the figure shows, for those who cannot see it.
    """

    picture: ClassVar[str]

    path: Path
    manifest: Manifest

    def content(self, name: str) -> bytes:
        """Return a file of the run, checked against the manifest.

        Raises
        ------
        InputError
            If the file is missing or is not the one that was written.
        """
        self.check(name)
        return read(self.path, name)

    def check(self, name: str) -> None:
        """Check a file of the run against the manifest, without having it in memory.

        Raises
        ------
        InputError
            If the file is missing or is not the one that was written.
        """
        if name not in self.manifest.files:
            raise InputError(f"{name} is not part of the run in {self.path}")
        if digest_of(self.path, name) != self.manifest.files[name]:
            raise InputError(f"{name} is damaged: its SHA-256 is not the one in run.json")

    @property
    def drawable(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self.manifest.seeds)

    @property
    def shown_path(self) -> Path:
        """The folder as people write it: relative, if it lies below where they are."""
        return shown(self.path)

    @abstractmethod
    def figure(self) -> Figure:
        """Draw the figure of the run. Nothing is simulated."""

    @abstractmethod
    def table(self) -> Table:
        """Return the results for people."""

    @abstractmethod
    def beside(self, runs: Sequence[RunFolder]) -> Table:
        """Return the results of several runs of this one's experiment, side by side."""

    def about(self) -> dict[str, Any]:
        """Return what the JSON object of every kind of run begins with."""
        told: dict[str, Any] = {
            "experiment": self.manifest.experiment.name,
            "seeds": list(self.manifest.seeds),
            "out": str(self.shown_path),
        }
        failures = [failure.reason for failure in self.manifest.failures]
        return told | ({"failures": failures} if failures else {})

    @abstractmethod
    def results(self) -> dict[str, Any]:
        """Return the results as the command line's JSON object."""

    @abstractmethod
    def sections(self) -> tuple[Section, ...]:
        """Return what the report says beside results and parameters."""


def titles(runs: Sequence[RunFolder]) -> tuple[str, ...]:
    """Return the titles of columns that runs stand in."""
    return tuple(f"{run.path}\nn = {len(run.manifest.seeds)}" for run in runs)
