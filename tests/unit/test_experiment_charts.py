"""What every experiment in which agents live must keep, whatever it asks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

import pytest

from neurosim.citations import uncited
from neurosim.cli import catalogue
from neurosim.errors import SimulationError
from neurosim.experiments import (
    EXPERIMENTS,
    SYNAPSE_EXPERIMENTS,
    Chart,
    Experiment,
    Life,
    Outcome,
    Plan,
    Reading,
    rows_of,
    run_lives,
)
from neurosim.experiments.networks import NETWORK_EXPERIMENTS
from neurosim.items import SOURCES, Digits
from neurosim.measures import recall_measures, summarised
from neurosim.parameters import listed
from neurosim.protocol import Diary, Recall, Signal, Study, Walk, lived_seconds
from neurosim.protocol.dummies import Amnesiac, Dice, Oracle, Parrot

DUMMIES = {"oracle": Oracle, "parrot": Parrot, "dice": Dice, "amnesiac": Amnesiac}

each_experiment = pytest.mark.parametrize("experiment", EXPERIMENTS, ids=lambda each: each.name)


def usual_source(experiment):
    (source,) = (source for source in SOURCES if source.name == experiment.usual_items)
    return source


def planned(experiment, seed=0):
    return experiment.lives(usual_source(experiment), seed)


def seconds_of(experiment):
    return sum(lived_seconds(plan.timetable) for plan in planned(experiment))


def test_the_list_has_every_experiment_that_has_a_file():
    others = {each.name for each in (*SYNAPSE_EXPERIMENTS, *NETWORK_EXPERIMENTS)}
    files = set(catalogue.experiments()) - others
    assert files == {each.name for each in EXPERIMENTS}
    assert len(EXPERIMENTS) == len(files)


@each_experiment
def test_every_source_is_in_the_bibliography(experiment):
    keys = {parameter.source for _, parameter in listed(experiment)}
    assert uncited({*experiment.cited(), *keys} - {"chosen"}) == []
    assert experiment.question.endswith("?")


@each_experiment
def test_charts_draw_what_is_measured_and_fit_on_a_page(experiment):
    charts = experiment.charts()
    assert len(charts) <= 4
    assert bool(charts) != isinstance(experiment, Life)
    names = {measure.name for measure in experiment.measures()}
    for chart in charts:
        assert {name for name, _ in chart.measures} <= names
        labels = [label for _, label in chart.measures]
        assert len(set(labels)) == len(labels)
        for data in chart.published:
            assert len(data.x) == len(data.y)
            assert not data.sem or len(data.sem) == len(data.y)


@each_experiment
def test_charts_do_not_depend_on_parameters(experiment):
    assert experiment.quick().charts() == experiment.charts()


@each_experiment
def test_places_of_one_chart_are_all_quantities_all_names_or_none(experiment):
    at = {}
    for measure in experiment.measures():
        at.setdefault(measure.name, set()).add(measure.at)
    for chart in experiment.charts():
        places = set().union(*(at[name] for name, _ in chart.measures))
        assert (None in places) == (not chart.x)
        assert len(places) == 1 or None not in places
        if chart.ticks:
            assert places <= set(range(len(chart.ticks)))


@each_experiment
def test_lives_can_be_planned_and_written_down(experiment):
    plans = planned(experiment)
    for word in [word for plan in plans for word in (plan.condition, plan.part) if word]:
        assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", word)
    names = Counter((plan.condition, plan.part) for plan in plans)
    assert set(names.values()) == {1}
    parts = {part for _, part in names}
    assert len(names) == len(parts) * len({condition for condition, _ in names})


@each_experiment
def test_the_same_seed_plans_the_same_lives(experiment):
    quick = experiment.quick()
    one, two, other = (planned(quick, seed) for seed in (4, 4, 5))

    def perceived(event):
        if isinstance(event, Walk):
            return event.track.rates(event.places).tolist()
        code = event.item.code if isinstance(event, Study) else event.cue
        return {sense: bits.tolist() for sense, bits in code.items()}

    def shown(plans):
        events = [event for plan in plans for event in plan.timetable]
        return [perceived(event) for event in events if isinstance(event, Study | Recall | Walk)]

    assert shown(one) == shown(two)
    assert shown(one) != shown(other)


@each_experiment
def test_the_quick_version_is_shorter(experiment):
    assert seconds_of(experiment.quick()) < seconds_of(experiment)


@each_experiment
def test_numbers_of_the_quick_version_say_what_they_are(experiment):
    usual = dict(listed(experiment))
    quick = [p for name, p in listed(experiment.quick()) if p != usual[name]]
    assert quick
    assert all(each.note.startswith("smaller, for a quick look; by") for each in quick)


@each_experiment
def test_agents_of_known_scores_live_through_it(experiment):
    if experiment.needs > {Signal.ANSWER} or experiment.region:
        pytest.skip("the dummies have not what it needs")
    quick = experiment.quick()
    results = summarised(
        row for outcome in run_lives(quick, planned(quick), DUMMIES, 0) for row in rows_of(outcome)
    )
    assert {each.agent for each in results} == set(DUMMIES)
    drawn = {name for chart in quick.charts() for name, _ in chart.measures}
    assert not drawn or drawn & {each.measure for each in results}


# The parts that experiments are made of


@dataclass(frozen=True)
class Two(Experiment):
    """Two lives in each condition, of lists of one item and of two."""

    name: ClassVar[str] = "two"
    question: ClassVar[str] = "Which?"
    sources: ClassVar[tuple[str, ...]] = ()
    items_count: float = 2

    def timetables(self, items):
        studies = tuple(Study(item, 1) for item in items.items)
        label = str(len(items.items))
        tests = tuple(Recall(item.cue("sound"), 1, item.name, label) for item in items.items)
        return {"one": (*studies, *tests), "other": (*studies, *tests)}

    def lives(self, source, seed):
        return tuple(
            Plan(condition, items, timetable, f"list-{count}")
            for count in (1, 2)
            for items in [source.draw(count, seed)]
            for condition, timetable in self.timetables(items).items()
        )

    def measures(self):
        return tuple(m for n in (1, 2) for m in recall_measures("recall", str(n), at=float(n)))

    def charts(self):
        return (Chart("title", "items", "share", (("recall", "recalled"),)),)

    def quick(self):
        return self


def test_lives_of_one_condition_fill_one_curve():
    plans = Two().lives(Digits(), 0)
    outcomes = list(run_lives(Two(), plans, {"oracle": Oracle}, 0))
    assert [(o.condition, o.part) for o in outcomes] == [(p.condition, p.part) for p in plans]
    results = summarised(row for outcome in outcomes for row in rows_of(outcome))
    recalled = [(s.condition, s.at, s.mean) for s in results if s.measure == "recall"]
    assert recalled == [("one", 1, 1), ("other", 1, 1), ("one", 2, 1), ("other", 2, 1)]


def test_a_measure_that_is_taken_twice_is_no_result():
    readings = (Reading("m", 0.0, 1.0, 0.2, 1.0, 5.0), Reading("m", 0.0, 0.0, 0.2, 1.0, 5.0))
    outcome = Outcome("a", "c", 3, Diary("a", ()), readings)
    with pytest.raises(SimulationError, match=r"m was measured twice at 5\.0 \(a, c, seed 3\)"):
        list(rows_of(outcome))
    places = (readings[0], Reading("m", 0.0, 0.0, 0.2, 1.0, 6.0), Reading("m", 0.0, 0, 0, 1))
    rows = list(rows_of(Outcome("a", "c", 3, Diary("a", ()), places)))
    assert [row.at for row in rows] == [5.0, 6.0, None]


def test_the_watch_is_told_which_life_of_a_condition_it_is():
    told = []
    list(run_lives(Two(), Two().lives(Digits(), 0), {"a": Oracle}, 7, lambda *w: told.append(w)))
    labels = list(dict.fromkeys(label for label, _, _ in told))
    assert labels[0] == "a, one, list-1, seed 7"
    assert len(labels) == 4
