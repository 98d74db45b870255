"""The main job as a user runs it: all agents, in processes of their own."""

import csv
import json
import subprocess
import sys

import pytest

SMALL = ("--items-count", "2", "--night", "3")
AGENTS = {"hippocampus_neocortex", "hopfield_1982", "mlp_backprop", "lstm_1997"}
CONDITIONS = {"sleep", "awake", "replay-blocked"}
RECALL = ("recall_evening", "recall_morning")
SEEDS = {"one": 7, "again": 7, "other": 8}
LESIONED = ("lesioned_evening", "lesioned_morning")


def run(folder, seed):
    program = "import sys; from neurosim.cli import main; sys.exit(main())"
    words = ("run", "life", "--seed", str(seed), *SMALL, "--out", str(folder), "--json")
    return subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=True
    )


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Return two runs of one seed and one of another, each from a fresh process."""
    place = tmp_path_factory.mktemp("runs")
    return {name: (place / name, run(place / name, seed)) for name, seed in SEEDS.items()}


def measures(runs, name):
    return (runs[name][0] / "measures.csv").read_bytes()


def test_the_same_seed_lives_the_same_life_in_another_process(runs):
    assert measures(runs, "one") == measures(runs, "again")


def test_another_seed_lives_another_life(runs):
    assert measures(runs, "one") != measures(runs, "other")


def test_once_compiled_nothing_is_compiled_again(runs):
    assert "compiling" not in runs["again"][1].stderr
    assert "compiling" not in runs["other"][1].stderr


def test_every_agent_lives_in_every_condition_and_every_measure_is_there(runs):
    results = json.loads(runs["one"][1].stdout)["results"]
    found = {(r["agent"], r["condition"], r["measure"]) for r in results}
    for agent in AGENTS:
        names = RECALL + (LESIONED if agent == "hippocampus_neocortex" else ())
        for condition in CONDITIONS:
            for name in names:
                for ending in ("", "_cosine", "_silent"):
                    assert (agent, condition, name + ending) in found
    assert {agent for agent, _, _ in found} == AGENTS


def test_the_folder_holds_what_the_readme_says(runs):
    folder = runs["one"][0]
    assert {path.name for path in folder.iterdir()} == {
        "figure.png",
        "figure.svg",
        "items",
        "measures.csv",
        "recordings",
        "report.html",
        "run.json",
    }
    rows = csv.DictReader(measures(runs, "one").decode().splitlines())
    assert {row["condition"] for row in rows} == CONDITIONS
