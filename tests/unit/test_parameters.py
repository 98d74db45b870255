"""Numbers know their unit, source and range, and are found and replaced by name."""

from __future__ import annotations

import copy
import math
import pickle
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neurosim.errors import InputError, unknown
from neurosim.parameters import Parameter, changed, cited, listed


@dataclass(frozen=True)
class Synapse:
    name: str
    delay: float = cited(2.0, "ms", "marr1971", "read off", 0.1, 20)
    release: float = cited(0.5, "1", "chosen", "half of the time", 0, 1)


@dataclass(frozen=True)
class Cell:
    leak: float = cited(10.0, "nS", "chosen", "round", 1, 50)
    bare: float = 7.0


@dataclass(frozen=True)
class Tree:
    rate: float = cited(50, "Hz", "marr1971", "", 0, 500)
    cell: Cell = Cell()
    other: Cell = Cell()
    synapses: tuple[Synapse, ...] = (Synapse("DG to CA3"), Synapse("CA3 to CA3"))
    cells: tuple[Cell, ...] = field(default=(Cell(), Cell()))


NAMES = [
    "rate",
    "cell.leak",
    "other.leak",
    "synapses.DG to CA3.delay",
    "synapses.DG to CA3.release",
    "synapses.CA3 to CA3.delay",
    "synapses.CA3 to CA3.release",
    "cells.0.leak",
    "cells.1.leak",
]


def refusal(tree, changes) -> str:
    with pytest.raises(InputError) as caught:
        changed(tree, changes)
    message = str(caught.value)
    assert "\n" not in message
    return message


def facts(parameter):
    parts = ("unit", "source", "note", "low", "high")
    return (float(parameter), *(getattr(parameter, part) for part in parts))


def test_a_parameter_is_a_float():
    delay = cited(2.5, "ms", "marr1971", "", 0, 20)
    assert isinstance(delay, float)
    assert delay * 2 == 5.0
    assert f"{delay:g}" == "2.5"
    assert type(delay + 1) is float


def test_a_parameter_carries_what_it_was_given():
    assert facts(cited(3, "mV", "marr1971", "page 2", 1, 9)) == (
        3,
        "mV",
        "marr1971",
        "page 2",
        1,
        9,
    )


def test_any_finite_value_is_in_range_by_default():
    assert facts(cited(-1e300, "1", "marr1971"))[-2:] == (-math.inf, math.inf)


def test_a_chosen_number_needs_a_note():
    with pytest.raises(ValueError, match="needs a note"):
        cited(1, "1", "chosen")
    assert cited(1, "1", "chosen", "why").note == "why"
    assert cited(1, "1", "marr1971").note == ""


@pytest.mark.parametrize("value", [-0.1, 1.1, math.nan, math.inf, -math.inf])
def test_a_number_outside_its_own_range_cannot_be_written(value):
    with pytest.raises(ValueError, match="not within"):
        cited(value, "1", "marr1971", "", 0, 1)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_no_range_lets_a_number_in_that_is_not_finite(value):
    with pytest.raises(ValueError, match="not within"):
        cited(value, "1", "marr1971")


@pytest.mark.parametrize("end", [0, 1])
def test_both_ends_of_a_range_are_inside(end):
    assert cited(end, "1", "marr1971", "", 0, 1) == end
    assert cited(0.5, "1", "marr1971", "", 0, 1).with_value(end, "x") == end


@pytest.mark.parametrize(
    "copied",
    [
        copy.copy,
        copy.deepcopy,
        *(lambda p, n=n: pickle.loads(pickle.dumps(p, n)) for n in range(pickle.HIGHEST_PROTOCOL)),
    ],
)
def test_a_copy_keeps_unit_source_note_and_range(copied):
    parameter = cited(3, "mV", "marr1971", "page 2", 1, 9)
    assert type(copied(parameter)) is Parameter
    assert facts(copied(parameter)) == facts(parameter)


def test_every_parameter_is_listed_by_its_dotted_name():
    assert [name for name, _ in listed(Tree())] == NAMES


def test_what_is_listed_is_the_parameter_itself():
    tree = Tree()
    assert dict(listed(tree))["synapses.CA3 to CA3.release"] is tree.synapses[1].release


def test_bare_numbers_and_words_are_not_listed():
    assert list(listed((1.0, "word", None, [cited(1, "1", "marr1971")]))) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_change_reaches_its_number_and_no_other(name):
    before, after = dict(listed(Tree())), dict(listed(changed(Tree(), {name: 1})))
    assert list(after) == NAMES
    assert after[name] == 1.0
    assert type(after[name]) is Parameter
    assert all(after[n] is before[n] for n in NAMES if n != name)


