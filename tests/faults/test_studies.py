"""A parameter study that is killed at any moment goes on; workers come to the same bytes."""

import shutil

import pytest

from processes import finished, kill, moments, started, told, undisturbed, wait

STUDY = (
    "life", "--agents", "hopfield_1982", "--items-count", "2", "--seeds", "2",
    "--set", "night=2,4,6",
)  # fmt: skip
DATED = ("run.json", "report.html", "study.json")


def contents(out):
    files = (path for path in out.rglob("*") if path.is_file() and path.name not in DATED)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    out = tmp_path_factory.mktemp("study") / "study"
    _, seconds = undisturbed(STUDY, out)
    return contents(out), seconds


@pytest.mark.parametrize("more", [(), ("--workers", "2")], ids=["alone", "cohort"])
def test_a_study_that_is_killed_goes_on_to_the_same_bytes(study, tmp_path, trials, tell, more):
    whole, seconds = study
    count = trials(1, 20)
    for moment in moments(count, seconds + (4 if more else 0), 7 + len(more)):
        out = tmp_path / "study"
        with started(STUDY, out, *more) as process:
            if wait(process, moment):
                kill(process)
        before = {}
        for point in out.glob("points/*"):
            if (point / "run.json").exists() and told(point)["status"] == "complete":
                before |= {path: path.stat().st_mtime_ns for path in point.rglob("*.npy")}
        finished(STUDY, out, *more, "--resume")
        assert contents(out) == whole
        assert {path: path.stat().st_mtime_ns for path in before} == before
        shutil.rmtree(out)
    who = "a study on two workers" if more else "a study"
    held = "the same bytes as undisturbed, no finished point again"
    tell(f"kill -9 of {who} at a random moment", count, held)
