"""A bound on the memory that may be taken because a file says so."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STATM = Path("/proc/self/statm")
"""Where Linux tells how much memory this process has; the sixth number is its data, in pages."""

DATA = 5


@contextmanager
def at_most(more: int) -> Iterator[None]:
    """Let this process take no more than so many bytes more than it has.

    Where the system does not tell what a process has, nothing is bounded.

    Raises
    ------
    MemoryError
        By whatever asks for more.
    """
    if not STATM.exists():
        yield
        return
    has = int(STATM.read_text().split()[DATA]) * resource.getpagesize()
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limits = [each for each in (has + more, soft, hard) if each != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_DATA, (min(limits), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
