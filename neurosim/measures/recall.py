"""How well a cue brought back what was not in the cue.

Only senses that were *not* cued are scored: the cued part would identify the item even in a brain
that learned nothing. An answer that is silent (less than a tenth of the activity with which
studying an item was answered, on average) identifies nothing: it counts as wrong, its cosine as
0, and the share of silent answers is reported beside both. What a forced choice would make of the
few spikes of silent answers is reported as well: a trace can be too weak to answer with, and there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import takewhile

import numpy as np

from neurosim.measures.measure import Measure, Reading
from neurosim.protocol import Diary, Item, Recall, Recording, Vector

SILENCE = 0.1
"""Share of the mean response to studied items under which an answer is called silent. Chosen."""


@dataclass(frozen=True, eq=False)
class Studied:
    """What the answers of a life are judged by.

    Parameters
    ----------
    items
        Every item that was studied, once, in order.
    usual
        Activity of all units of a sense at study, by sense: the mean over studies.
    """

    items: tuple[Item, ...]
    usual: Mapping[str, float]

    @classmethod
    def of(cls, diary: Diary) -> Studied:
        """Return what was studied in a life."""
        totals: dict[str, list[float]] = {}
        for _, record in diary.studies():
            for sense, activity in (record.response or {}).items():
                totals.setdefault(sense, []).append(float(np.sum(activity)))
        usual = {sense: float(np.mean(each)) for sense, each in totals.items()}
        return cls(tuple(studied_items(diary)), usual)


Score = Callable[[Studied, Recall, Recording], float]
"""What one answer scores, judged by what was studied in the life it belongs to."""


@dataclass(frozen=True)
class Tests:
    """The tests in a diary that carry a label, of the intact agent or of its lesioned copy."""

    label: str
    lesioned: str = ""

    def found(self, diary: Diary) -> list[tuple[Recall, Recording]]:
        """Return the tests with their answers."""
        return diary.recalls(self.label, self.lesioned)

    def were_taken(self, diary: Diary) -> bool:
        """Say whether there are any."""
        return bool(self.found(diary))

    def began(self, diary: Diary) -> float:
        """Return when the first of them began, in seconds into the life."""
        return self.found(diary)[0][1].began

    def guessing(self, wanted: Callable[[str], str] = str) -> Reading:
        """Return the reading that guesses among the items studied before the tests began.

        Parameters
        ----------
        wanted
            Which item counts, by the name of the one asked for: by default, itself.
        """

        def value(diary: Diary) -> float:
            tests = self.found(diary)
            first = tests[0][1]
            before = tuple(takewhile(lambda record: record is not first, diary.recordings))
            known = {item.name for item in studied_items(Diary(diary.agent, before))}
            there = sum(wanted(event.target) in known for event, _ in tests) / len(tests)
            return there / max(len(known), 1)

        return value

    def mean(self, score: Score) -> Reading:
        """Return the reading that takes the mean score of the answers."""

        def value(diary: Diary) -> float:
            studied = Studied.of(diary)
            return float(np.mean([score(studied, *test) for test in self.found(diary)]))

        return value

    def ceiling(self, score: Score, of_asked: bool = False) -> Reading:
        """Return the reading that scores the response to an item while it was studied.

        Parameters
        ----------
        of_asked
            Whether only items count that are asked for: where lists are perceived differently.
        """

        def value(diary: Diary) -> float:
            studied, tests = Studied.of(diary), self.found(diary)
            wanted = {event.target for event, _ in tests}
            shown = [
                (Recall(tests[0][0].cue, event.seconds, event.item.name, self.label), record)
                for event, record in diary.studies()
                if event.item.name in wanted or not of_asked
            ]
            return float(np.mean([score(studied, *each) for each in shown]))

        return value


def recall_measures(
    name: str, label: str, lesioned: str = "", at: float | None = None
) -> tuple[Measure, ...]:
    """Return accuracy, cosine and silence of the tests that carry a label.

    Parameters
    ----------
    name
        Name of the accuracy; the others are named ``<name>_cosine`` and ``<name>_silent``.
    label
        Label of the tests in the timetable.
    lesioned
        Region whose loss the tests were taken with; "" for the intact agent.
    at
        Where on the abscissa of a curve these tests stand; None for a single number.
    """
    tests = Tests(label, lesioned)
    return (
        Measure(
            name,
            "share of answers that are closest to the item asked for (0 to 1; silence is wrong)",
            tests.were_taken,
            tests.began,
            tests.mean(identified),
            chance=tests.guessing(),
            ceiling=tests.ceiling(identified),
            at=at,
        ),
        Measure(
            f"{name}_cosine",
            "cosine between the answer and the item asked for (0 to 1; silence is 0)",
            tests.were_taken,
            tests.began,
            tests.mean(own_cosine),
            chance=tests.mean(overlap_of_others),
            ceiling=tests.ceiling(own_cosine),
            at=at,
        ),
        Measure(
            f"{name}_silent",
            "share of answers with under a tenth of the activity at study (0 to 1)",
            tests.were_taken,
            tests.began,
            tests.mean(is_silent),
            chance=lambda diary: 0.0,
            ceiling=lambda diary: 0.0,
            at=at,
        ),
    )


def forced_choice(name: str, label: str, lesioned: str = "", at: float | None = None) -> Measure:
    """Return what a forced choice would make of the answers, silent ones included.

    A trace that is too weak to answer with shows here: see `recall_measures` for the parameters.
    """
    tests = Tests(label, lesioned)
    return Measure(
        f"{name}_forced",
        "share of answers closest to the item asked for, silent ones judged as well (0 to 1)",
        tests.were_taken,
        tests.began,
        tests.mean(nearest),
        chance=tests.guessing(),
        ceiling=tests.ceiling(nearest),
        at=at,
    )


def every_recall_measure(
    name: str, label: str, lesioned: str = "", at: float | None = None
) -> tuple[Measure, ...]:
    """Return recall measures and, beside them, the forced choice; see `recall_measures`."""
    return (
        *recall_measures(name, label, lesioned, at),
        forced_choice(name, label, lesioned, at),
    )


def answer_rate(name: str, label: str, lesioned: str = "", at: float | None = None) -> Measure:
    """Return how strongly all units fire in answers; only agents with spikes have such a rate.

    See `recall_measures` for the parameters. The ceiling is the same rate while studying; there is
    nothing to guess, so chance stands for silence.
    """
    tests = Tests(label, lesioned)
    return Measure(
        f"{name}_rate",
        "mean firing rate of the answering units, cued ones included (Hz)",
        lambda diary: any(record.spikes for _, record in tests.found(diary)),
        tests.began,
        tests.mean(mean_response),
        chance=lambda diary: 0.0,
        ceiling=tests.ceiling(mean_response),
        at=at,
    )


def mean_response(studied: Studied, event: Recall, record: Recording) -> float:
    """Return the mean activity of all units."""
    return float(np.mean(np.concatenate(list((record.response or {}).values()))))


def identified(studied: Studied, event: Recall, record: Recording) -> float:
    """Return 1 if there is an answer and it is closest to the target among all studied items."""
    return 0.0 if is_silent(studied, event, record) else nearest(studied, event, record)


def nearest(studied: Studied, event: Recall, record: Recording) -> float:
    """Return 1 if what activity there is, is closest to the target among all studied items.

    Of several that are equally close, one is guessed; an answer that fits none is at chance.
    """
    answer = uncued(record.response, event)
    closeness = [cosine(answer, uncued(item.code, event)) for item in studied.items]
    best = max(closeness)
    tied = [item.name for item, near in zip(studied.items, closeness, strict=True) if near == best]
    return (event.target in tied) / len(tied)


def own_cosine(studied: Studied, event: Recall, record: Recording) -> float:
    """Return the cosine between the answer and the target, 0 if silent."""
    if is_silent(studied, event, record):
        return 0.0
    target = next(item for item in studied.items if item.name == event.target)
    return cosine(uncued(record.response, event), uncued(target.code, event))


def overlap_of_others(studied: Studied, event: Recall, record: Recording) -> float:
    """Return the mean cosine between the target and the other studied items."""
    target = next(item for item in studied.items if item.name == event.target)
    others = [item for item in studied.items if item is not target]
    own = uncued(target.code, event)
    return float(np.mean([cosine(own, uncued(o.code, event)) for o in others])) if others else 0.0


def is_silent(studied: Studied, event: Recall, record: Recording) -> bool:
    """Say whether there is too little activity in the uncued senses to call it an answer."""
    total = uncued(record.response, event).sum()
    usual = sum(activity for sense, activity in studied.usual.items() if sense not in event.cue)
    return bool(total < SILENCE * usual or total == 0)


def studied_items(diary: Diary) -> list[Item]:
    """Return every item that was studied, once, in order."""
    return list({event.item.name: event.item for event, _ in diary.studies()}.values())


def uncued(
    activity: Mapping[str, Vector] | Mapping[str, np.ndarray] | None, event: Recall
) -> Vector:
    """Lay out the activity of the senses that were not in the cue as one vector."""
    senses = [sense for sense in activity or {} if sense not in event.cue]
    if not senses or activity is None:
        raise ValueError("nothing was left uncued, so there is nothing to score")
    return np.concatenate([np.asarray(activity[sense], float) for sense in sorted(senses)])


def cosine(a: Vector, b: Vector) -> float:
    """Return the cosine between two non-negative vectors, 0 if either is silent."""
    size = float(np.linalg.norm(a) * np.linalg.norm(b))
    return min(1.0, float(a @ b) / size) if size > 0 else 0.0
