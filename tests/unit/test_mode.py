"""In what mode events are lived: learning off, replay blocked, replay shuffled."""

from dataclasses import replace

import numpy as np
import pytest
from neurosim.models.hippocampus_neocortex import CIRCUIT, Parameters, build

from neurosim.brain import Equal
from neurosim.brain.homeostasis import SleepDownscaling
from neurosim.brain.mode import Mode, carriers, mode_of, shuffled, simulated
from neurosim.brain.states import State, by_state
from neurosim.errors import InputError
from neurosim.parameters import changed
from neurosim.plasticity import TsodyksMarkram
from neurosim.plasticity.dopamine import DopamineSTDP
from neurosim.plasticity.rate import BCM
from neurosim.plasticity.tagging import TaggingAndCapture
from neurosim.protocol import Item, Recall, Replay, Rest, Senses, Sleep, Study

CODE = {"sight": np.ones(3, bool)}
SOURCE = np.array([0, 0, 0, 1, 3, 3], np.int32)
SOURCES = {"all to all": np.repeat(np.arange(5, dtype=np.int32), 20), "drawn": SOURCE}


def test_the_event_decides_the_mode():
    events = [Study(Item("one", CODE), 1), Recall(CODE, 1, "one"), Rest(1), Sleep(1)]
    states = [mode_of(event).state for event in events]
    assert states == [State.ENCODE, State.RECALL, State.WAKE, State.NREM]
    assert all(mode_of(event).learning for event in events)
    assert not mode_of(replace(events[0], learning=False)).learning
    assert [mode_of(Sleep(1, replay)).replay for replay in Replay] == list(Replay)


def learning_rates(mode):
    return {name: v for name, v in mode.values(CIRCUIT).items() if name.endswith(".learning")}


def test_learning_off_is_off_in_every_pathway_and_changes_nothing_else():
    usual, off = Mode(State.ENCODE), Mode(State.ENCODE, learning=False)
    assert 1.0 in learning_rates(usual).values()
    assert set(learning_rates(off).values()) == {0.0}
    assert usual.values(CIRCUIT) | learning_rates(off) == off.values(CIRCUIT)


def test_only_blocked_replay_is_cut():
    natural, blocked, shuffled_ = (Mode(State.NREM, replay).values(CIRCUIT) for replay in Replay)
    assert natural == shuffled_
    cut = {name for name in natural if natural[name] != blocked[name]}
    assert cut == {f"{name}.transmission" for name in carriers(CIRCUIT)}
    assert {blocked[name] for name in cut} == {0.0}
    assert len(cut) > 0


def shuffle(seed=1, **weights):
    return shuffled(weights, SOURCES, np.random.default_rng(seed))


def test_every_cell_keeps_its_own_weights_on_other_targets():
    own = np.arange(100.0)
    moved = shuffle(**{"all to all": own})["all to all"]
    assert np.array_equal(np.sort(moved.reshape(5, 20), axis=1), own.reshape(5, 20))
    assert np.mean(moved == own) < 0.2
    places = moved.reshape(5, 20) - 20 * np.arange(5)[:, None]
    assert len({tuple(row) for row in places}) == 5


def test_cells_with_different_numbers_of_targets_keep_theirs():
    for seed in range(20):
        moved = shuffle(seed, drawn=np.arange(6.0))["drawn"]
        assert [sorted(moved[cell == SOURCE]) for cell in (0, 1, 3)] == [[0, 1, 2], [3], [4, 5]]


def test_each_night_is_shuffled_anew():
    random = np.random.default_rng(1)
    own = {"all to all": np.arange(100.0)}
    one, two = (shuffled(own, SOURCES, random)["all to all"] for _ in range(2))
    assert not np.array_equal(one, two)


def test_weights_that_are_all_the_same_cannot_be_shuffled():
    with pytest.raises(InputError, match="replay over all to all cannot be shuffled"):
        shuffle(**{"all to all": np.repeat(np.arange(5.0), 20)})


@pytest.mark.parametrize("part", ["learning", "downscaling"])
def test_a_pathway_that_carries_replay_must_not_change_in_sleep(part):
    learning = by_state(1, 0, 0, 0.1, "chosen", "a reason")
    changes = {"learning": learning, "downscaling": SleepDownscaling()}
    change = {part: changes[part]}
    pathways = [replace(p, **change) if p.carries_replay else p for p in CIRCUIT.pathways]
    with pytest.raises(InputError, match="carries replay and must not change in NREM sleep"):
        carriers(replace(CIRCUIT, pathways=tuple(pathways)))


def test_a_brain_with_such_a_pathway_is_refused_when_it_is_made():
    (name, *_) = carriers(CIRCUIT)
    numbers = {f"circuit.pathways.{name}.learning.nrem": 0.5}
    with pytest.raises(InputError, match="must not change in NREM"):
        build(1, Senses((("sight", 400),)), changed(Parameters(), numbers))


RESTING = (State.RECALL, State.NREM, State.REM)


def without_rule(circuit, state):
    """Return the pathways that are simulated without their rule."""
    pairs = zip(circuit.pathways, simulated(circuit, state).pathways, strict=True)
    return {before.name for before, after in pairs if before.rule and not after.rule}


def test_tests_and_sleep_leave_out_the_rules_that_rest_in_both():
    idle = {
        pathway.name
        for pathway in CIRCUIT.pathways
        if pathway.learning and not any(pathway.learning.at(state) for state in RESTING)
    }
    for state in State:
        left_out = without_rule(CIRCUIT, state)
        assert left_out == (idle - {"mossy_fibres"} if state in RESTING else set())
    assert "CA3_recurrent" in idle
    one, *others = (simulated(CIRCUIT, state) for state in RESTING)
    assert others == [one, one]
    assert simulated(CIRCUIT, State.ENCODE) is simulated(CIRCUIT, State.WAKE) is CIRCUIT


@pytest.mark.parametrize(
    "change",
    [
        {"rule": TsodyksMarkram()},
        {"rule": BCM()},
        {"rule": DopamineSTDP()},
        {"rule": TaggingAndCapture()},
        {"learning": by_state(1, 0, 0, 0.1, "chosen", "a reason")},
        {"learning": by_state(1, 0, 0.1, 0, "chosen", "a reason")},
        {"downscaling": SleepDownscaling()},
        {"weights": Equal(0.1)},
    ],
    ids=lambda change: str(next(iter(change.values()))).partition("(")[0],
)
def test_what_is_more_than_a_weight_that_rests_is_never_left_out(change):
    name = "CA3_recurrent"
    changed_ = [replace(p, **change) if p.name == name else p for p in CIRCUIT.pathways]
    circuit = replace(CIRCUIT, pathways=tuple(changed_))
    assert name not in without_rule(circuit, State.NREM)
    assert "Schaffer_collaterals" in without_rule(circuit, State.NREM)
