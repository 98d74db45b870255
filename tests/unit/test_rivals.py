"""Recall where items compete, and in single senses, from diaries made by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from neurosim.items import Episodes, partner, twin_name
from neurosim.measures.recall import Studied, identified, own_cosine
from neurosim.measures.rivals import in_sense, intrusions, sense_measures, which_twin
from neurosim.protocol import Diary, Recall, Recording, Study

ITEMS = Episodes().draw(3, 1)
FIRST, SECOND, THIRD = ITEMS.items
TWIN = partner(FIRST, twin_name(FIRST.name), "sound", 1.0, ITEMS.random("a test"))


def activity(code, **instead):
    """The response of one who answers with a code, but for what came instead."""
    return {sense: np.asarray(instead.get(sense, bits), float) for sense, bits in code.items()}


def diary(*answers, studied=(FIRST, TWIN, SECOND, THIRD), lesioned=""):
    """A life in which items were studied and the first was asked for by sound."""
    shown = [Recording(Study(item, 1), activity(item.code)) for item in studied]
    cue = FIRST.cue("sound")
    tests = [
        Recording(Recall(cue, 1, FIRST.name, "test"), answer, began=10.0, lesioned=lesioned)
        for answer in answers
    ]
    return Diary("nobody", (*shown, *tests))


def values(measures, life):
    return {each.name: each.value(life) for each in measures}


SECOND_SIGHT = SECOND.code["sight"].astype(float)
SILENCE = activity({sense: 0 * bits for sense, bits in FIRST.code.items()})
RIGHT, OTHER, STRANGE = (activity(item.code) for item in (FIRST, TWIN, SECOND))


def test_a_twin_is_called_after_the_item_and_the_twin_of_a_twin_is_the_item():
    assert twin_name("one") != "one"
    assert twin_name(twin_name("one")) == "one"


@pytest.mark.parametrize(
    ("answers", "share"),
    [([RIGHT], 0), ([OTHER], 1), ([STRANGE], 0), ([SILENCE], 0), ([RIGHT, OTHER], 0.5)],
    ids=["right", "the twin", "another", "silence", "half"],
)
def test_intrusions_are_answers_closest_to_the_twin(answers, share):
    measure = intrusions("recall", "test")
    assert measure.name == "recall_intrusions"
    assert measure.value(diary(*answers)) == share


def test_where_the_twin_was_never_studied_nothing_intrudes():
    assert intrusions("recall", "test").value(diary(OTHER, studied=(FIRST, SECOND))) == 0


def test_intrusions_are_guessed_as_often_as_any_item_and_perfect_memory_has_none():
    measure, life = intrusions("recall", "test"), diary(RIGHT)
    assert (measure.chance(life), measure.ceiling(life), measure.began(life)) == (0.25, 0, 10)


@pytest.mark.parametrize("lesioned", ["", "hippocampus"])
def test_measures_apply_to_their_own_tests_only(lesioned):
    life = diary(RIGHT, lesioned=lesioned)
    for loss in ("", "hippocampus"):
        made = (
            intrusions("a", "test", loss),
            *sense_measures("a", "sight", "test", loss),
            *which_twin("a", "sight", "test", loss),
        )
        assert {measure.applies(life) for measure in made} == {loss == lesioned}
    assert not intrusions("a", "another test", lesioned).applies(life)


def test_a_sense_is_judged_by_itself():
    mixed = activity(FIRST.code, sight=SECOND.code["sight"], feeling=0 * FIRST.code["feeling"])
    life = diary(mixed)
    (test,) = life.recalls("test")
    right = {
        s: in_sense(identified, s)(Studied.of(life), *test) for s in ("sight", "feeling", "context")
    }
    assert right == {"sight": 0, "feeling": 0, "context": 1}
    near = {
        s: in_sense(own_cosine, s)(Studied.of(life), *test) for s in ("sight", "feeling", "context")
    }
    shared = (FIRST.code["sight"] & SECOND.code["sight"]).sum() / 10
    assert near == pytest.approx({"sight": shared, "feeling": 0, "context": 1})


def test_measures_of_a_sense_have_its_name_chance_and_ceiling():
    accuracy, near = sense_measures("recall", "sight", "test")
    life = diary(RIGHT, SILENCE)
    assert (accuracy.name, near.name) == ("recall_sight", "recall_sight_cosine")
    assert (accuracy.value(life), accuracy.chance(life), accuracy.ceiling(life)) == (0.5, 0.25, 1)
    others = [
        (FIRST.code["sight"] & each.code["sight"]).sum() / 10 for each in (TWIN, SECOND, THIRD)
    ]
    assert (near.value(life), near.ceiling(life)) == pytest.approx((0.5, 1))
    assert near.chance(life) == pytest.approx(np.mean(others))


def test_the_ceiling_of_a_sense_is_that_of_the_items_asked_for():
    _, near = sense_measures("recall", "sight", "test")
    life = diary(RIGHT)
    other = life.recordings[2]
    hardly_seen = replace(other, response=activity(SECOND.code, sight=FIRST.code["sight"]))
    blurred = Diary("nobody", (*life.recordings[:2], hardly_seen, *life.recordings[3:]))
    assert near.ceiling(blurred) == near.ceiling(life) == pytest.approx(1)
    own = replace(life.recordings[0], response=hardly_seen.response | {"sight": SECOND_SIGHT})
    assert near.ceiling(Diary("nobody", (own, *life.recordings[1:]))) < 0.5


def test_a_sense_that_was_cued_cannot_be_judged():
    life = diary(RIGHT)
    (test,) = life.recalls("test")
    cued = Recall(FIRST.cue(*FIRST.code), 1, FIRST.name, "test")
    with pytest.raises(ValueError, match="uncued"):
        identified(Studied.of(life), cued, test[1])


@pytest.mark.parametrize(
    ("answer", "found"),
    [(RIGHT, (1, 0)), (OTHER, (0, 1)), (STRANGE, (0, 0)), (SILENCE, (0, 0))],
    ids=["right", "the twin", "another", "silence"],
)
def test_which_twin_is_recalled(answer, found):
    made = which_twin("recall", "sight", "test")
    assert tuple(values(made, diary(answer)).values()) == found
    assert [each.name for each in made] == ["recall_right", "recall_other"]


def test_which_twin_is_judged_in_the_sense_that_tells_them_apart():
    answer = activity(FIRST.code, sight=TWIN.code["sight"])
    assert list(values(which_twin("a", "sight", "test"), diary(answer)).values()) == [0, 1]


def test_perfect_memory_recalls_either_twin_where_the_cue_does_not_tell():
    life = diary(RIGHT)
    for decided, ceilings in ((True, [1, 0]), (False, [0.5, 0.5])):
        made = which_twin("recall", "sight", "test", decided=decided)
        assert [each.ceiling(life) for each in made] == ceilings
        assert [each.chance(life) for each in made] == [0.25, 0.25]
