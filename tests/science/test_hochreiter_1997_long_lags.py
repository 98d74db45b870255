"""Hochreiter & Schmidhuber (1997): lags of many steps are learned with gates, and not without.

Also Bengio, Simard & Frasconi (1994): why, and Henaff, Szlam & LeCun (2016): what else helps. The
study with ten seeds, delays up to 100 steps and learning curves is `neurosim run copy-memory`.
"""

from __future__ import annotations

import numpy as np

from neurosim.artificial.teaching import LongShortTerm, SimpleRecurrent, accuracy
from neurosim.items import Copy

TASK = Copy(delay=40)
TRIALS = TASK.draw(200, np.random.default_rng(7))


def right(pupil):
    return accuracy(pupil.trained(TASK, 250, 200), TASK, TRIALS)


def test_networks_with_gates_learn_what_simple_ones_do_not():
    assert right(SimpleRecurrent()) < 0.8
    assert right(LongShortTerm()) > 0.9
