"""The figure of a run, as files."""

from __future__ import annotations

from dataclasses import replace

from neurosim.figures import Format, life_figure, rendered
from neurosim.store.files import digest, write
from neurosim.store.folder import RunFolder
from neurosim.store.manifest import NAME

USUAL = (Format.SVG, Format.PNG)
"""The formats that every run folder has."""


def drawn(run: RunFolder, formats: tuple[Format, ...]) -> dict[str, bytes]:
    """Draw the figure of a run, and return its files by name. Nothing is simulated."""
    figure = life_figure(run.life())
    return {f"figure.{each.value}": rendered(figure, each) for each in formats}


def draw_again(run: RunFolder, formats: tuple[Format, ...]) -> list[str]:
    """Draw the figure into the run folder, and return the names of the files."""
    files = drawn(run, formats)
    for name, content in files.items():
        write(run.path / name, content)
    hashes = {name: digest(content) for name, content in files.items()}
    manifest = replace(run.manifest, files={**run.manifest.files, **hashes})
    if manifest != run.manifest:
        write(run.path / NAME, manifest.text().encode())
    return list(files)
