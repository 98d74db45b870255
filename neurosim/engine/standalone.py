"""Brian2's C++ standalone mode: generate the source, compile it once, describe the binary."""

from __future__ import annotations

import fcntl
import hashlib
import logging
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from neurosim.cache import cache_folder
from neurosim.engine.assembly import Assembly, Builder, Feeds, Running
from neurosim.engine.binary import ArrayFile, Binary
from neurosim.engine.brian import b2
from neurosim.engine.compiler import compiled_for, compiler
from neurosim.engine.descriptions import name_of, remember, remembered
from neurosim.engine.making import flags, make
from neurosim.engine.request import TABLES
from neurosim.engine.results import write_only
from neurosim.engine.scratch import own_folder
from neurosim.engine.thresholds import look_in_blocks

LONGEST_RUN = 1e6
"""Seconds that are compiled in as the end of a run; every run is stopped before."""

SET_STEP = "brian::_array_defaultclock_dt[0] = brian::_array_conductor_step[0];"
"""The time step is given at run time, too."""

SOURCE = ".source-"
FEEDS = {f"{table}_values" for table in TABLES}
"""Files of the tables that every run brings anew."""

INDICES = "_static_array__array_"
"""How Brian2 begins the names of the files with the indices of connections."""

FLAGS = (
    "-O3",
    "-ffast-math",
    "-fno-finite-math-only",
    "-march=native",
    "-std=c++11",
    "--param=vect-max-version-for-alias-checks=1000",
)
"""Brian2's own, and one more that lets gcc vectorise its state update."""

STEP_LINE = re.compile(rb"\s*_array_defaultclock_dt\[0\] = [\d.e-]+;$")
CLOCK_LINE = re.compile(rb"\s*_array_(\w*clock|slots)_(dt|t|timestep)\[0\] = [\d.e-]+;$")

log = logging.getLogger(__name__)


def compiled(builder: Builder) -> Binary:
    """Return the binary of a network, from the cache if the same source was compiled before."""
    root = cache_folder() / "binaries"
    root.mkdir(parents=True, exist_ok=True)
    place, name = root.parent / "descriptions", name_of(builder, str(compiler()), FLAGS)
    known = remembered(place, name, root) if name else None
    return known or _generated(builder, root, place, name)


