"""Experiments on networks that do not live: from the command line to the run folder and back."""

import json
import re

import pytest

from nets import TinyNets
from neurosim.citations import uncited
from neurosim.cli import catalogue
from neurosim.errors import InputError, SimulationError
from neurosim.experiments.network import Score
from neurosim.experiments.network_run import run_networks
from neurosim.experiments.networks import NETWORK_EXPERIMENTS
from neurosim.parameters import cited, listed
from neurosim.store import NetworkRun, open_run

each_experiment = pytest.mark.parametrize(
    "experiment", NETWORK_EXPERIMENTS, ids=lambda each: each.name
)


# What every experiment on networks must keep, whatever it asks


def test_the_list_has_every_experiment_that_has_a_file():
    files = [
        name
        for name, glance in catalogue.experiments().items()
        if glance.module.startswith("neurosim.experiments.networks.")
    ]
    assert sorted(files) == sorted(each.name for each in NETWORK_EXPERIMENTS)


@each_experiment
def test_numbers_of_experiments_and_networks_come_from_the_bibliography(experiment):
    networks = experiment.networks()
    numbers = [
        *listed(experiment),
        *(pair for each in networks for pair in listed(each.parameters)),
    ]
    keys = {number.source for _, number in numbers}
    keys |= {key for each in networks for key in each.sources}
    assert uncited({*keys, *experiment.cited()} - {"chosen"}) == []
    names = [each.name for each in networks]
    assert len(set(names)) == len(names) >= 1
    # They are told in run.json, which refuses others when it is read.
    assert all(
        re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", n) for n in (*names, *experiment.conditions)
    )
    assert experiment.question.endswith("?")


@each_experiment
def test_nobody_is_said_to_have_set_what_no_user_set(experiment):
    usual, quick = dict(listed(experiment)), dict(listed(experiment.quick()))
    smaller = [each for name, each in quick.items() if each != usual[name]]
    assert smaller
    assert all(each.note.startswith("smaller, for a quick look; by") for each in smaller)
    for network in experiment.networks():
        assert not [p for _, p in listed(network.parameters) if "by the user" in p.note]


@each_experiment
def test_charts_draw_what_has_a_meaning_and_fit_on_a_page(experiment):
    charts = experiment.charts()
    assert 1 <= len(charts) <= 6
    assert charts == experiment.quick().charts()
    for chart in charts:
        assert {name for name, _ in chart.measures} <= set(experiment.meanings)
        assert chart.condition in ("", *experiment.conditions)
        for data in chart.published:
            assert len(data.x) == len(data.y)


# The tiny one


