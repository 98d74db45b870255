import io
import json
import os
import shutil
import zipfile

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from neurosim.errors import InputError, SimulationError
from neurosim.experiments import Outcome, Reading, rows_of
from neurosim.items import Digits
from neurosim.measures import Row, summarised
from neurosim.protocol import (
    Diary,
    Drug,
    Recall,
    Recording,
    Replay,
    Rest,
    Sleep,
    Spikes,
    Stage,
    Study,
    Substance,
)
from neurosim.store import (
    Status,
    as_json,
    compared,
    draw_again,
    load_diary,
    open_run,
    save_diary,
    summary_table,
)
from neurosim.store import measures as table
from neurosim.store.arrays import packed, unpacked
from neurosim.store.diaries import packed_diary
from neurosim.store.files import read, write
from neurosim.store.itemsets import items_from, packed_items
from neurosim.store.pieces import get_event
from read_back import diary_from
from runs import ENDED, factory, lived, write_run, writer


def one_of_each():
    item = Digits().draw(1, 0).items[0]
    response = {"sight": np.arange(200.0), "sound": np.zeros(200)}
    spikes = {
        "CA3": Spikes(np.array([1, 0], np.int32), np.array([0.1, 0.2]), 3),
        "EC": Spikes(np.zeros(0, np.int32), np.zeros(0), 5),
    }
    events = [
        Study(item, 0.4, "first"),
        Rest(2.5),
        Sleep(3.25, Replay.BLOCKED),
        Recall(item.cue("sound"), 0.4, item.name, "evening"),
    ]
    records = [
        Recording(events[0], response, spikes, 0.0),
        Recording(events[1], None, {}, 0.4),
        Recording(events[2], None, spikes, 2.9),
        Recording(events[3], response, {}, 6.15, "hippocampus"),
    ]
    return Diary("someone", tuple(records))


def assert_same_diary(a, b):
    assert a.agent == b.agent
    assert len(a.recordings) == len(b.recordings)
    for one, two in zip(a.recordings, b.recordings, strict=True):
        assert type(one.event) is type(two.event)
        assert (one.event.seconds, one.event.label) == (two.event.seconds, two.event.label)
        assert (one.began, one.lesioned) == (two.began, two.lesioned)
        assert (one.response is None) == (two.response is None)
        for sense, part in (one.response or {}).items():
            assert np.array_equal(part, two.response[sense])
        assert list(one.spikes) == list(two.spikes)
        for name, spikes in one.spikes.items():
            other = two.spikes[name]
            assert spikes.size == other.size
            assert np.array_equal(spikes.cells, other.cells)
            assert np.array_equal(spikes.seconds, other.seconds)


def test_a_diary_comes_back_as_it_was(tmp_path):
    diary = one_of_each()
    save_diary(tmp_path / "diary.npz", diary)
    back = load_diary(tmp_path / "diary.npz")
    assert_same_diary(diary, back)
    study, _, night, recall = (record.event for record in back.recordings)
    assert study.item.name == diary.recordings[0].event.item.name
    assert np.array_equal(study.item.picture, diary.recordings[0].event.item.picture)
    assert np.array_equal(study.item.code["sight"], diary.recordings[0].event.item.code["sight"])
    assert night.replay is Replay.BLOCKED
    assert recall.target == study.item.name
    assert np.array_equal(recall.cue["sound"], study.item.code["sound"])


@pytest.mark.parametrize("replay", Replay)
def test_what_became_of_replay_comes_back(replay):
    diary = Diary("someone", (Recording(Sleep(1.0, replay)),))
    assert diary_from(packed_diary(diary)).recordings[0].event.replay is replay


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("learning", [False, True])
def test_the_stage_of_a_sleep_and_what_was_learned_in_it_come_back(stage, learning):
    diary = Diary("someone", (Recording(Sleep(1.0, stage=stage, learning=learning)),))
    event = diary_from(packed_diary(diary)).recordings[0].event
    assert (event.stage, event.learning) == (stage, learning)


