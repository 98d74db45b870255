import matplotlib
import numpy as np
import pytest

from neurosim.experiments import readings, run_seed
from neurosim.figures import Format, LifeData, draw_raster, life_figure, page, rendered
from neurosim.figures.assemblies import Band, bands, rows
from neurosim.figures.course import NIGHT, courses_of
from neurosim.figures.gallery import answers
from neurosim.figures.raster import kind_of, raster_height
from neurosim.figures.recall import arranged
from neurosim.figures.timeline import EXCERPT, busiest, laid_out, last_day
from neurosim.items import Digits, Episodes, RandomCodes
from neurosim.measures import Row, summarised
from neurosim.parameters import changed
from neurosim.protocol import Diary, Item, Recall, Recording, Sleep, Spikes, Stage, Study, live
from runs import LIFE, factory


def data(names, seeds=(0, 1), count=2, source=None, days=1):
    life = changed(LIFE, {"items_count": count, "days": days})
    source = source or Digits()
    found, diaries = [], {}
    for seed in seeds:
        items = source.draw(count, seed)
        for outcome in run_seed(
            life, items, {name: factory(name) for name in names}, seed, lambda *_: None
        ):
            found += [
                Row(outcome.agent, seed, outcome.condition, r.time, r.measure, r.at, r.value,
                    r.chance, r.ceiling)
                for r in readings(life, outcome.diary)
            ]  # fmt: skip
            if seed == seeds[0] and outcome.condition == "sleep":
                diaries[outcome.agent] = outcome.diary
    return LifeData(summarised(found), seeds, "sleep", source.draw(count, seeds[0]), diaries, "")


def texts(figure):
    return {text.get_text() for text in figure.findobj(matplotlib.text.Text)}


@pytest.mark.parametrize(
    ("names", "seeds", "count"),
    [
        (("pulse", "oracle", "dice", "parrot"), (0, 1), 2),
        (("oracle",), (7,), 2),
        (("pulse",), (0,), 1),
        (("pulse", "parrot"), (0,), 12),
    ],
)
def test_the_page_is_drawn_for_any_company(names, seeds, count):
    source = Digits() if count <= 10 else RandomCodes()
    figure = life_figure(data(names, seeds, count, source))
    assert len(figure.axes) == (3 if "pulse" in names else 2)
    assert rendered(figure, Format.PNG).startswith(b"\x89PNG")
    said = texts(figure)
    assert any(f"n = {len(seeds)} seed" in text for text in said)
    assert ("silent" in said) == bool({"parrot"} & set(names) or "silent" in said)


@pytest.mark.parametrize("form", list(Format))
def test_the_same_data_give_the_same_bytes(form):
    one, two = (rendered(life_figure(data(("pulse", "dice"))), form) for _ in range(2))
    assert one == two


def test_the_users_settings_are_neither_used_nor_changed():
    usual = rendered(life_figure(data(("oracle",))), Format.SVG)
    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "red"}):
        before = dict(matplotlib.rcParams)
        assert rendered(life_figure(data(("oracle",))), Format.SVG) == usual
        assert dict(matplotlib.rcParams) == before


def test_regions_are_drawn_in_order_and_interneurons_are_not():
    diary = data(("pulse",)).diaries["pulse"]
    assert [band.title for band in bands(diary)] == ["sound", "sight", "CA3", "DG", "EC"]
    ax = page(8, 4).add_subplot()
    draw_raster(ax, diary)
    said = texts(ax)
    assert {"neocortex", "study", "recall", "recall\nwithout hippocampus", "sleep"} <= said
    assert "most CA3 spikes" in ax.get_xlabel()


def test_cells_are_sorted_by_the_item_they_fired_most_for():
    diary = data(("pulse",), count=3).diaries["pulse"]
    order = rows(diary, Band("CA3"))
    drawn = np.flatnonzero(order.row >= 0)
    items = order.item[drawn[np.argsort(order.row[drawn])]]
    members = items[items >= 0]
    assert np.all(np.diff(members) <= 0)
    assert set(members) == {0, 1, 2}
    assert np.all(items[: len(items) - len(members)] == -1)
    assert np.array_equal(np.sort(order.row[drawn]), np.arange(order.shown))


