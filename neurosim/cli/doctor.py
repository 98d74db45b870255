"""What works on this machine, and what to do about what does not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from neurosim.errors import InputError
from neurosim.store import machine, versions

NEWEST_FOR_OLD_BRIAN = (2, 4)
"""NumPy from which Brian2 2.9, the newest for Python 3.11, cannot be imported."""


EXTRAS = (
    ("cluster", "distributed", "cohorts on several processes (--workers, --scheduler)"),
    ("nwb", "pynwb", "exports to NWB"),
)
"""What can be installed beside, the package that it takes, and what works with it."""


def findings() -> Iterator[str]:
    """Yield one plain sentence after the other."""
    yield from (f"{name}: {version}" for name, version in versions().items())
    yield ", ".join(f"{name}: {value}" for name, value in machine().items())
    yield _packages()
    yield _compiler()
    yield from map(_extra, EXTRAS)
    yield _cache()
    yield _here()


def _packages() -> str:
    found = versions()
    missing = [name for name, version in found.items() if version == "not installed"]
    if missing:
        names = " and ".join(missing)
        return f"PROBLEM: {names} is not installed; install neurosim again: pip install neurosim"
    numpy = tuple(int(part) for part in found["numpy"].split(".")[:2])
    if sys.version_info < (3, 12) and numpy >= NEWEST_FOR_OLD_BRIAN:
        return "PROBLEM: Brian2 for Python 3.11 needs an older NumPy: pip install 'numpy<2.4'"
    return "ok: all packages are installed, and fit together"


def _compiler() -> str:
    try:
        from neurosim.engine.compiler import compiler
    except Exception as problem:
        return _no_brian(problem)
    path = compiler()
    if path is None:
        return (
            "note: no C++ compiler with make was found; spiking brains run on Brian2's numpy "
            "target, several times slower (Debian: apt install g++ make, macOS: xcode-select "
            "--install)"
        )
    try:
        answer = subprocess.run(  # noqa: S603 - a compiler that the user has installed
            [path, "--version"], capture_output=True, text=True, timeout=20, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return f"PROBLEM: the compiler {path} does not run; install g++ or name another in CXX"
    return f"ok: a C++ compiler was found: {answer.stdout.partition(chr(10))[0]} ({path})"


def _extra(extra: tuple[str, str, str]) -> str:
    name, package, works = extra
    try:
        return f"ok: {works} work: {package} {metadata.version(package)}"
    except metadata.PackageNotFoundError:
        return f"note: for {works} {package} is needed: pip install 'neurosim[{name}]'"


def _no_brian(problem: Exception) -> str:
    # Whatever keeps Brian2 from being imported: this is the place to hear of it.
    return f"PROBLEM: Brian2 cannot be imported ({problem}), so spiking models cannot run"


def _cache() -> str:
    try:
        from neurosim.cache import cache_folder
    except Exception as problem:
        return _no_brian(problem)
    try:
        folder = cache_folder()
    except InputError as problem:
        return f"PROBLEM: {problem}"
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return (
        f"ok: compiled networks are kept in {folder} ({size / 1e6:.1f} MB); "
        "it can be deleted when nothing is running, and is made again when needed"
    )


def _here() -> str:
    here = Path.cwd()
    if not os.access(here, os.W_OK):
        return f"PROBLEM: {here} cannot be written; say where runs go with --out DIR"
    free = shutil.disk_usage(here).free / 1e9
    return f"ok: runs can be written to {here / 'runs'} ({free:.1f} GB free)"
