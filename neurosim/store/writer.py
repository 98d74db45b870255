"""Writing a run folder: it appears whole, or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from neurosim.errors import InputError, SimulationError
from neurosim.store.drawing import drawn, usual
from neurosim.store.files import digest, settle, write
from neurosim.store.folder import RunFolder
from neurosim.store.manifest import NAME, Manifest
from neurosim.store.opening import run_of
from neurosim.store.place import checked
from neurosim.store.report import report


class RunWriter(ABC):
    """A run folder that is being written, out of sight, beside the place where it will appear.

    Use it in a ``with`` statement: what was not published at its end is removed.

    Parameters
    ----------
    out
        Where the folder is to appear.

    Raises
    ------
    InputError
        If it may not appear there: found out before anything is simulated.
    """

    def __init__(self, out: Path) -> None:
        self.out = checked(out)
        self._made = [each for each in self.out.parents if not each.exists()]
        self._files: dict[str, str] = {}
        self.seeds: tuple[int, ...] = ()
        self.failed = False
        try:
            self.out.parent.mkdir(parents=True, exist_ok=True)
            draft = tempfile.mkdtemp(prefix=f".{self.out.name}.partial-", dir=self.out.parent)
        except OSError as problem:
            self._tidy()
            reason = problem.strerror or str(problem)
            raise InputError(f"cannot write in {self.out.parent}: {reason}") from problem
        self.draft = Path(draft)
        # Temporary folders are private; a run folder is as open as the user's other folders.
        mask = os.umask(0)
        os.umask(mask)
        self.draft.chmod(0o777 & ~mask)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        shutil.rmtree(self.draft, ignore_errors=True)
        self._tidy()

    @abstractmethod
    def tables(self) -> Mapping[str, bytes]:
        """Return the tables of all finished seeds, as files by name."""

    def finish(self, seed: int, files: Mapping[str, str]) -> None:
        """Count a seed as finished, now that everything of it is written.

        Parameters
        ----------
        files
            SHA-256 of its files by name.
        """
        self.seeds, self._files = (*self.seeds, seed), {**self._files, **files}

    def keep(self, problem: SimulationError) -> None:  # noqa: B027 (not every run knows)
        """Keep what led to a problem, where it is known; the run has then failed."""

    def add_files(self, files: Mapping[str, str]) -> None:
        """Count files that belong to no finished seed as parts of the run."""
        self._files |= files

    def publish(self, manifest: Manifest) -> RunFolder:
        """Write table, figure, report and manifest, and let the folder appear.

        Parameters
        ----------
        manifest
            What is known of the run; seeds and files are filled in here.
        """
        self._sweep()
        for name, content in self.tables().items():
            self._files[name] = self.write(name, content)
        run = run_of(self.draft, replace(manifest, seeds=self.seeds, files=self._files))
        problem = self._illustrate(run)
        whole = replace(run.manifest, files=dict(sorted(self._files.items())))
        write(self.draft / NAME, whole.text().encode())
        self._appear()
        if problem is not None:
            reason = f"the figure could not be drawn ({problem}); all data are in {self.out}"
            raise SimulationError(reason) from problem
        return run_of(self.out, whole)

    def _illustrate(self, run: RunFolder) -> Exception | None:
        """Add figure and report; what goes wrong is returned, for the data must not be lost."""
        try:
            files = drawn(run, usual())
            files["report.html"] = report(run, files["figure.svg"]).encode()
        except Exception as problem:
            return problem
        for name, content in files.items():
            self._files[name] = self.write(name, content)
        return None

    def write(self, name: str, content: bytes) -> str:
        """Write a file of the run, and return its SHA-256."""
        write(self.draft / name, content)
        return digest(content)

    def _sweep(self) -> None:
        """Remove what is left of a seed that was not finished."""
        for path in self.draft.rglob("*"):
            if path.is_file() and path.relative_to(self.draft).as_posix() not in self._files:
                path.unlink()

    def _appear(self) -> None:
        for folder in (self.draft, *(path for path in self.draft.rglob("*") if path.is_dir())):
            settle(folder)
        try:
            self.draft.rename(self.out)
        except OSError as problem:
            kept = self.draft.with_name(f"{self.out.name}-kept-{os.getpid()}")
            self.draft.rename(kept)
            reason = problem.strerror or str(problem)
            raise InputError(
                f"cannot write {self.out}: {reason}; the run is in {kept}"
            ) from problem
        settle(self.out.parent)

    def _tidy(self) -> None:
        """Remove the folders that were made for a run that never appeared."""
        for folder in self._made:
            try:
                folder.rmdir()
            except OSError:
                return
