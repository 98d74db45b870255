"""Writing a run folder: what is finished is never lost, and what is not can go on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self, final

from neurosim.errors import InputError, SimulationError
from neurosim.store.folder import RunFolder
from neurosim.store.led_folder import LedFolder
from neurosim.store.manifest import Failure, Manifest, Status
from neurosim.store.opening import run_of
from neurosim.store.reading import read_manifest
from neurosim.store.report import report
from neurosim.store.tabular import joined, to_csv
from neurosim.store.task import Result, Task, Work
from neurosim.store.unfinished import Note

RESULTS = ("items", "recordings", "states")
"""Folders of a run that hold nothing but files of tasks."""


@final
class RunWriter:
    """A run folder that is being written, in its place.

    Use it in a ``with`` statement: it leads the run as long as that lasts. A folder in which
    nothing was finished is removed at its end, unless it was published; after an error of input or
    simulation, one in which no seed is whole.

    Parameters
    ----------
    out
        The folder.
    manifest
        What is known of the run before it begins.
    work
        All that is to be done.
    resume
        Whether to go on with an unfinished run, if there is one in the folder.

    Attributes
    ----------
    complete
        Whether the folder holds the whole run already: then there is nothing to write.

    Raises
    ------
    InputError
        If the folder may not become a run folder, or holds another run: found out before anything
        is simulated.
    """

    def __init__(self, out: Path, manifest: Manifest, work: Work, resume: bool = False) -> None:
        self._folder = LedFolder(out, manifest, read_manifest, RESULTS, resume)
        self.out, self.unfinished = self._folder.out, self._folder.unfinished
        self.manifest, self.complete = self._folder.manifest, self._folder.complete
        self.work = work
        if self._folder.stays and not self.complete:
            for _ in self._notes(check=True):
                pass  # Whatever is damaged raises.

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
        if self._folder.stays:
            return
        ended_itself = isinstance(problem, InputError | SimulationError)
        if not (self.whole() if ended_itself else any(self._notes())):
            self._folder.discard()

    def left(self) -> tuple[Task, ...]:
        """Return the tasks that are not finished; those that failed are tried again once."""
        done = set()
        for task, note in self._notes():
            if note.failure is None:
                done.add(task)
            else:
                self.unfinished.forget(task)
        return tuple(task for task in self.work.tasks if task not in done)

    def keep(self, task: Task, result: Result) -> None:
        """Write down what came of a task, which is finished then."""
        self.unfinished.keep(task, result)

    def whole(self) -> tuple[int, ...]:
        """Return the seeds whose tasks are all finished, and went well."""
        return self._whole(dict(self._notes()))

    def in_vain(self) -> Failure | None:
        """Return what went wrong first, where no seed is whole and no life tells what led there."""
        failed = [note for _, note in self._notes() if note.failure is not None]
        if not failed or self.whole() or any(note.files for note in failed):
            return None
        return failed[0].failure

    def publish(self, ended: str, status: Status = Status.COMPLETE) -> RunFolder:
        """Write tables, figure, report and manifest of what is finished.

        Parameters
        ----------
        ended
            The time.
        status
            COMPLETE, or INTERRUPTED: then the run can go on. A run that is complete but for
            tasks that failed has failed.

        Raises
        ------
        SimulationError
            If the figure cannot be drawn; all data are written then.
        """
        notes = dict(self._notes())
        failures = tuple(note.failure for note in notes.values() if note.failure is not None)
        if status is Status.INTERRUPTED:
            failures = ()  # they will be tried again
        elif failures:
            status = Status.FAILED
        seeds = self._whole(notes)
        kept = notes if status is not Status.INTERRUPTED else _of_seeds(notes, seeds)
        files = {name: found for note in kept.values() for name, found in note.files.items()}
        for name, content in {**self.work.given, **self._tables(notes, seeds)}.items():
            files[name] = self._folder.write(name, content)
        known = replace(
            self.manifest, status=status, seeds=seeds, ended=ended, failures=failures, files=files
        )
        self._sweep(notes)
        return self._folder.publish(run_of(self.out, known), report)

    def _notes(self, check: bool = False) -> Iterator[tuple[Task, Note]]:
        """Yield the finished tasks with their notes, in order; see `Unfinished.note`."""
        finished = self.unfinished.finished()
        for task in self.work.tasks:
            note = self.unfinished.note(task, check) if task.place in finished else None
            if note is not None:
                yield task, note

    def _whole(self, notes: Mapping[Task, Note]) -> tuple[int, ...]:
        """Return the seeds whose tasks are all finished, and went well."""
        lacking = {
            task.seed
            for task in self.work.tasks
            if task not in notes or notes[task].failure is not None
        }
        seeds = dict.fromkeys(task.seed for task in self.work.tasks)
        return tuple(seed for seed in seeds if seed not in lacking)

    def _tables(self, notes: Mapping[Task, Note], seeds: Iterable[int]) -> dict[str, bytes]:
        """Return the tables of whole seeds: comparisons are of the same seeds for all."""
        lines = list(_of_seeds(notes, seeds).values())
        return {
            name: joined(name, to_csv(header, ()), (note.tables.get(name, "") for note in lines))
            for name, header in self.work.tables.items()
        }

    def _sweep(self, notes: Mapping[Task, Note]) -> None:
        """Remove what is left of tasks that were not finished."""
        known = {name for note in notes.values() for name in note.files}
        for folder in RESULTS:
            for path in (self.out / folder).rglob("*"):
                if path.is_file() and path.relative_to(self.out).as_posix() not in known:
                    path.unlink()


def _of_seeds(notes: Mapping[Task, Note], seeds: Iterable[int]) -> dict[Task, Note]:
    wanted = set(seeds)
    return {task: note for task, note in notes.items() if task.seed in wanted}
