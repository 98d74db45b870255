"""Wiring as a graph: what is in it, what is left out, and that other tools read it."""

import csv
import io
from xml.etree import ElementTree

import networkx as nx
import numpy as np
import pytest
from neurosim.models import hopfield_1982

from neurosim.errors import InputError
from neurosim.export import Wiring, edge_list, graph, graphml, wiring_graph, wiring_of
from neurosim.items import RandomCodes
from neurosim.protocol import Synapses

ABOUT = {"agent": 'one <&" two', "when": "at the end"}


def synapses(source, target, weights, before, behind, populations=("CA3", "CA1")):
    cells = (np.array(source, np.int32), np.array(target, np.int32))
    return Synapses(*cells, np.array(weights, float), before, behind, populations)


RECURRENT = synapses([0, 1, 2], [1, 2, 0], [0.1, -1 / 3, 0.0], 3, 3, ("CA3", "CA3"))
SCHAFFER = synapses([0, 2], [1, 0], [0.25, 0.5], 3, 2)
SECOND = synapses([0], [1], [7.0], 3, 2)
WIRING = Wiring({"recurrent": RECURRENT, "Schaffer": SCHAFFER, "second": SECOND}, 0.0, ABOUT)


def read(wiring):
    found = nx.read_graphml(io.BytesIO(b"".join(graphml(wiring))), force_multigraph=True)
    for empty in ("node_default", "edge_default"):
        assert found.graph.pop(empty) == {}
    return found


def test_there_is_a_node_for_each_cell_and_an_edge_for_each_synapse():
    found = wiring_graph(WIRING)
    assert dict(found.nodes(data=True)) == {
        **{f"CA3:{n}": {"region": "CA3", "cell": n} for n in range(3)},
        **{f"CA1:{n}": {"region": "CA1", "cell": n} for n in range(2)},
    }
    edges = {(s, t, d["pathway"], d["weight"]) for s, t, d in found.edges(data=True)}
    assert edges == {
        ("CA3:0", "CA3:1", "recurrent", 0.1),
        ("CA3:1", "CA3:2", "recurrent", -1 / 3),
        ("CA3:0", "CA1:1", "Schaffer", 0.25),
        ("CA3:2", "CA1:0", "Schaffer", 0.5),
        ("CA3:0", "CA1:1", "second", 7.0),
    }
    assert found.graph == {**ABOUT, "synapses_left_out": "1", "weights_above": "0.0"}


@pytest.mark.parametrize("above", [0.0, 0.3, 100.0])
def test_the_file_is_read_as_the_same_graph(above):
    wiring = Wiring(WIRING.pathways, above, ABOUT)
    assert nx.utils.graphs_equal(read(wiring), wiring_graph(wiring))


def test_files_are_written_piece_by_piece(monkeypatch):
    whole = b"".join(graphml(WIRING)), b"".join(edge_list(WIRING))
    monkeypatch.setattr(graph, "PIECE", 1)
    assert (b"".join(graphml(WIRING)), b"".join(edge_list(WIRING))) == whole
    assert len(list(edge_list(WIRING))) == 1 + WIRING.edges


def test_only_weights_above_a_number_are_told_whatever_their_sign():
    wiring = Wiring(WIRING.pathways, 0.3)
    weights = {d["weight"] for *_, d in wiring_graph(wiring).edges(data=True)}
    assert weights == {-1 / 3, 0.5, 7.0}
    assert (wiring.edges, wiring.left_out) == (3, 3)


@pytest.mark.parametrize("above", [-1, float("nan"), float("inf")])
def test_a_threshold_that_is_none_is_refused(above):
    with pytest.raises(InputError, match="a number from 0"):
        Wiring(WIRING.pathways, above)


def test_graphs_that_would_fill_the_memory_are_refused_and_files_are_not(monkeypatch):
    monkeypatch.setattr(graph, "MOST_EDGES", 4)
    with pytest.raises(InputError, match=r"5 synapses are more than .* \(4\): choose pathways"):
        wiring_graph(WIRING)
    assert b"".join(graphml(WIRING)).count(b"<edge ") == 5


def test_a_table_has_a_row_for_each_edge():
    rows = list(csv.DictReader(io.StringIO(b"".join(edge_list(WIRING)).decode())))
    assert len(rows) == 5
    assert rows[1] == {
        "source": "CA3:1", "target": "CA3:2", "pathway": "recurrent", "weight": repr(-1 / 3)
    }  # fmt: skip


def test_names_that_could_do_harm_do_none():
    name = 'a"b,<c>&\n\x00\ud800'
    wiring = Wiring({name: synapses([0], [0], [1.0], 1, 1, (name, "CA1"))}, 0.0, {"agent": name})
    ElementTree.fromstring(b"".join(graphml(wiring)))
    assert nx.utils.graphs_equal(read(wiring), wiring_graph(wiring))
    (row,) = csv.DictReader(io.StringIO(b"".join(edge_list(wiring)).decode()))
    assert row["source"] == 'a"b,<c>&???:0'


def test_populations_without_names_are_called_by_the_pathway():
    unnamed = synapses([0], [1], [1.0], 2, 2, ("", ""))
    found = wiring_graph(Wiring({"ring": unnamed}))
    assert list(found.edges()) == [("ring before:0", "ring behind:1")]


def test_populations_of_two_sizes_are_refused():
    other = synapses([0], [0], [1.0], 9, 3)
    with pytest.raises(InputError, match="CA3 has 3 cells, and 9 in other"):
        Wiring({"Schaffer": SCHAFFER, "other": other})


def test_who_has_no_pathways_has_no_wiring():
    senses = RandomCodes().draw(1, seed=200).senses
    with pytest.raises(InputError, match="cannot be examined: it has no pathways"):
        wiring_of(hopfield_1982.build(200, senses))
