"""A quick look at an experiment: smaller numbers, which say what they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from neurosim.parameters import changed

Kind = TypeVar("Kind")


def smaller(experiment: Kind, values: Mapping[str, float]) -> Kind:
    """Return an experiment with smaller numbers, which say that they are for a quick look."""
    return changed(experiment, values, "smaller, for a quick look")
