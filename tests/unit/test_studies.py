"""Parameter studies: a run for every point, and what is told of all of them."""

import csv
import json
import math
import os
import shutil
import statistics

import pytest

from neurosim.cli import progress
from neurosim.cli.network_request import NetworkRequest
from neurosim.errors import InputError
from neurosim.store import Failure, Result, open_run, open_study
from neurosim.store.study import read_study
from studies import GRID, WORDS, contents

VALUES = ((4, 0.5), (4, 1), (8, 0.5), (8, 1))


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """A study of two parameters that tests may read but not change."""
    from neurosim.cli import status

    out = tmp_path_factory.mktemp("studies") / "study"
    assert status((*GRID, "--out", str(out))) == 0
    return out


@pytest.fixture
def study(original, tmp_path):
    """A copy of it, which a test may change."""
    return shutil.copytree(original, tmp_path / "study")


def told(out):
    return json.loads((out / "study.json").read_text())


def edit(out, **values):
    (out / "study.json").write_text(json.dumps(told(out) | values))


def test_a_study_says_what_was_varied_and_what_it_came_to(original):
    found = told(original)
    assert found["status"] == "complete"
    assert [tuple(point) for point in found["points"]] == list(VALUES)
    assert [each["name"] for each in found["varied"]] == ["epochs", "no-hidden-layer.spread"]
    assert found["asked"] == [0, 1]
    assert sorted(found["files"]) == ["figure.png", "figure.svg", "measures.csv", "report.html"]
    assert sorted(each.name for each in original.iterdir()) == sorted(
        [*found["files"], "points", "study.json"]
    )
    assert read_study(original).text() == (original / "study.json").read_text()


def test_a_point_is_the_run_of_its_values_byte_for_byte(original, tmp_path, call):
    alone = tmp_path / "alone"
    words = (*WORDS, "--set", "epochs=8", "--set", "no-hidden-layer.spread=0.5")
    assert call(*words, "--out", str(alone))[0] == 0
    point = original / "points/0002"
    assert contents(point) == contents(alone)
    commands = [json.loads((each / "run.json").read_text())["command"] for each in (point, alone)]
    assert commands[0] == commands[1]


def test_the_table_has_every_measure_of_every_point(original):
    with (original / "measures.csv").open() as file:
        rows = list(csv.DictReader(file))
    for number, (epochs, spread) in enumerate(VALUES):
        mine = [row for row in rows if row["point"] == str(number)]
        assert {(row["epochs"], row["no-hidden-layer.spread"]) for row in mine} == {
            (str(float(epochs)), str(float(spread)))
        }
        run = open_run(original / f"points/{number:04d}")
        for each in run.summaries():
            key = each.measure, "" if each.at is None else str(each.at)
            (row,) = (row for row in mine if (row["measure"], row["at"]) == key)
            assert float(row["mean"]) == each.mean
            assert float(row["sd"]) == each.sd
            assert (row["n"], float(row["chance"])) == ("2", each.chance)
        curve = [each for each in run.summaries() if each.measure == "loss"]
        assert len(curve) > 1
        seeds = [statistics.fmean(each.per_seed[seed] for each in curve) for seed in (0, 1)]
        (whole,) = (r for r in mine if (r["measure"], r["at"]) == ("loss", ""))
        assert float(whole["mean"]) == pytest.approx(statistics.fmean(seeds))
        assert float(whole["sd"]) == pytest.approx(statistics.stdev(seeds))


def test_results_are_told_as_a_table_and_as_an_object(study, call):
    code, said, _ = call(*GRID, "--out", str(study), "--resume")
    assert code == 0
    assert said.splitlines()[0].split()[:2] == ["point", "epochs"]
    assert len([line for line in said.splitlines() if "no-hidden-layer  trained" in line]) == 4
    assert f"figure: {study}/figure.png" in said
    _, said, _ = call(*GRID, "--out", str(study), "--resume", "--json")
    found = json.loads(said)
    assert [tuple(point["values"].values()) for point in found["points"]] == list(VALUES)
    assert all(point["results"][0]["n"] == 2 for point in found["points"])


class Counting:
    """Counts the tasks that are done, and does something else instead of one of them."""

    def __init__(self, monkeypatch, number, instead):
        self.done = []
        perform = NetworkRequest.perform

        def counted(request, task, *rest):
            if len(self.done) == number:
                instead_of = instead(request, task)
                self.done.append((request.command, task))
                return instead_of
            self.done.append((request.command, task))
            return perform(request, task, *rest)

        monkeypatch.setattr(NetworkRequest, "perform", counted)


