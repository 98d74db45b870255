"""Pure functions from a diary to numbers."""

from neurosim.measures.measure import Measure
from neurosim.measures.recall import (
    Studied,
    answer_rate,
    every_recall_measure,
    forced_choice,
    identified,
    is_silent,
    recall_measures,
)
from neurosim.measures.summary import Row, Summary, summarised

__all__ = [
    "Measure",
    "Row",
    "Studied",
    "Summary",
    "answer_rate",
    "every_recall_measure",
    "forced_choice",
    "identified",
    "is_silent",
    "recall_measures",
    "summarised",
]
