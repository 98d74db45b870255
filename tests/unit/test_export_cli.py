"""neurosim export: files for other tools, whole or not at all."""

import csv
import json
import shutil
import sys

import networkx as nx
import numpy as np
import pytest

from neurosim.cli import agents as registry
from neurosim.cli import progress
from neurosim.cli.agents import Model
from neurosim.items import Digits
from neurosim.parameters import changed
from neurosim.protocol import Examine, Signal, Study, Synapses, live
from neurosim.protocol.dummies import Oracle
from neurosim.store import saved
from neurosim.store.diaries import packed_diary
from neurosim.store.files import digest
from neurosim.store.states import packed_state
from runs import Tree, edited

ITEMS = Digits().draw(3, 200)


class Ring(Oracle):
    """Three cells in a ring, whose synapses are as strong as many items were studied."""

    pathways = ("ring", "back")
    offers = Oracle.offers | {Signal.SYNAPSES}
    regions = ("hippocampus",)

    def __init__(self, seed, senses):
        super().__init__(seed, senses)
        self.name = "pulse"

    def _synapses(self, pathway):
        cells = np.arange(3, dtype=np.int32)
        weights = np.full(3, float(len(self.memory)))
        return Synapses(cells, (cells + 1) % 3, weights, 3, 3, (pathway, "CA3"))


@pytest.fixture(autouse=True)
def somewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(finished, tmp_path):
    return shutil.copytree(finished.path, tmp_path / "run")


def add(run, name, content):
    """Add a file to a run as if it had been written with it."""
    (run / name).parent.mkdir(parents=True, exist_ok=True)
    (run / name).write_bytes(content)
    files = json.loads((run / "run.json").read_text())["files"]
    edited(run, files=files | {name: digest(content)})


@pytest.fixture
def kept(run, monkeypatch):
    """A run that kept an agent with pathways, which had studied an item."""
    agent = Ring(0, ITEMS.senses)
    agent.study(ITEMS.items[0], 0.4)
    add(run, "states/pulse/sleep/seed-0.npz", packed_state(saved(agent, 0, Tree())))

    def model(name):
        return Model(name, "", Tree(), lambda seed, senses, _: Ring(seed, senses), ())

    monkeypatch.setattr(registry, "model", model)
    return run


def told(path):
    return sorted(str(each.relative_to(path)) for each in path.rglob("*") if each.is_file())


def test_spikes_go_into_a_file_for_each_life_beside_the_run(call, run, tmp_path):
    pynwb = pytest.importorskip("pynwb", reason="the extra 'nwb' is not installed")
    before = told(run)
    code, out, _ = call("export", "run", "--to", "nwb", "--seed", "1", "--condition", "sleep")
    assert code == 0
    assert out.splitlines() == [
        "run-nwb/pulse/sleep/seed-1.nwb",
        "run-nwb/pulse/sleep/seed-1-without-hippocampus.nwb",
    ]
    assert sorted(out.splitlines()) == [f"run-nwb/{name}" for name in told(tmp_path / "run-nwb")]
    assert told(run) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run", "run-nwb"]
    with pynwb.NWBHDF5IO(tmp_path / "run-nwb/pulse/sleep/seed-1.nwb", "r") as reader:
        assert reader.read().session_id == "pulse sleep seed-1"


def test_wiring_is_that_of_agents_that_were_kept(call, kept, tmp_path):
    code, out, err = call("export", "run", "--to", "graphml")
    assert (code, out) == (0, "run-graphml/pulse/sleep/seed-0.graphml\n")
    assert "pulse/sleep/seed-0: 6 synapses, 0 left out" in err
    graph = nx.read_graphml(tmp_path / out.strip(), force_multigraph=True)
    assert {d["weight"] for *_, d in graph.edges(data=True)} == {1.0}
    assert set(graph) == {f"{name}:{n}" for name in ("ring", "back", "CA3") for n in range(3)}
    assert (graph.graph["condition"], graph.graph["when"]) == ("sleep", "at the end of its life")


def test_wiring_may_be_a_table_of_some_pathways_and_weights(call, kept, tmp_path):
    code, out, _ = call("export", "run", "--to", "csv", "--pathways", "ring", "--out", "here/it")
    assert (code, out) == (0, "here/it/pulse/sleep/seed-0.csv\n")
    rows = list(csv.DictReader((tmp_path / out.strip()).read_text().splitlines()))
    assert [row["source"] for row in rows] == ["ring:0", "ring:1", "ring:2"]
    code, out, err = call("export", "run", "--to", "csv", "--above", "1")
    assert code == 0
    assert "0 synapses, 6 left out" in err


