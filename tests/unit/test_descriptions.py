"""What stands for a network stands for nothing else, and spares generating its source again."""

import subprocess
import sys
from dataclasses import dataclass, replace

import numpy as np
import pytest
from neurosim.models.ca3_track import CIRCUIT
from neurosim.models.hippocampus_neocortex import CIRCUIT as BRAIN
from neurosim.models.hippocampus_neocortex_thalamus import CIRCUIT as THALAMUS

from neurosim.bench.builder import BenchBuilder
from neurosim.brain.assemble import OF_CELLS, CircuitBuilder
from neurosim.brain.states import State
from neurosim.engine import standalone
from neurosim.engine.compiler import compiler
from neurosim.engine.descriptions import name_of, remember, remembered
from neurosim.engine.structure import StrangeError, told
from neurosim.individuals import individual
from neurosim.parameters import changed, cited, listed
from neurosim.plasticity.catalogue import RULES
from neurosim.protocol import Senses

SENSES = Senses((("sight", 100),))
FLAGS = ("-O3",)


def name(circuit, senses=SENSES, flags=FLAGS):
    return name_of(CircuitBuilder(circuit, senses), "c++", flags)


DIFFERENT = {
    "a number": changed(CIRCUIT, {"regions.CA3.noise.nrem": 5.0}),
    "a size": changed(CIRCUIT, {"regions.CA3.size": 500}),
    "a pathway less": replace(CIRCUIT, pathways=CIRCUIT.pathways[:-1]),
    "another circuit": BRAIN,
}


def test_whatever_differs_has_another_name():
    names = [name(each) for each in (CIRCUIT, *DIFFERENT.values())]
    names += [name(CIRCUIT, Senses((("sight", 101),))), name(CIRCUIT, flags=("-O2",))]
    assert None not in names
    assert len(set(names)) == len(names)


def test_who_found_a_number_changes_no_name():
    path = "regions.CA3.noise.nrem"
    value = CIRCUIT.regions[0].noise.nrem
    assert name(changed(CIRCUIT, {path: float(value)}, "for a test")) == name(CIRCUIT)


def test_individuals_share_a_binary():
    assert name(individual(BRAIN, 7)) == name(BRAIN)
    changes = {"regions.CA3.cell.tau_a": 900.0, "regions.CA3.inhibition.cell.sigma": 2.0}
    assert name(changed(BRAIN, changes)) == name(BRAIN)


def test_every_process_gives_the_same_name():
    code = "import test_descriptions as t; print(t.name(t.BRAIN), t.name(t.CIRCUIT))"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=__file__.rpartition("/")[0], env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"},
            capture_output=True, text=True, check=True,
        )
        for seed in ("1", "2")
    ]  # fmt: skip
    assert runs[0].stdout == runs[1].stdout
    assert runs[0].stdout.split() == [name(BRAIN), name(CIRCUIT)]


def test_every_rule_on_the_bench_has_a_name():
    builders = [BenchBuilder(each.rule) for each in RULES]
    names = [name_of(builder, "c++", FLAGS) for builder in builders]
    structures = {builder.structure for builder in builders}
    assert None not in names
    assert len(set(names)) == len(structures)


@dataclass(frozen=True)
class Mine:
    """A class that is not of neurosim."""

    value: float = 1.0


def test_what_may_change_unseen_has_no_name():
    @dataclass(frozen=True)
    class Local:
        value: float = 1.0

    for strange in (Mine(), Local(), Mine, object(), lambda: 1, (1, {"a": Mine()}), sys):
        with pytest.raises(StrangeError):
            told(strange)
    foreign = CircuitBuilder(CIRCUIT, SENSES)
    foreign.circuit = Mine()
    assert name_of(foreign, "c++", FLAGS) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, 1.0),
        (0.0, -0.0),
        (1, True),
        ("1", 1),
        (("a", "b"), ("ab",)),
        ((1, (2,)), ((1, 2),)),
        ({"a": 1}, {"a": 2}),
        (State.NREM, State.REM),
        (State.NREM, "nrem"),
        (State, State.NREM),
        (np.zeros(3), np.zeros((3, 1))),
        (np.zeros(3), np.zeros(3, np.float32)),
        (cited(1, "ms", "chosen", "a", 0, 2), cited(1, "s", "chosen", "a", 0, 2)),
        (None, "None"),
    ],
)
def test_different_things_have_different_texts(one, other):
    assert told(one) != told(other)
    assert told(one) == told(one)


def test_the_order_of_names_and_of_sets_is_none():
    assert told({"a": 1, "b": 2}) == told({"b": 2, "a": 1})
    assert told({"a", "b", "c"}) == told({"c", "b", "a"})


def another(number):
    """Return another value of a parameter, within its range."""
    nudge = max(abs(number), 1.0) / 100
    return number + nudge if number + nudge <= number.high else number - nudge


@pytest.mark.skipif(compiler() is None, reason="needs a compiler")
@pytest.mark.parametrize("circuit", [CIRCUIT, THALAMUS], ids=["ca3", "thalamus"])
def test_the_source_does_not_depend_on_numbers_of_cells(tmp_path, circuit):
    of_cells = [(n, each) for n, each in listed(circuit) if OF_CELLS.fullmatch(n)]
    assert len(of_cells) > 20
    other, keys = changed(circuit, {n: another(each) for n, each in of_cells}), set()
    for place, each in enumerate((circuit, other)):
        source = tmp_path / str(place) / "network"
        binary = standalone._generate(CircuitBuilder(each, SENSES), source)
        given = {file for pair in binary.connections.values() for file in pair}
        keys.add(standalone._key(source, given | binary.tables))
    assert len(keys) == 1


@pytest.mark.skipif(compiler() is None, reason="needs a compiler")
def test_a_network_that_is_known_is_not_generated_again(monkeypatch):
    builder = BenchBuilder(RULES[0].rule)
    binary = standalone.compiled(builder)
    monkeypatch.setattr(standalone, "_generate", None)
    assert standalone.compiled(BenchBuilder(RULES[0].rule)) == binary
    monkeypatch.setattr(standalone, "name_of", lambda *_: "another")
    with pytest.raises(TypeError, match="not callable"):
        standalone.compiled(builder)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"folder": "../x"}', "null", '{"folder": 3}'])
def test_a_description_that_is_damaged_is_made_anew(tmp_path, text):
    (tmp_path / "it.json").write_text(text)
    assert remembered(tmp_path, "it", tmp_path) is None


def test_a_description_whose_binary_is_gone_is_made_anew(tmp_path):
    binary = standalone.Binary(tmp_path / "b", {}, {}, {}, {}, {}, frozenset({"x"}), {})
    remember(tmp_path / "descriptions", "it", binary)
    assert remembered(tmp_path / "descriptions", "it", tmp_path) is None
    (tmp_path / "b").mkdir()
    (tmp_path / "b/main").touch()
    assert remembered(tmp_path / "descriptions", "it", tmp_path) == binary
