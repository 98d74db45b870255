"""Run what was asked for, and write it down; what was finished is kept whatever happens."""

from __future__ import annotations

import shlex
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from neurosim.cli.hands import Hands, Job
from neurosim.cli.request import Request
from neurosim.errors import InputError, SimulationError
from neurosim.store import RunFolder, RunWriter, Status, open_run, shown

INTERRUPTS = (signal.SIGINT, signal.SIGTERM)


def default_out(experiment: str) -> Path:
    """Return where a run goes if the user does not say."""
    # Local time: it is what people look for their run by.
    began = datetime.now().astimezone()
    return Path("runs") / f"{experiment}-{began:%Y%m%d-%H%M%S}-{began.microsecond // 1000:03d}"


def run_request(request: Request, out: Path, hands: Hands, resume: bool = False) -> RunFolder:
    """Perform a run, and return the run folder.

    Parameters
    ----------
    out
        The run folder.
    hands
        Who does the work.
    resume
        Whether to go on with an unfinished run in the folder; one that is complete is returned.

    Raises
    ------
    InputError
        If the folder cannot be written, or the run cannot be gone on with.
    KeyboardInterrupt, SimulationError
        After writing down what was finished. Failures of tasks are told by the manifest, unless
        nothing else came of the run.
    """
    writer = RunWriter(out, request.manifest(now()), request.work(), resume)
    if writer.complete:
        return open_run(out)
    with writer:
        try:
            hands.perform([Job(request, writer)])
        except BaseException as problem:
            with undisturbed():
                if writer.whole() or not isinstance(problem, InputError):
                    told = writer.publish(now(), Status.INTERRUPTED).manifest
                    done = f"{len(told.seeds)} of {len(told.asked)} seeds"
                    tell_kept(done, told.command, writer.out)
            raise
        failure = writer.in_vain()
        if failure is not None:
            raise SimulationError(failure.reason)
        with undisturbed():
            return writer.publish(now())


def tell_kept(done: str, command: str, out: Path) -> None:
    """Say what is kept of a run or of a parameter study, and how to go on."""
    place = shown(out)
    more = f"{command} --out {shlex.quote(str(place))} --resume"
    sys.stderr.write(f"neurosim: {done} are kept in {place}; to go on: {more}\n")


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


def now() -> str:
    """Return the time as manifests tell it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
