"""The wall around Brian2: one explicit network, compiled once, run many times."""

from neurosim.engine.assembly import Assembly, Builder, Feeds
from neurosim.engine.request import ROWS, SLOT, SLOTS, WINDOW, Connections, Request, Result, Trial
from neurosim.engine.simulator import Simulator, simulator

__all__ = [
    "ROWS",
    "SLOT",
    "SLOTS",
    "WINDOW",
    "Assembly",
    "Builder",
    "Connections",
    "Feeds",
    "Request",
    "Result",
    "Simulator",
    "Trial",
    "simulator",
]
