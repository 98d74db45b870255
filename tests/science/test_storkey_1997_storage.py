"""Storkey (1997), Personnaz et al. (1985): better rules hold more than Hebb's, without an error.

Patterns that stay exactly as they are: 1/(2 ln N) a unit by Hebb's rule (McEliece et al. 1987),
1/sqrt(2 ln N) by Storkey's, 1 by a projection. The curves of `make science` are in
docs/science/storage-rules.
"""

import numpy as np
import pytest

from neurosim.artificial import (
    HebbRule,
    PseudoInverseRule,
    SignHopfieldNetwork,
    StorkeyRule,
    correlated_patterns,
    own_overlaps,
    random_patterns,
)
from neurosim.parameters import changed

UNITS = 200
HEBB, STORKEY = 1 / (2 * np.log(UNITS)), 1 / np.sqrt(2 * np.log(UNITS))
PROJECTION = changed(PseudoInverseRule(), {"self_coupling": 1})


def share_kept(rule, load, draw=random_patterns):
    """Share of patterns that no unit would change, over two networks."""
    kept = []
    for seed in (300, 301):
        network = SignHopfieldNetwork(UNITS, rule)
        patterns = draw(round(load * UNITS), UNITS, np.random.default_rng(seed))
        network.store(patterns)
        fields = patterns * network.fields(patterns)
        kept.append(np.mean(fields.min(axis=1) > 0))
    return np.mean(kept)


def alike(count, units, random):
    return correlated_patterns(count, units, 0.25, random)


def test_each_rule_keeps_nearly_all_at_its_published_capacity():
    assert share_kept(HebbRule(), HEBB) > 0.8
    assert share_kept(StorkeyRule(), STORKEY) > 0.9
    assert share_kept(PseudoInverseRule(), 0.99) == 1


def test_what_one_rule_holds_a_poorer_one_does_not():
    assert share_kept(HebbRule(), STORKEY) < 0.05
    assert share_kept(StorkeyRule(), 0.8) < 0.2


def test_patterns_that_are_alike_are_lost_by_hebb_and_kept_by_a_projection():
    assert share_kept(HebbRule(), HEBB, alike) < 0.05
    assert 0.4 < share_kept(StorkeyRule(), HEBB, alike) < 1
    assert share_kept(PseudoInverseRule(), 0.9, alike) == 1


@pytest.mark.parametrize(("load", "lost"), [(0.3, 0.0), (0.4, 0.6)])
def test_basins_are_wider_without_self_coupling(load, lost):
    """Kanter & Sompolinsky (1987): cues with every tenth unit flipped."""
    patterns = random_patterns(round(load * UNITS), UNITS, np.random.default_rng(300))
    found = []
    for rule in (PROJECTION, PseudoInverseRule()):
        network, random = SignHopfieldNetwork(UNITS, rule), np.random.default_rng(301)
        network.store(patterns)
        cues = network.cue(patterns[:30], 0.1, random)
        found.append(np.mean(own_overlaps(network.retrieve(cues, random), patterns[:30]) == 1))
    whole, without = found
    assert without > 0.9
    assert whole == 1 if not lost else whole < 1 - lost
