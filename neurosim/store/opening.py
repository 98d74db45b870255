"""Opening run folders of any kind, and what can be done with all of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from neurosim.errors import InputError
from neurosim.store.failed_run import FailedLifeRun
from neurosim.store.folder import RunFolder
from neurosim.store.life_run import LifeRun
from neurosim.store.manifest import (
    LifeManifest,
    Manifest,
    NetworkManifest,
    Status,
    SynapseManifest,
)
from neurosim.store.network_run import NetworkRun
from neurosim.store.reading import read_manifest
from neurosim.store.synapse_run import SynapseRun
from neurosim.store.table import Table

UNWHOLE = (Status.RUNNING, Status.INTERRUPTED)


def open_run(path: Path) -> RunFolder:
    """Open a run folder.

    Raises
    ------
    InputError
        If it is none.
    """
    manifest = read_manifest(path)
    run = run_of(path, manifest)
    if not (run.drawable and manifest.agents):
        more = " (it can go on: neurosim run ... --resume)" if manifest.status in UNWHOLE else ""
        raise InputError(f"not a run folder: nothing was finished in {path}{more}")
    return run


def run_of(path: Path, manifest: Manifest) -> RunFolder:
    """Return the run that a manifest tells of."""
    match manifest:
        case LifeManifest() if manifest.failures and not manifest.seeds:
            return FailedLifeRun(path, manifest)
        case LifeManifest():
            return LifeRun(path, manifest)
        case NetworkManifest():
            return NetworkRun(path, manifest)
        case SynapseManifest():
            return SynapseRun(path, manifest)
    raise TypeError(f"no kind of run has a {type(manifest).__name__}")


def summary_table(run: RunFolder) -> Table:
    """Return the results of a run for people."""
    return run.table()


def as_json(run: RunFolder) -> dict[str, Any]:
    """Return the results as the command line's JSON object."""
    return run.results()


def compared(runs: Sequence[RunFolder]) -> Table:
    """Return the results of several runs, side by side.

    Raises
    ------
    InputError
        If the runs are of different experiments, or one of them failed.
    """
    for run in runs:
        if isinstance(run, FailedLifeRun):
            return run.beside(runs)
    names = {run.manifest.experiment.name for run in runs}
    if len(names) > 1 or len({type(run) for run in runs}) > 1:
        raise InputError(f"only runs of one experiment can be compared, not {sorted(names)}")
    return runs[0].beside(runs)
