import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from neurosim.cli import agents as registry
from neurosim.cli.agents import Model
from neurosim.cli.catalogue import experiments
from neurosim.errors import SimulationError
from neurosim.experiments import EXPERIMENTS
from neurosim.items import SOURCES
from neurosim.plasticity.catalogue import RULES
from neurosim.protocol import BrokenOffError, Recording
from runs import KINDS, Tree, factory

PROGRAM = [sys.executable, "-m", "neurosim"]


@pytest.fixture(autouse=True)
def somewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def dummies(monkeypatch):
    """Dummy agents in place of the installed ones; the first does what a test asks of it."""

    def model(name):
        make = factory(name)
        return Model(name, f"A {name}.", Tree(), lambda seed, senses, _: make(seed, senses), ())

    monkeypatch.setattr(registry, "installed", lambda: dict.fromkeys(KINDS))
    monkeypatch.setattr(registry, "model", model)


LIFE = ("run", "life", "--items-count", "2", "--night", "5")


def test_a_run_prints_a_table_and_leaves_a_folder(call, dummies):
    code, out, _ = call(*LIFE, "--agents", "pulse,oracle", "--seeds", "2")
    assert code == 0
    figure, report = (line.partition(": ") for line in out.strip().splitlines()[-2:])
    assert (figure[0], report[0]) == ("figure", "report")
    folder = Path(figure[2]).parent
    assert re.fullmatch(r"runs/life-\d{8}-\d{6}-\d{3}", str(folder))
    assert Path(figure[2]).is_file()
    assert Path(report[2]).is_file()
    assert "lesioned" in out
    assert "1.00 ± 0.00" in out
    assert "0.00 ± 0.00 (100% silent)" in out
    assert "chance" in out
    assert "ceiling" in out
    assert [path.name for path in Path("runs").iterdir()] == [folder.name]


def test_json_is_one_object_and_nothing_else(call, dummies):
    code, out, err = call(*LIFE, "--agents", "dice", "--seed", "4", "--json", "--out", "here")
    assert code == 0
    told = json.loads(out)
    assert (told["experiment"], told["seeds"], told["out"]) == ("life", [4], "here")
    assert {result["sd"] for result in told["results"]} == {None}
    assert "dice, sleep, seed 4" in err
    assert "left" in err


def test_the_command_of_a_run_makes_the_same_run_again(call, dummies):
    import shlex

    assert call(*LIFE, "--agents", "oracle", "--set", "exposure=0.3", "--out", "a")[0] == 0
    command = json.loads(Path("a/run.json").read_text())["command"]
    program, *arguments = shlex.split(command)
    assert program == "neurosim"
    assert call(*arguments, "--out", "b")[0] == 0
    assert Path("a/measures.csv").read_bytes() == Path("b/measures.csv").read_bytes()


def test_changes_reach_experiment_and_agents(call, dummies):
    changes = ("--set", "test=0.2", "--set", "oracle.rate=2", "--quick")
    assert call(*LIFE, "--agents", "oracle", *changes, "--out", "a")[0] == 0
    told = json.loads(Path("a/run.json").read_text())
    own = {p["name"]: p["value"] for p in told["experiment"]["parameters"]}
    assert own == {"items_count": 2, "days": 1, "exposure": 0.4, "test": 0.2, "night": 5}
    rate = told["agents"][0]["parameters"][1]
    assert rate["value"] == 2
    assert rate["note"] == "set by the user; by default 1"


