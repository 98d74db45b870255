import brian2 as b2
import numpy as np
import pytest

from neurosim.bench import Bench, Stimulation
from neurosim.bench.tetani import REFRACTORY, pulses, slfs, stet, wlfs, wtet
from neurosim.errors import InputError
from neurosim.parameters import changed
from neurosim.plasticity.tagging import SINGLE_SYNAPSE, TaggingAndCapture
from neurosim.plasticity.text import CellTraces, synapse_text

SOON = 10.0
FIXED = changed(SINGLE_SYNAPSE, {"sigma_pl": 0})
# Relaxation, synthesis and capture a hundred times faster; induction as it was.
QUICK = changed(FIXED, {"relaxation": 10, "tau_p": 36, "tau_z": 36})
UP, DOWN = 100.0, 35.0  # rates at which calcium stays above theta_p, or between both thresholds


def regular(name, rate, length):
    times = 1 + np.arange(round(rate * length)) / rate
    return Stimulation(name, times, np.zeros(0), SOON)


INDUCTIONS = [
    regular("strong up", UP, 1.0),
    regular("weak up", UP, 0.15),
    regular("strong down", DOWN, 4.0),
    regular("weak down", DOWN, 0.8),
    regular("nothing", 1.0, 1.0),
    regular("less strong down", DOWN, 3.0),
]
STRONG_UP, WEAK_UP, STRONG_DOWN, WEAK_DOWN, NOTHING, LESS = range(len(INDUCTIONS))


def simulated(rule, seconds):
    """State of each synapse and its cell so many seconds after the start."""
    trains = [Stimulation(each.name, each.pre, each.post, seconds) for each in INDUCTIONS]
    values = Bench(rule).run(trains).values
    return {name.partition(".")[2]: each[:, 0] for name, each in values.items()}


@pytest.fixture(scope="module")
def slow():
    return simulated(FIXED, SOON), simulated(FIXED, 110.0)


@pytest.fixture(scope="module")
def quick():
    return simulated(QUICK, SOON), simulated(QUICK, 160.0)


def state(h, z=0.0, protein=0.0, c=0.0):
    h, z, protein, c = np.broadcast_arrays(*np.atleast_1d(h, z, protein, c))
    return {"h": h, "z": z, "protein": protein, "c": c, "w": h + z}


@pytest.fixture
def many():
    random = np.random.default_rng(3)
    size = 500
    return state(
        random.uniform(0, 2, size),
        random.uniform(-0.5, 1, size),
        random.uniform(0, 1, size),
        random.uniform(0, 1, size),
    )


def same(found, expected, tolerance):
    for name in ("h", "z", "w", "protein", "c", "early_change"):
        np.testing.assert_allclose(
            found[name], expected[name], atol=tolerance, rtol=0, err_msg=name
        )


def test_the_leap_lands_where_the_simulation_does(slow):
    start, end = slow
    assert end["protein"][STRONG_UP] > 0.02
    assert end["z"][STRONG_UP] > 1e-4
    same(FIXED.fast_forward(start, 110 - SOON), end, 1e-6)


def test_the_leap_passes_the_ends_of_synthesis_and_of_tags(quick):
    start, end = quick
    tau = QUICK.tau_h / QUICK.relaxation
    for number in (STRONG_UP, STRONG_DOWN):
        assert 10 < QUICK.synthesis_time(start["early_change"][number]) < 100
        assert abs(end["h"][number] - 1) < QUICK.theta_tag
        assert abs(start["h"][number] - 1) * np.exp(-90 / tau) > QUICK.theta_tag
    assert end["z"][STRONG_UP] > 0.4
    assert end["z"][STRONG_DOWN] < -0.2
    assert end["z"][STRONG_DOWN] < end["z"][LESS] < 0
    same(QUICK.fast_forward(start, 160 - SOON), end, 2e-5)


def test_weak_change_is_tagged_but_makes_no_protein(quick):
    start, end = quick
    for number in (WEAK_UP, WEAK_DOWN):
        assert abs(start["h"][number] - 1) > QUICK.theta_tag
        assert end["protein"][number] == end["z"][number] == 0
    assert start["h"][NOTHING] == 1


def test_two_leaps_are_one(many):
    once = FIXED.fast_forward(many, 9000)
    twice = FIXED.fast_forward(FIXED.fast_forward(many, 2500), 6500)
    same(twice, once, 1e-12)
    same(FIXED.fast_forward(once, 0), once, 1e-12)


def test_two_leaps_are_one_for_synapses_that_share_cells(many):
    cells = np.arange(500) % 60
    values = many | {"protein": many["protein"][:60]}
    rule = changed(FIXED, {"theta_pro": 3})
    once = rule.fast_forward(values, 9000, cells)
    same(rule.fast_forward(rule.fast_forward(values, 700, cells), 8300, cells), once, 1e-12)
    assert once["protein"].shape == (60,)


