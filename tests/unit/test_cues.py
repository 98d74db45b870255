"""Cues in sleep: what is presented when, to whom, and what is measured of it."""

import dataclasses
import math

import numpy as np
import pytest
from neurosim.models.hippocampus_neocortex import CIRCUIT as WITHOUT_UP_STATES
from neurosim.models.hippocampus_neocortex_thalamus import CIRCUIT

from neurosim.brain.states import State
from neurosim.brain.trials import check_cues, runs, trial_of
from neurosim.engine import ROWS, SLOT, SLOTS, Request
from neurosim.errors import InputError
from neurosim.figures.raster import kind_of
from neurosim.measures.cue_measures import advantage, replay_after_cues
from neurosim.measures.replay_by_night import replays_each
from neurosim.protocol import Cue, Diary, Recording, Senses, Sleep, Study, live
from neurosim.protocol.checker import check_agent
from neurosim.protocol.dummies import Amnesiac, Oracle
from neurosim.protocol.promises import BrokenPromiseError
from neurosim.store.arrays import packed, unpacked
from neurosim.store.diaries import packed_diary
from neurosim.store.pieces import get_event
from night_trains import burst, disjoint, life, night, noise, studied, together
from read_back import diary_from

SENSES = Senses((("sight", 3), ("sound", 2)))
HIGH, LOW = ({"sound": np.array(bits, bool)} for bits in ([1, 0], [0, 1]))
CUED = Sleep(2.0, cues=(Cue(HIGH, 0.1, 0.2, "a"), Cue(LOW, 0.3, 0.1, "b"), Cue(HIGH, 1.5, 0.4)))

# The event


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Cue(HIGH, 0.1, 0.0), "lasts more than 0"),
        (lambda: Cue(HIGH, 0.1, math.nan), "lasts more than 0"),
        (lambda: Cue(HIGH, -0.1, 0.1), "begins within the sleep"),
        (lambda: Cue(HIGH, math.nan, 0.1), "begins within the sleep"),
        (lambda: Cue(HIGH, math.inf, 0.1), "begins within the sleep"),
        (lambda: Cue(HIGH, 0.15, 0.1), r"multiples of 0\.1 s, not 0\.15"),
        (lambda: Cue(HIGH, 0.1, 0.25), r"multiples of 0\.1 s, not 0\.25"),
        (lambda: Sleep(1.0, cues=(Cue(HIGH, 0.9, 0.2),)), r"ends at 1\.1 s, the sleep at 1$"),
        (lambda: Sleep(1.0, cues=(Cue(HIGH, 0, 0.3), Cue(LOW, 0.2, 0.1))), "follow one another"),
        (lambda: Sleep(1.0, cues=(Cue(HIGH, 0.5, 0.1), Cue(LOW, 0.2, 0.1))), "follow one another"),
    ],
)
def test_cues_that_cannot_be_are_refused(make, said):
    with pytest.raises(InputError, match=said):
        make()


def test_cues_may_fill_a_sleep_to_its_end():
    back_to_back = tuple(Cue(HIGH, 0.1 * n, 0.1) for n in range(30))
    assert Sleep(3.0, cues=back_to_back).cues[-1].end == pytest.approx(3.0)
    assert Sleep(3.0) == Sleep(3.0, cues=())


@pytest.mark.parametrize("kind", [Oracle, Amnesiac])
def test_who_hears_nothing_in_sleep_sleeps_as_ever(kind):
    agents = [kind(1, SENSES), kind(1, SENSES)]
    for agent, sleep in zip(agents, (Sleep(2.0), CUED), strict=True):
        (record,) = live(agent, [sleep]).recordings
        assert record.event is sleep
    first, second = (agent.snapshot() for agent in agents)
    assert all(np.array_equal(first[name], second[name]) for name in first)


def test_a_cue_of_unknown_units_is_refused_before_the_life_begins():
    agent = Oracle(1, SENSES)
    wrong = Sleep(1.0, cues=(Cue({"smell": np.zeros(2, bool)}, 0.0, 0.1),))
    with pytest.raises(InputError, match="unknown sense 'smell'"):
        live(agent, [wrong])


class StartlesAwake(Oracle):
    def _sleep(self, event):
        if event.cues:
            raise RuntimeError
        return Recording(event)


class HearsAnything(Oracle):
    def _check_sleep(self, event):
        pass


@pytest.mark.parametrize(
    ("kind", "problem"),
    [(StartlesAwake, RuntimeError), (HearsAnything, BrokenPromiseError)],
)
def test_the_checker_presents_cues(kind, problem):
    item = studied(np.arange(3), 0).event.item
    other = dataclasses.replace(item, code={"sight": ~item.code["sight"]})
    senses = Senses((("sight", 10),))
    check_agent(Oracle, [item, other], senses)
    with pytest.raises(problem):
        check_agent(kind, [item, other], senses)


