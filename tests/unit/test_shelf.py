"""A long life takes no more memory than a short one: what it recorded is on the disk."""

import tracemalloc
from functools import partial

import numpy as np
import pytest

from neurosim.errors import InputError
from neurosim.protocol import Diary, Recording, Senses, Sleep, Spikes, Synapses, live
from neurosim.protocol.dummies import Oracle
from neurosim.store import StoredCheckpoints, load_diary
from neurosim.store.diaries import pack_diary, packed_diary
from neurosim.store.files import fill
from neurosim.store.shelf import weight

SENSES = Senses((("sight", 4),))
CELLS, SPIKES = 100, 50_000
NIGHT = Sleep(1.0)
MOST = 2_000_000


def burst(random):
    cells = random.integers(0, CELLS, SPIKES).astype(np.int32)
    return Spikes(cells, np.sort(random.random(SPIKES)), CELLS)


class Sleeper(Oracle):
    """Fires all night."""

    def _sleep(self, event):
        return Recording(event, spikes={name: burst(self.random) for name in ("CA3", "CA1")})


def lived(folder, nights, every=0.0, most=MOST):
    return live(
        Sleeper(300, SENSES),
        (NIGHT,) * nights,
        checkpoints=StoredCheckpoints(folder, "it", every, most),
    )


def peak(folder, nights):
    """Return the most bytes that a life took, its file and a measure of each night included."""
    tracemalloc.start()
    diary = lived(folder / f"{nights}", nights, every=3600.0)
    assert all(record.spikes["CA1"].counts(0.0, 0.5).sum() > 0 for record in diary.recordings)
    fill(folder / f"{nights}.npz", partial(pack_diary, diary, level=0))
    again = load_diary(folder / f"{nights}.npz")
    assert len(again.recordings) == nights
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return found


def test_a_life_of_any_length_takes_the_same_memory(tmp_path):
    short, long = peak(tmp_path, 10), peak(tmp_path, 80)
    night = 2 * weight(burst(np.random.default_rng(0)))
    assert long - short < 2 * night < 70 * night
    assert short > 4 * night  # what waits, and what stays, is counted


def test_the_diary_is_that_of_a_life_in_memory(tmp_path):
    whole = packed_diary(live(Sleeper(300, SENSES), (NIGHT,) * 6))
    assert packed_diary(lived(tmp_path / "often", 6)) == whole
    assert packed_diary(lived(tmp_path / "seldom", 6, every=3600.0)) == whole
    assert len(list((tmp_path / "seldom").glob("events-*.npz"))) == 1  # of the first four nights
    assert packed_diary(lived(tmp_path / "nothing stays", 6, most=0)) == whole


def test_what_is_there_is_known_without_reading_it(tmp_path):
    diary = lived(tmp_path, 2, most=0)
    for piece in tmp_path.glob("events-*.npz"):
        piece.unlink()
    spikes = diary.recordings[0].spikes
    assert list(spikes) == ["CA3", "CA1"]
    assert "CA3" in spikes
    assert "CA2" not in spikes
    assert spikes.get("CA2") is None
    with pytest.raises(InputError, match=r"events-\w+.npz is damaged"):
        spikes["CA3"]


def test_spikes_that_were_changed_on_the_disk_are_refused(tmp_path):
    other = Spikes(np.array([CELLS], np.int32), np.array([0.5]), CELLS)
    diary = lived(tmp_path, 1, most=0)
    (piece,) = tmp_path.glob("events-*.npz")
    damaged = Diary("it", (Recording(NIGHT, spikes={"CA3": other, "CA1": other}),))
    piece.write_bytes(packed_diary(damaged, level=0))
    with pytest.raises(InputError, match="a spike of a cell that does not exist"):
        diary.recordings[0].spikes["CA3"]


def test_what_was_asked_for_last_stays(tmp_path):
    diary = lived(tmp_path, 8)
    first, last = (diary.recordings[n].spikes for n in (0, -1))
    kept = last["CA3"]
    assert last["CA3"] is kept
    for record in diary.recordings[:-1]:
        assert record.spikes["CA3"].cells.size == SPIKES
    assert last["CA3"] is not kept
    assert np.array_equal(last["CA3"].cells, kept.cells)
    assert not np.array_equal(first["CA3"].cells, kept.cells)


def test_synapses_are_read_when_asked_for(tmp_path):
    ends = np.arange(5, dtype=np.int32)
    synapses = Synapses(ends, ends[::-1].copy(), ends / 4.0, 5, 5, ("CA3", "CA1"))
    diary = Diary("it", (Recording(NIGHT, synapses={"schaffer": synapses}),))
    fill(tmp_path / "it.npz", partial(pack_diary, diary))
    back = load_diary(tmp_path / "it.npz").recordings[0].synapses["schaffer"]
    assert np.array_equal(back.matrix(), synapses.matrix())
    assert back.populations == ("CA3", "CA1")
    assert packed_diary(load_diary(tmp_path / "it.npz")) == packed_diary(diary)