SIZES = {
    "CA1": 8, "CA1_interneurons": 2, "CA3": 6, "DG": 10, "EC_deep": 6, "EC_superficial": 6,
    "neocortex": 9, "senses": 6,
}  # fmt: skip


def brain_diary(sizes=SIZES):
    """A study of an item that fires every second cell of every population."""
    code = {"sight": np.arange(4) < 2, "sound": np.arange(2) < 1}
    spikes = {
        name: Spikes(np.repeat(np.arange(0, size, 2), 5).astype(np.int32),
                     np.linspace(0, 0.3, 5 * len(range(0, size, 2))), size)
        for name, size in sizes.items()
    }  # fmt: skip
    response = {sense: 10.0 * bits for sense, bits in code.items()}
    return Diary("by hand", (Recording(Study(Item("it", code), 0.4), response, spikes),))


def test_a_whole_brain_is_drawn_from_the_way_in_to_the_areas_of_the_neocortex():
    found = bands(brain_diary())
    assert [band.title for band in reversed(found)] == [
        "EC, superficial", "DG", "CA3", "CA1", "EC, deep", "sight", "sound", "association",
    ]  # fmt: skip
    areas = {band.area: (band.start, band.stop) for band in found if band.area}
    assert areas == {"sight": (0, 4), "sound": (4, 6), "association": (6, None)}


def test_a_neocortex_without_association_area_has_none_and_one_that_maps_nothing_no_areas():
    assert [b.area for b in bands(brain_diary({"neocortex": 6}))] == ["sound", "sight"]
    assert bands(brain_diary({"neocortex": 5})) == [Band("neocortex")]


def test_cells_of_an_area_stand_in_rows_of_their_own():
    diary = brain_diary()
    for band in bands(diary):
        order = rows(diary, band)
        drawn = np.flatnonzero(order.row >= 0)
        inside = np.arange(order.row.size)[band.start : band.stop]
        assert set(drawn) <= set(inside)
        assert order.size == len(inside)
        assert sorted(order.row[drawn]) == list(range(order.shown))
        assert set(drawn[order.item[drawn] == 0]) == {c for c in inside if c % 2 == 0}


def test_names_of_regions_do_not_overlap_and_lie_on_the_page():
    diary = brain_diary()
    figure = page(16, raster_height(diary) + 1)
    ax = figure.add_axes((1.5 / 16, 0.1, 0.85, raster_height(diary) / figure.get_figheight()))
    draw_raster(ax, diary)
    figure.canvas.draw()
    boxes = [label.get_window_extent() for label in ax.get_yticklabels()]
    (aside,) = (t for t in ax.texts if t.get_text() == "neocortex")
    boxes.append(aside.get_window_extent())
    assert all(box.x0 >= 0 for box in boxes)
    assert not any(a.overlaps(b) for n, a in enumerate(boxes) for b in boxes[:n])


def test_what_goes_on_stands_above_the_spikes_however_many_regions_there_are():
    for sizes in (SIZES, {"CA3": 6}):
        diary = brain_diary(sizes)
        ax = page(8, raster_height(diary)).add_subplot()
        draw_raster(ax, diary)
        ax.figure.canvas.draw()
        name, kind = (
            next(t.get_window_extent() for t in ax.texts if t.get_text() == text)
            for text in ("it", "study")
        )
        assert name.y1 <= kind.y0
        assert kind.y1 <= ax.get_window_extent().y1
        spikes = [line for line in ax.lines if line.get_marker() == "|"]
        highest = max(ax.transData.transform((0, max(line.get_ydata())))[1] for line in spikes)
        assert highest < name.y0