# In a brain


def as_trial(event, seed=3):
    return trial_of(event, SENSES, CIRCUIT, seed)


def test_a_cue_is_shown_as_in_a_recall_and_between_cues_there_is_nothing():
    trial = as_trial(CUED)
    assert (trial.seconds, trial.seed) == (pytest.approx(2.0), 3)
    tables = Request((trial,), {}).feeds(SENSES.total, watched=False)
    shown = tables["stimulus_rates"][tables["stimulus_row"].astype(int)][:220]
    rates = CIRCUIT.input_layer.rates
    for start, stop, bits in (
        (0, 10, None),
        (10, 30, [0, 0, 0, 1, 0]),
        (30, 40, [0, 0, 0, 0, 1]),
        (40, 150, None),
        (150, 190, [0, 0, 0, 1, 0]),
        (190, 220, None),
    ):
        wanted = np.zeros(5) if bits is None else rates.of(np.array(bits, bool))
        assert np.array_equal(shown[start:stop], np.tile(wanted, (stop - start, 1)))


def test_without_cues_a_sleeper_is_shown_what_it_was_ever_shown():
    trial = as_trial(Sleep(2.0))
    assert trial.rates.shape == (SENSES.total,)
    assert not trial.rates.any()
    assert [len(run) for run in runs([CUED, Sleep(1.0)], as_trial)] == [1, 1]


def codes(count):
    """Return as many different cues, one after the other."""
    bits = (np.array(list(f"{n:08b}"), int).astype(bool) for n in range(count))
    cues = (Cue({"sight": each}, 0.1 * n, 0.1) for n, each in enumerate(bits))
    return Sleep(60.0, cues=tuple(cues)), Senses((("sight", 8),))


def test_a_run_holds_so_many_different_cues():
    sleep, senses = codes(ROWS - 2)
    check_cues(sleep, senses)
    trial = trial_of(sleep, senses, CIRCUIT, 1)
    row = Request((trial,), {}).feeds(senses.total, watched=False)["stimulus_row"]
    assert row.max() == ROWS - 1
    with pytest.raises(InputError, match="at most 126 different cues, not 127"):
        check_cues(*codes(ROWS - 1))


def test_cues_come_while_there_is_a_timetable_of_stimuli():
    last = SLOTS * SLOT
    check_cues(Sleep(300.0, cues=(Cue(HIGH, last - 0.3, 0.2),)), SENSES)
    with pytest.raises(InputError, match="the first 200 s of a sleep"):
        check_cues(Sleep(300.0, cues=(Cue(HIGH, last - 0.3, 0.3),)), SENSES)


def open_to(circuit):
    """Return what the senses reach in NREM sleep."""
    ways = (p for p in circuit.pathways if p.source == circuit.input_layer.name)
    return {p.target for p in ways if p.transmission.at(State.NREM) > 0}


def test_sounds_reach_the_hippocampus_only_and_only_where_there_are_up_states():
    assert open_to(CIRCUIT) == {"EC_superficial"}
    assert open_to(WITHOUT_UP_STATES) == set()


# In files and figures


def test_cues_come_back_as_they_were():
    diary = Diary("a", tuple(map(Recording, (CUED, Sleep(1.0)))))
    cued, plain = (r.event for r in diary_from(packed_diary(diary)).recordings)
    assert plain.cues == ()
    told = [(cue.at, cue.seconds, cue.target) for cue in cued.cues]
    assert told == [(0.1, 0.2, "a"), (0.3, 0.1, "b"), (1.5, 0.4, "")]
    for cue, own in zip(cued.cues, CUED.cues, strict=True):
        assert list(cue.code) == ["sound"]
        assert cue.code["sound"].dtype == bool
        assert np.array_equal(cue.code["sound"], own.code["sound"])


def test_diaries_from_before_cues_have_none():
    old = {"kind": "Sleep", "seconds": 1.0, "label": "", "replay": "natural"}
    assert get_event({}, "event", old, []).cues == ()


@pytest.mark.parametrize(
    "cues",
    [
        None,
        3,
        {"at": 0.1},
        [{"at": 0.1, "seconds": 0.1, "target": ""}],
        [{"at": 0.1, "seconds": 0.1, "target": "", "code": ["smell", "taste"]}],
        [{"at": 9.0, "seconds": 0.1, "target": "", "code": ["sound"]}],
        [{"at": "soon", "seconds": 0.1, "target": "", "code": ["sound"]}],
        [{"at": 0.1, "seconds": None, "target": "", "code": ["sound"]}],
    ],
    ids=repr,
)
def test_cues_told_wrongly_are_refused(cues):
    told, arrays = unpacked(packed_diary(Diary("a", (Recording(CUED),))))
    told["recordings"][0]["event"]["cues"] = cues
    with pytest.raises(InputError, match=r"^it is damaged: [^\n]+$"):
        diary_from(packed(told, arrays))


