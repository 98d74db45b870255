"""Individuals: who is drawn, from what, and that nothing else depends on it."""

from __future__ import annotations

import math
import pickle
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import pytest
from neurosim.models.hippocampus_neocortex import Parameters as Brain

from neurosim.citations import uncited
from neurosim.individuals import announced, differing, individual, sources
from neurosim.parameters import Parameter, changed, cited, listed
from neurosim.spreads import LogNormalSpread, NormalSpread

MICE = "between 9 mice"
REST = NormalSpread(2.0, "pastoll2020", MICE)
TAU = LogNormalSpread(0.3, "pastoll2020", MICE)


@dataclass(frozen=True)
class Cell:
    rest: float = cited(-70, "mV", "chosen", "a reason", -100, 0, REST)
    tau: float = cited(20, "ms", "vogels2005", "", 0.1, 1000, TAU)
    capacity: float = cited(5, "pF", "chosen", "a reason", 0, 100)


@dataclass(frozen=True)
class Tree:
    one: Cell = Cell()
    other: Cell = Cell()


NAMES = ["one.rest", "one.tau", "other.rest", "other.tau"]


def values(tree, seed):
    """Return what was drawn, by name."""
    found = dict(listed(individual(tree, seed)))
    return {name: float(found[name]) for name in differing(tree)}


@pytest.fixture(scope="module")
def many():
    """Two thousand individuals."""
    drawn = [values(Tree(), seed) for seed in range(2000)]
    return {name: np.array([each[name] for each in drawn]) for name in NAMES}


def test_only_what_has_a_spread_differs():
    assert list(differing(Tree())) == NAMES
    assert individual(Tree(), 3).one.capacity is Tree().one.capacity
    assert individual(Cell(rest=-70.0, tau=20.0), 3) == Cell(rest=-70.0, tau=20.0)


def test_the_same_seed_is_the_same_individual_and_no_other():
    assert values(Tree(), 7) == values(Tree(), 7)
    everyone = [value for seed in range(50) for value in values(Tree(), seed).values()]
    assert len(set(everyone)) == 50 * len(NAMES)


def test_an_individual_is_who_it_was_in_earlier_versions():
    """Streams hang on names and seeds alone: numbers of published cohorts can be drawn again."""
    was = [-68.4166423545731, 13.335801260225974, -68.68918575965094, 20.973128850882553]
    assert list(values(Tree(), 7).values()) == pytest.approx(was, rel=1e-12)


@pytest.mark.parametrize("name", NAMES)
def test_means_and_standard_deviations_are_those_of_the_source(many, name):
    mean, sd = (-70.0, 2.0) if name.endswith("rest") else (20.0, 0.3 * 20.0)
    drawn, count = many[name], 2000
    error = sd / math.sqrt(count)
    assert abs(drawn.mean() - mean) < 3 * error
    heavy = 1.0 if name.endswith("rest") else 1.35  # sqrt((kurtosis - 1)/2), CV 0.3
    assert abs(drawn.std(ddof=1) - sd) < 3 * heavy * sd / math.sqrt(2 * count)


def test_time_constants_are_lognormal_and_potentials_normal(many):
    def skewness(drawn):
        return float(np.mean(((drawn - drawn.mean()) / drawn.std()) ** 3))

    error = 3 * math.sqrt(6 / 2000)
    assert abs(skewness(many["one.rest"])) < error
    assert abs(skewness(np.log(many["one.tau"]))) < error
    assert skewness(many["one.tau"]) > 0.5


def test_numbers_of_an_individual_and_of_the_next_one_are_independent(many):
    error = 3.5 / math.sqrt(2000)
    for one, other in combinations(NAMES, 2):
        assert abs(np.corrcoef(many[one], many[other])[0, 1]) < error
    for name in NAMES:
        assert abs(np.corrcoef(many[name][1:], many[name][:-1])[0, 1]) < error


def test_a_number_that_begins_or_ceases_to_differ_changes_no_other():
    fewer = Tree(one=replace(Cell(), rest=cited(-70, "mV", "chosen", "a reason", -100, 0)))
    assert values(fewer, 7) == {n: v for n, v in values(Tree(), 7).items() if n != "one.rest"}
    turned = Tree(one=Cell(), other=changed(Cell(), {"capacity": 8}))
    assert values(turned, 7) == values(Tree(), 7)


