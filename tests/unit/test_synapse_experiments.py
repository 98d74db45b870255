"""Every experiment on synapses: what it finds is what it says it finds."""

import re
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from neurosim.artificial.rate_rules import DeltaRule
from neurosim.bench import pairs
from neurosim.bench.tetani import pulses
from neurosim.errors import InputError
from neurosim.experiments import (
    SYNAPSE_EXPERIMENTS,
    ArtificialWeight,
    DopamineStdp,
    LateLtp,
    LtpLtd,
    PairingFrequency,
    ShortTermPlasticity,
    SpikeTriplets,
    SpikingSynapse,
    StdpWindow,
    check_rule,
    run_rules,
)
from neurosim.experiments.stdp_window import exponential
from neurosim.figures import figure_data
from neurosim.parameters import changed
from neurosim.plasticity import RULES, rule_named

DOCS = Path(__file__).parents[2] / "docs"

CHEAP = {
    "stdp-window": StdpWindow(ca3_count=20),
    "late-ltp": LateLtp(trains=1),
    "ltp-ltd": LtpLtd(synapses=2, pulses=50),
}
"""Smaller versions of experiments that take long."""


def spiking(name):
    return SpikingSynapse(name, rule_named(name))


def values(experiment, name, seed=0):
    return {f.measure: f.value for f in experiment.findings(spiking(name), seed).measured}


@pytest.fixture(scope="module", params=SYNAPSE_EXPERIMENTS, ids=lambda each: each.name)
def experiment(request):
    return CHEAP.get(request.param.name, request.param)


@pytest.fixture(scope="module")
def late_ltp():
    """What late-ltp finds of synapses that are tagged, and the progress that it reports."""
    told = []
    return CHEAP["late-ltp"].findings(spiking("tagging"), 0, told.append), told


BRIEF = {
    "strong_tetanus": partial(pulses, "STET", 100.0, 1.0, (0.0, 2.0)),
    "weak_tetanus": partial(pulses, "WTET", 100.0, 0.2, (0.0,)),
    "strong_low_frequency": partial(pulses, "SLFS", 20.0, 0.15, (0.0, 1.15, 2.3)),
    "weak_low_frequency": partial(pulses, "WLFS", 1.0, 4.0, (0.0,)),
}
"""Seconds of the protocols that go on for twenty minutes."""


@pytest.fixture(scope="module")
def found(experiment):
    """What the first usual rule and an artificial weight do in it, and what they report."""
    name, told = experiment.usual[0], []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("neurosim.experiments.late_ltp.PROTOCOLS", BRIEF)
        outcomes = run_rules(experiment, {name: rule_named(name)})
        findings = experiment.findings(spiking(name), 0, told.append)
    return findings, outcomes, told


def test_usual_rules_exist(experiment):
    known = {each.name for each in RULES}
    assert set(experiment.usual) <= known


def test_one_seed_gives_the_same_findings(found):
    findings, outcomes, _ = found
    assert outcomes[0].findings == findings


def test_progress_is_reported_and_ascends(experiment, found):
    told = found[2]
    if experiment.name == "short-term-plasticity":
        return  # it is over before there is anything to tell
    assert told == sorted(told)
    assert not told or told[-1] <= 1


def test_measures_are_named_in_the_docstring(experiment, found):
    text = " ".join(type(experiment).__doc__.split())
    for finding in found[0].measured:
        stem = re.sub(r"(at_)?(plus|minus)?-?[\d.]+h?$", "", finding.measure)
        assert stem.rstrip("_") in text, finding.measure


def test_published_numbers_are_of_measures_that_exist(experiment, found):
    names = {finding.measure for finding in found[0].measured}
    for data in experiment.published:
        assert set(data.measures) <= names, data.name


def test_curves_lie_on_axes_that_exist(experiment, found):
    axes = {panel.name: panel for panel in experiment.panels}
    for curve in found[0].curves:
        assert len(curve.x) == len(curve.y)
        ticks = axes[curve.panel].ticks
        assert not ticks or curve.x == tuple(range(len(ticks)))


def test_controls_do_not_change(experiment, found):
    level = 1.0 if experiment.name == "short-term-plasticity" else 0.0
    assert {finding.control for finding in found[0].measured} - {None} == {level}


