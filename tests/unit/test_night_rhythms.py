"""Nights with rhythms that are known: what is measured of ripples, up states and spindles."""

import numpy as np
import pytest

from neurosim.experiments import Ripples
from neurosim.items import RandomCodes
from neurosim.measures.night_rhythms import joined
from neurosim.measures.ripple_measures import ripple_measures
from neurosim.measures.slow_measures import slow_measures
from neurosim.protocol import Diary, Recording, Sleep, Spikes

NIGHT = 40.0
CYCLE, UP = 1.25, 0.5
RHYTHM = 170.0


def train(times, size, random):
    times = np.sort(times[(times >= 0) & (times < NIGHT)])
    return Spikes(random.integers(size, size=len(times)).astype(np.int32), times, size)


def clicks(random, middles, rhythm, each, spread=0.02):
    """Spikes around middles, in a rhythm or, at 0 Hz, in none."""
    fine = np.arange(-0.06, 0.06, 0.0005)
    chance = np.exp(-0.5 * (fine / spread) ** 2) * (1 + 0.9 * np.cos(2 * np.pi * rhythm * fine))
    drawn = random.choice(fine, (len(middles), each), p=chance / chance.sum())
    return (middles[:, None] + drawn + random.uniform(0, 0.0005, drawn.shape)).ravel()


def slept(rhythm=RHYTHM, nested=True, cortex=True, seed=1):
    """Return a night with a burst in every up state, or at random."""
    random = np.random.default_rng(seed)
    begins = 0.5 + CYCLE * np.arange(31)
    middles = begins + random.uniform(0.1, 0.4, 31)
    if not nested:
        middles = np.sort(random.uniform(0.5, NIGHT - 0.5, 31))
    spikes = {
        "CA3": train(clicks(random, middles, 0.0, 60), 600, random),
        "CA1": train(clicks(random, middles, rhythm, 150), 800, random),
    }
    if cortex:
        up = begins[:, None] + random.uniform(0, UP, (31, 600))
        spindles = begins[::10, None] + 0.25 + clicks(random, np.zeros(4), 0, 1, 0.001)[:, None]
        cycle = np.arange(-4, 5) / 13.0
        relayed = (spindles[:, :, None] + cycle + random.normal(0, 0.005, (4, 30, 9))).ravel()
        spikes["layer_5"] = train(up.ravel(), 200, random)
        spikes["thalamus"] = train(relayed, 60, random)
    return Recording(Sleep(NIGHT), spikes=spikes)


def measured(*nights, measures=None):
    diary = Diary("by hand", nights)
    found = measures or (*ripple_measures((100.0, 172.0, 260.0)), *slow_measures())
    return {
        (m.name, m.at): (m.value(diary), m.chance(diary), m.ceiling(diary))
        for m in found
        if m.applies(diary)
    }


@pytest.fixture(scope="module")
def paced():
    return measured(slept())


def test_ripples_are_found_where_they_are(paced):
    assert paced["peak_frequency", None][0] == pytest.approx(RHYTHM, abs=8)
    power, chance, _ = paced["peak_power", None]
    assert power > 2 * chance
    assert paced["peak_p", None][0] == pytest.approx(0.005)
    assert paced["power", 172.0][0] > 2 > paced["power", 100.0][0]
    assert paced["power", 260.0][1] == 1


def test_they_are_counted_and_timed(paced):
    assert paced["burst_rate", None][0] == pytest.approx(31 / NIGHT)
    assert paced["ripple_rate", None][0] == pytest.approx(31 / NIGHT, abs=0.15)
    assert 30 < paced["ripple_duration", None][0] < 120
    assert paced["longest_ripples", None][0] >= paced["ripple_duration", None][0]
    share, chance, ceiling = paced["bursts_with_ripple", None]
    assert share > 0.9 and chance < 0.2 and ceiling == 1


def test_a_burst_in_each_cycle_of_a_clock_is_not_exponential(paced):
    assert paced["interval_cv", None][0] < 0.3
    assert paced["interval_p", None][0] < 0.01


def test_up_states_and_what_is_nested_in_them(paced):
    assert paced["up_rate", None][0] == pytest.approx(31 / NIGHT, abs=0.05)
    assert paced["up_share", None][0] == pytest.approx(UP / CYCLE, abs=0.1)
    assert paced["cycle_cv", None][0] < 0.1
    share, chance, ceiling = paced["ripples_in_up_states", None]
    assert share > 0.9 and ceiling == 1
    assert chance == pytest.approx(paced["up_share", None][0])
    assert paced["locking", None][0] > 0.6
    assert paced["locking_p", None][0] < 0.001


def test_spindles_have_a_length_and_a_frequency(paced):
    assert paced["spindle_rate", None][0] == pytest.approx(60 * 4 / NIGHT, abs=2)
    assert paced["spindle_duration", None][0] > 400
    assert paced["spindle_frequency", None][0] == pytest.approx(13, abs=1)
    assert paced["spindles_in_up_states", None][0] == 1


def test_bursts_in_no_rhythm_and_at_any_time_are_told_apart():
    found = measured(slept(rhythm=0.0, nested=False))
    assert found["peak_p", None][0] > 0.02
    share, chance, _ = found["ripples_in_up_states", None]
    assert share < chance + 0.25
    assert found["locking_p", None][0] > 0.001


def test_an_agent_without_a_cortex_that_oscillates_has_no_up_states():
    found = measured(slept(cortex=False))
    assert ("peak_frequency", None) in found
    assert not {"up_rate", "locking", "spindle_rate"} & {name for name, _ in found}


def test_a_silent_night_has_rates_and_nothing_else():
    spikes = {name: Spikes(np.array([], np.int32), np.array([]), 10) for name in ("CA3", "CA1")}
    found = measured(Recording(Sleep(NIGHT), spikes=spikes))
    assert {name for name, _ in found} == {"burst_rate", "ripple_rate"}
    assert found["ripple_rate", None][0] == 0


def test_bursts_that_ca1_does_not_answer_have_no_spectrum():
    night = slept(cortex=False)
    few = train(np.linspace(0, NIGHT, 100), 800, np.random.default_rng(0))
    found = measured(Recording(Sleep(NIGHT), spikes={**night.spikes, "CA1": few}))
    assert found["burst_rate", None][0] == pytest.approx(31 / NIGHT)
    assert not {"peak_frequency", "peak_p", "power"} & {name for name, _ in found}


def test_nights_are_joined_one_after_the_other():
    first, second = slept(seed=1), slept(seed=2)
    both = joined(Diary("by hand", (first, second)), ("CA3", "CA1"))
    assert both.seconds == 2 * NIGHT
    times = both.spikes["CA1"].seconds
    assert len(times) == sum(len(r.spikes["CA1"].seconds) for r in (first, second))
    assert np.all(np.diff(times) >= 0) and times.max() > NIGHT


def test_the_experiment_asks_for_a_night_after_and_before_study():
    experiment = Ripples()
    lives = experiment.timetables(RandomCodes().draw(3, 1))
    assert list(lives) == ["sleep", "naive"]
    assert isinstance(lives["sleep"][-1], Sleep) and isinstance(lives["naive"][0], Sleep)
    shown = {name for chart in experiment.charts() for name, _ in chart.measures}
    assert shown <= {measure.name for measure in experiment.measures()}
    assert experiment.quick().night < experiment.night
