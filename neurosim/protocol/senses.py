"""What an agent can perceive: items, cues and the senses they arrive through."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from neurosim.errors import InputError, unknown
from neurosim.parameters import cited

Bits = NDArray[np.bool_]
Vector = NDArray[np.float64]
Code = Mapping[str, Bits]
"""Which input units are active, by sense. A sense that is absent is not stimulated."""


@dataclass(frozen=True, eq=False)
class Item:
    """One thing that can be experienced.

    Parameters
    ----------
    name
        What the experimenter calls it. Agents never see the name.
    code
        Active input units by sense; every sense of the agents is present.
    picture
        What it looks like, for galleries; grey levels 0 to 1, or None.
    arousal
        How much of it moves those who feel, by sense, 0 to 1: what of a scene is frightening.
        Senses that are absent leave them cold.

    Raises
    ------
    InputError
        If arousal is not 0 to 1, or of a sense that the item has not.
    """

    name: str
    code: Code
    picture: Vector | None = None
    arousal: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for sense, much in self.arousal.items():
            if sense not in self.code:
                raise unknown("sense", sense, self.code)
            if not (math.isfinite(much) and 0 <= much <= 1):
                raise InputError(f"arousal is 0 to 1, not {much}")

    def cue(self, *senses: str) -> Code:
        """Return the part of the code that arrives through the named senses."""
        for sense in senses:
            if sense not in self.code:
                raise unknown("sense", sense, self.code)
        return {sense: self.code[sense] for sense in senses}


@dataclass(frozen=True)
class Senses:
    """The agent's input units, sense by sense, in the order they are laid out.

    Parameters
    ----------
    sizes
        Pairs of a sense and the number of its input units.
    """

    sizes: tuple[tuple[str, int], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The senses, in order."""
        return tuple(name for name, _ in self.sizes)

    @property
    def total(self) -> int:
        """The number of input units of all senses together."""
        return sum(size for _, size in self.sizes)

    def vector(self, code: Code) -> Bits:
        """Lay a code out as one vector, shape (total,); absent senses are silent.

        Raises
        ------
        InputError
            If the code has a sense that is unknown here, or of another size.
        """
        for sense, bits in code.items():
            size = dict(self.sizes).get(sense)
            if size is None:
                raise unknown("sense", sense, self.names)
            if np.shape(bits) != (size,):
                raise InputError(f"{sense} needs {size} units, not shape {np.shape(bits)}")
        parts = [code.get(name, np.zeros(size, bool)) for name, size in self.sizes]
        return np.concatenate([np.asarray(part, bool) for part in parts])

    def split(self, vector: Vector) -> dict[str, Vector]:
        """Cut a vector of shape (total,) into its senses.

        Raises
        ------
        InputError
            If the vector has another length.
        """
        if np.shape(vector) != (self.total,):
            raise InputError(f"the senses have {self.total} units, not shape {np.shape(vector)}")
        ends = np.cumsum([size for _, size in self.sizes])
        return dict(zip(self.names, np.split(vector, ends[:-1]), strict=True))


@dataclass(frozen=True)
class InputRates:
    """How strongly input units fire; the same for every agent.

    Units that belong to what is shown fire as Poisson processes at `active`, all others at
    `background`.
    """

    active: float = cited(
        50.0,
        "Hz",
        "chosen",
        "20 spikes in a 400 ms exposure; upper range of entorhinal cells",
        0,
        500,
    )
    background: float = cited(
        0.5, "Hz", "chosen", "sparse spontaneous firing; 1 % of the active rate", 0, 50
    )

    def of(self, shown: Bits) -> Vector:
        """Return the rate of every unit in Hz, shape as `shown`."""
        return np.where(shown, float(self.active), float(self.background))
