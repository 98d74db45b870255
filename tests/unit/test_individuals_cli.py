"""Cohorts of individuals, from the command line to the run folder and back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from neurosim.cli import agents as registry
from neurosim.cli.agents import Model
from neurosim.errors import InputError
from neurosim.individuals import individual
from neurosim.parameters import cited, listed
from neurosim.spreads import LogNormalSpread, NormalSpread
from neurosim.store import individuals as table
from neurosim.store import load_state, open_run
from neurosim.store.files import digest
from runs import KINDS, edited
from runs import Tree as Alike

MICE = "between 9 mice"
BUILT = []
"""Who was built: name, seed and numbers."""


@dataclass(frozen=True)
class Animal:
    """Parameters of dummies that differ."""

    rest: float = cited(
        -70, "mV", "chosen", "a reason", -100, 0, NormalSpread(2, "pastoll2020", MICE)
    )
    tau: float = cited(
        20, "ms", "vogels2005", "", 1, 1000, LogNormalSpread(0.1, "pastoll2020", MICE)
    )
    rate: float = cited(1, "1", "hopfield1982", "", 0, 2)


TREES = {"oracle": Animal(), "pulse": Animal(), "dice": Alike(), "parrot": Alike()}


@pytest.fixture(autouse=True)
def models(monkeypatch, tmp_path):
    """Dummies in place of models: two of animals that differ, two that are all alike."""

    def model(name):
        def build(seed, senses, parameters):
            agent = KINDS[name](seed, senses)
            agent.name = name
            BUILT.append((name, seed, {n: float(v) for n, v in listed(parameters)}))
            return agent

        return Model(name, f"A {name}.", TREES[name], build, ("marr1971",))

    BUILT.clear()
    monkeypatch.setattr(registry, "installed", lambda: dict.fromkeys(TREES))
    monkeypatch.setattr(registry, "model", model)
    monkeypatch.setattr("neurosim.store.led_folder.drawn", lambda *_: {"figure.svg": b"<svg/>"})
    monkeypatch.chdir(tmp_path)


QUICK = ("run", "life", "--quick", "--items-count", "2", "--agents")


def bytes_of(folder):
    files = json.loads((Path(folder) / "run.json").read_text())["files"]
    return {name: digest for name, digest in files.items() if name != "report.html"}


def test_every_seed_is_another_individual_in_all_conditions(call):
    code, said, _ = call(*QUICK, "oracle,dice", "--seeds", "3", "--individuals", "--out", "run")
    assert code == 0
    assert "Individuals: 2 numbers of oracle are drawn for each seed (individuals.csv)" in said
    assert "nothing is drawn for dice: no distributions are known" in said
    animals = {(name, seed): [] for name, seed, _ in BUILT}
    for name, seed, numbers in BUILT:
        animals[name, seed].append(numbers)
    for (name, seed), lives in animals.items():
        expected = {n: float(v) for n, v in listed(individual(TREES[name], seed))}
        assert len(lives) == 3  # sleep, no sleep, replay blocked
        assert all(numbers == expected for numbers in lives)
    assert len({lives[0].get("rest") for lives in animals.values()}) == 4  # three, and dice's none


def test_the_run_folder_tells_who_they_were(call):
    call(*QUICK, "oracle,dice", "--seeds", "3", "--individuals", "--keep-states", "--out", "run")
    run = open_run(Path("run"))
    rows = run.individuals()
    assert [(row.agent, row.seed, row.parameter) for row in rows] == [
        ("oracle", seed, name) for seed in range(3) for name in ("rest", "tau")
    ]
    assert {(row.parameter, row.unit, row.mean, row.sd, row.distribution, row.source)
            for row in rows} == {
        ("rest", "mV", -70.0, 2.0, "normal", "pastoll2020"),
        ("tau", "ms", 20.0, 2.0, "lognormal", "pastoll2020"),
    }  # fmt: skip
    told = Path("run/individuals.csv").read_text().splitlines()
    assert told[0] == "agent,seed,parameter,unit,value,mean,sd,distribution,source"
    assert len(told) == 7
    report = Path("run/report.html").read_text()
    assert "<h2>Individuals</h2>" in report
    assert "normal, -70 ± 2 mV" in report
    assert "drawn for each seed: lognormal, CV 0.1 (pastoll2020: between 9 mice)" in report
    assert "@article{pastoll2020" in call("cite", "run")[1]
    drawn = {(row.seed, row.parameter): row.value for row in rows}
    for seed in range(3):
        state = load_state(Path(f"run/states/oracle/sleep/seed-{seed}.npz"))
        assert state.parameters == {
            "rest": drawn[seed, "rest"], "tau": drawn[seed, "tau"], "rate": 1.0
        }  # fmt: skip
        (oracle, dice) = run.manifest_of(seed, rows).agents
        assert {n.name: n.value for n in oracle.parameters} == state.parameters
        assert dice == run.manifest.agents[1]
    assert call("compare", "run", "run")[0] == 0


def test_without_the_flag_nothing_is_drawn_or_told(call):
    call(*QUICK, "oracle,dice", "--seeds", "2", "--out", "run")
    assert all(numbers.get("rest", -70.0) == -70.0 for _, _, numbers in BUILT)
    assert "individuals.csv" not in bytes_of("run")
    assert open_run(Path("run")).individuals() == []
    told = Path("run/run.json").read_text()
    for word in ("pastoll2020", "individual", "drawn"):
        assert word not in told
    assert "Individuals" not in Path("run/report.html").read_text()


def test_other_agents_experiments_and_seeds_change_no_individual(call):
    call(*QUICK, "oracle", "--seeds", "2", "--individuals", "--out", "a")
    call("run", "one-shot", "--quick", "--agents", "dice,pulse,oracle", "--seed", "1",
         "--individuals", "--out", "b")  # fmt: skip
    first = {(r.seed, r.parameter): r.value for r in open_run(Path("a")).individuals()}
    for row in open_run(Path("b")).individuals():
        assert row.value == first[1, row.parameter]


def test_a_run_can_be_repeated_and_gone_on_with(call):
    words = (*QUICK, "oracle", "--individuals", "--seeds", "2")
    call(*words, "--out", "run")
    code, said, _ = call("rerun", "run", "--out", "again")
    assert code == 0, said
    assert bytes_of("run") == bytes_of("again")
    assert call(*words, "--out", "run", "--resume")[0] == 0
    code, _, complaint = call(*words[:-3], "--seeds", "2", "--out", "run", "--resume")
    assert code == 2
    assert "was begun by another command" in complaint


def test_what_is_set_is_not_drawn(call):
    call(*QUICK, "oracle", "--individuals", "--seeds", "2", "--set", "oracle.tau=20", "--out", "r")
    assert {numbers["tau"] for _, _, numbers in BUILT} == {20.0}
    assert len({numbers["rest"] for _, _, numbers in BUILT}) == 2
    assert {row.parameter for row in open_run(Path("r")).individuals()} == {"rest"}


def test_points_of_a_study_have_the_same_individuals(call):
    code, _, _ = call(*QUICK, "oracle", "--individuals", "--seeds", "2", "--set",
                      "oracle.tau=15,25", "--out", "study")  # fmt: skip
    assert code == 0
    drawn = [open_run(Path(f"study/points/000{n}")).individuals() for n in range(2)]
    assert drawn[0] == drawn[1]
    assert {row.parameter for row in drawn[0]} == {"rest"}
    assert {numbers["tau"] for _, _, numbers in BUILT} == {15.0, 25.0}
    assert "--individuals" in json.loads(Path("study/study.json").read_text())["command"]


REFUSED = [
    (("life", "--agents", "dice,parrot"), "nothing to draw for dice, parrot (agents with numbers "
     "that differ between animals: oracle, pulse; a number that is set is not drawn)"),
    (("life", "--agents", "oracle", "--set", "oracle.tau=20", "--set", "oracle.rest=-70"),
     "nothing to draw for oracle"),
    (("xor",), "--individuals does not apply to xor: nobody lives it"),
    (("stdp-window",), "--individuals does not apply to stdp-window: nobody lives it"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "told"), REFUSED)
def test_where_nothing_can_be_drawn_the_run_does_not_begin(call, words, told):
    code, _, complaint = call("run", *words, "--individuals", "--out", "run")
    assert code == 2
    assert told in complaint
    assert complaint.count("\n") == 1
    assert not Path("run").exists()


def test_a_model_shows_its_spreads_and_cites_them(call):
    shown = call("show", "oracle")[1]
    assert "individuals (neurosim run --individuals)" in shown
    assert "lognormal, CV 0.1" in shown
    assert "between 9 mice" in shown
    assert "@article{pastoll2020" in call("cite", "oracle")[1]
    assert "individuals" not in call("show", "dice")[1]


GOOD = b"agent,seed,parameter,unit,value,mean,sd,distribution,source\n"
DAMAGE = [
    GOOD.replace(b"mean", b"median"),
    GOOD + b"oracle,0,rest,mV,-70.0,-70.0,2.0,normal\n",
    GOOD + b"oracle,0,rest,mV,nan,-70.0,2.0,normal,x\n",
    GOOD + b"oracle,-1,rest,mV,-70.0,-70.0,2.0,normal,x\n",
    GOOD + b"oracle,5,rest,mV,-70.0,-70.0,2.0,normal,x\n",
    GOOD + b"nobody,0,rest,mV,-70.0,-70.0,2.0,normal,x\n",
    GOOD + b"oracle,0,mood,mV,-70.0,-70.0,2.0,normal,x\n",
    GOOD + b"oracle,0,rest,ms,-70.0,-70.0,2.0,normal,x\n",
    GOOD + b"oracle,0,rest,mV,-70.0,-70.0,2.0,normal,x\n" * 2,
    GOOD + b'oracle,0,"rest\n',
    GOOD + b"\xff",
]


def test_a_damaged_table_is_refused_in_one_line(call):
    call(*QUICK, "oracle", "--individuals", "--out", "run")
    files = json.loads(Path("run/run.json").read_text())["files"]
    for content in DAMAGE:
        Path("run/individuals.csv").write_bytes(content)
        edited(Path("run"), files=files | {"individuals.csv": digest(content)})
        run = open_run(Path("run"))
        with pytest.raises(InputError, match=r"individuals\.csv is damaged") as problem:
            table.read_rows(content, run.manifest)
        assert "\n" not in str(problem.value)
        code, _, complaint = call("export", "run", "--to", "nwb", "--out", "out")
        assert (code, complaint.count("\n")) == (2, 1)
    Path("run/individuals.csv").write_bytes(GOOD)
    with pytest.raises(InputError, match="SHA-256"):
        open_run(Path("run")).individuals()
