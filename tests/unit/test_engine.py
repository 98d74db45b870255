"""The engine on a network of three cells: what is promised of every network."""

import logging
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import brian2 as b2
import numpy as np
import pytest

from neurosim.cache import cache_folder
from neurosim.engine import Assembly, Builder, Request, Trial, scratch, simulator
from neurosim.engine.compiler import compiler
from neurosim.engine.simulator import CompiledSimulator, NumpySimulator
from neurosim.errors import InputError, SimulationError

UNITS = 4
RATES = np.full(UNITS, 100.0)
CONNECTIONS = {"drive": (np.array([0, 1, 3], np.int32), np.array([0, 1, 2], np.int32))}
needs_compiler = pytest.mark.skipif(compiler() is None, reason="no C++ compiler here")


class Tiny(Builder):
    """Four Poisson cells drive three noisy cells through three synapses that grow."""

    units = UNITS
    dt = 0.5e-3

    def build(self, feeds, connections):
        namespace = feeds.namespace()
        source = b2.NeuronGroup(
            UNITS, "rate : Hz", threshold="rand() < rate*dt", namespace=namespace, name="source"
        )
        source.run_regularly(
            "rate = stimulus_rates((stimulus_row(t) + 0.5)*second, i)",
            clock=feeds.slots,
            when="start",
            order=-1,
        )
        target = b2.NeuronGroup(
            3,
            """dv/dt = -v/(10*ms) + 0.1*sqrt(2/(10*ms))*xi : 1
            begins : 1 (shared)""",
            threshold="v > 1",
            reset="v = 0",
            method="euler",
            namespace=namespace,
            name="target",
        )
        target.run_regularly(
            "begins = int(trial_seed(t) >= 0)\nv = v*(1 - begins)",
            clock=feeds.slots,
            when="start",
            order=-1,
        )
        drive = b2.Synapses(source, target, "w : 1", on_pre="v_post += w; w += 0.01", name="drive")
        drawn = connections or CONNECTIONS
        drive.connect(i=drawn["drive"][0], j=drawn["drive"][1])
        groups = {"source": source, "target": target}
        kept, rewired = (("drive", "w"),), frozenset({"drive"})
        return Assembly(groups, {"drive": drive}, ("source", "target"), kept, rewired=rewired)


def trial(seconds=0.2, seed=1, rates=RATES):
    return Trial(seconds, rates, seed)


def request(*trials, weights=0.5, connections=CONNECTIONS):
    return Request(trials or (trial(),), {"drive.w": np.full(3, weights)}, connections)


def ignore(seconds):
    pass


@pytest.fixture(scope="module")
def compiled():
    return simulator(Tiny())


@pytest.fixture(scope="module")
def interpreted():
    return NumpySimulator(Tiny())


@pytest.fixture(params=["compiled", "interpreted"])
def any_simulator(request):
    if request.param == "compiled" and compiler() is None:
        pytest.skip("no C++ compiler here")
    return request.getfixturevalue(request.param)


def same(one, two):
    trains = all(
        np.array_equal(one.spikes[name].cells, two.spikes[name].cells)
        and np.array_equal(one.spikes[name].seconds, two.spikes[name].seconds)
        for name in one.spikes
    )
    return trains and all(np.array_equal(one.values[k], two.values[k]) for k in one.values)


def test_same_seed_same_bytes_other_seed_other_spikes(any_simulator):
    one = any_simulator.run(request(trial(seed=7)), ignore)
    two = any_simulator.run(request(trial(seed=7)), ignore)
    other = any_simulator.run(request(trial(seed=8)), ignore)
    assert one.spikes["target"].cells.size > 0
    assert same(one, two)
    assert not same(one, other)


def test_the_duration_is_given_at_run_time(any_simulator):
    short = any_simulator.run(request(trial(0.1)), ignore).spikes["source"]
    long = any_simulator.run(request(trial(0.3)), ignore).spikes["source"]
    assert short.seconds.max() < 0.1 <= long.seconds.max() < 0.3
    inside = long.seconds < 0.1
    assert np.array_equal(long.cells[inside], short.cells)


def test_nothing_is_shown_once_the_timetable_is_over(any_simulator):
    dark = any_simulator.run(request(trial(rates=np.zeros(UNITS))), ignore)
    assert dark.spikes["source"].cells.size == 0