NONSENSE = {
    ("rum",): "unknown command 'rum'; did you mean 'run'? (allowed: cite, ",
    ("run",): "Missing argument 'EXPERIMENT'",
    ("run", "lief"): "unknown experiment 'lief'; did you mean 'life'? (allowed: ",
    ("run", "complction-curves"): "did you mean 'completion-curves'? (allowed: ",
    ("run", "life", "--sed", "3"): "--sed",
    ("run", "life", "--agents", "oracel"): "unknown agent 'oracel'; did you mean 'oracle'?",
    ("run", "life", "--agents", "dice,dice"): "named twice",
    ("run", "life", "--agents", ","): "unknown agent ''",
    ("run", "life", "--agents", "dice", "--seed", "-1"): "--seed must be a whole number from 0",
    ("run", "life", "--agents", "dice", "--seed", "1.5"): "from 0 to 4294967295, not 1.5",
    ("run", "life", "--agents", "dice", "--seeds", "two"): "from 1 to 100000, not two",
    ("run", "life", "--rule", "pair"): "--rule does not apply to life: ",
    ("run", "life", "--agents", "dice", "--seed", "99999999999"): "to 4294967295",
    ("run", "life", "--agents", "dice", "--seeds", "0"): "from 1 to 100000, not 0",
    ("run", "life", "--agents", "dice", "--seed", "1", "--seeds", "2"): "not both",
    ("run", "life", "--agents", "dice", "--items", "digit"): "did you mean 'digits'?",
    ("run", "life", "--agents", "dice", "--items-count", "0"): "allowed: 1 to 100 items",
    ("run", "life", "--agents", "dice", "--items-count", "11"): "items come in sets of 1 to 10",
    ("run", "life", "--agents", "dice", "--night", "-5"): "allowed: 1 to 36000 s",
    ("run", "life", "--agents", "dice", "--night", "nan"): "night must be a finite number",
    ("run", "life", "--agents", "dice", "--night", "inf"): "night must be a finite number",
    ("run", "life", "--agents", "dice", "--set", "nite=3"): "did you mean 'night'?",
    ("run", "life", "--agents", "dice", "--set", "night"): "--set takes NAME=VALUE",
    ("run", "life", "--agents", "dice", "--set", "night=x"): "--set takes NAME=VALUE",
    ("run", "life", "--agents", "dice", "--set", "items_count=2.5"): "a whole number, not 2.5",
    ("run", "life", "--agents", "dice", "--set", "dice.rat=1"): "did you mean 'rate'?",
    ("run", "life", "--agents", "dice", "--set", "dice.rate=3"): "dice: rate = 3 is out of range",
    ("run", "life", "--agents", "dice", "--set", "oracle.rate=1"): "unknown parameter",
    ("run", "life", "--agents", "dice", "--out", "/proc/nowhere/run"): "cannot write in",
    ("run", "life", "--agents", "dice", "--out", "taken"): "not empty",
    ("show", "lief"): "did you mean 'life'?",
    ("figure", "nowhere"): "not a run folder: nowhere is no folder",
    ("figure", "taken"): "not a run folder: run.json is missing from taken",
    ("figure", "taken", "--format", "gif"): "unknown format 'gif'",
    ("compare",): "Missing argument",
    ("compare", "taken"): "not a run folder",
    ("cite", "taken"): "not a run folder",
    ("cite", "lief"): "did you mean 'life'?",
    ("list", "everything"): "everything",
    ("doctor", "--all"): "--all",
}


@pytest.mark.parametrize("arguments", NONSENSE, ids=" ".join)
def test_bad_input_is_told_in_one_line_and_leaves_nothing(call, dummies, arguments):
    Path("taken").mkdir()
    Path("taken/file").write_text("mine")
    code, out, err = call(*arguments)
    assert code == 2
    assert out == ""
    assert err.count("\n") == 1
    assert NONSENSE[arguments] in err
    assert [str(path) for path in Path().rglob("*")] == ["taken", "taken/file"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_refused(call, dummies, tmp_path):
    (tmp_path / "locked").mkdir(mode=0o500)
    code, _, err = call(*LIFE, "--agents", "dice", "--out", "locked/run")
    assert (code, err.count("\n")) == (2, 1)


def who_is_made_raises(monkeypatch, problem):
    """Let agents of seed 2 be such that making them raises a problem, as long as it is set."""
    usual = registry.model

    def model(name):
        good = usual(name)

        def make(seed, senses, parameters):
            if seed == 2 and problem:
                raise problem[0]
            return good.make(seed, senses, parameters)

        return Model(name, good.description, good.parameters, make, ())

    monkeypatch.setattr(registry, "model", model)


DICE = (*LIFE, "--agents", "dice", "--seeds", "4")


def test_finished_seeds_are_kept_and_gone_on_with(call, dummies, monkeypatch):
    problem = [KeyboardInterrupt()]
    who_is_made_raises(monkeypatch, problem)
    code, out, err = call(*DICE, "--out", "run")
    assert (code, out) == (130, "")
    assert "2 of 4 seeds are kept in run; to go on: neurosim run life" in err
    told = json.loads(Path("run/run.json").read_text())
    assert (told["status"], told["seeds"], told["asked"]) == ("interrupted", [0, 1], [0, 1, 2, 3])
    assert call("figure", "run")[0] == 0
    assert [path.name for path in Path().iterdir()] == ["run"]
    code, _, err = call(*DICE, "--out", "run")
    assert (code, err.splitlines()[-1]) == (
        2,
        "neurosim: run holds an unfinished run: go on with --resume, or name another",
    )
    problem.clear()
    assert call(*DICE, "--out", "run", "--resume")[0] == 0
    assert call(*DICE, "--out", "whole")[0] == 0
    assert contents("run") == contents("whole")
    code, said, err = call(*DICE, "--out", "run", "--resume")
    assert (code, err) == (0, "")
    assert "recall" in said


def contents(folder):
    """Return every file of a run folder but those that tell the time."""
    paths = (path for path in Path(folder).rglob("*") if path.is_file())
    dated = {"run.json", "report.html"}
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in paths if p.name not in dated}


