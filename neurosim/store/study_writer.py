"""Writing a parameter study: its points are runs of their own, which know what is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self, final

from neurosim.store.charted_run import ChartedRun
from neurosim.store.led_folder import LedFolder
from neurosim.store.manifest import NAME, Manifest, Status
from neurosim.store.opening import run_of
from neurosim.store.reading import POINTS, read_manifest
from neurosim.store.study import PointFailure, StudyManifest, point_folder, read_study
from neurosim.store.study_folder import StudyFolder
from neurosim.store.study_report import study_report
from neurosim.store.study_rows import NAME as TABLE
from neurosim.store.study_rows import Line, lines_of, written


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
        self._folder = LedFolder(out, manifest, read_study, (POINTS,), resume)
        self.out = self._folder.out
        self.manifest, self.complete = self._folder.manifest, self._folder.complete

    def __enter__(self) -> Self:
        self._folder.begin()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._folder.leave()
        if not (self._folder.stays or any((self.out / POINTS).glob("*"))):
            self._folder.discard()

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
        table = written(lines, self.manifest)
        files = {TABLE: self._folder.write(TABLE, table)} if lines else {}
        known = replace(
            self.manifest,
            status=status,
            ended=ended,
            done=done,
            failures=tuple(failures),
            files=files,
        )
        return self._folder.publish(StudyFolder(self.out, known), study_report)

    def _points(self) -> Iterator[tuple[int, Manifest]]:
        """Yield the points that are complete."""
        for number in range(len(self.manifest.points)):
            if (self.point(number) / NAME).is_file():
                told = read_manifest(self.point(number))
                if told.status in (Status.COMPLETE, Status.FAILED):
                    yield number, told