def test_trials_in_one_run_are_the_same_as_one_by_one(any_simulator):
    together = any_simulator.run(request(trial(0.2, 1), trial(0.3, 2)), ignore)
    first = any_simulator.run(request(trial(0.2, 1)), ignore)
    carried = Request((trial(0.3, 2),), {"drive.w": first.values["drive.w"]}, CONNECTIONS)
    second = any_simulator.run(carried, ignore)
    assert np.array_equal(together.values["drive.w"], second.values["drive.w"])
    for name, train in together.spikes.items():
        late = train.seconds >= 0.2 - 1e-9
        assert np.array_equal(train.cells[~late], first.spikes[name].cells)
        assert np.array_equal(train.cells[late], second.spikes[name].cells)
        assert np.allclose(train.seconds[late] - 0.2, second.spikes[name].seconds, atol=1e-12)


def test_values_go_in_and_come_out(any_simulator):
    silent = any_simulator.run(request(trial(rates=np.zeros(UNITS)), weights=0.25), ignore)
    assert silent.values["drive.w"].tolist() == [0.25] * 3


def test_the_wiring_is_given_at_run_time(any_simulator):
    rates = np.array([0.0, 0.0, 0.0, 200.0])
    all_to_last = {"drive": (np.array([3, 3, 3], np.int32), np.array([2, 2, 2], np.int32))}
    result = any_simulator.run(
        request(trial(rates=rates), weights=2.0, connections=all_to_last), ignore
    )
    assert set(result.spikes["target"].cells.tolist()) == {2}


def test_progress_is_reported_in_seconds_of_life(any_simulator):
    seen = []
    any_simulator.run(request(trial(1.0)), seen.append)
    assert seen == sorted(seen)
    assert all(0 <= seconds <= 1.0 for seconds in seen)


def test_activity_that_is_not_finite_ends_the_run(any_simulator):
    with pytest.raises(SimulationError, match="no longer finite"):
        any_simulator.run(request(weights=np.inf), ignore)


def limited(limit, *trials):
    return replace(request(*trials), limits={"source": limit})


def test_a_group_that_fires_too_much_ends_the_run_at_once(any_simulator):
    free = any_simulator.run(request(trial(3.0)), ignore)
    assert free.stopped is None
    stopped = any_simulator.run(limited(100.0, trial(3.0)), ignore)
    times = free.spikes["source"].seconds
    assert times[100] < stopped.stopped < times[100] + 0.02
    kept = stopped.spikes["source"].seconds
    assert np.array_equal(kept, times[: kept.size])
    assert 101 <= kept.size < 120
    assert kept.max() <= stopped.stopped


def test_spikes_are_counted_anew_in_every_second_and_every_trial(any_simulator):
    second = trial(1.0, rates=np.full(UNITS, 20.0))
    night = any_simulator.run(limited(110.0, replace(second, seconds=4.0)), ignore)
    assert night.stopped is None
    assert night.spikes["source"].cells.size > 250
    day = any_simulator.run(limited(110.0, *[replace(second, seconds=0.5)] * 6), ignore)
    assert day.stopped is None
    assert day.spikes["source"].cells.size > 200


def test_a_short_trial_is_judged_by_its_own_length(any_simulator):
    trials = trial(0.3, rates=np.full(UNITS, 20.0)), trial(0.3)
    stopped = any_simulator.run(limited(200.0, *trials), ignore)
    assert 0.3 + 60 / 400 - 0.1 < stopped.stopped < 0.6
    assert any_simulator.run(limited(600.0, *trials), ignore).stopped is None


def test_activity_that_is_stopped_may_have_lost_all_bounds(any_simulator):
    endless = replace(request(trial(3.0), weights=np.inf), limits={"source": 10.0})
    assert any_simulator.run(endless, ignore).stopped < 3.0


@needs_compiler
def test_both_targets_stop_at_the_same_moment(compiled, interpreted):
    one, two = (each.run(limited(100.0, trial(3.0)), ignore) for each in (compiled, interpreted))
    assert one.stopped == pytest.approx(two.stopped)
    assert one.spikes["source"].cells.size == two.spikes["source"].cells.size


def test_too_many_trials_are_refused(any_simulator):
    with pytest.raises(SimulationError, match="so many trials"):
        any_simulator.run(request(*[trial(0.01)] * 200), ignore)


