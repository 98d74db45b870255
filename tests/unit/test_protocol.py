"""The language of experiments and agents, and the checker that holds agents to it."""

from __future__ import annotations

import copy
import json
import math
from dataclasses import FrozenInstanceError, dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neurosim.errors import InputError
from neurosim.protocol import (
    Diary,
    InputRates,
    Item,
    Lesion,
    Recall,
    Recording,
    Replay,
    Rest,
    Senses,
    Sleep,
    Spikes,
    Study,
    generator_state,
    live,
    lived_seconds,
    restored_generator,
)
from neurosim.protocol.checker import check_agent
from neurosim.protocol.dummies import Amnesiac, Dice, Oracle, Parrot
from neurosim.protocol.promises import BrokenPromiseError

SENSES = Senses((("sight", 30), ("sound", 20)))
DAY = 86400.0


def item(name, seed):
    random = np.random.default_rng(seed)
    return Item(name, {s: random.permutation(n) < n // 5 for s, n in SENSES.sizes})


ITEMS = [item(f"item {number}", number) for number in range(3)]
CUE = ITEMS[0].cue("sight")


# Events


MAKERS = {
    "study": lambda seconds: Study(ITEMS[0], seconds),
    "rest": Rest,
    "sleep": Sleep,
    "recall": lambda seconds: Recall(CUE, seconds, "item 0"),
}
each_event = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS.keys())


@each_event
@pytest.mark.parametrize("seconds", [-1, 0, -0.0, math.nan, math.inf, -math.inf, DAY + 0.001])
def test_an_event_of_no_sensible_length_is_refused_in_one_line(make, seconds):
    with pytest.raises(InputError, match="lasts more than 0") as caught:
        make(seconds)
    assert "\n" not in str(caught.value)


@each_event
@pytest.mark.parametrize("seconds", [1e-6, 1, DAY])
def test_an_event_may_last_up_to_a_day(make, seconds):
    assert make(seconds).seconds == seconds


@each_event
def test_an_event_cannot_be_changed(make):
    with pytest.raises(FrozenInstanceError):
        make(1.0).seconds = -1.0


@pytest.mark.parametrize("fraction", [0, -0.5, 1.001, math.nan, math.inf])
def test_a_lesion_of_no_sensible_share_is_refused(fraction):
    with pytest.raises(InputError, match="share"):
        Lesion("hippocampus", (), fraction)


def test_a_lesion_takes_everything_by_default():
    assert Lesion("hippocampus", ()).fraction == 1.0


# Senses


def test_a_code_is_laid_out_in_the_order_of_the_senses():
    code = {"sound": np.ones(20, bool), "sight": np.zeros(30, bool)}
    assert SENSES.vector(code).tolist() == [False] * 30 + [True] * 20


def test_an_absent_sense_is_silent():
    assert SENSES.vector({}).tolist() == [False] * 50
    assert SENSES.vector({"sound": np.ones(20, bool)}).sum() == 20


@given(st.lists(st.integers(1, 9), min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_what_is_split_is_laid_out_again_as_it_was(sizes, random):
    senses = Senses(tuple((f"sense {number}", size) for number, size in enumerate(sizes)))
    bits = np.array([random.random() < 0.5 for _ in range(senses.total)], bool)
    parts = senses.split(bits)
    assert {name: len(part) for name, part in parts.items()} == dict(senses.sizes)
    assert tuple(parts) == senses.names
    assert np.array_equal(senses.vector(parts), bits)


@pytest.mark.parametrize("shape", [(29,), (31,), (30, 1), (1, 30), (), (0,)])
def test_a_code_of_another_size_is_refused(shape):
    with pytest.raises(InputError, match="sight needs 30 units"):
        SENSES.vector({"sight": np.zeros(shape, bool)})


def test_an_unknown_sense_is_refused_with_the_nearest():
    with pytest.raises(InputError, match="unknown sense 'sond'; did you mean 'sound'"):
        SENSES.vector({"sond": np.zeros(20, bool)})
    with pytest.raises(InputError, match="unknown sense 'smell'"):
        ITEMS[0].cue("sight", "smell")


def test_a_cue_is_the_named_part_of_an_item():
    assert ITEMS[0].cue() == {}
    assert list(CUE) == ["sight"]
    assert CUE["sight"] is ITEMS[0].code["sight"]


def test_shown_units_fire_at_the_active_rate_and_others_at_the_background():
    rates = InputRates().of(np.array([True, False]))
    assert rates.tolist() == [50.0, 0.5]
    assert type(rates[0]) is np.float64


# Spikes and diaries


def test_spikes_are_counted_from_the_start_up_to_before_the_stop():
    cells, seconds = np.array([0, 2, 2, 1], np.int32), np.array([0.0, 0.1, 0.2, 0.3])
    spikes = Spikes(cells, seconds, 4)
    assert spikes.counts(0.0, 0.4).tolist() == [1, 1, 2, 0]
    assert spikes.counts(0.1, 0.2).tolist() == [0, 0, 1, 0]
    assert spikes.counts(0.3, 0.3).tolist() == [0, 0, 0, 0]
    assert spikes.counts(0.0, 0.4).dtype == float


def test_a_silent_population_has_no_spikes_to_count():
    assert Spikes(np.zeros(0, np.int32), np.zeros(0), 3).counts(0, 1).tolist() == [0, 0, 0]


@given(st.lists(st.tuples(st.integers(0, 4), st.floats(0, 1)), max_size=30), st.floats(0, 1))
def test_spikes_of_two_stretches_add_up(spikes, cut):
    spikes = sorted(spikes, key=lambda spike: spike[1])
    cells = np.array([cell for cell, _ in spikes], np.int32)
    train = Spikes(cells, np.array([second for _, second in spikes], float), 5)
    both = train.counts(0, cut) + train.counts(cut, 2)
    assert np.array_equal(both, np.bincount(cells, minlength=5))


def test_a_diary_finds_its_studies_and_its_tests_by_label_and_lesion():
    study, evening = Study(ITEMS[0], 1), Recall(CUE, 1, "item 0", "evening")
    morning, night = replace(evening, label="morning"), Sleep(9, label="evening")
    records = [
        Recording(study),
        Recording(evening),
        Recording(evening, lesioned="hippocampus"),
        Recording(night),
        Recording(morning),
        Recording(study),
    ]
    diary = Diary("one", tuple(records))
    assert diary.studies() == [(study, records[0]), (study, records[5])]
    assert diary.recalls("evening") == [(evening, records[1])]
    assert diary.recalls("evening", "hippocampus") == [(evening, records[2])]
    assert diary.recalls("morning") == [(morning, records[4])]
    assert diary.recalls("morning", "hippocampus") == []
    assert diary.recalls("") == []


# Lives


class Patient(Oracle):
    """An oracle whose damaged copy has lost its memory."""

    regions = ("hippocampus",)

    def _lesion(self, region, fraction):
        damaged = copy.deepcopy(self)
        damaged.memory.clear()
        return damaged


TESTS = (Recall(CUE, 2, "item 0", "asked"), Recall(CUE, 3, "item 0", "asked"))
LIFE = (
    Study(ITEMS[0], 1),
    *TESTS,
    Lesion("hippocampus", TESTS),
    Lesion("amygdala", TESTS),
    Sleep(10),
    Lesion("hippocampus", (Rest(4),)),
    Rest(20),
)


def test_events_are_lived_in_order():
    diary = live(Patient(1, SENSES), LIFE)
    events = [LIFE[0], *TESTS, *TESTS, LIFE[5], Rest(4), LIFE[7]]
    assert [record.event for record in diary.recordings] == events
    assert diary.agent == "patient"


def test_the_subjects_clock_stands_still_while_its_copies_are_tested():
    diary = live(Patient(1, SENSES), LIFE)
    began = [(record.began, record.lesioned) for record in diary.recordings]
    lost = "hippocampus"
    assert began == [(0, ""), (1, ""), (3, ""), (6, lost), (6, lost), (6, ""), (16, lost), (16, "")]


def test_a_copy_is_lesioned_and_the_subject_is_not():
    diary = live(Patient(1, SENSES), LIFE)
    intact = [record.response["sound"].sum() for _, record in diary.recalls("asked")]
    lost = [record.response["sound"].sum() for _, record in diary.recalls("asked", "hippocampus")]
    assert intact == [4, 4]
    assert lost == [0, 0]


def test_tests_before_a_lesion_leave_the_life_after_it_as_it_is():
    with_lesions, without = Patient(1, SENSES), Patient(1, SENSES)
    live(with_lesions, LIFE)
    live(without, [event for event in LIFE if not isinstance(event, Lesion)])
    assert_same(with_lesions.snapshot(), without.snapshot())


def test_a_region_that_an_agent_lacks_is_left_out():
    diary = live(Oracle(1, SENSES), LIFE)
    assert [record.lesioned for record in diary.recordings] == [""] * 5
    assert [record.began for record in diary.recordings] == [0, 1, 3, 6, 16]


def test_the_share_of_a_lesion_reaches_the_agent():
    shares = []

    class Asked(Patient):
        def _lesion(self, region, fraction):
            shares.append((region, fraction))
            return super()._lesion(region, fraction)

    live(Asked(1, SENSES), [Lesion("hippocampus", (Rest(1),), 0.25)])
    assert shares == [("hippocampus", 0.25)]


def test_the_seconds_of_a_life_include_the_tests_of_copies():
    assert lived_seconds(LIFE) == 1 + 5 + 5 + 5 + 10 + 4 + 20
    assert lived_seconds(()) == 0


@pytest.mark.parametrize("kind", [Patient, Oracle])
@pytest.mark.parametrize("timetable", [LIFE, LIFE[::-1], LIFE[3:5], LIFE[:1], ()])
def test_progress_never_goes_back_and_ends_with_the_life(kind, timetable):
    told = []
    live(kind(1, SENSES), timetable, told.append)
    assert told == sorted(told)
    assert told[-1] == lived_seconds(timetable)


def test_progress_counts_every_event():
    told = []
    live(Patient(1, SENSES), LIFE, told.append)
    assert sorted(set(told)) == [1, 3, 6, 8, 11, 21, 25, 45, 50]


def test_progress_adds_up_over_lesions_in_a_row():
    told = []
    tests = (Rest(1), Rest(2))
    live(Patient(1, SENSES), [Lesion("hippocampus", tests)] * 3, told.append)
    assert sorted(set(told)) == [1, 3, 4, 6, 7, 9]


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            st.floats(0.1, 9).map(Rest),
            st.floats(0.1, 9).map(Sleep),
            st.sampled_from(["hippocampus", "amygdala"]).map(lambda r: Lesion(r, (Rest(0.3),))),
        ),
        max_size=8,
    )
)
def test_any_life_keeps_its_clock(timetable):
    told = []
    diary = live(Patient(1, SENSES), timetable, told.append)
    own = [record for record in diary.recordings if not record.lesioned]
    ends = np.cumsum([0.0] + [record.event.seconds for record in own])
    assert np.allclose([record.began for record in own], ends[:-1])
    assert told == sorted(told) or np.all(np.diff(told) > -1e-9)
    assert told[-1] == lived_seconds(timetable)


