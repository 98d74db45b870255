import json
import re
import shutil
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benches import EXACT, LAGS, SUBJECTS, Made, Tiny, bench_writer, examined, write_bench
from neurosim.errors import InputError, SimulationError
from neurosim.experiments.findings import Curve, DataSet, Finding, Findings, verdicts
from neurosim.experiments.synapse_run import (
    SynapseOutcome,
    check,
    published_targets,
    run_subjects,
)
from neurosim.figures import Format
from neurosim.store import Status, SynapseRun, as_json, compared, draw_again, open_run
from neurosim.store.files import digest
from neurosim.store.synapse_rows import (
    CurvePoint,
    DataPoint,
    Measured,
    data_rows,
    data_sets,
    read_curves,
    read_measured,
    read_published,
    written,
)
from neurosim.store.synapse_table import decimals_of, rounded, synapse_table

FINITE = st.floats(-1e60, 1e60)
ERRORS = st.just(0.0) | st.floats(1e-59, 1e60) | st.none()


EMPTY = {"name": "x", "title": "", "x": "", "y": "", "ticks": []}


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    return write_bench(tmp_path_factory.mktemp("bench") / "run")


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    return write_bench(tmp_path_factory.mktemp("bench") / "run", (0, 1))


@pytest.fixture
def copy(bench, tmp_path):
    shutil.copytree(bench.path, tmp_path / "copy")
    return tmp_path / "copy"


def forge(folder, name, old, new):
    """Change a file and its hash: what a hostile folder would do."""
    content = (folder / name).read_text().replace(old, new, 1)
    assert content != (folder / name).read_text()
    (folder / name).write_text(content)
    told = json.loads((folder / "run.json").read_text())
    told["files"][name] = digest(content.encode())
    (folder / "run.json").write_text(json.dumps(told))


def test_a_run_folder_holds_everything_and_says_so(bench):
    files = {path.name for path in bench.path.iterdir()}
    told = json.loads((bench.path / "run.json").read_text())
    tables = {"measures.csv", "curves.csv", "published.csv"}
    assert files == {*tables, "figure.svg", "figure.png", "report.html", "run.json"}
    assert set(told["files"]) == files - {"run.json"}
    assert told["kind"] == "synapse"
    assert told["artificial"] == ["delta-rule", "bcm-rate", "backprop-step"]


def test_the_columns_of_tables_are_a_contract(bench):
    first = {
        name: (bench.path / f"{name}.csv").read_text().splitlines()[:2]
        for name in ("measures", "curves", "published")
    }
    assert first == {
        "measures": [
            "agent,seed,measure,value,unit,control,published,sem,source",
            "good,0,at_-20,-0.1,1,0.0,-0.1,0.1,bi1998",
        ],
        "curves": ["agent,seed,panel,label,x,y", "good,0,lags,,-20.0,-0.1"],
        "published": [
            "name,source,certainty,panel,label,x,y,sem,measure",
            "slices,bi1998,TABLE,lags,,-20.0,-0.1,0.1,at_-20",
        ],
    }


def test_an_open_run_reads_what_was_written(bench):
    run = open_run(bench.path)
    assert isinstance(run, SynapseRun)
    assert run.manifest == bench.manifest
    good = {row.measure: row for row in run.rows() if row.agent == "good"}
    assert good["at_20"].value == EXACT
    assert (good["at_20"].published, good["at_20"].sem) == (EXACT, 0.05)
    assert (good["best_ms"].published, good["best_ms"].sem) == (15.0, None)
    assert good["best_ms"].source == "mishra2016"
    assert run.published() == Tiny.published
    assert run.manifest.spiking == ("good", "bad")


def test_a_measure_that_nobody_published_stays_empty(tmp_path):
    run = write_bench(tmp_path / "run", published=())
    assert "good,0,at_10,0.4,1,0.0,,,\n" in (run.path / "measures.csv").read_text()
    assert {row.published for row in run.rows()} == {None}
    assert {row.source for row in run.rows()} == {""}
    assert run.results()["verdicts"] == []
    assert run.results()["results"][0]["source"] is None


