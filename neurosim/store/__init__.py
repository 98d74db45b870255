"""Run folders: everything a run brought home, written so that it is whole or absent."""

from neurosim.store.diaries import load_diary, save_diary
from neurosim.store.drawing import draw_again
from neurosim.store.folder import RunFolder, open_run
from neurosim.store.manifest import Card, Manifest, Number, card, machine, versions
from neurosim.store.table import Table, as_json, compared, summary_table
from neurosim.store.writer import RunWriter

__all__ = [
    "Card",
    "Manifest",
    "Number",
    "RunFolder",
    "RunWriter",
    "Table",
    "as_json",
    "card",
    "compared",
    "draw_again",
    "load_diary",
    "machine",
    "open_run",
    "save_diary",
    "summary_table",
    "versions",
]