ODD = Item("odd", {"sight": np.zeros(3, bool)})


@pytest.mark.parametrize("last", [Study(ODD, 1), Recall(ODD.code, 1, "odd")], ids=["item", "cue"])
def test_a_day_with_something_that_does_not_fit_is_refused_before_it_begins(last):
    agent = Oracle(1, SENSES)
    with pytest.raises(InputError, match="sight needs 30 units"):
        live(agent, [Study(ITEMS[0], 1), last])
    assert agent.memory == []


def test_a_region_that_an_agent_lacks_cannot_be_taken_from_it():
    with pytest.raises(InputError, match="unknown region of patient 'hipocampus'; did you mean"):
        Patient(1, SENSES).lesion("hipocampus")
    with pytest.raises(InputError, match="unknown region of oracle"):
        Oracle(1, SENSES).lesion("hippocampus")


@pytest.mark.parametrize("fraction", [0, -1, 1.5, math.nan])
def test_a_share_that_cannot_be_taken_is_refused(fraction):
    with pytest.raises(InputError, match="share"):
        Patient(1, SENSES).lesion("hippocampus", fraction)


def test_a_stepwise_agent_is_called_by_the_kind_of_event():
    called = []

    class Told(Oracle):
        def _study(self, event):
            called.append("study")
            return super()._study(event)

        def _recall(self, event):
            called.append("recall")
            return super()._recall(event)

        def _sleep(self, event):
            called.append(f"sleep {event.replay.value}")
            return super()._sleep(event)

        def _rest(self, event):
            called.append("rest")
            return super()._rest(event)

    agent = Told(1, SENSES)
    agent.rest(1)
    agent.sleep(1)
    agent.sleep(1, Replay.BLOCKED)
    agent.study(ITEMS[0], 1)
    agent.recall(CUE, 1)
    assert called == ["rest", "sleep natural", "sleep blocked", "study", "recall"]


