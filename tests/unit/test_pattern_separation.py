"""The experiment on pattern separation, lived by agents whose codes are known."""

from collections import Counter

import numpy as np
import pytest

from neurosim.experiments import rows_of, run_lives
from neurosim.experiments.pattern_separation import SAME, SHARED, PatternSeparation
from neurosim.items import Digits, RandomCodes
from neurosim.parameters import changed
from neurosim.protocol import Recording, Signal, Study
from neurosim.protocol.dummies import Oracle
from night_trains import spikes_of

CONDITIONS = ("naive", "learned")
EXPERIMENT = changed(PatternSeparation(), {"items_count": 3})
PLACES = (*SHARED, 1.0)


class Coder(Oracle):
    """EC copies the input; DG has a random code for every input; CA3 has one code for all."""

    offers = frozenset({Signal.ANSWER, Signal.SPIKES})

    def _study(self, event):
        record = super()._study(event)
        bits = self.senses.vector(event.item.code)
        own = np.random.default_rng(np.flatnonzero(bits))
        cells = {
            "EC_superficial": (np.flatnonzero(bits), bits.size),
            "DG": (own.choice(1000, 10, replace=False), 1000),
            "CA3": (np.arange(20), 600),
        }
        spikes = {
            name: spikes_of(np.repeat(active, 5), np.tile(np.linspace(0, 0.3, 5), len(active)), n)
            for name, (active, n) in cells.items()
        }
        return Recording(event, record.response, spikes)


class Completer(Coder):
    """Answers to everything with the code of what it learned that is most like it, in CA3."""

    def _study(self, event):
        known = list(self.memory)
        record = super()._study(event)
        seen = self.senses.vector(event.item.code)
        if event.learning or not known:
            return record
        nearest = max(known, key=lambda bits: np.count_nonzero(bits & seen))
        own = np.random.default_rng(np.flatnonzero(nearest)).choice(600, 20, replace=False)
        code = spikes_of(np.repeat(own, 5), np.tile(np.linspace(0, 0.3, 5), 20), 600)
        return Recording(event, record.response, {**record.spikes, "CA3": code})


def rows(kind=Coder, source=None, seed=1, condition="naive"):
    """Rows of a condition by measure and place."""
    plans = EXPERIMENT.lives(source or RandomCodes(), seed)
    return {
        (row.measure, row.at): row
        for outcome in run_lives(EXPERIMENT, plans, {"one": kind}, seed)
        if outcome.condition == condition
        for row in rows_of(outcome)
    }


def timetable(seed=1, condition="naive"):
    return EXPERIMENT.timetables(RandomCodes().draw(3, seed))[condition]


def test_every_item_is_shown_beside_a_partner_at_every_overlap_and_beside_itself():
    days = timetable()
    assert all(isinstance(event, Study) and not event.learning for event in days)
    assert set(Counter(event.label for event in days).values()) == {6}
    assert len(days) == 6 * len(PLACES)
    pairs = list(zip(days[::2], days[1::2], strict=True))
    assert all(first.label == second.label for first, second in pairs)
    assert all((a.item is b.item) == (a.label == SAME) for a, b in pairs)
    assert len({event.item.name for event in days}) == 3 * (1 + len(SHARED))


def test_in_the_other_condition_the_first_of_every_pair_was_learned_before():
    assert tuple(EXPERIMENT.timetables(RandomCodes().draw(3, 1))) == CONDITIONS
    naive, learned = (timetable(condition=each) for each in CONDITIONS)
    before, after = learned[:3], learned[3:]
    assert all(event.learning and not event.label for event in before)
    assert [event.item.name for event in before] == ["item 1", "item 2", "item 3"]
    assert {event.item.name for event in before} == {event.item.name for event in after[::2]}

    def shown(events):
        return [(e.label, e.learning, e.item.code["sight"].tolist()) for e in events]

    assert shown(after) == shown(naive)


def test_who_has_learned_completes_and_who_is_naive_does_not():
    naive, learned = (rows(Completer, condition=each) for each in CONDITIONS)
    for place in (0.5, 0.9):
        assert learned["common_CA3", place].value == 1
        assert naive["common_DG", place].value == learned["common_DG", place].value
    assert naive["common_EC_superficial", 0.5].value == pytest.approx(0.5)


def test_the_same_seed_shows_the_same_pairs():
    codes = [[event.item.code["sight"].tolist() for event in timetable(s)] for s in (1, 1, 2)]
    assert codes[0] == codes[1] != codes[2]


@pytest.mark.parametrize("place", PLACES)
def test_inputs_share_what_they_are_to_share(place):
    found = rows()
    assert found["inputs", place].value == pytest.approx(place)
    assert found["inputs", place].chance == pytest.approx(0.1)
    assert found["common_EC_superficial", place].value == pytest.approx(place)
    assert found["cosine_EC_superficial", place].value == pytest.approx(place)


@pytest.mark.parametrize("place", SHARED)
def test_a_region_that_separates_lies_at_chance_and_one_that_completes_at_the_ceiling(place):
    found = rows()
    assert found["common_DG", place].value <= 0.2
    assert found["common_DG", place].chance == pytest.approx(0.01)
    assert found["common_DG", place].ceiling == 1
    assert found["common_CA3", place].value == found["common_CA3", place].ceiling == 1


def test_the_last_place_is_the_ceiling():
    found = rows()
    for name in ("common_DG", "cosine_DG", "cosine_CA3", "common_EC_superficial"):
        assert found[name, 1.0].value == found[name, 0.2].ceiling


def test_regions_that_an_agent_does_not_have_are_left_out():
    assert {name for name, _ in rows()} == {
        "inputs",
        *(
            f"{kind}_{region}"
            for kind in ("cosine", "common")
            for region in ("EC_superficial", "DG", "CA3")
        ),
    }


def test_digits_can_be_shown_as_well():
    found = rows(source=Digits())
    assert found["inputs", 0.5].value == pytest.approx(0.5, abs=0.05)


def test_a_quick_look_is_smaller():
    assert EXPERIMENT.quick().items_count < 3


def test_charts_show_what_is_measured():
    names = {measure.name for measure in EXPERIMENT.measures()}
    assert {name for chart in EXPERIMENT.charts() for name, _ in chart.measures} <= names
    assert {chart.condition for chart in EXPERIMENT.charts()} == set(CONDITIONS)
