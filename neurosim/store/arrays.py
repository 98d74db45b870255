"""Arrays and a description in one npz file: the open format of NumPy, never pickle.

NumPy's own reader believes what a file says about its size. This one checks every claim first, so
that a hostile file can neither run code nor fill the memory.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from neurosim.store.files import believable
from neurosim.store.told import parsed

Arrays = dict[str, NDArray[Any]]

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


def packed(
    description: object, arrays: Mapping[str, NDArray[Any]], level: int = USUAL_LEVEL
) -> bytes:
    """Return an npz file; the same content at the same level gives the same bytes.

    Parameters
    ----------
    description
        What JSON can say.
    arrays
        Plain numbers, by name.
    level
        How hard it is compressed, 0 (not at all) to 9; readers need not know.
    """
    text = json.dumps(description, ensure_ascii=True, allow_nan=False, sort_keys=True)
    members = {DESCRIPTION: np.frombuffer(text.encode(), np.uint8), **arrays}
    content = _zipped(members, level)
    if not believable(sum(array.nbytes for array in members.values()), len(content)):
        content = _zipped(members, 0)  # What is written can be read, however little it tells.
    return content


def _zipped(members: Mapping[str, NDArray[Any]], level: int) -> bytes:
    file = io.BytesIO()
    kind = zipfile.ZIP_DEFLATED if level else zipfile.ZIP_STORED
    with zipfile.ZipFile(file, "w", kind, compresslevel=level) as archive:
        for name, array in members.items():
            # A fixed date: the time of writing must not change the bytes.
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = kind
            content = io.BytesIO()
            np.save(content, np.asarray(array, order="C"), allow_pickle=False)
            archive.writestr(entry, content.getvalue())
    return file.getvalue()


def unpacked(content: bytes) -> tuple[Any, Arrays]:
    """Return the description and the arrays of an npz file.

    Raises
    ------
    DamagedError
        If the file is no npz file of plain numbers, or claims to be larger than it may be.
    """
    try:
        if content.count(MEMBER) > MOST_MEMBERS:
            raise DamagedError(f"it has more than {MOST_MEMBERS} parts")
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if not believable(sum(member.file_size for member in members), len(content)):
                raise DamagedError("unpacks to too many bytes")
            arrays = {m.filename.removesuffix(".npy"): _array(archive, m) for m in members}
        description = parsed(arrays.pop(DESCRIPTION).tobytes())
    except TROUBLE as problem:
        raise DamagedError(str(problem) or type(problem).__name__) from problem
    return description, arrays


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
