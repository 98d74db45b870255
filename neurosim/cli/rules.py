"""The plasticity rules that have names: those of the catalogue, and those of other packages."""

from __future__ import annotations

import ast
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING

import neurosim
from neurosim.cli.agents import summary
from neurosim.errors import InputError, unknown

if TYPE_CHECKING:  # Looking around must be fast, and rules need NumPy.
    from neurosim.plasticity.catalogue import NamedRule

GROUP = "neurosim.rules"
"""Entry points of other packages' rules: a name, and a `PlasticityRule` with its numbers."""


def installed() -> dict[str, EntryPoint]:
    """Return the entry points of other packages' rules by name."""
    return {point.name: point for point in sorted(entry_points(group=GROUP))}


def overview() -> dict[str, str]:
    """Return the summary of every rule by its name; nothing is imported."""
    path = Path(neurosim.__path__[0]) / "plasticity" / "catalogue.py"
    found = {}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
            if node.func.id == "NamedRule" and len(texts) >= 2:
                found[str(texts[0])] = str(texts[1])
    return {name: summary(point) for name, point in installed().items()} | found


def names() -> list[str]:
    """Return the names of all rules."""
    from neurosim.plasticity.catalogue import RULES

    return list(dict.fromkeys([*(each.name for each in RULES), *installed()]))


def rule(name: str) -> NamedRule:
    """Return a rule by its name.

    Raises
    ------
    InputError
        If there is none of that name, it cannot be imported here, or it is no rule.
    """
    from neurosim.plasticity import PlasticityRule
    from neurosim.plasticity.catalogue import RULES, NamedRule

    for each in RULES:
        if each.name == name:
            return each
    known = installed()
    if name not in known:
        raise unknown("rule", name, names())
    try:
        found = known[name].load()
    except (ImportError, AttributeError) as problem:
        raise InputError(f"rule {name!r} cannot be imported: {problem}") from problem
    if not isinstance(found, PlasticityRule):
        raise InputError(f"rule {name!r} is no PlasticityRule but a {type(found).__name__}")
    return NamedRule(name, (type(found).__doc__ or "").strip().partition("\n")[0], found)
