"""Recurrent networks, with back-propagation through time written out (Werbos 1990).

A network is a layer of cells that hear the input and, one step later, each other, and a read-out.
Kinds of cells differ in one step of theirs and in how errors go back through it (`Cell`); what is
the same for all of them is here: the way through a sequence and back, the read-out, the loss.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from typing import Generic, NamedTuple, Protocol, TypeVar, final

import numpy as np
from numpy.typing import NDArray

from neurosim.protocol import Vector


class RecurrentWeights(NamedTuple):
    """The weights of one layer of cells and its read-out, or a loss's slope along each of them.

    The first axis of what leads into the cells is a block of `cells` rows for each thing that a
    cell computes from its input: one for a simple cell; input gate, forget gate, output gate and
    candidate for a memory cell; reset gate, update gate and candidate for a gated unit.
    """

    input_to_cells: Vector
    """Shape (blocks cells, inputs)."""
    cells_to_cells: Vector
    """Shape (blocks cells, cells)."""
    cell_bias: Vector
    """Shape (blocks cells,)."""
    cells_to_output: Vector
    """Shape (outputs, cells)."""
    output_bias: Vector
    """Shape (outputs,)."""


class State(Protocol):
    """One time step of a layer of cells; every array has the shape (sequences, cells)."""

    @property
    def activity(self) -> Vector:
        """What the cells show to the read-out and to each other."""

    @property
    def memory(self) -> Vector:
        """What else they carry to the next step."""


class Errors(NamedTuple):
    """Slopes of the loss along what one step of the cells was made of."""

    at_drive: Vector
    """Along what came from the input, W x + b, shape (sequences, blocks cells)."""
    at_recurrent: Vector
    """Along what came from the cells, R h, shape (sequences, blocks cells)."""
    at_activity: Vector
    """Along the activity of the step before, past R; shape (sequences, cells)."""
    at_memory: Vector
    """Along the memory of the step before, shape (sequences, cells)."""


Step = TypeVar("Step", bound=State)


class Cell(ABC, Generic[Step]):
    """A kind of cells: what one step of them does, and how errors go back through it."""

    blocks: int
    """Things that a cell computes from its input: blocks of rows of the weights."""

    @abstractmethod
    def silence(self, sequences: int, cells: int) -> Step:
        """Return the cells before the first frame: everything is 0."""

    @abstractmethod
    def after(self, drive: Vector, recurrent: Vector, before: Step) -> Step:
        """Return the cells one step later.

        Parameters
        ----------
        drive, recurrent
            W x + b and R h, shape (sequences, blocks cells).
        before
            The step before.
        """

    @abstractmethod
    def back(self, now: Step, before: Step, at_activity: Vector, at_memory: Vector) -> Errors:
        """Carry errors back through one step.

        Parameters
        ----------
        now, before
            The step, and the one before.
        at_activity, at_memory
            Slopes of the loss along the activity and the memory of the step.
        """

    @abstractmethod
    def initial_bias(self, cells: int, steps: int, random: np.random.Generator) -> Vector:
        """Return biases to start with where something is kept for so many steps.

        Shape (blocks cells,).
        """


@final
class RecurrentNetwork(Generic[Step]):
    """One layer of cells, and a choice among answers. Sequences are (time, sequence, unit).

    ::

        h(t) = cell(W x(t) + b, R h(t-1), memory)
        p(t) = softmax(V h(t) + d)                    the share of each answer

    The loss is the cross-entropy of answers and right answers, averaged over sequences and over the
    steps at which an answer is asked for; what the network says at other steps does not count.

    Parameters
    ----------
    cell
        The kind of cells.
    weights
        Where it starts.
    """

    def __init__(self, cell: Cell[Step], weights: RecurrentWeights) -> None:
        self.cell = cell
        self.weights = weights

    def course(self, frames: Vector) -> list[Step]:
        """Return the cells before the first frame and after every frame."""
        w = self.weights
        # Inputs are known beforehand: one product for all times.
        drives = frames @ w.input_to_cells.T + w.cell_bias
        from_cells = w.cells_to_cells.T
        moments = [self.cell.silence(frames.shape[1], w.cells_to_cells.shape[1])]
        for drive in drives:
            before = moments[-1]
            moments.append(self.cell.after(drive, before.activity @ from_cells, before))
        return moments

    def shares(self, frames: Vector, asked: NDArray[np.bool_]) -> Vector:
        """Return the share of each answer, shape (questions, sequences, answers)."""
        return np.exp(self._log_shares(self._shown(self.course(frames), asked)))

    def loss(self, frames: Vector, asked: NDArray[np.bool_], wanted: NDArray[np.int64]) -> float:
        """Return the cross-entropy per question, in nats; `wanted` is (questions, sequences)."""
        logs = self._log_shares(self._shown(self.course(frames), asked))
        return -float(np.mean(np.take_along_axis(logs, wanted[..., None], axis=-1)))

    def gradient(
        self, frames: Vector, asked: NDArray[np.bool_], wanted: NDArray[np.int64]
    ) -> RecurrentWeights:
        """Return the slope of the loss along every weight, through all time steps."""
        moments = self.course(frames)
        at_output = self._at_output(moments, asked, wanted)
        errors = [error for error, _ in self._back(moments, asked, at_output)][::-1]
        at_drive = at_recurrent = _rows(np.array([error.at_drive for error in errors]))
        if errors[0].at_recurrent is not errors[0].at_drive:
            at_recurrent = _rows(np.array([error.at_recurrent for error in errors]))
        before = _rows(np.array([moment.activity for moment in moments[:-1]]))
        shown = _rows(self._shown(moments, asked))
        return RecurrentWeights(
            input_to_cells=at_drive.T @ _rows(frames),
            cells_to_cells=at_recurrent.T @ before,
            cell_bias=at_drive.sum(axis=0),
            cells_to_output=_rows(at_output).T @ shown,
            output_bias=_rows(at_output).sum(axis=0),
        )

    def reach(self, frames: Vector, asked: NDArray[np.bool_], wanted: NDArray[np.int64]) -> Vector:
        """Return how much the loss depends on the state of the cells at every step.

        The length of its slope along all that the cells carry from one step to the next, activity
        and memory, averaged over sequences; shape (steps,). The last answer is the only one that
        counts.
        """
        moments = self.course(frames)
        asked = asked & (np.arange(len(asked)) == np.flatnonzero(asked)[-1])
        at_output = self._at_output(moments, asked, wanted[-1:])
        carried = [slopes for _, slopes in self._back(moments, asked, at_output)][::-1]
        squares = [np.sum(a**2, axis=-1) + np.sum(m**2, axis=-1) for a, m in carried]
        return np.asarray(np.mean(np.sqrt(squares), axis=-1) * frames.shape[1])

    def _shown(self, moments: list[Step], asked: NDArray[np.bool_]) -> Vector:
        return np.array([moments[time + 1].activity for time in np.flatnonzero(asked)])

    def _log_shares(self, shown: Vector) -> Vector:
        votes = shown @ self.weights.cells_to_output.T + self.weights.output_bias
        votes -= votes.max(axis=-1, keepdims=True)
        return np.asarray(votes - np.log(np.exp(votes).sum(axis=-1, keepdims=True)))

    def _at_output(
        self, moments: list[Step], asked: NDArray[np.bool_], wanted: NDArray[np.int64]
    ) -> Vector:
        """Return the slope along V h + d: shares minus what is right, over the questions."""
        shares = np.exp(self._log_shares(self._shown(moments, asked)))
        right = np.arange(shares.shape[-1]) == wanted[..., None]
        return np.asarray((shares - right) / wanted.size)

    def _back(
        self, moments: list[Step], asked: NDArray[np.bool_], at_output: Vector
    ) -> Iterator[tuple[Errors, tuple[Vector, Vector]]]:
        """Carry errors back from the last step to the first; yield what they are at each of them.

        After them come the slopes along the activity and the memory of the step.
        """
        from_output = dict(zip(np.flatnonzero(asked).tolist(), at_output, strict=True))
        at_activity = np.zeros_like(moments[0].activity)
        at_memory = np.zeros_like(at_activity)
        for time in reversed(range(len(asked))):
            if time in from_output:
                at_activity = at_activity + from_output[time] @ self.weights.cells_to_output
            error = self.cell.back(moments[time + 1], moments[time], at_activity, at_memory)
            yield error, (at_activity, at_memory)
            at_activity = error.at_recurrent @ self.weights.cells_to_cells + error.at_activity
            at_memory = error.at_memory


def initial_recurrent(
    cell: Cell[Step],
    inputs: int,
    cells: int,
    answers: int,
    steps: int,
    between: Callable[[int, np.random.Generator], Vector],
    input_spread: float,
    random: np.random.Generator,
) -> RecurrentNetwork[Step]:
    """Return an ignorant network for sequences of so many steps.

    Weights to the answers have a variance of 1 / cells.

    Parameters
    ----------
    between
        Draws a block of the weights between so many cells: `scattered` or `rotation`.
    input_spread
        Standard deviation of the weights from the input.
    """
    rows = cell.blocks * cells
    return RecurrentNetwork(
        cell,
        RecurrentWeights(
            input_to_cells=random.normal(0, input_spread, (rows, inputs)),
            cells_to_cells=np.concatenate([between(cells, random) for _ in range(cell.blocks)]),
            cell_bias=cell.initial_bias(cells, steps, random),
            cells_to_output=random.normal(0, cells**-0.5, (answers, cells)),
            output_bias=np.zeros(answers),
        ),
    )


def scattered(size: int, random: np.random.Generator) -> Vector:
    """Return normal weights with a variance of 1 / size: a spectral radius of about 1."""
    return random.normal(0, size**-0.5, (size, size))


def rotation(size: int, random: np.random.Generator) -> Vector:
    """Return a random orthogonal matrix, all equally likely: what it turns keeps its length.

    Henaff, Szlam & LeCun (2016).
    """
    q, r = np.linalg.qr(random.normal(size=(size, size)))
    # Without the signs of r, how a library computes q would show.
    return np.asarray(q * np.sign(np.diagonal(r)))


def _rows(values: Vector) -> Vector:
    """Return values of (time, sequence, unit) as (time and sequence, unit)."""
    return values.reshape(-1, values.shape[-1])
