"""Tables of what charts show: columns are named as the charts name their places."""

from __future__ import annotations

from dataclasses import replace

import pytest

from neurosim.experiments import SHARE, Certainty, Chart, DataSet
from neurosim.measures import Row, summarised
from neurosim.store.chart_table import chart_table, compared_charts, published_section
from runs import manifest

SENSES = Chart("By cue", "cue", "share", (("by_cue", "right"),), SHARE, ("sight", "sound"))
TWINS = Chart("Twins", "sound, with", "share", (("twin", "its twin"),), SHARE, ("context", "none"))
CURVE = Chart("Curve", "seconds", "share", (("curve", "recall"),), SHARE)
BARS = Chart("Bars", "", "share", (("single", "one"),), SHARE)
RUN = manifest(("oracle",), (0, 1))

PLACES = {"by_cue": (0.0, 1.0), "twin": (0.0, 1.0), "curve": (0.0, 10.0, 2.5), "single": (None,)}


def results(*names, seeds=(0, 1)):
    return summarised(
        Row("oracle", seed, "sleep", 0.0, name, at, 0.5 + (at or 0) / 100, 0.25, 1.0)
        for seed in seeds
        for name in names
        for at in PLACES[name]
    )


def table(charts, *names):
    found = chart_table(results(*names), charts, replace(RUN, seeds=(0, 1)))
    return found.header[3:-2], [dict(zip(found.header, row, strict=True)) for row in found.rows]


def test_places_have_their_names_where_charts_have_different_ones():
    header, (by_cue, twin) = table((SENSES, TWINS), "by_cue", "twin")
    assert header == ("sight", "sound", "context", "none")
    assert (by_cue["sound"], by_cue["context"]) == ("0.51 ± 0.00", "-")
    assert (twin["sound"], twin["none"]) == ("-", "0.51 ± 0.00")


def test_numbers_come_first_in_their_order_and_names_as_charted():
    charts = (SENSES, CURVE, BARS)
    header, rows = table(charts, "by_cue", "curve", "single")
    assert header == ("value", "0", "2.5", "10", "sight", "sound")
    assert [row["measure"] for row in rows] == ["by_cue", "curve", "single"]
    by_cue, curve, single = rows
    assert (curve["10"], curve["sight"]) == ("0.60 ± 0.00", "-")
    assert (single["value"], single["0"]) == ("0.50 ± 0.00", "-")
    assert (by_cue["sight"], by_cue["0"]) == ("0.50 ± 0.00", "-")


def test_names_of_places_that_were_not_measured_have_no_column():
    assert table((SENSES, TWINS), "twin")[0] == ("context", "none")


def test_what_no_chart_shows_is_left_out():
    _, rows = table((SENSES,), "by_cue", "curve")
    assert [row["measure"] for row in rows] == ["by_cue"]


def test_of_many_columns_the_spread_stands_below_the_mean():
    more = replace(TWINS, measures=(("curve", "recall"),), ticks=("a", "b", "c"))
    header, rows = table((SENSES, TWINS, BARS), "by_cue", "twin", "single")
    assert len(header) == 5
    header, rows = table((SENSES, more, TWINS, BARS), "by_cue", "curve", "twin", "single")
    assert len(header) > 6
    assert rows[0]["sight"] == "0.50\n± 0.00"


def test_runs_side_by_side_have_the_names_of_places():
    found = compared_charts([results("by_cue", "twin")] * 2, (SENSES, TWINS), ("one", "two"))
    assert found.header == ("agent", "condition", "measure", "at", "one", "two")
    assert [row[2:4] for row in found.rows] == [
        ("by_cue", "sight"),
        ("by_cue", "sound"),
        ("twin", "context"),
        ("twin", "none"),
    ]


@pytest.mark.parametrize("note", ["", "In words."])
def test_published_data_are_told(note):
    people = DataSet("people", "marr1971", Certainty.DIGITISED, "", "", (0.0,), (1.0,))
    (section,) = published_section((replace(CURVE, published=(people,), note=note),))
    assert section.text == note
    assert section.table.rows == (
        ("Curve", "people", "marr1971", Certainty.DIGITISED.value, "1 point"),
    )
    assert published_section((CURVE,)) == ()