def test_the_first_sleeps_were_nrem_and_taught():
    event = get_event({}, "event", {"kind": "Sleep", "seconds": 1, "label": "", "replay": True}, [])
    assert (event.stage, event.learning) == (Stage.NREM, True)


@pytest.mark.parametrize(("told", "replay"), [(True, Replay.NATURAL), (False, Replay.BLOCKED)])
def test_the_first_diaries_say_whether_replay_reached_its_target(told, replay):
    sleep = {"kind": "Sleep", "seconds": 1.0, "label": "", "replay": told}
    assert get_event({}, "event", sleep, []).replay is replay


def test_whether_a_study_taught_anything_comes_back():
    item = Digits().draw(1, 0).items[0]
    events = Study(item, 0.4, learning=False), Study(item, 0.4)
    diary = Diary("someone", tuple(map(Recording, events)))
    back = diary_from(packed_diary(diary)).recordings
    assert [record.event.learning for record in back] == [False, True]
    first = {"kind": "Study", "seconds": 0.4, "label": "", "item": 0}
    assert get_event({}, "event", first, [item]).learning


def drugged(drug):
    """Every kind of event under a drug."""
    item = Digits().draw(1, 0).items[0]
    return [
        Study(item, 0.4, "first", drug=drug),
        Rest(2.5, drug=drug),
        Sleep(3.25, drug=drug),
        Recall(item.cue("sound"), 0.4, item.name, "evening", drug=drug),
    ]


@pytest.mark.parametrize("drug", [None, *(Drug(each, 0.3) for each in Substance)])
def test_the_drug_of_every_event_comes_back(drug):
    diary = Diary("someone", tuple(map(Recording, drugged(drug))))
    back = diary_from(packed_diary(diary)).recordings
    assert [record.event.drug for record in back] == [drug] * 4


def test_whether_a_study_was_gated_and_what_was_told_in_it_come_back():
    item = Digits().draw(1, 0).items[0]
    levels = {"novelty": np.array([0.9, 0.1, 0.2]), "acetylcholine": np.array([0.73, 0.96, 0.93])}
    records = Recording(Study(item, 0.6, gated=True), levels=levels), Recording(Study(item, 0.6))
    gated, usual = diary_from(packed_diary(Diary("someone", records))).recordings
    assert (gated.event.gated, usual.event.gated) == (True, False)
    assert {name: row.tolist() for name, row in gated.levels.items()} == {
        name: row.tolist() for name, row in levels.items()
    }
    assert usual.levels == {}


def test_the_first_diaries_know_neither_drugs_nor_gates():
    item = Digits().draw(1, 0).items[0]
    first = {"kind": "Study", "seconds": 0.4, "label": "", "item": 0, "learning": True}
    event = get_event({}, "event", first, [item])
    assert (event.drug, event.gated) == (None, False)
    told, arrays = unpacked(packed_diary(Diary("someone", (Recording(event),))))
    del told["recordings"][0]["levels"]
    assert diary_from(packed(told, arrays)).recordings[0].levels == {}


@pytest.mark.parametrize(
    "drug",
    [["caffeine", 0.5], ["scopolamine", 7], ["scopolamine", 0], ["scopolamine", "much"],
     ["scopolamine"], "scopolamine", {}, 3],
    ids=repr,
)  # fmt: skip
@pytest.mark.parametrize("place", range(4))
def test_a_drug_that_cannot_be_is_refused(place, drug):
    events = drugged(Drug(Substance.SCOPOLAMINE))
    told, arrays = unpacked(packed_diary(Diary("x", tuple(map(Recording, events)))))
    told["recordings"][place]["event"]["drug"] = drug
    with pytest.raises(InputError, match=r"x\.npz is damaged: ") as caught:
        diary_from(packed(told, arrays), "x.npz")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("row", [np.array([np.nan]), np.zeros((2, 2))])
