"""From counts to joules: prices against the budgets they come from, and what items cost."""

from dataclasses import replace

import numpy as np
import pytest

from neurosim.artificial import initial_lstm, initial_mlp
from neurosim.artificial.work import (
    hopfield_step,
    lstm_frame,
    lstm_output,
    lstm_step,
    mlp_answer,
    mlp_step,
)
from neurosim.errors import InputError
from neurosim.experiments import Energy, readings
from neurosim.experiments.energy import HIGHEST, LOWEST, USUAL
from neurosim.items import RandomCodes
from neurosim.protocol import Diary, Recording, Rest, Signal, Spikes, Work, live
from neurosim.protocol.dummies import Oracle
from neurosim.store.diaries import packed_diary
from read_back import diary_from

CODES = RandomCodes()
STUDY, TEST, NIGHT = Work(macs=100.0), Work(macs=10.0), Work(macs=1000.0)
BOUTONS = 8000
STORED, KEPT, EVENING, MORNING, ALONE = (float(n) for n in range(5))
"""Places of what is paid for."""


class Counter(Oracle):
    """An oracle that says what it did."""

    offers = frozenset({Signal.ANSWER, Signal.ENERGY})

    def _study(self, event):
        return replace(super()._study(event), work=STUDY)

    def _recall(self, event):
        return replace(super()._recall(event), work=TEST)

    def _sleep(self, event):
        return replace(super()._sleep(event), work=NIGHT)

    def _rest(self, event):
        return Recording(event, work=Work(macs=2.0 * event.seconds))


class Spender(Counter):
    """One that pays in spikes."""

    def _study(self, event):
        return replace(super()._study(event), work=Work(10.0, 1000.0, 500.0, 4.0))


def found(kind, experiment=None):
    experiment = experiment or Energy()
    (plan,) = experiment.lives(CODES, 1)
    diary = live(kind(1, CODES.senses), plan.timetable)
    return {(each.measure, each.at): each for each in readings(experiment, diary)}


def test_work_adds_up():
    assert Work(1, 2, 3, 4, 5) + Work(10, 20, 30, 40, 50) == Work(11, 22, 33, 44, 55)
    assert Work(1, 2, 3).synaptic_events == 5
    assert Work() + Work() == Work()


def test_the_usual_prices_are_those_of_the_budget_they_come_from():
    """Attwell & Laughlin (2001): 3.29e9 ATP a second for a neuron of 8000 boutons at 4 Hz."""
    second = Work(spikes=4, excitations=4 * BOUTONS, cell_seconds=1)
    atp = USUAL.joules(second) / USUAL.atp
    assert atp == pytest.approx(3.29e9, rel=0.01)
    assert USUAL.spikes(second) / USUAL.joules(second) == pytest.approx(0.47, abs=0.01)
    assert USUAL.synapses(second) / USUAL.joules(second) == pytest.approx(0.40, abs=0.01)
    assert USUAL.resting(second) / USUAL.joules(second) == pytest.approx(0.13, abs=0.01)


def test_the_lowest_prices_share_as_the_later_budget_does():
    """Howarth et al. (2012): spikes 21 %, synapses 59 %, rest 20 %; to within 1 %."""
    second = Work(spikes=4, excitations=4 * BOUTONS, cell_seconds=1)
    shares = [part(second) / LOWEST.joules(second) for part in (LOWEST.spikes, LOWEST.synapses)]
    assert shares == pytest.approx([0.21, 0.59], abs=0.01)


def test_a_human_spike_costs_what_is_said_of_it():
    """Lennie (2003): 2.4e9 ATP, at 50 kJ/mol 2.0e-10 J."""
    assert HIGHEST.joules(Work(spikes=1)) == pytest.approx(2.0e-10, rel=0.01)


def test_prices_rise():
    for work in (Work(spikes=1), Work(macs=1)):
        costs = [prices.joules(work) for prices in (LOWEST, USUAL, HIGHEST)]
        assert costs == sorted(costs)
        assert len(set(costs)) == 3


class Scale:
    """An array that counts the multiplications of matrices that it is in."""

    def __init__(self):
        self.macs = 0

    def product(self, a, b):
        self.macs += a.shape[0] * a.shape[1] * b.shape[1]
        return a @ b


