"""Run what was asked for, and write it down; what was finished is kept when it is interrupted."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from neurosim.cli.progress import Progress
from neurosim.cli.request import Request
from neurosim.experiments import Outcome, run_seed
from neurosim.protocol import lived_seconds
from neurosim.store import Manifest, RunFolder, RunWriter, card, machine, versions

INTERRUPTS = (signal.SIGINT, signal.SIGTERM)


def default_out(experiment: str) -> Path:
    """Return where a run goes if the user does not say."""
    # Local time: it is what people look for their run by.
    return Path("runs") / f"{experiment}-{datetime.now().astimezone():%Y%m%d-%H%M%S}"


def run_request(request: Request, out: Path) -> RunFolder:
    """Let the agents live, and return the run folder.

    Raises
    ------
    InputError
        If the folder cannot be written.
    KeyboardInterrupt, SimulationError
        After writing a folder of the seeds that were finished, if there are any.
    """
    started = _now()
    with RunWriter(out) as writer:
        try:
            _live(request, writer)
        except BaseException:
            if writer.seeds:
                with undisturbed():
                    writer.publish(manifest(request, "partial", started))
                done, asked = len(writer.seeds), len(request.seeds)
                sys.stderr.write(f"neurosim: {done} of {asked} seeds are kept in {out}\n")
            raise
        with undisturbed():
            return writer.publish(manifest(request, "complete", started))


@contextmanager
def undisturbed() -> Iterator[None]:
    """Be deaf to interrupts: an interrupt must keep what is just being written."""
    if threading.current_thread() is not threading.main_thread():
        yield  # Only the main thread hears interrupts, or can be made deaf to them.
        return
    before = {each: signal.signal(each, signal.SIG_IGN) for each in INTERRUPTS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _live(request: Request, writer: RunWriter) -> None:
    count = int(request.experiment.items_count)
    example = request.items.draw(count, request.seeds[0])
    timetables = request.experiment.timetables(example).values()
    factories = request.factories()
    each = sum(map(lived_seconds, timetables))
    with Progress(list(factories), len(request.seeds), each) as progress:
        for seed in request.seeds:
            items = request.items.draw(count, seed)
            outcomes: list[Outcome] = []
            for agent, make in factories.items():
                progress.begin(agent)
                watch = progress.watch
                outcomes += run_seed(request.experiment, items, {agent: make}, seed, watch)
                progress.end()
            writer.add(seed, items, outcomes)


def manifest(request: Request, status: str, started: str) -> Manifest:
    """Return what is known of a run that has just ended."""
    experiment, source = request.experiment, request.items
    items = source.draw(int(experiment.items_count), request.seeds[0])
    return Manifest(
        status=status,
        command=request.command,
        experiment=card(experiment.name, experiment.question, experiment.sources, experiment),
        conditions=tuple(experiment.timetables(items)),
        items=card(source.name, source.summary, source.sources, source),
        agents=tuple(
            card(model.name, model.summary, model.sources, model.parameters)
            for model in request.models
        ),
        seeds=(),
        asked=request.seeds,
        versions=versions(),
        machine=machine(),
        started=started,
        ended=_now(),
        files={},
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