def test_levels_that_are_no_row_of_numbers_are_refused(row):
    study = one_of_each().recordings[0].event
    diary = Diary("x", (Recording(study, levels={"novelty": row}),))
    with pytest.raises(InputError, match="not a row of finite numbers"):
        diary_from(packed_diary(diary), "x.npz")


def test_the_same_diary_gives_the_same_bytes():
    assert packed_diary(one_of_each()) == packed_diary(one_of_each())


@pytest.mark.parametrize("level", [0, 1, 9])
def test_files_are_compressed_as_hard_as_is_asked_and_read_all_the_same(level):
    arrays = {"weights": np.arange(1000.0), "alive": np.ones(1000, bool)}
    content = packed({"what": "numbers"}, arrays, level)
    assert content == packed({"what": "numbers"}, arrays, level)
    assert (len(content) > 9000) == (level == 0)
    told, back = unpacked(content)
    assert told == {"what": "numbers"}
    assert {name: row.tolist() for name, row in back.items()} == {
        name: row.tolist() for name, row in arrays.items()
    }


def test_items_come_back_as_they_were():
    items = Digits().draw(3, 5)
    back = items_from(packed_items(items), "items")
    assert [item.name for item in back.items] == [item.name for item in items.items]
    sight = items.items[0].code["sight"].astype(float)
    assert np.array_equal(items.depict(sight), back.depict(sight))
    assert back.senses == items.senses


def test_pickles_are_not_read(tmp_path):
    class Bomb:
        def __reduce__(self):
            return (os.mkdir, (str(tmp_path / "exploded"),))

    file = tmp_path / "diary.npz"
    np.savez(file, description=np.array([Bomb()], dtype=object))
    with pytest.raises(InputError, match=r"diary\.npz is damaged"):
        load_diary(file)
    assert not (tmp_path / "exploded").exists()


def test_an_array_that_claims_to_be_huge_is_not_believed():
    header = b"{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000,), }"
    member = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("description.npy", member)
    with pytest.raises(InputError, match="not what its header says"):
        diary_from(file.getvalue(), "x.npz")


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_damaged_diary_is_refused_or_read_but_never_crashes(data):
    content = bytearray(packed_diary(one_of_each()))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    content = content[: data.draw(st.integers(0, len(content)))]
    try:
        diary_from(bytes(content), "x.npz")
    except InputError as problem:
        assert "\n" not in str(problem)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["agent", "items", "recordings"]), inner, max_size=3),
        max_leaves=8,
    )
)  # fmt: skip
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_made_up_description_is_refused_or_read_but_never_crashes(told):
    try:
        diary_from(packed(told, {}), "x.npz")
    except InputError as problem:
        assert "\n" not in str(problem)


def test_spikes_of_cells_that_do_not_exist_are_refused():
    diary = one_of_each()
    spikes = {"CA3": Spikes(np.array([7], np.int32), np.array([0.1]), 3)}
    bad = Diary("x", (Recording(diary.recordings[0].event, None, spikes),))
    with pytest.raises(InputError, match="a cell that does not exist"):
        diary_from(packed_diary(bad), "x.npz")


def test_a_file_outside_the_folder_is_not_read(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "secret").write_text("x")
    (tmp_path / "in" / "link").symlink_to(tmp_path / "secret")
    for name in ("../secret", "link", str(tmp_path / "secret")):
        with pytest.raises(InputError, match="leads out of"):
            read(tmp_path / "in", name)


def test_a_large_file_is_not_read(tmp_path):
    write(tmp_path / "file", b"12345")
    with pytest.raises(InputError, match="larger than 4 bytes"):
        read(tmp_path, "file", largest=4)


