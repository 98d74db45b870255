"""Lesions of shares of a memory: cells or synapses, one inside the other, for good."""

import copy
import math
from dataclasses import replace

import numpy as np
import pytest

from neurosim.artificial import HopfieldNetwork, MlpWeights, initial_lstm, initial_mlp
from neurosim.artificial.damage import (
    couplings_left,
    lstm_without_cells,
    masked,
    mlp_without_units,
    spared,
    units_left,
    whole,
    without_synapses,
)
from neurosim.errors import InputError
from neurosim.experiments import Damage, readings, run_lives
from neurosim.experiments.damage import SHARES, SITES
from neurosim.items import RandomCodes
from neurosim.measures.damage import IN_PROPORTION
from neurosim.protocol import MEMORY, Lesion, Loss, Recall, Rest, Senses, Study, live, lived_seconds
from neurosim.protocol.checker import check_agent
from neurosim.protocol.dummies import Oracle
from neurosim.protocol.promises import BrokenPromiseError
from neurosim.protocol.recording import Work

CODES = RandomCodes()
SENSES = CODES.senses
ITEMS = CODES.draw(3, 1).items


class Sieve(Oracle):
    """An oracle that forgets as large a share of its items as is lost of it, the oldest first."""

    regions = (MEMORY, "hippocampus", "neocortex")

    def _lesion(self, region, fraction):
        damaged = copy.deepcopy(self)
        damaged.memory = damaged.memory[math.ceil(fraction * len(self.memory) - 1e-9) :]
        return damaged

    def _cut(self, region, fraction):
        return self._lesion(region, fraction)


def asked(agent):
    record = agent.recall(ITEMS[0].cue("sound"), 0.4)
    return float(record.response["sight"].sum())


# The protocol


def test_cells_are_lost_unless_synapses_are_meant():
    told = []

    class Told(Sieve):
        def _lesion(self, region, fraction):
            told.append((region, fraction, "cells"))
            return super()._lesion(region, fraction)

        def _cut(self, region, fraction):
            told.append((region, fraction, "synapses"))
            return copy.deepcopy(self)

    lesions = [Lesion(MEMORY, (Rest(1),), 0.5), Lesion(MEMORY, (Rest(1),), 0.25, Loss.SYNAPSES)]
    live(Told(1, SENSES), lesions)
    assert told == [(MEMORY, 0.5, "cells"), (MEMORY, 0.25, "synapses")]


def test_a_lesion_in_a_lesion_damages_a_copy_of_the_copy():
    test = Recall(ITEMS[2].cue("sound"), 1, ITEMS[2].name, "asked")
    inner = Lesion("neocortex", (test, Rest(2)), 1.0)
    life = [*(Study(item, 1) for item in ITEMS), Lesion("hippocampus", (test, inner, test), 0.3)]
    agent = Sieve(1, SENSES)
    told = []
    diary = live(agent, [*life, test], told.append)
    lost = [record.lesioned for record in diary.recordings[3:]]
    both = "hippocampus, neocortex"
    assert lost == ["hippocampus", both, both, "hippocampus", ""]
    heard = [float(record.response["sight"].sum()) for _, record in diary.recalls("asked", both)]
    assert heard == [0]
    assert len(agent.memory) == 3
    assert [record.began for record in diary.recordings[3:]] == [3] * 5
    assert told[-1] == lived_seconds([*life, test]) == 3 + 1 + 3 + 1 + 1
    assert told == sorted(told)


def test_an_agent_without_synapses_refuses_to_lose_them():
    class CellsOnly(Sieve):
        _cut = Oracle._cut

    with pytest.raises(InputError, match="no synapses in memory to lose"):
        CellsOnly(1, SENSES).lesion(MEMORY, 0.5, Loss.SYNAPSES)


class LosesNothing(Sieve):
    def _cut(self, region, fraction):
        return copy.deepcopy(self)


class LosesSomethingElse(Sieve):
    def _lesion(self, region, fraction):
        damaged = super()._lesion(region, fraction)
        damaged.memory = [np.random.default_rng().random(400) < 0.1]
        return damaged


class CountsBackwards(Oracle):
    def _study(self, event):
        return replace(super()._study(event), work=Work(spikes=-1.0))


class CountsForNobody(Oracle):
    def _study(self, event):
        return replace(super()._study(event), work=Work(macs=1.0))


@pytest.mark.parametrize(
    ("broken", "promise"),
    [
        (LosesNothing, "lost synapses"),
        (LosesSomethingElse, "the same is lost"),
        (CountsBackwards, "finite and not negative"),
        (CountsForNobody, "tells of no work"),
    ],
)
def test_the_checker_catches_it(broken, promise):
    with pytest.raises(BrokenPromiseError, match=promise):
        check_agent(broken, list(ITEMS), SENSES)


# Artificial networks


def test_larger_losses_include_smaller_ones():
    small, large = (spared(50, share, np.random.default_rng(1)) for share in (0.2, 0.6))
    assert (~small).sum() == 10
    assert (~large).sum() == 30
    assert not (large & ~small).any()


