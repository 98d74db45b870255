"""The simulators: one that runs a compiled binary, one that needs no compiler."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, final

import numpy as np
from numpy.typing import NDArray

from neurosim.engine.assembly import Builder, Feeds
from neurosim.engine.binary import ArrayFile, Binary
from neurosim.engine.brian import b2
from neurosim.engine.compiler import compiler
from neurosim.engine.problems import in_one_line
from neurosim.engine.request import Connections, Request, Result
from neurosim.engine.scratch import scratch
from neurosim.engine.standalone import compiled
from neurosim.engine.watching import NEVER, watcher_name
from neurosim.errors import SimulationError
from neurosim.protocol import Progress, Spikes

log = logging.getLogger(__name__)


class Simulator(ABC):
    """Runs one network, again and again, each time from the state that it is given."""

    @abstractmethod
    def run(self, request: Request, progress: Progress) -> Result:
        """Run the network.

        Raises
        ------
        SimulationError
            If a membrane potential, or an array that comes home, is not finite at the end.
        KeyboardInterrupt
            If the user interrupted the run; nothing of it is kept.
        """


def simulator(builder: Builder) -> Simulator:
    """Return the fastest simulator that works on this machine.

    Raises
    ------
    InputError
        If the texts of the network do not parse, or their units do not fit.
    """
    if compiler() is None:
        log.warning("no C++ compiler: running on Brian2's numpy target, several times slower")
        return NumpySimulator(builder)
    with in_one_line():
        return CompiledSimulator(compiled(builder), builder.units, builder.dt)


@final
class CompiledSimulator(Simulator):
    """Runs a compiled binary as a process of its own, in a working folder of its own."""

    def __init__(self, binary: Binary, units: int, dt: float) -> None:
        self.binary = binary
        self.units = units
        self.dt = dt

    def run(self, request: Request, progress: Progress) -> Result:
        """Run the binary."""
        with scratch(request.size) as folder:
            arguments = self._inputs(folder, request)
            _execute([str(self.binary.folder / "main"), *arguments], folder, progress)
            result = self._outputs(folder / "results")
        for name, values in result.values.items():
            if name in request.values and np.size(request.values[name]) not in (1, values.size):
                raise SimulationError(f"{name} did not come home whole: is there room on the disk?")
        return result

    def _inputs(self, folder: Path, request: Request) -> list[str]:
        (folder / "results").mkdir()
        shutil.copytree(
            self.binary.folder / "static_arrays", folder / "static_arrays", copy_function=os.symlink
        )
        for name, pair in request.connections.items():
            for file, indices in zip(self.binary.connections[name], pair, strict=True):
                path = folder / "static_arrays" / file
                expected = path.stat().st_size
                path.unlink()
                indices.astype(np.int32).tofile(path)
                if path.stat().st_size != expected:
                    raise SimulationError(f"{name}: the number of synapses cannot change")
        arrays: dict[str, Any] = dict(request.values)
        feeds = request.feeds(self.units, bool(self.binary.stopped))
        arrays |= {f"{name}.values": table for name, table in feeds.items()}
        for name in self.binary.stopped:
            arrays[f"{watcher_name(name)}.limit"] = request.limits.get(name, NEVER)
        arrays |= {"conductor.stop_at": request.seconds, "conductor.step": request.dt or self.dt}
        names = self.binary.delays
        arguments = [
            f"{names.get(name, name)}={_argument(folder, name, value)}"
            for name, value in arrays.items()
        ]
        return ["--results_dir", f"{folder}/results/", *arguments]

    def _outputs(self, results: Path) -> Result:
        membranes = {name: _read(results, file) for name, file in self.binary.membranes.items()}
        spikes = {
            name: Spikes(_read(results, cells), _read(results, times), size)
            for name, (cells, times, size) in self.binary.spikes.items()
        }
        kept = {name: _read(results, array) for name, array in self.binary.kept.items()}
        stops = [float(_read(results, file)[0]) for file in self.binary.stopped.values()]
        return _finished(spikes, kept, membranes, stops)


@final
class NumpySimulator(Simulator):
    """Runs the same network in this process, without a compiler."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.wired: Connections | None = None

    def run(self, request: Request, progress: Progress) -> Result:
        """Set the network up, which is built anew only for another wiring, and run it."""
        target, step = b2.prefs.codegen.target, b2.defaultclock.dt
        b2.prefs.codegen.target = "numpy"
        try:
            if self.wired is not request.connections:
                with in_one_line():
                    self._build(request)
            self._set_up(request)
            b2.defaultclock.dt = (request.dt or self.builder.dt) * b2.second
            self._run(request, progress)
            return self._outputs()
        finally:
            b2.prefs.codegen.target = target
            b2.defaultclock.dt = step

    def _build(self, request: Request) -> None:
        b2.defaultclock.dt = self.builder.dt * b2.second
        self.feeds = Feeds(self.builder.units)
        self.assembly = self.builder.build(self.feeds, request.connections)
        self.running = self.assembly.network(self.feeds, self.feeds.conductor())
        self.running.network.store()
        self.wired = request.connections

    def _set_up(self, request: Request) -> None:
        self.running.network.restore()
        watched = bool(self.running.watchers)
        for name, table in request.feeds(self.builder.units, watched).items():
            getattr(self.feeds, name).values[:] = table
        for name, each in self.running.watchers.items():
            each.limit_ = request.limits.get(name, NEVER)
        for name, value in request.values.items():
            owner, variable = name.split(".")
            if owner in self.assembly.tables:
                self.assembly.tables[owner].values[:] = value
            else:
                setattr(self.assembly.owner(owner), f"{variable}_", value)

    def _run(self, request: Request, progress: Progress) -> None:
        seconds = request.seconds

        def report(elapsed: object, completed: float, start: object, duration: object) -> None:
            progress(completed * seconds)

        # What is not finite is found at the end.
        with np.errstate(all="ignore"), in_one_line():
            self.running.network.run(
                seconds * b2.second, report=report, report_period=0.2 * b2.second, namespace={}
            )
        reached = float(np.max(self.running.network.t_))  # After an early end, an array of one.
        early = reached < seconds - (request.dt or self.builder.dt) / 2
        if early and not any(self._stops()):
            raise KeyboardInterrupt  # Brian2 returns from Ctrl-C as if the run were done

    def _stops(self) -> list[float]:
        return [float(np.max(each.stopped_at_)) for each in self.running.watchers.values()]

    def _outputs(self) -> Result:
        groups = self.assembly.groups.items()
        membranes = {name: np.asarray(g.v_) for name, g in groups if "v" in g.variables}
        spikes = {
            name: Spikes(
                np.array(monitor.i, np.int32), np.array(monitor.t_), len(self.assembly.groups[name])
            )
            for name, monitor in self.running.monitors.items()
        }
        kept = {
            f"{owner}.{variable}": np.array(getattr(self.assembly.owner(owner), f"{variable}_"))
            for owner, variable in self.assembly.kept
        }
        return _finished(spikes, kept, membranes, self._stops())


