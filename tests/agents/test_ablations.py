"""The study of ablations still runs, and what it says of the circuit holds for another seed."""

import importlib
from pathlib import Path

import pytest
from neurosim.models.hippocampus_neocortex import PARAMETERS

from neurosim.experiments.life import Life
from neurosim.parameters import changed

SEED = 200


@pytest.fixture(scope="module")
def study():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(Path(__file__).parents[2] / "docs" / "science")
        yield importlib.import_module("ablations")


def lived(study, without, items=10, night=2.0):
    """Return what is found in a short life with one night."""
    (ablation,) = (each for each in study.ABLATIONS if each.without == without)
    life = Life(items_count=items, night=night)
    return list(study.found_in(ablation, study.Lived("life", life, (life,)), SEED))


def test_every_ablation_changes_something(study):
    intact, *others = (changed(PARAMETERS, each.changes) for each in study.ABLATIONS)
    assert intact == PARAMETERS
    assert all(each != PARAMETERS for each in others)


def test_where_ca3_does_not_deplete_the_night_runs_away(study):
    (only,) = lived(study, "depletion in CA3")
    assert only.measure == study.BROKEN_OFF
    assert "ran away in state nrem" in only.value


def test_the_intact_brain_sleeps(study):
    found = {each.measure: each.value for each in lived(study, study.INTACT)}
    assert found["recall_morning"] == 1.0


def test_the_table_keeps_every_finding_and_the_figure_shows_how_many_ran_away(study, tmp_path):
    life = ("life", 0)
    findings = [
        study.Finding(study.INTACT, *life, "lesioned_morning", None, 0.9),
        study.Finding("depletion in CA3", *life, study.BROKEN_OFF, None, "CA1 ran away"),
    ]
    kept = study.written(iter(findings), tmp_path / "measures.csv")
    assert kept == findings
    table = (tmp_path / "measures.csv").read_text(encoding="utf-8").splitlines()
    assert table[1:] == [
        "nothing,life,0,lesioned_morning,,0.9",
        "depletion in CA3,life,0,broken_off,,CA1 ran away",
    ]
    first, *others = study.drawn(findings).axes
    assert [text.get_text() for text in first.texts] == ["1 of 5 ran away"]
    assert [text.get_text() for ax in others for text in ax.texts] == []
