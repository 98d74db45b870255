"""Running the command line as a process, killing it, and looking at what is left."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil

PROGRAM = [sys.executable, "-c", "import neurosim.cli; neurosim.cli.main()"]
DATED = ("run.json", "report.html")
"""Files of a run folder that tell the time."""

NETWORKS = ("life", "--agents", "hopfield_1982,mlp_backprop", "--items-count", "3", "--seeds", "3")
SHORT_LIFE = (
    *("life", "--agents", "hippocampus_neocortex", "--items", "random", "--items-count", "2"),
    *("--night", "2"),
)
"""A spiking brain that lives no longer than trying a worker or the store takes."""

BRAIN = (*SHORT_LIFE, "--seed", "200")


def command(words, out, *more):
    return [*PROGRAM, "run", *words, "--out", str(out), *more]


def started(words, out, *more):
    """Start a run in a session of its own, as a terminal does."""
    return subprocess.Popen(
        command(words, out, *more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )


def finished(words, out, *more, code=0):
    """Let a run end; return what it said and what it complained of."""
    with started(words, out, *more) as process:
        said = process.communicate(timeout=600)
    assert process.returncode == code, said
    assert "Traceback" not in said[1], said[1]
    return said


def undisturbed(words, out):
    """Return the contents of a run that nobody disturbs, and the seconds that it takes."""
    began = time.monotonic()
    finished(words, out)
    return contents(out), time.monotonic() - began


def contents(out):
    """Return every file of a run folder but those that tell the time."""
    files = (path for path in Path(out).rglob("*") if path.is_file() and path.name not in DATED)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def told(out):
    return json.loads((Path(out) / "run.json").read_text())


def results(out):
    """Return when each file of a finished task was written."""
    notes = (Path(out) / "unfinished/finished").rglob("*.json")
    names = {name for note in notes for name in json.loads(note.read_text())["files"]}
    return {name: (Path(out) / name).stat().st_mtime_ns for name in names}


def wait(process, seconds):
    """Wait for a while, or until a process has ended; say whether it still runs."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return True
    return False


def kill(process):
    """Kill a process, and nothing else, with no warning."""
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)


def children(process):
    """Return the worker processes of a run that are alive."""
    found = []
    try:
        for each in psutil.Process(process.pid).children(recursive=True):
            if "spawn_main" in " ".join(each.cmdline()):
                found.append(each)
    except psutil.NoSuchProcess:
        pass  # it ended while it was looked at, or is a zombie: there will be others
    return found


def moments(count, seconds, seed):
    """Return random moments of a run, from the start of its process to its end."""
    draw = random.Random(seed)
    return [draw.uniform(0.0, seconds) for _ in range(count)]


def gone(pid):
    """Say whether a process has ended."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