def test_a_write_that_fails_leaves_the_old_file(tmp_path, monkeypatch):
    write(tmp_path / "file", b"old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


def test_a_run_folder_holds_everything_and_says_so(finished):
    files = {
        path.relative_to(finished.path).as_posix()
        for path in finished.path.rglob("*")
        if path.is_file()
    }
    told = json.loads((finished.path / "run.json").read_text())
    assert files == {*told["files"], "run.json"}
    assert {"measures.csv", "figure.svg", "figure.png", "report.html"} < files
    assert "recordings/pulse/replay-blocked/seed-1.npz" in files
    assert told["status"] == "complete"
    assert told["seeds"] == [0, 1]
    night = next(p for p in told["experiment"]["parameters"] if p["name"] == "night")
    assert night == {
        "name": "night",
        "value": 6.0,
        "unit": "s",
        "source": "chosen",
        "note": "set by the user; by default 60",
    }


def test_the_same_seeds_give_the_same_measures_and_recordings(finished, tmp_path):
    again = write_run(tmp_path / "again")
    told, other = finished.manifest.files, again.manifest.files
    assert told["measures.csv"] == other["measures.csv"]
    assert told == other


def test_an_open_run_reads_what_was_written(finished):
    run = open_run(finished.path)
    assert run.manifest == finished.manifest
    rows = run.rows()
    assert {row.seed for row in rows} == {0, 1}
    assert table.read_rows(table.written(rows)) == rows
    evening = next(r for r in rows if r.measure == "recall_evening")
    morning = next(r for r in rows if r.measure == "recall_morning")
    assert evening.time == pytest.approx(0.8)
    assert morning.time == pytest.approx(0.8 + 0.8 + 6)


def test_the_figure_of_a_folder_is_drawn_again_to_the_same_bytes(finished, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(finished.path, copy)
    (copy / "figure.svg").unlink()
    from neurosim.figures import Format

    assert draw_again(open_run(copy), (Format.SVG, Format.PDF)) == ["figure.svg", "figure.pdf"]
    assert (copy / "figure.svg").read_bytes() == (finished.path / "figure.svg").read_bytes()
    told = json.loads((copy / "run.json").read_text())
    assert "figure.pdf" in told["files"]
    assert draw_again(open_run(copy), (Format.PDF,))
    assert told == json.loads((copy / "run.json").read_text())


def test_json_keeps_the_contract(finished):
    told = json.loads(json.dumps(as_json(finished), allow_nan=False))
    assert set(told) == {"experiment", "seeds", "out", "results"}
    keys = {"agent", "condition", "measure", "at", "mean", "sd", "per_seed", "chance", "ceiling"}
    assert all(set(result) == keys for result in told["results"])
    best = next(
        r
        for r in told["results"]
        if (r["agent"], r["condition"], r["measure"]) == ("pulse", "sleep", "lesioned_morning")
    )
    assert (best["mean"], best["sd"], best["per_seed"]) == (1.0, 0.0, [1.0, 1.0])
    assert (best["chance"], best["ceiling"]) == (0.5, 1.0)


def test_the_table_says_what_was_silent(finished):
    rows = summary_table(finished).rows
    awake = next(row for row in rows if row[:2] == ("pulse", "awake"))
    assert awake[2:6] == (
        "1.00 ± 0.00",
        "1.00 ± 0.00",
        "0.00 ± 0.00 (100% silent)",
        "0.00 ± 0.00 (100% silent)",
    )
    dice = next(row for row in rows if row[0] == "dice")
    assert dice[4:6] == ("-", "-")


def test_runs_are_compared_side_by_side(finished):
    both = compared([finished, finished])
    assert len(both.header) == 5
    assert all(row[3] == row[4] for row in both.rows)


def test_the_spread_is_that_of_a_sample_and_unknown_for_one_seed():
    rows = [
        Row("a", seed, "c", 0.0, "m", None, value, 0.2, 1.0)
        for seed, value in enumerate((0.0, 1.0))
    ]
    assert summarised(rows)[0].sd == pytest.approx(np.std([0, 1], ddof=1))
    assert summarised(rows[:1])[0].sd is None


def test_a_number_that_is_not_finite_is_not_written():
    outcome = Outcome("a", "c", 3, one_of_each(), (Reading("m", 0.0, float("nan"), 0.2, 1.0),))
    with pytest.raises(SimulationError, match=r"m is not a finite number \(a, c, seed 3\)"):
        list(rows_of(outcome))


DAMAGE = {
    "run.json": [
        (b"{", "not a run folder: run.json is damaged"),
        (b"[]", "does not say 'neurosim run 1'"),
        (b'{"format": "neurosim run 1"}', "agents' is missing"),
        (b"\xff\xfe", "not a run folder"),
        (b"[" * 100_000, "not a run folder"),
    ],
    "measures.csv": [
        (b"", "measures.csv is damaged: its SHA-256"),
        (b"agent,seed\n", "measures.csv is damaged: its SHA-256"),
    ],
    "items/seed-0.npz": [(b"PK", "items/seed-0.npz is damaged")],
    "recordings/pulse/sleep/seed-0.npz": [(b"", "seed-0.npz is damaged")],
}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [(name, *case) for name, cases in DAMAGE.items() for case in cases],
)
def test_a_damaged_run_is_refused_in_one_line(finished, tmp_path, name, content, message):
    copy = tmp_path / "copy"
    shutil.copytree(finished.path, copy)
    (copy / name).write_bytes(content)
    with pytest.raises(InputError) as caught:
        open_run(copy).life()
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("agents", 0, "name"), "../../etc"),
        (("agents", 0, "name"), 3),
        (("conditions", 0), "a/b"),
        (("seeds",), [-1]),
        (("seeds",), [True]),
        (("seeds",), []),
        (("files",), []),
        (("versions",), {"numpy": 2}),
        (("experiment", "parameters"), [{}]),
        (("agents",), 5),
    ],
)
def test_a_forged_manifest_is_refused(finished, tmp_path, place, value):
    copy = tmp_path / "copy"
    shutil.copytree(finished.path, copy)
    told = json.loads((copy / "run.json").read_text())
    spot = told
    for key in place[:-1]:
        spot = spot[key]
    spot[place[-1]] = value
    (copy / "run.json").write_text(json.dumps(told))
    with pytest.raises(InputError, match="not a run folder") as caught:
        open_run(copy)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "agent,seed\n",
        "agent,seed,condition,time,measure,value,chance,ceiling\na,0,c,0.0,m,1.0,0.2\n",
        "agent,seed,condition,time,measure,value,chance,ceiling\na,-1,c,0.0,m,1.0,0.2,1.0\n",
        "agent,seed,condition,time,measure,value,chance,ceiling\na,0,c,0.0,m,nan,0.2,1.0\n",
        'agent,seed,condition,time,measure,value,chance,ceiling\n"a,0,c,0.0,m,1,0.2,1.0\n',
        "agent,seed,condition,time,measure,at,value,chance,ceiling\na,0,c,0.0,m,nan,1,0.2,1.0\n",
        "agent,seed,condition,time,measure,at,value,chance,ceiling\na,0,c,0.0,m,five,1,0.2,1.0\n",
        "agent,seed,condition,time,measure,at,value,chance,ceiling\na,0,c,0.0,m,1,0.2,1.0\n",
    ],
)
def test_damaged_measures_are_refused(text):
    with pytest.raises(InputError, match=r"measures\.csv is damaged"):
        table.read_rows(text.encode())


