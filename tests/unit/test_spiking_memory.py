"""Trials of working memory for spiking networks: what is shown when, what is read and right."""

from dataclasses import replace

import numpy as np
import pytest

from neurosim.errors import InputError
from neurosim.items import DelayedMatch, ListRecognition
from neurosim.items.sequences import NOTHING, Trials
from neurosim.parameters import changed
from neurosim.working_memory.keeping import kept
from neurosim.working_memory.persistent import JUMP, PersistentActivity
from neurosim.working_memory.pools import Populations
from neurosim.working_memory.silent import ActivitySilent
from neurosim.working_memory.table import drive_table
from neurosim.working_memory.tasks import LEAD, Cueing, Held, matches, place, recognised, trial_of
from neurosim.working_memory.trials import BIN, Course, Drive, MemoryTrial, Shown, inputs_of

DRIVE = Drive(excitatory=10.0, inhibitory=5.0, cue=4.0, asking=2.0)
TRIAL = MemoryTrial(0.4, (Shown(1, 0.1, 0.1, 0.5),), ((0.2, 1.0),), ((0.3, 0.1),))


def test_every_cell_belongs_to_one_population_of_its_copy():
    populations = Populations()
    excitatory, inhibitory = populations.of_excitatory(2), populations.of_inhibitory(2)
    assert populations.sizes.tolist() == [80, 80, 80, 80, 80, 400, 200]
    counts = np.bincount(np.concatenate([excitatory, inhibitory]))
    assert counts.tolist() == populations.sizes.tolist() * 2
    assert populations.of_copies(2).tolist() == [0] * 7 + [1] * 7


def test_items_must_fit_into_the_network():
    with pytest.raises(InputError, match="cells do not fit"):
        changed(Populations(), {"items": 11})


def test_weights_between_items_leave_spontaneous_activity_as_it_is():
    network = PersistentActivity()
    f = network.populations.coding_level
    assert f * network.w_plus + (1 - f) * network.w_minus == pytest.approx(1)
    silent = ActivitySilent()
    assert 0.1 * silent.J_p + 0.9 * silent.J_b == pytest.approx(silent.J_0)


def test_the_table_shows_a_trial_to_its_own_copy_and_nothing_to_others():
    table = drive_table([TRIAL], Populations(), DRIVE, copies=2)
    assert table.shape == (40, 2 * 7 + 2)
    first, second, dopamine = table[:, :7], table[:, 7:14], table[:, 14:]
    assert (second == [*[10.0] * 6, 5.0]).all()
    assert np.flatnonzero(first[:, 1] == 12.0).tolist() == [*range(10, 20), *range(30, 40)]
    assert np.flatnonzero(first[:, 0] == 12.0).tolist() == list(range(30, 40))
    assert (first[:, 6] == 5.0).all()
    assert np.flatnonzero(dopamine[:, 0]).tolist() == list(range(20, 40))
    assert not dopamine[:, 1].any()


def test_what_the_table_holds_is_what_adapters_are_told():
    cues, dopamine = inputs_of([TRIAL], items=5, bins=8)
    assert np.argwhere(cues).tolist() == [[0, 2, 1], [0, 3, 1]]
    assert cues.max() == 0.5
    assert dopamine.tolist() == [[0, 0, 0, 0, 1, 1, 1, 1]]


@pytest.mark.parametrize("item", [5, -1])
def test_items_that_there_are_not_cannot_be_shown(item):
    with pytest.raises(InputError, match="allowed: 0 to 4"):
        drive_table([MemoryTrial(0.4, (Shown(item, 0.1, 0.1),))], Populations(), DRIVE, copies=1)


@pytest.mark.parametrize(
    "trial",
    [
        MemoryTrial(0.4, (Shown(0, -0.1, 0.2),)),
        MemoryTrial(0.4, (Shown(0, 0.3, 0.2),)),
        MemoryTrial(0.4, (), ((0.5, 1.0),)),
        MemoryTrial(0.4, (), (), ((0.3, 0.2),)),
    ],
)
def test_nothing_happens_outside_of_a_trial(trial):
    with pytest.raises(InputError, match=r"in a trial of 0\.4 s"):
        drive_table([trial], Populations(), DRIVE, copies=1)


def test_steps_last_as_long_as_a_cue_or_a_tenth_of_a_second():
    trials = DelayedMatch(symbols=5, delay=9, distractors=1).draw(3, np.random.default_rng(0))
    placed, test = place(trials, 0.35)
    # A sample, 4 steps of waiting, a distractor, 4 steps of waiting.
    assert test == pytest.approx(LEAD + 0.35 + 0.4 + 0.35 + 0.4)
    starts = [start for _, start in placed[0]]
    assert starts == pytest.approx([LEAD, LEAD + 0.35 + 0.4])
    assert [symbol for symbol, _ in placed[1]] == trials.shown[[0, 5], 1].tolist()


