"""The experiment night: its stretches, the course of what is measured, and its page."""

from dataclasses import replace

import numpy as np
import pytest

from neurosim.experiments import OneNight
from neurosim.experiments.night import Stretch
from neurosim.figures import ChartData, NightInDetail, charts_figure
from neurosim.items import RandomCodes
from neurosim.measures import Row, summarised
from neurosim.measures.night_course import SYNAPSES, course_measures
from neurosim.parameters import changed
from neurosim.protocol import Diary, Item, Recall, Recording, Rest, Sleep, Stage, Study
from night_trains import burst, disjoint, spikes_of
from test_night_rhythms import NIGHT, slept

EXPERIMENT = changed(OneNight(), {"cycles": 2, "cycle": 20, "first_rem": 0.1, "last_rem": 0.4})
CELLS = 600
EVENING, MORNING = f"{SYNAPSES}_evening", f"{SYNAPSES}_morning"


def test_stages_alternate_and_rem_sleep_becomes_longer():
    stretches = EXPERIMENT.stretches
    assert [s.stage for s in stretches] == [Stage.NREM, Stage.REM] * 2
    assert [s.seconds for s in stretches] == pytest.approx([18, 2, 12, 8])
    assert [s.start for s in stretches] == pytest.approx([0, 18, 20, 32])
    assert stretches[-1].stop == 40
    assert len({s.label for s in OneNight(cycles=12).stretches}) == 24


def test_one_cycle_has_the_first_share_of_rem_sleep():
    one = changed(EXPERIMENT, {"cycles": 1})
    assert [s.seconds for s in one.stretches] == pytest.approx([18, 2])


def test_the_middle_of_a_stretch():
    assert Stretch("one", Stage.REM, 10, 14).middle == 12


def test_all_is_asked_for_after_every_stretch_and_the_control_stays_awake():
    lives = EXPERIMENT.timetables(RandomCodes().draw(3, 1))
    assert list(lives) == ["sleep", "awake"]
    slept = [event for event in lives["sleep"] if isinstance(event, Sleep)]
    awake = [event for event in lives["awake"] if isinstance(event, Rest)]
    assert [e.seconds for e in slept] == pytest.approx([e.seconds for e in awake])
    assert not any(isinstance(event, Sleep) for event in lives["awake"])
    tests = [event for event in lives["sleep"] if isinstance(event, Recall)]
    assert len({event.label for event in tests}) == len(EXPERIMENT.stretches) + 1
    shown = {name for chart in EXPERIMENT.charts() for name, _ in chart.measures}
    assert shown <= {measure.name for measure in EXPERIMENT.measures()}


def nrem(label, evening, morning, seed, weaker=1.0):
    """Return a stretch of NREM sleep, with what it tells of weights."""
    record = slept(seed=seed)
    layer = record.spikes["layer_5"]
    kept = np.random.default_rng(0).random(len(layer.seconds)) < weaker
    spikes = {**record.spikes, "layer_5": spikes_of(layer.cells[kept], layer.seconds[kept], 200)}
    silent = spikes_of([], [], CELLS)
    levels = {EVENING: np.full(20, evening), MORNING: np.full(20, morning)}
    event = Sleep(NIGHT, label=label)
    return Recording(event, spikes={**spikes, "neocortex": silent}, levels=levels)


def rem(label, members):
    """Return a stretch of REM sleep in which the first item is visited ten times."""
    random = np.random.default_rng(1)
    visits = [burst(random, members, start) for start in np.arange(1, 11) * 0.9]
    cells, times = (np.concatenate(part) for part in zip(*visits, strict=True))
    spikes = {name: spikes_of([], [], CELLS) for name in ("CA3", "CA1", "layer_5", "thalamus")}
    spikes["neocortex"] = spikes_of(cells, times, CELLS)
    levels = {EVENING: np.full(20, 0.9), MORNING: np.full(20, 0.85)}
    event = Sleep(10.0, label=label, stage=Stage.REM)
    return Recording(event, spikes=spikes, levels=levels)


@pytest.fixture(scope="module")
def diary():
    assemblies = disjoint(np.random.default_rng(2), [30, 30])
    studies = []
    for number, members in enumerate(assemblies):
        item = Item(f"item {number}", {"sight": np.arange(10) == number})
        cells = np.repeat(members, 5)
        spikes = spikes_of(cells, np.linspace(0, 0.39, len(cells)), CELLS)
        both = {"neocortex": spikes, "CA3": spikes}
        studies.append(Recording(Study(item, 0.4), spikes=both))
    night = (nrem("a", 1.0, 0.9, 1), rem("b", assemblies[0]), nrem("c", 0.85, 0.8, 2, weaker=0.5))
    begins = np.cumsum([1.0, NIGHT, 10.0])
    timed = (replace(record, began=float(at)) for record, at in zip(night, begins, strict=True))
    return Diary("by hand", (*studies, *timed))


@pytest.fixture(scope="module")
def measured(diary):
    found = course_measures({"a": 20.0, "b": 45.0, "c": 70.0})
    return {
        (m.name, m.at): (m.value(diary), m.chance(diary), m.began(diary))
        for m in found
        if m.applies(diary)
    }


def test_slow_waves_are_relative_to_the_first_stretch(measured):
    for name in ("wave_amplitude", "wave_slope"):
        assert measured[name, 20.0][0] == 1
        assert 0.4 < measured[name, 70.0][0] < 0.65
        assert measured[name, 70.0][1] == 1
        assert (name, 45.0) not in measured


def test_rates_are_those_of_each_stretch_of_nrem_sleep(measured):
    for place in (20.0, 70.0):
        assert measured["up_rate", place][0] == pytest.approx(31 / NIGHT, abs=0.1)
        assert measured["ripple_rate", place][0] == pytest.approx(31 / NIGHT, abs=0.2)
    assert ("ripple_rate", 45.0) not in measured


def test_visits_are_counted_in_rem_sleep(measured):
    value, chance, began = measured["visits", 45.0]
    assert value == pytest.approx(1.0, abs=0.11)
    assert chance < 0.2
    assert began == 1.0 + NIGHT
    assert ("visits", 20.0) not in measured


def test_synapses_are_relative_to_the_evening(measured):
    assert measured["synapses", 20.0][0] == pytest.approx(0.9)
    assert measured["synapses", 45.0][0] == pytest.approx(0.85)
    assert measured["synapses", 70.0][0] == pytest.approx(0.8)


def test_the_page_shows_the_stages_and_both_kinds_of_sleep(diary):
    detail = NightInDetail(diary, 7)
    assert detail.drawable
    rows = [Row("by hand", 7, "sleep", 0.0, "wave_slope", at, 1.0, 1.0, 1.0) for at in (20.0, 70.0)]
    charts = ChartData("What happens?", EXPERIMENT.charts(), summarised(rows), (7,), "")
    plain, full = charts_figure(charts), charts_figure(charts, detail)
    assert full.get_figheight() == pytest.approx(plain.get_figheight() + detail.height)
    assert len(full.axes) == len(plain.axes) + 1 + 2 * 4 + 1
    said = [text.get_text() for text in full.texts]
    for title in ("a  Stages of the night, seed 7", "c  Last NREM sleep", "d  Last REM sleep"):
        assert title in said
    assert any(text.startswith("e  Slow waves") for text in said)


def test_a_night_of_an_agent_without_these_rhythms_is_not_drawn(diary):
    bare = Diary("bare", tuple(replace(r, spikes={}) for r in diary.recordings))
    assert not NightInDetail(bare, 0).drawable
    waking = Diary("awake", diary.recordings[:2])
    assert not NightInDetail(waking, 0).drawable
