"""Leutgeb et al. (2007), Vazdarjanova & Guzowski (2004): dentate gyrus separates, CA3 less so.

The long form, twenty subjects with eight items each, is `make science`; its table and figure are in
docs/science/pattern-separation.
"""

import numpy as np
import pytest
from neurosim.models import hippocampus_neocortex

from neurosim.experiments.pattern_separation import SHARED, PatternSeparation
from neurosim.parameters import changed


@pytest.fixture(scope="module")
def overlaps(lived):
    """Return a function that gives the overlaps of codes in a region, one for each of SHARED."""
    experiment = changed(PatternSeparation(), {"items_count": 3})
    found = lived(experiment, {"brain": hippocampus_neocortex.build})

    def of(condition, region):
        return np.array([found["brain", condition, f"cosine_{region}", at] for at in SHARED])

    return of


@pytest.mark.parametrize("condition", ["naive", "learned"])
def test_codes_of_dentate_gyrus_are_less_alike_than_inputs_wherever_these_differ(
    overlaps, condition
):
    assert (overlaps(condition, "DG") < overlaps(condition, "EC_superficial")).all()
    assert overlaps(condition, "DG").mean() < 0.5 * overlaps(condition, "EC_superficial").mean()


@pytest.mark.parametrize("condition", ["naive", "learned"])
def test_ca1_separates_less_than_ca3(overlaps, condition):
    assert overlaps(condition, "CA1").mean() > 1.2 * overlaps(condition, "CA3").mean()
    assert overlaps(condition, "CA1").mean() < overlaps(condition, "EC_superficial").mean()


def test_what_was_learned_draws_the_codes_of_ca3_to_it_but_not_those_of_dentate_gyrus(overlaps):
    def above(condition):
        return (overlaps(condition, "CA3") - overlaps(condition, "DG")).mean()

    assert above("learned") > 0.02
    assert abs(above("naive")) < above("learned")