def test_dopamine_comes_after_the_sample_and_distractors_have_their_strength():
    cueing = Cueing(distractor=0.5, dopamine=1.0)
    trial = trial_of([(3, 0.3), (1, 1.0)], 2.0, cueing, 0.25)
    assert [shown.strength for shown in trial.shown] == [1.0, 0.5]
    assert trial.dopamine == ((pytest.approx(0.65), 1.0),)
    assert trial.asked == ((2.0, 0.25),)
    assert trial.seconds == 2.25


def test_rates_are_averaged_over_bins():
    rates = np.zeros((1, 4, 3))
    rates[0, 2:, 0] = 20.0
    course = Course(rates, items=2)
    assert course.selective(2 * BIN, 4 * BIN).tolist() == [[20.0, 0.0]]
    assert course.between(0, 4 * BIN).tolist() == [[10.0, 0.0, 0.0]]


def found(rates):
    rates = np.array(rates, dtype=float)
    return Held(rates, 10.0, np.zeros_like(rates), np.zeros_like(rates))


def test_who_holds_nothing_guesses_and_who_holds_the_wrong_item_errs():
    held = found([[30, 12, 0], [12, 30, 0], [5, 9, 0], [30, 0, 0]])
    shown = np.array([[0, 0, 0, 0], [NOTHING] * 4, [0, 0, 0, 1]])
    trials = Trials(shown, np.array([False, False, True]), np.array([[1, 1, 1, 0]]))
    assert held.strongest.tolist() == [0, 1, NOTHING, 0]
    assert matches(held, trials) == pytest.approx((1 + 0 + 0.5 + 1) / 4)


def test_all_items_that_are_held_are_recognised():
    trials = ListRecognition(symbols=3, length=2).draw(200, np.random.default_rng(0))
    listed = trials.shown[:-1]
    rates = np.array([[30.0 if n in listed[:, t] else 0.0 for n in range(3)] for t in range(200)])
    assert recognised(found(rates), trials) == 1.0
    assert recognised(found(30 - rates), trials) == 0.0


@pytest.mark.parametrize(
    ("network", "tau", "jump"),
    [(PersistentActivity(), 0.1, JUMP), (ActivitySilent(), 1.5, 0.2)],
)
def test_what_is_kept_settles_where_spikes_and_decay_are_even_and_then_decays(network, tau, jump):
    rates = np.zeros((1, 400, 1))
    rates[:, :200] = 25.0
    course = kept(network, rates)[0, :, 0]
    assert course[199] == pytest.approx(jump * 25 / (1 / tau + jump * 25), rel=1e-3)
    assert course[219] == pytest.approx(course[199] * np.exp(-20 * BIN / tau), rel=1e-3)


def test_more_trials_than_copies_are_run_in_turn_and_the_same_seed_gives_the_same():
    from neurosim.working_memory.running import simulate

    trials = [MemoryTrial(0.15, (Shown(number % 5, 0.0, 0.15, 3.0),)) for number in range(6)]
    course, again = (simulate(PersistentActivity(), trials, seed=200) for _ in range(2))
    assert course.rates.shape == (6, 3, 7)
    assert np.array_equal(course.rates, again.rates)
    driven = course.between(0.1, 0.15)[:, :5]
    assert driven.argmax(axis=1).tolist() == [0, 1, 2, 3, 4, 0]
    # The first and the last trial show the same, in noise of their own.
    assert not np.array_equal(course.rates[0], course.rates[5])


def test_what_is_open_is_added_up_at_one_moment():
    """Without spikes all receptors decay alike, and so does what they add up to."""
    from neurosim.engine import Request, Trial
    from neurosim.engine.simulator import NumpySimulator
    from neurosim.working_memory.persistent_network import PersistentBuilder

    populations = changed(Populations(), {"excitatory": 20, "inhibitory": 4, "items": 2})
    network = changed(PersistentActivity(), {"nmda_gain": 0.0, "gaba_gain": 0.0})
    network = replace(network, populations=populations)
    random = np.random.default_rng(200)
    values = dict(PersistentBuilder.start_values(network, random))
    values |= {"pyramidal.V_th": 1.0, "interneurons.V_th": 1.0}
    opened = random.uniform(1, 2, len(values["populations.nmda"]))
    builder = PersistentBuilder(populations)
    simulator = NumpySimulator(builder)
    table = np.zeros((1, builder.units))
    request = Request((Trial(0.01, table, 1),), values | {"populations.ampa": opened})
    simulator.run(request, lambda seconds: None)
    group = simulator.assembly.groups["populations"]
    names = ("ampa", "g_ampa", "w_own", "w_rest", "in_ampa")
    own, each, own_weight, weight, added = (
        np.asarray(getattr(group, f"{name}_")[:]).reshape(5, -1) for name in names
    )
    others = own.sum(axis=1, keepdims=True) - own
    decayed = 1 - 0.1 / 2  # What is used in a step decays in it.
    assert added / each * decayed == pytest.approx(own_weight * own + weight * others)
