"""The amplitudes of pair STDP that fit data best: changes are linear in both of them."""

import numpy as np

from neurosim.experiments import SpikingSynapse
from neurosim.plasticity import PairSTDP, rule_named

CULTURE = {name: getattr(rule_named("pair"), name) for name in ("tau_plus", "tau_minus")}


def measured(experiment, rule):
    """Return what a rule does in an experiment, and check that it does nothing when off."""
    found = experiment.findings(SpikingSynapse("rule", rule), seed=0)
    assert {finding.control for finding in found.measured} <= {0, None}
    return {finding.measure: finding.value for finding in found.measured}


def best_pair_rule(experiment, name):
    """Return the distance to a data set, in standard errors, and both amplitudes."""
    goals = {}
    for data in experiment.published:
        if data.name == name:
            goals |= data.targets()
    columns = []
    for plus, minus in ((1e-3, 0.0), (0.0, 1e-3)):
        found = measured(experiment, PairSTDP(A_plus=plus, A_minus=minus, **CULTURE))
        columns.append([found[measure] / 1e-3 for measure in goals])
    value, sem = np.array(list(goals.values())).T
    design = np.array(columns).T / sem[:, None]
    best, *_ = np.linalg.lstsq(design, value / sem, rcond=None)
    return np.sqrt(np.mean((design @ best - value / sem) ** 2)), best
