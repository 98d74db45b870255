import json
import re
import shlex
import shutil
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import numpy as np
import pytest

from benches import LAGS, Tiny
from neurosim.artificial.rate_rules import RATE_RULES
from neurosim.cli import catalogue
from neurosim.cli import rules as registry
from neurosim.errors import SimulationError
from neurosim.experiments import EXPERIMENTS, SYNAPSE_EXPERIMENTS
from neurosim.experiments.networks import NETWORK_EXPERIMENTS
from neurosim.experiments.subjects import SpikingSynapse
from neurosim.plasticity.catalogue import RULES, rule_named
from neurosim.plasticity.pair import PairSTDP

RUN = ("run", "tiny", "--out", "run")
COUNTERPARTS = [rule.name for rule in RATE_RULES]


@pytest.fixture(autouse=True)
def tiny(tmp_path, monkeypatch):
    """The tiny experiment beside the others, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    known = dict(catalogue.experiments()) | {
        "tiny": catalogue.Glance("tiny", "?", "benches", "Tiny")
    }
    monkeypatch.setattr(catalogue, "experiments", lambda: known)


@pytest.fixture
def by_theory(monkeypatch):
    """Spiking synapses that change by what theory says, without being simulated."""

    def changes(self, stimulations, seed, progress=None):
        if progress is not None:
            progress(stimulations[0].seconds)
        lags = np.array([each.post[0] - each.pre[0] for each in stimulations])
        counts = np.array([each.pre.size for each in stimulations])
        return counts * self.rule.window(lags) / float(self.rule.w_start)

    monkeypatch.setattr(SpikingSynapse, "changes", changes)


def test_a_simulated_run_leaves_what_theory_says(call):
    code, out, err = call(*RUN, "--rule", "pair", "--json")
    assert code == 0, err
    told = json.loads(out)
    found = {r["measure"]: r["mean"] for r in told["results"] if r["agent"] == "pair"}
    expected = 6 * rule_named("pair").window(np.array(LAGS) / 1e3)
    assert [found[f"at_{lag:g}"] for lag in LAGS] == pytest.approx(expected, rel=1e-6)
    assert (told["experiment"], told["seeds"], told["out"]) == ("tiny", [0], "run")
    assert "pair, seed 0: " in err


def test_a_run_prints_a_table_and_leaves_a_folder(call, by_theory):
    code, out, _ = call("run", "tiny", "--rule", "symmetric,pair", "--seeds", "2")
    assert code == 0
    figure, report = (line.partition(": ") for line in out.strip().splitlines()[-2:])
    assert (figure[0], report[0]) == ("figure", "report")
    folder = Path(figure[2]).parent
    assert re.fullmatch(r"runs/tiny-\d{8}-\d{6}-\d{3}", str(folder))
    assert Path(figure[2]).is_file()
    assert Path(report[2]).is_file()
    head = next(line for line in out.splitlines() if line.startswith("measure"))
    assert head.split() == ["measure", "symmetric", "pair", *COUNTERPARTS, "control", "published",
                            "source"]  # fmt: skip
    one, two = (6 * rule_named(n).window(np.array([0.01]))[0] for n in ("symmetric", "pair"))
    line = next(line for line in out.splitlines() if line.startswith("at_10 "))
    assert line.split()[1:7] == [f"{one:.3f}", "±", "0.000", f"{two:.3f}", "±", "0.000"]
    assert line.split()[-4:] == ["0.4", "±", "0.1", "bi1998"]
    said = r"\(\d\.\d SEM rms over 4 points, best constant \d\.\d; worst: at_\d+\)"
    assert re.search(rf"^pair MISSES slices, bi1998 {said}",
                     out, re.MULTILINE)  # fmt: skip


def test_the_usual_rules_and_all_counterparts_take_part(call, by_theory):
    assert call(*RUN)[0] == 0
    told = json.loads(Path("run/run.json").read_text())
    assert [agent["name"] for agent in told["agents"]] == [*Tiny.usual, *COUNTERPARTS]
    assert told["artificial"] == COUNTERPARTS


def test_a_quick_run_has_two_of_the_usual_rules(call, by_theory):
    assert call(*RUN, "--quick")[0] == 0
    told = json.loads(Path("run/run.json").read_text())
    assert [agent["name"] for agent in told["agents"]] == [*Tiny.usual[:2], *COUNTERPARTS]


def test_the_command_of_a_run_makes_the_same_run_again(call, by_theory):
    words = ("--seeds", "2", "--set", "count=7", "--set", "pair.A_plus=0.1", "--quick")
    assert call("run", "tiny", *words, "--out", "a")[0] == 0
    command = json.loads(Path("a/run.json").read_text())["command"]
    program, *arguments = shlex.split(command)
    assert program == "neurosim"
    assert call(*arguments, "--out", "b")[0] == 0
    for name in ("measures.csv", "curves.csv", "published.csv", "figure.svg"):
        assert Path("a", name).read_bytes() == Path("b", name).read_bytes()


def test_changes_reach_experiment_rules_and_counterparts(call, by_theory):
    changes = ("count=3", "pair.A_plus=0.5", "delta-rule.learning_rate=0")
    words = [word for change in changes for word in ("--set", change)]
    code, out, _ = call(*RUN, "--rule", "pair", *words, "--json")
    assert code == 0
    results = {(r["agent"], r["measure"]): r["mean"] for r in json.loads(out)["results"]}
    tau = float(rule_named("pair").tau_plus)
    assert results["pair", "at_10"] == pytest.approx(3 * 0.5 * np.exp(-10 / tau))
    assert results["delta-rule", "at_10"] == 0
    assert results["bcm-rate", "at_10"] != 0
    told = json.loads(Path("run/run.json").read_text())
    note = next(p["note"] for p in told["agents"][0]["parameters"] if p["name"] == "A_plus")
    assert note.startswith("set by the user; by default ")


NONSENSE = {
    ("run", "tini"): "unknown experiment 'tini'; did you mean 'tiny'? (allowed: ",
    ("run", "tiny", "--rule", "par"): "unknown rule 'par'; did you mean 'pair'?",
    ("run", "tiny", "--rule", "pair,pair"): "named twice",
    ("run", "tiny", "--rule", ","): "unknown rule ''",
    ("run", "tiny", "--agents", "x"): "--agents does not apply to tiny: it is about plasticity",
    ("run", "tiny", "--items", "digits"): "--items does not apply to tiny: nobody lives it",
    ("run", "tiny", "--items-count", "3"): "--items-count does not apply to tiny: ",
    ("run", "tiny", "--night", "3"): "changed with --set (they are: count)",
    ("run", "tiny", "--seed", "1.5"): "--seed must be a whole number from 0 to 4294967295",
    ("run", "tiny", "--seed", "1", "--seeds", "2"): "not both",
    ("run", "tiny", "--set", "cont=3"): "unknown parameter 'cont'; did you mean 'count'?",
    ("run", "tiny", "--set", "count=0"): "count = 0 is out of range (allowed: 1 to 1000 pairs)",
    ("run", "tiny", "--set", "pair.A_plux=1"): "pair: unknown parameter 'A_plux'; did you mean",
    ("run", "tiny", "--set", "pair.A_plus=nan"): "pair: A_plus must be a finite number",
    ("run", "tiny", "--rule", "pair", "--set", "symmetric.A=0"): "unknown parameter 'symmetric.A'",
    ("run", "tiny", "--set", "backprop-step.bias=99"): "backprop-step: bias = 99 is out of range",
    ("run", "tiny", "--out", "taken"): "not empty",
    ("run", "life", "--rule", "pair"): "--rule does not apply to life: agents live it",
    ("show", "pari"): "unknown name 'pari'; did you mean 'pair'?",
    ("cite", "pari"): "unknown name 'pari'; did you mean 'pair'?",
}


@pytest.mark.parametrize("arguments", NONSENSE, ids=" ".join)
def test_bad_input_is_told_in_one_line_and_leaves_nothing(call, by_theory, arguments):
    Path("taken").mkdir()
    Path("taken/file").write_text("mine")
    code, out, err = call(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert NONSENSE[arguments] in err
    assert [str(path) for path in Path().rglob("*")] == ["taken", "taken/file"]


def of_seed_2(monkeypatch, problem):
    def changes(self, stimulations, seed, progress=None):
        if seed == 2:
            raise problem
        return np.zeros(len(stimulations))

    monkeypatch.setattr(SpikingSynapse, "changes", changes)


def test_a_seed_that_fails_stops_no_other(call, monkeypatch):
    of_seed_2(monkeypatch, SimulationError("run away"))
    code, out, err = call(*RUN, "--seeds", "4")
    assert code == 1
    assert "1 of 4 seeds have no results, which may bias the rest: run away" in out
    assert err.splitlines()[-1] == "neurosim: run away; what led there is in run"
    told = json.loads(Path("run/run.json").read_text())
    assert (told["status"], told["seeds"]) == ("failed", [0, 1, 3])


def test_nothing_is_left_where_everything_fails(call, monkeypatch):
    of_seed_2(monkeypatch, SimulationError("run away"))
    code, out, err = call(*RUN, "--seed", "2")
    assert (code, out, err.splitlines()[-1]) == (1, "", "neurosim: run away")
    assert not Path("run").exists()


def test_finished_seeds_are_kept(call, monkeypatch):
    of_seed_2(monkeypatch, KeyboardInterrupt())
    found, out, err = call(*RUN, "--seeds", "4")
    assert (found, out) == (130, "")
    assert "2 of 4 seeds are kept in run" in err
    told = json.loads(Path("run/run.json").read_text())
    assert (told["status"], told["seeds"], told["asked"]) == ("interrupted", [0, 1], [0, 1, 2, 3])
    assert call("figure", "run")[0] == 0
    assert [path.name for path in Path().iterdir()] == ["run"]


def test_a_folder_can_be_drawn_compared_and_cited(call, by_theory, finished):
    assert call(*RUN, "--rule", "pair")[0] == 0
    before = Path("run/figure.svg").read_bytes()
    assert call("figure", "run")[1] == "run/figure.svg\nrun/figure.png\n"
    assert Path("run/figure.svg").read_bytes() == before
    code, out, _ = call("compare", "run", "run")
    assert code == 0
    assert "0.4 ± 0.1" in out
    out = call("cite", "run")[1]
    for key in ("bi1998", "mishra2016", "song2000", "rumelhart1986"):
        assert f"{{{key}," in out
    shutil.copytree(finished.path, "lives")
    code, _, err = call("compare", "run", "lives")
    assert (code, err.count("\n")) == (2, 1)
    assert "only runs of one experiment" in err


def test_show_tells_what_an_experiment_is_held_against(call):
    out = call("show", "tiny")[1]
    assert "Measures: at_-20" in out
    assert re.search(r"count +6 pairs +chosen +few", out)
    assert re.search(r"symmetric +symmetric STDP of CA3", out)
    assert re.search(r"slices +4 points +bi1998 +as tabulated +gives a verdict", out)
    assert re.search(
        r"fit +1 points +mishra2016 +as reported; .*listed beside the measures, gives no verdict",
        out,
    )
    assert "mishra2016: " in out


def test_show_tells_a_rule_as_it_is_simulated(call):
    code, out, _ = call("show", "pair")
    assert code == 0
    assert "dx/dt = -x/tau_plus" in out
    assert PairSTDP.on_post in out
    assert re.search(r"trace x_pre +dx/dt = -x/tau_plus : 1\n +pre spike +x \+= 1", out)
    assert re.search(r"tau_plus +16\.8 ms +bi2001", out)
    assert "song2000: " in out
    assert "@article{song2000," in call("cite", "pair")[1]
    assert "@" in call("cite", "backprop-step")[1]
    assert "dw = rate*(y - h)*h*(1 - h)*x" in call("show", "backprop-step")[1]


def test_every_experiment_and_rule_can_be_shown_and_cited(call):
    for name in [*(name for name in catalogue.experiments()), *(rule.name for rule in RULES)]:
        for command in ("show", "cite"):
            code, out, err = call(command, name)
            assert code == 0, err
            assert out


def test_experiments_are_found_where_they_are():
    found = {name: catalogue.experiment_named(name) for name in catalogue.experiments()}
    assert {name for name, each in found.items() if each.name != name} == set()
    named = [each.name for each in (*EXPERIMENTS, *SYNAPSE_EXPERIMENTS, *NETWORK_EXPERIMENTS)]
    assert sorted(found) == sorted([*named, "tiny"])
    assert {type(each) for each in SYNAPSE_EXPERIMENTS} < {type(each) for each in found.values()}
    for name, each in found.items():
        assert catalogue.experiments()[name].text in (each.question, "?")


def test_summaries_of_rules_are_those_of_the_catalogue():
    assert registry.overview() == {each.name: each.summary for each in RULES}


class Theirs(PairSTDP):
    """A rule of another package."""


THEIRS = Theirs(A_plus=0.25)
NO_RULE = 3


def install(monkeypatch, **places):
    points = {name: EntryPoint(name, place, registry.GROUP) for name, place in places.items()}
    monkeypatch.setattr(registry, "installed", lambda: points)


def test_rules_of_other_packages_are_found_by_entry_point(call, by_theory, monkeypatch):
    install(monkeypatch, theirs=f"{__name__}:THEIRS")
    assert re.search(r"^  theirs ", call("list")[1], re.MULTILINE)
    assert "A rule of another package." in call("show", "theirs")[1]
    code, out, _ = call(*RUN, "--rule", "theirs", "--set", "theirs.tau_plus=10", "--json")
    assert code == 0
    best = next(r for r in json.loads(out)["results"] if r["measure"] == "at_10")
    assert best["mean"] == pytest.approx(6 * 0.25 * np.exp(-1))


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("no_such_module_anywhere:RULE", "cannot be imported"),
        (f"{__name__}:MISSING", "cannot be imported"),
        (f"{__name__}:NO_RULE", "is no PlasticityRule but a int"),
    ],
)
def test_a_rule_that_is_none_is_told_in_one_line(call, monkeypatch, place, message):
    install(monkeypatch, theirs=place)
    assert call("list")[0] == 0
    code, out, err = call(*RUN, "--rule", "theirs")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert message in err


def test_a_rule_of_another_package_cannot_take_a_name_of_ours(monkeypatch):
    install(monkeypatch, pair=f"{__name__}:THEIRS")
    assert registry.rule("pair").rule == rule_named("pair")
    assert registry.names().count("pair") == 1


def test_nothing_is_drawn_or_simulated_before_it_must_be():
    code = (
        "import sys, neurosim.cli.synapse_request, neurosim.cli.running\n"
        "sys.exit(sorted({'matplotlib', 'brian2', 'scipy'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