def _generated(builder: Builder, root: Path, place: Path, name: str | None) -> Binary:
    """Generate the source of a network, and return its binary; it is known by its name then."""
    with own_folder(root, SOURCE) as scratch:
        source = scratch / "network"
        binary = _generate(builder, source)
        given = {file for pair in binary.connections.values() for file in pair}
        folder = root / _key(source, given | binary.tables)
        if not (folder / "main").exists():
            with _alone(root):
                if not (folder / "main").exists():
                    log.warning("compiling the network, once for this machine (some seconds) ...")
                    make(source)
                    _publish(source, folder)
    binary = replace(binary, folder=folder)
    if name:
        remember(place, name, binary)
    return binary


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Be the only process that compiles: workers of a cohort all want the same network at once."""
    with (root.parent / "compiling.lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _standalone_mode(source: Path, dt: float) -> Iterator[None]:
    """Generate code instead of running it, by names that no other network has taken.

    Names are part of the source. Brian2 gives an object another name while one of that name lives
    anywhere in the process, and the same network would be compiled again.
    """
    from brian2.core.names import Nameable
    from brian2.core.tracking import InstanceFollower, InstanceTrackerSet

    names = InstanceFollower()
    names.instance_sets = defaultdict(InstanceTrackerSet)
    Nameable.__instancefollower__ = names
    b2.set_device("cpp_standalone", directory=str(source), build_on_run=False)
    usual = b2.prefs.codegen.cpp.extra_compile_args_gcc, b2.defaultclock.dt
    b2.prefs.codegen.cpp.extra_compile_args_gcc = list(FLAGS)
    b2.defaultclock.dt = dt * b2.second
    try:
        yield
    finally:
        b2.prefs.codegen.cpp.extra_compile_args_gcc = usual[0]
        b2.device.reinit()
        b2.device.activate()
        b2.set_device("runtime")
        b2.defaultclock.dt = usual[1]
        del Nameable.__instancefollower__


def _generate(builder: Builder, source: Path) -> Binary:
    with _standalone_mode(source, builder.dt):
        feeds = Feeds(builder.units)
        assembly = builder.build(feeds, None)
        conductor = feeds.conductor()
        conductor.run_regularly("stopped = stop_run(int(t > stop_at - 1.5*dt))", when="end")
        running = assembly.network(feeds, conductor)
        b2.device.apply_run_args()
        b2.device.insert_code("main", SET_STEP)
        running.network.run(LONGEST_RUN * b2.second, namespace={})
        b2.device.build(directory=str(source), compile=False, run=False)
        binary = _described(source, assembly, running)
        write_only(source, binary.results)
        look_in_blocks(source)
        return binary


def _described(source: Path, assembly: Assembly, running: Running) -> Binary:
    device = b2.device

    def file(owner: Any, variable: str) -> ArrayFile:
        array = owner.variables[variable]
        return ArrayFile(Path(device.get_array_filename(array)).name, np.dtype(array.dtype).name)

    spikes = {
        name: (file(monitor, "i"), file(monitor, "t"), len(assembly.groups[name]))
        for name, monitor in running.monitors.items()
    }
    kept = {f"{o}.{v}": file(assembly.owner(o), v) for o, v in assembly.kept}
    membranes = {
        name: file(group, "v") for name, group in assembly.groups.items() if "v" in group.variables
    }
    stopped = {name: file(each, "stopped_at") for name, each in running.watchers.items()}
    ends = {n: (f"{INDICES}{n}_sources", f"{INDICES}{n}_targets") for n in assembly.rewired}
    tables = FEEDS | {f"{name}_values" for name in assembly.tables}
    # Synapses that only add up what is before them transmit no spikes, and have no delay.
    spiking = {n: each for n, each in assembly.synapses.items() if hasattr(each, "pre")}
    delays = {f"{n}.delay": _delay(each) for n, each in spiking.items()}
    files = spikes, kept, membranes, stopped
    return Binary(source, *files, ends, frozenset(tables), delays)


def _delay(synapses: Any) -> str:
    """Return by what name the binary is given the delay of the first presynaptic pathway."""
    delay = synapses.pre.variables["delay"]
    return f"{delay.owner.name}.{delay.name}"


def _key(source: Path, given: set[str]) -> str:
    """Name the source by its content, the compiler and the processor it is compiled for.

    Parameters
    ----------
    given
        Names of the static arrays that every run brings anew.
    """
    digest = hashlib.sha256()
    for path in sorted(source.rglob("*")):
        if path.is_file() and path.name not in {"makefile", *given}:
            digest.update(path.relative_to(source).as_posix().encode())
            content = path.read_bytes().replace(str(source).encode(), b"")
            digest.update(_without_clocks(content) if path.name == "main.cpp" else content)
    digest.update(compiled_for(str(compiler()), flags(source)))
    return digest.hexdigest()[:32]


def _without_clocks(main: bytes) -> bytes:
    """Put the lines that set clocks last, each once, without the time step, which runs bring anew.

    Brian2 sets its clocks to zero in an order that differs from process to process, and their time
    steps as often as something in the process has set them before.
    """
    lines = [line for line in main.splitlines() if not STEP_LINE.match(line)]
    clocks = {line for line in lines if CLOCK_LINE.match(line)}
    return b"\n".join([*(line for line in lines if line not in clocks), *sorted(clocks)])


def _publish(source: Path, folder: Path) -> None:
    """Keep what runs need; another process may have been first, with the same bytes."""
    slim = source.with_name("slim")
    slim.mkdir()
    shutil.copy2(source / "main", slim / "main")
    shutil.copytree(source / "static_arrays", slim / "static_arrays")
    try:
        slim.rename(folder)
    except OSError:
        if not (folder / "main").exists():
            raise
