"""Files that are hostile: what they claim is not believed, and where they lead nobody goes."""

import json
import os
import shutil
from dataclasses import replace

import numpy as np
import pytest
from neurosim.models import hopfield_1982, mlp_backprop

from neurosim.errors import InputError
from neurosim.protocol import Senses
from neurosim.store import RunFolder, Unfinished, open_run, saved
from neurosim.store.arrays import DamagedError, packed, unpacked
from neurosim.store.files import SMALL, read, write
from neurosim.store.place import check_plain
from neurosim.store.told import MOST, parsed
from runs import edited, writer

SENSES = Senses((("sight", 20), ("sound", 20)))


@pytest.fixture
def run(finished, tmp_path):
    """Return a copy of a run folder."""
    shutil.copytree(finished.path, tmp_path / "run")
    return tmp_path / "run"


@pytest.mark.parametrize(
    "content",
    [b"[" + b"[]," * 1_000_000 + b"[]]", b" " * MOST, b'"' + "é".encode() * 10_000_000 + b'"'],
    ids=("many parts", "long", "wide"),
)
def test_json_that_would_fill_the_memory_is_not_read(content):
    with pytest.raises(ValueError, match="takes more than 120000000 bytes"):
        parsed(content)


def test_json_of_ordinary_size_is_read():
    told = {"files": {f"recordings/{n}": "0" * 64 for n in range(100_000)}}
    assert parsed(json.dumps(told).encode()) == told


def test_arrays_that_unpack_to_much_more_than_they_are_must_be_small():
    small = packed(1, {"zeros": np.zeros(SMALL // 2, np.uint8)})
    assert len(small) < SMALL / 100
    assert unpacked(small)[1]["zeros"].size == SMALL // 2
    large = packed(1, {"zeros": np.zeros(SMALL + 1, np.uint8)})
    assert len(large) > SMALL, "what is written can be read: it is not packed"
    assert unpacked(large)[1]["zeros"].size == SMALL + 1


def test_a_bomb_is_refused(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("neurosim.store.arrays.believable", lambda *_: True)
        bomb = packed(1, {"zeros": np.zeros(2 * SMALL, np.uint8)})
    with pytest.raises(DamagedError, match="unpacks to too many bytes"):
        unpacked(bomb)


def test_a_file_that_is_hardly_on_the_disk_is_refused(tmp_path):
    with (tmp_path / "sparse").open("wb") as file:
        file.truncate(SMALL + 1)
    with pytest.raises(InputError, match="next to nothing of it is on the disk"):
        read(tmp_path, "sparse")


def test_names_that_no_file_has_and_links_in_a_circle_are_refused(tmp_path):
    (tmp_path / "round").symlink_to(tmp_path / "round")
    for name in ("a\0b", "x" * 5000, "round", "round/x"):
        with pytest.raises(InputError, match=r"cannot be read|is missing"):
            read(tmp_path, name)


def test_a_draft_that_is_a_link_is_not_followed(tmp_path, monkeypatch):
    monkeypatch.setattr("secrets.token_hex", lambda _: "guessed")
    precious = tmp_path / "precious"
    precious.write_text("mine")
    (tmp_path / ".figure.svg.guessed.tmp").symlink_to(precious)
    write(tmp_path / "figure.svg", b"new")
    assert precious.read_text() == "mine"
    assert (tmp_path / "figure.svg").read_bytes() == b"new"


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path):
    (tmp_path / "figure.svg" / "in it").mkdir(parents=True)
    with pytest.raises(InputError, match=r"figure\.svg cannot be written: Is a directory"):
        write(tmp_path / "figure.svg", b"new")


def test_no_run_goes_on_through_a_link(run, tmp_path):
    precious = tmp_path / "home" / "precious"
    precious.parent.mkdir()
    precious.write_text("mine")
    check_plain(run)
    shutil.rmtree(run / "recordings")
    (run / "recordings").symlink_to(precious.parent, target_is_directory=True)
    with pytest.raises(InputError, match=r"recordings is a link: no run goes on through it"):
        writer(run, ("pulse", "dice"), (0, 1), resume=True)
    assert precious.read_text() == "mine"


def test_no_run_begins_again_through_a_link(tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "run").mkdir()
    (tmp_path / "run/unfinished").symlink_to(tmp_path / "home", target_is_directory=True)
    with pytest.raises(InputError, match=r"unfinished is a link: no run goes on through it"):
        writer(tmp_path / "run", ("pulse",), (0,), resume=True)
    assert list((tmp_path / "home").iterdir()) == []


def test_nobody_waits_for_a_pipe_or_follows_a_link_to_lead_a_run(tmp_path):
    unfinished = Unfinished(tmp_path)
    unfinished.folder.mkdir()
    os.mkfifo(unfinished.folder / "lock")
    assert not unfinished.led()
    (unfinished.folder / "lock").unlink()
    (unfinished.folder / "lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic links"):
        unfinished.lock()
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("seeds", [[0, 0], [2**32], [*range(100_001)], [-1], [0.5]], ids=len)
def test_seeds_that_no_run_has_are_refused(run, seeds):
    edited(run, seeds=seeds)
    with pytest.raises(InputError, match=r"run\.json is damaged: .*seed"):
        open_run(run)


def test_numbers_that_are_none_are_refused(run):
    told = edited(run)
    told["agents"][0]["parameters"][0]["value"] = float("inf")
    edited(run, agents=told["agents"])
    with pytest.raises(InputError, match="inf is no number of a run"):
        open_run(run)


def test_seeds_that_were_not_asked_for_are_not_run_again(run, call, tmp_path):
    edited(run, command="neurosim run life --agents hopfield_1982 --seeds 1")
    code, said, complaint = call("rerun", str(run), "--out", str(tmp_path / "again"))
    assert (code, said) == (2, "")
    assert "it has seeds that its command does not ask for" in complaint


def test_a_damaged_file_is_found_without_having_it_in_memory(run, monkeypatch):
    found = open_run(run)
    name = next(name for name in found.manifest.files if name.startswith("recordings"))
    (run / name).write_bytes(b"something else")
    monkeypatch.setattr("neurosim.store.folder.read", None)
    with pytest.raises(InputError, match="is damaged: its SHA-256"):
        RunFolder.content(found, name)


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (hopfield_1982, {"senses": Senses((("sight", 5000), ("sound", 5000)))}),
        (mlp_backprop, {"senses": Senses((("sight", 9000), ("sound", 9000)))}),
    ],
    ids=("hopfield", "mlp"),
)
def test_an_agent_is_not_made_far_larger_than_what_was_saved(model, change):
    parameters = model.Parameters()
    state = saved(model.build(0, SENSES, parameters), 0, parameters)
    assert state.made_again(model.build, parameters).senses == SENSES
    claimed = replace(state, **change)
    if model is mlp_backprop:
        claimed = replace(claimed, parameters={**state.parameters, "hidden": 10_000.0})
    with pytest.raises(InputError, match="far larger than what was saved"):
        claimed.made_again(model.build, parameters)


def test_a_complaint_does_not_command_a_terminal(call):
    code, _, complaint = call("figure", "\x1b[2J")
    assert code == 2
    assert "\x1b" not in complaint
    assert "?[2J" in complaint
