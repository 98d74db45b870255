"""How long things may last."""

from __future__ import annotations

import math

from neurosim.errors import InputError

LONGEST = 86400.0
"""The longest event that is accepted, in seconds: a day."""


def check_seconds(seconds: float) -> None:
    """Check that something lasts a sensible time."""
    if not (math.isfinite(seconds) and 0 < seconds <= LONGEST):
        raise InputError(f"an event lasts more than 0 and at most {LONGEST:g} s, not {seconds}")
