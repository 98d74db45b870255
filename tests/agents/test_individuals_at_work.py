"""Brains that are individuals: the same ones whoever does the work, and kept whole."""

import json

import pytest
from neurosim.models.hippocampus_neocortex import Parameters, build

from neurosim.cli import status
from neurosim.individuals import individual
from neurosim.items import Digits
from neurosim.store import load_state, open_run

WORDS = ("run", "one-shot", "--agents", "hippocampus_neocortex", "--quick", "--items-count", "2",
         "--seed", "1", "--individuals", "--keep-states")  # fmt: skip
STATE = "states/hippocampus_neocortex/learning/seed-1.npz"


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """The same cohort, lived by one process and by two."""
    place = tmp_path_factory.mktemp("cohorts")
    for name, more in (("alone", ()), ("shared", ("--workers", "2"))):
        assert status((*WORDS, *more, "--out", str(place / name))) == 0
    return place


def test_individuals_are_the_same_whoever_does_the_work(runs):
    alone, shared = (
        json.loads((runs / name / "run.json").read_text())["files"] for name in ("alone", "shared")
    )
    assert "individuals.csv" in alone
    assert {n: h for n, h in alone.items() if n != "report.html"} == {
        n: h for n, h in shared.items() if n != "report.html"
    }


def test_a_saved_individual_is_made_again_with_its_own_numbers(runs):
    drawn = {
        row.parameter: row.value for row in open_run(runs / "alone").individuals() if row.seed == 1
    }
    assert len(drawn) == 18
    state = load_state(runs / "alone" / STATE)
    circuit = state.made_again(build, Parameters()).circuit
    name = "circuit.regions.CA3.cell.tau_m"
    (ca3,) = (region for region in circuit.regions if region.name == "CA3")
    assert drawn[name] == state.parameters[name] == ca3.cell.tau_m != 20.0


def test_the_numbers_of_an_individual_are_those_that_are_simulated():
    items = Digits().draw(1, 200)
    usual, other = (
        build(200, items.senses, parameters).study(items.items[0], 0.4).spikes["CA3"]
        for parameters in (Parameters(), individual(Parameters(), 201))
    )  # the same wiring and noise
    assert usual.cells.size > 0
    assert other.cells.size > 0
    assert usual.seconds.tolist() != other.seconds.tolist()
