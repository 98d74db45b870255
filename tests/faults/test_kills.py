"""A run that is killed at any moment goes on to the same bytes, and computes nothing twice."""

import shutil

import pytest

from processes import (
    BRAIN,
    NETWORKS,
    contents,
    finished,
    kill,
    moments,
    results,
    started,
    undisturbed,
    wait,
)

HELD = "the same bytes as undisturbed, no finished task again"


@pytest.fixture(scope="module")
def networks(tmp_path_factory):
    """What comes of a run of networks, and the seconds that it takes."""
    return undisturbed(NETWORKS, tmp_path_factory.mktemp("networks") / "run")


def killed_and_resumed(words, out, moment, whole, *more):
    """Kill a run at a moment, go on, and compare."""
    with started(words, out, *more) as process:
        if wait(process, moment):
            kill(process)
    before = results(out) if out.exists() else {}
    finished(words, out, *more, "--resume")
    assert contents(out) == whole
    assert {name: (out / name).stat().st_mtime_ns for name in before} == before
    shutil.rmtree(out)


def test_a_run_that_is_killed_goes_on_to_the_same_bytes(networks, tmp_path, trials, tell):
    whole, seconds = networks
    count = trials(2, 50)
    for moment in moments(count, seconds, 1):
        killed_and_resumed(NETWORKS, tmp_path / "run", moment, whole)
    tell("kill -9 of a run of networks at a random moment", count, HELD)


def test_a_cohort_that_is_killed_goes_on_to_the_same_bytes(networks, tmp_path, trials, tell):
    whole, seconds = networks
    count = trials(1, 50)
    for moment in moments(count, seconds + 4, 2):
        killed_and_resumed(NETWORKS, tmp_path / "run", moment, whole, "--workers", "2")
    tell("kill -9 of a cohort on two workers at a random moment", count, HELD)


@pytest.mark.trust
def test_a_brain_that_is_killed_goes_on_to_the_same_bytes(tmp_path, trials, tell):
    finished(BRAIN, tmp_path / "compiled")
    whole, seconds = undisturbed(BRAIN, tmp_path / "whole")
    count = trials(1, 50)
    for moment in moments(count, seconds, 3):
        killed_and_resumed(BRAIN, tmp_path / "run", moment, whole)
    tell("kill -9 of a run of a spiking brain at a random moment", count, HELD)
