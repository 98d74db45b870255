"""What an agent can lose."""

from __future__ import annotations

import enum


class Loss(enum.Enum):
    """What a lesion takes: cells with all their synapses, or synapses of cells that stay."""

    CELLS = "cells"
    SYNAPSES = "synapses"


MEMORY = "memory"
"""The region that every agent can lose: all in which it keeps what it learns, but no senses."""
