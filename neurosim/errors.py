"""What can go wrong, said in one line each."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

MOST = 50
"""Allowed names that a message lists; chosen: all rules, not all parameters of a brain."""


class InputError(ValueError):
    """The user asked for something that cannot be: one line, exit status 2."""


class SimulationError(RuntimeError):
    """A simulation ended in a state no figure may be drawn from."""


def unknown(kind: str, name: str, allowed: Iterable[str]) -> InputError:
    """Say that `name` is no known `kind`, what is allowed, and the nearest name.

    Parameters
    ----------
    kind
        What was asked for, in the user's words ("experiment", "agent").
    name
        What the user typed.
    allowed
        Every name that would have been accepted.
    """
    names = sorted(allowed)
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.4)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    listed = ", ".join(names) if len(names) <= MOST else ", ".join(names[:MOST]) + ", ..."
    return InputError(f"unknown {kind} {name!r}{hint} (allowed: {listed})")


def in_a_line(problem: BaseException) -> str:
    """Return what went wrong in one line."""
    return " ".join(str(problem).split())[:200] or type(problem).__name__