def test_artificial_weights_take_part(found):
    _, outcomes, _ = found
    assert [each.subject for each in outcomes[1:]] == ["delta-rule", "bcm-rate", "backprop-step"]


def test_the_figure_is_drawn_from_outcomes(experiment, found):
    data = figure_data(experiment, found[1])
    assert data.spiking == (experiment.usual[0],)
    assert len(data.artificial) == 3
    assert {curve.panel for curve in data.curves} == {panel.name for panel in experiment.panels}
    assert set(data.levels) == {panel.name for panel in experiment.panels}


def test_an_artificial_weight_has_no_window():
    for each in run_rules(CHEAP["stdp-window"], {}):
        assert len({round(y, 12) for curve in each.findings.curves[:1] for y in curve.y}) == 1
        assert "tau_plus_ms" not in {finding.measure for finding in each.findings.measured}


def test_pair_stdp_potentiates_at_any_rate_and_triplets_only_at_high_ones():
    rates = LtpLtd(synapses=8)
    pair, triplet = (values(rates, n) for n in ("pair", "triplet-visual-cortex-all-to-all"))
    assert pair["low_frequency"] == pytest.approx(1.0)
    assert all(pair[f"random_at_{rate}"] > 0 for rate in (1, 5, 10, 20, 50))
    # Pfister & Gerstner (2006): a threshold at 19.2 Hz.
    assert all(triplet[f"random_at_{rate}"] < -0.1 for rate in (1, 2, 5, 10))
    assert all(triplet[f"random_at_{rate}"] > 0.5 for rate in (30, 50))
    assert triplet["tetanus"] > triplet["theta_burst"] > 0.2
    assert triplet["tetanus_silent"] == 0


def test_random_spikes_do_what_the_closed_form_says():
    findings = LtpLtd(synapses=32).findings(spiking("triplet-visual-cortex-all-to-all"), 3)
    curves = {curve.label: np.array(curve.y) for curve in findings.curves if curve.panel == "rate"}
    simulated, theory = curves["independent"], curves["closed form"]
    inside = np.abs(theory) < 0.5
    assert inside.sum() >= 3
    assert simulated[inside] == pytest.approx(theory[inside], abs=0.12)


def test_potentiation_saturates_at_twice_the_start():
    bounded = spiking("pair").saturating(2.0)
    assert bounded.rule.w_max == 2
    assert spiking("pair-multiplicative").saturating(2.0).rule.w_max == 1
    assert spiking("calcium-dp").saturating(2.0) == spiking("calcium-dp")


def test_dopamine_bridges_the_delay_that_the_rule_says():
    found = values(DopamineStdp(), "dopamine")
    rule = rule_named("dopamine")
    assert found["tau_eligibility_s"] == pytest.approx(rule.tau_c, rel=0.02)
    assert found["tau_dopamine_s"] == pytest.approx(rule.tau_d, rel=0.02)
    assert found["plus10_dopamine_at_1"] > 10 * abs(found["plus10_no_dopamine"])
    assert found["minus10_dopamine_at_1"] < 0
    pair = values(DopamineStdp(), "pair")
    assert pair["plus10_dopamine_at_1"] == pair["plus10_no_dopamine"]
    assert "tau_eligibility_s" not in pair


def test_trains_transmit_what_theory_says():
    for name in ("tsodyks-markram-depressing", "tsodyks-markram-facilitating", "mongillo"):
        found, rule = values(ShortTermPlasticity(), name), rule_named(name)
        first = rule.responses(np.zeros(1))[0]
        for rate in (1, 5, 10, 20, 50, 100):
            steady = rule.steady(np.array([float(rate)]))[0] / first
            assert found[f"steady_at_{rate}"] == pytest.approx(steady, rel=0.01), (name, rate)
    assert set(values(ShortTermPlasticity(), "pair").values()) == {1.0}


def test_late_ltp_needs_strong_stimulation_and_proteins(late_ltp):
    found = {finding.measure: finding.value for finding in late_ltp[0].measured}
    assert found["strong_tetanus_at_8h"] > 0.5
    assert found["strong_low_frequency_at_8h"] < -0.2
    for name in ("weak_tetanus", "weak_low_frequency", "strong_tetanus_blocked"):
        assert abs(found[f"{name}_at_8h"]) < 0.05
        assert abs(found[f"{name}_at_1h"]) > 0.1


