"""What may be done to run folders, by accident and by the malicious."""

import contextlib
import hashlib
import io
import json
import os
import pickle
import shutil
import zipfile

import numpy as np

from neurosim.store.arrays import DESCRIPTION

DEEP = b"[" * 100_000
WIDE = b"[" + b"[]," * 15_000_000 + b"[]]"
TEXTS = (
    "", "..", "../../outside/kept", "/etc/passwd", "/dev/zero", "a\0b", "x" * 5000, "\x1b[2J",
    "nan",
    "$(touch ../outside/executed)", "; touch ../outside/executed", "\u202e", "life",
    "hopfield_1982",
)  # fmt: skip
VALUES = (
    *TEXTS, None, True, -1, 0, 1, 2**31, 2**63, 2**64, 10**30, -(10**9), 0.5, -0.5, 1e308,
    float("inf"), float("nan"), [], {}, [[]], [0] * 3, ["a"], [0, 0], {"a": 1}, [1e9, 1e9],
)  # fmt: skip


class Executes:
    """What a pickle would do where it is believed."""

    def __init__(self, canary):
        self.canary = canary

    def __reduce__(self):
        return os.system, (f"touch {self.canary}",)


class Damaged:
    """A run folder that is being damaged.

    Parameters
    ----------
    folder
        The folder.
    outside
        A folder that is none of its business.
    random
        Draws what is damaged.
    """

    def __init__(self, folder, outside, random):
        self.folder, self.outside, self.random = folder, outside, random

    def files(self, *endings):
        found = sorted(path for path in self.folder.rglob("*") if path.is_file())
        return [path for path in found if not endings or path.suffix in endings] or found

    def file(self, *endings):
        return self.random.choice(self.files(*endings))

    def write(self, path, content):
        """Write a file, and let everything that tells its hash tell the new one."""
        path.write_bytes(content)
        name, found = path.relative_to(self.folder).as_posix(), hashlib.sha256(content).hexdigest()
        notes = self.folder.glob("unfinished/finished/**/*.json")
        for place in (self.folder / "run.json", *notes):
            with contextlib.suppress(ValueError, OSError):  # It may be damaged by now.
                told = json.loads(place.read_text())
                if name in told["files"]:
                    told["files"][name] = found
                    place.write_text(json.dumps(told))

    def values(self, told, path=()):
        """Yield where values are."""
        for key, value in told.items() if isinstance(told, dict) else enumerate(told):
            yield (*path, key)
            if isinstance(value, dict | list):
                yield from self.values(value, (*path, key))

    def spoil(self, told):
        """Put something else where a value is, in place."""
        places = list(self.values(told)) if isinstance(told, dict | list) else []
        if places:
            *path, last = self.random.choice(places)
            for key in path:
                told = told[key]
            told[last] = self.random.choice(VALUES)


def bits(it):
    path = it.file()
    content = bytearray(path.read_bytes() or b"\0")
    for _ in range(it.random.randint(1, 20)):
        content[it.random.randrange(len(content))] ^= 1 << it.random.randrange(8)
    if it.random.random() < 0.3:
        path.write_bytes(content)
    else:
        it.write(path, bytes(content))


def truncated(it):
    path = it.file()
    content = path.read_bytes()
    it.write(path, content[: it.random.randrange(len(content) + 1)])


def lengthened(it):
    path = it.file()
    it.write(path, path.read_bytes() + it.random.randbytes(it.random.randint(1, 5000)))


def garbage(it):
    it.write(it.file(), it.random.randbytes(it.random.randint(0, 5000)))


def another(it):
    it.write(it.file(), it.file().read_bytes())


def members(path):
    with zipfile.ZipFile(path) as archive:
        return {each.filename: archive.read(each) for each in archive.infolist()}


