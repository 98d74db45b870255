"""The synapse bench: one synapse, given spike times, any rule."""

from neurosim.bench.bench import Bench, Outcome
from neurosim.bench.protocols import (
    groups,
    low_frequency,
    pair_trains,
    pairs,
    poisson,
    post_pre_post,
    pre_post_pre,
    quadruplets,
    tetanus,
    theta_burst,
    train,
)
from neurosim.bench.stimulation import Stimulation

__all__ = [
    "Bench",
    "Outcome",
    "Stimulation",
    "groups",
    "low_frequency",
    "pair_trains",
    "pairs",
    "poisson",
    "post_pre_post",
    "pre_post_pre",
    "quadruplets",
    "tetanus",
    "theta_burst",
    "train",
]
