"""The standard library as the compiler has read it: once for all networks, not once for each file.

Reading it takes longer than compiling most of what a small network does.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from neurosim.cache import cache_folder
from neurosim.engine.compiler import call, compiled_for
from neurosim.engine.scratch import own_folder

COMMON = (
    "algorithm", "assert.h", "chrono", "climits", "cmath", "csignal", "cstdint", "cstdio",
    "cstdlib", "ctime", "fstream", "iostream", "iterator", "limits", "map", "math.h", "random",
    "set", "stdint.h", "stdlib.h", "string", "time.h", "tuple", "utility", "vector",
)  # fmt: skip
"""What Brian2's files include of it."""

MAKING = ".making-"


def common_header(cxx: str, flags: Sequence[str]) -> Path:
    """Return a header that includes `COMMON`, and beside which it lies precompiled.

    Files include it first. Where it cannot be precompiled they take longer, and do the same.

    Parameters
    ----------
    cxx
        The compiler.
    flags
        Those that the files are compiled with: for others, the compiler has to read it anew.
    """
    text = "".join(f"#include <{name}>\n" for name in COMMON)
    key = hashlib.sha256(text.encode() + compiled_for(cxx, flags)).hexdigest()[:32]
    folder = cache_folder() / "headers" / key
    folder.mkdir(parents=True, exist_ok=True)
    header = folder / "common.h"
    if not _taken(cxx, flags, header):
        _precompile(cxx, flags, header, text)
    return header


def _taken(cxx: str, flags: Sequence[str], header: Path) -> bool:
    """Whether the compiler takes what is there: it may have changed since, or be half written."""
    if not header.with_suffix(".h.gch").exists():
        return False
    trial = ["-include", str(header), "-Winvalid-pch", "-Werror", "-x", "c++", "-fsyntax-only"]
    return call([cxx, *flags, *trial, os.devnull], header.parent).returncode == 0


def _precompile(cxx: str, flags: Sequence[str], header: Path, text: str) -> None:
    """Write and precompile a header. Files get into place whole, since others may read them."""
    with own_folder(header.parent, MAKING) as folder:
        plain, precompiled = folder / "plain", folder / "precompiled"
        plain.write_text(text, encoding="utf-8")
        plain.replace(header)
        command = [cxx, *flags, "-x", "c++-header", str(header), "-o", str(precompiled)]
        if call(command, header.parent).returncode == 0:
            precompiled.replace(header.with_suffix(".h.gch"))
