"""One worker process does the tasks of many agents: its memory does not grow with them."""

import itertools
import json
import subprocess
import sys

import pytest

from neurosim.cli.request import understood
from neurosim.cli.wording import wish_of
from neurosim.store import RunWriter, versions
from processes import SHORT_LIFE

GROWTH = 0.1
"""The share of its memory that a worker may take more after the last agent than after the 20th."""

AGENTS = "mlp_backprop,hopfield_1982"
NETWORKS = ("life", "--agents", AGENTS, "--items", "random", "--items-count", "3", "--night", "2")

WORKER = """
import json, sys
import psutil
from neurosim.cli.worker import do
from neurosim.store import Task
told = json.loads(sys.stdin.read())
me = psutil.Process()
for task in told["tasks"]:
    do(told["command"], Task(*task), told["out"], told["versions"])
    sys.stdout.write(f"{me.memory_info().rss}\\n")
"""


def memory_of_a_worker(words, agents, out):
    """Return the bytes of memory that one process has after each of so many tasks."""
    request = understood(wish_of([*words, "--seeds", str(agents)]))
    with RunWriter(out, request.manifest("2026-01-01T00:00:00+00:00"), request.work()) as writer:
        tasks = [
            (task.who, task.seed, task.condition, task.part)
            for task in itertools.islice(writer.left(), agents)
        ]
        told = {"command": request.command, "tasks": tasks, "out": str(out)}
        found = subprocess.run(
            [sys.executable, "-c", WORKER],
            input=json.dumps({**told, "versions": versions()}),
            capture_output=True, text=True, check=False, timeout=4 * 3600,
        )  # fmt: skip
    assert found.returncode == 0, found.stderr
    return [int(each) for each in found.stdout.split()]


def growth(memory):
    """Return by what share memory grew after the 20th agent."""
    return memory[-1] / memory[19] - 1


def test_the_memory_of_a_worker_does_not_grow_with_its_agents(tmp_path, trials, tell):
    agents = trials(30, 200)
    memory = memory_of_a_worker(NETWORKS, agents, tmp_path / "run")
    assert len(memory) == agents
    assert abs(growth(memory)) < GROWTH
    measured = f"{memory[19] / 1e6:.0f} MB after 20, {memory[-1] / 1e6:.0f} MB after the last"
    held = "memory after 20 and after all differs by less than 10 %"
    tell("networks that live in one worker process", agents, held, measured)


@pytest.mark.trust
def test_the_memory_of_a_worker_does_not_grow_with_its_brains(tmp_path, trials, tell):
    agents = trials(25, 200)
    memory = memory_of_a_worker(SHORT_LIFE, agents, tmp_path / "run")
    assert len(memory) == agents
    assert abs(growth(memory)) < GROWTH
    measured = f"{memory[19] / 1e6:.0f} MB after 20, {memory[-1] / 1e6:.0f} MB after the last"
    held = "memory after 20 and after all differs by less than 10 %"
    tell("spiking brains that live in one worker process", agents, held, measured)
