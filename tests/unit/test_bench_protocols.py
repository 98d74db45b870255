"""Protocols: the spikes that they consist of."""

import numpy as np
import pytest

from neurosim.bench import (
    Bench,
    Stimulation,
    groups,
    low_frequency,
    pair_trains,
    pairs,
    poisson,
    post_pre_post,
    pre_post_pre,
    quadruplets,
    tetanus,
    theta_burst,
    train,
)
from neurosim.bench.builder import SYNAPSES
from neurosim.errors import InputError
from neurosim.parameters import changed
from neurosim.plasticity import rule_named


def intervals(stimulation, count):
    """Times of the first group's spikes after its first, in ms, before and after the synapse."""
    first = min(stimulation.pre[0], stimulation.post[0])
    before, after = (
        (train[: train.size // count] - first) * 1e3
        for train in (stimulation.pre, stimulation.post)
    )
    return before.round(6).tolist(), after.round(6).tolist()


@pytest.mark.parametrize(
    ("stimulation", "before", "after"),
    [
        (pairs(0.01), [0], [10]),
        (pairs(-0.01), [10], [0]),
        (pre_post_pre(0.015, 0.005), [0, 20], [15]),
        (post_pre_post(0.005, 0.015), [5], [0, 20]),
        (quadruplets(0.02), [5, 20], [0, 25]),
        (quadruplets(-0.089), [0, 94], [5, 89]),
        (groups("pre alone", (0.0, 0.003), (), 60, 1.0), [0, 3], []),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_a_group_has_its_spikes_where_its_name_says(stimulation, before, after):
    if stimulation.post.size:
        assert intervals(stimulation, 60) == (before, after)
    assert stimulation.pre.size == 60 * len(before)
    assert stimulation.post.size == 60 * len(after)
    starts = stimulation.pre[:: len(before)]
    assert np.diff(starts) == pytest.approx(1.0)


def test_names_of_triplets_say_order_and_milliseconds():
    assert pre_post_pre(0.015, 0.005).name == "pre15_post5_pre"
    assert post_pre_post(0.005, 0.015).name == "post5_pre15_post"
    assert quadruplets(-0.089).name == "quadruplet_minus89"
    assert quadruplets(0.02).name == "quadruplet_plus20"


def test_trains_of_pairs_are_those_of_sjostrom():
    trains = pair_trains(-0.01, 20.0)
    assert trains.pre.size == trains.post.size == 75
    assert trains.pre - trains.post == pytest.approx(0.01)
    starts = trains.pre.reshape(15, 5)
    assert np.diff(starts, axis=1) == pytest.approx(0.05)
    assert np.diff(starts[:, 0]) == pytest.approx(10.0)


def test_classic_protocols_have_the_pulses_of_the_literature():
    assert tetanus() == pytest.approx(np.arange(100) / 100)
    several = tetanus(repeats=3, pause=600.0)
    assert several.size == 300
    assert several[100] == 600
    bursts = theta_burst()
    assert bursts.size == 40
    assert bursts[:5] == pytest.approx([0, 0.01, 0.02, 0.03, 0.2])
    slow = low_frequency()
    assert slow.size == 900
    assert slow[-1] == 899


def test_the_cell_fires_after_every_pulse_or_not_at_all():
    fires = train("fires", tetanus(), 0.005)
    assert fires.post - fires.pre == pytest.approx(0.005)
    assert train("silent", tetanus(), None).post.size == 0


@pytest.mark.parametrize("correlation", [0.0, 0.5])
def test_poisson_spikes_have_the_rates_and_the_correlation_they_should(correlation):
    random = np.random.default_rng(0)
    several = [poisson("p", 20, 30, 50.0, random, correlation, 0.005, 1e-3) for _ in range(20)]
    before = sum(each.pre.size for each in several) / 1000
    after = sum(each.post.size for each in several) / 1000
    # Four standard errors of 20,000 and 30,000 spikes.
    assert before == pytest.approx(20, abs=4 * np.sqrt(20 / 1000))
    assert after == pytest.approx(30, abs=4 * np.sqrt(30 / 1000))
    followed = np.mean(
        np.concatenate(
            [np.isin((each.pre + 0.005).round(4), each.post.round(4)) for each in several]
        )
    )
    # By chance, one in 33 is followed 5 ms later.
    assert followed == pytest.approx(correlation + (1 - correlation) * 0.03, abs=0.03)


def test_poisson_spikes_of_one_seed_are_the_same():
    one, two = (poisson("p", 20, 30, 5.0, np.random.default_rng(3)) for _ in range(2))
    assert np.array_equal(one.pre, two.pre)
    assert np.array_equal(one.post, two.post)


def test_a_rate_of_more_than_a_spike_a_step_is_refused():
    with pytest.raises(InputError, match="between 0 and 1000 Hz"):
        poisson("p", 2000, 30, 5.0, np.random.default_rng(3), step=1e-3)


def test_a_stimulation_can_be_made_to_end_later():
    pair = pairs(0.01, 1)
    later = pair.ending_at(5.0)
    assert later.seconds == 5
    assert later.seconds - later.pre[-1] == pytest.approx(pair.seconds - pair.pre[-1])
    assert later.post - later.pre == pytest.approx(pair.post - pair.pre)


def test_more_stimulations_than_fit_on_the_bench_come_home_in_their_order():
    lags = np.linspace(0.001, 0.05, SYNAPSES + 7).round(4)
    counts = 1 + np.arange(lags.size) % 3
    several = [pairs(lag, int(n)) for lag, n in zip(lags, counts, strict=True)]
    rule = rule_named("pair")
    outcome = Bench(rule).run(several)
    assert outcome.change == pytest.approx(counts * rule.window(lags), rel=1e-6)


def test_what_happens_between_spikes_goes_on_to_the_end_of_each_stimulation():
    rule = changed(rule_named("scaling"), {"beta": 1e-3})
    short, long = (Stimulation("silence", np.zeros(0), np.zeros(0), s) for s in (1.0, 2.0))
    together = Bench(rule).run([long, short]).change
    apart = [Bench(rule).run([each]).change[0] for each in (long, short)]
    assert together == pytest.approx(apart, rel=1e-9)


def test_noisy_copies_differ_and_one_seed_gives_the_same():
    bench = Bench(rule_named("calcium-dp"))
    strong = pairs(0.01, 60, 5.0)
    one, two, other = (bench.run([strong], seed=seed).values["synapse.rho"] for seed in (1, 1, 2))
    assert np.array_equal(one, two)
    assert not np.array_equal(one, other)
    assert np.unique(one).size > one.size / 2


def test_runs_of_neighbouring_seeds_share_no_noise():
    bench = Bench(rule_named("calcium-dp"))
    several = [pairs(0.01, 30, 5.0), pairs(0.01, 30, 5.0)]
    zero, one = (bench.run(several, seed=seed).values["synapse.rho"] for seed in (0, 1))
    assert not np.array_equal(zero[1], one[0])
