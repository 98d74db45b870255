"""Arousal: attention, learning, and the tags of cells that fired under it."""

from dataclasses import replace

import numpy as np
import pytest
from neurosim.models.hippocampus_neocortex import CIRCUIT

from neurosim.brain import Amygdala
from neurosim.brain.amygdala import noradrenaline
from neurosim.brain.mode import Mode, mode_of
from neurosim.brain.states import ByAcetylcholine, State
from neurosim.brain.tagging import kept_tags, no_tags
from neurosim.errors import InputError
from neurosim.protocol import Diary, Drug, Item, Recording, Senses, Sleep, Spikes, Study, Substance
from neurosim.store.diaries import load_diary, save_diary

AMYGDALA = Amygdala(tagged="CA3")
SENSES = Senses((("sight", 3), ("context", 2)))
CODE = {"sight": np.ones(3, bool), "context": np.ones(2, bool)}
CALM = Item("calm", CODE)
FRIGHTENING = Item("frightening", CODE, arousal={"sight": 0.8})
NO_CELLS = np.zeros(0, np.int32)


def fired(*cells, size=6):
    return Spikes(np.array(cells, np.int32), np.arange(len(cells)) / 100, size)


@pytest.mark.parametrize("arousal", [{"sight": 1.5}, {"sight": float("nan")}, {"smell": 0.5}])
def test_an_item_arouses_from_none_to_one_through_senses_that_it_has(arousal):
    with pytest.raises(InputError):
        Item("wrong", CODE, arousal=arousal)


def test_a_stored_diary_keeps_what_aroused(tmp_path):
    path = tmp_path / "diary.npz"
    lived = Study(FRIGHTENING, 0.4, drug=Drug(Substance.PROPRANOLOL, 0.5))
    save_diary(path, Diary("brain", (Recording(lived),)))
    (found,) = load_diary(path).recordings
    assert found.event.item.arousal == FRIGHTENING.arousal
    assert found.event.drug == lived.drug


def test_noradrenaline_follows_what_arouses_most():
    assert noradrenaline(CALM, None) == 0
    assert noradrenaline(FRIGHTENING, None) == 0.8
    both = Item("both", CODE, arousal={"sight": 0.2, "context": 0.6})
    assert noradrenaline(both, None) == 0.6


def test_propranolol_blocks_it_and_other_drugs_do_not():
    assert noradrenaline(FRIGHTENING, Drug(Substance.PROPRANOLOL)) == 0
    assert noradrenaline(FRIGHTENING, Drug(Substance.PROPRANOLOL, 0.5)) == pytest.approx(0.4)
    assert noradrenaline(FRIGHTENING, Drug(Substance.SCOPOLAMINE)) == 0.8


def test_propranolol_leaves_acetylcholine_alone():
    for event in (Study(CALM, 1), Sleep(1)):
        usual = mode_of(event).values(CIRCUIT)
        drugged = replace(event, drug=Drug(Substance.PROPRANOLOL))
        found = mode_of(drugged).values(CIRCUIT)
        assert {name: pytest.approx(value) for name, value in usual.items()} == found


def test_attention_narrows_to_what_arouses():
    perceived = AMYGDALA.attention(FRIGHTENING, SENSES, 0.5)
    assert perceived[:3].tolist() == [1, 1, 1]
    assert perceived[3:] == pytest.approx(1 - 0.5 * AMYGDALA.narrowing)
    assert AMYGDALA.attention(CALM, SENSES, 0.0).tolist() == [1.0] * 5


def test_cells_that_fire_often_enough_are_tagged():
    few = int(AMYGDALA.spikes) - 1
    tag = AMYGDALA.tag(fired(*[1] * few, *[4] * (few + 1)), 0.7)
    assert tag.tolist() == [0, 0, 0, 0, 0.7, 0]


