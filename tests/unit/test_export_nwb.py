"""Lives as NWB: the format's own reader and validator, and a tool of the field, take them."""

import os
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from neurosim.errors import InputError
from neurosim.export import Session, check_installed, nwb_files
from neurosim.export.timeline import timelines
from neurosim.items import Digits, RandomCodes
from neurosim.protocol import (
    Cue,
    Diary,
    Drug,
    Examine,
    Lesion,
    Recall,
    Recording,
    Replay,
    Rest,
    Sleep,
    Spikes,
    Stage,
    Study,
    Substance,
    Track,
    Walk,
    live,
)
from neurosim.protocol.dummies import Oracle
from neurosim.store import Task
from runs import ENDED, Tree, manifest
from spiking_dummy import SIZES, Pulse
from walker import Walker

pynwb = pytest.importorskip("pynwb", reason="the extra 'nwb' is not installed")

ITEMS = Digits().draw(2, 200)
FIRST, SECOND = ITEMS.items
DRUG = Drug(Substance.SCOPOLAMINE, 0.5)
TEST = Recall(FIRST.cue("sound"), 0.4, FIRST.name, "evening")
CUE = Cue(SECOND.cue("sound"), 0.5, 0.3, SECOND.name)
DAY = (
    Study(FIRST, 0.4, "first", reward=0.5),
    Study(SECOND, 0.4, drug=DRUG, learning=False),
    Lesion("hippocampus", (TEST, TEST)),
    TEST,
    Rest(1.0),
    Sleep(2.0, Replay.BLOCKED, "night", cues=(CUE,)),
    Sleep(1.0, stage=Stage.REM),
    Lesion("hippocampus", (TEST,)),
)


def session(agent="pulse"):
    told = replace(manifest((agent,), (0,)), ended=ENDED)
    return Session(Task(agent, 0, "sleep"), told, "0" * 64)


def opened(path):
    return pynwb.NWBHDF5IO(path, "r")


@pytest.fixture(scope="module")
def diary():
    return live(Pulse(200, ITEMS.senses), DAY)


@pytest.fixture(scope="module")
def files(diary, tmp_path_factory):
    """The file of the animal and that of its copies."""
    folder = tmp_path_factory.mktemp("nwb")
    found = {}
    for lesioned, content in nwb_files(session(), diary):
        found[lesioned] = folder / f"{lesioned or 'intact'}.nwb"
        found[lesioned].write_bytes(content)
    assert list(found) == ["", "hippocampus"]
    return found


@pytest.mark.parametrize("lesioned", ["", "hippocampus"])
def test_the_validator_finds_nothing(files, lesioned):
    with opened(files[lesioned]) as reader:
        assert pynwb.validate(io=reader) == []


def test_each_cell_has_its_spikes_in_seconds_of_life(files, diary):
    with opened(files[""]) as reader:
        units = reader.read().units
        regions, cells = np.array(units["region"][:]), units["cell"][:]
        assert {name: np.count_nonzero(regions == name) for name in SIZES} == SIZES
        # It does not tell of spikes at rest, from 1.2 to 2.2 s.
        assert units["obs_intervals"][7] == pytest.approx(np.array([[0, 1.2], [2.2, 5.2]]))
        own = [r for r in diary.recordings if r.spikes and not r.lesioned]
        for row in (0, 450, 1000, len(cells) - 1):
            spikes = [(r.spikes[regions[row]], r.began) for r in own]
            expected = [s.seconds[s.cells == cells[row]] + began for s, began in spikes]
            times = units["spike_times"][row]
            assert np.array_equal(times, np.concatenate(expected))
            assert np.array_equal(times, np.sort(times))


