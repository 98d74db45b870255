"""Kinds of recurrent cells: simple, with memory (LSTM), gated (GRU)."""

from __future__ import annotations

from typing import NamedTuple, final

import numpy as np

from neurosim.artificial.lstm import Moment, opened, through_cells
from neurosim.artificial.mlp import logistic
from neurosim.artificial.recurrent import Cell, Errors
from neurosim.protocol import Vector


class SimpleMoment(NamedTuple):
    """One time step of simple cells; arrays have the shape (sequences, cells)."""

    activity: Vector
    memory: Vector
    """Nothing: 0."""


@final
class SimpleCell(Cell[SimpleMoment]):
    """The cells of Elman (1990): h = tanh(W x + b + R h')."""

    blocks = 1

    def silence(self, sequences: int, cells: int) -> SimpleMoment:
        """Return cells that are all 0."""
        nothing = np.zeros((sequences, cells))
        return SimpleMoment(nothing, nothing)

    def after(self, drive: Vector, recurrent: Vector, before: SimpleMoment) -> SimpleMoment:
        """Return the cells one step later."""
        return SimpleMoment(np.tanh(drive + recurrent), before.memory)

    def back(
        self, now: SimpleMoment, before: SimpleMoment, at_activity: Vector, at_memory: Vector
    ) -> Errors:
        """Carry errors back through one step."""
        at_sum = at_activity * (1 - now.activity**2)
        return Errors(at_sum, at_sum, now.memory, now.memory)

    def initial_bias(self, cells: int, steps: int, random: np.random.Generator) -> Vector:
        """Return no bias."""
        return np.zeros(cells)


@final
class MemoryCell(Cell[Moment]):
    """Long short-term memory (Hochreiter & Schmidhuber 1997, Gers et al. 2000): see `Lstm`."""

    blocks = 4

    def silence(self, sequences: int, cells: int) -> Moment:
        """Return cells that are all 0."""
        return Moment(*[np.zeros((sequences, cells))] * 6)

    def after(self, drive: Vector, recurrent: Vector, before: Moment) -> Moment:
        """Return the cells one step later."""
        return opened(drive + recurrent, before.memory)

    def back(self, now: Moment, before: Moment, at_activity: Vector, at_memory: Vector) -> Errors:
        """Carry errors back through one step."""
        at_cells, at_memory = through_cells(now, before, at_activity, at_memory)
        return Errors(at_cells, at_cells, np.zeros_like(at_activity), at_memory)

    def initial_bias(self, cells: int, steps: int, random: np.random.Generator) -> Vector:
        """Return forget gates that keep for up to `steps`; input gates have minus their bias.

        Were input gates open as well, noise that cells hear from each other would add up (Tallec &
        Ollivier 2018).
        """
        kept = spread_over(cells, steps, random)
        return np.concatenate([-kept, kept, np.zeros(2 * cells)])


class GatedMoment(NamedTuple):
    """One time step of gated units; arrays have the shape (sequences, cells)."""

    reset_gate: Vector
    update_gate: Vector
    candidate: Vector
    recalled: Vector
    """What of R h leads to the candidate, before the reset gate."""
    activity: Vector
    memory: Vector
    """Nothing: 0."""


@final
class GatedUnit(Cell[GatedMoment]):
    """The gated recurrent unit (GRU) of Cho et al. (2014).

    ::

        r, z = logistic(W x + b + R h')        reset and update gate
        g    = tanh(W x + b + r (R h'))        candidate
        h    = (1 - z) g + z h'                activity

    The reset gate acts on R h', as in their code and in today's libraries, not on h'.
    """

    blocks = 3

    def silence(self, sequences: int, cells: int) -> GatedMoment:
        """Return cells that are all 0."""
        return GatedMoment(*[np.zeros((sequences, cells))] * 6)

    def after(self, drive: Vector, recurrent: Vector, before: GatedMoment) -> GatedMoment:
        """Return the cells one step later."""
        cells = before.activity.shape[1]
        gates = logistic(drive[:, : 2 * cells] + recurrent[:, : 2 * cells])
        r, z, recalled = gates[:, :cells], gates[:, cells:], recurrent[:, 2 * cells :]
        g = np.tanh(drive[:, 2 * cells :] + r * recalled)
        return GatedMoment(r, z, g, recalled, g + z * (before.activity - g), before.memory)

    def back(
        self, now: GatedMoment, before: GatedMoment, at_activity: Vector, at_memory: Vector
    ) -> Errors:
        """Carry errors back through one step."""
        r, z, g = now.reset_gate, now.update_gate, now.candidate
        at_candidate = at_activity * (1 - z) * (1 - g**2)
        at_update = at_activity * (before.activity - g) * z * (1 - z)
        at_reset = at_candidate * now.recalled * r * (1 - r)
        return Errors(
            np.concatenate([at_reset, at_update, at_candidate], axis=1),
            np.concatenate([at_reset, at_update, at_candidate * r], axis=1),
            at_activity * z,
            now.memory,
        )

    def initial_bias(self, cells: int, steps: int, random: np.random.Generator) -> Vector:
        """Return update gates that keep for up to `steps`."""
        kept = spread_over(cells, steps, random)
        return np.concatenate([np.zeros(cells), kept, np.zeros(cells)])


def spread_over(cells: int, steps: int, random: np.random.Generator) -> Vector:
    """Return biases of gates that keep for 1 to `steps` steps, shape (cells,).

    A gate with the bias log(u) keeps for about u steps. As many cells keep for 1 to 10 steps as for
    10 to 100: Tallec & Ollivier (2018) draw u itself uniformly, with which nearly all cells are
    slow, and the order of symbols is hard to tell.
    """
    return random.uniform(0.0, np.log(max(steps - 1.0, 1.0)), cells)
