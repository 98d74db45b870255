"""The same command gives the same bytes: in fresh processes, wherever and however they hash."""

import os
import subprocess

import pytest

from neurosim.cli import catalogue
from neurosim.experiments import Experiment
from processes import PROGRAM, contents

ONE_OF_EACH = (
    ("life", "--agents", "hopfield_1982,mlp_backprop", "--items-count", "2", "--night", "1"),
    ("xor", "--quick"),
)
"""A life and networks, as small as they come; synapses take longer: `make trust` has them."""


SHORT = {**dict.fromkeys(("night", "cycle", "earlier", "nrem", "rem"), 4), "cues": 1}
"""Seconds of sleep, by what experiments call them, and what has to fit into them: a few seconds
differ from process to process, or not, as sixty would."""

EXPERIMENTS = {name: catalogue.experiment_named(name) for name in catalogue.experiments()}
LIVES = [name for name, each in EXPERIMENTS.items() if isinstance(each, Experiment)]
OTHERS = [name for name in EXPERIMENTS if name not in LIVES]


def shortened(name):
    """Return the words that make lives short."""
    usual = vars(EXPERIMENTS[name])
    return [word for each in SHORT if each in usual for word in ("--set", f"{each}={SHORT[each]}")]


def same(words, place, times):
    """Run a command in fresh processes, which differ in all that should not matter."""
    first = None
    for number in range(times):
        here = place / str(number) / ("deeper" * number)
        here.mkdir(parents=True)
        unlike = {"PYTHONHASHSEED": str(number * 7919 + 1), "LANG": ("C", "C.UTF-8")[number % 2]}
        ended = subprocess.run(
            [*PROGRAM, "run", *words, "--seed", str(200), "--out", "run"], cwd=here,
            env={**os.environ, **unlike, "COLUMNS": str(60 + number)},
            capture_output=True, text=True, check=False, timeout=3600,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr
        found = contents(here / "run")
        first = found if first is None else first
        assert found.keys() == first.keys()
        assert [name for name in found if found[name] != first[name]] == []
    assert "figure.svg" in first
    assert "measures.csv" in first


HELD = "the same measures, recordings and figure files"


@pytest.mark.parametrize("words", ONE_OF_EACH, ids=lambda words: words[0])
def test_fresh_processes_come_to_the_same_bytes(words, tmp_path, trials, tell):
    count = trials(2, 10)
    same(words, tmp_path, count)
    tell(f"fresh processes: {' '.join(words)}", count, HELD)


@pytest.mark.trust
@pytest.mark.parametrize("name", OTHERS)
def test_every_experiment_without_lives_comes_to_the_same_bytes(name, tmp_path, trials, tell):
    count = trials(2, 10)
    same((name, "--quick"), tmp_path, count)
    tell(f"fresh processes: {name} --quick", count, HELD)


@pytest.mark.trust
@pytest.mark.parametrize("name", LIVES)
def test_every_experiment_with_lives_comes_to_the_same_bytes(name, tmp_path, trials, tell):
    count = trials(2, 10)
    words = (name, "--quick", *shortened(name))
    same(words, tmp_path, count)
    tell(f"fresh processes: {' '.join(words)}", count, HELD)
