"""Run command lines in processes of their own, each forked from one that has imported everything.

A line of JSON comes in for each run folder, one goes out: exit statuses, complaints, memory.
Nothing is simulated by ``rerun``, which stops where that would begin.
"""

import contextlib
import io
import json
import os
import re
import resource
import select
import signal
import subprocess
import sys
from pathlib import Path

NOT_SIMULATED = "nothing is simulated here"
PATIENCE = 120.0
"""Seconds after which commands on one folder are said to hang."""

SPARE = 4_000_000_000
"""Bytes of addresses that a process may take: a bomb must not hurt whoever runs the tests."""


class Server:
    """The process that forks, as the test sees it."""

    def __init__(self):
        script = str(Path(__file__).resolve())
        one = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        self.process = subprocess.Popen(
            [sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=one,
        )  # fmt: skip

    def ask(self, job):
        """Return what came of commands."""
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        assert self.process.wait(60) == 0


def memory(name):
    """Return a number of bytes that Linux tells of this process; 0 elsewhere."""
    with contextlib.suppress(OSError):
        found = re.search(rf"{name}:\s+(\d+) kB", Path("/proc/self/status").read_text())
        return 1024 * int(found[1])
    return 0


def performed(job):
    """Perform commands, in this process."""
    import neurosim.cli

    os.chdir(job["cwd"])
    before, found = memory("VmRSS"), []
    for words in job["commands"]:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = neurosim.cli.status(words)
            except BaseException as problem:
                code = f"{type(problem).__name__}: {problem}"[:300]
        found.append({"words": words, "code": code, "err": err.getvalue()[-2000:]})
    return {"found": found, "growth": memory("VmHWM") - before, "hung": False}


def forked(job):
    """Perform commands in a process that is gone afterwards."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            limit = memory("VmSize") + SPARE
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
            with contextlib.suppress(OSError):
                Path("/proc/self/clear_refs").write_text("5")  # The peak is this process's own.
            with os.fdopen(writing, "w") as pipe:
                pipe.write(json.dumps(performed(job)))
        finally:
            os._exit(0)
    os.close(writing)
    ready, _, _ = select.select([reading], [], [], PATIENCE)
    if not ready:
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return json.loads(told) if told else {"found": [], "growth": 0, "hung": not ready}


def serve():
    """Answer until nothing more is asked."""
    import neurosim.cli.rerunning
    from neurosim.errors import SimulationError

    def stopped(*_):
        raise SimulationError(NOT_SIMULATED)

    neurosim.cli.rerunning.run_request = stopped
    for line in sys.stdin:
        job = json.loads(line)
        found = performed(job) if job.get("warm") else forked(job)
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
