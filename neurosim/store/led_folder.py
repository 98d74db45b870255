"""A folder that one process leads as long as it writes in it: that of a run, or of a study."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import IO, Generic, TypeVar, final

from neurosim.errors import InputError, SimulationError
from neurosim.store.drawing import drawn, usual
from neurosim.store.files import digest, settle, write
from neurosim.store.folder import RunFolder
from neurosim.store.manifest import Manifest, Status
from neurosim.store.place import FOLDER, check_plain, checked
from neurosim.store.study import StudyManifest
from neurosim.store.study_folder import StudyFolder
from neurosim.store.unfinished import Unfinished

Told = TypeVar("Told", Manifest, StudyManifest)
Run = TypeVar("Run", RunFolder, StudyFolder)


@final
class LedFolder(Generic[Told]):
    """A folder that is being written, in its place.

    Parameters
    ----------
    out
        The folder.
    asked
        What is known before it begins.
    read
        Reads what is known of a folder that was begun.
    inside
        Folders in it that hold nothing but what is written by whoever leads it.
    resume
        Whether to go on with what is unfinished in it.

    Attributes
    ----------
    manifest
        What is known; of a folder that is gone on with, since when.
    complete
        Whether nothing is left to do: then there is nothing to write.
    stays
        Whether the folder is to stay: it was begun before, or is published.

    Raises
    ------
    InputError
        If the folder may not become one, or was begun by another command, with other numbers or
        other versions.
    """

    def __init__(
        self,
        out: Path,
        asked: Told,
        read: Callable[[Path], Told],
        inside: tuple[str, ...],
        resume: bool,
    ) -> None:
        self.unfinished = Unfinished(checked(out, resume, asked.file_name))
        self.out = self.unfinished.out
        self.manifest: Told = asked
        self.complete = False
        self.stays = resume and (self.out / asked.file_name).exists()
        self._inside = inside
        self._made = [each for each in (self.out, *self.out.parents) if not each.exists()]
        self._lock: IO[bytes] | None = None
        if resume:
            check_plain(self.out)
        if self.stays:
            begun = read(self.out)
            _check_same(self.out, begun, asked)
            self.manifest = replace(asked, started=begun.started)
            self.complete = begun.status in (Status.COMPLETE, Status.FAILED)
        if self.complete:
            self.unfinished.remove()  # somebody was killed who was about to

    def begin(self) -> None:
        """Lead it from now on.

        Raises
        ------
        InputError
            If another process does, or nothing can be written there.
        """
        try:
            self._lock = self.unfinished.lock()
            self._tell(replace(self.manifest, status=Status.RUNNING))
        except OSError as problem:
            self.leave()
            if not self.stays:
                self.discard()
            reason = problem.strerror or str(problem)
            raise InputError(f"cannot write in {self.out.parent}: {reason}") from problem

    def leave(self) -> None:
        """Let others lead it."""
        if self._lock is not None:
            self._lock.close()

    def write(self, name: str, content: bytes) -> str:
        """Write a file, and return its SHA-256."""
        write(self.out / name, content)
        return digest(content)

    def publish(self, run: Run, page: Callable[[Run, bytes], str]) -> Run:
        """Add figure and report, and write the manifest at last; drafts of the killed are removed.

        Parameters
        ----------
        run
            What the folder holds, with its manifest but for what is added.
        page
            Makes the report of it and of its figure (SVG).

        Raises
        ------
        SimulationError
            If the figure cannot be drawn; all data are written then.
        """
        files, problem = dict(run.manifest.files), None
        try:
            pages = _pages(run, page) if run.drawable else {}
        except Exception as failed:
            pages, problem = {}, failed  # The data must not be lost.
        for name, content in pages.items():
            files[name] = self.write(name, content)
        for draft in self.out.glob(".*.tmp"):
            draft.unlink()
        manifest = replace(run.manifest, files=dict(sorted(files.items())))
        self._tell(manifest)
        if manifest.status != Status.INTERRUPTED:
            self.unfinished.remove()
        self.stays = True
        if problem is not None:
            reason = f"the figure could not be drawn ({problem}); all data are in {self.out}"
            raise SimulationError(reason) from problem
        return replace(run, manifest=manifest)

    def discard(self) -> None:
        """Remove what was made for it."""
        for name in (FOLDER, *self._inside):
            shutil.rmtree(self.out / name, ignore_errors=True)
        with suppress(OSError):
            (self.out / self.manifest.file_name).unlink(missing_ok=True)
            for folder in self._made:
                folder.rmdir()

    def _tell(self, manifest: Manifest | StudyManifest) -> None:
        self.write(manifest.file_name, manifest.text().encode())
        settle(self.out)
        settle(self.out.parent)


def _pages(run: Run, page: Callable[[Run, bytes], str]) -> dict[str, bytes]:
    files = drawn(run, usual())
    files["report.html"] = page(run, files["figure.svg"]).encode()
    return files


def _check_same(out: Path, begun: Told, asked: Told) -> None:
    """Check that what was begun is what is asked for.

    Raises
    ------
    InputError
        If another command, other numbers or other versions began it.
    """
    if begun.command != asked.command:
        raise InputError(f"{out} was begun by another command: {begun.command}")
    for name, now in asked.versions.items():
        then = begun.versions.get(name, "none")
        if then != now:
            reason = f"{out} was begun with {name} {then}, this is {now}"
            raise InputError(f"{reason}: results of both do not belong in one table")
    if begun.numbers != asked.numbers:
        raise InputError(f"{out} was begun with other numbers; begin anew in another folder")