def test_an_interrupted_study_says_so_and_goes_on_and_computes_nothing_twice(
    original, tmp_path, call, monkeypatch
):
    def interrupt(request, task):
        raise KeyboardInterrupt

    out = tmp_path / "study"
    with monkeypatch.context() as patch:
        first = Counting(patch, 5, interrupt)
        code, said, complaint = call(*GRID, "--out", str(out))
    assert (code, said) == (130, "")
    assert complaint.splitlines()[-1] == "neurosim: interrupted"
    assert "2 of 4 points are kept" in complaint
    assert told(out)["status"] == "interrupted"
    assert len(first.done) == 5
    assert open_study(out).lines()  # of the two points that are complete
    command = complaint.splitlines()[-2].partition("to go on: neurosim ")[2]
    assert call(*GRID, "--out", str(out))[0] == 2  # it is there already
    with monkeypatch.context() as patch:
        rest = Counting(patch, None, interrupt)
        assert call(*command.split())[0] == 0
    assert len(rest.done) == 3
    assert not {*first.done} & {*rest.done}
    assert contents(out) == contents(original)
    assert told(out)["status"] == "complete"


def test_the_time_left_is_told_where_points_are_many(study, call, monkeypatch):
    monkeypatch.setattr(progress, "SOON", 0.0)
    monkeypatch.setattr(progress, "PAUSE", 0.0)
    complaint = call(*GRID, "--out", str(study), "--resume")[2]
    assert "looking through 4 points: about 0:0" in complaint
    assert complaint.count("\n") == 4


def test_what_was_not_finished_is_not_kept(tmp_path, call, monkeypatch):
    def refuse(request, task):
        raise InputError("cannot be")

    Counting(monkeypatch, 0, refuse)
    code, _, complaint = call(*GRID, "--out", str(tmp_path / "deep" / "study"))
    assert code == 2
    assert complaint.splitlines()[-1] == "neurosim: cannot be"
    assert not (tmp_path / "deep").exists()


def test_a_task_that_fails_fails_only_its_seed(tmp_path, call, monkeypatch):
    def fail(request, task):
        return Result(failure=Failure("it diverged", task.who, "", "", task.seed))

    out = tmp_path / "study"
    Counting(monkeypatch, 2, fail)
    code, said, complaint = call(*WORDS, "--set", "epochs=4,8", "--out", str(out))
    assert code == 1
    assert "At 1 of 2 points, 1 failed" in said
    assert "point 1: it diverged" in complaint
    assert told(out)["failures"] == [{"point": 1, "count": 1, "reason": "it diverged"}]
    assert {line.point: line.n for line in open_study(out).lines()} == {0: 2, 1: 1}


def test_a_study_that_was_begun_otherwise_is_not_gone_on_with(study, call):
    words = (*WORDS, "--set", "epochs=4,9")
    code, _, complaint = call(*words, "--out", str(study), "--resume")
    assert code == 2
    assert "was begun by another command" in complaint


def test_a_study_whose_process_was_killed_as_a_point_began_goes_on(study, original, call):
    shutil.rmtree(study / "points/0003")
    edit(study, status="running")
    for folder in (study, study / "points/0003"):
        (folder / "unfinished").mkdir(parents=True)
        (folder / "unfinished/lock").touch()
    (study / ".measures.csv.12ab.tmp").write_text("half a table")
    assert call("runs", str(study))[1].count("unfinished") == 1
    assert call(*GRID, "--out", str(study), "--resume")[0] == 0
    assert contents(study) == contents(original)


@pytest.mark.parametrize("name", ["unfinished", "points/0003", "points/0001/items", "measures.csv"])
def test_no_study_goes_on_through_a_link(study, tmp_path, call, name):
    home = tmp_path / "home"
    home.mkdir()
    place = study / name
    if place.exists():
        shutil.move(place, home)
    place.symlink_to(home / place.name)
    edit(study, status="running")
    before = contents(home)
    code, said, complaint = call(*GRID, "--out", str(study), "--resume")
    assert (code, said) == (2, "")
    assert complaint.splitlines() == [f"neurosim: {place} is a link: no run goes on through it"]
    assert contents(home) == before


