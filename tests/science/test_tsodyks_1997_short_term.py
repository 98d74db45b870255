"""Depressing synapses report changes of rate, facilitating ones prefer a rate.

Tsodyks & Markram (1997): the stationary response of a depressing synapse falls as 1/rate, so that
above a limiting rate more spikes transmit no more per second; a change of the probability of
release changes the first response and not the stationary one. Facilitating synapses (Markram, Wang
& Tsodyks 1998; Tsodyks, Pawelzik & Markram 1998) transmit most per spike at an intermediate rate.
"""

import numpy as np
import pytest

from neurosim.bench import Bench, Stimulation
from neurosim.parameters import changed
from neurosim.plasticity.short_term import DepressingSynapse, TsodyksMarkram

DEPRESSING, FACILITATING = DepressingSynapse(), TsodyksMarkram()
RATES = np.array([1.0, 5.0, 10.0, 20.0, 50.0, 100.0])
INTERVALS = np.array([0.02, 0.05, 0.1])


def last_of(rule, trains):
    """Return what the last spikes of trains transmit."""
    each = [Stimulation(f"{n}", t, np.zeros(0), t[-1] + 0.1) for n, t in enumerate(trains)]
    return Bench(rule).run(each).values["synapse.transmitted"].ravel()


def regular(rate):
    return np.round(0.1 + np.arange(0, max(6.0, 10 / rate), 1 / rate), 4)


@pytest.fixture(scope="module")
def measured():
    """Return, by rule, stationary responses at all rates and ratios of two responses."""
    trains = [regular(rate) for rate in RATES]
    trains += [np.array([0.1, 0.1 + gap]) for gap in INTERVALS]
    found = {rule.U: last_of(rule, trains) for rule in (DEPRESSING, FACILITATING)}
    return {u: (each[: RATES.size] / u, each[RATES.size :] / u) for u, each in found.items()}


def test_stationary_responses_of_both_kinds(measured):
    depressed, _ = measured[DEPRESSING.U]
    facilitated, _ = measured[FACILITATING.U]
    assert depressed == pytest.approx([0.833, 0.362, 0.210, 0.114, 0.048, 0.025], abs=1e-3)
    assert facilitated == pytest.approx([1.172, 2.915, 4.490, 5.516, 4.060, 2.362], abs=5e-3)
    assert depressed == pytest.approx(DEPRESSING.steady(RATES) / DEPRESSING.U, abs=1e-3)


def test_the_second_of_two_responses(measured):
    assert measured[DEPRESSING.U][1] == pytest.approx([0.512, 0.530, 0.559], abs=1e-3)
    assert measured[FACILITATING.U][1] == pytest.approx([1.884, 1.844, 1.778], abs=1e-3)


def test_above_the_limiting_rate_more_spikes_transmit_no_more(measured):
    assert DEPRESSING.limiting_rate() == pytest.approx(2.5)
    per_second = RATES * measured[DEPRESSING.U][0] * DEPRESSING.U
    # It saturates at 1/tau_rec = 1.25 a second: all that recovers is used.
    assert 0.95 * 1.25 < per_second[-1] < 1.25
    assert per_second[-1] / per_second[3] < 1.1
    assert per_second[1] / per_second[0] > 2


def test_release_probability_changes_the_first_response_and_not_the_stationary_one():
    first, last = np.array([0.1]), regular(50.0)
    low, high = (last_of(changed(DEPRESSING, {"U": u}), [first, last]) for u in (0.3, 0.6))
    assert high[0] / low[0] == pytest.approx(2)
    assert high[1] / low[1] == pytest.approx(1, abs=0.05)


def test_a_facilitating_synapse_prefers_a_rate(measured):
    facilitated, _ = measured[FACILITATING.U]
    assert RATES[np.argmax(facilitated)] == 20
    rates = np.linspace(5, 60, 551)
    best = rates[np.argmax(FACILITATING.steady(rates))]
    # 1/tau_facil + sqrt(2/tau_facil^2 + (1 + U)/(U tau_rec tau_facil)) is 24.4 Hz for Poisson
    # spikes; regular ones are close to it.
    assert best == pytest.approx(24.4, rel=0.2)
    assert np.all(np.diff(measured[DEPRESSING.U][0]) < 0)
