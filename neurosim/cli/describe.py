"""What there is, what it is, and where it comes from."""

from __future__ import annotations

from pathlib import Path

from neurosim.citations import citations, uncited
from neurosim.cli import agents as registry
from neurosim.cli import catalogue, rules


def overview() -> str:
    """Return every experiment, rule, model and source of items, a line each.

    Nothing is imported.
    """
    parts = {
        "experiments": [(each.name, each.text) for each in catalogue.experiments().values()],
        "rules": list(rules.overview().items()),
        "models": [(n, registry.summary(p)) for n, p in registry.installed().items()],
        "items": [(each.name, each.text) for each in catalogue.named_classes("items", "summary")],
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
    from neurosim.cli.things import thing

    return thing(name).text()


def bibtex(name: str) -> str:
    """Return the BibTeX of what stands behind a named thing or a run folder.

    Raises
    ------
    InputError
        If there is nothing of that name and no such run folder.
    """
    from neurosim.cli.things import every_name, thing

    if name not in every_name() and Path(name).exists():
        from neurosim.store import open_run

        keys = open_run(Path(name)).manifest.cited()
    else:
        keys = thing(name).cited()
    others = [f"% {key}: not in the bibliography of neurosim" for key in uncited(keys)]
    return "\n\n".join([*(citation.bibtex for citation in citations(keys)), *others])
