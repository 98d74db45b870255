"""Ctrl-C and SIGTERM at any moment: the exit status says so, the run too, and it can go on."""

import os
import shutil
import signal
import time
from pathlib import Path

import pytest

from processes import (
    NETWORKS,
    children,
    contents,
    finished,
    moments,
    started,
    told,
    undisturbed,
    wait,
)


@pytest.fixture(scope="module")
def networks(tmp_path_factory):
    return undisturbed(NETWORKS, tmp_path_factory.mktemp("networks") / "run")


def interrupted_and_resumed(out, moment, sign, whole, *more):
    """Interrupt a run as a terminal does: every process of its session hears it."""
    with started(NETWORKS, out, *more) as process:
        alive = wait(process, moment)
        if alive and sign is signal.SIGINT:
            os.killpg(process.pid, sign)
        elif alive:
            process.send_signal(sign)
        said, complaint = process.communicate(timeout=120)
    # Before Python has set up, nothing of ours hears; after the last seed is written, none has to.
    early = process.returncode == -sign and not out.exists()
    assert early or "Traceback" not in complaint, complaint
    if process.returncode in (130, 143):
        assert said == ""
        assert complaint.splitlines()[-1] == "neurosim: interrupted"
        assert not out.exists() or told(out)["status"] == "interrupted"
    else:
        assert early or (process.returncode == 0 and told(out)["status"] == "complete")
    finished(NETWORKS, out, *more, "--resume")
    assert contents(out) == whole
    shutil.rmtree(out)


@pytest.mark.parametrize("more", [(), ("--workers", "2")], ids=["alone", "cohort"])
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_says_so_and_goes_on(networks, tmp_path, trials, tell, sign, more):
    whole, seconds = networks
    count = trials(1, 20)
    for moment in moments(count, seconds + (4 if more else 0), int(sign) + len(more)):
        interrupted_and_resumed(tmp_path / "run", moment, sign, whole, *more)
    who = "a cohort on two workers" if more else "a run"
    held = "exit status 130, marked as interrupted, the same bytes when gone on with"
    tell(f"{sign.name} to {who} at a random moment", count, held)


def deaf(worker):
    """Say whether a process holds Ctrl-C back; None if it is gone."""
    try:
        lines = Path(f"/proc/{worker.pid}/status").read_text().splitlines()
    except OSError:
        return None
    blocked = next(line.split()[1] for line in lines if line.startswith("SigBlk"))
    return bool(int(blocked, 16) & 1 << signal.SIGINT - 1)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="signals are told in /proc only")
def test_workers_never_hear_ctrl_c_not_even_while_they_start(tmp_path):
    heard = {}
    with started(NETWORKS, tmp_path / "run", "--workers", "2") as process:
        while process.poll() is None:
            for worker in children(process):
                heard.setdefault(worker.pid, []).append(deaf(worker))
            time.sleep(0.02)
        process.communicate()
    assert process.returncode == 0
    assert len(heard) >= 2
    assert not [each for each in heard.values() if False in each]
