"""What a network is made of, as text: the same text is the same network.

Generating the source of a brain takes seconds. What came of it is kept in the cache by a name that
stands for all that it depends on: the builder's own structure, our code, Brian2 and the compiler.
"""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

import neurosim

OURS = "neurosim."
PACKAGES = ("brian2", "numpy", "sympy", "jinja2")
"""Packages that have a part in the source of a network."""


class StrangeError(TypeError):
    """Something is in the structure whose code is not ours: it may change unseen."""


def told(part: object) -> str:
    """Return a text that is the same only for what is the same.

    Parameters
    ----------
    part
        Plain numbers and texts, collections of them, and objects of classes of neurosim.

    Raises
    ------
    StrangeError
        If anything else is in it.
    """
    return "".join(_told(part))


def _told(part: Any) -> Iterator[str]:
    if part is None or type(part) in (bool, int, str, bytes):
        yield f"{part!r};"
    elif isinstance(part, float):
        # A parameter is a float with a unit; who found it, and where, changes no network.
        yield f"{float(part).hex()} {getattr(part, 'unit', '')};"
    elif isinstance(part, enum.Enum):
        yield f"{_named(type(part))}.{part.name};"
    elif isinstance(part, np.ndarray):
        content = np.ascontiguousarray(part)
        digest = hashlib.sha256(content.tobytes()).hexdigest()
        yield f"{content.dtype} {content.shape} {digest};"
    elif type(part) in (tuple, list):
        yield "("
        for each in part:
            yield from _told(each)
        yield ");"
    elif isinstance(part, Mapping):
        yield from _told(sorted((told(key), told(each)) for key, each in part.items()))
    elif type(part) in (set, frozenset):
        yield from _told(sorted(told(each) for each in part))
    elif isinstance(part, type):
        yield f"{_named(part)};"
    elif is_dataclass(part):
        yield _named(type(part))
        yield from _told([(field.name, getattr(part, field.name)) for field in fields(part)])
    else:
        raise StrangeError(f"a {type(part).__name__} may change unseen")


def _named(kind: type) -> str:
    if not kind.__module__.startswith(OURS) or "<locals>" in kind.__qualname__:
        raise StrangeError(f"{kind.__qualname__} is not of neurosim")
    return f"{kind.__module__}.{kind.__qualname__}"


@cache
def code() -> str:
    """Return what stands for our own code, the models' too, and for the packages behind it."""
    digest = hashlib.sha256()
    models = find_spec("neurosim.models")
    places = [*neurosim.__path__, *((models.submodule_search_locations or []) if models else [])]
    for folder in map(Path, places):
        for path in sorted(folder.rglob("*.py")):
            digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    versions = [f"{name} {metadata.version(name)}" for name in PACKAGES]
    return f"{digest.hexdigest()} {versions}"