def test_a_hidden_unit_that_is_lost_neither_hears_nor_is_heard():
    network = initial_mlp(30, 10, 0.1, np.random.default_rng(1))
    kept = mlp_without_units(whole(network.weights), 0.4, np.random.default_rng(2))
    left = kept.input_to_hidden.any(axis=1)
    assert left.sum() == 6
    assert np.array_equal(kept.hidden_to_output, np.tile(left, (30, 1)))
    assert kept.hidden_bias.all()
    assert kept.output_bias.all()
    inputs = np.random.default_rng(3).random((4, 30))
    smaller = MlpWeights(
        network.weights.input_to_hidden[left],
        network.weights.hidden_bias[left],
        network.weights.hidden_to_output[:, left],
        network.weights.output_bias,
    )
    network.weights, whole_one = masked(network.weights, kept), type(network)(smaller)
    assert np.allclose(network.answer(inputs), whole_one.answer(inputs))


def test_a_memory_cell_that_is_lost_is_not_heard():
    network = initial_lstm(6, 5, 0.1, np.random.default_rng(1))
    kept = lstm_without_cells(whole(network.weights), 0.4, np.random.default_rng(2))
    network.weights = masked(network.weights, kept)
    left = kept.cells_to_output.any(axis=0)
    assert left.sum() == 3
    moment = network.silence(1)
    frames = np.random.default_rng(3).random((4, 1, 6))
    for frame in frames:
        moment = network.after(frame, moment)
    disturbed = moment._replace(activity=np.where(left, moment.activity, 9.0))
    assert np.array_equal(network.output(moment), network.output(disturbed))
    after, other = network.after(frames[0], moment), network.after(frames[0], disturbed)
    assert np.array_equal(after.activity, other.activity)


@pytest.mark.parametrize("share", [0.25, 1.0])
def test_a_share_of_all_weights_is_lost_and_no_bias(share):
    network = initial_lstm(20, 10, 0.1, np.random.default_rng(1))
    kept = without_synapses(whole(network.weights), share, np.random.default_rng(2))
    for each in kept:
        lost = 1 - each.mean()
        assert lost == (share if each.ndim > 1 else 0)


def test_couplings_are_lost_with_their_twins_and_units_with_their_couplings():
    everything = np.ones((40, 40))
    left = couplings_left(everything, 0.3, np.random.default_rng(1))
    assert np.array_equal(left, left.T)
    pairs = left[np.triu_indices(40, 1)]
    assert (pairs == 0).sum() == round(0.3 * pairs.size)
    units = units_left(everything, 0.25, np.random.default_rng(1))
    lost = ~units.any(axis=1)
    assert lost.sum() == 10
    assert np.array_equal(units, np.outer(~lost, ~lost))


def test_a_hopfield_unit_that_is_lost_falls_silent():
    network = HopfieldNetwork(40, 0.1, 0.2)
    pattern = np.arange(40) < 4
    network.store(pattern)
    kept = np.ones((40, 40))
    kept[0, :] = kept[:, 0] = 0
    network.couplings *= kept
    settled = network.settle(pattern, np.random.default_rng(1))
    assert np.array_equal(settled, pattern & (np.arange(40) > 0))


# The experiment


def lived(kind):
    plans = Damage().lives(CODES, 3)
    return {o.part: o for o in run_lives(Damage(), plans, {kind.__name__: kind}, 3)}


def curve(outcome, measure):
    return {each.at: each.value for each in outcome.readings if each.measure == measure}


def test_what_forgets_in_proportion_is_halved_where_that_is_said():
    found = lived(Sieve)[""]
    for site in SITES:
        for loss in Loss:
            name = f"{site.time}_{site.region}_{loss.value}"
            recalled = curve(found, name)
            assert list(recalled) == [0.0, *SHARES]
            if not site.before:
                assert recalled[0.0] == 1
                assert recalled[0.4] == pytest.approx(0.6)
            assert recalled[1.0] == 0
    half = curve(found, "evening_memory_cells_half")[None]
    assert half == pytest.approx((1 - 0.2) / 2)
    assert IN_PROPORTION - half == pytest.approx(0.1)  # guessing is worth a fifth


def test_who_has_no_hippocampus_has_no_curve_of_it():
    class NoRegions(Sieve):
        regions = (MEMORY,)

    found = lived(NoRegions)[""]
    assert curve(found, "evening_memory_cells")
    assert not curve(found, "evening_hippocampus_cells")
    assert not curve(found, "morning_neocortex_cells_half")


def test_who_learned_nothing_loses_nothing():
    found = lived(Sieve)["naive"]
    assert curve(found, "naive") == {None: 0.0}
    assert curve(found, "naive_damaged") == {None: 0.0}


def test_half_is_not_taken_where_there_is_nothing_to_lose():
    class Blank(Sieve):
        def _recall(self, event):
            answer = self.senses.vector(event.cue).astype(float)
            return replace(super()._recall(event), response=self.senses.split(answer))

    (plan, _) = Damage().lives(CODES, 3)
    diary = live(Blank(3, Senses(SENSES.sizes)), plan.timetable)
    names = {each.measure for each in readings(Damage(), diary)}
    assert "evening_memory_cells" in names
    assert "evening_memory_cells_half" not in names