def test_events_are_epochs_and_what_is_shown_or_asked_are_trials(files):
    with opened(files[""]) as reader:
        file = reader.read()
        epochs, trials = file.epochs.to_dataframe(), file.trials.to_dataframe()
        cues = file.intervals["sleep_cues"].to_dataframe()
    assert list(epochs["kind"]) == ["study", "study", "recall", "rest", "sleep", "sleep"]
    assert list(epochs["stage"]) == ["awake"] * 4 + ["nrem", "rem"]
    assert list(epochs["replay"]) == ["", "", "", "", "blocked", "natural"]
    assert list(epochs["drug"]) == ["", "scopolamine", "", "", "", ""]
    assert list(epochs["dose"]) == [0, 0.5, 0, 0, 0, 0]
    assert list(epochs["learning"]) == [True, False, False, False, True, True]
    assert list(epochs["label"]) == ["first", "", "evening", "", "night", ""]
    assert epochs["stop_time"][:-1].tolist() == epochs["start_time"][1:].tolist()
    assert list(trials["item"]) == [FIRST.name, SECOND.name, FIRST.name]
    assert list(trials["senses"]) == ["sight,sound", "sight,sound", "sound"]
    assert list(trials["reward"]) == [0.5, 0, 0]
    assert (cues["start_time"][0], cues["stop_time"][0]) == pytest.approx((2.7, 3.0))
    assert (cues["item"][0], cues["senses"][0]) == (SECOND.name, "sound")


def test_copies_have_a_file_of_their_own_and_lie_end_to_end(files, diary):
    with opened(files["hippocampus"]) as reader:
        file = reader.read()
        epochs, units = file.epochs.to_dataframe(), file.units
        stretches = units["obs_intervals"][0]
        total = len(units["spike_times"].target.data)
        assert "copies of the animal that had lost hippocampus" in file.session_description
    assert epochs["began"].tolist() == pytest.approx([0.8, 0.8, 5.2])
    assert epochs["start_time"].tolist() == pytest.approx([0.8, 1.2, 5.2])
    assert set(epochs["lesioned"]) == {"hippocampus"}
    assert stretches == pytest.approx(np.array([[0.8, 1.6], [5.2, 5.6]]))
    copies = [record for record in diary.recordings if record.lesioned]
    assert total == sum(s.seconds.size for r in copies for s in r.spikes.values())


def test_a_file_says_where_it_comes_from(files):
    with opened(files[""]) as reader:
        file = reader.read()
        told = session().manifest
        assert file.protocol == told.command
        assert file.session_start_time.isoformat() == told.started
        assert file.file_create_date[0].isoformat() == told.ended
        assert file.subject.subject_id == "pulse-seed-0"
        assert ["neurosim", told.versions["neurosim"]] in [list(e) for e in file.was_generated_by]
        assert "https://doi.org/10.1073/pnas.79.8.2554" in file.related_publications[:]
        numbers = file.processing["misc"]["parameters"].to_dataframe()
        rate = numbers[(numbers["of"] == "agent") & (numbers["parameter"] == "rate")].iloc[0]
        assert (rate["value"], rate["unit"], rate["source"]) == (1, "1", "hopfield1982")
        assert set(numbers["of"]) == {"experiment", "items", "agent"}
        items = file.processing["misc"]["items"].to_dataframe()
        assert list(items["item"]) == [FIRST.name, SECOND.name]
        assert np.array_equal(items["code_sight"][1], SECOND.code["sight"])
        assert Tree().rate == 1


def test_the_same_life_gives_the_same_bytes_and_another_has_another_name(files, diary):
    again = dict(nwb_files(session(), diary))
    assert all(again[name] == path.read_bytes() for name, path in files.items())
    names = {
        one.identifier(lesioned)
        for one in (session(), session("dice"), replace(session(), recording="1" * 64))
        for lesioned in ("", "hippocampus")
    }
    assert len(names) == 6