def test_phases_end_when_theory_says():
    tau = 6884.0
    values = state([1.866, 1.866])
    assert FIXED.synthesis_time(np.array(0.866)) == pytest.approx(tau * np.log(0.866 / 0.5))
    at_tag_end = FIXED.fast_forward(values, tau * np.log(0.866 / 0.2))
    later = FIXED.fast_forward(at_tag_end, 1e6)
    assert later["z"] == pytest.approx(at_tag_end["z"], abs=1e-12)
    # p rises for 3781 s from 0; its integral until the tag is gone, by hand.
    made = 3781 - 3600 * (1 - np.exp(-3781 / 3600))
    rest = 3600 * (1 - np.exp(-3781 / 3600)) * (1 - np.exp(-(10088 - 3781) / 3600))
    assert at_tag_end["z"] == pytest.approx(1 - np.exp(-(made + rest) / 3600), abs=1e-4)


def test_without_synthesis_everything_is_forgotten(quick):
    blocked = changed(FIXED, {"synthesis": 0})
    later = blocked.fast_forward(state([1.9, 0.1]), 8 * 3600)
    assert np.all(later["z"] == 0)
    assert later["w"] == pytest.approx(1, abs=0.02)
    end = simulated(changed(QUICK, {"synthesis": 0}), 160.0)
    assert np.all(end["z"] == 0)
    assert np.all(end["protein"] == 0)
    assert end["h"] == pytest.approx(quick[1]["h"])


def test_a_tagged_synapse_captures_what_its_neighbour_made_the_cell_produce():
    pair = state([1.25, 1.9]) | {"protein": np.zeros(1)}
    together = FIXED.fast_forward(pair, 8 * 3600, np.array([0, 0]))
    apart = FIXED.fast_forward(pair | {"protein": np.zeros(2)}, 8 * 3600, np.array([0, 1]))
    assert together["z"][0] > 0.02
    assert apart["z"][0] == 0
    assert apart["z"][1] > 0.5


def test_synapses_onto_one_cell_add_up_in_a_network(monkeypatch):
    monkeypatch.setitem(b2.prefs, "codegen.target", "numpy")
    rule = changed(QUICK, {"bundle": 0.6})
    traces, clock = CellTraces(), b2.Clock(dt=10 * b2.ms)
    text = synapse_text(rule, {}, traces.add(rule, rule.post))
    source = b2.NeuronGroup(2, "x : 1", clock=clock)
    cell = b2.NeuronGroup(1, "\n".join(traces.equations), method="exact", clock=clock)
    lines = "\n".join([*text.equations, "learning : 1"])
    synapses = b2.Synapses(source, cell, lines, method="euler", clock=clock)
    synapses.connect()
    synapses.run_regularly(text.each_step)
    for group, values in ((cell, traces.values), (synapses, text.values)):
        for name, value in values.items():
            setattr(group, f"{name}_", value)
    start = state([1.25, 1.9]) | {"protein": np.zeros(1)}
    synapses.h = start["h"]
    b2.Network(source, cell, synapses).run(30 * b2.second, namespace={})
    expected = rule.fast_forward(start, 30, np.array([0, 0]))
    for name in ("h", "z", "w"):
        assert np.array(getattr(synapses, name)) == pytest.approx(expected[name], abs=1e-3)
    assert cell.protein[0] == pytest.approx(expected["protein"][0], abs=1e-3)
    assert synapses.z[0] > 0.02


def test_a_bundle_of_weak_changes_makes_protein():
    weak = state(1.3)
    assert FIXED.fast_forward(weak, 3600)["protein"] == 0
    assert changed(FIXED, {"bundle": 3}).fast_forward(weak, 3600)["protein"] > 0.1


def test_depression_goes_on_at_its_rate():
    trains = [regular("2 s", DOWN, 2.0), regular("3 s", DOWN, 3.0)]
    h = Bench(changed(FIXED, {"relaxation": 1e-3})).run(trains).values["synapse.h"][:, 0]
    assert h[1] / h[0] == pytest.approx(np.exp(-FIXED.gamma_d / FIXED.tau_h), rel=1e-3)


def test_presynaptic_calcium_comes_late():
    # Neither spike alone brings calcium to theta_d. Both do if the postsynaptic one comes at most
    # tau ln(0.2758/0.2) = 15.7 ms before the other's calcium, or tau ln(1/0.9242) = 3.8 ms after.
    lags = (FIXED.delay + np.array([-17, -15, 3, 5])) * 1e-3
    pairs = [Stimulation(f"{lag}", np.array([1.0]), np.array([1.0 + lag]), 2.0) for lag in lags]
    h = Bench(FIXED).run(pairs).values["synapse.h"][:, 0]
    assert np.flatnonzero(h < 1).tolist() == [1, 2]