@pytest.mark.parametrize("replay", [False, True, "blocked", None])
def test_what_becomes_of_replay_is_no_other_value(replay):
    with pytest.raises(InputError, match=r"one of Replay\.NATURAL, Replay\.BLOCKED, Replay\.SHUF"):
        Sleep(1.0, replay)


@pytest.mark.parametrize("stage", ["rem", None, Replay.NATURAL])
def test_a_stage_of_sleep_is_no_other_value(stage):
    with pytest.raises(InputError, match=r"one of Stage\.NREM, Stage\.REM, not"):
        Sleep(1.0, stage=stage)


def test_a_rest_and_a_sleep_bring_home_no_response():
    agent = Oracle(1, SENSES)
    assert agent.rest(1).response is None
    assert agent.sleep(1).response is None


def test_events_are_lived_only_as_far_as_they_are_asked_for():
    agent = Oracle(1, SENSES)
    day = agent.live([Study(item, 1) for item in ITEMS])
    next(day)
    assert len(agent.memory) == 1


# Snapshots of random generators


def hostile(**changes):
    state = np.random.default_rng(1).bit_generator.state
    return json.dumps({**state, **changes}).encode()


HOSTILE = {
    "empty": b"",
    "not text": b"\xff\xfe\x00",
    "a list": b"[]",
    "null": b"null",
    "a number": b"1",
    "many digits": b"1" * 10000,
    "no state": b'{"bit_generator": "PCG64"}',
    "another generator": hostile(bit_generator="MT19937"),
    "a state of words": hostile(state={"state": "x", "inc": 1}),
    "a state of nothing": hostile(state=None),
    "a state that is a list": hostile(state=[1, 2]),
    "not a number": hostile(state={"state": math.nan, "inc": 1}),
}
OVERFLOWING = {
    "negative": hostile(state={"state": -1, "inc": 1}),
    "too large": hostile(state={"state": 2**200, "inc": 1}),
    "a negative rest": hostile(uinteger=-1),
    "a rest too large": hostile(uinteger=2**40),
    "infinite": hostile(has_uint32=math.inf),
    "deep": b"[" * 100000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_no_state_of_a_generator_is_refused_in_one_line(text):
    with pytest.raises(InputError, match="not the state of a random generator") as caught:
        restored_generator(np.frombuffer(text, np.uint8))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", OVERFLOWING.values(), ids=OVERFLOWING.keys())
def test_numbers_that_no_generator_holds_are_refused(text):
    with pytest.raises(InputError, match="not the state of a random generator"):
        restored_generator(np.frombuffer(text, np.uint8))


@pytest.mark.parametrize(
    "array",
    [np.array(3.0), np.array(["{}"]), np.zeros((2, 2)), np.zeros(0), np.array([1j])],
    ids=lambda array: f"{array.dtype}{array.shape}",
)
def test_an_array_of_another_kind_is_no_state_of_a_generator(array):
    with pytest.raises(InputError, match="not the state of a random generator"):
        restored_generator(array)


@given(st.integers(0, 2**32), st.integers(0, 5))
def test_a_restored_generator_goes_on_where_the_other_stood(seed, drawn):
    one = np.random.default_rng(seed)
    one.integers(9, size=drawn, dtype=np.int32)
    other = restored_generator(generator_state(one))
    assert one.integers(2**31, size=3, dtype=np.int32).tolist() == (
        other.integers(2**31, size=3, dtype=np.int32).tolist()
    )


def test_the_state_of_a_generator_is_plain_bytes():
    state = generator_state(np.random.default_rng(1))
    assert state.dtype == np.uint8
    assert state.ndim == 1


# Dummies


def assert_same(one, other):
    assert one.keys() == other.keys()
    assert all(np.array_equal(one[name], other[name]) for name in one)


@pytest.mark.parametrize("kind", [Oracle, Parrot, Dice, Amnesiac, Patient])
def test_every_dummy_keeps_every_promise(kind):
    check_agent(kind, ITEMS, SENSES)


@pytest.mark.parametrize("kind", [Oracle, Parrot, Dice, Amnesiac])
def test_a_dummy_that_knows_nothing_repeats_the_cue(kind):
    response = kind(1, SENSES).recall(CUE, 1).response
    assert np.array_equal(response["sight"], CUE["sight"])
    assert not response["sound"].any()


# The checker catches agents that break a promise


class LearnsFromTests(Oracle):
    def _recall(self, event):
        self.memory.append(self.senses.vector(event.cue))
        return super()._recall(event)


class ForgetsFromTests(Oracle):
    def _recall(self, event):
        record = super()._recall(event)
        self.memory.clear()
        return record


class AlwaysLearns(Oracle):
    def _study(self, event):
        return replace(super()._study(replace(event, learning=True)), event=event)


class AlwaysDreams(Oracle):
    def _sleep(self, event):
        self.memory.append(~self.memory[-1])
        return super()._sleep(event)


class LooksAway(Oracle):
    def _study(self, event):
        return super()._study(event) if event.learning else Recording(event)


class Unseeded(Oracle):
    def __init__(self, seed, senses):
        super().__init__(seed, senses)
        self.random = np.random.default_rng()

    def _answer(self, cue):
        return self.random.random(cue.shape)


class DreamsUnseeded(Oracle):
    def _sleep(self, event):
        if event.learning:
            self.memory.append(np.random.default_rng().random(self.senses.total) < 0.5)
        return Recording(event)


class DrawsFromOneStream(Oracle):
    stream = np.random.default_rng(1)

    def _answer(self, cue):
        return self.stream.random(cue.shape)


class AnswersTooShort(Oracle):
    def _recall(self, event):
        return Recording(event, {s: np.zeros(n - 1) for s, n in self.senses.sizes})


class AnswersInRows(Oracle):
    def _recall(self, event):
        return Recording(event, {s: np.zeros((1, n)) for s, n in self.senses.sizes})


class AnswersOneSense(Oracle):
    def _recall(self, event):
        return Recording(event, {"sight": np.zeros(30)})


class AnswersNothing(Oracle):
    def _recall(self, event):
        return Recording(event)


class PerceivesNothing(Oracle):
    def _study(self, event):
        return Recording(event)


class AnswersNegative(Oracle):
    def _answer(self, cue):
        return super()._answer(cue) - 0.5


class AnswersNan(Oracle):
    def _answer(self, cue):
        return np.where(super()._answer(cue), math.nan, 0.0)


class AnswersInfinite(Oracle):
    def _answer(self, cue):
        return np.where(super()._answer(cue), math.inf, 0.0)


class LesionsItself(Patient):
    def _lesion(self, region, fraction):
        return self


class LesionHarmsTheSubject(Patient):
    def _lesion(self, region, fraction):
        damaged = copy.deepcopy(self)
        self.memory.clear()
        return damaged


class LesionSharesMemory(Patient):
    def _lesion(self, region, fraction):
        return copy.copy(self)


class LesionMovesTheStream(Patient):
    def _lesion(self, region, fraction):
        self.random.random()
        return super()._lesion(region, fraction)


class SharesMemory(Oracle):
    shared: list = []  # noqa: RUF012

    def __init__(self, seed, senses):
        super().__init__(seed, senses)
        self.memory = self.shared

    def restore(self, state):
        self.memory[:] = list(state["memory"])


class RestsBackwards(Oracle):
    def rest(self, seconds):
        return Recording(Rest(abs(seconds)))


class SleepsForever(Oracle):
    def sleep(self, seconds, replay=Replay.NATURAL):
        return Recording(Sleep(1.0))


class IgnoresOddSenses(Oracle):
    def live(self, events, progress=lambda seconds: None):
        return (record for batch in self._batches(events, progress) for record in batch)

    def _recall(self, event):
        parts = {s: np.resize(bits, dict(SENSES.sizes).get(s, 1)) for s, bits in event.cue.items()}
        known = {s: bits for s, bits in parts.items() if s in SENSES.names}
        return replace(super()._recall(replace(event, cue=known)), event=event)


class StumblesOverOddSenses(Oracle):
    def live(self, events, progress=lambda seconds: None):
        return (record for batch in self._batches(events, progress) for record in batch)

    def _recall(self, event):
        for sense in event.cue:
            dict(self.senses.sizes)[sense]
        return super()._recall(event)


class StudiesAnything(Oracle):
    def study(self, item, seconds):
        sizes = dict(SENSES.sizes)
        code = {sense: np.resize(bits, sizes[sense]) for sense, bits in item.code.items()}
        return super().study(Item(item.name, code), seconds)


class LosesAnyRegion(Patient):
    def lesion(self, region, fraction=1.0):
        return self._lesion(region, fraction)


class LosesAnyShare(Patient):
    def lesion(self, region, fraction=1.0):
        return super().lesion(region, 1.0)


class RefusesInManyLines(Oracle):
    def rest(self, seconds):
        if seconds < 0:
            raise InputError("no\nno")
        return super().rest(seconds)


class RestoresNothing(Oracle):
    def restore(self, state):
        pass


class RestoresNoMemory(Oracle):
    def restore(self, state):
        self.random = restored_generator(state["random"])


class RestoresNoStream(Dice):
    def restore(self, state):
        self.memory = list(state["memory"])


class SnapshotsHalf(Oracle):
    def snapshot(self):
        return {"random": super().snapshot()["random"]}

    def restore(self, state):
        self.random = restored_generator(state["random"])


class SnapshotsAView(Oracle):
    def __init__(self, seed, senses):
        super().__init__(seed, senses)
        self.sum = np.zeros(senses.total)

    def _study(self, event):
        self.sum += self.senses.vector(event.item.code) * event.learning
        return super()._study(event)

    def snapshot(self):
        return {**super().snapshot(), "sum": self.sum}

    def restore(self, state):
        super().restore(state)
        self.sum = np.array(state["sum"])


class LearnsInTheSnapshot(SnapshotsAView):
    def snapshot(self):
        return {**super().snapshot(), "sum": self.sum.copy()}

    def restore(self, state):
        super().restore(state)
        self.sum = state["sum"]


class SleepsThroughItsRests(Oracle):
    def _rest(self, event):
        return Recording(Sleep(event.seconds))


@dataclass(frozen=True)
class Broken:
    kind: type
    promise: str

    def __str__(self):
        return self.kind.__name__


BROKEN = [
    Broken(LearnsFromTests, "a recall changes no memory"),
    Broken(ForgetsFromTests, "a recall changes no memory"),
    Broken(AlwaysLearns, "nothing is learned with learning off"),
    Broken(AlwaysDreams, "sleep with learning off changes no memory"),
    Broken(LooksAway, "an item is perceived with learning off"),
    Broken(Unseeded, "agents of one seed"),
    Broken(DreamsUnseeded, "agents of one seed"),
    Broken(DrawsFromOneStream, "agents of one seed"),
    Broken(AnswersTooShort, "the response to sight has 30 units"),
    Broken(AnswersInRows, "the response to sight has 30 units"),
    Broken(AnswersOneSense, "the response has a part for sound"),
    Broken(AnswersNothing, "the response has a part for sight"),
    Broken(PerceivesNothing, "the response has a part for sight"),
    Broken(AnswersNegative, "finite and not negative"),
    Broken(AnswersNan, "finite and not negative"),
    Broken(AnswersInfinite, "finite and not negative"),
    Broken(LesionsItself, "a lesion makes a copy"),
    Broken(LesionHarmsTheSubject, "leaves the agent whole"),
    Broken(LesionSharesMemory, "leaves the agent whole"),
    Broken(LesionMovesTheStream, "leaves the agent whole"),
    Broken(SharesMemory, "neighbour"),
    Broken(RestsBackwards, "nonsense is refused"),
    Broken(SleepsForever, "nonsense is refused"),
    Broken(IgnoresOddSenses, "nonsense is refused"),
    Broken(StumblesOverOddSenses, "nonsense is refused"),
    Broken(StudiesAnything, "nonsense is refused"),
    Broken(LosesAnyRegion, "nonsense is refused"),
    Broken(LosesAnyShare, "nonsense is refused"),
    Broken(RefusesInManyLines, "in one line"),
    Broken(RestoresNothing, "a restored agent"),
    Broken(RestoresNoMemory, "a restored agent"),
    Broken(RestoresNoStream, "a restored agent"),
    Broken(SnapshotsHalf, "a restored agent"),
    Broken(SnapshotsAView, "no later life changes a snapshot"),
    Broken(LearnsInTheSnapshot, "no later life changes a snapshot"),
    Broken(SleepsThroughItsRests, "one recording"),
]


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_the_checker_catches(broken):
    with pytest.raises(BrokenPromiseError, match=broken.promise):
        check_agent(broken.kind, ITEMS, SENSES)


def test_a_broken_promise_is_told_in_one_line():
    with pytest.raises(BrokenPromiseError, match=r"^broken promise: .*memory$"):
        check_agent(LearnsFromTests, ITEMS, SENSES)


def test_a_vector_of_another_length_is_not_cut_into_senses():
    senses = Senses((("sight", 3), ("sound", 2)))
    with pytest.raises(InputError, match="5 units"):
        senses.split(np.zeros(4))