@pytest.mark.parametrize("code", [np.array([np.nan, 0.0]), np.zeros((2, 2))])
def test_damaged_codes_of_cues_are_refused(code):
    told, arrays = unpacked(packed_diary(Diary("a", (Recording(CUED),))))
    arrays["event0.cue1.0"] = code
    with pytest.raises(InputError, match="not a row of finite numbers"):
        diary_from(packed(told, arrays))


def test_a_cued_sleep_is_drawn_under_its_name():
    assert kind_of(Recording(CUED))[0] == "sleep, with cues"
    assert kind_of(Recording(Sleep(1.0)))[0] == "sleep"


# What is measured

LABEL = "night"


def replayed(cues, order, times, seconds=60.0):
    """Return a life in which items were studied, cued, and replayed at times."""
    random = np.random.default_rng(3)
    members = disjoint(random, [15] * 4)
    bursts = [burst(random, members[who], t) for who, t in zip(order, times, strict=True)]
    slept = night(together([noise(random, seconds), *bursts]), seconds)
    shown = tuple(Cue({"sight": np.arange(10) == who}, at, 0.4, name) for at, who, name in cues)
    sleep = Sleep(seconds, label=LABEL, cues=shown)
    return life(members, dataclasses.replace(slept, event=sleep))


EVERY = [(5.0 * n, n % 2, f"item {n % 2}") for n in range(12)]


def measured(diary):
    return {each.name: each for each in replay_after_cues("CA3", LABEL)}, diary


def test_replays_that_follow_on_cues_are_told_from_others():
    times = [at + 0.5 for at, _, _ in EVERY[:9]]
    measures, diary = measured(replayed(EVERY, [0, 1, 0, 1, 0, 1, 3, 3, 3], times))
    after, own = measures["replay_after_cue"], measures["cued_item_next"]
    assert after.applies(diary)
    assert after.value(diary) == pytest.approx(9 / 12)
    assert after.chance(diary) == pytest.approx(9 / 60, abs=0.03)
    assert own.value(diary) == pytest.approx(6 / 9)
    assert (own.chance(diary), own.ceiling(diary)) == (0.25, 1.0)


def test_replays_before_a_cue_and_long_after_it_do_not_count():
    times = [at + wait for (at, _, _), wait in zip(EVERY[1:], [-0.3, 1.2] * 5, strict=False)]
    measures, diary = measured(replayed(EVERY, [0] * 10, times))
    assert measures["replay_after_cue"].value(diary) == 0
    assert not measures["cued_item_next"].applies(diary)


def test_the_first_replay_counts_and_sounds_of_nothing_have_no_item():
    sham = [(at, 0, "sham") for at, _, _ in EVERY]
    times = [at + wait for at, _, _ in EVERY for wait in (0.2, 0.6)]
    for cues, applies in ((EVERY, True), (sham, False)):
        measures, diary = measured(replayed(cues, [3, 0] * 12, times))
        assert measures["replay_after_cue"].value(diary) == 1
        assert measures["cued_item_next"].applies(diary) is applies
        if applies:
            assert measures["cued_item_next"].value(diary) == 0


def test_a_night_without_cues_has_nothing_that_follows():
    measures, diary = measured(replayed([], [0, 1], [3.0, 9.0]))
    assert not any(each.applies(diary) for each in measures.values())


def test_an_advantage_is_the_difference_of_two_measures_in_one_life():
    diary = replayed([], [0] * 5 + [1] * 2, list(range(1, 8)))
    for (event, _), label in zip(diary.studies(), "abbb", strict=True):
        assert isinstance(event, Study)
        object.__setattr__(event, "label", label)
    first, second = (replays_each(f"replays_{g}", "CA3", LABEL, g) for g in "ab")
    found = advantage("more", first, second)
    assert found.name == "more"
    assert found.meaning == "replays_a less replays_b, in the same life"
    assert found.value(diary) == first.value(diary) - second.value(diary) > 3
    assert found.chance(diary) == 0
    assert found.ceiling(diary) == pytest.approx(first.ceiling(diary) - second.chance(diary))
    never = replays_each("replays_c", "CA3", LABEL, "c")
    assert not advantage("more", first, never).applies(diary)
