"""Run folders: everything a run brought home, written so that it is whole or absent."""

from neurosim.store.checkpoints import StoredCheckpoints
from neurosim.store.diaries import load_diary, save_diary
from neurosim.store.drawing import draw_again
from neurosim.store.failed_run import FailedLifeRun
from neurosim.store.folder import RunFolder
from neurosim.store.index import Entry, entries
from neurosim.store.individuals import with_individual, with_individuals
from neurosim.store.life_run import LifeRun
from neurosim.store.manifest import (
    Card,
    Failure,
    LifeManifest,
    Manifest,
    NetworkManifest,
    Number,
    Status,
    SynapseManifest,
    card,
    machine,
    versions,
)
from neurosim.store.network_run import NetworkRun
from neurosim.store.opening import as_json, compared, open_run, summary_table
from neurosim.store.place import shown
from neurosim.store.reading import STUDY
from neurosim.store.repeated import Difference, Repetition, repetition
from neurosim.store.results import (
    broken_off_result,
    charted_work,
    failed_result,
    life_result,
    network_result,
    synapse_result,
    synapse_work,
)
from neurosim.store.states import SavedState, load_state, save_state, saved
from neurosim.store.study import StudyManifest, Varied
from neurosim.store.study_folder import StudyFolder, open_study
from neurosim.store.study_writer import StudyWriter
from neurosim.store.synapse_run import SynapseRun
from neurosim.store.table import Table
from neurosim.store.task import Result, Task, Work
from neurosim.store.unfinished import Unfinished
from neurosim.store.writer import RunWriter

__all__ = [
    "STUDY",
    "Card",
    "Difference",
    "Entry",
    "FailedLifeRun",
    "Failure",
    "LifeManifest",
    "LifeRun",
    "Manifest",
    "NetworkManifest",
    "NetworkRun",
    "Number",
    "Repetition",
    "Result",
    "RunFolder",
    "RunWriter",
    "SavedState",
    "Status",
    "StoredCheckpoints",
    "StudyFolder",
    "StudyManifest",
    "StudyWriter",
    "SynapseManifest",
    "SynapseRun",
    "Table",
    "Task",
    "Unfinished",
    "Varied",
    "Work",
    "as_json",
    "broken_off_result",
    "card",
    "charted_work",
    "compared",
    "draw_again",
    "entries",
    "failed_result",
    "life_result",
    "load_diary",
    "load_state",
    "machine",
    "network_result",
    "open_run",
    "open_study",
    "repetition",
    "save_diary",
    "save_state",
    "saved",
    "shown",
    "summary_table",
    "synapse_result",
    "synapse_work",
    "versions",
    "with_individual",
    "with_individuals",
]
