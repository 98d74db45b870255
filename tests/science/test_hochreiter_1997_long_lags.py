"""Hochreiter & Schmidhuber (1997): lags of many steps are learned with gates, and not without.

Also Bengio, Simard & Frasconi (1994): why, and Henaff, Szlam & LeCun (2016): what else helps. The
study with ten seeds, delays up to 100 steps and learning curves is `neurosim run copy-memory`.
"""

from __future__ import annotations

import numpy as np
import pytest

from neurosim.artificial.teaching import (
    GatedRecurrent,
    LongShortTerm,
    SimpleRecurrent,
    accuracy,
)
from neurosim.items import Copy

TASK = Copy(delay=40)
STEPS = 250
TRIALS = TASK.draw(200, np.random.default_rng(7))


def right(pupil, seed):
    return accuracy(pupil.trained(TASK, STEPS, seed), TASK, TRIALS)


@pytest.mark.parametrize("pupil", [LongShortTerm(), GatedRecurrent()], ids=["lstm", "gru"])
def test_networks_with_gates_learn_what_simple_ones_do_not(pupil):
    gated, simple = right(pupil, 200), right(SimpleRecurrent(), 200)
    assert gated > 0.9
    assert simple < 0.8