def test_an_mlp_step_takes_the_products_of_its_chain_rule():
    weights = initial_mlp(8, 3, 0.1, np.random.default_rng(1)).weights
    scale, w = Scale(), weights
    inputs = np.ones((2, 8))
    hidden = scale.product(inputs, w.input_to_hidden.T)
    output = scale.product(hidden, w.hidden_to_output.T)
    assert scale.macs == mlp_answer(weights, 2)
    back = scale.product(output, w.hidden_to_output)
    scale.product(back.T, inputs)
    scale.product(output.T, hidden)
    assert mlp_step(weights, 2) == scale.macs + sum(each.size for each in weights)


def test_an_lstm_step_takes_the_products_of_its_chain_rule():
    weights = initial_lstm(8, 3, 0.1, np.random.default_rng(1)).weights
    scale, w = Scale(), weights
    inputs, cells = np.ones((2, 8)), np.ones((2, 3))
    drive = scale.product(inputs, w.input_to_cells.T) + scale.product(cells, w.cells_to_cells.T)
    assert scale.macs == lstm_frame(weights, 2)
    before = scale.macs
    output = scale.product(cells, w.cells_to_output.T)
    assert scale.macs - before == lstm_output(weights, 2)
    scale.product(output.T, cells)
    scale.product(output, w.cells_to_output)
    scale.product(drive.T, inputs)
    scale.product(drive.T, cells)
    scale.product(drive, w.cells_to_cells)
    assert lstm_step(weights, 7, 2) == 7 * scale.macs + sum(each.size for each in weights)


def test_a_hopfield_network_looks_at_every_pair():
    assert hopfield_step(20) == 400


def test_an_item_costs_its_share_of_what_events_took():
    readings_of = found(Counter)
    assert readings_of["operations", STORED].value == 100
    assert readings_of["operations", KEPT].value == 1000 / 5
    assert readings_of["operations", EVENING].value == 10
    usual = readings_of["microjoules_usual", STORED].value
    assert usual == pytest.approx(1e6 * 100 * 4.6e-12)
    assert readings_of["microjoules_lowest", STORED].value < usual
    assert readings_of["microjoules_highest", STORED].value > usual
    assert ("operations", ALONE) not in readings_of


def test_doing_nothing_for_as_long_stands_beside_it():
    readings_of = found(Counter)
    assert readings_of["operations", STORED].chance == pytest.approx(2.0 * 0.4)
    assert readings_of["operations", KEPT].chance == pytest.approx(2.0 * 60 / 5)


def test_where_nothing_is_recalled_a_recall_has_no_price():
    class Silent(Counter):
        def _answer(self, cue):
            return cue

    readings_of = found(Silent)
    assert ("operations", EVENING) not in readings_of
    assert ("operations", STORED) in readings_of


def test_shares_are_told_of_those_who_spike():
    spent = found(Spender)
    parts = [spent[f"stored_share_{part}", None].value for part in ("spikes", "synapses", "rest")]
    assert sum(parts) == pytest.approx(1)
    assert min(parts) > 0
    assert ("stored_share_spikes", None) not in found(Counter)


class Recorded(Counter):
    """One whose senses and CA3 are recorded: 30 and 4 spikes of 10 that are counted."""

    def _study(self, event):
        counts = {"senses": 30, "CA3": 4}
        spikes = {n: Spikes(np.zeros(c, np.int32), np.zeros(c), 5) for n, c in counts.items()}
        return replace(super()._study(event), work=Work(10.0, 1.0, 1.0, 1.0), spikes=spikes)


def test_spikes_that_are_counted_and_not_recorded_are_those_of_interneurons():
    told = found(Recorded)
    assert told["stored_spikes_CA3", None].value == 4.0
    assert told["stored_spikes_interneurons", None].value == 6.0
    assert ("stored_spikes_DG", None) not in told


def test_work_comes_back_from_a_file():
    diary = Diary("counter", (Recording(Rest(1.0), work=Work(1.5, 2, 3, 4, 5)),))
    again = diary_from(packed_diary(diary), "diary.npz")
    assert again.recordings[0].work == Work(1.5, 2, 3, 4, 5)


def test_work_that_nobody_can_have_done_is_damage():
    diary = Diary("counter", (Recording(Rest(1.0), work=Work(spikes=-1.0)),))
    with pytest.raises(InputError, match="damaged: work is counted"):
        diary_from(packed_diary(diary), "diary.npz")