@pytest.fixture(autouse=True)
def tiny(tmp_path, monkeypatch):
    """The tiny experiment beside the others, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    glance = catalogue.Glance("tiny-nets", TinyNets.question, "nets", "TinyNets")
    known = {**catalogue.experiments(), "tiny-nets": glance}
    monkeypatch.setattr(catalogue, "experiments", lambda: known)
    monkeypatch.setattr("neurosim.store.network_run.NETWORK_EXPERIMENTS", (TinyNets(),))


RUN = ("run", "tiny-nets", "--out", "run")


def test_a_run_leaves_a_folder_that_tells_the_same(call, tmp_path):
    code, out, err = call(*RUN, "--seeds", "2", "--json")
    assert code == 0, err
    told = json.loads(out)
    assert (told["experiment"], told["seeds"], told["out"]) == ("tiny-nets", [0, 1], "run")
    found = {(r["agent"], r["condition"], r["measure"], r["at"]): r for r in told["results"]}
    assert len(found) == 2 * 2 * 4
    assert found["steep", "trained", "right", 1.0]["mean"] == pytest.approx(0.25, abs=1e-3)
    assert found["flat", "naive", "best", None]["per_seed"] == [0.0, 0.0]
    run = open_run(tmp_path / "run")
    assert isinstance(run, NetworkRun)
    assert run.manifest.conditions == ("trained", "naive")
    assert [card.name for card in run.manifest.cards] == ["tiny-nets", "flat", "steep"]
    assert {"amit1987", "hopfield1982"} <= run.manifest.cited()
    assert json.loads(json.dumps(run.results())) == told
    page = (tmp_path / "run" / "report.html").read_text()
    assert "Does &lt;b&gt;slope&lt;/b&gt; matter?" in page
    assert "as good as that" in page


def test_a_run_can_be_repeated_by_its_command_and_drawn_again(call, tmp_path):
    changes = ("--agents", "steep", "--set", "steep.slope=0.25", "--set", "loads=2")
    assert call(*RUN, *changes)[0] == 0
    command = open_run(tmp_path / "run").manifest.command
    assert command == (
        "neurosim run tiny-nets --agents steep --seed 0 --set steep.slope=0.25 --set loads=2"
    )
    first = (tmp_path / "run" / "measures.csv").read_bytes()
    assert call(*command.split()[1:], "--out", "again")[0] == 0
    assert (tmp_path / "again" / "measures.csv").read_bytes() == first
    svg = tmp_path / "run" / "figure.svg"
    before = svg.read_bytes()
    assert call("figure", "run")[0] == 0
    assert svg.read_bytes() == before
    code, out, _ = call("compare", "run", "again")
    assert code == 0
    assert "steep" in out


def test_a_run_in_a_hurry_is_smaller(call):
    told = json.loads(call(*RUN, "--quick", "--json")[1])
    assert {r["at"] for r in told["results"]} == {None, 0.0, 1.0}


def test_show_and_cite_tell_of_the_networks(call):
    out = call("show", "tiny-nets")[1]
    for text in ("Knows half.", "of steep", "as good as that", "share of answers that are right"):
        assert text in out
    assert "@article{amit1987," in call("cite", "tiny-nets")[1]
    assert "tiny-nets" in call("list")[1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--agents", "steap"), "unknown agent 'steap'; did you mean 'steep'?"),
        (("--agents", "steep,steep"), "named twice"),
        (("--rule", "pair"), "--rule does not apply to tiny-nets"),
        (("--items", "digits"), "(they are: loads, most)"),
        (("--night", "3"), "--night does not apply"),
        (("--set", "steep.slop=1"), "slop"),
        (("--set", "steep.units=1.5"), "units"),
        (("--set", "loads=0"), "loads"),
        (("--set", "steep.slope=nan"), "slope"),
        (("--set", "steep.slope=1"), "a slope of 1 cannot be climbed"),
    ],
)
def test_bad_input_is_refused_in_one_line(call, tmp_path, words, told):
    code, out, err = call(*RUN, *words)
    problems = [line for line in err.splitlines() if line.startswith("neurosim: ")]
    assert (code, out, len(problems)) == (2, "", 1)
    assert told in problems[0]
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("score", "told"),
    [
        (Score("right", float("nan"), 0, 1), "not a finite number"),
        (Score("right", 1, 0, 1, float("inf")), "not a finite number"),
        (Score("wrong", 1, 0, 1), "does not tell of wrong"),
        (Score("right", 1, 0, 1, condition="asleep"), "does not tell of right"),
    ],
)
def test_what_cannot_be_drawn_is_refused(monkeypatch, score, told):
    monkeypatch.setattr(TinyNets, "scores", lambda *_: iter([score]))
    with pytest.raises(SimulationError, match=told):
        list(run_networks(TinyNets(), TinyNets().networks(), 0))


def test_what_is_measured_twice_is_refused(monkeypatch):
    twice = [Score("right", 1, 0, 1, 1), Score("right", 0, 0, 1, 1.0)]
    monkeypatch.setattr(TinyNets, "scores", lambda *_: iter(twice))
    with pytest.raises(SimulationError, match="measured twice"):
        list(run_networks(TinyNets(), TinyNets().networks(), 0))


def test_numbers_that_count_are_whole():
    half = cited(2.5, "loads", "chosen", "not whole", 1, 1000)
    with pytest.raises(InputError, match="loads"):
        TinyNets(loads=half)


def test_damaged_folders_are_refused(call, tmp_path):
    assert call(*RUN)[0] == 0
    manifest = tmp_path / "run" / "run.json"
    whole = manifest.read_text()
    told = json.loads(whole)
    for damage in ({"conditions": []}, {"conditions": ["../x"]}, {"conditions": 3}):
        manifest.write_text(json.dumps(told | damage))
        with pytest.raises(InputError, match=r"run.json is damaged"):
            open_run(tmp_path / "run")
    manifest.write_text(json.dumps(told | {"conditions": ["trained"]}))
    with pytest.raises(InputError, match="naive is not in"):
        open_run(tmp_path / "run").table()
    manifest.write_text(json.dumps(told | {"experiment": told["experiment"] | {"name": "gone"}}))
    with pytest.raises(InputError, match="unknown experiment 'gone'"):
        open_run(tmp_path / "run").figure()
