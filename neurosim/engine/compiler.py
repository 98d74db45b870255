"""The C++ compiler that networks are compiled with, and what it compiles for."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

USUAL = ("g++", "clang++", "c++")

PROCESSOR = ("flags", "model name", "Features", "CPU part")
"""How lines of Linux's description of a processor begin that say what code it can run."""


def compiler() -> str | None:
    """Return the path of the C++ compiler, or None if there is none, or no ``make``.

    The environment variable CXX names another than the usual ones.
    """
    named = os.environ.get("CXX")
    found = (shutil.which(name) for name in ([named] if named else USUAL))
    return next((path for path in found if path), None) if shutil.which("make") else None


def call(command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the compiler, or make, and return what it said."""
    return subprocess.run(  # noqa: S603 (as said)
        command, cwd=folder, capture_output=True, text=True, check=False
    )


def compiled_for(cxx: str, flags: Sequence[str]) -> bytes:
    """Say what compiled code depends on beside its source: flags, compiler and processor.

    Where headers are looked for is left out: whoever moves does not compile anew.
    """
    version = call([cxx, "--version"], Path.cwd()).stdout
    told = " ".join(flag for flag in flags if flag[:2] != "-I")
    return (told + version + platform.machine() + _processor()).encode()


def _processor() -> str:
    """Describe the processor: a binary for the native one may not run on another."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return "\n".join(sorted({line for line in lines if line.startswith(PROCESSOR)}))
