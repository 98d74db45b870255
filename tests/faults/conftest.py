"""How often a fault is tried, and the table of what was shown."""

import platform
from pathlib import Path

import pytest

TABLE = Path(__file__).parents[2] / "docs/trust.md"
HEAD = """# What was tried to break it

Written by `make trust`; `make test` tries each of these a few times. A row is written when all
trials held.

| what was tried | trials | what held | measured | where |
|---|---|---|---|---|
"""


@pytest.fixture
def trials(request):
    """Return how often something is tried: a few times, or with ``--trust`` as often as claimed."""
    return lambda small, full: full if request.config.getoption("--trust") else small


@pytest.fixture
def tell(request):
    """Return what adds a row to the table, once all trials have held; only with ``--trust``."""

    def add(what, count, held, measured=""):
        if not request.config.getoption("--trust"):
            return
        where = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
        rows = TABLE.read_text().splitlines()[7:] if TABLE.exists() else []
        kept = [row for row in rows if not row.startswith(f"| {what} |")]
        row = f"| {what} | {count} | {held} | {measured} | {where} |"
        TABLE.write_text(HEAD + "\n".join(sorted([*kept, row])) + "\n")

    return add
