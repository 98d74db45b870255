"""Perform a parameter study: runs that differ in a few numbers, spread over the same hands."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import final

from neurosim.cli.hands import Hands, Job
from neurosim.cli.progress import Left
from neurosim.cli.request import Request
from neurosim.cli.running import now, tell_kept, undisturbed
from neurosim.cli.study_words import Asked
from neurosim.cli.tables import rendered
from neurosim.errors import InputError, SimulationError
from neurosim.store import (
    RunWriter,
    Status,
    StudyFolder,
    StudyManifest,
    StudyWriter,
    SynapseManifest,
    open_study,
)


@final
class Point(Job):
    """The run of a point, which is written down as soon as it is done."""

    def __init__(self, request: Request, writer: RunWriter) -> None:
        super().__init__(request, writer)
        self.is_open = False

    def begin(self) -> None:
        """Begin its run folder."""
        self.writer.__enter__()
        self.is_open = True

    def end(self) -> None:
        """Write down what came of it; a picture that cannot be drawn does not stop the study."""
        try:
            with undisturbed():
                self.writer.publish(now())
        except SimulationError as problem:
            sys.stderr.write(f"neurosim: {problem}\n")
        self.leave(None)

    def leave(self, problem: BaseException | None) -> None:
        """Give it up as it is; what was finished of it is kept."""
        if self.is_open:
            self.is_open = False
            self.writer.__exit__(None if problem is None else type(problem), problem, None)


def run_study(asked: Asked, out: Path, hands: Hands, resume: bool = False) -> StudyFolder:
    """Perform a study, and return its folder.

    Parameters
    ----------
    out
        The folder.
    hands
        Who does the work.
    resume
        Whether to go on with an unfinished study in the folder.

    Raises
    ------
    InputError
        If a point cannot be, which is found out before anything is simulated, or the folder
        cannot be written.
    KeyboardInterrupt, SimulationError
        After writing down what was finished.
    """
    requests = list(_told_of(asked))
    manifest = _manifest(asked, requests)
    writer = StudyWriter(out, manifest, resume)
    if writer.complete:
        return open_study(out)
    with writer:
        points = [
            Point(each, RunWriter(writer.point(n), each.manifest(now()), each.work(), resume))
            for n, each in enumerate(requests)
        ]
        left = [point for point in points if not point.writer.complete]
        try:
            hands.perform(left)
        except BaseException as problem:
            with undisturbed():
                for point in left:
                    point.leave(problem)
                if writer.any_done() or not isinstance(problem, InputError):
                    told = writer.publish(now(), Status.INTERRUPTED).manifest
                    done = f"{told.done} of {len(told.points)} points"
                    tell_kept(done, told.command, writer.out)
            raise
        with undisturbed():
            study = writer.publish(now())
    if not study.drawable:
        raise SimulationError(study.manifest.missing())
    return study


def _told_of(asked: Asked) -> Iterator[Request]:
    """Yield the run of each point: thousands take a while to understand."""
    left = Left(len(asked.points))
    for number, request in enumerate(asked.requests(), start=1):
        yield request
        left.watch(f"looking through {left.total} points", number)


def printed(study: StudyFolder, as_object: bool) -> str:
    """Return the results of a study: a table for people, or one JSON object for programs."""
    if as_object:
        return json.dumps(study.results(), allow_nan=False)
    place = study.shown_path
    files = f"figure: {place}/figure.png\nreport: {place}/report.html\nruns: {place}/points"
    return f"{rendered(study.table())}\n\n{files}"


def _manifest(asked: Asked, requests: list[Request]) -> StudyManifest:
    first = requests[0].manifest(now())
    if isinstance(first, SynapseManifest):
        raise InputError(
            f"{first.experiment.name} is about synapses: parameter studies are of lives and of "
            "networks; give one value at a time"
        )
    return StudyManifest(
        command=asked.command(requests[0]),
        experiment=first.experiment.name,
        question=first.experiment.summary,
        agents=tuple(agent.name for agent in first.agents),
        drawing=asked.drawing,
        varied=asked.varied,
        points=asked.points,
        asked=first.asked,
        started=first.started,
    )
