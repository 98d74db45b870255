"""The networks of +1 and -1 units that take part in experiments, by how they store patterns."""

from __future__ import annotations

from neurosim.artificial import HebbRule, PseudoInverseRule, StorkeyRule
from neurosim.experiments.network import Network
from neurosim.parameters import cited

HEBB = Network("hebb", "Hebb's rule: products.", HebbRule.sources, HebbRule())
STORKEY = Network("storkey", "Storkey's rule: what is new.", StorkeyRule.sources, StorkeyRule())
PSEUDO_INVERSE = Network(
    "pseudo-inverse", "A projection, without self-coupling.", PseudoInverseRule.sources,
    PseudoInverseRule(),
)  # fmt: skip
PROJECTION = Network(
    "projection", "A projection, with it.", PseudoInverseRule.sources,
    PseudoInverseRule(
        cited(1.0, "1", "personnaz1985", "the diagonal is part of the projection", 0, 1)
    ),
)  # fmt: skip

STORING = (HEBB, STORKEY, PSEUDO_INVERSE)
"""From the least that they hold to the most; none has self-couplings."""
