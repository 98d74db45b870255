"""Run folders that are damaged or hostile: refused in one line, and nothing else happens."""

import contextlib
import io
import random
import shutil
from dataclasses import replace

import numpy as np
import pytest

import neurosim.cli
import neurosim.cli.life_request
from damage import KINDS, Damaged
from forks import NOT_SIMULATED, Server
from neurosim.protocol import Diary, Spikes, Synapses
from neurosim.store import StoredCheckpoints, load_diary
from neurosim.store.diaries import packed_diary
from words import LIFE, NETWORK, SYNAPSE, tree

MOST = 200_000_000
"""Bytes of memory that a damaged folder may take."""

RUNS = {
    "life": f"{LIFE} --keep-states",
    "spikes": f"{LIFE} --keep-states",
    "network": NETWORK,
    "synapse": SYNAPSE,
    "interrupted": LIFE.replace("--seed 0", "--seeds 2"),
}


class Stopping:
    """Keeps every checkpoint, and is interrupted in the second life of the second seed."""

    lives = 0

    def __init__(self, folder, agent):
        self.kept = StoredCheckpoints(folder, agent, 0.0)
        self.last, self.recordings = self.kept.last, self.kept.recordings
        self.moments = 0
        Stopping.lives += 1

    def reached(self, *what):
        self.kept.reached(*what)
        self.moments += 1
        if Stopping.lives == 5 and self.moments == 2:
            raise KeyboardInterrupt


def quietly(*words):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return neurosim.cli.status(words)


def spiking(folder):
    """Let the recordings of a run tell of spikes and of synapses."""
    it = Damaged(folder, folder, random.Random(0))
    for path in folder.glob("recordings/**/*.npz"):
        diary = load_diary(path)
        cells = np.arange(50, dtype=np.int32)
        spikes = {"CA3": Spikes(cells, cells / 100.0, 60)}
        ends = (cells, cells[::-1].copy(), cells / 50.0)
        synapses = {"recurrent": Synapses(*ends, 60, 60, ("CA3", "CA3"))}
        told = (replace(each, spikes=spikes, synapses=synapses) for each in diary.recordings)
        it.write(path, packed_diary(Diary(diary.agent, tuple(told))))


@pytest.fixture(scope="module")
def names(request):
    """Return the kinds of runs that are damaged: the slowest only where there is time."""
    trust = request.config.getoption("--trust")
    return tuple(name for name in RUNS if trust or name != "synapse")


@pytest.fixture(scope="module")
def originals(tmp_path_factory, names):
    """Return a folder with a small run of each kind, one of them interrupted."""
    folder = tmp_path_factory.mktemp("originals")
    for name in names:
        line = RUNS[name]
        if name == "spikes":
            shutil.copytree(folder / "life", folder / "spikes")
            continue
        with pytest.MonkeyPatch.context() as patch:
            if name == "interrupted":
                patch.setattr(neurosim.cli.life_request, "StoredCheckpoints", Stopping)
            code = quietly(*line.split(), "--out", str(folder / name))
        assert code == (130 if name == "interrupted" else 0)
    assert list((folder / "interrupted/unfinished/checkpoints").rglob("state.npz"))
    assert list((folder / "interrupted/unfinished/finished").rglob("*.json"))
    spiking(folder / "spikes")
    return folder


def commands(name):
    """Return everything that reads a run folder; going on with a run may change it: it is last."""
    kinds = ("csv", "graphml", "nwb")
    return [
        ["runs", "."],
        ["cite", "run"],
        ["compare", "run", "run"],
        ["rerun", "run", "--out", "made/again"],
        *(["export", "run", "--to", kind, "--out", f"made/{kind}"] for kind in kinds),
        ["figure", "run", "--format", "svg"],
        [*RUNS[name].split(), "--out", "run", "--resume"],
    ]


def some(name, draw):
    """Return what reads a damaged folder: one export, and of a run that goes on, how it does."""
    *others, csv, graphml, nwb, figure, resume = commands(name)
    last = resume if name == "interrupted" else draw.choice((figure, figure, resume))
    return [*others, draw.choice((csv, csv, graphml, nwb)), last]


@pytest.fixture(scope="module")
def server(originals, names, tmp_path_factory):
    """Return a process that has done everything once, with folders that are as they should be."""
    with contextlib.closing(Server()) as found:
        for name in names:
            place = tmp_path_factory.mktemp("warm")
            shutil.copytree(originals / name, place / "run")
            told = found.ask({"cwd": str(place), "commands": commands(name)[:-1], "warm": True})
            assert sum(each["code"] == 0 for each in told["found"]) >= 4, told
        yield found


def complaints(found):
    """Yield what is not as it should be in what commands made of a damaged folder."""
    if found["hung"] or not found["found"]:
        yield "it hangs" if found["hung"] else "the process is gone"
    for each in found["found"]:
        lines = each["err"].splitlines()
        told = "--resume" in each["words"] or "export" in each["words"]  # how far it has come
        if each["code"] == 1 and lines[-1].startswith("neurosim: the figure could not be drawn"):
            continue
        if each["code"] == 2 and (len(lines) == 1 or told) and lines[-1].startswith("neurosim: "):
            continue
        if each["code"] != 0 and lines[-1:] != [f"neurosim: {NOT_SIMULATED}"]:
            yield f"{each['words']}: {each['code']}, {each['err'][-500:]}"
    if found["growth"] >= MOST:
        yield f"{found['growth'] / 1e6:.0f} MB: {[each['err'] for each in found['found']]}"


def test_damaged_and_hostile_folders_are_refused(originals, names, server, tmp_path, trials, tell):
    count, kinds = trials((len(KINDS[::3]), KINDS[::3]), (1000, KINDS))
    refused, wrong, most = [], [], 0
    for number in range(count):
        draw = random.Random(number)
        kind, name = kinds[number % len(kinds)], draw.choice(names)
        place, outside = tmp_path / str(number), tmp_path / str(number) / "outside"
        outside.mkdir(parents=True)
        (outside / "kept").write_text("precious")
        shutil.copytree(originals / name, place / "run")
        kind(Damaged(place / "run", outside, draw))
        before = tree(outside)
        found = server.ask({"cwd": str(place), "commands": some(name, draw)})
        about = f"{number}, {kind.__name__} of {name}"
        wrong += [f"{about}: {each}" for each in complaints(found)]
        refused += [each["code"] == 2 for each in found["found"]]
        if tree(outside) != before:
            wrong.append(f"{about}: something was written outside")
        if not {path.name for path in place.iterdir()} <= {"run", "outside", "made"}:
            wrong.append(f"{about}: {list(place.iterdir())}")
        most = max(most, found["growth"])
        shutil.rmtree(place)
    assert not wrong, "\n".join(wrong)
    held = "refused in one line or harmless, nothing executed, nothing outside, no hang"
    measured = f"{sum(refused)} of {len(refused)} commands refused; at most {most / 1e6:.0f} MB"
    tell("damaged and hostile run folders", count, held, measured)
