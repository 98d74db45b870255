"""The wall around Brian2: one explicit network, compiled once, run many times."""

import sys

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

if sys.excepthook.__module__.startswith("brian2"):
    # Brian2 asks users to report every uncaught error to its own authors; ours are not theirs.
    sys.excepthook = sys.__excepthook__