@given(st.lists(st.tuples(FINITE, FINITE, ERRORS, st.text(max_size=8))))
@settings(max_examples=60, deadline=None)
def test_floats_and_texts_lose_nothing(cells):
    sems = [sem for _, _, sem, _ in cells]
    texts = [text.replace("\r", "").replace("\0", "") for _, _, _, text in cells]
    numbers = [(x, y) for x, y, _, _ in cells]
    rows = [
        Measured(text, 3, text, x, text, y, sem, sem, text)
        for (x, y), sem, text in zip(numbers, sems, texts, strict=True)
    ]
    assert read_measured(written(Measured, rows)) == rows
    points = [CurvePoint(t, 0, t, t, x, y) for (x, y), t in zip(numbers, texts, strict=True)]
    assert read_curves(written(CurvePoint, points)) == points
    data = [
        DataPoint(t, t, "TABLE", t, t, x, y, sem, t)
        for (x, y), sem, t in zip(numbers, sems, texts, strict=True)
    ]
    assert read_published(written(DataPoint, data)) == data


def test_published_data_come_back_as_sets():
    assert data_sets(data_rows(Tiny.published)) == Tiny.published


def test_the_first_source_of_a_measure_is_its_target():
    one = Tiny.published[0]
    other = replace(one, source="song2000", y=(1.0, 2.0, 3.0, 4.0))
    assert published_targets((one, other))["at_10"].source == "bi1998"
    assert published_targets((other, one))["at_10"].value == 3.0


def test_the_figure_is_drawn_again_from_the_folder_alone(copy, monkeypatch):
    monkeypatch.setattr(Tiny, "published", ())
    monkeypatch.setattr(Tiny, "panels", ())
    before = (copy / "figure.svg").read_bytes()
    (copy / "figure.svg").unlink()
    assert draw_again(open_run(copy), (Format.SVG,)) == ["figure.svg"]
    assert (copy / "figure.svg").read_bytes() == before


def test_json_keeps_the_contract(twice):
    told = json.loads(json.dumps(as_json(twice), allow_nan=False))
    assert set(told) == {"experiment", "seeds", "out", "results", "verdicts"}
    assert list(told["results"][0]) == [
        "agent", "condition", "measure", "mean", "sd", "per_seed", "chance", "ceiling", "unit",
        "published", "sem", "source",
    ]  # fmt: skip
    best = next(r for r in told["results"] if (r["agent"], r["measure"]) == ("good", "at_10"))
    assert best["per_seed"] == [0.4, 0.8]
    assert best["mean"] == pytest.approx(0.6)
    assert best["sd"] == pytest.approx(0.4 / 2**0.5)
    assert (best["condition"], best["chance"], best["ceiling"]) == ("plastic", 0.0, None)
    assert set(told["verdicts"][0]) == {
        "agent", "data", "source", "points", "distance", "met", "constant", "worst",
    }  # fmt: skip
    assert {v["agent"] for v in told["verdicts"]} == {each.name for each in SUBJECTS}


def test_verdicts_are_of_means_over_seeds(twice):
    found = twice.verdicts()["good"]
    means = {f"at_{lag:g}": 1.5 * y for lag, y in zip(LAGS, Tiny.published[0].y, strict=True)}
    assert found[0].distance == pytest.approx(verdicts(means, Tiny.published)[0].distance)
    # 0.5 times the data away: sqrt(mean of (0.5, 1, 2, 3) squared) standard errors.
    assert found[0].distance == pytest.approx((14.25 / 4) ** 0.5)
    assert found[0].worst == "at_20"


def test_the_table_has_measures_data_and_verdicts(bench):
    table = bench.table()
    assert table.header[0] == "measure"
    assert table.header[-3:] == ("control", "published", "source")
    row = next(row for row in table.rows if row[0] == "at_10")
    assert row[1:3] == ("0.40", "-0.40")
    assert row[-3:] == ("0.00", "0.4 ± 0.1", "bi1998")
    assert "best_ms (ms)" in [row[0] for row in table.rows]
    lines = table.note.splitlines()
    assert lines[0] == "good meets slices, bi1998 (0.0 SEM rms over 4 points, best constant 2.9)"
    assert re.fullmatch(
        r"bad MISSES slices, bi1998 \(7\.\d SEM rms over 4 points, "
        r"best constant 2\.9; worst: at_20\)",
        lines[1],
    )


