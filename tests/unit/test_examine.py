"""Synapses are looked at: what is shown, what is refused, and what is kept of it."""

from dataclasses import replace

import numpy as np
import pytest
from neurosim.models.hippocampus_neocortex import build

from neurosim.errors import InputError
from neurosim.figures.failure import last_seconds
from neurosim.figures.timeline import laid_out
from neurosim.items import RandomCodes
from neurosim.protocol import (
    Diary,
    Examine,
    Lesion,
    Recall,
    Recording,
    Signal,
    Sleep,
    Study,
    Synapses,
    live,
    lived_seconds,
)
from neurosim.protocol.checker import check_agent
from neurosim.protocol.dummies import Oracle
from neurosim.protocol.promises import BrokenPromiseError
from neurosim.store.arrays import packed, unpacked
from neurosim.store.diaries import packed_diary
from read_back import diary_from
from spiking_dummy import Pulse

ITEMS = RandomCodes().draw(2, seed=200)
ITEM = ITEMS.items[0]
LOOK = Examine(("ring",), "after")


class Ring(Oracle):
    """Three cells in a ring, whose synapses are as strong as many items were studied."""

    pathways = ("ring",)
    offers = Oracle.offers | {Signal.SYNAPSES}

    def _synapses(self, pathway):
        cells = np.arange(3, dtype=np.int32)
        return Synapses(cells, (cells + 1) % 3, np.full(3, float(len(self.memory))), 3, 3)


def ring(weights=(1.0, 2.0, 3.0)):
    cells = np.arange(3, dtype=np.int32)
    return Synapses(cells, (cells + 1) % np.int32(3), np.array(weights), 3, 3)


def test_synapses_are_those_of_the_moment():
    study = Study(ITEM, 0.4)
    diary = live(Ring(1, ITEMS.senses), [LOOK, study, LOOK, study, LOOK])
    looks = [record for record in diary.recordings if isinstance(record.event, Examine)]
    assert [record.synapses["ring"].weights[0] for record in looks] == [0, 1, 2]
    assert [record.began for record in looks] == pytest.approx([0, 0.4, 0.8])


def test_a_look_takes_no_time_and_progress_goes_on_behind_it():
    told = []
    timetable = [Study(ITEM, 0.4), LOOK, Study(ITEM, 0.4)]
    live(Ring(1, ITEMS.senses), timetable, told.append)
    assert lived_seconds(timetable) == told[-1] == pytest.approx(0.8)
    assert told == sorted(told)


@pytest.mark.parametrize("pathways", [("rings",), ("ring", "rings")])
def test_a_pathway_that_is_not_there_is_refused_before_the_life_begins(pathways):
    agent = Ring(1, ITEMS.senses)
    with pytest.raises(InputError, match="unknown pathway of ring 'rings'; did you mean 'ring'"):
        live(agent, [Study(ITEM, 0.4), Examine(pathways)])
    assert agent.memory == []


def test_who_has_no_pathways_says_so():
    with pytest.raises(InputError, match="oracle cannot be examined: it has no pathways"):
        Oracle(1, ITEMS.senses).examine("CA3_recurrent")


def test_a_lesioned_copy_can_be_examined():
    class Hurt(Ring):
        regions = ("hippocampus",)

        def _lesion(self, region, fraction):
            return Hurt(1, self.senses)

    events = [Study(ITEM, 0.4), Lesion("hippocampus", (LOOK,)), LOOK]
    _, lesioned, intact = live(Hurt(1, ITEMS.senses), events).recordings
    assert [r.synapses["ring"].weights[0] for r in (lesioned, intact)] == [0, 1]
    assert lesioned.lesioned == "hippocampus"


def test_a_matrix_has_a_row_for_each_target():
    assert ring().matrix().tolist() == [[0, 0, 3], [1, 0, 0], [0, 2, 0]]


# The checker


def test_who_shows_its_synapses_keeps_every_promise():
    check_agent(Ring, list(ITEMS.items), ITEMS.senses)


class Hides(Ring):
    pathways = ()


class Invents(Ring):
    def _check_examine(self, event):
        pass


class Counts(Ring):
    def _synapses(self, pathway):
        self.memory.append(np.zeros(self.senses.total, bool))
        return super()._synapses(pathway)


class PointsNowhere(Ring):
    def _synapses(self, pathway):
        return replace(ring(), behind=2)


class ForgetsATarget(Ring):
    def _synapses(self, pathway):
        return replace(ring(), target=np.zeros(2, np.int32))


