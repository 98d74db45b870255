"""What a night does to the cortex, held against the steepest descent: in diaries made by hand."""

from itertools import count, islice

import numpy as np
import pytest

from completion import AREA, CELLS, CODES, DESCENT, NAIVE, SENSES, TASK, UNITS, WIRED, down
from neurosim.adapters.backprop import guessing, hebbian
from neurosim.errors import InputError
from neurosim.experiments import GradientAlignment, run_lives
from neurosim.experiments.gradient_alignment import BLOCKED, CONDITIONS, label
from neurosim.items import RandomCodes
from neurosim.measures.examined import Examined
from neurosim.measures.gradient_measures import Gradients
from neurosim.measures.made_once import MadeOnce
from neurosim.parameters import changed
from neurosim.protocol import (
    Diary,
    Examine,
    Item,
    Lesion,
    Recall,
    Recording,
    Replay,
    Sleep,
    Study,
    Synapses,
)
from neurosim.protocol.dummies import Oracle

PATH = "cortex"
OF = Gradients(Examined(PATH), UNITS, DESCENT)
ITEMS = [
    Item(f"item {n}", {"sight": code[:AREA], "sound": code[AREA : 2 * AREA]})
    for n, code in enumerate(CODES)
]


def looked(weights, when):
    """What an examination of a brain with these weights brings home."""
    target, source = np.nonzero(WIRED)
    shown = Synapses(source.astype(np.int32), target.astype(np.int32), weights[WIRED], CELLS, CELLS)
    return Recording(Examine((PATH,), when), began=3.0, synapses={PATH: shown})


def answered(weights, when):
    """Tests without hippocampus of a brain that answers as the network does, at random."""
    random = np.random.default_rng(3)
    for item, code in zip(ITEMS, CODES, strict=True):
        answer = UNITS.answer(weights, code & (SENSES == 1))
        fired = 10.0 * (random.random(CELLS) < answer)
        response = {"sight": fired[:AREA], "sound": fired[AREA : 2 * AREA]}
        event = Recall(item.cue("sound"), 0.4, item.name, when)
        yield Recording(event, response, lesioned="hippocampus")


def nights(*weights):
    """A life whose weights were these, one after the other."""
    studies = [
        Recording(Study(item, 0.4), {n: 10.0 * bits for n, bits in item.code.items()})
        for item in ITEMS
    ]
    records = [
        record
        for number, each in enumerate(weights)
        for record in (looked(each, label(number)), *answered(each, label(number)))
    ]
    return Diary("by hand", (*studies, *records))


def read(measure, *weights):
    """Value and chance of a measure."""
    diary = nights(*weights)
    assert measure.applies(diary)
    return measure.value(diary), measure.chance(diary)


FIRST = (label(0), label(1), 1)
STEP = UNITS.largest_step(TASK)
TRAINED = NAIVE + STEP * down(NAIVE)
KNOWN = TRAINED
for _ in range(9):
    KNOWN = KNOWN + STEP * down(KNOWN)
ELSEWHERE = NAIVE + 0.01 * np.random.default_rng(5).standard_normal(NAIVE.shape)


def test_a_night_that_follows_the_gradient_is_at_no_angle():
    value, chance = read(OF.angle("x", *FIRST), NAIVE, TRAINED)
    assert value == pytest.approx(0, abs=1e-3)
    assert 75 < chance < 90
    assert read(OF.efficiency("x", *FIRST), NAIVE, TRAINED)[0] == pytest.approx(1)
    assert read(OF.others_nearer("x", *FIRST), NAIVE, TRAINED) == (0, 0.5)


def test_a_night_of_chance_is_at_a_right_angle():
    assert read(OF.angle("x", *FIRST), NAIVE, ELSEWHERE)[0] == pytest.approx(90, abs=4)
    assert abs(read(OF.efficiency("x", *FIRST), NAIVE, ELSEWHERE)[0]) < 0.1
    assert read(OF.others_nearer("x", *FIRST), NAIVE, ELSEWHERE)[0] > 0


def test_a_night_that_changes_nothing_points_nowhere():
    assert read(OF.angle("x", *FIRST), NAIVE, NAIVE) == (90, 90)
    assert read(OF.efficiency("x", *FIRST), NAIVE, NAIVE) == (0, 0)


