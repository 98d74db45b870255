"""Synapses remember for seconds that they were paired, and change when dopamine comes.

Izhikevich (2007): pairs of spikes leave an eligibility trace of 1 s, dopamine lasts 0.2 s, and the
weight follows their product, so that a reward seconds later still finds the synapses that led to
it. The change by one pair and one release is known in closed form; its numbers here are those of
the paper's constants, with the release of 0.5 of its program.
"""

import numpy as np
import pytest

from neurosim.bench import Bench, Stimulation
from neurosim.parameters import changed
from neurosim.plasticity.dopamine import DopamineSTDP

RELEASE, LATE, TAIL = 0.5, 5.0, 25.0
RULE = changed(DopamineSTDP(), {"tonic": 0})
DELAYS = np.array([-1.0, -0.2, 0.1, 0.5, 1.0, 2.0, 3.0])
LAGS = (0.01, -0.01)


def pairing(lag, delay):
    """Return one pair, and a release of dopamine `delay` after its later spike."""
    first = LATE - abs(lag)
    spikes = (np.array([first]), np.array([LATE]))
    pre, post = spikes if lag > 0 else spikes[::-1]
    release = np.array([LATE + delay]) if np.isfinite(delay) else np.zeros(0)
    return Stimulation(f"{lag} {delay}", pre, post, LATE + TAIL, release)


@pytest.fixture(scope="module")
def changes():
    """Return the change by order of the pair and delay of dopamine, the last without any."""
    trains = [pairing(lag, delay) for lag in LAGS for delay in (*DELAYS, np.inf)]
    unpaired = Stimulation("unpaired", np.array([1.0]), np.array([4.0]), 30.0, np.array([4.5]))
    found = Bench(RULE, release=RELEASE).run([*trains, unpaired])
    after = (found.after - 1).ravel()
    return after[:-1].reshape(2, -1), after[-1]


def test_the_change_is_the_integral_of_eligibility_times_dopamine(changes):
    for row, lag in zip(changes[0], LAGS, strict=True):
        assert row[:-1] == pytest.approx(RULE.change(lag, DELAYS, RELEASE), rel=1e-6)


def test_its_numbers_are_those_of_the_published_constants(changes):
    by_delay = dict(zip(DELAYS, changes[0][0], strict=False))
    found = [by_delay[seconds] for seconds in (1.0, 2.0, 3.0)]
    assert found == pytest.approx([1.859e-3, 6.84e-4, 2.52e-4], rel=2e-3)


def test_without_dopamine_nothing_changes(changes):
    assert np.all(changes[0][:, -1] == 0)


def test_dopamine_without_a_pair_changes_nothing(changes):
    # Spikes 3 s apart are no pair: exp(-150) is left.
    assert changes[1] == pytest.approx(0, abs=1e-15)


def test_the_order_of_the_pair_sets_the_sign_and_the_delay_the_size(changes):
    up, down = changes[0][:, :-1]
    assert np.all(up > 0)
    assert down == pytest.approx(-1.5 * up, rel=1e-6)
    after = up[DELAYS > 0]
    assert np.all(np.diff(after) < 0)
    # A second more leaves 1/e: the time constant of eligibility.
    assert up[-1] / up[-2] == pytest.approx(np.exp(-1), rel=1e-6)


def test_tonic_dopamine_alone_reinforces_a_little():
    found = Bench(DopamineSTDP()).run([pairing(0.01, np.inf)]).after.item() - 1
    # 0.1 exp(-10/20) of eligibility, 0.002 of dopamine, 1 s.
    assert found == pytest.approx(1.21e-4, rel=5e-3)
    assert found == pytest.approx(DopamineSTDP().change(0.01, np.ones(1), 0.0).item(), rel=1e-6)


def test_only_the_rewarded_coincidence_is_reinforced():
    # Two synapses onto independent cells fire alike at 2 Hz. Dopamine follows the coincidences of
    # the first one, 1 s later, so that for the second it comes at random.
    random = np.random.default_rng(3)
    rewarded, shuffled = [], []
    for number in range(16):
        pre = np.sort(random.choice(2000, 100, replace=False)) * 0.025 + 0.5
        post, dopamine = pre + 0.005, pre[::10] + 1.0
        rewarded.append(Stimulation(f"first {number}", pre[::10], post[::10], 60.0, dopamine))
        other = np.sort(random.choice(2000, 10, replace=False)) * 0.025 + 0.5
        elsewhere = Stimulation(f"second {number}", other, other + 0.005, 60.0, dopamine)
        shuffled.append(elsewhere)
    after = Bench(RULE).run([*rewarded, *shuffled]).after.reshape(2, -1) - 1
    mean, error = after.mean(axis=1), after.std(axis=1, ddof=1) / 4
    assert mean[0] - mean[1] > 4 * np.hypot(*error)
