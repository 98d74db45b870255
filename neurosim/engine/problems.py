"""What Brian2 cannot build, said in one line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from neurosim.engine.brian import b2
from neurosim.errors import InputError

LOGGED = "unused_brian_object"
"""Name of Brian2's warning about objects that were never run."""


@contextmanager
def in_one_line() -> Iterator[None]:
    """Turn what Brian2 says of texts that it cannot build into an InputError.

    Raises
    ------
    InputError
        If equations or statements do not parse, or their units do not fit.
    """
    try:
        yield
    except Exception as problem:
        if not _of_texts(problem):
            raise
        # What was built before it failed is thrown away: that is no news to the user.
        b2.BrianLogger.suppress_name(LOGGED)
        named = str(problem).partition("named '")[2].partition("'")[0]
        where = f" of {named}" if named else ""
        cause: BaseException = problem
        while cause.__cause__ is not None:
            cause = cause.__cause__
        said = " ".join(str(cause).split())[:300] or type(cause).__name__
        raise InputError(f"the equations{where} cannot be simulated: {said}") from problem


def _of_texts(problem: Exception) -> bool:
    """Say whether this is what Brian2 raises about equations and statements."""
    if isinstance(problem, SyntaxError):
        return True
    if "brian2" not in sys.modules:
        return False
    from brian2.core.base import BrianObjectException
    from brian2.equations.equations import EquationError

    return isinstance(problem, BrianObjectException | EquationError | b2.DimensionMismatchError)
