"""What runs brought home, in the formats of other tools: spikes as NWB, wiring as graphs."""

from neurosim.export.graph import MOST_EDGES, Wiring, edge_list, graphml, wiring_graph, wiring_of
from neurosim.export.lives import Chosen, Life, chosen, lives_in

__all__ = [
    "MOST_EDGES",
    "Chosen",
    "Life",
    "Wiring",
    "chosen",
    "edge_list",
    "graphml",
    "lives_in",
    "wiring_graph",
    "wiring_of",
]
