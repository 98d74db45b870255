"""Wiring as a graph: a node for each cell, an edge for each synapse.

Nodes are called ``POPULATION:CELL`` and know both (``region``, ``cell``); edges know their
``pathway`` and ``weight``. What two pathways between the same populations connect twice has two
edges. A brain has millions of synapses: graphs in memory are limited, files are written piece by
piece and are not.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from neurosim.errors import InputError
from neurosim.protocol import Agent, Bits, Synapses

if TYPE_CHECKING:  # Only graphs in memory need networkx.
    import networkx as nx

MOST_EDGES = 1_000_000
"""Edges of a graph in memory; about 700 bytes each. Chosen: what an ordinary machine can bear."""

PIECE = 50_000
"""Edges that are turned into text at a time."""

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
KEYS = (
    ("region", "node", "string"),
    ("cell", "node", "int"),
    ("pathway", "edge", "string"),
    ("weight", "edge", "double"),
)


@dataclass(frozen=True, eq=False)
class Wiring:
    """Synapses that a graph is made of.

    Parameters
    ----------
    pathways
        Synapses by the name of their pathway.
    above
        Only synapses whose weight is larger than this, of whatever sign, become edges; in the
        unit of the weights. At 0 those of no weight are left out.
    about
        What else is to be known of the graph, by name.

    Raises
    ------
    InputError
        If the threshold is no number from 0, or two pathways differ in what a population's size is.
    """

    pathways: Mapping[str, Synapses]
    above: float = 0.0
    about: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not (math.isfinite(self.above) and self.above >= 0):
            raise InputError(f"weights are told above a number from 0, not {self.above}")
        _ = self.populations

    @cached_property
    def populations(self) -> dict[str, int]:
        """Number of cells of every population, those without synapses among them."""
        found: dict[str, int] = {}
        for pathway, synapses in self.pathways.items():
            cells = (synapses.before, synapses.behind)
            for name, size in zip(ends(pathway, synapses), cells, strict=True):
                if found.setdefault(name, size) != size:
                    raise InputError(f"{name} has {found[name]} cells, and {size} in {pathway}")
        return found

    @cached_property
    def kept(self) -> dict[str, Bits]:
        """Which synapses become edges, by pathway."""
        return {name: np.abs(each.weights) > self.above for name, each in self.pathways.items()}

    @property
    def edges(self) -> int:
        """Number of synapses that become edges."""
        return sum(int(np.count_nonzero(kept)) for kept in self.kept.values())

    @property
    def left_out(self) -> int:
        """Number of synapses that do not."""
        return sum(each.weights.size for each in self.pathways.values()) - self.edges

    def told(self) -> dict[str, str]:
        """Return what is to be known of the graph, what was left out among it."""
        rest = {"synapses_left_out": str(self.left_out), "weights_above": repr(float(self.above))}
        return {**{name: printable(text) for name, text in self.about.items()}, **rest}


def ends(pathway: str, synapses: Synapses) -> tuple[str, str]:
    """Return the names of the populations that a pathway connects."""
    before, behind = (printable(name) for name in synapses.populations)
    return before or f"{printable(pathway)} before", behind or f"{printable(pathway)} behind"


def printable(text: str) -> str:
    """Return text as it may go to a file of any kind: names may be those of a hostile file."""
    return "".join(each if each.isprintable() else "?" for each in text)


def wiring_of(agent: Agent, above: float = 0.0) -> Wiring:
    """Return the wiring of an agent as it is now.

    Raises
    ------
    InputError
        If it has no pathways.
    """
    pathways = agent.examine(*agent.pathways).synapses
    return Wiring(pathways, above, {"agent": agent.name})


def wiring_graph(wiring: Wiring) -> nx.MultiDiGraph:
    """Return wiring as a graph.

    Raises
    ------
    InputError
        If it has too many edges for the memory.
    """
    import networkx as nx

    if wiring.edges > MOST_EDGES:
        raise InputError(
            f"{wiring.edges} synapses are more than a graph in memory may have ({MOST_EDGES}): "
            "choose pathways, or only weights above a number"
        )
    graph = nx.MultiDiGraph(**wiring.told())
    for name, size in wiring.populations.items():
        graph.add_nodes_from((f"{name}:{n}", {"region": name, "cell": n}) for n in range(size))
    for pathway, source, target, weight in _pieces(wiring, str):
        edges = zip(source, target, weight, strict=True)
        graph.add_edges_from((s, t, {"pathway": pathway, "weight": w}) for s, t, w in edges)
    return graph


def graphml(wiring: Wiring) -> Iterator[bytes]:
    """Yield wiring as a GraphML file, piece by piece; networkx makes `wiring_graph` of it again."""
    keys = (*KEYS, *((name, "graph", "string") for name in wiring.told()))
    yield b'<?xml version="1.0" encoding="utf-8"?>\n'
    yield f"<graphml xmlns={quoteattr(NAMESPACE)}>\n".encode()
    for name, of, kind in keys:
        said = f"id={quoteattr(name)} for={quoteattr(of)} attr.name={quoteattr(name)}"
        yield f"<key {said} attr.type={quoteattr(kind)}/>\n".encode()
    yield b'<graph edgedefault="directed">\n'
    for name, text in wiring.told().items():
        yield f"<data key={quoteattr(name)}>{escape(text)}</data>\n".encode()
    for name, size in wiring.populations.items():
        region = f'<data key="region">{escape(name)}</data>'
        yield "".join(
            f'<node id={quoteattr(f"{name}:{n}")}>{region}<data key="cell">{n}</data></node>\n'
            for n in range(size)
        ).encode()
    for pathway, source, target, weight in _pieces(wiring, quoteattr):
        known = f'<data key="pathway">{escape(pathway)}</data><data key="weight">'
        yield "".join(
            f"<edge source={s} target={t}>{known}{w!r}</data></edge>\n"
            for s, t, w in zip(source, target, weight, strict=True)
        ).encode()
    yield b"</graph>\n</graphml>\n"


def edge_list(wiring: Wiring) -> Iterator[bytes]:
    """Yield wiring as CSV, an edge a row, as spreadsheets, pandas and Gephi read it."""
    yield b"source,target,pathway,weight\n"
    for pathway, source, target, weight in _pieces(wiring, _cell):
        known = _cell(pathway)
        rows = zip(source, target, weight, strict=True)
        yield "".join(f"{s},{t},{known},{w!r}\n" for s, t, w in rows).encode()


def _cell(text: str) -> str:
    """Return text as a cell of a CSV file."""
    quoted = text.replace('"', '""')
    return f'"{quoted}"' if set(text) & set(',"') else text


def _pieces(
    wiring: Wiring, written: Callable[[str], str]
) -> Iterator[tuple[str, list[str], list[str], list[float]]]:
    """Yield the edges, some at a time: pathway, written names of source and target, weight."""
    names = {
        name: [written(f"{name}:{cell}") for cell in range(size)]
        for name, size in wiring.populations.items()
    }
    for pathway, synapses in wiring.pathways.items():
        before, behind = (names[end] for end in ends(pathway, synapses))
        (where,) = np.nonzero(wiring.kept[pathway])
        for start in range(0, where.size, PIECE):
            these = where[start : start + PIECE]
            source = [before[cell] for cell in synapses.source[these].tolist()]
            target = [behind[cell] for cell in synapses.target[these].tolist()]
            yield printable(pathway), source, target, synapses.weights[these].tolist()