def npz(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def npy(array):
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def arrays(change):
    """Return what changes the parts of an npz file, and tells its new hash."""

    def changed(it):
        path = it.file(".npz")
        if zipfile.is_zipfile(path):
            parts = members(path)
            name = it.random.choice([n for n in parts if n != f"{DESCRIPTION}.npy"] or [*parts])
            change(it, parts, name)
            it.write(path, npz(parts))

    changed.__name__ = change.__name__
    return changed


@arrays
def bomb(it, parts, name):
    header = npy(np.zeros(2, np.uint8)).replace(b"(2,), }          ", b"(300000000,), } ")
    parts[name] = header[:-2] + bytes(300_000_000)


@arrays
def claims(it, parts, name):
    shape = it.random.choice((b"(9000000000000,)", b"(-1,)", b"(1000000,1000000)", b"(0,)"))
    parts[name] = npy(np.zeros(2)).replace(b"(2,)", shape)


@arrays
def pickled(it, parts, name):
    evil = np.array([Executes(it.outside / "executed")], object)
    content = it.random.choice((npy(evil), pickle.dumps(evil)))
    parts[it.random.choice((name, f"{DESCRIPTION}.npy", "evil.npy"))] = content


@arrays
def numbers(it, parts, name):
    size = it.random.choice((0, 1, 2, 400, 100_000))
    kind = it.random.choice((np.float64, np.int32, np.bool_, np.uint8, np.float32, np.complex64))
    array = np.full(size, it.random.choice((0, 1, -1, np.nan, np.inf, 1e308, 2**31 - 1, 7)))
    with np.errstate(all="ignore"):
        parts[name] = npy(array.astype(kind))


@arrays
def missing(it, parts, name):
    del parts[name]


@arrays
def crowd(it, parts, name):
    for number in range(120_000):
        parts[f"n{number}"] = b""


@arrays
def deep_description(it, parts, name):
    parts[f"{DESCRIPTION}.npy"] = npy(np.frombuffer(DEEP, np.uint8))


@arrays
def wide_description(it, parts, name):
    parts[f"{DESCRIPTION}.npy"] = npy(np.frombuffer(WIDE[:30_000_000], np.uint8))


@arrays
def description(it, parts, name):
    told = json.loads(parts[f"{DESCRIPTION}.npy"][128:] or "0")
    for _ in range(it.random.randint(1, 3)):
        it.spoil(told)
    text = json.dumps(told).replace("Infinity", "1e999").encode()
    parts[f"{DESCRIPTION}.npy"] = npy(np.frombuffer(text, np.uint8))


@arrays
def names_outside(it, parts, name):
    parts[it.random.choice(("../../outside/executed", "/tmp/executed", "a/../../x"))] = npy(
        np.zeros(2)
    )


def greedy(it):
    """Let a state claim that its agent is large, or its network."""
    path = it.random.choice(list(it.folder.glob("states/**/*.npz")) or it.files(".npz"))
    parts = members(path) if zipfile.is_zipfile(path) else {}
    told = json.loads(parts.get(f"{DESCRIPTION}.npy", b"0" * 129)[128:])
    if isinstance(told, dict) and "senses" in told:
        units = it.random.choice((2000, 5000, 10_000, 19_000))
        told["senses"] = [[name, units // 2] for name, _ in told["senses"]]
        if it.random.random() < 0.5:
            told |= {"agent": "mlp_backprop", "parameters": {**MLP, "hidden": 10_000.0}}
        text = json.dumps(told).encode()
        parts[f"{DESCRIPTION}.npy"] = npy(np.frombuffer(text, np.uint8))
        it.write(path, npz(parts))


MLP = {
    "hidden": 100.0, "learning_rate": 0.02, "coding_level": 0.1, "study_steps_per_second": 100.0,
    "sleep_steps_per_second": 5.0, "buffer": 100.0,
}  # fmt: skip


def told(it):
    """Spoil a value of a JSON file."""
    path = it.file(".json")
    known = json.loads(path.read_text())
    for _ in range(it.random.randint(1, 3)):
        it.spoil(known)
    path.write_text(json.dumps(known).replace("Infinity", "1e999"), errors="surrogatepass")


def names(it):
    """Let a JSON file name files elsewhere."""
    path = it.file(".json")
    known = json.loads(path.read_text())
    if isinstance(known.get("files"), dict):
        for name in ("../outside/kept", "/etc/hostname", "/dev/zero", "a\0b", "x" * 5000):
            known["files"][name] = "0" * 64
        path.write_text(json.dumps(known))


def command(it):
    path = it.folder / "run.json"
    known = json.loads(path.read_text())
    evil = it.random.choice(
        (
            "; touch ../outside/executed", " && touch ../outside/executed", " $(touch executed)",
            " --out ../outside/new", " --workers 9", " --seeds 100000", " --items-count 99999999",
            " --scheduler tcp://192.0.2.1:1", " '", " --resume", " --help", "\0", " --scale 64",
        )
    )  # fmt: skip
    known["command"] += evil
    path.write_text(json.dumps(known))


def seeds(it):
    path = it.folder / "run.json"
    known = json.loads(path.read_text())
    many = it.random.choice(([*range(1_000_000)], [10**30], [0] * 10, [5], [*range(99_999)]))
    known[it.random.choice(("seeds", "asked"))] = many
    path.write_text(json.dumps(known))


def deep(it):
    it.file(".json").write_bytes(DEEP)


def wide(it):
    it.file(".json").write_bytes(WIDE)


def blank(it):
    it.file(".json").write_bytes(b" " * 40_000_000 + "\U0001f9e0".encode())


def cells(it):
    """Change cells of a table."""
    path = it.file(".csv")
    lines = path.read_text(errors="replace").splitlines()
    for _ in range(it.random.randint(1, 5)):
        row = it.random.randrange(len(lines))
        words = lines[row].split(",")
        words[it.random.randrange(len(words))] = str(it.random.choice(VALUES))
        lines[row] = ",".join(words)
    it.write(path, "\n".join(lines).encode(errors="replace") + b"\n")


def instead(make):
    """Return what puts something else where a file is."""

    def put(it):
        path = it.file()
        path.unlink()
        make(it, path)

    put.__name__ = make.__name__
    return put


@instead
def link_out(it, path):
    path.symlink_to(it.outside / "kept")


@instead
def link_to_zeros(it, path):
    path.symlink_to("/dev/zero")


@instead
def link_to_itself(it, path):
    path.symlink_to(path)


@instead
def pipe(it, path):
    os.mkfifo(path)


@instead
def folder(it, path):
    (path / "in it").mkdir(parents=True)


@instead
def sparse(it, path):
    with path.open("wb") as file:
        file.truncate(it.random.choice((40_000_000, 1_900_000_000, 3_000_000_000, 10**12)))


@instead
def nothing(it, path):
    """Leave nothing."""


def folder_elsewhere(it):
    """Put a link to a folder elsewhere where a folder of the run is."""
    inside = [path for path in it.folder.rglob("*") if path.is_dir()]
    if inside:
        path = it.random.choice(inside)
        shutil.rmtree(path)
        path.symlink_to(it.outside, target_is_directory=True)


def surplus(it):
    """Put in what no run has, under names that runs use."""
    for name in ("items", "recordings", "states"):
        (it.folder / name).mkdir(exist_ok=True)
        (it.folder / name / "link").symlink_to(it.outside / "kept")
        (it.folder / name / "links").symlink_to(it.outside, target_is_directory=True)


KINDS = (
    bits, truncated, lengthened, garbage, another, bomb, claims, pickled, numbers, missing, crowd,
    deep_description, wide_description, description, names_outside, greedy, told, names, command,
    seeds, deep, wide, blank, cells, link_out, link_to_zeros, link_to_itself, pipe, folder, sparse,
    nothing, folder_elsewhere, surplus,
)  # fmt: skip
"""Every kind of damage."""
