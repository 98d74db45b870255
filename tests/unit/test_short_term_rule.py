"""Short-term plasticity: what each spike transmits, as in NEST and as in the closed forms."""

import numpy as np
import pytest

from nest_trains import IRREGULAR
from neurosim.bench import Bench, Stimulation
from neurosim.parameters import changed
from neurosim.plasticity.short_term import (
    DepressingSynapse,
    MongilloSynapse,
    TsodyksMarkram,
)

# tsodyks2_synapse of NEST 3.10.0 on the irregular train: U = 0.5, tau_rec = 800 ms, tau_fac = 0;
# and U = 0.15, tau_rec = 130 ms, tau_fac = 530 ms.
DEPRESSED = """
    0.500000000 0.262489717 0.144817106 0.119811122 0.106240886 0.062516447 0.041687148
    0.036745253 0.025543124 0.033628240 0.066604189 0.099312362 0.061871900 0.076633038
    0.040619175 0.116480325 0.112577287 0.058501663 0.061624696 0.096670922 0.050026031
    0.063172927 0.044861608 0.024812690 0.024445075 0.067920637 0.047733873 0.033878019
    0.036459890 0.021231618 0.014879241 0.021399102 0.022780422 0.018062618 0.102028514
    0.078216928 0.086084132 0.081849532 0.081484425 0.057092174 0.488912467
"""

FACILITATED = """
    0.150000000 0.238681467 0.264320655 0.302441910 0.317996292 0.243079668 0.188154378
    0.184712165 0.128168467 0.193407139 0.341131190 0.397266889 0.248268263 0.330663014
    0.158762592 0.422407457 0.377778810 0.210489582 0.270844064 0.378636634 0.194831864
    0.292007638 0.204686133 0.095214364 0.128403230 0.363562017 0.222065957 0.151117767
    0.195414551 0.083464323 0.061038830 0.139042214 0.138845944 0.092489932 0.477693219
    0.322318500 0.356335898 0.334655085 0.333973449 0.238673508 0.151881136
"""


def first_spikes(times):
    """Return the train up to each of its spikes: the bench knows what the last one transmitted."""
    return [
        Stimulation(f"{n} spikes", times[:n], np.zeros(0), times[n - 1] + 0.1)
        for n in range(1, times.size + 1)
    ]


def transmitted(rule, trains, start=1.0):
    """Return what the last spike of each train transmits."""
    found = Bench(rule).run(trains, start={"w": np.array([start])})
    assert np.all(found.after == start)
    return found.values["synapse.transmitted"].ravel()


@pytest.mark.parametrize(
    ("rule", "expected"),
    [(DepressingSynapse(), DEPRESSED), (changed(TsodyksMarkram(), {"U": 0.15}), FACILITATED)],
    ids=["depressing", "facilitating"],
)
def test_every_spike_transmits_what_it_does_in_nest(rule, expected):
    reference = np.array(expected.split(), dtype=float)
    found = transmitted(rule, first_spikes(IRREGULAR.pre))
    assert found == pytest.approx(reference, abs=1e-8)
    assert rule.responses(IRREGULAR.pre) == pytest.approx(reference, abs=1e-8)


def test_what_is_transmitted_scales_with_the_weight_which_stays():
    times = np.array([0.1, 0.15, 0.3])
    twice = transmitted(TsodyksMarkram(), first_spikes(times), start=2.0)
    assert twice == pytest.approx(2 * TsodyksMarkram().responses(times), rel=1e-9)


def test_utilisation_at_rest_is_that_of_mongillo_et_al():
    rule = MongilloSynapse()
    found = transmitted(rule, first_spikes(0.1 + 0.05 * np.arange(40)))
    assert found == pytest.approx(rule.responses(0.05 * np.arange(40)), rel=1e-9)
    # U*(2 - U), the ratio of the first two responses, and the steady state at 20 Hz.
    assert found[0] == pytest.approx(0.36)
    assert found[1] / found[0] == pytest.approx(0.967, abs=1e-3)
    assert found[-1] == pytest.approx(rule.steady(20.0), rel=1e-3)
    assert rule.steady(20.0) == pytest.approx(0.21631, abs=1e-5)


@pytest.mark.parametrize("rule", [DepressingSynapse(), TsodyksMarkram(), MongilloSynapse()])
@pytest.mark.parametrize("rate", [5.0, 20.0, 100.0])
def test_the_recursion_ends_in_the_steady_state(rule, rate):
    times = np.arange(0, 20, 1 / rate)
    assert rule.responses(times)[-1] == pytest.approx(rule.steady(rate), rel=1e-6)
