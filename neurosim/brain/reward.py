"""Reward: what dopamine does to what is met with it.

Dopamine reaches the hippocampus from the ventral tegmental area and from the locus coeruleus, and
acts on D1 and D5 receptors there (Lisman & Grace 2005). These raise cyclic AMP, as the beta
receptors of noradrenaline do, and so lower the threshold of long-term potentiation (Li et al.
2003) and leave the same tag on cells that fired: what is met with reward is replayed more often
(Singer & Frank 2009; McNamara et al. 2014). Its numbers are therefore those of `Amygdala`; unlike
arousal, reward narrows no attention. It is as large as the reward: that an expected reward
releases none (Schultz, Dayan & Montague 1997) is not modelled.
"""

from __future__ import annotations

from neurosim.protocol import Drug, Substance


def dopamine(reward: float, drug: Drug | None) -> float:
    """Return how far a reward raises dopamine, as it is felt under a drug: 0 to 1."""
    if drug is None or drug.substance is not Substance.SCH23390:
        return reward
    return reward * (1 - drug.dose)
