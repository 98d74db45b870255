"""Exposures to criterion, and what nights and new items leave: lived by agents we know."""

from __future__ import annotations

from collections import Counter
from typing import final

import numpy as np
import pytest

from lived import curve, lived
from neurosim.errors import InputError
from neurosim.experiments import FewShot, ForgettingCurves
from neurosim.experiments.run import readings
from neurosim.items import RandomCodes
from neurosim.measures.criterion import criterion_measures
from neurosim.parameters import changed
from neurosim.protocol import Recall, Recording, Replay, Sleep, Study, live
from neurosim.protocol.dummies import Amnesiac, Oracle, Parrot


@final
class Slow(Oracle):
    """It knows an item once it has seen it so many times."""

    needed = 3

    def __init__(self, seed, senses):
        super().__init__(seed, senses)
        self.seen = Counter()

    def _study(self, event):
        self.seen[event.item.name] += event.learning
        return super()._study(event)

    def _recall(self, event):
        if self.seen[event.target] >= self.needed:
            return super()._recall(event)
        return Recording(event, self.senses.split(np.zeros(self.senses.total)))


def timetables(experiment, seed=1):
    return {plan.condition: plan.timetable for plan in experiment.lives(RandomCodes(), seed)}


# Exposures to criterion


def test_rounds_show_every_item_once_and_tests_come_after_some_of_them():
    days = timetables(FewShot())["learning"]
    counted, tested = Counter(), []
    for event in days:
        if isinstance(event, Study):
            assert event.seconds == pytest.approx(0.1)
            counted[event.item.name] += 1
        elif event.label not in tested:
            assert set(counted.values()) == {int(event.label.removeprefix("after "))}
            tested.append(event.label)
    assert tested == [f"after {count}" for count in (1, 2, 4, 8, 16)]
    assert len([event for event in days if isinstance(event, Recall)]) == 5 * 5


def test_rounds_are_in_random_order_and_the_same_in_both_conditions():
    days = timetables(FewShot())
    shown = {
        name: [event.item.name for event in events if isinstance(event, Study)]
        for name, events in days.items()
    }
    assert shown["learning"] == shown["plasticity-off"]
    rounds = {tuple(shown["learning"][first : first + 5]) for first in range(0, 80, 5)}
    assert len(rounds) > 8
    off = [event for event in days["plasticity-off"] if isinstance(event, Study)]
    assert not any(event.learning for event in off)


def test_who_needs_three_exposures_reaches_the_criterion_at_four():
    found = lived(FewShot(), Slow, source=RandomCodes())
    assert curve(found, "learning", "recall") == [0, 0, 1, 1, 1]
    row = found["learning", "criterion_exposures", None]
    assert (row.value, row.ceiling, row.chance) == (4, 1, 16)
    assert found["learning", "criterion_reached", None].value == 1


def test_who_never_reaches_the_criterion_has_no_number():
    for kind, condition in ((Parrot, "learning"), (Slow, "plasticity-off")):
        found = lived(FewShot(), kind, source=RandomCodes())
        assert found[condition, "criterion_reached", None].value == 0
        assert (condition, "criterion_exposures", None) not in found


def test_the_oracle_knows_after_one():
    assert (
        lived(FewShot(), Oracle, source=RandomCodes())[
            "learning", "criterion_exposures", None
        ].value
        == 1
    )


def test_the_criterion_is_a_share_of_the_items():
    items = RandomCodes().draw(4, 1)

    def asked(label, several):
        return [Recall(item.cue("sound"), 1, item.name, label) for item in several]

    first, rest = items.items[:3], items.items[3:]
    days = [*(Study(item, 1) for item in first), *asked("one", items.items)]
    days += [*(Study(item, 1) for item in rest), *asked("two", items.items)]
    diary = live(Oracle(1, items.senses), days)
    labels = {1.0: "one", 2.0: "two"}

    def needed(share):
        (_, exposures) = criterion_measures("c", labels, share)
        return exposures.value(diary)

    assert (needed(0.75), needed(0.76), needed(1.0)) == (1, 2, 2)
    reached, exposures = criterion_measures("c", {3.0: "never taken"}, 0.5)
    assert not reached.applies(diary)
    assert not exposures.applies(diary)


def test_fewer_exposures_are_fewer_tests():
    experiment = changed(FewShot(), {"exposures": 7})
    assert experiment.points == (1, 2, 4)
    assert curve(lived(experiment, Slow, source=RandomCodes()), "learning", "recall") == [0, 0, 1]
    with pytest.raises(InputError, match="exposures"):
        changed(FewShot(), {"exposures": 0})


# Nights and new items


def test_nights_come_first_and_then_new_items_and_only_replay_differs():
    days = timetables(ForgettingCurves())
    for name, replay in (("sleep", Replay.NATURAL), ("replay-blocked", Replay.BLOCKED)):
        nights = [n for n, event in enumerate(days[name]) if isinstance(event, Sleep)]
        assert len(nights) == 2
        assert {days[name][n].replay for n in nights} == {replay}
        before = [e.item.name for e in days[name][: nights[0]] if isinstance(e, Study)]
        after = [e.item.name for e in days[name][nights[-1] :] if isinstance(e, Study)]
        assert before == [f"item {n}" for n in range(1, 6)]
        assert after == [f"item {n}" for n in range(6, 46)]
    rest = [[e for e in events if not isinstance(e, Sleep)] for events in days.values()]
    assert rest[0] == rest[1]


def test_the_first_list_and_the_latest_items_are_asked_for():
    days = timetables(ForgettingCurves())["sleep"]
    asked = {}
    studied = []
    for event in days:
        if isinstance(event, Study):
            studied.append(event.item.name)
        elif isinstance(event, Recall):
            asked.setdefault(event.label, []).append(event.target)
            if event.label.startswith("latest"):
                assert event.target in studied[-5:]
    for count in (5, 10, 20, 40):
        assert asked[f"first, {count} new"] == studied[:5]
        assert asked[f"latest, {count} new"] == studied[count : count + 5]
    assert [asked[f"night {n}"] for n in range(3)] == [studied[:5]] * 3


def test_who_forgets_in_sleep_does_so_in_the_first_night_and_learns_anew():
    found = lived(ForgettingCurves(), Amnesiac, source=RandomCodes())
    assert curve(found, "sleep", "retained_nights") == [1, 0, 0]
    assert curve(found, "sleep", "retained_items") == [0] * 5
    assert curve(found, "sleep", "latest_items") == [1] * 4
    chances = [found["sleep", "retained_items", at].chance for at in (0.0, 5.0, 40.0)]
    assert chances == [1 / 5, 1 / 10, 1 / 45]


def test_who_keeps_everything_loses_nothing():
    found = lived(ForgettingCurves(), Oracle, source=RandomCodes())
    for measure, places in (("retained_nights", 3), ("retained_items", 5), ("latest_items", 4)):
        assert curve(found, "replay-blocked", measure) == [1] * places


def test_no_nights_to_come_are_measured_twice():
    experiment = changed(ForgettingCurves(), {"nights": 1, "new_items": 12})
    assert experiment.points == (5, 10)
    (plan, _) = experiment.lives(RandomCodes(), 1)
    diary = live(Oracle(1, plan.items.senses), plan.timetable)
    found = Counter((r.measure, r.at) for r in readings(experiment, diary))
    assert set(found.values()) == {1}
    assert {at for measure, at in found if measure == "retained_items"} == {0.0, 5.0, 10.0}
