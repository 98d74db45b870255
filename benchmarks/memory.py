"""How much memory a command takes, all its processes together; Linux only."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

PROC = Path("/proc")
EVERY = 0.25
"""Seconds between two looks."""


def peak(command: Sequence[str], environment: Mapping[str, str]) -> tuple[str, float]:
    """Return what a command prints, and the most memory its processes took at a time, in MiB.

    Memory that processes share is counted once. What is taken for less than a moment is missed.
    """
    most = 0.0
    pipe = subprocess.PIPE
    there = {**os.environ, **environment}
    with subprocess.Popen(command, env=there, stdout=pipe, stderr=pipe, text=True) as process:
        while True:
            try:
                said, problem = process.communicate(timeout=EVERY)
                break
            except subprocess.TimeoutExpired:
                most = max(most, sum(_proportional(pid) for pid in _family(process.pid)))
    if process.returncode != 0:
        sys.exit(f"a command failed: {problem.strip()[-300:]}")
    return said, most


def _family(pid: int) -> list[int]:
    """Return a process and all that it has started, directly or not."""
    children = defaultdict(list)
    for stat in PROC.glob("[0-9]*/stat"):
        try:
            after_name = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        children[int(after_name[1])].append(int(stat.parent.name))
    found = [pid]
    for each in found:
        found += children[each]
    return found


def _proportional(pid: int) -> float:
    """Return the memory of a process in MiB, its part of what it shares; 0 if it has ended."""
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    return sum(float(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
