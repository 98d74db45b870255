"""Replay in spike trains whose content is known, and the numbers that are made of it."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import hypergeom

from neurosim.measures import replay_numbers as numbers
from neurosim.measures.bursts import BURSTS, background, population_bursts, smoothed_rate
from neurosim.measures.codes import assemblies
from neurosim.measures.coincidence import log_probabilities, log_tail
from neurosim.measures.replay import DECODING, ReplayEvent, Replays, nights, replays
from neurosim.measures.replay_chance import TIMES, independent, scattered, shuffled
from neurosim.parameters import listed
from neurosim.protocol import Diary, Rest
from night_trains import (
    CELLS,
    NIGHT,
    burst,
    disjoint,
    life,
    night,
    noise,
    spikes_of,
    starts,
    studied,
    together,
)

NO_NOISE = (np.zeros(0, int), np.zeros(0))


def replaying(random, codes, order, rate=0.3, length=0.05):
    """A night in which assemblies are replayed in an order, and when each began."""
    times = starts(random, len(order))
    bursts = [burst(random, codes[who], t, length) for who, t in zip(order, times, strict=True)]
    return night(together([noise(random, rate=rate), *bursts])), times


def decoded(found):
    return Counter(event.item for event in found.events)


# Chance


@pytest.mark.parametrize(("population", "drawn"), [(600, 12), (50, 40), (10, 10), (5, 0)])
def test_the_chance_of_cells_in_common_is_that_of_drawing_without_replacement(population, drawn):
    marked = np.arange(population + 1)
    expected = hypergeom.pmf(np.arange(drawn + 1), population, marked[:, None], drawn)
    assert np.exp(log_probabilities(population, marked, drawn)) == pytest.approx(
        expected, rel=1e-6, abs=1e-12
    )
    for common in range(drawn + 1):
        tail = hypergeom.sf(common - 1, population, marked, drawn)
        found = log_tail(np.full(len(marked), common), population, marked, drawn)
        assert np.exp(found) == pytest.approx(tail, rel=1e-6, abs=1e-9)


def test_the_chance_of_large_assemblies_does_not_underflow():
    found = log_tail([300, 299], 6000, [300, 300], 300)
    assert np.all(np.isfinite(found))
    assert found[0] < found[1] < -1000


# Bursts


def test_the_rate_of_independent_spikes_is_their_rate():
    random = np.random.default_rng(0)
    rate = smoothed_rate(np.sort(random.uniform(0, 100, 20000)), 100, 0.01)
    assert len(rate) == 100_000
    assert rate.mean() == pytest.approx(200, rel=0.01)


def test_the_background_is_that_of_the_noise_however_much_there_is_on_top():
    random = np.random.default_rng(1)
    codes = disjoint(random, [40] * 10)
    quiet = noise(random)
    alone = background(smoothed_rate(quiet[1], NIGHT, 0.01), 0.01)
    assert alone.mode == pytest.approx(180, rel=0.1)
    assert alone.sd == pytest.approx(smoothed_rate(quiet[1], NIGHT, 0.01).std(), rel=0.1)
    for count in (20, 150):
        bursts = [burst(random, codes[0], t) for t in starts(random, count)]
        times = together([quiet, *bursts]).seconds
        found = background(smoothed_rate(times, NIGHT, 0.01), 0.01)
        assert found.mode == pytest.approx(alone.mode, rel=0.15)
        assert found.sd == pytest.approx(alone.sd, rel=0.2)


def test_nothing_fires_together_in_silence_and_few_cells_are_no_population():
    assert population_bursts(spikes_of([], []), 10) == []
    four = spikes_of(np.repeat([1, 2, 3, 4], 10), np.tile(np.linspace(5, 5.02, 10), 4))
    assert population_bursts(four, 10) == []
    assert len(population_bursts(four, 10, replace(BURSTS, least_cells=4))) == 1


def test_in_a_silent_background_a_burst_lasts_as_long_as_its_spikes():
    random = np.random.default_rng(2)
    found = population_bursts(spikes_of(*burst(random, np.arange(20), 5.0, 0.05)), 10)
    assert len(found) == 1
    assert found[0].start == pytest.approx(4.98, abs=0.02)
    assert found[0].stop == pytest.approx(5.07, abs=0.02)
    assert found[0].spikes.sum() == pytest.approx(3 * 0.9 * 20, abs=10)


def test_bursts_at_the_edges_of_a_recording_are_found():
    random = np.random.default_rng(3)
    ends = [burst(random, np.arange(20), t, 0.04) for t in (0.0, 9.96)]
    found = population_bursts(together(ends), 10)
    assert [round(each.start, 1) for each in found] == [0.0, 9.9]
    assert found[-1].stop <= 10


@pytest.mark.parametrize(("apart", "expected"), [(0.02, 1), (0.08, 2)])
def test_a_deep_trough_parts_bursts(apart, expected):
    random = np.random.default_rng(4)
    steady = (random.integers(CELLS, size=4000), np.sort(random.uniform(0, 10, 4000)))
    two = [burst(random, np.arange(40), 5.0 + t, 0.01, 1.0) for t in (0.0, apart)]
    found = [b for b in population_bursts(together([steady, *two]), 10) if b.spikes[:40].sum() > 60]
    assert len(found) == expected


@pytest.mark.parametrize("seed", range(5))
def test_independent_cells_seldom_burst(seed):
    random = np.random.default_rng(seed)
    found = population_bursts(together([noise(random)]), NIGHT)
    assert len(found) / NIGHT < 1
    bar = replace(BURSTS, threshold=5)
    assert len(population_bursts(together([noise(random)]), NIGHT, bar)) / NIGHT < 0.05


# Codes


def test_an_item_is_stood_for_by_the_cells_that_fired_while_it_was_studied():
    random = np.random.default_rng(5)
    codes = disjoint(random, [7, 40])
    found = assemblies(life(codes), "CA3")
    assert {name: set(np.flatnonzero(core)) for name, core in found.items()} == {
        "item 0": set(codes[0]),
        "item 1": set(codes[1]),
    }


def test_cells_of_most_items_stand_for_none():
    everywhere = np.arange(5)
    codes = [np.r_[everywhere, 10 * (k + 1) + np.arange(8)] for k in range(4)]
    found = assemblies(life(codes), "CA3")
    assert all(not core[everywhere].any() and core.sum() == 8 for core in found.values())
    assert assemblies(life(codes[:1]), "CA3")["item 0"].sum() == 13
    assert assemblies(life(codes), "CA1") == {}


def test_spikes_are_averaged_over_the_times_an_item_was_studied():
    once, never = studied(np.arange(10), 0), studied(np.arange(0), 0)
    assert assemblies(Diary("by hand", (once, never)), "CA3")["item 0"].sum() == 0
    assert assemblies(Diary("by hand", (once, once, never)), "CA3")["item 0"].sum() == 10


# Decoding


@pytest.mark.parametrize("cells", [7, 12, 20, 40])
@pytest.mark.parametrize("seed", range(3))
def test_replays_are_found_whatever_the_size_of_the_assemblies(cells, seed):
    random = np.random.default_rng([seed, cells])
    codes = disjoint(random, [cells] * 10)
    order = random.permutation(np.repeat(np.arange(10), 9))
    record, times = replaying(random, codes, order)
    found = replays(life(codes, record), "CA3")
    right = [
        any(e.start - 0.03 < t < e.stop and e.item == f"item {who}" for e in found.events)
        for t, who in zip(times, order, strict=True)
    ]
    assert np.mean(right) >= 0.97
    replayed = [event for event in found.events if event.items]
    assert len(replayed) == pytest.approx(90, abs=3)
    assert numbers.mixed(found) <= 0.02
    assert numbers.completeness(found) == pytest.approx(0.9, abs=0.03)


@pytest.mark.parametrize("cells", [7, 12, 20, 40])
def test_smoothing_makes_replays_longer_but_not_much(cells):
    random = np.random.default_rng([20, cells])
    codes = disjoint(random, [cells] * 10)
    for length in (0.03, 0.05, 0.1):
        record, _ = replaying(random, codes, np.tile(np.arange(10), 9), length=length)
        events = replays(life(codes, record), "CA3").events
        lasted = np.mean([event.seconds for event in events if event.item])
        assert 0 < lasted - length < 0.06


@pytest.mark.parametrize("seed", range(3))
def test_small_assemblies_are_found_beside_large_ones(seed):
    random = np.random.default_rng([seed, 99])
    codes = disjoint(random, [7, 40, 12, 40, 20, 40, 7, 40])
    order = random.permutation(np.repeat(np.arange(8), 12))
    record, _ = replaying(random, codes, order)
    found = numbers.counts(replays(life(codes, record), "CA3"))
    assert all(abs(count - 12) <= 1 for count in found.values())


def test_a_few_cells_of_an_item_are_not_a_replay_of_it():
    random = np.random.default_rng(6)
    codes = disjoint(random, [40, 40])
    strangers = np.setdiff1d(np.arange(CELLS), np.concatenate(codes))[:30]
    bursts = [burst(random, np.r_[strangers, codes[0][:3]], 5, taking_part=1.0)]
    found = replays(life(codes, night(together(bursts), 10)), "CA3")
    assert [event.items for event in found.events] == [()]
    assert found.events[0].share == 0


@pytest.mark.parametrize("size", [7, 40])
def test_two_items_at_once_are_a_mixture(size):
    random = np.random.default_rng(7)
    codes = disjoint(random, [size] * 4)
    both = [burst(random, codes[k], 5, taking_part=1.0) for k in (1, 3)]
    found = replays(life(codes, night(together(both), 10)), "CA3")
    assert [set(event.items) for event in found.events] == [{"item 1", "item 3"}]
    assert found.events[0].item is None
    assert numbers.mixed(found) == 1


def test_cells_that_items_share_do_not_make_a_mixture():
    codes = [np.arange(20), np.arange(12, 32), np.arange(100, 120)]
    random = np.random.default_rng(8)
    alone = burst(random, codes[0], 5, taking_part=1.0)
    found = replays(life(codes, night(together([alone]), 10)), "CA3")
    assert [event.items for event in found.events] == [("item 0",)]


def test_a_second_item_that_hardly_fires_is_no_rival():
    random = np.random.default_rng(9)
    codes = disjoint(random, [20] * 3)
    strong = burst(random, codes[0], 5, taking_part=1.0, spikes=6)
    weak = burst(random, codes[1][:8], 5, taking_part=1.0, spikes=2)
    found = replays(life(codes, night(together([strong, weak]), 10)), "CA3")
    assert [event.items for event in found.events] == [("item 0",)]


@pytest.mark.parametrize(("apart", "expected"), [(0.11, 1), (0.3, 2)])
def test_an_item_that_goes_on_after_a_short_gap_is_replayed_once(apart, expected):
    random = np.random.default_rng(10)
    codes = disjoint(random, [20] * 3)
    again = [burst(random, codes[0], 5 + t, 0.03) for t in (0, apart)]
    found = replays(life(codes, night(together(again), 10)), "CA3")
    assert [event.item for event in found.events] == ["item 0"] * expected
    assert sum(event.spikes.sum() for event in found.events) == sum(len(c) for c, _ in again)


def test_another_item_between_keeps_replays_apart():
    random = np.random.default_rng(11)
    codes = disjoint(random, [20] * 3)
    order = [burst(random, codes[k], 5 + 0.08 * n, 0.02) for n, k in enumerate((0, 1, 0))]
    found = replays(life(codes, night(together(order), 10)), "CA3")
    assert [event.item for event in found.events] == ["item 0", "item 1", "item 0"]


def test_nothing_is_decoded_where_nothing_was_studied():
    random = np.random.default_rng(12)
    record, _ = replaying(random, disjoint(random, [20] * 3), [0, 1, 2] * 10)
    found = replays(Diary("by hand", (record,)), "CA3")
    assert len(found.events) >= 30
    assert numbers.undecodable(found) == 1
    assert numbers.replay_rate(found) == 0
    assert numbers.counts(found) == {}


@pytest.mark.parametrize("cells", [7, 40])
def test_bursts_of_shuffled_cells_are_decoded_no_more_often_than_said(cells):
    random = np.random.default_rng([13, cells])
    codes = disjoint(random, [cells] * 10)
    record, _ = replaying(random, codes, np.tile(np.arange(10), 9))
    found = replays(life(codes, record), "CA3")
    again = shuffled(found, random)
    assert len(again.nights) == TIMES
    assert again.seconds == TIMES * NIGHT
    limit = DECODING.significance
    assert 1 - numbers.undecodable(again) < limit + 4 * np.sqrt(limit / len(again.events))
    assert [e.spikes.sum() for e in again.nights[0]] == [e.spikes.sum() for e in found.events]


def test_spikes_with_times_of_their_own_replay_nothing():
    random = np.random.default_rng(18)
    codes = disjoint(random, [20] * 10)
    record, _ = replaying(random, codes, np.tile(np.arange(10), 9))
    found = replays(life(codes, record), "CA3")
    moved = independent(found, [record], "CA3", random)
    assert moved.seconds == NIGHT
    assert numbers.rate(moved) < 1 < numbers.rate(found)
    assert numbers.replay_rate(moved) < 0.1 < numbers.replay_rate(found)
    silent = [replace(record, spikes={"CA3": spikes_of([], [])})]
    assert numbers.rate(independent(found, silent, "CA3", random)) == 0


def test_scattered_spikes_are_as_many_of_every_cell():
    random = np.random.default_rng(19)
    spikes = together([noise(random, seconds=10)])
    moved = scattered(spikes, 10, random)
    assert np.all(np.diff(moved.seconds) >= 0)
    assert 0 <= moved.seconds.min() <= moved.seconds.max() < 10
    assert moved.counts(0, 10).tolist() == spikes.counts(0, 10).tolist()
    assert moved.seconds != pytest.approx(spikes.seconds)


def test_bursts_of_strangers_are_undecodable():
    random = np.random.default_rng(14)
    codes = disjoint(random, [12] * 10)
    strangers = [random.choice(CELLS, 15, replace=False) for _ in range(100)]
    bursts = [burst(random, s, t) for s, t in zip(strangers, starts(random, 100), strict=True)]
    found = replays(life(codes, night(together([noise(random), *bursts]))), "CA3")
    assert len(found.events) >= 97
    assert numbers.undecodable(found) >= 0.96


# Which nights


def test_only_nights_of_the_intact_agent_count():
    random = np.random.default_rng(15)
    record, _ = replaying(random, disjoint(random, [20]), [0] * 5)
    lesioned = replace(record, lesioned="hippocampus")
    awake = replace(record, event=Rest(NIGHT))
    diary = Diary("by hand", (record, lesioned, awake))
    assert nights(diary, "CA3") == [record]
    assert nights(diary, "CA3", Rest) == [awake]
    assert nights(diary, "CA1") == []


def test_nights_are_counted_together_but_not_joined():
    random = np.random.default_rng(16)
    codes = disjoint(random, [20] * 3)
    late, early = (night(together([burst(random, codes[0], t)]), 10) for t in (9.9, 0.0))
    found = replays(life(codes, late, early), "CA3")
    assert [len(events) for events in found.nights] == [1, 1]
    assert found.seconds == 20
    assert numbers.replay_rate(found) == pytest.approx(0.1)


# Numbers


def event(start, *items, seconds=0.1, active=60, share=1.0):
    return ReplayEvent(start, start + seconds, items, share, (np.arange(CELLS) < active) * 2.0)


def made(*events, items=4):
    codes = {f"item {n}": np.zeros(CELLS, bool) for n in range(items)}
    return Replays((events,), 10.0, CELLS, codes)


def test_numbers_of_events_made_by_hand():
    found = made(
        event(0, "item 0", share=0.5),
        event(1, "item 0", seconds=0.2),
        event(2, "item 1"),
        event(3, "item 2", "item 3", active=120),
        event(5),
    )
    assert numbers.rate(found) == 0.5
    assert numbers.replay_rate(found) == pytest.approx(0.3)
    assert numbers.duration(found) == pytest.approx(0.12)
    assert numbers.duration_sd(found) == pytest.approx(0.04)
    assert numbers.undecodable(found) == 0.2
    assert numbers.mixed(found) == 0.2
    assert numbers.participation(found) == pytest.approx((4 * 60 + 120) / 5 / CELLS)
    assert numbers.completeness(found) == pytest.approx(2.5 / 3)
    assert numbers.counts(found) == {"item 0": 2, "item 1": 1, "item 2": 0, "item 3": 0}
    assert numbers.least_share(found) == 0
    assert numbers.spread(found) == pytest.approx(
        -(2 / 3 * np.log(2 / 3) + 1 / 3 * np.log(1 / 3)) / np.log(4)
    )
    assert numbers.interval_cv(found) == pytest.approx(np.std([1, 1, 1, 2]) / 1.25)


def test_even_replay_is_even():
    found = made(*(event(n, f"item {n % 4}") for n in range(8)))
    assert numbers.least_share(found) == 1
    assert numbers.spread(found) == pytest.approx(1)
    assert numbers.interval_cv(found) == pytest.approx(0)
    assert 0 < numbers.even_share(found) < 0.5
    assert 0.6 < numbers.even_spread(found) < 1


def test_only_one_item_is_no_spread():
    found = made(*(event(n, "item 2") for n in range(8)))
    assert (numbers.least_share(found), numbers.spread(found)) == (0, 0)


def test_equal_chance_evens_out():
    few = made(*(event(n, "item 1") for n in range(8)))
    many = made(*(event(n, "item 1") for n in range(4000)))
    assert numbers.even_share(few) < numbers.even_share(many)
    assert numbers.even_share(many) > 0.9
    assert numbers.even_spread(many) == pytest.approx(1, abs=1e-3)


def test_exponential_intervals_have_a_variation_of_one():
    random = np.random.default_rng(17)
    times = np.cumsum(random.exponential(0.5, 4000))
    found = made(*(event(t) for t in times))
    assert numbers.interval_cv(found) == pytest.approx(1, abs=0.05)


def test_every_number_of_the_detector_has_a_range_and_a_reason():
    for name, parameter in (*listed(BURSTS), *listed(DECODING)):
        assert parameter.low <= parameter <= parameter.high, name
        assert parameter.note
