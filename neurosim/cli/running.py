"""Run what was asked for, and write it down; what was finished is kept when it is interrupted."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from neurosim.cli.request import Request
from neurosim.errors import SimulationError
from neurosim.store import RunFolder, RunWriter

INTERRUPTS = (signal.SIGINT, signal.SIGTERM)


def default_out(experiment: str) -> Path:
    """Return where a run goes if the user does not say."""
    # Local time: it is what people look for their run by.
    now = datetime.now().astimezone()
    return Path("runs") / f"{experiment}-{now:%Y%m%d-%H%M%S}-{now.microsecond // 1000:03d}"


def run_request(request: Request[Any], out: Path) -> RunFolder:
    """Perform a run, and return the run folder.

    Raises
    ------
    InputError
        If the folder cannot be written.
    KeyboardInterrupt, SimulationError
        After writing a folder of the seeds that were finished, if there are any, and of what led
        to the failure of a life.
    """
    started = _now()
    with request.writer(out) as writer:
        try:
            request.perform(writer)
        except SimulationError as problem:
            with undisturbed():
                writer.keep(problem)
                if not writer.failed:
                    _keep_seeds(request, writer, started, out)
                    raise
                writer.publish(request.manifest("failed", started, _now()))
            raise SimulationError(f"{problem}; what led there is in {out}") from problem
        except BaseException:
            with undisturbed():
                _keep_seeds(request, writer, started, out)
            raise
        with undisturbed():
            run: RunFolder = writer.publish(request.manifest("complete", started, _now()))
            return run


def _keep_seeds(request: Request[Any], writer: RunWriter, started: str, out: Path) -> None:
    """Write the seeds that were finished, if there are any."""
    if writer.seeds:
        writer.publish(request.manifest("partial", started, _now()))
        done, asked = len(writer.seeds), len(request.seeds)
        sys.stderr.write(f"neurosim: {done} of {asked} seeds are kept in {out}\n")


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


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
