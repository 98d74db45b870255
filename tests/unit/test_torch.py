"""Networks held to PyTorch: same weights, same data, same slopes, same steps.

The numbers of the oracle stand in ``tests/oracles/torch_networks.json``; where PyTorch is
installed, it is asked again.
"""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import numpy as np
import pytest

from networks_for_torch import CELLS, ours

ORACLE = Path(__file__).parents[1] / "oracles" / "torch_networks.py"
WRITTEN = json.loads(ORACLE.with_suffix(".json").read_text(encoding="utf-8"))
NEAR = 1e-6
"""Largest difference, as a share of the largest number of an array."""


@pytest.fixture(scope="module")
def found():
    return ours()


def assert_near(found, expected):
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        assert np.shape(one) == np.shape(other)
        assert np.max(np.abs(one - other)) <= NEAR * np.max(np.abs(other))


def test_networks_of_every_kind_are_compared(found):
    assert set(found) == set(WRITTEN)
    for kind in ("perceptron", *CELLS):
        assert len([name for name in found if name.startswith(f"{kind},")]) == 4
    # Three steps lead somewhere else with every optimiser, and not where the network started.
    for name in CELLS:
        after = [found[f"{name}, three steps of {each}"][0] for each in ("momentum", "Adam")]
        assert np.max(np.abs(after[0] - after[1])) > 1e-3


@pytest.mark.parametrize("name", WRITTEN)
def test_the_numbers_are_those_that_pytorch_wrote(found, name):
    assert_near([np.ravel(array) for array in found[name]], [np.array(a) for a in WRITTEN[name]])


def test_the_numbers_are_those_of_pytorch_itself(found):
    pytest.importorskip("torch")
    live = runpy.run_path(str(ORACLE))["numbers"]()
    for name, arrays in live.items():
        assert_near(found[name], arrays)
