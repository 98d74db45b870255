"""The brain's cortical weights as those of a network that is trained by gradient descent."""

import math
from itertools import islice, pairwise

import numpy as np
import pytest

from neurosim.adapters.backprop import (
    CorticalUnits,
    GradientDescent,
    angle,
    completion_task,
    guessing,
    hebbian,
    other_items,
)
from neurosim.errors import InputError
from neurosim.experiments import GradientAlignment, run_lives
from neurosim.experiments.gradient_alignment import BLOCKED, CONDITIONS, label
from neurosim.items import RandomCodes
from neurosim.measures.examined import Examined
from neurosim.measures.gradient_measures import Gradients
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

CELLS, AREA = 70, 30
SENSES = np.repeat([0, 1, -1], (AREA, AREA, CELLS - 2 * AREA))
UNITS, DESCENT = CorticalUnits(), GradientDescent()


def drawn(seed=0, items=4, active=6):
    """Codes of items, and weights and wiring of a brain that knows nothing."""
    random = np.random.default_rng(seed)
    codes = np.zeros((items, CELLS), bool)
    for code in codes:
        for area in range(2):
            code[area * AREA + random.choice(AREA, active, replace=False)] = True
    wired = ~np.eye(CELLS, dtype=bool)
    return codes, wired, random.random((CELLS, CELLS)) * 0.05 * wired


CODES, WIRED, NAIVE = drawn()
TASK = completion_task(CODES, SENSES, WIRED)


def down(weights):
    """The steepest descent from some weights."""
    return -UNITS.slope(weights, TASK)


# The task


def test_every_sense_is_a_cue_for_the_other():
    assert TASK.cues.shape == TASK.wanted.shape == TASK.asked.shape == (8, CELLS)
    assert np.array_equal(TASK.cues[:4], CODES & (SENSES == 0))
    assert np.array_equal(TASK.cues[4:], CODES & (SENSES == 1))
    assert np.array_equal(TASK.asked[0], SENSES == 1)
    assert np.array_equal(TASK.wanted[0], TASK.wanted[4])


def test_it_speaks_of_synapses_between_senses_that_there_are():
    wired = WIRED.copy()
    wired[AREA, 0] = False
    taught = completion_task(CODES, SENSES, wired).taught
    assert np.count_nonzero(taught) == 2 * AREA * AREA - 1
    assert not taught[AREA, 0]
    assert not taught[1, 0]
    assert not taught[CELLS - 1].any()
    assert not taught[:, CELLS - 1].any()


@pytest.mark.parametrize(
    ("codes", "senses", "wired"),
    [
        (CODES[:, 1:], SENSES, WIRED),
        (CODES, SENSES, WIRED[1:]),
        (CODES[0], SENSES, WIRED),
        (CODES[:0], SENSES, WIRED),
        (CODES, np.minimum(SENSES, 0), WIRED),
    ],
)
def test_what_is_no_task_is_refused_in_a_line(codes, senses, wired):
    with pytest.raises(InputError) as refusal:
        completion_task(codes, senses, wired)
    assert "\n" not in str(refusal.value)


def test_other_items_are_as_large_and_other():
    found = other_items(CODES, SENSES, np.random.default_rng(1))
    for area in (0, 1):
        own, other = (each[:, area == SENSES] for each in (CODES, found))
        assert np.array_equal(own.sum(axis=1), other.sum(axis=1))
        assert not np.array_equal(own, other)


# Loss and slope


def test_the_slope_is_that_of_the_loss():
    weights = 5 * NAIVE
    slope, step = UNITS.slope(weights, TASK), 1e-5
    behind, before = np.nonzero(TASK.taught & (slope != 0))
    for pick in np.random.default_rng(2).integers(len(behind), size=20):
        up, low = weights.copy(), weights.copy()
        up[behind[pick], before[pick]] += step
        low[behind[pick], before[pick]] -= step
        measured = (UNITS.loss(up, TASK) - UNITS.loss(low, TASK)) / (2 * step)
        assert slope[behind[pick], before[pick]] == pytest.approx(measured, rel=1e-5, abs=1e-10)


def test_synapses_that_are_not_of_the_task_have_no_slope_and_no_part_in_the_loss():
    elsewhere = np.where(TASK.taught, 0.0, 10.0)
    assert UNITS.loss(NAIVE + elsewhere, TASK) == UNITS.loss(NAIVE, TASK)
    assert not UNITS.slope(NAIVE + elsewhere, TASK)[~TASK.taught].any()


def test_a_constant_answer_scores_what_guessing_does():
    share = float(np.mean(TASK.wanted[TASK.asked]))
    constant = CorticalUnits(gain=1.0, threshold=math.log((1 - share) / share))
    assert constant.loss(np.zeros((CELLS, CELLS)), TASK) == pytest.approx(guessing(TASK))


def test_from_silence_descent_is_hebbs_product_and_later_it_is_not():
    silent = np.zeros((CELLS, CELLS))
    assert angle(down(silent), hebbian(TASK)) < 3
    known = silent + 0.25 * (hebbian(TASK) > 0)
    assert angle(down(known), hebbian(TASK)) > 20


# Descent


def test_descent_never_rises_and_ends_near_nothing():
    fastest = GradientDescent(rate=1.0)
    losses = list(islice(fastest.losses(UNITS, TASK, NAIVE), 200))
    assert all(later <= before for before, later in pairwise(losses))
    assert losses[-1] < 0.05 * losses[0]


def test_a_larger_step_than_the_largest_would_not_be_safe():
    one_item = completion_task(CODES[:1], SENSES, WIRED)
    drive = UNITS.gain * UNITS.threshold
    start = np.where(one_item.taught & (hebbian(one_item) > 0), UNITS.threshold / 6, 0.0)
    step = UNITS.largest_step(one_item)
    moved = start - step * UNITS.slope(start, one_item)
    change = UNITS.drive(moved, one_item.cues) - UNITS.drive(start, one_item.cues)
    # Where the logistic function is steepest, the safe step takes its argument 2 of the 4 units
    # that a straight line would need to the target.
    assert np.max(change[one_item.asked]) == pytest.approx(2.0)
    assert drive > 2


def test_epochs_are_counted_to_the_loss_that_they_end_with():
    losses = list(islice(DESCENT.losses(UNITS, TASK, NAIVE), 8))
    assert DESCENT.epochs_to(losses[5], losses) == pytest.approx(5)
    between = (losses[5] + losses[6]) / 2
    assert DESCENT.epochs_to(between, losses) == pytest.approx(5.5)
    assert DESCENT.epochs_to(losses[0] + 1, losses) == 0
    assert GradientDescent(most=3.0).epochs_to(0.0, losses) == 3


@pytest.mark.parametrize(
    ("other", "degrees"), [((2, 0), 0), ((0, 3), 90), ((-1, 0), 180), ((1, 1), 45), ((0, 0), 90)]
)
def test_angles(other, degrees):
    assert angle(np.array([1.0, 0.0]), np.array(other, float)) == pytest.approx(degrees)


# What is measured in a diary

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
