"""Making the binary of a network from its source.

Brian2 writes a file for each thing that a network does, some two hundred for a brain. Most of the
time that they take to compile is spent on beginning each of them, so they are merged into a few.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path

from neurosim.engine.compiler import compiler
from neurosim.errors import SimulationError

PRIVATE = "\nnamespace {\n"
"""How Brian2 begins what a file keeps to itself, once in each."""

USING = "using namespace brian;"
"""How every function in it begins."""

DEFINES = re.compile(r"^#define", re.MULTILINE)
"""What would reach from one merged file into the next."""

SOURCES = re.compile(r"^SRCS = (.*)$", re.MULTILINE)
OPTIMISATIONS = re.compile(r"^OPTIMISATIONS = (.*)$", re.MULTILINE)

PLAIN = "objects.o: OPTIMISATIONS := $(filter-out -O3,$(OPTIMISATIONS)) -O0\n"
"""Setting up arrays and writing them out runs once, and takes longest to optimise."""

MERGED_PER_JOB = 4
"""Merged files for each that is compiled at a time. Chosen: so that all jobs end together."""


def make(source: Path) -> None:
    """Make the binary ``main``.

    Raises
    ------
    SimulationError
        If the compiler fails.
    """
    cxx, jobs = str(compiler()), max(1, min(os.cpu_count() or 1, 8))
    merge(source, MERGED_PER_JOB * jobs)
    # The header that all files share is compiled first, once; without it, should that fail,
    # everything compiles as well.
    header = ["-I.", "-x", "c++-header", "objects.h", "-o", "objects.h.gch"]
    call([cxx, "-Wno-write-strings", *flags(source), *header], source)
    # What depends on what need not be found out: everything is compiled once.
    (source / "make.deps").touch()
    done = call(["make", "-j", str(jobs), f"CXX={cxx} -include objects.h"], source)
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip().splitlines()
        reason = next((line for line in said if "error" in line), "no reason given")
        raise SimulationError(f"the network could not be compiled: {reason}")


def merge(source: Path, count: int) -> None:
    """Merge the files of what a network does into `count`, where they do not disturb each other."""
    parts: list[list[str]] = [[] for _ in range(count)]
    makefile = source / "makefile"
    rules = makefile.read_text(encoding="utf-8")
    found = SOURCES.search(rules)
    named = found.group(1).split() if found else []
    merged = {}
    for name in named:
        if name.startswith("code_objects/"):
            own = _apart((source / name).read_text(encoding="utf-8"), Path(name).stem)
            if own is not None:
                merged[name] = own
    for number, text in enumerate(merged.values()):
        parts[number % count].append(text)
    files = {f"merged_{n}.cpp": "\n".join(texts) for n, texts in enumerate(parts) if texts}
    for name, text in files.items():
        (source / name).write_text(text, encoding="utf-8")
    # Where files hold the same function, the linker takes the first: those that are optimised.
    left = [*files, *(name for name in named if name not in merged)]
    rules = SOURCES.sub(lambda _: f"SRCS = {' '.join(left)}", rules)
    makefile.write_text(f"{rules}\n{PLAIN}", encoding="utf-8")


def _apart(code: str, name: str) -> str | None:
    """Return a file whose private part does not meet those of others; None if that is not known."""
    if code.count(PRIVATE) != 1 or USING not in code or DEFINES.search(code):
        return None
    own = f"private_{name}"
    code = code.replace(PRIVATE, f"\nnamespace {own} {{\n")
    return code.replace(USING, f"{USING} using namespace {own};")


def flags(source: Path) -> list[str]:
    """Return the flags that Brian2 has found this compiler to know."""
    found = OPTIMISATIONS.search((source / "makefile").read_text(encoding="utf-8"))
    return shlex.split(found.group(1)) if found else []


def call(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the compiler, or make, and return what it said."""
    return subprocess.run(  # noqa: S603 (as said)
        command, cwd=folder, capture_output=True, text=True, check=False
    )
