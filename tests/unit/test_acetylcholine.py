"""Acetylcholine: levels of the states, numbers between them, and what drugs make of both."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from neurosim.models.hippocampus_neocortex import CIRCUIT

from neurosim.brain import ByAcetylcholine, ByAcetylcholineAwake, ByCorticalAcetylcholine
from neurosim.brain.acetylcholine import ACETYLCHOLINE, check_levels, level_under
from neurosim.brain.initial import downscaling_values, state_values
from neurosim.brain.mode import Mode, mode_of, simulated
from neurosim.brain.states import Acetylcholine, ByState, State
from neurosim.errors import InputError
from neurosim.protocol import Drug, Item, Recall, Rest, Sleep, Study, Substance

CODE = {"sight": [True, False]}
VALUES = (0.2, 0.4, 1.0, 4.0)
"""At study, awake, at recall and in sleep; other numbers at study than awake."""

PHYSOSTIGMINE, SCOPOLAMINE = Drug(Substance.PHYSOSTIGMINE), Drug(Substance.SCOPOLAMINE)

NUMBERS = (
    ByState(*VALUES),
    ByAcetylcholine(*VALUES),
    ByAcetylcholineAwake(*VALUES),
    ByCorticalAcetylcholine(*VALUES),
)

each_number = pytest.mark.parametrize("number", NUMBERS, ids=lambda each: type(each).__name__)
each_state = pytest.mark.parametrize("state", State)
each_substance = pytest.mark.parametrize("substance", Substance)


def under(number, level, state):
    return number.under(Acetylcholine(level, level), state, ACETYLCHOLINE)


def middle(one, other):
    return (ACETYLCHOLINE.at(one) + ACETYLCHOLINE.at(other)) / 2


# Numbers at levels


@each_number
@each_state
def test_at_the_level_of_a_state_a_number_is_what_it_is_there(number, state):
    assert under(number, ACETYLCHOLINE.at(state), state) == number.at(state)


@each_state
def test_at_the_level_of_any_state_it_is_the_number_of_that_state(state):
    number = ByAcetylcholine(*VALUES)
    assert under(number, ACETYLCHOLINE.at(State.RECALL), state) == number.recall
    assert under(number, ACETYLCHOLINE.at(State.NREM), state) == number.nrem


def test_waking_is_that_of_study_for_items_and_that_of_wakefulness_without():
    number = ByAcetylcholine(*VALUES)
    found = {state: under(number, ACETYLCHOLINE.at(State.WAKE), state) for state in State}
    assert found == {
        State.ENCODE: number.encode,
        State.RECALL: number.encode,
        State.WAKE: number.wake,
        State.NREM: number.wake,
        State.REM: number.wake,
    }


def test_between_levels_it_lies_on_a_line():
    number = ByAcetylcholine(*VALUES)
    deep, light = middle(State.NREM, State.RECALL), middle(State.RECALL, State.ENCODE)
    assert under(number, deep, State.ENCODE) == pytest.approx((4.0 + 1.0) / 2)
    assert under(number, light, State.ENCODE) == pytest.approx((1.0 + 0.2) / 2)
    assert under(number, light, State.NREM) == pytest.approx((1.0 + 0.4) / 2)


@each_state
def test_beyond_the_levels_of_the_states_it_stays_as_it_is(state):
    number = ByAcetylcholine(*VALUES)
    assert under(number, 0.0, state) == number.nrem
    assert under(number, 7.0, state) == under(number, ACETYLCHOLINE.at(State.ENCODE), state)


@given(st.floats(0, 3))
def test_what_sleep_sets_keeps_its_number_asleep_whatever_the_level(level):
    assert under(ByAcetylcholineAwake(*VALUES), level, State.NREM) == VALUES[-1]


@pytest.mark.parametrize("state", [State.ENCODE, State.WAKE, State.RECALL])
def test_what_sleep_sets_is_awake_no_less_than_at_recall(state):
    number = ByAcetylcholineAwake(*VALUES)
    assert under(number, 0.0, state) == number.recall
    between = under(number, middle(State.RECALL, State.WAKE), state)
    waking = number.wake if state is State.WAKE else number.encode
    assert between == pytest.approx((number.recall + waking) / 2)


@given(st.floats(0, 3), st.sampled_from(State))
def test_what_acetylcholine_does_not_set_does_not_move(level, state):
    number = ByState(*VALUES)
    assert under(number, level, state) == number.at(state)


@given(st.floats(0, 3), st.sampled_from(State), st.sampled_from(NUMBERS))
def test_no_level_takes_a_number_beyond_those_of_the_states(level, state, number):
    assert min(VALUES) <= under(number, level, state) <= max(VALUES)


def test_hippocampus_and_neocortex_each_follow_their_own_level():
    low, high = ACETYLCHOLINE.recall, ACETYLCHOLINE.encode
    felt = Acetylcholine(hippocampus=low, neocortex=high)
    for kind, expected in (
        (ByAcetylcholine, VALUES[2]),
        (ByAcetylcholineAwake, VALUES[2]),
        (ByCorticalAcetylcholine, VALUES[0]),
    ):
        assert kind(*VALUES).under(felt, State.ENCODE, ACETYLCHOLINE) == expected


# Levels


def test_levels_rise_from_sleep_over_recall_to_waking():
    check_levels(ACETYLCHOLINE)
    assert ACETYLCHOLINE.encode == ACETYLCHOLINE.wake == 1


@pytest.mark.parametrize(
    "levels",
    [(1, 1, 0.3, 0.36), (1, 1, 0.36, 0.36), (0.7, 1, 0.73, 0.36), (1, 0.7, 0.73, 0.36), [0.5] * 4],
)
def test_levels_that_do_not_rise_are_refused(levels):
    with pytest.raises(InputError, match="must rise from NREM sleep over recall to waking, not"):
        check_levels(ByState(*levels))
    with pytest.raises(InputError, match="acetylcholine must rise"):
        replace(CIRCUIT, acetylcholine=ByState(*levels))


# Drugs


def test_physostigmine_raises_the_level_towards_that_of_waking():
    assert level_under(PHYSOSTIGMINE, 0.36, 1.0) == 1.0
    assert level_under(Drug(Substance.PHYSOSTIGMINE, 0.25), 0.36, 1.0) == pytest.approx(0.52)


@given(st.floats(0, 1, exclude_min=True), st.floats(0, 3), st.floats(0, 3))
def test_physostigmine_never_lowers_the_level(dose, usual, waking):
    found = level_under(Drug(Substance.PHYSOSTIGMINE, dose), usual, waking)
    assert usual <= found <= max(usual, waking) + 1e-9


def test_scopolamine_leaves_a_share_of_the_level_and_in_full_none():
    assert level_under(SCOPOLAMINE, 0.73, 1.0) == 0.0
    assert level_under(Drug(Substance.SCOPOLAMINE, 0.25), 0.8, 1.0) == pytest.approx(0.6)


@each_substance
@pytest.mark.parametrize("dose", [0, -0.1, 1.5, float("nan"), float("inf")])
def test_a_dose_that_cannot_be_is_refused(substance, dose):
    with pytest.raises(InputError, match="a dose is more than 0 and at most 1, not"):
        Drug(substance, dose)


def test_a_substance_by_its_name_is_refused():
    with pytest.raises(InputError, match=r"one of Substance\.PHYSOSTIGMINE, Substance\.SCOPOL"):
        Drug("scopolamine")  # type: ignore[arg-type]


# Modes


@pytest.mark.parametrize("drug", [None, PHYSOSTIGMINE, SCOPOLAMINE])
def test_the_mode_of_every_event_has_its_drug(drug):
    events = [
        Study(Item("one", CODE), 1, drug=drug),
        Recall(CODE, 1, "one", drug=drug),
        Rest(1, drug=drug),
        Sleep(1, drug=drug),
    ]
    assert [mode_of(event).drug for event in events] == [drug] * 4
    assert [mode_of(event).state for event in events] == [
        State.ENCODE, State.RECALL, State.WAKE, State.NREM
    ]  # fmt: skip


@pytest.mark.parametrize("gated", [False, True])
def test_a_mode_is_gated_as_its_study_is(gated):
    assert mode_of(Study(Item("one", CODE), 1, gated=gated)).gated is gated
    assert not mode_of(Sleep(1)).gated


@each_state
def test_without_a_drug_nothing_but_the_usual_level_is_felt(state):
    assert Mode(state).felt(CIRCUIT) is None
    usual = state_values(CIRCUIT, state, replay=True)
    assert Mode(state).values(CIRCUIT) == usual | downscaling_values(CIRCUIT, state, True)


@each_state
def test_at_the_usual_level_all_values_are_the_usual_ones(state):
    usual = CIRCUIT.acetylcholine.at(state)
    told = state_values(CIRCUIT, state, replay=True, felt=Acetylcholine(usual, usual))
    told |= downscaling_values(CIRCUIT, state, True)
    by_default = Mode(state).values(CIRCUIT)
    assert told.keys() == by_default.keys()
    assert told == pytest.approx(by_default, abs=1e-12)


@each_state
def test_a_drug_acts_on_the_level_that_is_there(state):
    half = {each: Drug(each, 0.5) for each in Substance}
    usual = CIRCUIT.acetylcholine.at(state)
    felt = {each: Mode(state, drug=drug).felt(CIRCUIT) for each, drug in half.items()}
    assert felt[Substance.SCOPOLAMINE] == pytest.approx((usual / 2, usual / 2))
    raised = max(usual, (usual + 1) / 2)  # in REM sleep it is above that of waking already
    assert felt[Substance.PHYSOSTIGMINE] == pytest.approx((raised, raised))
    assert felt[Substance.PROPRANOLOL] == (usual, usual)


def test_novelty_sets_the_level_of_the_hippocampus_and_the_neocortex_attends():
    waking = CIRCUIT.acetylcholine.wake
    assert Mode(State.RECALL, level=0.8).felt(CIRCUIT) == (0.8, waking)
    drugged = Mode(State.ENCODE, drug=Drug(Substance.SCOPOLAMINE, 0.5), level=0.9)
    assert drugged.felt(CIRCUIT) == pytest.approx((0.45, waking / 2))
    cortical = {
        f"{p.name}.transmission"
        for p in CIRCUIT.pathways
        if isinstance(p.transmission, ByCorticalAcetylcholine)
    }
    looking, studying = (
        Mode(state, level=level).values(CIRCUIT)
        for state, level in ((State.RECALL, CIRCUIT.acetylcholine.recall), (State.ENCODE, None))
    )
    assert cortical == {"EC_to_neocortex.transmission", "neocortex_recurrent.transmission"}
    assert {looking[name] == studying[name] for name in cortical} == {True}


def changed_by(drug, state):
    """Return the values that a drug changes, as they are without it and with it."""
    usual, drugged = Mode(state).values(CIRCUIT), Mode(state, drug=drug).values(CIRCUIT)
    return {name: (usual[name], drugged[name]) for name in usual if usual[name] != drugged[name]}


def test_physostigmine_in_sleep_holds_ca3_as_waking_does():
    ca3 = next(each for each in CIRCUIT.pathways if each.name == "CA3_recurrent")
    moved = changed_by(PHYSOSTIGMINE, State.NREM)["CA3_recurrent.transmission"]
    assert moved == (ca3.transmission.at(State.NREM), ca3.transmission.at(State.WAKE))
    assert moved[0] > moved[1]


def test_physostigmine_in_sleep_leaves_noise_and_senses_as_they_are():
    values = Mode(State.NREM, drug=PHYSOSTIGMINE).values(CIRCUIT)
    moved = changed_by(PHYSOSTIGMINE, State.NREM)
    of_senses = {p.name for p in CIRCUIT.pathways if p.source == CIRCUIT.input_layer.name}
    assert not [name for name in moved if name.endswith((".noise", ".downscaling"))]
    assert not [name for name in moved if name.partition(".")[0] in of_senses]
    assert values["senses_to_EC.transmission"] == values["perforant_path_CA3.transmission"] == 0


def test_physostigmine_does_nothing_to_those_who_are_active():
    assert changed_by(PHYSOSTIGMINE, State.ENCODE) == {}
    assert changed_by(PHYSOSTIGMINE, State.WAKE) == {}


def hippocampal(values):
    """Return learning in the pathways in which acetylcholine permits it."""
    names = [p.name for p in CIRCUIT.pathways if isinstance(p.learning, ByAcetylcholine)]
    assert len(names) > 1
    return {values[f"{name}.learning"] for name in names}


def test_scopolamine_at_study_takes_plasticity_from_the_hippocampus():
    assert hippocampal(Mode(State.ENCODE).values(CIRCUIT)) == {1.0}
    assert hippocampal(Mode(State.ENCODE, drug=SCOPOLAMINE).values(CIRCUIT)) == {0.0}


@each_substance
@pytest.mark.parametrize("dose", [0.2, 1.0])
def test_a_drugged_recall_learns_nothing_in_any_pathway(substance, dose):
    event = Recall(CODE, 1, "one", drug=Drug(substance, dose))
    values = mode_of(event).values(CIRCUIT)
    assert {value for name, value in values.items() if name.endswith(".learning")} == {0.0}


def test_so_it_is_where_the_level_would_permit_it():
    event = Recall(CODE, 1, "one", drug=PHYSOSTIGMINE)
    felt = mode_of(event).felt(CIRCUIT)
    assert hippocampal(state_values(CIRCUIT, State.RECALL, replay=True, felt=felt)) == {1.0}
    assert hippocampal(mode_of(event).values(CIRCUIT)) == {0.0}


# What is simulated


@pytest.mark.parametrize(
    ("learning", "left_out"),
    [
        (ByAcetylcholine(1, 1, 0, 0), False),
        (ByAcetylcholine(1, 0, 0, 0), True),
        (ByAcetylcholineAwake(1, 1, 0, 0), True),
        (ByState(1, 1, 0, 0), True),
    ],
    ids=repr,
)
def test_what_a_drug_can_wake_in_sleep_is_not_left_without_its_rule(learning, left_out):
    name = "CA3_recurrent"
    pathways = [replace(p, learning=learning) if p.name == name else p for p in CIRCUIT.pathways]
    circuit = replace(CIRCUIT, pathways=tuple(pathways))
    found = {each.name: each for each in simulated(circuit, State.NREM).pathways}[name]
    assert (found.rule is None) is left_out
    asleep = Mode(State.NREM, drug=PHYSOSTIGMINE).values(circuit)
    assert (asleep[f"{name}.learning"] == 0) is left_out