def test_a_seed_that_fails_stops_no_other(call, dummies, monkeypatch):
    who_is_made_raises(monkeypatch, [SimulationError("it exploded")])
    code, out, err = call(*DICE, "--out", "run")
    assert code == 1
    assert "1 of 4 seeds have no results, which may bias the rest: it exploded (and 2 more)" in out
    assert err.splitlines()[-1] == "neurosim: it exploded; what led there is in run"
    told = json.loads(Path("run/run.json").read_text())
    assert (told["status"], told["seeds"]) == ("failed", [0, 1, 3])
    assert not Path("run/unfinished").exists()
    assert call("figure", "run")[0] == 0


@pytest.mark.parametrize("room", range(1, 12, 2))
def test_a_full_disk_loses_nothing(call, dummies, monkeypatch, room):
    """After some files there is no room for another one; then there is again."""
    from neurosim.store import files

    usual, written = files.os.fsync, []

    def fsync(handle):
        if len(written) >= room:
            raise OSError(28, "No space left on device")
        written.append(handle)
        usual(handle)

    assert call(*DICE, "--out", "whole")[0] == 0
    monkeypatch.setattr(files.os, "fsync", fsync)
    code, out, err = call(*DICE, "--out", "run")
    assert (out, "No space left on device" in err.splitlines()[-1]) == ("", True)
    assert code in (1, 2)  # before anything is simulated, it is where the run is to go
    monkeypatch.setattr(files.os, "fsync", usual)
    assert call(*DICE, "--out", "run", "--resume")[0] == 0
    assert contents("run") == contents("whole")


def test_only_the_same_run_is_gone_on_with(call, dummies, monkeypatch):
    assert call(*DICE, "--resume")[0] == 2
    who_is_made_raises(monkeypatch, [KeyboardInterrupt()])
    assert call(*DICE, "--out", "run")[0] == 130
    path = Path("run/run.json")
    told = path.read_text()
    code, _, err = call(*DICE, "--quick", "--out", "run", "--resume")
    assert (code, "run was begun by another command: neurosim run life" in err) == (2, True)
    path.write_text(told.replace('"numpy": "', '"numpy": "1'))
    code, _, err = call(*DICE, "--out", "run", "--resume")
    assert (code, "run was begun with numpy 1" in err) == (2, True)
    path.write_text(told.replace('"value": 5.0', '"value": 6.0'))
    code, _, err = call(*DICE, "--out", "run", "--resume")
    assert (code, "run was begun with other numbers" in err) == (2, True)
    path.write_text(told[:-9])
    assert call(*DICE, "--out", "run", "--resume")[0] == 2
    Path("mine").mkdir()
    Path("mine/file").write_text("mine")
    code, _, err = call(*DICE, "--out", "mine", "--resume")
    assert (code, "mine is not empty" in err) == (2, True)