def test_in_sleep_tagged_cells_are_more_excitable_and_all_others_less():
    tags = np.array([1.0, 0.5, 0, 0, 0, 0])
    recruited = np.array([True, True, True, True, False, False])
    higher = AMYGDALA.thresholds(tags, recruited)
    assert higher[0] < higher[1] < 0 < higher[2] == higher[3]
    assert higher[~recruited].tolist() == [0, 0]
    assert higher[2] - higher[0] == pytest.approx(AMYGDALA.excitability * 1e-3)


def test_others_pay_all_of_it_but_for_what_the_spread_costs_in_replay():
    tags, recruited = np.array([1.0, 1.0, 0, 0]), np.full(4, True)
    higher = AMYGDALA.thresholds(tags, recruited) * 1e3
    assert higher.mean() == pytest.approx(-AMYGDALA.concavity * higher.var())
    assert higher[2] < AMYGDALA.excitability / 2
    level = replace(AMYGDALA, concavity=AMYGDALA.concavity.with_value(0.0, "concavity", "a test"))
    assert level.thresholds(tags, recruited).sum() == pytest.approx(0)


def test_where_every_cell_is_tagged_none_is():
    assert AMYGDALA.thresholds(np.ones(4), np.full(4, True)) == pytest.approx(0)


def test_without_recruited_cells_nothing_is_shared():
    higher = AMYGDALA.thresholds(np.array([1.0, 0.0]), np.zeros(2, bool))
    assert higher.tolist() == pytest.approx([-AMYGDALA.excitability * 1e-3, 0])


def test_the_hippocampus_learns_more_under_arousal_and_the_neocortex_does_not():
    calm, aroused = (Mode(State.ENCODE, noradrenaline=n).values(CIRCUIT) for n in (0.0, 1.0))
    changed = {name for name in calm if calm[name] != aroused[name]}
    hippocampal = {
        f"{p.name}.learning"
        for p in CIRCUIT.pathways
        if isinstance(p.learning, ByAcetylcholine) and p.learning.at(State.ENCODE)
    }
    assert changed == hippocampal
    for name in changed:
        assert aroused[name] == pytest.approx((1 + AMYGDALA.plasticity) * calm[name])


def test_a_circuit_without_amygdala_is_not_moved():
    cold = replace(CIRCUIT, amygdala=None)
    assert Mode(State.ENCODE, noradrenaline=1.0).values(cold) == Mode(State.ENCODE).values(cold)
    assert no_tags(cold, {"CA3": 5}) == {}
    assert kept_tags(cold, {}, [], Mode(State.NREM)) == {}


def record(*cells):
    return Recording(Study(FRIGHTENING, 0.4), spikes={"CA3": fired(*cells)})


def test_tags_come_with_arousal_stay_and_fade_by_night():
    none = no_tags(CIRCUIT, {"CA3": 6})
    assert not none["CA3"].any()
    often = [2] * int(AMYGDALA.spikes)
    moved = Mode(State.ENCODE, noradrenaline=0.8)
    tags = kept_tags(CIRCUIT, none, [record(*often)], moved)
    assert tags["CA3"].tolist() == [0, 0, 0.8, 0, 0, 0]
    weaker = kept_tags(CIRCUIT, tags, [record(*often)], replace(moved, noradrenaline=0.1))
    assert weaker["CA3"].tolist() == tags["CA3"].tolist()
    calm = kept_tags(CIRCUIT, tags, [record(*[5] * 9)], Mode(State.ENCODE))
    assert calm["CA3"].tolist() == tags["CA3"].tolist()
    unlearned = replace(moved, learning=False)
    assert kept_tags(CIRCUIT, none, [record(*often)], unlearned)["CA3"].tolist() == [0] * 6
    slept = kept_tags(CIRCUIT, tags, [], Mode(State.NREM))
    assert slept["CA3"][2] == pytest.approx(0.8 * CIRCUIT.amygdala.fading)


def test_a_circuit_can_only_tag_a_region_that_it_has():
    with pytest.raises(InputError, match="region to be tagged"):
        replace(CIRCUIT, amygdala=Amygdala(tagged="CA2"))