def test_progress_of_minutes_is_reported_and_ascends(late_ltp):
    told = late_ltp[1]
    assert told and told == sorted(told)
    assert told[-1] <= 1


def test_a_rule_without_a_late_phase_keeps_what_it_has_learned():
    times = np.array([3600.0, 8 * 3600.0])
    several = [pairs(0.01), pairs(-0.01)]
    for subject in (spiking("pair"), ArtificialWeight("delta-rule", DeltaRule())):
        changes = subject.changes(several, 0)
        for synthesis in (True, False):
            later = subject.later(several, times, 0, synthesis)
            assert np.array_equal(later, np.stack([changes, changes], axis=1))


@pytest.mark.parametrize(("amplitude", "tau"), [(0.5, 20.0), (-0.2, 60.0)])
def test_exponentials_are_fitted(amplitude, tau):
    x = np.array([1.0, 5, 10, 20, 50, 100])
    found = exponential(x, 0.1 + amplitude * np.exp(-x / tau))
    numbers = (found.amplitude, found.tau, found.offset)
    assert numbers == pytest.approx((amplitude, tau, 0.1), rel=1e-4)


def test_what_is_flat_small_or_no_exponential_is_not_fitted():
    x = np.array([1.0, 5, 10, 20, 50, 100])
    assert exponential(x, np.full(6, 0.3)) is None
    assert exponential(x, 1e-4 * np.exp(-x / 20)) is None
    assert exponential(x, np.array([0.1, -0.2, 0.3, -0.3, 0.2, -0.1])) is None


def test_a_rule_is_held_against_all_data_with_error_bars():
    checked = check_rule(rule_named("triplet-visual-cortex-all-to-all"), "mine")
    met = [verdict.name for verdict in checked.verdicts if verdict.met]
    assert met == ["visual cortex, 60 pairs"]
    assert str(checked).startswith("mine: 1 of 5 met\n")
    assert "pairing-frequency  meets  sjostrom2001" in str(checked)


def test_the_worked_example_prints_what_it_says(capsys):
    text = (DOCS / "your-own-rule.md").read_text(encoding="utf-8")
    example, drawing = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    (printed,) = re.findall(r"```text\n(.*?)```", text, re.DOTALL)
    names = {}
    exec(example, names)
    assert capsys.readouterr().out == printed
    assert "figure_data" in drawing
    assert names["Mine"]().tau_slow == 114


def test_every_experiment_takes_changes_of_its_parameters():
    for each in SYNAPSE_EXPERIMENTS:
        assert replace(each) == each
    assert changed(PairingFrequency(), {"count": 15}).count == 15
    fewer = values(SpikeTriplets(count=30), "pair-fitted-hippocampus")
    more = values(SpikeTriplets(), "pair-fitted-hippocampus")
    assert more["pre10_post"] == pytest.approx(2 * fewer["pre10_post"], rel=1e-6)


def test_artificial_weights_are_subjects_like_any_other():
    weight = ArtificialWeight("delta-rule", DeltaRule())
    findings = PairingFrequency().findings(weight, 0)
    assert {finding.control for finding in findings.measured} == {0.0}


@pytest.mark.parametrize("rule", ["pair", "triplet-hippocampus-nearest"])
def test_a_weight_of_nothing_has_no_relative_change(rule):
    nothing = SpikingSynapse("nothing", changed(rule_named(rule), {"w_start": 0.0}))
    with pytest.raises(InputError, match="w_start must be at least"):
        StdpWindow().findings(nothing, 0)


def test_numbers_that_count_are_whole():
    with pytest.raises(InputError, match=r"count must be a whole number, not 1\.5"):
        changed(StdpWindow(), {"count": 1.5})


def test_a_synapse_that_transmits_nothing_cannot_be_compared():
    mute = changed(rule_named("tsodyks-markram-depressing"), {"U": 0.0})
    with pytest.raises(InputError, match="transmits nothing"):
        ShortTermPlasticity().findings(SpikingSynapse("mute", mute), 0)
