"""What recall comes to where items compete, and what it comes to in a single sense."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from neurosim.items import twin_name
from neurosim.measures.measure import Measure, Reading
from neurosim.measures.recall import (
    Score,
    Studied,
    Tests,
    identified,
    overlap_of_others,
    own_cosine,
)
from neurosim.protocol import Recall, Recording


def in_sense(score: Score, sense: str) -> Score:
    """Return a score that judges what came back in one sense only; it must not be cued."""

    def judged(studied: Studied, event: Recall, record: Recording) -> float:
        # What is in the cue is not scored: the rest counts as if it had been in the cue.
        others = {other: np.zeros(0, bool) for other in record.response or {} if other != sense}
        return score(studied, replace(event, cue=others), record)

    return judged


def mistaken(studied: Studied, event: Recall, record: Recording) -> float:
    """Return 1 if there is an answer and it is closest to the twin of the target."""
    return identified(studied, replace(event, target=twin_name(event.target)), record)


def intrusions(name: str, label: str, lesioned: str = "", at: float | None = None) -> Measure:
    """Return how often the twin is recalled instead; see `recall_measures` for the parameters."""
    tests = Tests(label, lesioned)
    return Measure(
        f"{name}_intrusions",
        "share of answers that are closest to the twin of the item asked for (0 to 1)",
        tests.were_taken,
        tests.began,
        tests.mean(mistaken),
        chance=tests.guessing(twin_name),
        ceiling=lambda diary: 0.0,
        at=at,
    )


def sense_measures(
    name: str, sense: str, label: str, lesioned: str = "", at: float | None = None
) -> tuple[Measure, ...]:
    """Return accuracy and cosine of what came back in one sense.

    Parameters
    ----------
    name
        What the names begin with: ``<name>_<sense>`` and ``<name>_<sense>_cosine``.
    sense
        The sense; tests in which it was cued must carry another label.
    label, lesioned, at
        As for `recall_measures`.
    """
    tests = Tests(label, lesioned)
    right, own = in_sense(identified, sense), in_sense(own_cosine, sense)
    return (
        Measure(
            f"{name}_{sense}",
            f"share of answers whose {sense} is closest to the item's (0 to 1; silence is wrong)",
            tests.were_taken,
            tests.began,
            tests.mean(right),
            chance=tests.guessing(),
            ceiling=tests.ceiling(right, of_asked=True),
            at=at,
        ),
        Measure(
            f"{name}_{sense}_cosine",
            f"cosine between the {sense} of the answer and the item's (0 to 1; silence is 0)",
            tests.were_taken,
            tests.began,
            tests.mean(own),
            chance=tests.mean(in_sense(overlap_of_others, sense)),
            ceiling=tests.ceiling(own, of_asked=True),
            at=at,
        ),
    )


def which_twin(
    name: str,
    sense: str,
    label: str,
    lesioned: str = "",
    decided: bool = True,
    at: float | None = None,
) -> tuple[Measure, ...]:
    """Return how often the item and how often its twin is recalled, as judged in one sense.

    Parameters
    ----------
    name
        What the names begin with: ``<name>_right`` and ``<name>_other``.
    sense
        The sense that tells the twins apart.
    label, lesioned, at
        As for `recall_measures`.
    decided
        Whether the cue tells which twin is meant. If not, perfect memory recalls either as often.
    """
    tests = Tests(label, lesioned)
    right = in_sense(identified, sense)

    def measure(
        end: str, score: Score, meaning: str, guessed: Reading, perfect: Reading
    ) -> Measure:
        return Measure(
            f"{name}_{end}",
            f"share of answers whose {sense} is closest to {meaning} (0 to 1; silence is neither)",
            tests.were_taken,
            tests.began,
            tests.mean(score),
            chance=guessed,
            ceiling=perfect if decided else lambda diary: 0.5,
            at=at,
        )

    return (
        measure("right", right, "the item asked for", tests.guessing(), tests.ceiling(right)),
        measure(
            "other", in_sense(mistaken, sense), "its twin", tests.guessing(twin_name), lambda _: 0.0
        ),
    )
