"""How much acetylcholine there is: its level in each brain state, and what drugs make of it."""

from __future__ import annotations

from neurosim.brain.states import ByState, State
from neurosim.errors import InputError
from neurosim.parameters import cited
from neurosim.protocol import Drug, Substance

ACETYLCHOLINE = ByState(
    encode=cited(1.0, "1", "marrosu1995", "active waking, in which it is the unit", 0, 2),
    wake=cited(1.0, "1", "marrosu1995", "active waking", 0, 2),
    recall=cited(0.73, "1", "marrosu1995", "quiet waking: 2.00 of 2.75", 0, 2),
    nrem=cited(0.36, "1", "marrosu1995", "slow-wave sleep: 1.00 of 2.75", 0, 2),
    rem=cited(1.45, "1", "marrosu1995", "REM sleep: 4.00 of 2.75", 0, 2),
)
"""Release in the hippocampus of cats by state, relative to active waking. That retrieval has the
level of quiet waking is chosen: lower than at encoding, higher than in sleep (Hasselmo 2006)."""


def level_under(drug: Drug, usual: float, waking: float) -> float:
    """Return the level of acetylcholine that is felt under a drug.

    Parameters
    ----------
    usual
        The level without it.
    waking
        The level of active waking.
    """
    match drug.substance:
        case Substance.PHYSOSTIGMINE:
            return usual + drug.dose * max(waking - usual, 0.0)
        case Substance.SCOPOLAMINE:
            return usual * (1 - drug.dose)
        case _:
            return usual


def check_levels(levels: ByState) -> None:
    """Check that numbers between levels can be read off: NREM lowest, then retrieval, waking, REM.

    Raises
    ------
    InputError
        If they cannot.
    """
    asleep, recall = levels.at(State.NREM), levels.at(State.RECALL)
    awake = min(levels.at(State.WAKE), levels.at(State.ENCODE))
    if not asleep < recall < awake:
        raise InputError(
            f"acetylcholine must rise from NREM sleep over recall to waking, not "
            f"{asleep:g}, {recall:g}, {awake:g}"
        )
    wake, rem = levels.at(State.WAKE), levels.at(State.REM)
    if rem < wake:
        raise InputError(f"acetylcholine must not be lower in REM sleep than in waking: {rem:g}")
