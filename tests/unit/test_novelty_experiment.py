"""Old and new items are met without a word: what happens, what is measured, what is scored."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from neurosim.experiments.novelty import (
    CONDITIONS,
    SHARES,
    Novelty,
    after,
    known_label,
    met_label,
)
from neurosim.experiments.run import rows_of, run_lives
from neurosim.items import Digits, RandomCodes, twin_name
from neurosim.parameters import changed
from neurosim.protocol import Drug, Recall, Study, Substance
from neurosim.protocol.dummies import Oracle, Parrot
from spiking_dummy import Pulse

EXPERIMENT = Novelty()
SOURCE = RandomCodes()
ITEMS = SOURCE.draw(5, 1)
GATED, HIGH, LOW = CONDITIONS
AGAIN = "again"

each_condition = pytest.mark.parametrize("condition", CONDITIONS)
each_share = pytest.mark.parametrize("share", SHARES)


def part(share):
    return f"shared-{100 * share:g}-percent"


def planned(experiment=EXPERIMENT, seed=1, source=SOURCE):
    """Return the timetable of every life, by condition and part."""
    plans = experiment.lives(source, seed)
    assert len({(plan.condition, plan.part) for plan in plans}) == len(plans)
    return {(plan.condition, plan.part): plan.timetable for plan in plans}


LIVES = planned()
PARTS = (*map(part, SHARES), AGAIN)

each_part = pytest.mark.parametrize("which", PARTS)


def studies(events, label=None):
    return [e for e in events if isinstance(e, Study) and label in (None, e.label)]


def recalls(events):
    return [event for event in events if isinstance(event, Recall)]


def names(events):
    return [event.item.name if isinstance(event, Study) else event.target for event in events]


LIST = [item.name for item in ITEMS.items]
TWINS = list(map(twin_name, LIST))


def lived(kind, experiment=EXPERIMENT, source=SOURCE):
    """Return rows by condition, measure and place."""
    plans = experiment.lives(source, 1)
    return {
        (row.condition, row.measure, row.at): row
        for outcome in run_lives(experiment, plans, {"one": kind}, 1)
        for row in rows_of(outcome)
    }


def values(found, condition, measure):
    return {at: row.value for (c, m, at), row in found.items() if (c, m) == (condition, measure)}


# The timetables


def test_there_is_a_life_for_each_share_and_one_of_many_rounds_in_every_condition():
    assert set(LIVES) == {(condition, which) for condition in CONDITIONS for which in PARTS}


@each_condition
@each_part
def test_first_studies_are_gated_everywhere(condition, which):
    first = LIVES[condition, which][:5]
    assert names(first) == LIST
    assert [type(event) for event in first] == [Study] * 5
    assert {(event.gated, event.drug, event.label) for event in first} == {(True, None, "")}


@each_part
def test_what_is_met_later_is_gated_only_where_novelty_decides(which):
    later = {condition: studies(LIVES[condition, which])[5:] for condition in CONDITIONS}
    assert {(event.gated, event.drug) for event in later[GATED]} == {(True, None)}
    assert {(event.gated, event.drug) for event in later[HIGH]} == {(False, None)}
    assert {(event.gated, event.drug) for event in later[LOW]} == {
        (False, Drug(Substance.SCOPOLAMINE))
    }
    assert names(later[GATED]) == names(later[HIGH]) == names(later[LOW])


@each_condition
@each_part
def test_no_test_is_taken_under_a_drug_and_all_studies_may_teach(condition, which):
    events = LIVES[condition, which]
    assert {event.drug for event in recalls(events)} == {None}
    assert all(event.learning for event in studies(events))
    assert {event.seconds for event in studies(events)} == {float(EXPERIMENT.exposure)}


@each_condition
@each_share
def test_counterparts_share_with_old_items_what_they_should(condition, share):
    events = LIVES[condition, part(share)]
    found = {event.item.name: event.item for event in studies(events)}
    assert sorted(found) == sorted(LIST + TWINS)
    for item in ITEMS.items:
        for sense, bits in item.code.items():
            twin = found[twin_name(item.name)].code[sense]
            assert twin.sum() == bits.sum()
            assert (bits & twin).sum() == round(share * bits.sum())


@each_share
def test_counterparts_are_the_same_in_all_conditions(share):
    def shown(condition):
        events = studies(LIVES[condition, part(share)])
        return [(e.item.name, *(bits.tobytes() for bits in e.item.code.values())) for e in events]

    assert shown(GATED) == shown(HIGH) == shown(LOW)


@each_share
def test_old_items_and_counterparts_come_once_more_each_in_mixed_order(share):
    mixed = studies(LIVES[GATED, part(share)])[5:]
    assert sorted(names(mixed)) == sorted(LIST + TWINS)
    for event in mixed:
        old = event.item.name in LIST
        assert event.label == (known_label(share) if old else met_label(share))
    kinds = [event.item.name in LIST for event in mixed]
    assert sum(one != other for one, other in pairwise(kinds)) > 1


def test_the_order_is_another_for_another_seed():
    one, other = (planned(seed=seed)[GATED, part(0.0)] for seed in (1, 2))
    assert names(studies(one)) != names(studies(other))


@each_condition
@each_share
def test_all_that_was_met_is_asked_for_by_its_own_sound(condition, share):
    events = LIVES[condition, part(share)]
    items = {event.item.name: event.item for event in studies(events)}
    tests = recalls(events)
    assert names(tests) == LIST + TWINS
    assert [test.label for test in tests] == [known_label(share)] * 5 + [met_label(share)] * 5
    assert tests == list(events[-10:])
    for test in tests:
        assert list(test.cue) == ["sound"]
        assert np.array_equal(test.cue["sound"], items[test.target].code["sound"])


@each_condition
def test_a_list_comes_again_and_is_asked_for_after_each_round(condition):
    events = LIVES[condition, AGAIN]
    assert names(events) == LIST * 12
    assert [event.label for event in events[::5]] == [
        "", after(0), *(label for n in range(1, 6) for label in (AGAIN, after(n)))
    ]  # fmt: skip
    assert [type(event) for event in events[::5]] == [Study, Recall] * 6


# The measures


class Teller(Pulse):
    """A fake brain that finds new in gated studies what it has not met, and learns only that."""

    def _study(self, event):
        seen = self.senses.vector(event.item.code)
        most = max((np.count_nonzero(seen & known) for known in self.memory), default=0)
        mismatch = 1 - most / seen.sum()
        learning = event.drug is None and (mismatch > 0 or not event.gated)
        record = super()._study(replace(event, learning=learning))
        if not learning:
            self.assemblies.pop()
        if not event.gated:
            return replace(record, event=event)
        rows = np.array([mismatch, 0.0]), np.array([0.73, 1.0 if learning else 0.73])
        levels = dict(zip(("novelty", "acetylcholine"), rows, strict=True))
        return replace(record, event=event, levels=levels)


TOLD = lived(Teller)


def test_levels_are_those_of_what_is_met_and_only_where_it_is_gated():
    novelty = {share: pytest.approx(1 - share, abs=0.03) for share in SHARES[1:]}
    found = values(TOLD, GATED, "novelty")
    assert {share: found[share] for share in SHARES[1:]} == novelty
    assert found[0.0] > 0.75
    assert found[1.0] == 0
    level = values(TOLD, GATED, "acetylcholine")
    assert {level[share] for share in SHARES} == {1.0}
    assert level[1.0] == 0.73
    for condition in (HIGH, LOW):
        assert not values(TOLD, condition, "novelty")
        assert not values(TOLD, condition, "acetylcholine")


def test_chance_of_novelty_is_the_first_item_and_the_best_what_is_not_shared():
    for share in (*SHARES, 1.0):
        row = TOLD[GATED, "novelty", share]
        assert (row.chance, row.ceiling) == (1.0, 1 - share)


def test_who_is_under_the_drug_recalls_only_what_was_studied_first():
    for share in (0.0, 0.5):
        assert TOLD[LOW, "recall_known", share].value == 1
        assert TOLD[LOW, "recall_met", share].value == 0
        assert TOLD[GATED, "recall_met", share].value == 1


def test_recall_is_measured_at_every_share_and_after_every_round():
    found = lived(Oracle)
    for condition in CONDITIONS:
        for measure in ("recall_met", "recall_known"):
            assert values(found, condition, measure) == dict.fromkeys(SHARES, 1.0)
        assert values(found, condition, "recall_again") == dict.fromkeys(range(6), 1.0)
    assert {m for _, m, _ in found if not m.startswith("recall")} == set()


def test_cells_that_join_are_counted_after_every_round():
    for condition in CONDITIONS:
        grown = values(TOLD, condition, "new_cells")
        assert set(grown) == set(range(1, 6))
        assert max(grown.values()) < 0.2
    chance = TOLD[GATED, "new_cells", 5].chance
    assert chance > 0.5


def test_the_parrot_is_silent():
    assert {row.value for (_, m, _), row in lived(Parrot).items() if m.endswith("_silent")} == {1}


def test_other_items_can_be_met_as_well():
    assert lived(Oracle, EXPERIMENT.quick(), Digits())[GATED, "recall_met", 0.0].value == 1


@pytest.mark.parametrize("shares", [1, 3, 5])
def test_of_fewer_shares_the_most_alike_are_left_out(shares):
    experiment = changed(EXPERIMENT, {"shares": shares})
    assert experiment.shared == SHARES[:shares]
    found = {which for _, which in planned(experiment)}
    assert found == {*map(part, SHARES[:shares]), AGAIN}


def test_the_quick_version_is_smaller():
    quick = EXPERIMENT.quick()
    assert isinstance(quick, Novelty)
    assert (quick.items_count, quick.rounds, quick.shares) < (5, 5, 5)
    assert quick.rounds < EXPERIMENT.rounds
    assert len(planned(quick)) < len(LIVES)
    found = lived(Oracle, quick)
    assert values(found, GATED, "recall_again") == dict.fromkeys(range(int(quick.rounds) + 1), 1.0)
