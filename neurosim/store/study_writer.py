"""Writing a parameter study: its points are runs of their own, which know what is done."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import IO, Self, final

from neurosim.errors import InputError, SimulationError
from neurosim.store.charted_run import ChartedRun
from neurosim.store.drawing import drawn, usual
from neurosim.store.files import digest, settle, write
from neurosim.store.manifest import NAME, Manifest, Status
from neurosim.store.opening import run_of
from neurosim.store.place import FOLDER, checked
from neurosim.store.reading import POINTS, STUDY, read_manifest
from neurosim.store.study import (
    PointFailure,
    StudyManifest,
    point_folder,
    read_study,
)
from neurosim.store.study_folder import StudyFolder
from neurosim.store.study_report import study_report
from neurosim.store.study_rows import NAME as TABLE
from neurosim.store.study_rows import Line, lines_of, written
from neurosim.store.unfinished import Unfinished


@final
class StudyWriter:
    """The folder of a parameter study that is being written, in its place.

    Use it in a ``with`` statement: it leads the study as long as that lasts.

    Parameters
    ----------
    out
        The folder.
    manifest
        What is known of the study before it begins.
    resume
        Whether to go on with an unfinished study, if there is one in the folder.

    Attributes
    ----------
    complete
        Whether the folder holds the whole study already.

    Raises
    ------
    InputError
        If the folder may not become a study, or holds another one.
    """

    def __init__(self, out: Path, manifest: StudyManifest, resume: bool = False) -> None:
        self.unfinished = Unfinished(checked(out, resume, STUDY))
        self.out = self.unfinished.out
        self.manifest = manifest
        self.complete = False
        self._made = [each for each in (self.out, *self.out.parents) if not each.exists()]
        self._lock: IO[bytes] | None = None
        self._kept = resume and (self.out / STUDY).exists()
        if self._kept:
            begun = read_study(self.out)
            _check_same(self.out, begun, manifest)
            self.manifest = replace(manifest, started=begun.started)
            self.complete = begun.status == Status.COMPLETE
        if self.complete:
            self.unfinished.remove()  # somebody was killed who was about to

    def __enter__(self) -> Self:
        try:
            self._lock = self.unfinished.lock()
            self._write_manifest(replace(self.manifest, status=Status.RUNNING))
        except OSError as problem:
            if self._lock is not None:
                self._lock.close()
            if not self._kept:
                self._discard()
            reason = problem.strerror or str(problem)
            raise InputError(f"cannot write in {self.out.parent}: {reason}") from problem
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._lock is not None:
            self._lock.close()
        if not (self._kept or any((self.out / POINTS).glob("*"))):
            self._discard()

    def point(self, number: int) -> Path:
        """Return the run folder of a point."""
        return point_folder(self.out, number)

    def any_done(self) -> bool:
        """Say whether a point is complete."""
        return any(True for _ in self._points())

    def publish(self, ended: str, status: Status = Status.COMPLETE) -> StudyFolder:
        """Write table, figure, report and manifest of the points that are complete.

        Raises
        ------
        SimulationError
            If the figure cannot be drawn; all data are written then.
        """
        lines: list[Line] = []
        failures: list[PointFailure] = []
        done = 0
        for number, told in self._points():
            done += 1
            if told.seeds:
                run = run_of(self.point(number), told)
                assert isinstance(run, ChartedRun)  # noqa: S101 - others are refused beforehand
                lines += lines_of(number, run.summaries())
            if told.failures:
                reason = told.failures[0].reason
                failures.append(PointFailure(number, len(told.failures), reason))
        known = replace(
            self.manifest, status=status, ended=ended, done=done, failures=tuple(failures)
        )
        files = {TABLE: self._write(TABLE, written(lines, known))} if lines else {}
        study = StudyFolder(self.out, replace(known, files=files))
        problem = self._illustrate(study, files) if lines else None
        whole = replace(known, files=dict(sorted(files.items())))
        self._write_manifest(whole)
        self._kept = True
        if status is Status.COMPLETE:
            self.unfinished.remove()
        if problem is not None:
            reason = f"the figure could not be drawn ({problem}); all data are in {self.out}"
            raise SimulationError(reason) from problem
        return StudyFolder(self.out, whole)

    def _points(self) -> Iterator[tuple[int, Manifest]]:
        """Yield the points that are complete."""
        for number in range(len(self.manifest.points)):
            if (self.point(number) / NAME).is_file():
                told = read_manifest(self.point(number))
                if told.status in (Status.COMPLETE, Status.FAILED):
                    yield number, told

    def _illustrate(self, study: StudyFolder, known: dict[str, str]) -> Exception | None:
        """Add figure and report; what goes wrong is returned, for the data must not be lost."""
        try:
            files = drawn(study, usual())
            files["report.html"] = study_report(study, files["figure.svg"]).encode()
        except Exception as problem:
            return problem
        for name, content in files.items():
            known[name] = self._write(name, content)
        return None

    def _write(self, name: str, content: bytes) -> str:
        write(self.out / name, content)
        return digest(content)

    def _write_manifest(self, manifest: StudyManifest) -> None:
        write(self.out / STUDY, manifest.text().encode())
        settle(self.out)

    def _discard(self) -> None:
        """Remove what was made for a study of which nothing is left."""
        shutil.rmtree(self.out / FOLDER, ignore_errors=True)
        with suppress(OSError):
            (self.out / STUDY).unlink(missing_ok=True)
            for folder in (self.out / POINTS, *self._made):
                if folder.exists():
                    folder.rmdir()


def _check_same(out: Path, begun: StudyManifest, asked: StudyManifest) -> None:
    """Check that an unfinished study is the one that is asked for.

    Raises
    ------
    InputError
        If another command, or other versions, began it.
    """
    if begun.command != asked.command:
        raise InputError(f"{out} was begun by another command: {begun.command}")
    for name, now in asked.versions.items():
        then = begun.versions.get(name, "none")
        if then != now:
            reason = f"{out} was begun with {name} {then}, this is {now}"
            raise InputError(f"{reason}: results of both do not belong in one table")
    if (begun.points, begun.varied) != (asked.points, asked.varied):
        raise InputError(f"{out} was begun with other numbers; begin anew in another folder")
