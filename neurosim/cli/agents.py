"""The models that are installed, found by their entry point and imported only when needed."""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

from neurosim.errors import InputError, unknown

if TYPE_CHECKING:  # Looking around must be fast, and the protocol needs NumPy.
    from neurosim.protocol import Agent, Senses

GROUP = "neurosim.models"


@dataclass(frozen=True)
class Model:
    """A model that agents can be made from.

    Attributes
    ----------
    parameters
        Its tree of parameters.
    make
        Makes an agent from a seed, the senses and a tree of parameters.
    sources
        What the model as a whole is based on.
    offers
        Names of the signals that its agents record.
    regions
        What its agents can lose, by name.
    """

    name: str
    description: str
    parameters: Any
    make: Callable[[int, Senses, Any], Agent]
    sources: tuple[str, ...]
    offers: frozenset[str] = frozenset({"answer"})
    regions: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """The first line of its description."""
        return self.description.strip().partition("\n")[0]


def installed() -> dict[str, EntryPoint]:
    """Return the entry points of all installed models by name."""
    return {point.name: point for point in sorted(entry_points(group=GROUP))}


def usable() -> Iterator[Model]:
    """Yield all installed models that can be imported here."""
    for name in installed():
        try:
            yield model(name)
        except InputError:
            continue


def summary(point: EntryPoint) -> str:
    """Return the first line of a model's docstring without importing it."""
    try:
        spec = importlib.util.find_spec(point.module)
        if spec is None or spec.origin is None:
            return "(cannot be found)"
        text = ast.get_docstring(ast.parse(Path(spec.origin).read_text(encoding="utf-8")))
    except (OSError, SyntaxError, ValueError, ImportError):
        return "(cannot be read)"
    return (text or "").partition("\n")[0]


def model(name: str) -> Model:
    """Import a model.

    Raises
    ------
    InputError
        If there is none of that name, or it cannot be imported here.
    """
    known = installed()
    if name not in known:
        raise unknown("agent", name, known)
    try:
        module = known[name].load()
    except ImportError as problem:
        raise InputError(f"agent {name!r} cannot be imported: {problem}") from problem
    sources = tuple(getattr(module, "SOURCES", ()))
    # What a model does not declare, its agents do not have: they answer, and nothing else.
    declared = getattr(module, "OFFERS", None)
    offers = frozenset({"answer"} if declared is None else {each.value for each in declared})
    regions = tuple(getattr(module, "REGIONS", ()))
    parameters = module.Parameters()
    return Model(name, module.__doc__ or "", parameters, module.build, sources, offers, regions)