def test_nothing_is_left_of_a_run_that_fails(tmp_path):
    with pytest.raises(RuntimeError), writer(tmp_path / "a" / "b" / "run", ("oracle",), (0,)):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_what_went_wrong_is_told_where_a_note_is_damaged_as_well(tmp_path):
    names, notes = ("oracle",), tmp_path / "run/unfinished/finished"
    with pytest.raises(KeyboardInterrupt), writer(tmp_path / "run", names, (0,)) as run:
        run.keep(run.left()[0], lived(run.left()[0], factory("oracle")))
        raise KeyboardInterrupt
    with (
        pytest.raises(SimulationError, match="it diverged"),
        writer(tmp_path / "run", names, (0,), resume=True),
    ):
        (note,) = notes.rglob("*.json")
        note.write_text("{")
        raise SimulationError("it diverged")
    assert note.exists()


def test_what_is_left_of_an_unfinished_task_is_not_published(tmp_path):
    names = ("oracle",)
    whole = write_run(tmp_path / "whole", names, (0,))
    with writer(tmp_path / "run", names, (0, 1)) as unfinished:
        for task in unfinished.left()[:-1]:
            unfinished.keep(task, lived(task, factory("oracle")))
        litter = tmp_path / "run/recordings/oracle/awake/seed-2.npz"
        for path in (litter, tmp_path / "run/.measures.csv.12.tmp", tmp_path / "run/mine.txt"):
            path.write_text("half a file")
        run = unfinished.publish(ENDED, Status.INTERRUPTED)
    assert not litter.exists()
    assert not (tmp_path / "run/.measures.csv.12.tmp").exists()
    assert (tmp_path / "run/mine.txt").exists()
    assert not any("seed-1" in name for name in run.manifest.files)
    assert run.manifest.seeds == (0,)
    assert run.manifest.files["measures.csv"] == whole.manifest.files["measures.csv"]
    assert "1 of 2 seeds" in (run.path / "report.html").read_text()


