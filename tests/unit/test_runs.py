"""Runs are listed and found; the index is only ever as good as the folders."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from neurosim.cli.runs import INDEX
from neurosim.errors import InputError
from neurosim.store import Unfinished, entries
from neurosim.store import index as indexing
from runs import edited, write_run


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """Return a run folder that tests may copy."""
    return write_run(tmp_path_factory.mktemp("listed") / "run").path


@pytest.fixture
def below(original, tmp_path, monkeypatch):
    """Return a folder with two runs, one of them deeper, a draft, and a cache of its own."""
    monkeypatch.setenv("NEUROSIM_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "runs"
    for name in ("one", "deep/er/two", ".three.partial-1"):
        shutil.copytree(original, folder / name)
    edited(folder / "deep/er/two", started="2027-01-01T00:00:00+00:00", asked=[0, 1, 2])
    return folder


def listed(call, *words):
    code, said, _ = call("runs", *words, "--json")
    assert code == 0
    return json.loads(said)


def test_runs_are_listed_at_any_depth_the_latest_first(below, call):
    found = listed(call)
    assert [Path(each["path"]).name for each in found] == ["two", "one"]
    assert [(each["seeds"], each["asked"]) for each in found] == [(2, 3), (2, 2)]
    code, said, _ = call("runs")
    assert code == 0
    assert said.splitlines()[1].startswith("runs/deep/er/two  life")
    assert "2 of 3" in said
    assert said.endswith("2 runs\n")


def test_runs_are_found_by_what_is_in_them(below, call):
    edited(below / "one", status="interrupted")
    assert len(listed(call, "--experiment", "life", "--agent", "pulse")) == 2
    assert [Path(each["path"]).name for each in listed(call, "--status", "interrupted")] == ["one"]
    for option, name in (("--agent", "puls"), ("--status", "complet"), ("--experiment", "lif")):
        code, said, complaint = call("runs", option, name)
        assert (code, said, complaint.count("\n")) == (2, "", 1)
        assert f"unknown {option[2:]} {name!r}; did you mean" in complaint


def test_a_folder_that_is_not_there_is_said(below, call):
    code, _, complaint = call("runs", "nowhere")
    assert (code, complaint) == (2, "neurosim: there is no folder nowhere\n")


def test_a_manifest_is_read_once_and_again_when_it_changes(below, call, monkeypatch):
    read = []

    def reading(folder, usual=indexing.read_manifest):
        read.append(folder.name)
        return usual(folder)

    monkeypatch.setattr(indexing, "read_manifest", reading)
    listed(call)
    assert sorted(read) == ["one", "two"]
    listed(call)
    assert len(read) == 2
    edited(below / "one", status="interrupted")
    assert {each["status"] for each in listed(call)} == {"complete", "interrupted"}
    assert read[2:] == ["one"]


def test_what_is_gone_is_forgotten(below, call):
    listed(call)
    shutil.rmtree(below / "one")
    assert len(listed(call)) == 1
    with sqlite3.connect(below.parent / "cache" / INDEX) as index:
        (paths,) = zip(*index.execute("SELECT path FROM runs"), strict=True)
    index.close()
    assert [Path(path).name for path in paths] == ["two"]


@pytest.mark.parametrize("content", [b"", b"not SQLite" * 100])
def test_a_damaged_index_is_made_anew(below, call, content):
    database = below.parent / "cache" / INDEX
    database.parent.mkdir()
    database.write_bytes(content)
    assert len(listed(call)) == 2
    assert len(listed(call)) == 2
    assert database.read_bytes().startswith(b"SQLite format 3")


def test_lines_of_the_index_that_tell_nothing_are_read_again(below, call):
    listed(call)
    with sqlite3.connect(below.parent / "cache" / INDEX) as index:
        index.execute("UPDATE runs SET told = '{}' WHERE path LIKE '%one'")
    index.close()
    assert len(listed(call)) == 2


def test_without_an_index_runs_are_listed_as_well(below, tmp_path):
    assert len(entries(below, tmp_path / "no" / "such" / "folder" / "index")) == 2


def test_damage_is_listed_and_does_no_harm_to_a_terminal(below, call):
    (below / "one" / "run.json").write_text("{")
    edited(below / "deep/er/two", status="\x1b[2Jcomplete")
    found = {Path(each["path"]).name: each for each in listed(call)}
    assert found["one"]["status"] == "damaged"
    assert "run.json is damaged" in found["one"]["problem"]
    assert found["two"]["status"] == "[2Jcomplete"
    assert "\x1b" not in call("runs")[1]


def test_a_manifest_that_is_a_link_to_nothing_is_damage(below, call):
    (below / "one" / "run.json").unlink()
    (below / "one" / "run.json").symlink_to(below / "gone")
    found = {Path(each["path"]).name: each["status"] for each in listed(call)}
    assert found == {"one": "damaged", "two": "complete"}


def test_names_in_brackets_are_names(below, call):
    (below / "one").rename(below / "[red]one")
    assert "runs/[red]one" in call("runs")[1]


def test_a_run_whose_process_was_killed_is_unfinished(below, call):
    edited(below / "one", status="running")
    assert statuses(call)["one"] == "unfinished"
    with Unfinished(below / "one").lock():
        assert statuses(call)["one"] == "running"
        with pytest.raises(InputError, match="another process is at work in"):
            Unfinished(below / "one").lock()
    assert statuses(call)["one"] == "unfinished"


def statuses(call):
    return {Path(each["path"]).name: each["status"] for each in listed(call)}
