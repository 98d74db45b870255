"""Diaries as they come back from a file, all of them read."""

import tempfile
from pathlib import Path

from neurosim.store import load_diary


def diary_from(content, name="it"):
    """Return the diary in a file of this content."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        diary = load_diary(path)
        for record in diary.recordings:
            dict(record.spikes)
            dict(record.synapses)
    return diary
