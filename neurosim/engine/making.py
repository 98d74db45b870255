"""Making the binary of a network from its source.

Brian2 writes a file for each thing that a network does, some two hundred for a brain. Most of the
time that they take to compile is spent on beginning each of them, and on compiling what many of
them hold; so they are merged into a few, alike with alike.
"""

from __future__ import annotations

import math
import os
import re
import shlex
from collections.abc import Sequence
from pathlib import Path

from neurosim.engine.compiler import call, compiler
from neurosim.engine.headers import common_header
from neurosim.errors import SimulationError

PRIVATE = "\nnamespace {\n"
"""How Brian2 begins what a file keeps to itself, once in each."""

USING = "using namespace brian;"
"""How every function in it begins."""

DEFINES = re.compile(r"^#define", re.MULTILINE)
"""What would reach from one merged file into the next."""

SOURCES = re.compile(r"^SRCS = (.*)$", re.MULTILINE)
OPTIMISATIONS = re.compile(r"^OPTIMISATIONS = (.*)$", re.MULTILINE)

ONCE = ("objects.cpp", "run.cpp", "synapses_classes.cpp", "main.cpp")
"""Setting up arrays and writing them out runs once, and takes longest to optimise."""

STEPPING = "network.cpp"
"""What calls everything else in every step; its definitions reach into what comes after it."""

QUEUED = "push_spikes"
"""Names what works on queues of spikes under way, which are long to compile."""

LONG = re.compile(r"\bvoid (?=prepare\(|push\()")
"""What of a queue is compiled once, instead of in every place that it is called from."""

LARGEST = 700_000
"""Characters after which another merged file begins. Chosen: the network of the bench is one, and
those of a brain end together on two processors."""


def make(source: Path) -> None:
    """Make the binary ``main``.

    Raises
    ------
    SimulationError
        If the compiler fails.
    """
    cxx, jobs = str(compiler()), max(1, min(os.cpu_count() or 1, 8))
    merge(source)
    _queues_once(source)
    fast = flags(source)
    plain = [*(flag for flag in fast if flag != "-O3"), "-O0"]
    rules = [
        f"OPTIMISATIONS = {_quoted([*fast, '-include', str(common_header(cxx, fast))])}",
        # Linked with the same flags, the binary takes what decays below 2e-308 for 0: a processor
        # is many times as long over such numbers.
        f"LFLAGS += {_quoted(fast)}",
        f"once.o: OPTIMISATIONS = {_quoted([*plain, '-include', str(common_header(cxx, plain))])}",
    ]
    with (source / "makefile").open("a", encoding="utf-8") as makefile:
        makefile.write("\n" + "\n".join(rules) + "\n")
    # What depends on what need not be found out: everything is compiled once.
    (source / "make.deps").touch()
    done = call(["make", "-j", str(jobs), f"CXX={cxx}"], source)
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip().splitlines()
        reason = next((line for line in said if "error" in line), "no reason given")
        raise SimulationError(f"the network could not be compiled: {reason}")


def merge(source: Path, largest: int = LARGEST) -> None:
    """Merge the files of what a network does into a few, where they do not disturb each other."""
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
    texts = [
        "\n".join(text for name, text in merged.items() if QUEUED in name),
        *_filled([text for name, text in merged.items() if QUEUED not in name], largest),
    ]
    if STEPPING in named:
        texts[-1] += f'\n#include "{STEPPING}"\n'
    files = {f"merged_{n}.cpp": text for n, text in enumerate(texts) if text}
    files["once.cpp"] = "".join(f'#include "{name}"\n' for name in ONCE if name in named)
    for name, text in files.items():
        (source / name).write_text(text, encoding="utf-8")
    # Where files hold the same function, the linker takes the first: those that are optimised.
    alone = [name for name in named if name not in {*merged, *ONCE, STEPPING}]
    left = [*alone, *files]
    makefile.write_text(SOURCES.sub(lambda _: f"SRCS = {' '.join(left)}", rules), encoding="utf-8")


def _filled(texts: Sequence[str], largest: int) -> list[str]:
    """Join texts into as few as `largest` allows, and those about as long as each other."""
    total = sum(map(len, texts))
    share = total / max(1, math.ceil(total / largest))
    files = [""]
    for text in texts:
        if len(files[-1]) >= share:
            files.append("")
        files[-1] += text + "\n"
    return files


def _queues_once(source: Path) -> None:
    """Keep the compiler from copying long functions to where they are called from."""
    for path in source.glob("brianlib/spikequeue.h"):
        code = path.read_text(encoding="utf-8")
        path.write_text(LONG.sub("__attribute__((noinline)) void ", code), encoding="utf-8")


def _quoted(words: Sequence[str]) -> str:
    """Write words so that make and the shell that it starts read them as they are."""
    return shlex.join(words).replace("$", "$$")


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