def test_another_mean_leaves_an_individual_where_it_is_among_others():
    usual = individual(Cell(), 7)
    shifted = Cell(rest=cited(-60, "mV", "chosen", "a reason", -100, 0, REST))
    assert individual(shifted, 7).rest + 70 == pytest.approx(usual.rest + 60 + 20, abs=1e-9)
    assert individual(shifted, 7).tau == usual.tau


@pytest.mark.parametrize("kind", [NormalSpread(1.0, "x", MICE), LogNormalSpread(0.2, "x", MICE)])
def test_bounds_hold_and_cut_the_distribution_off(kind):
    low, high = kind.at(5.0, -1.0), kind.at(5.0, 1.0)
    number = cited(5.0, "ms", "chosen", "a reason", low, high, kind)
    shares = (np.arange(1000) + 0.5) / 1000
    drawn = np.array([float(number.drawn(share)) for share in shares])
    assert drawn.min() >= low
    assert drawn.max() <= high
    assert (np.diff(drawn) > 0).all()
    scores = np.array([kind.score(5.0, value) for value in drawn])
    assert scores.std() == pytest.approx(0.5397, abs=2e-3)  # of a normal one cut off at 1 sd
    for share in (2**-53, 1 - 2**-53):
        assert low <= number.drawn(share) <= high


def test_what_is_drawn_says_from_what():
    tau = individual(Cell(), 7).tau
    assert isinstance(tau, Parameter)
    assert (tau.source, tau.unit, tau.low, tau.high) == ("pastoll2020", "ms", 0.1, 1000)
    assert tau.note == "drawn: lognormal, CV 0.3, mean 20; between 9 mice"
    assert tau.spread is None
    told = dict(listed(announced(Tree())))
    assert told["one.rest"].note == (
        "a reason; drawn for each seed: normal, sd 2 mV (pastoll2020: between 9 mice)"
    )
    assert (float(told["one.rest"]), told["one.rest"].source) == (-70.0, "chosen")
    assert told["one.capacity"] is Tree().one.capacity
    assert sources(Tree()) == ("pastoll2020",)


@pytest.mark.parametrize("value", [25.0, 20.0])
def test_what_somebody_sets_is_set(value):
    tree = changed(Tree(), {"one.tau": value})
    assert list(differing(tree)) == ["one.rest", "other.rest", "other.tau"]
    assert individual(tree, 7).one.tau == value
    assert individual(tree, 7).other == individual(Tree(), 7).other
    assert differing(changed(individual(Tree(), 7), {"one.tau": 20.0})) == {}


def test_a_number_set_to_what_it_is_keeps_its_source_and_its_origin():
    tau = changed(Tree(), {"one.tau": 20.0}).one.tau
    assert (tau.source, tau.note, tau.origin) == ("vogels2005", "", Tree().one.tau)
    assert float(tau.with_value(30.0, "tau").origin) == 20.0


def test_copies_keep_the_spread():
    assert pickle.loads(pickle.dumps(Cell().tau)).spread == TAU


REFUSED = [
    ("a size of 0", lambda: NormalSpread(0.0, "x", MICE), "above 0"),
    ("no size", lambda: LogNormalSpread(math.nan, "x", MICE), "above 0"),
    ("no note", lambda: NormalSpread(1.0, "x", ""), "needs a note"),
    ("cells", lambda: cited(600, "cells", "chosen", "a reason", 0, 1e6, REST), "are counted"),
    ("no room", lambda: cited(-70, "mV", "chosen", "a reason", -71, 0, REST), "no room"),
    ("nothing to draw", lambda: Cell().capacity.drawn(0.5), "does not differ"),
]


@pytest.mark.parametrize(("make", "told"), [(m, t) for _, m, t in REFUSED])
def test_what_makes_no_sense_cannot_be_written(make, told):
    with pytest.raises(ValueError, match=told):
        make()


def test_the_brain_says_whom_its_differences_were_measured_in():
    numbers = differing(Brain())
    assert len(numbers) == 18
    assert {name.rpartition(".")[2] for name in numbers} == {
        "tau_m", "E_leak", "threshold_potential",
    }  # fmt: skip
    assert all("mice" in number.spread.note for number in numbers.values())
    assert uncited(sources(Brain())) == []
