"""What is asked for by several values or a range, and what is refused before anything is run."""

from collections import Counter

import pytest

from neurosim.cli.study_words import is_study, study_of
from neurosim.cli.wish import Wish

XOR = Wish("xor", agents="hidden-8", seeds="2", quick=True)


def grid(*changes):
    return study_of(Wish("xor", agents="hidden-8", quick=True, changes=changes), (), None)


def test_one_value_is_no_study():
    assert not is_study(Wish("xor", changes=("epochs=4",)))
    assert is_study(Wish("xor", changes=("epochs=4,5",)))
    assert is_study(Wish("xor"), ("epochs=4..5",))


def test_a_grid_is_every_combination_in_order():
    asked = grid("epochs=4,8", "hidden-8.momentum=0.9", "hidden-8.spread=1,0.5,2")
    assert [each.name for each in asked.varied] == ["epochs", "hidden-8.spread"]
    assert asked.points == ((4, 1), (4, 0.5), (4, 2), (8, 1), (8, 0.5), (8, 2))
    requests = list(asked.requests())
    assert [each.experiment.epochs for each in requests] == [4, 4, 4, 8, 8, 8]
    assert [each.networks[0].parameters.spread for each in requests] == [1, 0.5, 2] * 2
    assert all(each.networks[0].parameters.momentum == 0.9 for each in requests)
    assert requests[1].command.endswith(
        "--set hidden-8.momentum=0.9 --set epochs=4 --set hidden-8.spread=0.5"
    )
    assert asked.command(requests[1]).endswith(
        "--set hidden-8.momentum=0.9 --set epochs=4,8 --set hidden-8.spread=1,0.5,2"
    )


def test_what_is_varied_is_told_with_its_default_unit_and_range():
    epochs, spread = grid("xor.epochs=4,8", "hidden-8.spread=0.5,2").varied
    assert (epochs.name, epochs.unit) == ("epochs", "epochs")
    assert spread.default == 1
    assert spread.low is not None
    assert spread.low < 0.5
    assert spread.source == "chosen"
    assert spread.note.startswith("initial weights")


def test_all_points_have_the_same_seeds():
    wish = Wish("xor", agents="hidden-8", seeds="3", quick=True, changes=("epochs=4,8",))
    assert [each.seeds for each in study_of(wish, (), None).requests()] == [(0, 1, 2)] * 2


@pytest.mark.parametrize("count", [1, 7, 50])
def test_each_part_of_each_range_of_a_hypercube_is_hit_exactly_once(count):
    asked = study_of(XOR, ("hidden-8.spread=0.5..2.5", "hidden-8.momentum=0.1..0.9"), count)
    assert len(asked.points) == count
    for axis, (low, high) in enumerate(((0.5, 2.5), (0.1, 0.9))):
        parts = [int((point[axis] - low) / (high - low) * count) for point in asked.points]
        assert sorted(parts) == list(range(count))


def test_the_same_words_draw_the_same_points():
    one, other = (study_of(XOR, ("hidden-8.spread=0.5..2",), 9) for _ in range(2))
    assert one.points == other.points
    assert one.drawing == "A Latin hypercube of 9 points (SciPy, seed 0)"


def test_counts_that_are_drawn_are_whole_and_as_likely():
    asked = study_of(XOR, ("hidden-8.hidden=2..6",), 20)
    assert Counter(value for (value,) in asked.points) == {2: 4, 3: 4, 4: 4, 5: 4, 6: 4}


def many(values):
    return ",".join(map(str, range(1, values + 1)))


REFUSED = {
    ("--set", "epochs=4,5,1e99"): "epochs = 1e+99 is out of range",
    ("--set", "epochs=4,nan"): "epochs must be a finite number, not nan",
    ("--set", "epochs=4,4.0"): "a value is named twice in --set epochs=4,4.0",
    ("--set", "epochs=4,five"): "--set takes NAME=VALUE,VALUE with numbers, not 'epochs=4,five'",
    ("--set", "epochs=4,"): "--set takes NAME=VALUE,VALUE with numbers, not 'epochs=4,'",
    ("--set", "=4,5"): "--set takes NAME=VALUE,VALUE with numbers, not '=4,5'",
    ("--set", "epoch=4,5"): "unknown parameter 'epoch'",
    ("--set", "hidden-8.epochs=4,5"): "hidden-8: unknown parameter 'epochs'",
    ("--set", "hidden-8.hidden=4,4.5"): "hidden must be a whole number, not 4.5",
    ("--set", "epochs=4,5", "--set", "xor.epochs=6"): "epochs is given twice",
    ("--set", "epochs=4,5", "--set", "epochs=6,7"): "epochs is given twice",
    ("--set", f"epochs={many(101)}", "--set", f"hidden-8.hidden={many(100)}"): (
        "a study has 1 to 10000 points, not 10100"
    ),
    ("--set", "epochs=4,5", "--sample", "hidden-8.spread=1..2", "--samples", "3"): "not both",
    ("--sample", "epochs=4..8"): "--sample needs --samples N",
    ("--samples", "3"): "--samples needs --sample NAME=LO..HI",
    ("--sample", "epochs=8..4", "--samples", "3"): "the lower first, not 'epochs=8..4'",
    ("--sample", "epochs=4", "--samples", "3"): "--sample takes NAME=LO..HI",
    ("--sample", "epochs=4..nan", "--samples", "3"): "--sample takes NAME=LO..HI",
    ("--sample", "epochs=4..8", "--samples", "0"): "a study has 1 to 10000 points, not 0",
    ("--sample", "epochs=4..8", "--samples", "10001"): "1 to 10000 points, not 10001",
    ("--sample", "epochs=4..1e99", "--samples", "3"): "epochs = 1e+99 is out of range",
    ("--sample", "hidden-8.spread=-1..2", "--samples", "3"): "spread = -1 is out of range",
}


@pytest.mark.parametrize("words", REFUSED, ids=lambda words: " ".join(words)[:50])
def test_what_cannot_be_is_refused_in_one_line_and_leaves_nothing(call, tmp_path, words):
    out = tmp_path / "study"
    begin = ("run", "xor", "--quick", "--agents", "hidden-8", "--out", str(out))
    code, said, complaint = call(*begin, *words)
    assert (code, said) == (2, "")
    assert len(complaint.splitlines()) == 1
    assert REFUSED[words] in complaint
    assert not out.exists()


def test_studies_of_synapses_are_refused(call, tmp_path):
    out = tmp_path / "study"
    words = ("run", "stdp-window", "--rule", "pair", "--set", "pair.tau_plus=10,20")
    code, _, complaint = call(*words, "--out", str(out))
    assert code == 2
    assert "stdp-window is about synapses" in complaint
    assert not out.exists()
