"""How much of a memory can be lost before recall is half lost: one number for a life."""

from __future__ import annotations

from collections.abc import Mapping

from neurosim.measures.crossing import crossing
from neurosim.measures.measure import Measure
from neurosim.measures.recall import Tests, identified
from neurosim.protocol import Diary

LEAST = 0.3
"""How far above guessing recall must be before the damage for there to be a half of it. Chosen:
with five items, one and a half of them."""

IN_PROPORTION = 0.5
"""Share that halves what is kept item by item, each in a place of its own: half of the places."""


def half_damage(name: str, tests: Mapping[float, Tests]) -> Measure:
    """Return the share that must be lost for recall to fall half way down to guessing.

    Between shares that were tested it is on a straight line. It is 1 if recall was not half lost
    even with nothing left, and not taken where there is too little to lose before the damage.

    Parameters
    ----------
    name
        Name of the measure.
    tests
        The tests by the share that is lost; 0 is before the damage.
    """
    shares = sorted(tests)

    def recalled(diary: Diary) -> list[float]:
        return [tests[share].mean(identified)(diary) for share in shares]

    def guessed(diary: Diary) -> float:
        return tests[shares[0]].guessing()(diary)

    def applies(diary: Diary) -> bool:
        if not all(each.were_taken(diary) for each in tests.values()):
            return False
        return recalled(diary)[0] >= guessed(diary) + LEAST

    def value(diary: Diary) -> float:
        values = recalled(diary)
        found = crossing(shares, values, (values[0] + guessed(diary)) / 2)
        return shares[-1] if found is None else found

    return Measure(
        name,
        "share that is lost when recall has fallen half way to guessing (0 to 1; 1: or not at all)",
        applies,
        tests[shares[0]].began,
        value,
        chance=lambda diary: IN_PROPORTION,
        ceiling=lambda diary: 1.0,
    )
