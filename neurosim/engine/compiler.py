"""The C++ compiler that networks are compiled with."""

from __future__ import annotations

import os
import shutil

USUAL = ("g++", "clang++", "c++")


def compiler() -> str | None:
    """Return the path of the C++ compiler, or None if there is none, or no ``make``.

    The environment variable CXX names another than the usual ones.
    """
    named = os.environ.get("CXX")
    found = (shutil.which(name) for name in ([named] if named else USUAL))
    return next((path for path in found if path), None) if shutil.which("make") else None
