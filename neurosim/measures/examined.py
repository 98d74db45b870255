"""What examinations in a diary tell of a pathway: its weights, and the task that items make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neurosim.adapters.backprop import CompletionTask, completion_task
from neurosim.protocol import Bits, Diary, Examine, Recording, Synapses, Vector


@dataclass(frozen=True)
class Examined:
    """A pathway within one population, the first cells of which stand for the senses.

    Parameters
    ----------
    pathway
        Its name.
    """

    pathway: str

    def records(self, diary: Diary, label: str) -> list[Recording]:
        """Return the examinations of the intact agent that carry a label and show the pathway."""
        return [
            record
            for record in diary.recordings
            if isinstance(record.event, Examine)
            and (record.event.label, record.lesioned) == (label, "")
            and self.pathway in record.synapses
        ]

    def weights(self, diary: Diary, label: str) -> Vector:
        """Return the weights at an examination, shape (cells behind, cells before)."""
        return self.records(diary, label)[0].synapses[self.pathway].matrix()

    def change(self, diary: Diary, before: str, after: str) -> Vector:
        """Return the change of all weights between two examinations, as above."""
        return self.weights(diary, after) - self.weights(diary, before)

    def task(self, diary: Diary) -> CompletionTask:
        """Return the task of completing the items that were studied."""
        return completion_task(self.codes(diary), self.senses(diary), self.wired(diary))

    def codes(self, diary: Diary) -> Bits:
        """Return which cells fired at all when each item was first studied, (items, cells)."""
        answers = [np.concatenate(list(each.values())) for each in _answered(diary).values()]
        codes = np.zeros((len(answers), self._any(diary).before), bool)
        for code, answer in zip(codes, answers, strict=True):
            code[: answer.size] = answer > 0
        return codes

    def senses(self, diary: Diary) -> NDArray[np.int_]:
        """Return the number of the sense of each cell, shape (cells,); -1 for none."""
        sizes = [part.size for part in next(iter(_answered(diary).values())).values()]
        senses = np.full(self._any(diary).before, -1)
        senses[: sum(sizes)] = np.repeat(np.arange(len(sizes)), sizes)
        return senses

    def sense_names(self, diary: Diary) -> list[str]:
        """Return the names of the senses, in the order of their numbers."""
        return list(next(iter(_answered(diary).values())))

    def wired(self, diary: Diary) -> Bits:
        """Return where there are synapses, shape (cells behind, cells before)."""
        synapses = self._any(diary)
        wired = np.zeros((synapses.behind, synapses.before), bool)
        wired[synapses.target, synapses.source] = True
        return wired

    def _any(self, diary: Diary) -> Synapses:
        shown = (record.synapses for record in diary.recordings if self.pathway in record.synapses)
        return next(shown)[self.pathway]


def _answered(diary: Diary) -> dict[str, Mapping[str, Vector]]:
    """Return the response to each item when it was first studied, by its name."""
    found: dict[str, Mapping[str, Vector]] = {}
    for event, record in diary.studies():
        if record.response is not None:
            found.setdefault(event.item.name, record.response)
    return found