def test_data_are_kept_when_the_figure_fails(tmp_path, monkeypatch):
    def broken(*_):
        raise ValueError("no ink")

    monkeypatch.setattr("neurosim.store.led_folder.drawn", broken)
    with pytest.raises(SimulationError, match="no ink"):
        write_run(tmp_path / "run", ("oracle",), (0,))
    assert open_run(tmp_path / "run").rows()


def test_a_place_that_is_taken_is_refused(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("x")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("x")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    for place in ("../file", "../full", ".", "../file/in", "a\0b", "x" * 300):
        with (
            pytest.raises(InputError) as caught,
            writer(tmp_path / "here" / place, ("dice",), (0,)),
        ):
            pass
        assert "\n" not in str(caught.value)
    assert list((tmp_path / "here").iterdir()) == []


def test_who_is_killed_first_or_last_of_all_can_go_on(tmp_path):
    whole = write_run(tmp_path / "whole", ("oracle",), (0,))
    first, last = tmp_path / "first", tmp_path / "last"
    (first / "unfinished").mkdir(parents=True)
    (first / "unfinished/lock").touch()
    (first / ".run.json.12ab.tmp").write_text("{")
    with pytest.raises(InputError, match="holds an unfinished run"):
        writer(first, ("oracle",), (0,))
    with writer(first, ("oracle",), (0,), resume=True) as run:
        for task in run.left():
            run.keep(task, lived(task, factory("oracle")))
        run.publish(ENDED)
    shutil.copytree(whole.path, last)
    (last / "unfinished/finished").mkdir(parents=True)
    assert writer(last, ("oracle",), (0,), resume=True).complete
    names = {path.relative_to(whole.path) for path in whole.path.rglob("*")}
    for folder in (first, last):
        assert {path.relative_to(folder) for path in folder.rglob("*")} == names
    (tmp_path / "mine/unfinished").mkdir(parents=True)
    (tmp_path / "mine/file").touch()
    with pytest.raises(InputError, match="is not empty"):
        writer(tmp_path / "mine", ("oracle",), (0,), resume=True)


def test_an_empty_folder_may_become_a_run_folder(tmp_path):
    (tmp_path / "run").mkdir()
    run = write_run(tmp_path / "run", ("oracle",), (3,))
    assert open_run(run.path).manifest.seeds == (3,)
    assert [path.name for path in tmp_path.iterdir()] == ["run"]