def test_noise_comes_with_calcium_and_nothing_comes_without_learning():
    bench = Bench(SINGLE_SYNAPSE)
    trains = [regular("down", DOWN, 4.0), regular("none", 1.0, 1.0)]
    noisy, still = bench.run(trains, seed=5).values["synapse.h"]
    assert noisy.std() > 1e-3
    assert np.all(still == 1)
    frozen = bench.run([each.without_plasticity() for each in trains]).after
    assert np.all(frozen == 1)


def test_noise_is_as_large_as_theory_says():
    trains = [regular(name, rate, 5.0) for name, rate in (("up", UP), ("down", DOWN))]
    h = Bench(SINGLE_SYNAPSE).run(trains * 16).values["synapse.h"].reshape(16, 2, -1)
    rule, size = SINGLE_SYNAPSE, SINGLE_SYNAPSE.sigma_pl / SINGLE_SYNAPSE.h0
    # The variance at equilibrium: that of the noise over twice the rate.
    up, down = size / np.sqrt(rule.gamma_p + rule.gamma_d), size / np.sqrt(2 * rule.gamma_d)
    assert h[:, 0].std() == pytest.approx(up, rel=0.2)
    assert h[:, 1].std() == pytest.approx(down, rel=0.2)
    # As calcium decays after the last spike, it is between the thresholds for a while.
    between = rule.tau_ca * 1e-3 * np.log(rule.theta_p / rule.theta_d)
    highest = 2 * np.exp(-between * rule.gamma_d / rule.tau_h)
    assert h[:, 0].mean() == pytest.approx(highest, abs=0.01)
    assert h[:, 1].mean() == pytest.approx(np.exp(-5 * rule.gamma_d / rule.tau_h), abs=0.03)


def test_a_heavier_synapse_has_a_late_phase_to_match():
    rule = changed(FIXED, {"w_start": 1.5})
    assert rule.naive(2)["z"] == pytest.approx(0.5)
    assert rule.fast_forward(rule.naive(2) | {"protein": np.zeros(2)}, 1e5)["w"] == pytest.approx(
        1.5
    )
    with pytest.raises(InputError, match=r"w_start = 2\.5 \(allowed: 0\.5 to 2\)"):
        changed(FIXED, {"w_start": 2.5}).naive(1)


@pytest.mark.parametrize("seconds", [-1.0, np.nan, np.inf])
def test_time_runs_forward(seconds):
    with pytest.raises(InputError, match="must not be negative"):
        FIXED.fast_forward(state(1.5), seconds)


def test_no_leap_while_calcium_is_high():
    with pytest.raises(InputError, match="calcium is still above"):
        FIXED.fast_forward(state(1.5, c=1.2), 1)


def test_protocols_are_those_published():
    # A refractory cell answers to Poisson stimuli of rate r with r/(1 + r*REFRACTORY).
    strong, weak, bursts, slow = (make(0) for make in (stet, wtet, slfs, wlfs))
    assert strong.pre.size == pytest.approx(300 / 1.2, abs=4 * np.sqrt(250))
    assert weak.pre.size == pytest.approx(20 / 1.2, abs=4 * np.sqrt(17))
    assert bursts.pre.size == pytest.approx(2700 / 1.04, abs=4 * np.sqrt(2596))
    assert slow.pre.size == pytest.approx(900 / 1.002, abs=4 * np.sqrt(898))
    assert np.unique(np.floor(strong.pre / 600) * 600).tolist() == [0, 600, 1200]
    assert np.all(strong.pre % 600 < 1)
    assert np.all(bursts.pre % 1.15 < 0.1501)
    assert bursts.seconds == pytest.approx(899 * 1.15 + 0.15 + 1)
    for each in (strong, weak, bursts, slow):
        assert each.post.size == 0
        assert np.diff(each.pre).min() > REFRACTORY - 1e-9
    assert not np.array_equal(stet(1).pre, strong.pre)
    assert np.array_equal(stet(0).pre, strong.pre)


def test_pulses_do_not_overlap():
    with pytest.raises(InputError, match="overlap"):
        pulses("x", 10, 2, (0.0, 1.0), 0)
    with pytest.raises(InputError, match="must be positive"):
        pulses("x", 0, 2, (0.0,), 0)


def test_calcium_is_that_of_the_network_by_default():
    assert TaggingAndCapture().pre_calcium == pytest.approx(0.6 * SINGLE_SYNAPSE.pre_calcium)
    assert TaggingAndCapture().post_calcium == pytest.approx(0.6 * SINGLE_SYNAPSE.post_calcium)
    rule = SINGLE_SYNAPSE
    half = rule.h_up / 2 * rule.gamma_p / (rule.gamma_p + rule.gamma_d)
    assert half == pytest.approx(rule.h0, abs=1e-5)
