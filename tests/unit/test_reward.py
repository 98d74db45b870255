"""Reward: dopamine, what it does to learning and to tags, and the experiment about it."""

from dataclasses import replace

import numpy as np
import pytest
from neurosim.models.hippocampus_neocortex import CIRCUIT

from neurosim.brain.mode import Mode, mode_of
from neurosim.brain.reward import dopamine
from neurosim.brain.states import State
from neurosim.brain.tagging import kept_tags, no_tags
from neurosim.errors import InputError
from neurosim.experiments import Reward
from neurosim.items import RandomCodes
from neurosim.protocol import (
    Diary,
    Drug,
    Item,
    Recall,
    Recording,
    Rest,
    Sleep,
    Spikes,
    Study,
    Substance,
)
from neurosim.store.diaries import load_diary, save_diary

ITEM = Item("one", {"sight": np.ones(4, bool)})
MOVING = replace(ITEM, arousal={"sight": 0.3})
BLOCKER = Drug(Substance.SCH23390, 0.25)


def test_dopamine_is_as_high_as_the_reward_unless_its_receptors_are_blocked():
    assert dopamine(0.8, None) == 0.8
    assert dopamine(0.8, BLOCKER) == pytest.approx(0.6)
    assert dopamine(0.8, Drug(Substance.SCH23390)) == 0
    assert dopamine(0.8, Drug(Substance.PROPRANOLOL)) == 0.8


def test_a_mode_feels_what_moves_it_most():
    mode = mode_of(Study(MOVING, 0.4, reward=0.7))
    assert (mode.noradrenaline, mode.dopamine, mode.moved) == (0.3, 0.7, 0.7)
    assert mode_of(Study(MOVING, 0.4, reward=0.7, drug=Drug(Substance.SCH23390))).moved == 0.3
    assert mode_of(Study(ITEM, 0.4)).moved == 0


@pytest.mark.parametrize("reward", [-0.1, 1.1, float("nan")])
def test_a_reward_is_a_share(reward):
    with pytest.raises(InputError, match="a reward is 0 to 1"):
        Study(ITEM, 0.4, reward=reward)


def test_the_hippocampus_learns_more_and_the_neocortex_as_much():
    usual, moved = (Mode(State.ENCODE, dopamine=d).values(CIRCUIT) for d in (0.0, 1.0))
    changed = {name: moved[name] / usual[name] for name in usual if moved[name] != usual[name]}
    assert set(changed) == {
        f"{name}.learning"
        for name in ("CA3_recurrent", "CA1_to_EC", "Schaffer_collaterals", "perforant_path_CA3")
    }
    assert all(
        ratio == pytest.approx(1 + CIRCUIT.amygdala.plasticity) for ratio in changed.values()
    )


def test_cells_that_fire_for_what_is_rewarded_are_tagged():
    spikes = Spikes(np.array([3, 3, 3, 5], np.int32), np.array([0.1, 0.2, 0.3, 0.35]), 8)
    record = Recording(Study(ITEM, 0.4, reward=0.7), spikes={"CA3": spikes})
    tags = kept_tags(CIRCUIT, no_tags(CIRCUIT, {"CA3": 8}), [record], mode_of(record.event))
    assert tags["CA3"].tolist() == [0, 0, 0, 0.7, 0, 0, 0, 0]


def test_a_diary_keeps_rewards_and_drugs(tmp_path):
    events = [Study(ITEM, 0.4, reward=0.7, drug=BLOCKER), Study(ITEM, 0.4)]
    save_diary(tmp_path / "diary.npz", Diary("one", tuple(map(Recording, events))))
    kept = [record.event for record in load_diary(tmp_path / "diary.npz").recordings]
    assert [event.reward for event in kept] == [0.7, 0]
    assert [event.drug for event in kept] == [BLOCKER, None]


EXPERIMENT = Reward()


def test_half_of_the_items_are_rewarded_and_the_controls_differ_in_one_thing():
    lives = EXPERIMENT.timetables(RandomCodes().draw(4, 1))
    assert list(lives) == ["sleep", "awake", "SCH-23390"]
    studies = {
        name: [event for event in days if isinstance(event, Study)] for name, days in lives.items()
    }
    for name, shown in studies.items():
        assert sorted(event.reward for event in shown) == [0, 0, 1, 1]
        assert {event.label for event in shown if event.reward} == {"rewarded"}
        assert [e.item.name for e in shown] == [e.item.name for e in studies["sleep"]]
        assert all((e.drug is not None) == (name == "SCH-23390") for e in shown)
    spent = {name: {type(e) for e in days} & {Sleep, Rest} for name, days in lives.items()}
    assert spent == {"sleep": {Sleep}, "awake": {Rest}, "SCH-23390": {Sleep}}
    assert all(event.drug is None for event in lives["SCH-23390"] if isinstance(event, Recall))


def test_all_that_is_drawn_is_measured():
    shown = {name for chart in EXPERIMENT.charts() for name, _ in chart.measures}
    assert shown <= {measure.name for measure in EXPERIMENT.measures()}
    assert EXPERIMENT.quick().night < EXPERIMENT.night