@needs_compiler
def test_both_targets_draw_the_same_noise(compiled, interpreted):
    one, two = compiled.run(request(), ignore), interpreted.run(request(), ignore)
    assert np.array_equal(one.spikes["source"].cells, two.spikes["source"].cells)
    assert np.allclose(one.values["drive.w"], two.values["drive.w"])


@needs_compiler
def test_the_same_source_is_compiled_once(compiled, caplog):
    with caplog.at_level(logging.WARNING):
        again = simulator(Tiny())
    assert again.binary.folder == compiled.binary.folder
    assert not caplog.records


def test_arrays_are_exchanged_in_memory_only_where_there_is_room(monkeypatch, tmp_path):
    monkeypatch.setattr(scratch, "SHARED_MEMORY", tmp_path)
    monkeypatch.setattr(scratch, "ROOM", 0)
    assert scratch.scratch_place() == str(tmp_path)
    assert scratch.scratch_place(10**18) is None
    monkeypatch.setattr(scratch, "ROOM", 10**18)
    assert scratch.scratch_place() is None
    monkeypatch.setattr(scratch, "SHARED_MEMORY", tmp_path / "none")
    assert scratch.scratch_place() is None


def test_what_killed_runs_have_left_is_removed_and_nothing_else(tmp_path):
    hold = (
        "import sys, time; from pathlib import Path; from neurosim.engine import scratch\n"
        "with scratch.own_folder(Path(sys.argv[1]), 'neurosim-') as folder:\n"
        "    print(folder.name, flush=True); time.sleep(600)"
    )
    argv = [sys.executable, "-c", hold, str(tmp_path)]
    holders = [subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    killed, running = (each.stdout.readline().strip() for each in holders)
    holders[0].kill()
    holders[0].wait()
    others = {"neurosim-notes-c": 2, "neurosim-12-fresh": 0, "neurosim-12-stale": 2}
    for name, age in others.items():
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (time.time() - age * scratch.STALE,) * 2)
    scratch.sweep(tmp_path)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {running, "neurosim-notes-c", "neurosim-12-fresh"}
    assert killed != running
    holders[1].kill()
    for each in holders:
        each.communicate()
    with scratch.own_folder(tmp_path, "neurosim-") as folder:
        assert folder.is_dir()
        assert not (tmp_path / running).exists()
    assert not folder.exists()


class Other(Tiny):
    """The same cells, in which two things happen in a given order, from a given start."""

    def __init__(self, orders=(1, 2), start=0.1):
        self.orders, self.start = orders, start

    def build(self, feeds, connections):
        assembly = super().build(feeds, connections)
        target = assembly.groups["target"]
        target.v = np.full(3, self.start)
        for code, order in zip(("v = v + 1", "v = v*2"), self.orders, strict=True):
            target.run_regularly(code, dt=100 * b2.ms, when="end", order=order)
        return assembly


@needs_compiler
@pytest.mark.parametrize("other", [Other(orders=(2, 1)), Other(start=0.9)], ids=["order", "start"])
def test_networks_that_differ_in_anything_have_other_binaries(other):
    assert simulator(other).binary.folder != simulator(Other()).binary.folder


class Wired(Tiny):
    """The same cells, wired once and for all."""

    def __init__(self, last):
        self.wiring = {"drive": (np.array([0, 1, last], np.int32), CONNECTIONS["drive"][1])}

    def build(self, feeds, connections):
        return replace(super().build(feeds, self.wiring), rewired=frozenset())


@needs_compiler
def test_a_wiring_that_runs_do_not_bring_is_part_of_the_network():
    one, other = (simulator(Wired(last)) for last in (2, 3))
    assert one.binary.folder != other.binary.folder
    assert one.binary.connections == {}
    result = other.run(request(trial(rates=1e4 * (np.arange(4) == 3)), connections={}), ignore)
    grown = result.values["drive.w"] > 0.5
    assert grown.tolist() == [False, False, True]


@needs_compiler
def test_a_number_of_synapses_that_was_not_compiled_is_refused(compiled):
    fewer = {"drive": (np.zeros(2, np.int32), np.zeros(2, np.int32))}
    with pytest.raises(SimulationError, match="number of synapses"):
        compiled.run(request(connections=fewer), ignore)


def test_the_room_that_a_run_takes_is_known():
    assert request().size == 2 * 3 * 8 + 2 * 3 * 4


