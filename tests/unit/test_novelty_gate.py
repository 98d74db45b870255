"""Novelty: how a study is cut into glances, what is found new, and what acetylcholine does."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from neurosim.models.hippocampus_neocortex import CIRCUIT

from neurosim.brain.acetylcholine import ACETYLCHOLINE
from neurosim.brain.glances import Glances
from neurosim.brain.mode import Mode, mode_of
from neurosim.brain.novelty import Novelty
from neurosim.brain.states import State
from neurosim.errors import InputError
from neurosim.parameters import cited, in_si
from neurosim.protocol import Drug, Item, Rest, Spikes, Study, Substance

ITEM = Item("one", {"sight": np.ones(3, bool)})
GATE = Novelty("EC_superficial", "EC_deep")
GLANCE = in_si(GATE.glance)
LOW, HIGH = ACETYLCHOLINE.at(State.RECALL), ACETYLCHOLINE.at(State.ENCODE)
WITHOUT = replace(CIRCUIT, novelty=None)

levels = st.floats(LOW, HIGH)
mismatches = st.floats(0, 1)
lengths = st.floats(0.001, 20)


def train(*counts):
    """Return spikes of cells that fired so often."""
    cells = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    return Spikes(cells, 0.01 * np.arange(cells.size), len(counts))


def looked(there, back):
    return {"EC_superficial": train(*there), "EC_deep": train(*back)}


NEW, KNOWN = looked([3, 3, 0], [0, 0, 3]), looked([3, 3, 0], [2, 2, 0])


# Glances


@given(st.floats(0.05, 30))
def test_glances_add_up_to_the_study(seconds):
    glances = list(GATE.glances(Study(ITEM, seconds, "a label", gated=True)))
    assert sum(each.seconds for each in glances) == pytest.approx(seconds)
    assert {(each.item, each.label, each.gated) for each in glances} == {(ITEM, "a label", True)}


@given(st.floats(0.1, 30))
def test_all_glances_are_equal_but_the_last_which_is_at_least_half_a_one(seconds):
    *others, last = (each.seconds for each in GATE.glances(Study(ITEM, seconds)))
    assert others == pytest.approx([GLANCE] * len(others))
    assert (0.5 - 1e-9) * GLANCE <= last <= (1.5 + 1e-9) * GLANCE


@pytest.mark.parametrize("seconds", [0.01, 0.1, 0.2, 0.29])
def test_a_short_study_is_one_glance(seconds):
    study = Study(ITEM, seconds)
    assert list(GATE.glances(study)) == [study]


def test_a_study_of_three_glances_is_three_glances():
    assert [each.seconds for each in GATE.glances(Study(ITEM, 0.6))] == pytest.approx([0.2] * 3)


# What is new


def test_what_is_recalled_as_it_is_there_is_no_news():
    assert GATE.mismatch(looked([3, 0, 5], [3, 0, 5])) == pytest.approx(0)
    assert GATE.mismatch(looked([3, 0, 5], [6, 0, 10])) == pytest.approx(0)


def test_what_is_recalled_of_something_else_is_new():
    assert GATE.mismatch(looked([3, 0, 5], [0, 4, 0])) == 1


@pytest.mark.parametrize(("there", "back"), [([3, 1], [0, 0]), ([0, 0], [3, 1]), ([0, 0], [0, 0])])
def test_silence_is_new(there, back):
    assert GATE.mismatch(looked(there, back)) == 1


def test_what_is_partly_recalled_is_partly_new():
    assert GATE.mismatch(looked([1, 1, 0], [1, 0, 1])) == pytest.approx(0.5)
    more, less = (GATE.mismatch(looked([4, 4, 0], [4, part, 4 - part])) for part in (3, 1))
    assert 0 < more < less < 1


def test_only_the_regions_that_are_compared_count():
    other = {**KNOWN, "CA3": train(9, 9, 9, 9)}
    assert GATE.mismatch(other) == GATE.mismatch(KNOWN) < GATE.mismatch(NEW)


# What acetylcholine does


def followed(level, mismatch, seconds):
    return GATE.followed(level, mismatch, seconds, ACETYLCHOLINE)


@pytest.mark.parametrize("mismatch", [float(GATE.new), 0.8, 1.0])
def test_what_is_new_raises_it_to_the_level_of_study(mismatch):
    rising = [followed(LOW, mismatch, seconds) for seconds in (0.05, 0.2, 1, 10)]
    assert rising == sorted(rising)
    assert rising[0] > LOW
    assert rising[-1] == pytest.approx(HIGH)
    assert followed(LOW, mismatch, in_si(GATE.onset)) == pytest.approx(
        LOW + (HIGH - LOW) * (1 - np.exp(-1))
    )


@pytest.mark.parametrize("mismatch", [0.0, 0.1, float(GATE.known)])
def test_what_is_known_leaves_it_exactly_at_the_level_of_recall(mismatch):
    assert followed(LOW, mismatch, 0.2) == LOW


def test_what_is_partly_new_raises_it_part_of_the_way():
    halfway = (float(GATE.known) + float(GATE.new)) / 2
    assert followed(LOW, halfway, 1e3) == pytest.approx((LOW + HIGH) / 2)


@given(st.floats(0.01, 1))
def test_it_falls_more_slowly_than_it_rises(seconds):
    risen, fallen = followed(LOW, 1.0, seconds) - LOW, HIGH - followed(HIGH, 0.0, seconds)
    assert risen > fallen > 0


@given(levels, mismatches, lengths)
def test_it_never_leaves_the_two_levels(level, mismatch, seconds):
    assert LOW - 1e-12 <= followed(level, mismatch, seconds) <= HIGH + 1e-12


@given(levels, mismatches, mismatches, lengths)
def test_more_news_never_make_less_of_it(level, one, other, seconds):
    less, more = sorted((one, other))
    assert followed(level, less, seconds) <= followed(level, more, seconds) + 1e-12


@given(levels, mismatches, lengths, lengths)
def test_two_glances_at_the_same_are_as_one_long_one(level, mismatch, first, second):
    step = followed(followed(level, mismatch, first), mismatch, second)
    assert step == pytest.approx(followed(level, mismatch, first + second))


# Circuits


@pytest.mark.parametrize("gate", [Novelty("CA3", "EC_deep"), Novelty("EC_superficial", "CA1")])
def test_novelty_compares_only_regions_that_map_the_senses(gate):
    with pytest.raises(InputError, match=r"region that novelty compares 'CA\d'.*allowed: EC_deep"):
        replace(CIRCUIT, novelty=gate)


def test_a_region_that_is_not_there_is_refused_with_the_nearest():
    with pytest.raises(InputError, match="did you mean 'EC_deep'"):
        replace(CIRCUIT, novelty=Novelty("EC_superficial", "EC_depe"))


# Lived glance by glance


def lived(event, *recorded, circuit=CIRCUIT):
    """Return glances, their modes and what was kept, where so much was recorded in each."""
    kept, found = Glances(circuit), []
    for number, (glance, mode) in enumerate(kept.of(event, mode_of(event))):
        found.append((glance, mode))
        kept.add(recorded[min(number, len(recorded) - 1)], glance.seconds)
    return [glance for glance, _ in found], [mode for _, mode in found], kept


@pytest.mark.parametrize("drug", [None, Drug(Substance.SCOPOLAMINE, 0.5)])
def test_without_a_sense_of_novelty_a_study_is_one_glance_like_any_other(drug):
    event = Study(ITEM, 2.0, drug=drug, gated=True)
    glances, modes, kept = lived(event, NEW, circuit=WITHOUT)
    assert glances == [event]
    assert modes == [mode_of(event)]
    assert kept.levels == {}


def test_what_is_no_study_is_lived_as_ever():
    glances, modes, kept = lived(Rest(1.0), NEW)
    assert (glances, modes, kept.levels) == ([Rest(1.0)], [Mode(State.WAKE)], {})


@pytest.mark.parametrize("drug", [None, Drug(Substance.SCOPOLAMINE, 0.5)])
def test_the_first_glance_recalls_and_later_ones_study(drug):
    event = Study(ITEM, 0.6, drug=drug, gated=True)
    glances, (first, *others), kept = lived(event, NEW)
    assert glances == list(GATE.glances(event))
    assert (first.state, first.level, first.drug) == (State.RECALL, LOW, drug)
    assert others == [replace(mode_of(event), level=mode.level) for mode in others]
    assert [mode.level for mode in others] == list(kept.levels["acetylcholine"][1:])


def test_what_is_new_is_studied_at_a_high_level_and_what_is_known_at_a_low_one():
    _, new, _ = lived(Study(ITEM, 0.6, gated=True), NEW, KNOWN)
    _, known, _ = lived(Study(ITEM, 0.6, gated=True), KNOWN)
    assert LOW + 0.8 * (HIGH - LOW) < new[1].level < HIGH
    assert LOW < new[2].level < new[1].level
    assert [mode.level for mode in known[1:]] == [LOW, LOW]


def test_what_is_not_to_be_learned_is_not_learned_in_any_later_glance():
    _, (_, *others), _ = lived(Study(ITEM, 0.6, learning=False, gated=True), NEW)
    assert not any(mode.learning for mode in others)


@pytest.mark.parametrize("seconds", [0.1, 0.2, 0.6, 1.1])
def test_there_is_one_number_for_each_glance(seconds):
    glances, _, kept = lived(Study(ITEM, seconds, gated=True), NEW, KNOWN)
    assert set(kept.levels) == {"novelty", "acetylcholine"}
    assert [len(row) for row in kept.levels.values()] == [len(glances)] * 2
    assert kept.levels["acetylcholine"][0] == LOW
    told = [GATE.mismatch(NEW), *[GATE.mismatch(KNOWN)] * (len(glances) - 1)]
    assert kept.levels["novelty"] == pytest.approx(told)


def test_spikes_of_glances_follow_one_another():
    _, _, kept = lived(Study(ITEM, 0.6, gated=True), looked([1, 0], [2, 1]), looked([0, 2], [0, 0]))
    there, back = kept.spikes["EC_superficial"], kept.spikes["EC_deep"]
    assert (there.size, back.size) == (2, 2)
    assert there.cells.tolist() == [0, 1, 1, 1, 1]
    assert there.seconds == pytest.approx([0.0, 0.2, 0.21, 0.4, 0.41])
    assert back.cells.tolist() == [0, 0, 1]
    assert back.seconds == pytest.approx([0.0, 0.01, 0.02])
    assert np.all(np.diff(there.seconds) > 0)


def test_glances_are_whole_slots_so_that_spikes_stay_in_order():
    gate = replace(GATE, glance=cited(55, "ms", "chosen", "no whole number of slots", 50, 1e4))
    lengths = [glance.seconds for glance in gate.glances(Study(ITEM, 0.4, gated=True))]
    assert sum(lengths) == pytest.approx(0.4)
    assert lengths[:-1] == pytest.approx([0.06] * (len(lengths) - 1))


def test_what_is_new_differs_more_than_what_is_known():
    with pytest.raises(InputError, match="known must be less than new, not"):
        replace(GATE, known=0.6, new=0.3)


def test_where_nothing_may_be_learned_no_glance_learns():
    _, modes, _ = lived(Study(ITEM, 0.6, learning=False, gated=True), NEW)
    assert not any(mode.learning for mode in modes)
