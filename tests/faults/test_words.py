"""Command lines and numbers in files, spoiled by chance: told in one line, and nothing happens."""

import contextlib
import importlib
import io
import json
import shlex
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import neurosim.cli
import neurosim.cli.doctor
import neurosim.cli.rerunning
import neurosim.cli.running
import neurosim.store
from neurosim.errors import SimulationError
from neurosim.store import RunWriter
from words import JUNK, LIFE, NETWORK, command_lines, spoiled, swept, tree

RUNS = (("one", f"{LIFE} --keep-states"), ("two", NETWORK))
NOT_SIMULATED = "nothing is simulated here"
PLACES = ("cwd", "home", "cache", "outside")

MANY = settings(
    derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)


def checked_only(request, out, hands, resume=False):
    """Check everything that is checked before a run begins, and begin none."""
    RunWriter(out, request.manifest("2026-01-01T00:00:00+00:00"), request.work(), resume)
    raise SimulationError(NOT_SIMULATED)


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """Return a folder with a small run of each kind."""
    importlib.import_module("pynwb")  # It writes a cache of its own when it is first imported.
    folder = tmp_path_factory.mktemp("originals")
    for name, line in RUNS:
        with contextlib.redirect_stdout(io.StringIO()):
            code = neurosim.cli.status([*line.split(), "--out", str(folder / name)])
        assert code == 0
    return folder


@pytest.fixture
def sandbox(original, tmp_path, monkeypatch):
    """Return a place with a home, a cache and a run, in which nothing is simulated or drawn."""
    for name in PLACES:
        (tmp_path / name / "empty").mkdir(parents=True)
    shutil.copytree(original, tmp_path / "cwd", dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path / "cwd")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NEUROSIM_CACHE", str(tmp_path / "cache"))
    for module in (neurosim.cli.running, neurosim.cli.rerunning):
        monkeypatch.setattr(module, "run_request", checked_only)
    monkeypatch.setattr(neurosim.store, "draw_again", lambda run, formats: [])
    monkeypatch.setattr(neurosim.cli.doctor, "findings", lambda: iter(["it works"]))
    return tmp_path


class Told:
    """What a command line said, and the seconds that it took."""

    def __init__(self, words):
        began = time.perf_counter()
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            self.code = neurosim.cli.status(words)
        self.seconds = time.perf_counter() - began
        self.out, self.err = out.getvalue(), err.getvalue()

    def check(self):
        """Check that it did what it should, or said in one line why not."""
        assert self.code in (0, 1, 2), self.code
        lines = self.err.splitlines()
        if self.code == 2:
            assert self.out == "", self.out
            assert len(lines) == 1, lines
            assert lines[0].startswith("neurosim: "), lines
        if self.code == 1:
            assert lines == [f"neurosim: {NOT_SIMULATED}"], lines
        assert "Traceback" not in self.err, self.err
        assert all(each.isprintable() for each in lines), lines


def test_spoiled_command_lines_are_told_in_one_line(sandbox, trials, tell):
    count = trials(120, 10_000)
    before = tree(sandbox)
    seconds, codes = [], []

    @settings(MANY, max_examples=count)
    @given(command_lines())
    def tried(words):
        told = Told(words)
        told.check()
        seconds.append(told.seconds)
        codes.append(told.code)
        now = tree(sandbox)
        assert {path: what for path, what in now.items() if path in before} == before
        new = {path.resolve() for path in swept(before, sandbox)}
        assert new == {Path(line).resolve() for line in exported(words, told)}

    tried()
    assert len(set(codes)) == 3
    refused = f"{codes.count(2)} refused, the others made sense"
    tell(
        "mutated command lines",
        len(codes),
        "exit 2 with one line (or as usual), no traceback, no file",
        f"{refused}; slowest {max(seconds):.1f} s",
    )


def exported(words, told):
    """Return the files that an export says to have written."""
    return told.out.splitlines() if words[:1] == ["export"] and "--help" not in words else []


def leaves(told, path=()):
    """Yield where the values of a manifest are."""
    if isinstance(told, dict | list):
        for key, value in told.items() if isinstance(told, dict) else enumerate(told):
            yield (*path, key)
            yield from leaves(value, (*path, key))


OTHER = st.one_of(
    JUNK,
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.just([]),
    st.just({}),
    st.just(10**400),
    st.lists(st.integers(-1, 2**64), max_size=3),
    st.sampled_from((1e308, -1.0, float("nan"), float("inf"), 10**30, [0] * 1000)),
)


@st.composite
def manifests(draw, told):
    """Return a manifest with a spoiled command, or up to three other values."""
    told = json.loads(json.dumps(told))
    if draw(st.booleans()):
        words = shlex.split(told["command"])
        for _ in range(draw(st.integers(1, 4))):
            words = draw(spoiled(words))
        return told | {"command": shlex.join(words)}
    for _ in range(draw(st.integers(1, 3))):
        *path, last = draw(st.sampled_from(list(leaves(told))))
        part = told
        for key in path:
            part = part[key]
        part[last] = draw(OTHER)
    return told


def test_spoiled_numbers_in_run_folders_are_told_in_one_line(sandbox, trials, tell):
    count = trials(20, 1000)
    runs = {
        name: (json.loads((sandbox / "cwd" / name / "run.json").read_text()), line.split())
        for name, line in RUNS
    }
    before = tree(sandbox)
    seconds, codes = [], []

    @settings(MANY, max_examples=count)
    @given(st.data(), st.sampled_from(sorted(runs)))
    def tried(data, name):
        told, words = runs[name]
        manifest = data.draw(manifests(told))
        place = sandbox / "cwd" / name / "run.json"
        place.write_text(json.dumps(manifest), errors="surrogatepass")
        again = (["rerun", name, "--out", "new"], [*words, "--out", name, "--resume"])
        for each in (*again, ["compare", name], ["cite", name]):
            found = Told(each)
            found.check()
            seconds.append(found.seconds)
            codes.append(found.code)
        assert tree(sandbox).keys() == before.keys()

    tried()
    assert set(codes) == {0, 1, 2}
    held = "rerun, resume, compare, cite: exit 2 with one line (or as usual), no traceback, no file"
    measured = f"{codes.count(2)} of {len(codes)} refused; slowest {max(seconds):.1f} s"
    tell("mutated numbers and commands in run.json", len(codes) // 4, held, measured)
