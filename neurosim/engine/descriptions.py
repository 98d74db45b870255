"""What is known of compiled networks, so that their source need not be generated again."""

from __future__ import annotations

import hashlib
import json
import secrets
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from neurosim.engine.assembly import Builder
from neurosim.engine.binary import ArrayFile, Binary
from neurosim.engine.brian import preferences
from neurosim.engine.compiler import compiled_for
from neurosim.engine.structure import StrangeError, code, told

FILES = ("kept", "membranes", "stopped")
"""What a binary says of arrays that it leaves behind, by name."""


def name_of(builder: Builder, cxx: str, flags: tuple[str, ...]) -> str | None:
    """Return what stands for a network and all that its binary depends on.

    None if something is in it whose code is not ours, as a rule of the user's: that may change, and
    the name would not.
    """
    try:
        structure = told((builder.structure, builder.units, builder.dt))
    except StrangeError:
        return None
    said = "\n".join((structure, code(), preferences()))
    return hashlib.sha256(said.encode() + compiled_for(cxx, flags)).hexdigest()[:32]


def remembered(place: Path, name: str, binaries: Path) -> Binary | None:
    """Return the binary of a name, if it is known and there."""
    try:
        found = json.loads((place / f"{name}.json").read_text(encoding="utf-8"))
        folder = binaries / Path(found["folder"]).name
        return _binary(found, folder) if (folder / "main").exists() else None
    except (OSError, ValueError, KeyError, TypeError):
        return None  # generated again


def remember(place: Path, name: str, binary: Binary) -> None:
    """Keep what is known of a binary; where that cannot be, it is done without."""
    described = {**asdict(binary), "folder": binary.folder.name, "tables": sorted(binary.tables)}
    draft = place / f".{name}.{secrets.token_hex(4)}"
    with suppress(OSError):
        place.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(described), encoding="utf-8")
        draft.replace(place / f"{name}.json")


def _binary(found: dict[str, Any], folder: Path) -> Binary:
    return Binary(
        folder=folder,
        spikes={n: (_file(i), _file(t), int(size)) for n, (i, t, size) in found["spikes"].items()},
        **{kind: {n: _file(each) for n, each in found[kind].items()} for kind in FILES},
        connections={n: (str(a), str(b)) for n, (a, b) in found["connections"].items()},
        tables=frozenset(map(str, found["tables"])),
        delays={name: str(delay) for name, delay in found["delays"].items()},
    )


def _file(found: dict[str, str]) -> ArrayFile:
    return ArrayFile(found["file"], found["dtype"])