def test_wiring_is_that_of_looks_where_no_agents_were_kept(call, run, tmp_path):
    look = [Examine(("ring",), "evening"), Examine(("back",), "evening")]
    events = [*look, Study(ITEMS.items[0], 0.4), *look]
    diary = live(Ring(0, ITEMS.senses), events)
    add(run, "recordings/pulse/sleep/part/seed-0.npz", packed_diary(diary))
    code, out, err = call("export", "run", "--to", "graphml", "--pathways", "back")
    assert code == 0
    where = "run-graphml/pulse/sleep/part/seed-0-look-"
    assert out.splitlines() == [f"{where}{n}-evening.graphml" for n in (1, 2)]
    assert "look-1-evening: 0 synapses, 3 left out" in err
    graph = nx.read_graphml(tmp_path / out.split()[1], force_multigraph=True)
    assert {d["pathway"] for *_, d in graph.edges(data=True)} == {"back"}
    assert graph.graph["when"] == "after 0.4 s of life (evening)"
    code, _, err = call("export", "run", "--to", "graphml", "--pathways", "bakc", "--out", "x")
    assert (code, err.count("\n")) == (2, 1)
    assert "unknown examined pathway of pulse 'bakc'; did you mean 'back'" in err


def test_the_time_left_is_told_where_it_takes_long(call, kept, monkeypatch):
    monkeypatch.setattr(progress, "SOON", 0.0)
    monkeypatch.setattr(progress, "PAUSE", 0.0)
    assert "pulse/sleep/seed-0: about 0:00 left" in call("export", "run", "--to", "csv")[2]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--to", "gml"), "unknown format 'gml'; did you mean 'graphml'"),
        (("--to", "csv"), r"run ... --keep-states keeps them"),
        (("--to", "nwb", "--seed", "7"), "no life has seed 7 (there are: 0, 1)"),
        (("--to", "nwb", "--seed", "x"), "Invalid value for '--seed'"),
        (("--to", "nwb", "--agent", "puls"), "unknown agent 'puls'; did you mean 'pulse'"),
        (("--to", "nwb", "--condition", "slep"), "unknown condition 'slep'; did you mean 'sleep'"),
        (("--to", "nwb", "--above", "1"), "--pathways and --above are for wiring"),
        (("--to", "nwb", "--agent", "dice"), "nothing to export: no spikes were recorded"),
        (("--to", "nwb", "--out", "run"), "run is not empty"),
        (("--to", "nwb", "--out", "run/run.json/x"), "annot"),
        ((), "Missing option '--to'"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line_and_nothing_is_left(call, run, words, said):
    if "--to" in words and "nwb" in words:
        pytest.importorskip("pynwb", reason="the extra 'nwb' is not installed")
    before = told(run.parent)
    code, out, err = call("export", "run", *words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err
    assert told(run.parent) == before
    assert [path.name for path in run.parent.iterdir()] == ["run"]


def test_without_pynwb_nothing_is_begun(call, run, monkeypatch):
    monkeypatch.setitem(sys.modules, "pynwb", None)
    code, _, err = call("export", "run", "--to", "nwb")
    assert code == 2
    assert "pip install 'neurosim[nwb]'" in err
    assert [path.name for path in run.parent.iterdir()] == ["run"]


def test_agents_without_pathways_have_no_wiring(call, run, monkeypatch):
    agent = Oracle(0, ITEMS.senses)
    agent.name = "pulse"
    add(run, "states/pulse/sleep/seed-0.npz", packed_state(saved(agent, 0, Tree())))

    def make(seed, senses, _):
        made = Oracle(seed, senses)
        made.name = "pulse"
        return made

    monkeypatch.setattr(registry, "model", lambda name: Model(name, "", Tree(), make, ()))
    code, _, err = call("export", "run", "--to", "csv")
    assert (code, err) == (2, "neurosim: nothing to export: these agents have no pathways\n")


def test_states_that_do_not_fit_are_refused(call, kept):
    tree = changed(Tree(), {"rate": 0.5})
    agent = Ring(0, ITEMS.senses)
    agent.name = "dice"
    add(kept, "states/pulse/sleep/seed-0.npz", packed_state(saved(agent, 0, tree)))
    code, _, err = call("export", "run", "--to", "csv")
    assert code == 2
    assert "as dice, but it is pulse" in err


def test_names_that_lead_elsewhere_are_no_lives(call, run, tmp_path):
    for name in ("states/../../seed-0.npz", "states/a/b/c/d/seed-0.npz", "states/a/seed-0.npz"):
        edited(run, files={name: "0" * 64})
        assert call("export", "run", "--to", "csv")[0] == 2
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_runs_in_which_nobody_lives_are_refused(call, run):
    edited(run, kind="network")
    code, _, err = call("export", "run", "--to", "nwb")
    assert (code, err) == (2, "neurosim: run cannot be exported: in it no agent lives\n")
