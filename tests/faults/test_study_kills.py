"""A parameter study that is killed at any moment goes on; workers come to the same bytes."""

import shutil

import pytest

from processes import finished, kill, moments, started, told, undisturbed, wait

STUDY = ("xor", "--quick", "--agents", "no-hidden-layer", "--seeds", "2", "--set", "epochs=4,8,12")
DATED = ("run.json", "report.html", "study.json")


def contents(out):
    """Return every file of a study but those that tell the time."""
    files = (path for path in out.rglob("*") if path.is_file() and path.name not in DATED)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def complete(out):
    """Return when the table of each point that is complete was written."""
    points = [point for point in out.glob("points/*") if (point / "run.json").exists()]
    return {
        point.name: (point / "measures.csv").stat().st_mtime_ns
        for point in points
        if told(point)["status"] == "complete"
    }


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    out = tmp_path_factory.mktemp("study") / "study"
    _, seconds = undisturbed(STUDY, out)
    return contents(out), seconds


def killed_and_resumed(out, moment, whole, *more):
    with started(STUDY, out, *more) as process:
        if wait(process, moment):
            kill(process)
    before = complete(out)
    finished(STUDY, out, *more, "--resume")
    assert contents(out) == whole
    after = complete(out)
    assert {point: after[point] for point in before} == before
    shutil.rmtree(out)


HELD = "the same bytes as undisturbed, no finished point again"


def test_a_study_that_is_killed_goes_on_to_the_same_bytes(study, tmp_path, trials, tell):
    whole, seconds = study
    count = trials(1, 20)
    for moment in moments(count, seconds, 7):
        killed_and_resumed(tmp_path / "study", moment, whole)
    tell("kill -9 of a parameter study at a random moment", count, HELD)


@pytest.mark.trust
def test_a_study_on_workers_that_is_killed_goes_on_to_the_same_bytes(study, tmp_path, trials, tell):
    whole, seconds = study
    count = trials(1, 20)
    for moment in moments(count, seconds + 4, 8):
        killed_and_resumed(tmp_path / "study", moment, whole, "--workers", "2")
    tell("kill -9 of a parameter study on two workers at a random moment", count, HELD)


def test_workers_come_to_the_same_study(study, tmp_path):
    whole, _ = study
    finished(STUDY, tmp_path / "study", "--workers", "2")
    assert contents(tmp_path / "study") == whole
