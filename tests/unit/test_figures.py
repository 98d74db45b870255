import matplotlib
import numpy as np
import pytest

from neurosim.experiments import readings, run_seed
from neurosim.figures import Format, LifeData, draw_raster, life_figure, page, rendered
from neurosim.figures.assemblies import rows
from neurosim.figures.gallery import answers
from neurosim.figures.raster import populations
from neurosim.figures.recall import arranged
from neurosim.figures.timeline import EXCERPT, busiest, laid_out
from neurosim.items import Digits, RandomCodes
from neurosim.measures import Row, summarised
from neurosim.parameters import changed
from neurosim.protocol import Recording, Sleep, Spikes
from runs import LIFE, factory


def data(names, seeds=(0, 1), count=2, source=None):
    life = changed(LIFE, {"items_count": count})
    source = source or Digits()
    found, diaries = [], {}
    for seed in seeds:
        items = source.draw(count, seed)
        for outcome in run_seed(
            life, items, {name: factory(name) for name in names}, seed, lambda *_: None
        ):
            found += [
                Row(outcome.agent, seed, outcome.condition, r.time, r.measure, r.value, r.chance,
                    r.ceiling)
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
    assert populations(diary) == ["neocortex", "CA3", "DG", "EC"]
    ax = page(8, 4).add_subplot()
    draw_raster(ax, diary)
    said = texts(ax)
    assert {"study", "recall", "recall\nwithout hippocampus", "sleep"} <= said
    assert "most CA3 spikes" in ax.get_xlabel()


def test_cells_are_sorted_by_the_item_they_fired_most_for():
    diary = data(("pulse",), count=3).diaries["pulse"]
    order = rows(diary, "CA3")
    drawn = np.flatnonzero(order.row >= 0)
    items = order.item[drawn[np.argsort(order.row[drawn])]]
    members = items[items >= 0]
    assert np.all(np.diff(members) <= 0)
    assert set(members) == {0, 1, 2}
    assert np.all(items[: len(items) - len(members)] == -1)
    assert np.array_equal(np.sort(order.row[drawn]), np.arange(order.shown))


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
