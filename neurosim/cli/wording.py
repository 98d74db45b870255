"""Commands as text: what a run folder and a worker know of a run."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import Any

import typer

from neurosim.cli.wish import Wish
from neurosim.errors import InputError

HERE_ONLY = ("out", "json", "resume", "workers", "scheduler")
"""Options of ``neurosim run`` that change nothing of what comes of it."""


def words_of(command: str) -> list[str]:
    """Return the words behind ``neurosim run`` in the command of a run folder.

    Raises
    ------
    InputError
        If it is another command: what a file says is not done because it says so.
    """
    try:
        words = shlex.split(command)
    except ValueError as problem:
        raise InputError(f"the command in run.json cannot be read: {problem}") from problem
    if words[:2] != ["neurosim", "run"] or not words[2:]:
        raise InputError("the command in run.json is no `neurosim run EXPERIMENT ...`")
    return words[2:]


def wish_of(words: Sequence[str]) -> Wish:
    """Return what words behind ``neurosim run`` ask for, but for where and by whom it is done.

    Raises
    ------
    InputError
        If this version does not understand them.
    """
    from neurosim.cli.app import app

    commands: Any = typer.main.get_command(app)
    run = commands.commands["run"]
    try:
        given = run.make_context("neurosim run", list(words), help_option_names=[]).params
    except Exception as problem:
        reason = problem.format_message() if hasattr(problem, "format_message") else "it runs none"
        raise InputError(f"the command in run.json is not understood: {reason}") from problem
    for option in HERE_ONLY:
        del given[option]
    changes = tuple(given.pop("changes") or ())
    return Wish(**given, changes=changes)