def test_a_long_table_keeps_what_was_published(bench):
    short = synapse_table(bench.summaries(), {}, (0,), most=5)
    assert [row[0] for row in short.rows] == [*(f"at_{lag:g}" for lag in LAGS), "best_ms (ms)"]
    shorter = synapse_table(bench.summaries(), {}, (0,), most=2)
    assert len(shorter.rows) == 2
    assert "3 more measures are in measures.csv" in shorter.note


@pytest.mark.parametrize(
    ("values", "decimals", "shown"),
    [
        ((0.5, 0.01), 2, "0.50"),
        ((0.02,), 3, "0.020"),
        ((0.0,), 2, "0.00"),
        ((-1e-12,), 2, "0.00"),
        ((120.0,), 2, "120.00"),
        ((3e-7,), 4, "0.0000"),
    ],
)
def test_rows_have_the_decimals_that_they_need(values, decimals, shown):
    assert decimals_of(values) == decimals
    assert rounded(values[0], decimals) == shown


def test_runs_are_compared_side_by_side(bench, twice, finished):
    both = compared([bench, twice])
    row = next(row for row in both.rows if row[:2] == ("good", "at_10"))
    assert row[2:] == ("0.40", "0.60 ± 0.28", "0.4 ± 0.1")
    with pytest.raises(InputError, match="only runs of one experiment"):
        compared([bench, finished])


def test_the_report_says_what_was_asked_found_and_meant(bench):
    text = (bench.path / "report.html").read_text()
    for part in (
        "Does &lt;b&gt;timing&lt;/b&gt; matter?",
        "neurosim run tiny",
        "0.4 ± 0.1",
        "<td>bad</td><td>slices</td><td>bi1998</td><td>4</td>",
        "<td>missed</td>",
        "digitised from a figure",
        "they cannot see the order of spikes",
        "a note with &lt;b&gt;signs&lt;/b&gt;",
        "https://doi.org/10.1523/JNEUROSCI.18-24-10464.1998",
        bench.manifest.versions["numpy"],
    ):
        assert part in text
    assert "Exchange rates" not in text


def test_lives_that_do_not_say_their_kind_still_open(finished, tmp_path):
    shutil.copytree(finished.path, tmp_path / "old")
    told = json.loads((tmp_path / "old/run.json").read_text())
    assert told.pop("kind") == "life"
    (tmp_path / "old/run.json").write_text(json.dumps(told))
    assert open_run(tmp_path / "old").manifest == finished.manifest


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("kind", "death"),
        ("kind", 3),
        ("kind", "life"),
        ("artificial", 5),
        ("artificial", [5]),
        ("panels", {}),
        ("panels", [{"name": "x"}]),
        ("panels", [{**EMPTY, "ticks": "abc"}]),
        ("panels", [EMPTY] * 2),
        ("panels", []),
        (
            "panels",
            [{"name": f"{n}", "title": "", "x": "", "y": "", "ticks": []} for n in range(13)],
        ),
        ("panels", [{**EMPTY, "ticks": ["a"] * 101}]),
        ("agents", []),
        ("seeds", []),
    ],
)
def test_a_forged_manifest_is_refused(copy, key, value):
    told = json.loads((copy / "run.json").read_text())
    told[key] = value
    (copy / "run.json").write_text(json.dumps(told))
    with pytest.raises(InputError, match="not a run folder") as caught:
        open_run(copy)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("measures.csv", "good,0,at_-20", "../x,0,at_-20", "../x, seed 0 is not in run.json"),
        ("measures.csv", "good,0,at_-20", "good,7,at_-20", "good, seed 7 is not in run.json"),
        ("measures.csv", "good,0,at_-20", "good,-1,at_-20", "line 2: a number is out of range"),
        ("measures.csv", "good,0,at_-20,-0.1", "good,0,at_-20,nan", "a number is out of range"),
        ("measures.csv", "good,0,at_-20", "good,0", "8 cells instead of 9"),
        ("measures.csv", "agent,", "who,", "its first line is not agent,seed,measure"),
        ("curves.csv", "good,0,lags", "good,0,legs", "'legs' is not in run.json"),
        ("curves.csv", "-20.0,-0.1", "-20.0,inf", "a number is out of range"),
        ("curves.csv", "good,0,lags", "evil,0,lags", "evil, seed 0 is not in run.json"),
        ("published.csv", "TABLE", "GOSPEL", "unknown certainty 'GOSPEL'"),
        ("published.csv", "-0.1,0.1", "-0.1,-0.1", "a standard error is negative"),
        ("published.csv", "-0.1,0.1", "-0.1,1e-200", "a standard error is negative or next to"),
        ("curves.csv", "-20.0,-0.1", "-20.0,1e300", "a number is out of range"),
        ("published.csv", "-20.0", "x", "line 2"),
    ],
)
def test_a_forged_table_is_refused_in_one_line(copy, name, old, new, message):
    forge(copy, name, old, new)
    with pytest.raises(InputError) as caught:
        open_run(copy).data()
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{name} is damaged: ")
    assert "\n" not in str(caught.value)


