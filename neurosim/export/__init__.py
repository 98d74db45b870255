"""What runs brought home, in the formats of other tools: spikes as NWB, wiring as graphs."""

from neurosim.export.graph import MOST_EDGES, Wiring, edge_list, graphml, wiring_graph, wiring_of
from neurosim.export.lives import Chosen, chosen, lives_in
from neurosim.export.nwb import Session, check_installed, nwb_files
from neurosim.export.place import Draft, appearing, in_a_name
from neurosim.export.wirings import of_agent, of_diary

__all__ = [
    "MOST_EDGES",
    "Chosen",
    "Draft",
    "Session",
    "Wiring",
    "appearing",
    "check_installed",
    "chosen",
    "edge_list",
    "graphml",
    "in_a_name",
    "lives_in",
    "nwb_files",
    "of_agent",
    "of_diary",
    "wiring_graph",
    "wiring_of",
]