def test_what_led_to_a_failure_is_kept_and_told_in_one_line(call, dummies, monkeypatch):
    kind = KINDS["pulse"]
    monkeypatch.setattr(kind, "_rest", _fails_to_rest, raising=False)
    code, out, err = call(*LIFE, "--agents", "dice,pulse", "--out", "run")
    assert (code, out) == (1, "")
    assert err.splitlines()[-1] == (
        "neurosim: pulse, awake, seed 0: DG ran away; what led there is in run"
    )
    told = json.loads(Path("run/run.json").read_text())
    assert (told["status"], told["seeds"]) == ("failed", [])
    assert call("figure", "run")[:2] == (0, "run/figure.svg\nrun/figure.png\n")
    code, out, err = call("compare", "run")
    assert (code, out) == (2, "")
    assert "run cannot be compared: the run failed" in err
    assert [path.name for path in Path().iterdir()] == ["run"]
    code, out, _ = call("rerun", "run", "--out", "again")
    assert code == 0, out
    assert json.loads(Path("again/run.json").read_text())["failures"] == told["failures"]


def _fails_to_rest(agent, event):
    raise BrokenOffError("DG ran away", (Recording(event),))


def test_a_run_is_marked_as_interrupted_where_nothing_was_finished(call, dummies, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("neurosim.cli.life_request.run_life", interrupted)
    code, out, err = call(*LIFE, "--agents", "dice", "--out", "deep/run")
    assert (code, out) == (130, "")
    kept, interrupted = err.splitlines()
    assert kept.startswith("neurosim: 0 of 1 seeds are kept in deep/run; to go on: neurosim run")
    assert kept.endswith(" --seed 0 --out deep/run --resume")
    assert interrupted == "neurosim: interrupted"
    told = json.loads(Path("deep/run/run.json").read_text())
    assert (told["status"], told["seeds"]) == ("interrupted", [])
    code, _, err = call("figure", "deep/run")
    assert (code, "nothing was finished in deep/run (it can go on: " in err) == (2, True)


def test_a_folder_can_be_drawn_compared_and_cited(call, dummies, finished):
    shutil.copytree(finished.path, "run")
    before = Path("run/figure.svg").read_bytes()
    assert call("figure", "run")[1] == "run/figure.svg\nrun/figure.png\n"
    assert Path("run/figure.svg").read_bytes() == before
    assert call("figure", "run", "--format", "pdf")[1] == "run/figure.pdf\n"
    code, out, _ = call("compare", "run", "run")
    assert code == 0
    assert "lesioned morning" in out
    code, out, _ = call("cite", "run")
    assert code == 0
    for key in ("marr1971", "alpaydin1998", "hopfield1982"):
        assert f"{{{key}," in out


def test_the_time_left_is_a_lower_bound_until_every_pace_is_known(monkeypatch):
    from neurosim.cli.progress import Progress

    clock = [0.0]
    monkeypatch.setattr(time, "perf_counter", lambda: clock[0])
    tasks = [("slow", 10.0), ("slow", 10.0), ("fast", 20.0), ("free", 0.0)] * 2
    progress = Progress(tasks)
    progress.begin("slow", 10.0)
    assert progress.rest() == "time left not known yet"
    progress.watch("slow, sleep", 0.0, 10.0)
    clock[0] = 30.0
    progress.watch("slow, sleep", 10.0, 10.0)
    assert progress.rest() == "more than 1:30 left"
    progress.end()
    progress.begin("slow", 10.0)
    clock[0] = 60.0
    progress.watch("slow, awake", 10.0, 10.0)
    assert progress.rest() == "more than 1:00 left"
    progress.end()
    progress.begin("fast", 20.0)
    clock[0] = 61.0
    progress.watch("fast, sleep", 10.0, 20.0)
    assert progress.rest() == "about 1:03 left"


def test_several_hands_need_less_time(monkeypatch, capsys):
    from neurosim.cli.progress import Progress

    monkeypatch.setattr(time, "perf_counter", lambda: 1000.0)
    with Progress([("one", 10.0)] * 21, hands=2) as progress:
        progress.finished("one", 10.0, 6.0)
    assert progress.rest() == "about 1:00 left"
    assert capsys.readouterr().err == "1 of 21 done: about 1:00 left\n"


def test_list_names_everything(call):
    code, out, _ = call("list")
    assert code == 0
    names = re.findall(r"^  (\S+) ", out, re.MULTILINE)
    rules = [each.name for each in RULES]
    items = sorted(source.name for source in SOURCES)
    assert names == [*experiments(), *rules, *registry.installed(), *items]
    assert {each.name for each in EXPERIMENTS} <= set(experiments())


def test_show_tells_numbers_units_and_sources(call, dummies):
    out = call("show", "life")[1]
    assert EXPERIMENTS[0].question in out
    assert re.search(r"night +60 s +chosen +compressed", out)
    assert "mcclelland1995: " in out
    assert "hopfield1982" in call("show", "oracle")[1]
    assert "alpaydin1998" in call("show", "digits")[1]


def test_a_model_that_cannot_be_imported_is_told_in_one_line(call, monkeypatch):
    from importlib.metadata import EntryPoint

    broken = EntryPoint("broken", "no_such_module_anywhere", registry.GROUP)
    monkeypatch.setattr(registry, "installed", lambda: {"broken": broken})
    assert re.search(r"broken +\(cannot be found\)", call("list")[1])
    code, _, err = call("show", "broken")
    assert code == 2
    assert "cannot be imported" in err


def test_doctor_speaks_in_sentences(call, monkeypatch):
    code, out, _ = call("doctor")
    assert code == 0
    assert "numpy: " in out
    assert "--scheduler) work: distributed " in out
    monkeypatch.setattr("neurosim.cli.doctor.EXTRAS", (("more", "no-such-package", "wonders"),))
    assert (
        "note: for wonders no-such-package is needed: pip install 'neurosim[more]'"
        in call("doctor")[1]
    )
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert "no C++ compiler with make was found" in call("doctor")[1]


def test_help_goes_to_standard_output():
    for arguments in ([], ["--help"], ["run", "--help"]):
        done = subprocess.run([*PROGRAM, *arguments], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        assert "Usage: neurosim" in done.stdout


def test_looking_around_imports_nothing_heavy():
    code = (
        "import sys, neurosim.cli\n"
        "neurosim.cli.status(['list'])\n"
        "heavy = {'numpy', 'scipy', 'matplotlib', 'brian2', 'networkx'} & set(sys.modules)\n"
        "sys.exit(sorted(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_streams_are_pure_and_errors_have_no_traceback():
    run = [*PROGRAM, *LIFE, "--agents", "hopfield_1982", "--json", "--out", "run"]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["out"] == "run"
    again = subprocess.run(run, capture_output=True, text=True, check=False)
    assert again.returncode == 2
    assert again.stdout == ""
    assert again.stderr.splitlines() == [
        "neurosim: run is not empty; name a folder that does not exist yet"
    ]


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_keeps_its_finished_seeds(tmp_path, sign):
    run = [*PROGRAM, *LIFE, "--agents", "hopfield_1982", "--seeds", "20000", "--out", "run"]
    with subprocess.Popen(run, stdout=-1, stderr=-1, text=True) as process:
        for line in process.stderr:
            if "seed 3" in line:
                break
        process.send_signal(sign)
        time.sleep(0.3)
        process.send_signal(sign)  # People press twice.
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert out == ""
    assert "Traceback" not in err
    told = json.loads(Path("run/run.json").read_text())
    assert told["status"] == "interrupted"
    assert len(told["seeds"]) >= 3
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_agents_learn_on_one_core_unless_the_user_says_otherwise():
    code = "import os, sys, neurosim.cli\nneurosim.cli.main(['doctor', '--no-such-option'])\n"
    told = "import atexit, os; atexit.register(lambda: print(os.environ['OMP_NUM_THREADS']))"
    watched = f"{told}\n{code}"
    for given, found in ((None, "1"), ("2", "2")):
        env = {name: text for name, text in os.environ.items() if name != "OMP_NUM_THREADS"}
        env |= {} if given is None else {"OMP_NUM_THREADS": given}
        done = subprocess.run(
            [sys.executable, "-c", watched], capture_output=True, text=True, check=False, env=env
        )
        assert (done.returncode, done.stdout) == (2, f"{found}\n")