def test_names_are_no_formulas(copy):
    told = json.loads((copy / "run.json").read_text())
    told["experiment"]["summary"] = told["panels"][0]["title"] = r"$\\frac{$"
    (copy / "run.json").write_text(json.dumps(told))
    assert draw_again(open_run(copy), (Format.SVG,)) == ["figure.svg"]


def test_what_cannot_be_drawn_from_a_folder_is_told_in_one_line(copy, monkeypatch):
    def broken(*_):
        raise ValueError("no\nink")

    monkeypatch.setattr("neurosim.figures.synapse.synapse_figure", broken)
    with pytest.raises(InputError, match=r"cannot be drawn: no ink"):
        draw_again(open_run(copy), (Format.SVG,))


@pytest.mark.parametrize("name", ["measures.csv", "curves.csv", "published.csv"])
def test_a_damaged_table_is_refused(copy, name):
    (copy / name).write_bytes(b"\xff")
    with pytest.raises(InputError, match="its SHA-256 is not the one"):
        open_run(copy).data()
    (copy / name).unlink()
    with pytest.raises(InputError, match=f"{name} is missing"):
        open_run(copy).data()


def outcome(value=0.0, control=0.0, panel="lags", x=(1.0,), y=(1.0,)):
    findings = Findings((Finding("m", value, "1", control),), (Curve(panel, "", x, y),))
    return SynapseOutcome("good", 3, findings)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (outcome(value=float("nan")), "m is not a finite number (good, seed 3)"),
        (outcome(control=float("inf")), "m is not a finite number"),
        (outcome(value=1e61), "m is not a finite number"),
        (outcome(panel="nowhere"), "does not fit its axes"),
        (outcome(x=(1.0, 2.0)), "does not fit its axes"),
        (outcome(y=(float("nan"),)), "is not finite everywhere"),
    ],
)
def test_what_cannot_be_drawn_is_refused(bad, message):
    check(outcome(), Tiny.panels)
    with pytest.raises(SimulationError, match=re.escape(message)):
        check(bad, Tiny.panels)


def test_a_subject_that_runs_away_ends_the_run(monkeypatch):
    monkeypatch.setattr(Made, "changes", lambda *_: np.full(4, np.nan))
    with pytest.raises(SimulationError, match=r"good, seed 2"):
        list(run_subjects(Tiny(), SUBJECTS[:1], 2))


def test_progress_is_told_by_subject_and_seed():
    told = []
    list(run_subjects(Tiny(), SUBJECTS[:2], 4, lambda *words: told.append(words)))
    assert told == [
        ("good, seed 4", 0.0, 1.0),
        ("good, seed 4", 1.0, 1.0),
        ("bad, seed 4", 0.0, 1.0),
        ("bad, seed 4", 1.0, 1.0),
    ]


def test_an_unfinished_seed_is_not_published(tmp_path):
    with bench_writer(tmp_path / "run", (0, 1)) as writer:
        for task in writer.left()[:-1]:
            writer.keep(task, examined(task))
        run = writer.publish("2026-01-01T00:00:01+00:00", Status.INTERRUPTED)
    assert run.manifest.seeds == (0,)
    assert {row.seed for row in run.rows()} == {0}
    assert {point.seed for point in run.curves()} == {0}


def test_points_without_errors_give_no_verdict():
    data = DataSet("d", "s", Tiny.published[0].certainty, "lags", "", (1.0,), (2.0,), (), ("m",))
    assert verdicts({"m": 0.0}, (data,)) == ()
    assert published_targets((data,))["m"].sem is None