@pytest.mark.parametrize(
    ("source", "cue", "said"),
    [
        (Digits(), ("sound",), "a  Recall of sight from sound"),
        (Digits(), ("sight",), "a  Recall of sound from sight"),
        (Episodes(), ("sound",), "a  Recall of sight, feeling and context from sound"),
        (Episodes(), ("sound", "context"), "a  Recall of sight and feeling from sound and context"),
    ],
)
def test_the_page_says_what_was_asked_for_and_by_which_cue(source, cue, said):
    items = source.draw(2, 1)
    agent = factory("oracle")(1, items.senses)
    tests = [Recall(item.cue(*cue), 1, item.name, "morning") for item in items.items]
    diary = live(agent, [*(Study(item, 1) for item in items.items), *tests])
    results = summarised([Row("oracle", 1, "sleep", 0.0, "recall_morning", None, 1.0, 0.5, 1.0)])
    figure = life_figure(LifeData(results, (1,), "sleep", items, {"oracle": diary}, ""))
    assert {said, f"cue ({', '.join(cue)} code)"} <= texts(figure)


def test_the_excerpt_is_the_busiest_part_of_the_night():
    times = np.concatenate([np.linspace(0, 60, 50), np.linspace(31, 34, 400)])
    spikes = {"CA3": Spikes(np.zeros(450, np.int32), np.sort(times), 1)}
    start, stop = busiest(Recording(Sleep(60.0), None, spikes))
    assert start <= 31
    assert stop >= 34
    assert stop - start == EXCERPT
    assert busiest(Recording(Sleep(60.0))) == (0.0, EXCERPT)
    assert busiest(Recording(Sleep(2.0), None, spikes)) == (0.0, 2.0)


def test_a_life_is_laid_out_as_day_night_and_morning():
    parts = laid_out(data(("pulse",)).diaries["pulse"])
    assert [len(part) for part in parts] == [6, 1, 4]
    ends = [piece.end for part in parts for piece in part]
    assert ends == sorted(ends)


def test_of_several_days_the_last_is_laid_out():
    diary = data(("pulse",), count=4, days=2).diaries["pulse"]
    parts = laid_out(diary)
    assert [len(part) for part in parts] == [2 + 2 * 4, 1, 2 * 4]
    assert parts[0][0].record is diary.studies()[2][1]


def test_stretches_of_sleep_are_one_night_and_rem_sleep_says_what_it_is():
    item = Digits().draw(1, 0).items[0]
    stretches = [Sleep(1.0, stage=stage) for stage in Stage]
    one_day = [Study(item, 0.4), *stretches]
    recordings = [Recording(event) for event in (*one_day, *one_day)]
    assert last_day(recordings) == recordings[3:]
    assert [kind_of(record)[0] for record in recordings[:3]] == ["study", "sleep", "REM sleep"]


def test_several_days_are_drawn_as_a_course():
    found = data(("pulse", "parrot"), count=4, days=2)
    figure = life_figure(found)
    assert {"1", "2", "day ", "c  Brought back in the last morning"} <= texts(figure)
    courses = courses_of(found.results)
    assert list(courses) == ["pulse", "pulse\nwithout\nhippocampus", "parrot"]
    lesioned = courses["pulse\nwithout\nhippocampus"]["sleep"]
    assert lesioned.days == (1.0, 1.0 + NIGHT, 2.0, 2.0 + NIGHT)
    assert [result.mean for result in lesioned.results] == [0, 1, 1, 1]
    assert lesioned.silent == (1, 0, 0, 0)


def test_lesioned_agents_stand_beside_intact_ones():
    groups = arranged(data(("pulse", "oracle")).results)
    assert list(groups) == ["pulse", "pulse\nwithout\nhippocampus", "oracle"]
    lesioned = groups["pulse\nwithout\nhippocampus"]
    assert [bar.silent for bar in lesioned] == [1, 0, 1, 1, 1, 1]
    places = [bar.at for bars in groups.values() for bar in bars]
    assert places == sorted(places)


def test_the_gallery_knows_right_wrong_and_silent_answers():
    found = data(("pulse", "parrot"))
    lines = answers(found.items, found.diaries, "morning")
    assert list(lines) == ["pulse", "pulse\nwithout hippocampus", "parrot"]
    assert all(answer.right for answer in lines["pulse"].values())
    assert all(answer.silent and not answer.right for answer in lines["parrot"].values())