class ShowsNoNumber(Ring):
    def _synapses(self, pathway):
        return ring((1, 2, np.nan))


BROKEN = {
    Hides: "has pathways",
    Invents: "who lacks a pathway",
    Counts: "to be examined changes nothing",
    PointsNowhere: "synapses connect cells",
    ForgetsATarget: "each synapse has a source",
    ShowsNoNumber: "weights are finite",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_the_checker_catches(kind):
    with pytest.raises(BrokenPromiseError, match=BROKEN[kind]):
        check_agent(kind, list(ITEMS.items), ITEMS.senses)


# Kept and drawn


def kept(synapses):
    diary = Diary("someone", (Recording(LOOK, synapses={"ring": synapses}),))
    return diary_from(packed_diary(diary)).recordings[0]


def test_synapses_come_back_as_they_were():
    record = kept(ring((0.1, 0.2, 0.3)))
    found = record.synapses["ring"]
    assert (record.event, found.before, found.behind) == (LOOK, 3, 3)
    for part in ("source", "target", "weights"):
        assert np.array_equal(getattr(found, part), getattr(ring((0.1, 0.2, 0.3)), part))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"target": np.zeros(2, np.int32)}, "do not fit together"),
        ({"weights": np.zeros((3, 1))}, "do not fit together"),
        ({"before": 2}, "a cell that does not exist"),
        ({"behind": -1}, "a cell that does not exist"),
        ({"behind": 10**9}, "a cell that does not exist"),
        ({"weights": np.array([1, np.inf, 2])}, "no weight"),
    ],
)
def test_synapses_that_cannot_be_are_refused(wrong, said):
    with pytest.raises(InputError, match=said):
        kept(replace(ring(), **wrong))


def test_names_of_populations_come_back_and_the_first_diaries_have_none():
    named = replace(ring(), populations=("CA3", "CA1"))
    assert kept(named).synapses["ring"].populations == ("CA3", "CA1")
    told, arrays = unpacked(packed_diary(Diary("x", (Recording(LOOK, synapses={"ring": named}),))))
    del told["recordings"][0]["synapses"][0][3:]
    (record,) = diary_from(packed(told, arrays)).recordings
    assert record.synapses["ring"].populations == ("", "")


def test_diaries_without_a_look_say_nothing_of_synapses():
    content = packed_diary(Diary("someone", (Recording(Study(ITEM, 0.4)),)))
    assert b"synapses" not in content
    assert diary_from(content).recordings[0].synapses == {}


def test_figures_leave_out_what_takes_no_time():
    events = [Study(ITEM, 0.4), Recall(ITEM.cue("sound"), 0.4, ITEM.name), Sleep(2.0), Sleep(2.0)]
    looks = [each for event in events for each in (LOOK, event)]
    records = [
        r
        for e in looks
        for r in (
            live(Pulse(1, ITEMS.senses), [e]).recordings if e is not LOOK else (Recording(LOOK),)
        )
    ]
    plain = Diary("pulse", tuple(r for r in records if r.event is not LOOK))
    looked = Diary("pulse", tuple(records))
    pieces = [[(p.record, p.at) for p in part] for part in laid_out(looked)]
    assert pieces == [[(p.record, p.at) for p in part] for part in laid_out(plain)]
    assert last_seconds(looked).began == last_seconds(plain).began


# A brain


@pytest.fixture(scope="module")
def brain():
    return build(200, ITEMS.senses)


def test_a_brain_shows_the_synapses_of_every_pathway_in_copies(brain):
    assert {"CA3_recurrent", "neocortex_recurrent", "CA3_inhibition"} < set(brain.pathways)
    shown = brain.examine("CA3_recurrent").synapses["CA3_recurrent"]
    cells = brain.alive["CA3"].size
    assert (shown.before, shown.behind, shown.weights.size) == (cells, cells, cells * (cells - 1))
    assert not np.any(shown.source == shown.target)
    shown.weights[:] = 0
    assert brain.weights["CA3_recurrent"].all()


def test_drawn_wiring_is_shown_as_it_was_drawn(brain):
    shown = brain.examine("mossy_fibres").synapses["mossy_fibres"]
    source, target = brain.connections["mossy_fibres"]
    assert np.array_equal(shown.source, source)
    assert np.array_equal(shown.target, target)
    assert (shown.before, shown.behind) == (brain.alive["DG"].size, brain.alive["CA3"].size)
    assert shown.populations == ("DG", "CA3")
