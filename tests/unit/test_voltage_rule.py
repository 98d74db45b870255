"""The membrane of the bench spikes when told and only then; the voltage rule reads it."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pytest

from neurosim.bench import Bench, Stimulation
from neurosim.bench.membrane import Membrane
from neurosim.bench.stimulation import STEP
from neurosim.parameters import changed, cited
from neurosim.plasticity.rule import PlasticityRule, Trace
from neurosim.plasticity.voltage import HIPPOCAMPUS, VISUAL_CORTEX

NONE = np.zeros(0)
SPIKES = np.array([0.010, 0.030, 0.033, 0.060])


@dataclass(frozen=True, kw_only=True)
class Electrode(PlasticityRule):
    """Learns nothing; its trace is the potential one time step ago."""

    post: ClassVar[tuple[Trace, ...]] = (
        Trace("seen", "dseen/dt = (u - seen)/tau_seen : volt", at_rest="rest"),
    )
    tau_seen: float = cited(0.1, "ms", "chosen", "one time step: Euler's method copies u")
    rest: float = cited(-70.6, "mV", "chosen", "as the membrane")


def potential(post, membrane=None, seconds=0.1):
    """Potential in mV after every time step: each of many cells is seen once, at the end."""
    bench = Bench(Electrode())
    bench.builder.membrane = membrane or Membrane()
    length = 2 * seconds
    shifts = length - (np.arange(round(seconds / STEP)) + 2) * STEP
    trains = [post + shift for shift in shifts]
    cells = [Stimulation("one", NONE, each[each < length - STEP / 2], length) for each in trains]
    return 1e3 * bench.run(cells).values["post.seen"][:, 0]


def test_the_membrane_rests_until_it_is_told():
    assert potential(NONE) == pytest.approx(-70.6, abs=0.001)


def test_spikes_come_when_told_and_only_then():
    seen = potential(SPIKES)
    above = np.flatnonzero(seen > 0)
    told = (np.round(SPIKES / STEP).astype(int)[:, None] + np.arange(20)).ravel()
    assert list(above) == list(told)
    assert seen[above] == pytest.approx(33.0)


def test_the_course_after_a_spike_is_that_of_nest():
    # aeif_psc_delta_clopath, NEST 3, in steps of 0.1 ms: mV at ms after the first step at 33 mV.
    nest = {0.0: 33.0, 1.9: 33.0, 2.0: -49.6, 2.8: -50.2947, 4.8: -51.8822, 7.8: -53.9253}
    theirs = changed(Membrane(), {"v_reset": -49.6, "v_T_spike": 30.4})
    seen = potential(SPIKES[:1], theirs)
    first = int(np.flatnonzero(seen > 0)[0])
    for after, volts in nest.items():
        assert seen[first + round(after * 10)] == pytest.approx(volts, abs=0.005)


def test_a_cell_pushed_above_its_threshold_does_not_spike_by_itself():
    pushed = changed(Membrane(), {"I_spike": 1000, "v_T_spike": -50.4})
    seen = potential(SPIKES[:1], pushed)
    quiet = seen[seen < 0]
    assert quiet.size == seen.size - 20
    assert -46 < quiet.max() < -30  # far above the threshold of -50.4 mV


def test_adaptation_and_afterpotential_pull_in_opposite_directions():
    usual = potential(SPIKES[:1])
    adapted = potential(SPIKES[:1], changed(Membrane(), {"b": 200}))
    flat = potential(SPIKES[:1], changed(Membrane(), {"I_spike": 0}))
    assert adapted[300] < usual[300] - 1
    assert flat[300] < usual[300] - 1


def held(rule, millivolts, rate=50.0, count=25):
    """Change of weight by presynaptic spikes while the membrane is held at a potential."""
    bench = Bench(changed(rule, {"u_rest": millivolts}))
    bench.builder.membrane = changed(Membrane(), {"E_leak": millivolts, "v_T_rest": 50})
    train = Stimulation("held", 0.05 + np.arange(count) / rate, NONE, 0.1 + count / rate + 0.5)
    outcome = bench.run([train])
    return float((outcome.after - outcome.before)[0, 0])


@pytest.mark.parametrize("millivolts", [-80, -60, -50, -45, -40, -30, -20])
def test_at_a_held_potential_change_is_the_closed_form(millivolts):
    expected = VISUAL_CORTEX.clamped(25.0, np.array(millivolts * 1e-3))
    # Euler's step of 0.1 ms reads the trace of a spike a step late: 0.1/15 of potentiation.
    assert held(VISUAL_CORTEX, millivolts) == pytest.approx(float(expected), rel=0.008, abs=1e-9)


def test_the_sign_changes_where_both_amplitudes_balance():
    assert held(VISUAL_CORTEX, -44) < 0 < held(VISUAL_CORTEX, -43)
    balance = np.array(-43.55e-3)
    assert VISUAL_CORTEX.clamped(1.0, balance) == pytest.approx(0, abs=1e-9)
    assert HIPPOCAMPUS.clamped(1.0, np.array(-19e-3)) == pytest.approx(0, abs=1e-9)


def test_hippocampus_depresses_between_its_thresholds_and_potentiates_far_above():
    # Relative to a weight of 1 and after 100 pulses: authors' code for voltage clamp.
    expected = {-40: 0.9620, -35: 0.8079, -30: 0.7573, -20: 0.9549, -10: 1.551, 0: 2.545}
    found = 1 + HIPPOCAMPUS.clamped(100.0, np.array(list(expected)) * 1e-3)
    assert found == pytest.approx(list(expected.values()), abs=0.025)
    assert held(HIPPOCAMPUS, -30, count=20) == pytest.approx(
        float(HIPPOCAMPUS.clamped(20, np.array(-30e-3))), rel=0.01
    )


def run(rule, *trains):
    stimulations = [Stimulation(f"{n}", *each, 0.4) for n, each in enumerate(trains)]
    outcome = Bench(rule).run(stimulations)
    return (outcome.after - outcome.before)[:, 0]


PRE, POST = 0.2 + np.arange(5) / 50, 0.21 + np.arange(5) / 50


def test_one_cell_alone_changes_nothing():
    assert run(VISUAL_CORTEX, (PRE, NONE), (NONE, POST)) == pytest.approx([0, 0], abs=1e-6)


def test_a_spike_is_not_its_own_past():
    # One pair, the presynaptic spike first: no earlier depolarisation, so no potentiation.
    single = run(VISUAL_CORTEX, (PRE[:1], POST[:1]), (PRE[:2], POST[:2]))
    assert abs(single[0]) < 1e-3 * single[1]


def test_changes_scale_and_stop_at_the_bounds():
    usual, late = run(VISUAL_CORTEX, (PRE, POST), (PRE[:1] + 0.020, POST[:1]))
    assert usual > 0 > late
    scaled = changed(VISUAL_CORTEX, {"w_unit": 0.5, "learning_rate": 4})
    assert run(scaled, (PRE, POST)) == pytest.approx([2 * usual], rel=1e-6)
    strong = changed(VISUAL_CORTEX, {"learning_rate": 1000, "w_max": 0.6})
    assert run(strong, (PRE, POST), (PRE[:1] + 0.020, POST[:1])) == pytest.approx([0.1, -0.5])
    assert list(run(changed(VISUAL_CORTEX, {"learning_rate": 0}), (PRE, POST))) == [0]
