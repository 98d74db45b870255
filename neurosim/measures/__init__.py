"""Pure functions from a diary to numbers."""

from neurosim.measures.measure import Measure
from neurosim.measures.recall import recall_measures

__all__ = ["Measure", "recall_measures"]
