"""Run folders: everything a run brought home, written so that it is whole or absent."""

from neurosim.store.diaries import load_diary, save_diary
from neurosim.store.drawing import draw_again
from neurosim.store.failed_run import FailedLifeRun
from neurosim.store.folder import RunFolder
from neurosim.store.index import Entry, entries
from neurosim.store.life_run import LifeRun
from neurosim.store.manifest import (
    Card,
    Failure,
    LifeManifest,
    Manifest,
    NetworkManifest,
    Number,
    SynapseManifest,
    card,
    machine,
    versions,
)
from neurosim.store.network_run import NetworkRun
from neurosim.store.opening import as_json, compared, open_run, summary_table
from neurosim.store.place import shown
from neurosim.store.repeated import Difference, Repetition, repetition
from neurosim.store.synapse_run import SynapseRun
from neurosim.store.table import Table
from neurosim.store.writer import RunWriter
from neurosim.store.writers import LifeWriter, NetworkWriter, SynapseWriter

__all__ = [
    "Card",
    "Difference",
    "Entry",
    "FailedLifeRun",
    "Failure",
    "LifeManifest",
    "LifeRun",
    "LifeWriter",
    "Manifest",
    "NetworkManifest",
    "NetworkRun",
    "NetworkWriter",
    "Number",
    "Repetition",
    "RunFolder",
    "RunWriter",
    "SynapseManifest",
    "SynapseRun",
    "SynapseWriter",
    "Table",
    "as_json",
    "card",
    "compared",
    "draw_again",
    "entries",
    "load_diary",
    "machine",
    "open_run",
    "repetition",
    "save_diary",
    "shown",
    "summary_table",
    "versions",
]
