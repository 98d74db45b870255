"""Workers that are killed or freeze, and schedulers that are gone: every agent is recorded once."""

import re
import signal
import subprocess
import sys
import time

import psutil
import pytest
from distributed import Client

from processes import NETWORKS, children, contents, finished, moments, started, undisturbed, wait

ONCE = "every agent recorded once, the same bytes as undisturbed"


@pytest.fixture(scope="module")
def networks(tmp_path_factory):
    return undisturbed(NETWORKS, tmp_path_factory.mktemp("networks") / "run")


def disturbed(out, moment, sign, whole):
    """Send a signal to one of the workers of a cohort, and let it go on."""
    with started(NETWORKS, out, "--workers", "2") as process:
        while not (workers := children(process)) and process.poll() is None:
            time.sleep(0.05)
        wait(process, moment)
        hit = [worker for worker in workers if worker.is_running()][:1]
        for worker in hit:
            worker.send_signal(sign)
        said = process.communicate(timeout=300)
    assert process.returncode == 0, said
    assert "Traceback" not in said[1], said[1]
    assert contents(out) == whole
    for worker in hit:
        assert not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE


def test_a_worker_that_is_killed_is_replaced(networks, tmp_path, trials, tell):
    whole, seconds = networks
    count = trials(1, 20)
    for number, moment in enumerate(moments(count, seconds, 4)):
        disturbed(tmp_path / str(number), moment, signal.SIGKILL, whole)
    tell("kill -9 of a worker at a random moment", count, ONCE)


@pytest.mark.trust
def test_a_worker_that_freezes_is_given_up(networks, tmp_path, trials, tell):
    whole, seconds = networks
    count = trials(1, 5)
    for number, moment in enumerate(moments(count, seconds, 5)):
        disturbed(tmp_path / str(number), moment, signal.SIGSTOP, whole)
    tell("SIGSTOP of a worker at a random moment", count, ONCE)


GONE = {1: "neurosim: the scheduler is gone", 2: "neurosim: no scheduler answers at tcp://"}
"""What a run says of a scheduler that was killed, by its exit status: at work, or before."""


class Scheduler:
    """A Dask scheduler with two workers, each a process of its own."""

    def __init__(self, folder):
        begin = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
        self.scheduler = subprocess.Popen(
            [*begin, "--host", "127.0.0.1", "--port", "0", "--no-dashboard"],
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        for line in self.scheduler.stderr:
            found = re.search(r"Scheduler at:\s+(tcp://\S+)", line)
            if found:
                self.address = found[1]
                break
        worker = [sys.executable, "-m", "distributed.cli.dask_worker", self.address]
        options = ["--nthreads", "1", "--no-dashboard", "--local-directory", str(folder)]
        self.workers = [
            subprocess.Popen([*worker, *options], stderr=subprocess.DEVNULL) for _ in range(2)
        ]
        with Client(self.address) as client:
            client.wait_for_workers(2, timeout=120)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in (*self.workers, self.scheduler):
            for each in (*psutil.Process(process.pid).children(recursive=True), process):
                each.kill()
        self.scheduler.stderr.close()
        for process in (*self.workers, self.scheduler):
            process.wait(30)


def test_other_machines_do_the_work_and_a_scheduler_that_is_gone_loses_nothing(
    networks, tmp_path, trials, tell
):
    whole, seconds = networks
    count = trials(1, 5)
    for number, moment in enumerate(moments(count, seconds, 6)):
        out = tmp_path / str(number)
        with Scheduler(tmp_path) as dask:
            more = ("--scheduler", dask.address)
            with started(NETWORKS, out, *more) as process:
                if wait(process, moment):
                    dask.scheduler.kill()
                said = process.communicate(timeout=120)
            assert process.returncode in (0, *GONE), said
            if process.returncode:
                assert GONE[process.returncode] in said[1].splitlines()[-1], said
        with Scheduler(tmp_path) as dask:
            finished(NETWORKS, out, "--scheduler", dask.address, "--resume")
        assert contents(out) == whole
    tell("kill -9 of the scheduler at a random moment", count, f"{ONCE}, when gone on with")