def test_a_study_begins_nowhere_else_than_in_a_place_of_its_own(tmp_path, call):
    (tmp_path / "file").touch()
    (tmp_path / "full").mkdir()
    (tmp_path / "full/file").touch()
    for name, told in (
        ("file", "is a file"),
        ("full", "is not empty"),
        ("file/in", "Not a directory"),
    ):
        for more in ((), ("--resume",)):
            code, said, complaint = call(*GRID, "--out", str(tmp_path / name), *more)
            assert (code, said, len(complaint.splitlines())) == (2, "", 1)
            assert told in complaint
    assert [path.name for path in sorted(tmp_path.rglob("*"))] == ["file", "full", "file"]


def test_data_are_kept_when_the_figure_of_a_study_fails(study, original, call, monkeypatch):
    def broken(*_):
        raise ValueError("no ink")

    monkeypatch.setattr("neurosim.store.led_folder.drawn", broken)
    edit(study, status="running")
    code, said, complaint = call(*GRID, "--out", str(study), "--resume")
    assert (code, said) == (1, "")
    assert f"the figure could not be drawn (no ink); all data are in {study}" in complaint
    assert told(study)["status"] == "complete"
    assert open_study(study).lines() == open_study(original).lines()


def test_the_figure_is_drawn_again_and_may_show_another_measure(study, call):
    before = {name: (study / name).read_bytes() for name in ("figure.png", "figure.svg")}
    assert call("figure", str(study))[0] == 0
    assert {name: (study / name).read_bytes() for name in before} == before
    assert call("figure", str(study), "--measure", "solved")[0] == 0
    assert (study / "figure.svg").read_bytes() != before["figure.svg"]
    code, _, complaint = call("figure", str(study), "--measure", "solvd")
    assert code == 2
    assert "did you mean 'solved'?" in complaint
    code, _, complaint = call("figure", str(study / "points/0000"), "--measure", "solved")
    assert code == 2
    assert "is for parameter studies" in complaint


@pytest.mark.parametrize("words", [("compare",), ("rerun",), ("cite",), ("export", "--to", "csv")])
def test_what_is_done_with_runs_is_done_with_those_of_points(original, call, words):
    code, said, complaint = call(*words, str(original))
    assert (code, said) == (2, "")
    assert "is a parameter study; its runs are in" in complaint
    assert len(complaint.splitlines()) == 1


def test_a_study_is_one_line_in_the_list_of_runs(study, call):
    code, said, _ = call("runs", str(study.parent), "--json")
    (entry,) = json.loads(said)
    assert code == 0
    assert (entry["experiment"], entry["points"], entry["seeds"]) == ("xor", "4 of 4", 2)
    assert "xor (4 of 4 points)" in call("runs", str(study.parent))[1]
    (study / "study.json").write_text("{")
    os.utime(study / "study.json", (1, 1))
    (entry,) = json.loads(call("runs", str(study.parent), "--json")[1])
    assert entry["status"] == "damaged"


DAMAGED = {
    "no format": {"format": "neurosim run 1"},
    "points are text": {"points": ["4", "8"]},
    "a point is too short": {"points": [[4]]},
    "too many points": {"points": [[4, 1]] * 10_001},
    "no point": {"points": []},
    "a value is true": {"points": [[True, 1]]},
    "a value is not finite": {"points": [[math.inf, 1]]},
    "nothing varied": {"varied": []},
    "varied is text": {"varied": "epochs"},
    "an experiment that leads out": {"experiment": "../xor"},
    "an agent that leads out": {"agents": ["../../etc"]},
    "seeds are negative": {"asked": [-1]},
    "files are a list": {"files": ["measures.csv"]},
    "a text is long": {"question": "a" * 1_000_000},
    "a failure is text": {"failures": ["it failed"]},
    "done is text": {"done": "4"},
}


@pytest.mark.parametrize("values", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_study_is_refused_in_one_line(study, call, values):
    edit(study, **values)
    code, said, complaint = call("figure", str(study))
    assert (code, said) == (2, "")
    assert len(complaint.splitlines()) == 1
    assert "study.json is damaged" in complaint


def test_a_table_that_is_not_the_one_that_was_written_is_refused(study):
    table = study / "measures.csv"
    table.write_bytes(table.read_bytes().replace(b"trained", b"learned"))
    with pytest.raises(InputError, match=r"measures.csv is damaged: its SHA-256"):
        open_study(study).lines()


def test_a_table_of_other_points_is_refused(study):
    from neurosim.store.files import digest

    table = study / "measures.csv"
    table.write_bytes(table.read_bytes().replace(b"\n0,4.0,0.5,", b"\n0,5.0,0.5,"))
    edit(study, files=told(study)["files"] | {"measures.csv": digest(table.read_bytes())})
    with pytest.raises(InputError, match="line 2: there is no such point"):
        open_study(study).lines()