@needs_compiler
def test_a_run_writes_only_what_is_read(compiled, monkeypatch):
    found = []
    usual = CompiledSimulator._outputs

    def outputs(self, results):
        found.extend(path.name for path in results.iterdir())
        return usual(self, results)

    monkeypatch.setattr(CompiledSimulator, "_outputs", outputs)
    compiled.run(request(), ignore)
    assert set(found) == compiled.binary.results | {"last_run_info.txt"}


@needs_compiler
def test_weights_that_did_not_come_home_whole_are_noticed(compiled, monkeypatch):
    usual = CompiledSimulator._outputs

    def outputs(self, results):
        path = results / self.binary.kept["drive.w"].file
        path.write_bytes(path.read_bytes()[:-8])
        return usual(self, results)

    monkeypatch.setattr(CompiledSimulator, "_outputs", outputs)
    with pytest.raises(SimulationError, match=r"drive\.w did not come home whole"):
        compiled.run(request(), ignore)


@needs_compiler
def test_runs_leave_nothing_behind(compiled, tmp_path, monkeypatch):
    monkeypatch.setattr(scratch, "scratch_place", lambda needed: str(tmp_path))
    before = sorted(compiled.binary.folder.rglob("*"))
    compiled.run(request(), ignore)
    assert list(tmp_path.iterdir()) == []
    assert sorted(compiled.binary.folder.rglob("*")) == before


def test_without_a_compiler_it_says_so_in_one_line(monkeypatch, caplog):
    monkeypatch.setenv("CXX", "no-such-compiler")
    with caplog.at_level(logging.WARNING):
        found = simulator(Tiny())
    assert isinstance(found, NumpySimulator)
    assert [record.getMessage().count("\n") for record in caplog.records] == [0]
    assert "numpy" in caplog.records[0].getMessage()


@needs_compiler
def test_a_source_that_does_not_compile_gives_one_line(monkeypatch, tmp_path):
    monkeypatch.setenv("NEUROSIM_CACHE", str(tmp_path))
    broken = SimpleNamespace(units=UNITS, dt=Tiny.dt, build=_with_unknown_type, structure=object())
    with pytest.raises(SimulationError, match="could not be compiled") as caught:
        simulator(broken)
    assert "\n" not in str(caught.value)
    assert not list((tmp_path / "binaries").iterdir())


def _with_unknown_type(feeds, drawn):
    b2.prefs.codegen.cpp.extra_compile_args_gcc = ["-Ddouble=nonsense", "-fmax-errors=1"]
    return Tiny().build(feeds, drawn)


@needs_compiler
def test_an_interrupt_ends_the_binary_too(tmp_path):
    script = tmp_path / "long.py"
    script.write_text(
        "import sys\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from test_engine import Tiny, request, trial, simulator\n"
        "s = simulator(Tiny())\n"
        "print('running', s.binary.folder, flush=True)\n"
        "s.run(request(trial(80000.0)), lambda seconds: None)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", str(script)], stdout=subprocess.PIPE, text=True
    )
    folder = process.stdout.readline().split()[1]
    time.sleep(1.0)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) != 0
    process.stdout.close()
    assert not [pid for pid in _processes() if f"{folder}/main" in pid]


def _processes():
    listing = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    return listing.stdout.splitlines()


def test_a_cache_that_cannot_be_made_is_one_clear_line(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("NEUROSIM_CACHE", str(tmp_path / "file" / "cache"))
    with pytest.raises(InputError, match="NEUROSIM_CACHE"):
        cache_folder()


@needs_compiler
def test_the_simulator_is_compiled_where_a_compiler_is(compiled):
    assert isinstance(compiled, CompiledSimulator)


def test_the_time_step_of_a_run_is_no_part_of_the_source(compiled):
    before = b2.defaultclock.dt
    try:
        b2.defaultclock.dt = 0.7 * b2.ms
        assert simulator(Tiny()).binary.folder == compiled.binary.folder
    finally:
        b2.defaultclock.dt = before


def test_a_run_can_ask_for_another_time_step(any_simulator):
    coarse, fine = (any_simulator.run(replace(request(), dt=dt), ignore) for dt in (1e-3, 5e-4))
    assert not np.any(np.round(coarse.spikes["source"].seconds / 1e-3) % 1)
    halves = np.round(fine.spikes["source"].seconds / 5e-4) % 2
    assert halves.any()
