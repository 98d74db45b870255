"""What there is, what it is, and where it comes from."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable, Iterator
from pathlib import Path

import neurosim
from neurosim.citations import citations, uncited
from neurosim.cli import agents as registry
from neurosim.errors import unknown
from neurosim.parameters import listed


def overview() -> str:
    """Return every experiment, model and source of items, a line each; nothing is imported."""
    parts = {
        "experiments": list(_named_classes("experiments", "question")),
        "models": [(n, registry.summary(p)) for n, p in registry.installed().items()],
        "items": list(_named_classes("items", "summary")),
    }
    width = max(len(name) for lines in parts.values() for name, _ in lines)
    return "\n\n".join(
        "\n".join([title, *(f"  {name:<{width}}  {text}" for name, text in lines)])
        for title, lines in parts.items()
    )


def described(name: str) -> str:
    """Return what a thing is, and all its parameters.

    Raises
    ------
    InputError
        If there is nothing of that name.
    """
    description, tree, sources = _found(name)
    rows = [(path, f"{float(p):g} {p.unit}", p.source, p.note) for path, p in listed(tree)]
    parts = [inspect.cleandoc(description)]
    if rows:
        parts.append("parameters\n" + _columns(rows))
    keys = {*sources, *(source for _, _, source, _ in rows)}
    entries = [f"  {c.key}: {c.readable()}" for c in citations(keys)]
    if entries:
        parts.append("sources\n" + "\n".join(entries))
    return "\n\n".join(parts)


def bibtex(name: str) -> str:
    """Return the BibTeX of what stands behind a named thing or a run folder.

    Raises
    ------
    InputError
        If there is nothing of that name and no such run folder.
    """
    if name not in _names() and Path(name).exists():
        from neurosim.store import open_run

        keys = open_run(Path(name)).manifest.cited()
    else:
        _, tree, sources = _found(name)
        keys = {*sources, *(parameter.source for _, parameter in listed(tree))}
    others = [f"% {key}: not in the bibliography of neurosim" for key in uncited(keys)]
    return "\n\n".join([*(citation.bibtex for citation in citations(keys)), *others])


def _named_classes(room: str, attribute: str) -> Iterator[tuple[str, str]]:
    """Yield the name and another text of every class in a room that has both as plain texts."""
    for path in sorted((Path(neurosim.__path__[0]) / room).glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            texts = {
                line.target.id: line.value.value
                for line in getattr(node, "body", ())
                if isinstance(line, ast.AnnAssign)
                and isinstance(line.target, ast.Name)
                and isinstance(line.value, ast.Constant)
            }
            if "name" in texts and attribute in texts:
                yield str(texts["name"]), str(texts[attribute])


def _names() -> list[str]:
    from neurosim.experiments import EXPERIMENTS
    from neurosim.items import SOURCES

    own = [each.name for each in EXPERIMENTS] + [source.name for source in SOURCES]
    return [*own, *registry.installed()]


def _found(name: str) -> tuple[str, object, tuple[str, ...]]:
    """Return the description, the parameters and the sources of a named thing."""
    from neurosim.experiments import EXPERIMENTS
    from neurosim.items import SOURCES

    for experiment in EXPERIMENTS:
        if experiment.name == name:
            text = f"{experiment.question}\n\n{inspect.getdoc(type(experiment)) or ''}"
            return text, experiment, experiment.sources
    for source in SOURCES:
        if source.name == name:
            return source.summary, source, source.sources
    if name in registry.installed():
        model = registry.model(name)
        return model.description, model.parameters, model.sources
    raise unknown("name", name, _names())


def _columns(rows: Iterable[tuple[str, ...]]) -> str:
    lines = list(rows)
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  " + "  ".join(f"{c:<{w}}" for c, w in zip(row, widths, strict=True)).rstrip()
        for row in lines
    )