def test_who_walks_has_places(tmp_path):
    items = RandomCodes().draw(1, seed=200)
    track = Track("sight", np.linspace(0, 1, 200), 0.1, 40.0)
    laps = [Walk(track, (0.0, 0.25, 0.5), 0.1, "lap"), Walk(track, (1.0, 0.5), 0.1)]
    for number, between in enumerate(([], [Sleep(1.0)])):
        lived = live(Walker(200, items.senses), [laps[0], *between, laps[1]])
        ((_, content),) = nwb_files(session("walker"), lived)
        (tmp_path / f"{number}.nwb").write_bytes(content)
        with opened(tmp_path / f"{number}.nwb") as reader:
            file = reader.read()
            place = file.processing["behavior"]["Position"]["position"]
            assert place.data[:].tolist() == [0, 0.25, 0.5, 1, 0.5]
            late = len(between)
            assert place.get_timestamps() == pytest.approx([0, 0.1, 0.2, 0.3 + late, 0.4 + late])
            assert list(file.trials["kind"][:]) == ["walk", "walk"]
            assert "items" not in file.processing["misc"].data_interfaces
            assert not between or pynwb.validate(io=reader) == []


def test_who_has_no_spikes_has_no_file():
    assert list(nwb_files(session("oracle"), live(Oracle(1, ITEMS.senses), DAY))) == []


def test_looks_at_synapses_take_no_time_and_are_no_epochs():
    spikes = {"CA3": Spikes(np.zeros(1, np.int32), np.array([0.1]), 1)}
    records = (Recording(Examine(("ring",))), Recording(Rest(0.5), spikes=spikes))
    (timeline,) = timelines(Diary("x", records))
    assert [type(each.record.event) for each in timeline.placed] == [Rest]


OPENED = """
import sys
import pynapple as nap

file = nap.load_file(sys.argv[1])
units, epochs, trials = file["units"], file["epochs"], file["trials"]
ca3 = units[units["region"] == "CA3"]
asleep = epochs[epochs["stage"] == "nrem"]
print(len(units), len(ca3), len(trials), len(asleep), sum(map(len, ca3.restrict(asleep).values())))
"""


def test_it_opens_in_pynapple(files, diary):
    pytest.importorskip("pynapple", reason="pynapple is not installed")
    # Compiling takes longer than running.
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    command = [sys.executable, "-c", OPENED, str(files[""])]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    (night,) = (r for r in diary.recordings if r.event.label == "night")
    expected = [sum(SIZES.values()), SIZES["CA3"], 3, 1, night.spikes["CA3"].cells.size]
    assert [int(word) for word in done.stdout.split()[-5:]] == expected


# What is refused


def test_without_pynwb_it_is_said_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pynwb", None)
    with pytest.raises(InputError, match=r"not installed: pip install 'neurosim\[nwb\]'"):
        check_installed()


@pytest.mark.parametrize("started", ["yesterday", "2026-01-01T00:00:00"])
def test_a_run_that_began_at_no_time_is_refused(diary, started):
    told = replace(session(), manifest=replace(session().manifest, started=started))
    with pytest.raises(InputError, match=r"run\.json is damaged"):
        list(nwb_files(told, diary))


def test_recordings_that_contradict_each_other_are_refused(diary):
    spikes = {"CA3": Spikes(np.zeros(0, np.int32), np.zeros(0), 3)}
    odd = Recording(Rest(1.0), spikes=spikes, began=99.0)
    with pytest.raises(InputError, match="CA3 has 300 cells, then 3"):
        list(nwb_files(session(), Diary("pulse", (*diary.recordings, odd))))
    lost = replace(odd, began=float("nan"))
    with pytest.raises(InputError, match="began after nan seconds"):
        list(nwb_files(session(), Diary("pulse", (lost,))))


def test_items_that_nwb_cannot_tell_are_refused(diary):
    odd = replace(FIRST, code={"sight": np.ones(3, bool)})
    records = (*diary.recordings, replace(diary.recordings[0], event=Study(odd, 0.4)))
    with pytest.raises(InputError, match="cannot be told as NWB") as caught:
        list(nwb_files(session(), Diary("pulse", records)))
    assert "\n" not in str(caught.value)


def test_an_agent_that_the_run_does_not_know_is_refused(diary):
    stranger = replace(session(), life=Task("stranger", 0, "sleep"))
    with pytest.raises(InputError, match=r"run\.json does not say what stranger is"):
        list(nwb_files(stranger, diary))
