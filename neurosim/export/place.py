"""A folder that appears when everything is in it, or not at all."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from neurosim.errors import InputError
from neurosim.store.files import settle, write_pieces
from neurosim.store.place import checked, shown


class Draft:
    """A folder that is being filled, out of sight.

    Parameters
    ----------
    hidden
        Where its files are.
    out
        Where they will be.
    """

    def __init__(self, hidden: Path, out: Path) -> None:
        self.hidden, self.out = hidden, out
        self.files: list[str] = []

    def write(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write a file, piece by piece.

        Raises
        ------
        InputError
            If there is one of that name: two things would be called the same.
        """
        if name in self.files:
            raise InputError(f"two files would be called {name}")
        write_pieces(self.hidden / name, pieces)
        self.files.append(name)

    @property
    def paths(self) -> list[str]:
        """Where the files will be, as people write it."""
        return [str(shown(self.out / name)) for name in self.files]


@contextmanager
def appearing(out: Path) -> Iterator[Draft]:
    """Fill a folder that appears, whole, when the block ends without a problem.

    Raises
    ------
    InputError
        If it may not appear there.
    """
    place = checked(out)
    made = [each for each in place.parents if not each.exists()]
    hidden = place.with_name(f".{place.name}.partial-{os.getpid()}")
    try:
        hidden.mkdir(parents=True)
    except OSError as problem:
        raise InputError(f"cannot write in {place.parent}: {problem.strerror}") from problem
    try:
        draft = Draft(hidden, place)
        yield draft
        hidden.rename(place)
        settle(place.parent)
    except BaseException:
        shutil.rmtree(hidden, ignore_errors=True)
        for folder in made:
            if not any(folder.iterdir()):
                folder.rmdir()
        raise


def in_a_name(text: str) -> str:
    """Return text as part of the name of a file."""
    return re.sub(r"[^A-Za-z0-9_]+", "-", text).strip("-")
