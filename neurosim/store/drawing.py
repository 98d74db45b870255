"""The figure of a run or of a parameter study, as files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from neurosim.errors import InputError, in_a_line
from neurosim.store.files import digest, write
from neurosim.store.folder import RunFolder
from neurosim.store.study_folder import StudyFolder

if TYPE_CHECKING:  # Only drawing needs matplotlib.
    from neurosim.figures import Format


def usual() -> tuple[Format, ...]:
    """Return the formats that every run folder has."""
    from neurosim.figures import Format

    return (Format.SVG, Format.PNG)


def drawn(run: RunFolder | StudyFolder, formats: Sequence[Format]) -> dict[str, bytes]:
    """Draw the figure, and return its files by name. Nothing is simulated."""
    from neurosim.figures import rendered

    figure = run.figure()
    return {f"figure.{each.value}": rendered(figure, each) for each in formats}


def draw_again(run: RunFolder | StudyFolder, formats: Sequence[Format]) -> list[str]:
    """Draw the figure into its folder, and return the names of the files.

    Raises
    ------
    InputError
        If what is in the folder is damaged or cannot be drawn.
    """
    try:
        files = drawn(run, formats)
    except InputError:
        raise
    except (ValueError, ArithmeticError, RuntimeError) as problem:
        told = f"the figure of {run.path} cannot be drawn: {in_a_line(problem)}"
        raise InputError(told) from problem
    for name, content in files.items():
        write(run.path / name, content)
    hashes = {name: digest(content) for name, content in files.items()}
    manifest = replace(run.manifest, files={**run.manifest.files, **hashes})
    if manifest != run.manifest:
        write(run.path / manifest.file_name, manifest.text().encode())
    return list(files)