def test_several_numbers_change_at_once():
    tree = changed(Tree(), {"rate": 20, "cells.1.leak": 30, "synapses.DG to CA3.delay": 5})
    assert (tree.rate, tree.cells[1].leak, tree.synapses[0].delay) == (20, 30, 5)


def test_a_change_leaves_the_old_tree_and_other_parts_alone():
    tree = Tree()
    other = changed(tree, {"cell.leak": 20})
    assert tree == Tree()
    assert other.other is tree.other
    assert other.synapses is tree.synapses
    assert other.cell.bare == 7.0


def test_a_tree_without_changes_is_returned_as_it_is():
    tree = Tree()
    assert changed(tree, {}) is tree


def test_a_change_says_that_the_user_chose_and_what_was_there():
    rate = changed(Tree(), {"rate": 20}).rate
    assert facts(rate) == (20, "Hz", "chosen", "set by the user; by default 50", 0, 500)


def test_a_change_that_is_not_the_users_says_whose_it_is():
    rate = changed(Tree(), {"rate": 20}, "the control").rate
    assert facts(rate) == (20, "Hz", "chosen", "the control; by default 50", 0, 500)


def test_a_number_set_to_what_it_is_keeps_its_source():
    assert changed(Tree(), {"rate": 50}).rate.source == "marr1971"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_change_to_what_is_not_finite_is_refused(value):
    assert "cell.leak must be a finite number" in refusal(Tree(), {"cell.leak": value})


@pytest.mark.parametrize("value", [-0.001, 500.001, -1e300, 1e300])
def test_a_change_out_of_range_is_refused_with_the_range(value):
    message = refusal(Tree(), {"rate": value})
    assert message.startswith("rate = ")
    assert "allowed: 0 to 500 Hz" in message


def test_one_bad_change_refuses_all():
    tree = Tree()
    refusal(tree, {"rate": 20, "cell.leak": -1})
    assert tree == Tree()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rat", "rate"),
        ("cell.leek", "cell.leak"),
        ("cells.2.leak", "cells.1.leak"),
        ("synapses.DG to CA3.dely", "synapses.DG to CA3.delay"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(typed, meant):
    message = refusal(Tree(), {typed: 1})
    assert message.startswith(f"unknown parameter {typed!r}")
    assert f"did you mean {meant!r}?" in message


@pytest.mark.parametrize("name", ["cell", "synapses", "cell.bare", "cells.0", "", ".", "rate."])
def test_only_leaves_can_be_changed(name):
    assert refusal(Tree(), {name: 1}).startswith("unknown parameter")


@given(st.floats())
def test_a_number_either_is_in_range_or_is_refused(value):
    rate = Tree().rate
    if 0 <= value <= 500:
        assert rate.with_value(value, "rate") == value
    else:
        with pytest.raises(InputError, match="rate"):
            rate.with_value(value, "rate")


def test_what_is_unknown_is_named_with_all_that_is_allowed():
    problem = unknown("agent", "hopfeld", ["mlp", "hopfield"])
    assert isinstance(problem, InputError)
    assert str(problem) == (
        "unknown agent 'hopfeld'; did you mean 'hopfield'? (allowed: hopfield, mlp)"
    )


def test_nothing_is_suggested_when_nothing_is_near():
    assert str(unknown("agent", "zzz", ["mlp"])) == "unknown agent 'zzz' (allowed: mlp)"


def test_a_long_list_of_what_is_allowed_is_cut():
    names = [f"n{number:02}" for number in range(51)]
    assert str(unknown("name", "?", names[:50])).endswith("n48, n49)")
    assert str(unknown("name", "?", names)).endswith("n48, n49, ...)")


@given(st.text(), st.lists(st.text("ab\n", max_size=3), max_size=3))
def test_what_the_user_typed_never_breaks_the_line(typed, allowed):
    message = str(unknown("name", typed, [name.replace("\n", "") for name in allowed]))
    assert "\n" not in message
    assert repr(typed) in message


def test_a_changed_parameter_remembers_what_it_was():
    usual = cited(5, "items", "marr1971", "page 2", 1, 9)
    once = usual.with_value(3, "count", "smaller, for a quick look")
    twice = once.with_value(4, "count")
    assert (once.source, once.note) == ("chosen", "smaller, for a quick look; by default 5")
    assert (twice.source, twice.note) == ("chosen", "set by the user; by default 5")
    assert twice.with_value(5, "count") is usual


def test_members_of_one_name_are_all_kept():
    @dataclass(frozen=True)
    class Named:
        name: str
        size: float = cited(1, "1", "chosen", "a reason", 0, 9)

    @dataclass(frozen=True)
    class Pair:
        members: tuple[Named, ...] = (Named("a"), Named("a"))

    assert len(changed(Pair(), {"members.a.size": 2}).members) == 2