def _argument(folder: Path, name: str, value: float | NDArray[np.float64]) -> str:
    """Write a number as it is, an array into a file; the binary takes either."""
    if np.ndim(value) == 0:
        return repr(float(value))
    path = folder / f"{name}.in"
    np.ascontiguousarray(value, dtype=np.float64).tofile(path)
    return str(path)


def _execute(command: list[str], folder: Path, progress: Progress) -> None:
    """Run the binary, out of reach of the terminal's Ctrl-C: it would stop early and look done."""
    said: list[str] = []
    with subprocess.Popen(  # noqa: S603 (our own binary or the compiler)
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            for line in process.stdout or ():
                _listen(line, said, progress)
            code = process.wait()
        except BaseException:
            process.kill()
            raise
    if code != 0 or said:
        raise SimulationError(f"the simulation failed (status {code}): {' '.join(said[-3:])}")


def _listen(line: str, said: list[str], progress: Progress) -> None:
    try:
        progress(float(line))
    except ValueError:
        said.append(line.strip())


def _read(results: Path, array: ArrayFile) -> NDArray[Any]:
    return np.fromfile(results / array.file, dtype=array.dtype)


def _finished(
    spikes: Mapping[str, Spikes],
    kept: Mapping[str, NDArray[Any]],
    membranes: Mapping[str, NDArray[np.float64]],
    stops: Sequence[float],
) -> Result:
    """Return what came home from a run; a stopped one may have left the range of numbers.

    Parameters
    ----------
    stops
        When each group that is watched stopped the run; 0 if it did not.
    """
    stopped = min((seconds for seconds in stops if seconds > 0), default=None)
    if stopped is None:
        _check_finite({**membranes, **kept})
    return Result(spikes, kept, stopped)


def _check_finite(arrays: Mapping[str, NDArray[np.float64]]) -> None:
    for name, values in arrays.items():
        if not np.isfinite(values).all():
            raise SimulationError(f"{name}: values are no longer finite")
