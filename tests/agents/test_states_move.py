"""Agents move from one process to another, and live on there as they would have here."""

import subprocess
import sys

import numpy as np
import pytest
from neurosim.models import ca3_track, hopfield_1982, lstm_1997, mlp_backprop

from neurosim.items import Digits, Tracks, track_of
from neurosim.parameters import changed
from neurosim.protocol import Diary, Recall, Recording, Sleep, Study, Walk, live
from neurosim.store import load_state, save_diary, save_state, saved
from neurosim.store.diaries import packed_diary

ELSEWHERE = """
import sys
from pathlib import Path

from neurosim.cli.agents import model
from neurosim.protocol import live
from neurosim.store import load_diary, load_state, save_diary

for folder in map(Path, sys.argv[1:]):
    events = [record.event for record in load_diary(folder / "events.npz").recordings]
    state = load_state(folder / "state.npz")
    known = model(state.agent)
    agent = state.made_again(known.make, known.parameters)
    save_diary(folder / "lived.npz", live(agent, events))
"""

DIGITS = Digits().draw(3, seed=200)
TRACKS = Tracks().draw(1, seed=200)
TRACK = track_of(TRACKS.items[0], TRACKS.random("test"), 0.03, 40.0)
LAP = Walk(TRACK, tuple((np.arange(10) + 0.5) / 10), 0.04, "lap")

STUDIES = tuple(Study(item, 0.4) for item in DIGITS.items)
TESTS = tuple(Recall(item.cue("sound"), 0.4, item.name, "morning") for item in DIGITS.items)
SHOWN = ((*STUDIES, Sleep(2)), (*TESTS, STUDIES[0], Sleep(2), *TESTS))
WALKED = ((LAP, LAP, Sleep(0.5)), (Sleep(0.5), LAP, Sleep(0.5)))

LIVES = {
    hopfield_1982: (DIGITS.senses, SHOWN, {"threshold": 0.15}),
    mlp_backprop: (DIGITS.senses, SHOWN, {"sleep_steps_per_second": 20.0}),
    lstm_1997: (DIGITS.senses, SHOWN, {"sleep_steps_per_second": 20.0}),
    ca3_track: (TRACKS.senses, WALKED, {"circuit.pathways.CA3_recurrent.rule.A_minus": 0.001}),
}
names = pytest.mark.parametrize("model", LIVES, ids=lambda each: each.__name__.rpartition(".")[2])


@pytest.fixture(scope="module")
def moved(tmp_path_factory):
    """Folders of agents, with what each lived here after it was saved, and elsewhere."""
    found = {}
    for model, (senses, (before, after), changes) in LIVES.items():
        folder = tmp_path_factory.mktemp(model.__name__.rpartition(".")[2])
        parameters = changed(model.Parameters(), changes)
        agent = model.build(200, senses, parameters)
        live(agent, before)
        save_state(folder / "state.npz", saved(agent, 200, parameters))
        save_diary(folder / "events.npz", Diary("to come", tuple(map(Recording, after))))
        found[model] = folder, live(agent, after)
    folders = [str(folder) for folder, _ in found.values()]
    subprocess.run([sys.executable, "-c", ELSEWHERE, *folders], check=True)
    return found


@names
def test_it_lives_on_in_another_process_byte_for_byte(model, moved):
    folder, lived = moved[model]
    assert (folder / "lived.npz").read_bytes() == packed_diary(lived)


@names
def test_it_had_changed_before_it_was_saved(model, moved):
    folder, lived = moved[model]
    senses, (_, after), changes = LIVES[model]
    naive = model.build(200, senses, changed(model.Parameters(), changes))
    assert packed_diary(live(naive, after)) != packed_diary(lived)
    assert load_state(folder / "state.npz").parameters.items() > changes.items()
