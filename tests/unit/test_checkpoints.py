"""A life that goes on from a moment between two events is the life that was never broken off."""

import itertools

import numpy as np
import pytest
from neurosim.models import hopfield_1982, lstm_1997, mlp_backprop

from neurosim.errors import InputError
from neurosim.experiments import Life
from neurosim.items import Digits
from neurosim.parameters import changed
from neurosim.protocol import (
    MEMORY,
    Checkpoint,
    Checkpoints,
    Lesion,
    Recall,
    Rest,
    Sleep,
    Study,
    live,
)
from neurosim.store import StoredCheckpoints
from neurosim.store.diaries import packed_diary

ITEMS = Digits().draw(2, 300)
ONE, TWO = ITEMS.items
ASK = Recall(ONE.cue("sight"), 0.2, ONE.name)
DAYS = (
    Study(ONE, 0.4),
    Study(TWO, 0.4),
    ASK,
    Lesion("no such region", (ASK,)),
    Lesion(MEMORY, (ASK, Rest(1.0)), 0.5),
    Sleep(2.0),
    ASK,
    Lesion(MEMORY, (ASK,)),
)
MODELS = (hopfield_1982, mlp_backprop, lstm_1997)


class Killed(BaseException):
    """The process is gone."""


class All(Checkpoints):
    """Keeps every checkpoint in memory, with what was recorded until then."""

    def __init__(self, start=None):
        self.start, self.lived = (None, ()) if start is None else start
        self.kept = []

    def last(self):
        return self.start

    def recordings(self):
        return self.lived

    def reached(self, events, recordings, snapshot):
        self.lived += recordings
        state = {name: np.array(array) for name, array in snapshot().items()}
        self.kept.append((Checkpoint(events, state), self.lived))


class Doomed(All):
    """Writes every checkpoint into a folder, and is killed at a given one."""

    def __init__(self, folder, end):
        self.stored, self.end = StoredCheckpoints(folder, "it", every=0.0), end

    def last(self):
        return self.stored.last()

    def recordings(self):
        return self.stored.recordings()

    def reached(self, events, recordings, snapshot):
        self.stored.reached(events, recordings, snapshot)
        if events >= self.end:
            raise Killed


def events_of(checkpoints):
    return [each.events for each, _ in checkpoints.kept]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__.rpartition(".")[2])
def test_a_life_goes_on_from_every_moment_between_events(model):
    whole = All()
    diary = packed_diary(live(model.build(3, ITEMS.senses), DAYS, checkpoints=whole))
    assert events_of(whole) == list(range(1, len(DAYS) + 1))
    for start in whole.kept:
        rest = All(start)
        again = live(model.build(3, ITEMS.senses), DAYS, checkpoints=rest)
        assert packed_diary(again) == diary
        assert events_of(rest) == list(range(start[0].events + 1, len(DAYS) + 1))


def test_progress_goes_on_where_the_life_does():
    whole, told = All(), []
    live(hopfield_1982.build(3, ITEMS.senses), DAYS, checkpoints=whole)
    live(hopfield_1982.build(3, ITEMS.senses), DAYS, told.append, All(whole.kept[5]))
    assert told == sorted(told)
    assert told[0] >= 0.4 + 0.4 + 0.2 + 1.2 + 2.0


def test_a_life_that_is_killed_again_and_again_comes_to_the_same_end(tmp_path):
    diary = packed_diary(live(mlp_backprop.build(3, ITEMS.senses), DAYS))
    for end in itertools.count(1):
        try:
            lived = live(
                mlp_backprop.build(3, ITEMS.senses), DAYS, checkpoints=Doomed(tmp_path, end)
            )
        except Killed:
            continue
        break
    assert end == len(DAYS) + 1
    assert packed_diary(lived) == diary


def test_checkpoints_are_not_written_more_often_than_asked_for(tmp_path):
    kept = StoredCheckpoints(tmp_path, "it", every=3600.0)
    live(hopfield_1982.build(3, ITEMS.senses), DAYS, checkpoints=kept)
    assert list(tmp_path.iterdir()) == []


def unfinished(folder):
    with pytest.raises(Killed):
        live(hopfield_1982.build(3, ITEMS.senses), DAYS, checkpoints=Doomed(folder, 3))


@pytest.mark.parametrize("name", ["state", "events"])
def test_a_damaged_checkpoint_is_refused_in_one_line(tmp_path, name):
    unfinished(tmp_path)
    path = sorted(tmp_path.glob(f"{name}*.npz"))[0]
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(InputError, match=f"{path.name} is damaged") as caught:
        StoredCheckpoints(tmp_path, "it").last()
    assert "\n" not in str(caught.value)


def test_who_was_given_up_and_wakes_spoils_nothing(tmp_path):
    whole = All()
    diary = packed_diary(live(hopfield_1982.build(3, ITEMS.senses), DAYS, checkpoints=whole))
    unfinished(tmp_path)
    sleeper, heir = (StoredCheckpoints(tmp_path, "it", every=0.0) for _ in range(2))
    assert sleeper.last().events == heir.last().events == 3
    for keeper, before, now in ((heir, 3, 4), (heir, 4, 6), (sleeper, 3, 5)):
        (_, old), (new, lived) = whole.kept[before - 1], whole.kept[now - 1]
        keeper.reached(now, lived[len(old) :], lambda new=new: new.state)
        kept = StoredCheckpoints(tmp_path, "it", every=3600.0)
        again = live(hopfield_1982.build(3, ITEMS.senses), DAYS, checkpoints=kept)
        assert packed_diary(again) == diary


def test_a_checkpoint_of_another_life_is_refused(tmp_path):
    unfinished(tmp_path)
    kept = StoredCheckpoints(tmp_path, "it")
    with pytest.raises(InputError, match="of another life"):
        live(hopfield_1982.build(3, ITEMS.senses), DAYS[:2], checkpoints=kept)
    larger = changed(Digits(), {"scale": 2}).draw(2, 300).senses
    with pytest.raises(InputError, match="not the state of hopfield_1982: couplings is no float"):
        live(hopfield_1982.build(3, larger), DAYS, checkpoints=kept)


def test_an_experiment_is_measured_alike_after_a_kill(tmp_path):
    from neurosim.experiments import run_life

    life = changed(Life(), {"items_count": 2, "night": 5})
    plan = life.lives(Digits(), 300)[0]

    def build(seed, senses):
        return hopfield_1982.build(seed, senses)

    whole = run_life(life, plan, "it", build, 300)
    with pytest.raises(Killed):
        run_life(life, plan, "it", build, 300, checkpoints=Doomed(tmp_path, 4))
    again = run_life(life, plan, "it", build, 300, checkpoints=StoredCheckpoints(tmp_path, "it"))
    assert again.readings == whole.readings
    assert packed_diary(again.diary) == packed_diary(whole.diary)
