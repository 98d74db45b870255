"""A life that was broken off, with all that is needed to see what led there."""

from __future__ import annotations

from typing import final

from neurosim.errors import SimulationError
from neurosim.experiments.experiment import Plan
from neurosim.protocol import Diary


@final
class FailedLifeError(SimulationError):
    """A life ended in a state no figure of results may be drawn from.

    Parameters
    ----------
    reason
        What went wrong, in one line.
    seed
        The seed of the life.
    plan
        What should have happened in it.
    diary
        What was recorded; its last event is the one that went wrong, as far as it went.
    """

    def __init__(self, reason: str, seed: int, plan: Plan, diary: Diary) -> None:
        super().__init__(f"{plan.lived_by(diary.agent, seed)}: {reason}")
        self.seed = seed
        self.plan = plan
        self.diary = diary
