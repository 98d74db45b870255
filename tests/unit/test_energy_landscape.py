"""The experiment on energies, lived by an agent whose valleys are known."""

from itertools import pairwise

import numpy as np
import pytest

from neurosim.experiments import rows_of, run_lives
from neurosim.experiments.energy_landscape import NAIVE, PATHWAY, SHARES, STUDIED, EnergyLandscape
from neurosim.items import RandomCodes
from neurosim.measures.fall_measures import correlated
from neurosim.measures.falls import TIMES
from neurosim.parameters import changed
from neurosim.protocol import Examine, Recall, Recording, Signal, Study, Synapses
from neurosim.protocol.dummies import Oracle
from night_trains import spikes_of

CELLS, ASSEMBLY = 120, 10
EXPERIMENT = changed(EnergyLandscape(), {"items_count": 4})


class Faller(Oracle):
    """Recalls from five units of a cue, takes a wrong start from four, is silent with three."""

    offers = frozenset({Signal.ANSWER, Signal.SPIKES, Signal.SYNAPSES})
    pathways = (PATHWAY,)

    def _cells(self, which):
        return np.arange(which * ASSEMBLY, (which + 1) * ASSEMBLY)

    def _study(self, event):
        record = super()._study(event)
        cells = np.repeat(self._cells(len(self.memory) - 1), 3)
        spikes = spikes_of(cells, np.tile([0.1, 0.12, 0.14], ASSEMBLY), CELLS)
        return Recording(event, record.response, {"CA3": spikes})

    def _recall(self, event):
        cue = self.senses.vector(event.cue)
        fits = [np.count_nonzero(known & cue) for known in self.memory]
        cells, units = self._cells(int(np.argmax(fits))), np.count_nonzero(cue)
        if units <= 3:
            cells, times = cells[:0], np.zeros(0)
        elif units == 4:
            cells, times = np.array([cells[0], CELLS - 2, CELLS - 1]), np.full(3, 0.05)
        else:
            times = 0.05 + 0.004 * (np.arange(ASSEMBLY) >= 2)
        record = super()._recall(event)
        return Recording(event, record.response, {"CA3": spikes_of(cells, times, CELLS)})

    def _synapses(self, pathway):
        weights = np.full((CELLS, CELLS), 0.001)
        for which in range(len(self.memory)):
            weights[np.ix_(self._cells(which), self._cells(which))] = 0.1
        source, target = (each.astype(np.int32) for each in np.nonzero(~np.eye(CELLS, dtype=bool)))
        return Synapses(source, target, weights[target, source], CELLS, CELLS)


class Stranger(Faller):
    """Recalls the item after the one that is asked for."""

    def _cells(self, which):
        return super()._cells((which + self.shift) % 4)

    shift = 0

    def _recall(self, event):
        self.shift = 1
        record = super()._recall(event)
        self.shift = 0
        return record


def rows(kind, experiment=EXPERIMENT):
    plans = experiment.lives(RandomCodes(), 200)
    (outcome,) = run_lives(experiment, plans, {"one": kind}, 200)
    return {(row.measure, row.at): row for row in rows_of(outcome)}


@pytest.fixture(scope="module")
def faller():
    return rows(Faller)


def value(rows, name, at=None):
    return rows[name, at].value


def timetable():
    return EXPERIMENT.timetables(RandomCodes().draw(4, 200))["intact"]


def test_synapses_are_examined_before_and_after_the_studies():
    days = timetable()
    kinds = [type(event) for event in days]
    assert kinds == [Examine, *[Study] * 4, Examine, *[Recall] * 16]
    assert [(e.label, e.pathways) for e in days if isinstance(e, Examine)] == [
        (NAIVE, (PATHWAY,)),
        (STUDIED, (PATHWAY,)),
    ]


def test_every_other_item_is_studied_for_less_time():
    seconds = [event.seconds for event in timetable() if isinstance(event, Study)]
    assert seconds == [0.2, 0.4, 0.2, 0.4]


def test_larger_cues_hold_the_smaller_ones():
    cues = {}
    for event in timetable():
        if isinstance(event, Recall):
            cues.setdefault(event.target, []).append(event.cue["sound"])
    for each in cues.values():
        assert [np.count_nonzero(cue) for cue in each] == [round(20 * share) for share in SHARES]
        for small, large in pairwise(each):
            assert not np.any(small & ~large)


def test_tests_end_as_they_do(faller):
    ends = {name: value(faller, f"share_{name}") for name in ("recalled", "unfinished", "silent")}
    assert ends == {"recalled": 0.5, "unfinished": 0.25, "silent": 0.25}
    assert value(faller, "share_another") == 0
    assert ("energy_another", 1.0) not in faller


def test_the_energy_falls_along_recalls_and_along_no_other_test(faller):
    course = [value(faller, "energy_recalled", ms) for ms in TIMES]
    assert all(later <= earlier for earlier, later in pairwise(course))
    assert course[-1] == pytest.approx(-0.5 * ASSEMBLY + 0.05 * ASSEMBLY)
    assert value(faller, "fell_recalled") == 1
    assert value(faller, "fell_unfinished") == 0
    assert value(faller, "energy_unfinished", TIMES[0]) > 0


@pytest.mark.parametrize("weights", ["permuted", "naive"])
def test_on_other_weights_the_same_recalls_climb(faller, weights):
    assert value(faller, f"fall_{weights}") > 1
    assert value(faller, f"fell_{weights}") == 0


def test_the_network_goes_with_the_brain_and_controls_do_not(faller):
    assert value(faller, "correlation_active_own") > 0.9
    for weights in ("permuted", "naive"):
        assert abs(value(faller, f"correlation_active_{weights}")) < 0.3
    assert value(faller, "correlation_active_first_cells") > 0.9
    assert value(faller, "partial_active") == pytest.approx(0, abs=0.01)
    assert value(faller, "held") > 0.95


def test_recall_by_the_share_of_the_cue(faller):
    for name in ("brain", "network"):
        assert [value(faller, f"overlap_{name}", share) > 0.9 for share in SHARES] == [0, 0, 1, 1]
    assert value(faller, "overlap_permuted", 0.3) < 0.3
    assert value(faller, "alike_network", 0.3) > 0.9
    assert ("alike_network", 0.15) not in faller


def test_what_ends_in_another_item_is_no_recall_though_its_energy_falls():
    found = rows(Stranger)
    assert value(found, "share_another") == 0.5
    assert value(found, "share_recalled") == 0
    assert value(found, "fell_another") == 1
    assert value(found, "overlap_brain", 0.3) < 0
    assert value(found, "alike_network", 0.3) > 0.9


class Sparse(Faller):
    """Has too few cells for any item."""

    def _cells(self, which):
        return super()._cells(which)[:1].repeat(ASSEMBLY)


class Blank(Faller):
    """Has no spikes in CA3."""

    def _study(self, event):
        return Recording(event, super()._study(event).response)


@pytest.mark.parametrize("kind", [Sparse, Blank])
def test_where_no_item_has_a_pattern_nothing_is_measured(kind):
    assert rows(kind) == {}


def test_a_side_that_never_changes_tells_nothing():
    assert correlated([1, 2, 3], [0.5, 0.5, 0.5]) == 0
    assert correlated([1, 2, 3], [2, 4, 6]) == pytest.approx(1)


def test_a_quick_look_has_fewer_items():
    assert EnergyLandscape().quick().items_count == 4
