"""The experiments that there are, each found in a file of its own and imported when needed."""

from __future__ import annotations

import ast
import functools
import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import neurosim
from neurosim.errors import unknown

if TYPE_CHECKING:  # Looking around must be fast, and experiments need NumPy.
    from neurosim.experiments import Experiment
    from neurosim.experiments.network import NetworkExperiment
    from neurosim.experiments.synapse import SynapseExperiment


@dataclass(frozen=True)
class Glance:
    """A class with a name, as it stands in its file.

    Attributes
    ----------
    name, text
        What it is called, and what it says of itself.
    module, kind
        Where it is.
    also
        Another name that it is known by, or "".
    """

    name: str
    text: str
    module: str
    kind: str
    also: str = ""


def named_classes(room: str, attribute: str) -> Iterator[Glance]:
    """Yield every class in a room that has a name and another text; nothing is imported."""
    here = Path(neurosim.__path__[0]) / room
    # What lies in the room itself comes before what lies in rooms of its own in it.
    for path in sorted(here.rglob("*.py"), key=lambda each: (len(each.parts), each)):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.ClassDef):
                continue
            texts = {
                line.target.id: line.value.value
                for line in node.body
                if isinstance(line, ast.AnnAssign)
                and isinstance(line.target, ast.Name)
                and isinstance(line.value, ast.Constant)
            }
            if "name" in texts and attribute in texts:
                inner = ".".join(path.relative_to(here).with_suffix("").parts)
                module = f"neurosim.{room}.{inner}"
                name, text = str(texts["name"]), str(texts[attribute])
                yield Glance(name, text, module, node.name, str(texts.get("also", "")))


@functools.cache
def experiments() -> Mapping[str, Glance]:
    """Return every experiment by its name."""
    return MappingProxyType({each.name: each for each in named_classes("experiments", "question")})


def proper_name(name: str) -> str:
    """Return the name of the experiment that is known by another one; any other name as it is."""
    return next((each.name for each in experiments().values() if each.also == name), name)


def experiment_named(name: str) -> Experiment | NetworkExperiment | SynapseExperiment:
    """Import an experiment.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    known = experiments()
    if name not in known:
        others = (each.also for each in known.values() if each.also)
        raise unknown("experiment", name, sorted([*known, *others]))
    found: Experiment | NetworkExperiment | SynapseExperiment = getattr(
        importlib.import_module(known[name].module), known[name].kind
    )()
    return found
