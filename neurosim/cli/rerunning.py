"""Perform a run again from what its ``run.json`` says, and hold the files of both together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from neurosim.cli.hands import OwnHands
from neurosim.cli.request import understood
from neurosim.cli.running import run_request
from neurosim.cli.wish import Wish
from neurosim.errors import InputError
from neurosim.store import Difference, Repetition, RunFolder, Status, repetition

MOST = 10
"""Lines that are told of one kind; of more, how many there are."""


def run_again(wish: Wish, then: RunFolder, out: Path) -> Repetition:
    """Perform a run again with the seeds that it finished, and compare.

    Parameters
    ----------
    wish
        What its command asks for.
    then
        The run as it was.
    out
        Where the new one goes.

    Raises
    ------
    InputError
        If the command does not fit this version, or a file of the old run is damaged.
    SimulationError
        If nothing comes of it.
    """
    for name in then.manifest.files:
        then.check(name)  # What is damaged is found before anything is simulated.
    request = understood(wish)
    if not set(then.manifest.seeds) <= set(request.seeds):
        raise InputError("run.json is damaged: it has seeds that its command does not ask for")
    if then.manifest.status != Status.FAILED:
        request = replace(request, seeds=then.manifest.seeds)
    return repetition(then, run_request(request, out, OwnHands()))


def told(found: Repetition, out: Path) -> Iterator[str]:
    """Yield lines that say what came of it."""
    total = len(found.same) + len(found.other)
    yield f"{len(found.same)} of {total} files have the same bytes (the report tells its time)"
    yield from _some([f"  other: {name}" for name in found.other])
    yield from _listed("numbers", found.numbers)
    yield from _listed("versions", found.versions)
    yield f"the new run: {out}"


def _listed(kind: str, differences: Sequence[Difference]) -> Iterator[str]:
    if differences:
        yield f"{kind} that were others then:"
    yield from _some(
        [f"  {d.name}: {d.then or 'none'} then, {d.now or 'none'} now" for d in differences]
    )


def _some(lines: Sequence[str]) -> Iterator[str]:
    yield from lines[:MOST]
    if len(lines) > MOST:
        yield f"  and {len(lines) - MOST} more"
