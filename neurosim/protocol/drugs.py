"""Drugs that act for as long as an event lasts."""

from __future__ import annotations

import enum
import math
from dataclasses import dataclass

from neurosim.errors import InputError


class Substance(enum.Enum):
    """A drug that acts on a neuromodulator.

    Physostigmine keeps acetylcholine from being broken down: its full dose raises it to the level
    of active waking. Scopolamine blocks its muscarinic receptors: under its full dose none is felt.
    Propranolol blocks the beta receptors of noradrenaline in the same way, SCH-23390 the D1 and D5
    receptors of dopamine.
    """

    PHYSOSTIGMINE = "physostigmine"
    SCOPOLAMINE = "scopolamine"
    PROPRANOLOL = "propranolol"
    SCH23390 = "SCH-23390"


@dataclass(frozen=True)
class Drug:
    """A drug that acts for as long as an event lasts; agents without its receptors ignore it.

    Parameters
    ----------
    substance
        Which one.
    dose
        Its effect as a share of the largest, more than 0 to 1.

    Raises
    ------
    InputError
        If there is no such dose.
    """

    substance: Substance
    dose: float = 1.0

    def __post_init__(self) -> None:
        if not isinstance(self.substance, Substance):
            allowed = ", ".join(f"Substance.{each.name}" for each in Substance)
            raise InputError(f"a drug is one of {allowed}, not {self.substance!r}")
        known = isinstance(self.dose, int | float) and math.isfinite(self.dose)
        if not (known and 0 < self.dose <= 1):
            raise InputError(f"a dose is more than 0 and at most 1, not {self.dose}")
