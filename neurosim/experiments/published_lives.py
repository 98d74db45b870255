"""Published data of memory that lives are drawn beside. All as shares, 0 to 1.

None of them gives a verdict: people, rats and brains of a few hundred cells differ in too much
for that. They show what shape the curves have.
"""

from __future__ import annotations

from neurosim.experiments.findings import Certainty, DataSet

TRIALS = (0.0, 1.0, 5.0, 10.0, 20.0)
"""Trials on list 2 in Barnes & Underwood (1959)."""

DAYS = (1.0, 7.0, 14.0, 28.0)
"""Days from learning to the lesion in Kim & Fanselow (1992)."""


def _barnes(which: str, label: str, values: tuple[float, ...]) -> DataSet:
    name = f"people, {which}"
    return DataSet(name, "barnes1959", Certainty.DIGITISED, "recall", label, TRIALS, values)


BARNES_AB = _barnes("list 1", "ab", (1.00, 0.84, 0.67, 0.62, 0.51))
BARNES_AC = _barnes("list 2", "ac", (0.00, 0.41, 0.77, 0.90, 0.92))
"""Responses that people gave to the cues of two lists, by trials on the second; read off the
figure to within 0.02. They were asked for both responses and had all the time they wanted."""

MCCLOSKEY = (
    "McCloskey & Cohen (1989), digitised: a network that learns by backpropagation recalls none of "
    "list 1 after 5 epochs on list 2, of which it then knows .01; after 50 epochs it knows .97."
)
"""The same of backpropagation, in words: an epoch is no trial, and has no place on its axis."""

EBBINGHAUS = (
    "Time is not simulated: savings by hours and days (Ebbinghaus 1885: .58 after 19 minutes, .34 "
    "after a day, .21 after 31 days; replicated by Murre & Dros 2015) have no place on these axes."
)
JENKINS = (
    "Jenkins & Dallenbach (1924): people forget less while they sleep than while they are awake, "
    "and forgetting is taken for interference."
)
"""How people forget, in words: between events nothing happens here, and nothing decays."""

ZHENG = (
    "Zheng et al. (2022): a hippocampus that learns from its errors recalls 1.00, .93 and .57 of "
    "list 1 after list 2, with 20, 60 and 100 pairs."
)
"""What a model of the hippocampus reaches, in words: the curves are by size of the list."""

KIM_LESIONED = DataSet(
    "rats, lesioned, freezing by days",
    "kim1992",
    Certainty.REPORTED,
    "recall",
    "lesioned",
    DAYS,
    (0.15, 0.40, 0.50, 0.60),
)
"""Share of the time that rats freeze in the context of a shock, by its age at the lesion."""

KIM_INTACT = DataSet(
    "rats, intact, freezing by days",
    "kim1992",
    Certainty.REPORTED,
    "recall",
    "recall",
    DAYS,
    (0.75, 0.75, 0.75, 0.75),
)
"""The same of rats with a hippocampus: reported as 70 to 80 % at every age, drawn in between."""

GODDEN = (
    "Godden & Baddeley (1975), as reported: divers recall 13.5 and 11.4 of 36 words where they "
    "learned them (on land, under water), and 8.6 and 8.4 in the other place."
)
HORNER = (
    "Horner et al. (2015): people who recall one element of an event from another tend to recall "
    "the others as well, and what they recall is seen again in cortex."
)
"""What is known of people, in words: they were cued with other things than these."""
