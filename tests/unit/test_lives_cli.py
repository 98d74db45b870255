"""Experiments with charts, from the command line to the run folder and back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

from neurosim.cli import agents as registry
from neurosim.cli.agents import Model
from neurosim.cli.catalogue import experiments
from neurosim.cli.suitable import USUAL_AGENTS, lacking
from neurosim.experiments import OneShot
from neurosim.protocol import Signal
from neurosim.store import load_state, open_run
from neurosim.store import measures as table
from runs import KINDS, Tree, factory
from walker import Walker

WALKING = ("ca3_track", "ca3_track_asymmetric", "ca3_track_no_adaptation")
KNOWN = {**KINDS, "hippocampus_neocortex": KINDS["pulse"], "hopfield_1982": KINDS["oracle"],
         "mlp_backprop": KINDS["dice"], "lstm_1997": KINDS["parrot"],
         **dict.fromkeys(WALKING, Walker)}  # fmt: skip
SPIKING = ("pulse", "hippocampus_neocortex")


@pytest.fixture(autouse=True)
def models(monkeypatch, tmp_path):
    """Dummies in place of models; two of them have spikes and a hippocampus."""

    def model(name):
        make = KNOWN[name]

        def build(seed, senses, _):
            agent = make(seed, senses)
            agent.name = name
            return agent

        offers, regions = frozenset({"answer"}), ()
        if name in SPIKING:
            offers, regions = frozenset({"spikes", "answer"}), ("hippocampus",)
        if name in WALKING:
            offers, regions = frozenset({"spikes"}), ("place cells",)
        return Model(name, f"A {name}.", Tree(), build, (), offers, regions)

    monkeypatch.setattr(registry, "installed", lambda: dict.fromkeys(KNOWN))
    monkeypatch.setattr(registry, "model", model)
    monkeypatch.chdir(tmp_path)


@dataclass(frozen=True)
class Spiky(OneShot):
    """A one-shot that is about spikes."""

    name: ClassVar[str] = "spiky"
    needs: ClassVar[frozenset[Signal]] = frozenset({Signal.ANSWER, Signal.SPIKES})


@dataclass(frozen=True)
class Damaging(OneShot):
    """A one-shot that is about the hippocampus, and about senses that digits lack."""

    name: ClassVar[str] = "damaging"
    region: ClassVar[str] = "hippocampus"
    senses: ClassVar[tuple[str, ...]] = ("sight", "feeling")
    usual_items: ClassVar[str] = "episodes"


@pytest.fixture
def special(monkeypatch):
    """Two experiments that not every agent can live."""
    known = {each.name: each() for each in (Spiky, Damaging)}
    monkeypatch.setattr("neurosim.store.life_run.EXPERIMENTS", tuple(known.values()))
    monkeypatch.setattr("neurosim.cli.catalogue.experiment_named", known.__getitem__)


def told(folder="run"):
    return json.loads((Path(folder) / "run.json").read_text())


QUICK = ("--quick", "--agents", "oracle,pulse")


@pytest.mark.parametrize("name", ["one-shot", "pattern-completion", "consolidation", "capacity"])
def test_an_experiment_leaves_a_folder_that_can_be_opened(call, name):
    code, out, _ = call("run", name, *QUICK, "--seeds", "2", "--out", "run")
    assert code == 0
    assert "All measures are in measures.csv" in out
    before = Path("run/figure.svg").read_bytes()
    assert call("figure", "run") == (0, "run/figure.svg\nrun/figure.png\n", "")
    assert Path("run/figure.svg").read_bytes() == before
    code, out, _ = call("compare", "run", "run")
    assert code == 0
    assert "oracle" in out
    rows = open_run(Path("run")).rows()
    assert table.read_rows(table.written(rows)) == rows
    report = Path("run/report.html").read_text()
    assert "Published counterpart" in report
    assert call("cite", "run")[0] == 0
    assert call("show", name)[1].count("recall") > 3


def test_json_tells_the_place_of_every_number(call):
    code, out, _ = call("run", "capacity", *QUICK, "--json", "--out", "run")
    assert code == 0
    results = json.loads(out)["results"]
    assert {each["at"] for each in results} == {5.0, 10.0}
    code, out, _ = call("run", "one-shot", *QUICK, "--json", "--out", "other")
    assert {each["at"] for each in json.loads(out)["results"]} == {None}


def test_lives_with_items_of_their_own_keep_them_apart(call):
    assert call("run", "capacity", *QUICK, "--seed", "3", "--out", "run")[0] == 0
    files = {name for name in told()["files"] if name.endswith(".npz")}
    assert {
        "items/sleep/5-items/seed-3.npz",
        "items/awake/10-items/seed-3.npz",
        "recordings/oracle/sleep/10-items/seed-3.npz",
    } < files
    run = open_run(Path("run"))
    assert len(run.items(3, "awake", "10-items").items) == 10
    assert len(run.diary("pulse", "sleep", 3, "5-items").studies()) == 5
    assert told()["conditions"] == ["sleep", "awake"]


def test_lives_with_the_same_items_share_them(call):
    assert call("run", "consolidation", *QUICK, "--out", "run")[0] == 0
    assert [name for name in told()["files"] if name.startswith("items")] == ["items/seed-0.npz"]
    assert len(open_run(Path("run")).items(0, "awake").items) == 3


def test_everybody_usual_lives_what_needs_nothing_special(call):
    assert call("run", "one-shot", "--quick", "--out", "run")[0] == 0
    answering = tuple(name for name in USUAL_AGENTS if name not in WALKING)
    assert tuple(agent["name"] for agent in told()["agents"]) == answering


def test_place_cells_live_what_is_about_places_and_nobody_else_does(call):
    words = ("--set", "night=5", "--set", "laps=2", "--set", "tests=1", "--out", "run")
    assert call("run", "sequence-replay", *words)[0] == 0
    assert tuple(agent["name"] for agent in told()["agents"]) == WALKING
    assert open_run(Path("run")).diary("ca3_track", "walk", 0).recordings[0].event.label == "lap"
    assert call("figure", "run")[0] == 0


@pytest.mark.parametrize("name", ["spiky", "damaging"])
def test_usual_agents_are_those_that_have_what_it_needs(call, special, name):
    assert call("run", name, "--quick", "--out", "run")[0] == 0
    assert [agent["name"] for agent in told()["agents"]] == ["hippocampus_neocortex"]
    assert "--agents hippocampus_neocortex" in told()["command"]


NONSENSE = {
    ("run", "spiky", "--agents", "pulse,oracle"): "agent 'oracle' has no spikes, without which "
    "spiky shows nothing (agents that have: pulse, hippocampus_neocortex)",
    ("run", "damaging", "--agents", "dice"): "agent 'dice' has no hippocampus, without which ",
    ("run", "damaging", "--items", "digits"): "digits items have no feeling, which damaging needs "
    "(allowed: episodes)",
    ("run", "spiky", "--night", "5"): "--night does not apply to spiky (it has: items_count, ",
    ("run", "spiky", "--set", "spiky.exposur=1"): "did you mean 'exposure'?",
    ("run", "spiky", "--items-count", "11"): "items come in sets of 1 to 10, not 11",
}


@pytest.mark.parametrize("arguments", NONSENSE, ids=" ".join)
def test_what_does_not_fit_is_told_in_one_line(call, special, arguments):
    code, out, err = call(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert NONSENSE[arguments] in err
    assert list(Path().iterdir()) == []


MISFITS = {
    ("run", "sequence-replay", "--agents", "pulse"): "agent 'pulse' has no place cells, without "
    "which sequence-replay shows nothing (agents that have: ca3_track, ca3_track_asymmetric, ",
    ("run", "sequence-replay", "--items", "digits"): "digits items have no place, which sequence-"
    "replay needs (allowed: track)",
    ("run", "one-shot", "--agents", "ca3_track"): "agent 'ca3_track' has no answer, without which ",
    ("run", "one-shot", "--items", "track"): "track items have no sight, which one-shot needs ",
    ("run", "sequence-replay", "--set", "step=0.07"): "3 s of a lap are no whole number of steps",
}


@pytest.mark.parametrize("arguments", MISFITS, ids=" ".join)
def test_places_and_answers_are_not_asked_of_those_who_have_none(call, arguments):
    code, out, err = call(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert MISFITS[arguments] in err


def test_a_number_of_the_experiment_may_be_named_in_full(call):
    changes = ("--set", "one-shot.exposure=0.3", "--set", "test=0.2")
    assert call("run", "one-shot", *QUICK, *changes, "--out", "run")[0] == 0
    numbers = {each["name"]: each["value"] for each in told()["experiment"]["parameters"]}
    assert numbers == {"items_count": 3, "exposure": 0.3, "test": 0.2}


def test_a_run_of_an_unknown_experiment_is_told_in_one_line(call):
    assert call("run", "one-shot", *QUICK, "--out", "run")[0] == 0
    changed = told()
    changed["experiment"]["name"] = "two-shot"
    Path("run/run.json").write_text(json.dumps(changed))
    for command in (("figure", "run"), ("compare", "run", "run")):
        code, out, err = call(*command)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert "unknown experiment 'two-shot'; did you mean 'one-shot'?" in err


def test_every_installed_model_declares_what_its_agents_have(monkeypatch):
    monkeypatch.undo()
    from neurosim.items import Digits

    senses = Digits().senses
    for name in registry.installed():
        model = registry.model(name)
        agent = model.make(0, senses, model.parameters)
        assert model.offers >= {s.value for s in agent.offers}
        assert set(model.regions) <= set(agent.regions)
        assert bool(lacking(model, OneShot())) == (Signal.ANSWER not in agent.offers)
    assert "one-shot" in experiments()


def test_measures_of_the_first_runs_are_read_as_single_numbers():
    first = "agent,seed,condition,time,measure,value,chance,ceiling\na,0,c,1.5,m,1.0,0.2,0.9\n"
    (row,) = table.read_rows(first.encode())
    assert (row.time, row.measure, row.at, row.value, row.ceiling) == (1.5, "m", None, 1.0, 0.9)
    assert table.read_rows(table.written([row])) == [row]


def test_the_dummies_of_these_tests_are_the_usual_ones():
    assert factory("pulse") is not None
    assert set(USUAL_AGENTS) <= set(KNOWN)


def test_an_experiment_is_known_by_its_other_name(call, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert call("show", "completion-curves")[1] == call("show", "pattern-completion")[1]
    assert call("cite", "capacity-curves")[1] == call("cite", "capacity")[1]
    names = ("--agents", "hopfield_1982", "--quick", "--out", "run")
    assert call("run", "completion-curves", *names)[0] == 0
    assert " run pattern-completion " in open_run(tmp_path / "run").manifest.command


def test_agents_are_kept_as_they_were_in_the_end(call, monkeypatch, tmp_path):
    monkeypatch.undo()  # the real models
    monkeypatch.chdir(tmp_path)
    words = ("one-shot", "--quick", "--agents", "hopfield_1982", "--seed", "200")
    assert call("run", *words, "--keep-states", "--out", "run")[0] == 0
    assert " --keep-states " in told()["command"]
    condition = told()["conditions"][0]
    name = f"states/hopfield_1982/{condition}/seed-200.npz"
    assert name in told()["files"]
    kept = load_state(Path("run") / name)
    model = registry.model("hopfield_1982")
    agent = kept.made_again(model.make, model.parameters)
    asked = open_run(Path("run")).diary("hopfield_1982", condition, 200).recordings[-1]
    answer = agent.recall(asked.event.cue, 0.2).response
    assert all(np.array_equal(answer[sense], part) for sense, part in asked.response.items())
