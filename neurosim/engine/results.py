"""What a binary leaves behind: Brian2 lets it write every array there is; only some are read."""

from __future__ import annotations

import re
from collections.abc import Container
from pathlib import Path

WRITING = re.compile(
    r"    ofstream (outfile_\w+);\n"
    r'    \1\.open\(results_dir \+ "(\w+)"[^\n]*\n'
    r".*?\n    \} else\n    \{\n[^\n]*\n    \}\n",
    re.DOTALL,
)
"""The code that writes one array."""


def write_only(source: Path, wanted: Container[str]) -> None:
    """Take out of the source of a network all that writes other arrays than are wanted.

    They are some hundred files in every run, and 32 bytes for each synapse that learns.

    Parameters
    ----------
    wanted
        Names of the files that are read after a run.
    """
    path = source / "objects.cpp"
    code = path.read_text(encoding="utf-8")
    kept = WRITING.sub(lambda found: found[0] if found[2] in wanted else "", code)
    path.write_text(kept, encoding="utf-8")
