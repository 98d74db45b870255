"""Progress of what is done in parts, as shares from 0 to 1."""

from __future__ import annotations

from neurosim.protocol import Progress


def part(progress: Progress, first: float, last: float, whole: float = 1.0) -> Progress:
    """Return what turns the progress of a part, from 0 to `whole`, into that of all of it."""
    return lambda done: progress(first + (last - first) * min(done / whole, 1.0))