def test_among_all_synapses_changes_elsewhere_count():
    there = np.where(TASK.taught, 0.0, np.linalg.norm(TRAINED - NAIVE))
    other = TRAINED + there / np.sqrt(np.count_nonzero(WIRED & ~TASK.taught)) * WIRED
    assert read(OF.angle("x", *FIRST), NAIVE, other)[0] == pytest.approx(0, abs=1e-3)
    assert read(OF.angle_everywhere("x", *FIRST), NAIVE, other)[0] == pytest.approx(45)


def test_hebbs_product_is_what_it_is_called():
    grown = KNOWN + 0.01 * hebbian(TASK)
    assert read(OF.hebbian_angle("x", *FIRST), KNOWN, grown)[0] == pytest.approx(0, abs=1e-3)
    assert read(OF.angle("x", *FIRST), KNOWN, grown)[0] > 10


def test_a_night_that_knows_no_errors_repairs_none():
    follows = KNOWN + STEP * down(KNOWN)
    assert read(OF.repair("x", *FIRST), KNOWN, follows)[0] == pytest.approx(1)
    random = np.random.default_rng(7).random(NAIVE.shape)
    grown = KNOWN + 0.01 * random * (hebbian(TASK) > 0)
    assert abs(read(OF.repair("x", *FIRST), KNOWN, grown)[0]) < 0.15
    assert read(OF.repair("x", *FIRST), KNOWN, KNOWN) == (0, 0)


def test_losses_and_epochs_are_those_of_the_weights():
    later = NAIVE
    for _ in range(3):
        later = later + DESCENT.rate * STEP * down(later)
    value, chance = read(OF.loss("x", label(1), 1), NAIVE, later)
    assert value == pytest.approx(UNITS.loss(later, TASK))
    assert chance == pytest.approx(guessing(TASK))
    assert read(OF.epochs("x", label(0), label(1), 1), NAIVE, later)[0] == pytest.approx(3)
    assert read(OF.descended("x", label(0), 3), NAIVE)[0] == pytest.approx(value)


def test_answers_of_the_network_are_held_against_those_of_the_brain():
    value, chance = read(OF.prediction("x", label(0), "hippocampus", 0), KNOWN)
    assert value > 0.8
    assert chance < 0.4
    silent = NAIVE * 0 - 10.0
    assert read(OF.prediction("x", label(0), "hippocampus", 0), silent)[0] == 0


def test_a_diary_without_examinations_has_no_such_measures():
    diary = Diary("by hand", nights(NAIVE).recordings[: len(ITEMS)])
    assert not any(
        each.applies(diary) for each in (OF.loss("x", label(0), 0), OF.angle("x", *FIRST))
    )


# The experiment

SMALL = changed(GradientAlignment(), {"items_count": 3, "nights": 2, "night": 3})


def test_conditions_differ_only_in_replay():
    plans = {plan.condition: plan.timetable for plan in SMALL.lives(RandomCodes(), 1)}
    assert tuple(plans) == CONDITIONS
    kinds = {n: {e.replay for e in days if isinstance(e, Sleep)} for n, days in plans.items()}
    wanted = (Replay.NATURAL, Replay.BLOCKED, Replay.SHUFFLED)
    assert kinds == {name: {kind} for name, kind in zip(CONDITIONS, wanted, strict=True)}
    for name, days in plans.items():
        later = [Sleep, Examine, Lesion] * (1 if name == BLOCKED else 2)
        assert [type(event) for event in days] == [*[Study] * 3, Examine, Lesion, *later]
        looks = [event for event in days if isinstance(event, Examine)]
        tests = [event.then for event in days if isinstance(event, Lesion)]
        assert [each.label for each in looks] == [label(0), label(1), label(2)][: len(looks)]
        assert [{test.label for test in each} for each in tests] == [{e.label} for e in looks]


def test_who_shows_no_synapses_cannot_live_it():
    with pytest.raises(InputError, match="cannot be examined"):
        list(run_lives(SMALL, SMALL.lives(RandomCodes(), 1), {"one": Oracle}, 1))


def test_numbers_are_made_once_however_often_they_are_asked_for():
    made = []

    def numbers():
        for number in count():
            made.append(number)
            yield float(number)

    once = MadeOnce(numbers())
    assert list(islice(once, 3)) == [0, 1, 2]
    assert list(islice(once, 5)) == [0, 1, 2, 3, 4]
    assert made == [0, 1, 2, 3, 4]
