"""REM sleep as a brain state: what sets its numbers, and what of a night it is not."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from neurosim.models.hippocampus_neocortex import CIRCUIT

from neurosim.brain import ByAcetylcholine, ByAcetylcholineAwake, ByCorticalAcetylcholine, by_state
from neurosim.brain.acetylcholine import ACETYLCHOLINE, check_levels
from neurosim.brain.mode import Mode, mode_of, simulated
from neurosim.brain.states import Acetylcholine, ByState, State
from neurosim.brain.tagging import kept_tags
from neurosim.errors import InputError
from neurosim.measures.replay import nights
from neurosim.protocol import Diary, Drug, Recording, Replay, Rest, Sleep, Spikes, Stage, Substance

VALUES = (0.2, 0.4, 1.0, 4.0)
REM = 7.0

KINDS = (ByState, ByAcetylcholine, ByAcetylcholineAwake, ByCorticalAcetylcholine)
each_kind = pytest.mark.parametrize("kind", KINDS)


def under(number, level):
    return number.under(Acetylcholine(level, level), State.REM, ACETYLCHOLINE)


def mode(drug=None, replay=Replay.NATURAL, learning=True):
    return mode_of(Sleep(1.0, replay, drug=drug, stage=Stage.REM, learning=learning))


VALUES_IN = {state: Mode(state).values(CIRCUIT) for state in State}


# Numbers


@each_kind
def test_a_number_that_is_not_given_is_that_of_wakefulness(kind):
    number = kind(*VALUES)
    assert number.at(State.REM) == number.at(State.WAKE)
    assert under(number, ACETYLCHOLINE.rem) == number.wake


@each_kind
@given(level=st.floats(0, 3))
def test_a_number_that_is_given_is_set_by_rem_sleep_whatever_the_level(kind, level):
    assert kind(*VALUES, REM).at(State.REM) == under(kind(*VALUES, REM), level) == REM


@each_kind
@pytest.mark.parametrize("state", [state for state in State if state is not State.REM])
@given(level=st.floats(0, 3))
def test_what_it_is_in_rem_sleep_says_nothing_about_other_states(kind, state, level):
    one, other = kind(*VALUES), kind(*VALUES, REM)
    felt = Acetylcholine(level, level)
    assert one.at(state) == other.at(state)
    found = (each.under(felt, state, ACETYLCHOLINE) for each in (one, other))
    assert len(set(found)) == 1


def test_below_the_level_of_waking_acetylcholine_sets_what_is_not_given():
    assert under(ByAcetylcholine(*VALUES), ACETYLCHOLINE.recall) == VALUES[2]
    assert under(ByAcetylcholine(*VALUES), ACETYLCHOLINE.nrem) == VALUES[3]
    assert under(ByAcetylcholineAwake(*VALUES), ACETYLCHOLINE.nrem) == VALUES[2]


def test_a_number_by_state_may_have_one_for_rem_sleep():
    values = (1, 2, 3, 4, "chosen", "a reason")
    assert by_state(*values).rem is None
    assert by_state(*values, rem=0).at(State.REM) == 0
    assert by_state(*values, rem=5).parameter(State.REM).note == "a reason"


def test_acetylcholine_is_higher_than_awake_and_may_not_be_lower():
    assert ACETYLCHOLINE.rem == pytest.approx(4.00 / 2.75, abs=0.01)
    with pytest.raises(InputError, match=r"must not be lower in REM sleep than in waking: 0\.9"):
        check_levels(replace(ACETYLCHOLINE, rem=0.9))


# What is different there


def test_the_event_says_the_stage():
    assert mode_of(Sleep(1.0)).state is State.NREM
    assert mode().state is State.REM
    assert not mode(learning=False).learning
    assert not mode_of(Sleep(1.0, learning=False)).learning


@pytest.mark.parametrize("replay", Replay)
def test_there_is_no_replay_to_interfere_with(replay):
    assert mode(replay=replay) == mode()


def test_rem_sleep_is_waking_without_senses_in_a_neocortex_on_its_own():
    awake, asleep = VALUES_IN[State.WAKE], VALUES_IN[State.REM]
    assert {name for name in awake if awake[name] != asleep[name]} == {
        "neocortex.noise", "neocortex.adaptation", "neocortex_recurrent.transmission",
        "neocortex_recurrent.downscaling", "senses_to_EC.transmission",
        "senses_to_neocortex.transmission", "EC_to_neocortex.transmission",
        "CA1_to_EC.transmission",
    }  # fmt: skip
    ways_in = {p.name for p in CIRCUIT.pathways if p.target == "neocortex" != p.source}
    assert {asleep[f"{name}.transmission"] for name in ways_in} == {0.0}


def test_only_the_neocortex_learns_under_a_cap_and_with_learning_off_neither():
    def found(values, end):
        return {name for name, value in values.items() if name.endswith(end) and value}

    asleep = VALUES_IN[State.REM]
    assert found(asleep, ".learning") == {"neocortex_recurrent.learning"}
    assert found(asleep, ".downscaling") == {"neocortex_recurrent.downscaling"}
    for stage in Stage:
        off = mode_of(Sleep(1.0, stage=stage, learning=False)).values(CIRCUIT)
        assert found(off, ".learning") == found(off, ".downscaling") == set()


@pytest.mark.parametrize("substance", Substance)
def test_drugs_neither_open_the_senses_nor_teach_the_hippocampus(substance):
    usual, drugged = (mode(drug).values(CIRCUIT) for drug in (None, Drug(substance)))
    names = [name for name in usual if name.endswith(".learning")]
    names += [f"{p.name}.transmission" for p in CIRCUIT.pathways if p.target == "neocortex"]
    assert {name: usual[name] for name in names} == {name: drugged[name] for name in names}
    if substance is not Substance.SCOPOLAMINE:  # the level is higher than any drug makes it
        assert usual == drugged


def test_what_learns_in_rem_sleep_only_keeps_its_rule_there_and_rests_elsewhere():
    learning = by_state(1, 0, 0, 0, "chosen", "a reason", rem=1)
    circuit = replace(
        CIRCUIT,
        pathways=tuple(
            replace(p, learning=learning) if p.name == "CA3_recurrent" else p
            for p in CIRCUIT.pathways
        ),
    )
    rules = {
        state: next(p.rule for p in simulated(circuit, state).pathways if p.name == "CA3_recurrent")
        for state in (State.RECALL, State.NREM, State.REM)
    }
    assert rules[State.RECALL] is rules[State.NREM] is None
    assert rules[State.REM] is not None


def test_tags_fade_in_nrem_sleep_and_only_if_anything_may_change():
    tags = {"CA3": np.array([0.0, 0.8])}
    faded = kept_tags(CIRCUIT, tags, [], mode_of(Sleep(1.0)))
    assert faded["CA3"][1] == pytest.approx(0.8 * CIRCUIT.amygdala.fading)
    for kept in (mode(), mode_of(Sleep(1.0, learning=False))):
        assert kept_tags(CIRCUIT, tags, [], kept)["CA3"].tolist() == [0.0, 0.8]


def test_a_night_is_searched_in_one_stage():
    spikes = {"CA3": Spikes(np.zeros(0, np.int32), np.zeros(0), 3)}
    events = [Sleep(1.0), Sleep(2.0, stage=Stage.REM), Rest(3.0)]
    diary = Diary("by hand", tuple(Recording(event, spikes=spikes) for event in events))
    assert [r.event for r in nights(diary, "CA3")] == events[:1]
    assert [r.event for r in nights(diary, "CA3", stage=Stage.REM)] == events[1:2]
    assert [r.event for r in nights(diary, "CA3", Rest)] == events[2:]
