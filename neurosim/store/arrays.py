"""Arrays and a description in one npz file: the open format of NumPy, never pickle.

NumPy's own reader believes what a file says about its size. This one checks every claim first, so
that a hostile file can neither run code nor fill the memory.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, final

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from neurosim.store.files import AT_ONCE, believable
from neurosim.store.told import parsed

Arrays = Mapping[str, NDArray[Any]]
"""What is read."""

Made = NDArray[Any] | Callable[[], NDArray[Any]]
"""An array, or what returns it when it is written: not all need be in memory at once."""

Draft = dict[str, Made]
"""What is written."""

DESCRIPTION = "description"
"""Name of the array that holds JSON text as bytes."""

KINDS = "biuf"
"""Kinds of numbers that are read: booleans, integers, floats."""


class DamagedError(ValueError):
    """A file does not hold what it should."""


TROUBLE = (
    DamagedError,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    OverflowError,
    RecursionError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    MemoryError,
    zipfile.BadZipFile,
    zlib.error,
)
"""Everything that reading a damaged file was seen to raise."""

MOST_MEMBERS = 100_000
"""Arrays above which no file has them. Chosen: ten thousand nights of a brain."""

MEMBER = b"PK\x01\x02"
"""How the entry of a member begins in the list of all at the end of a zip file."""

USUAL_LEVEL = 6
"""How hard files are compressed, 0 (not at all: twenty times faster) to 9. Chosen: zlib's own."""


def packed(description: object, arrays: Mapping[str, Made], level: int = USUAL_LEVEL) -> bytes:
    """Return an npz file; the same content at the same level gives the same bytes.

    Parameters
    ----------
    description
        What JSON can say.
    arrays
        Plain numbers, by name, or what returns them.
    level
        How hard it is compressed, 0 (not at all) to 9; readers need not know.
    """
    file = io.BytesIO()
    pack(file, description, arrays, level)
    return file.getvalue()


def pack(
    file: BinaryIO, description: object, arrays: Mapping[str, Made], level: int = USUAL_LEVEL
) -> None:
    """Write an npz file into an empty file, array by array; otherwise as `packed`."""
    text = json.dumps(description, ensure_ascii=True, allow_nan=False, sort_keys=True)
    members = {DESCRIPTION: np.frombuffer(text.encode(), np.uint8), **arrays}
    size = _zip(file, members, level)
    if not believable(size, file.tell()):
        file.seek(0)
        file.truncate()
        _zip(file, members, 0)  # What is written can be read, however little it tells.


def _zip(file: BinaryIO, members: Mapping[str, Made], level: int) -> int:
    """Write arrays into a file; return how many bytes they take."""
    size = 0
    kind = zipfile.ZIP_DEFLATED if level else zipfile.ZIP_STORED
    with zipfile.ZipFile(file, "w", kind, compresslevel=level) as archive:
        for name, made in members.items():
            array = made() if callable(made) else made
            # A fixed date: the time of writing must not change the bytes.
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = kind
            content = io.BytesIO()
            np.save(content, np.asarray(array, order="C"), allow_pickle=False)
            archive.writestr(entry, content.getvalue())
            size += array.nbytes
    return size


def unpacked(content: bytes) -> tuple[Any, dict[str, NDArray[Any]]]:
    """Return the description and the arrays of an npz file.

    Raises
    ------
    DamagedError
        If the file is no npz file of plain numbers, or claims to be larger than it may be.
    """
    npz = Npz(content)
    return npz.description(), {name: npz[name] for name in npz if name != DESCRIPTION}


@final
class Npz(Mapping[str, NDArray[Any]]):
    """An npz file that is not trusted: its arrays by name, each read when it is asked for.

    Parameters
    ----------
    source
        Its content, or where it is; it stays open as long as it is in use.

    Raises
    ------
    DamagedError
        If the file is no npz file, or claims to be larger than it may be. An array that is not
        what it should be raises it when it is asked for.
    """

    def __init__(self, source: bytes | Path) -> None:
        try:
            self._archive = _opened(source)
            members = self._archive.infolist()
        except TROUBLE as problem:
            raise _damaged(problem) from problem
        self._members = {each.filename.removesuffix(".npy"): each for each in members}

    def __getitem__(self, name: str) -> NDArray[Any]:
        """Return an array; KeyError if there is none of this name."""
        member = self._members[name]
        try:
            return _array(self._archive, member)
        except TROUBLE as problem:
            raise _damaged(problem) from problem

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names of arrays."""
        return iter(self._members)

    def __len__(self) -> int:
        """Return the number of arrays."""
        return len(self._members)

    def description(self) -> Any:
        """Return what the file says beside its arrays."""
        try:
            return parsed(self[DESCRIPTION].tobytes())
        except TROUBLE as problem:
            raise _damaged(problem) from problem


def _damaged(problem: Exception) -> DamagedError:
    return DamagedError(str(problem) or type(problem).__name__)


def _opened(source: bytes | Path) -> zipfile.ZipFile:
    """Open an archive whose list of members is worth reading, and whose claims may be true."""
    there = len(source) if isinstance(source, bytes) else source.stat().st_size
    if _members(source) > MOST_MEMBERS:
        raise DamagedError(f"it has more than {MOST_MEMBERS} parts")
    archive = zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
    if not believable(sum(member.file_size for member in archive.infolist()), there):
        archive.close()
        raise DamagedError("unpacks to too many bytes")
    return archive


def _members(source: bytes | Path) -> int:
    """Return at most how many members an archive has, before its list of them is read."""
    if isinstance(source, bytes):
        return source.count(MEMBER)
    with source.open("rb") as file:
        pieces = iter(lambda: file.read(AT_ONCE), b"")
        return sum(piece.count(MEMBER) for piece in pieces) + source.stat().st_size // AT_ONCE


def _array(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> NDArray[Any]:
    with archive.open(member) as stream:
        raw = stream.read(member.file_size + 1)
    file = io.BytesIO(raw)
    if npy.read_magic(file) != (1, 0):  # type: ignore[no-untyped-call]
        raise DamagedError("unknown version of the npy format")
    shape, fortran, dtype = npy.read_array_header_1_0(file)  # type: ignore[no-untyped-call]
    count, begin = 1, file.tell()
    for length in shape:
        count *= length
    if fortran or dtype.kind not in KINDS or begin + count * dtype.itemsize != len(raw):
        raise DamagedError("an array is not what its header says")
    return np.frombuffer(raw, dtype, offset=begin).reshape(shape)
