"""What was shown, what it was asked for with, and the picture that each agent brought back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from neurosim.figures.style import BLUE, GREY, PALE, VERMILLION, spoken
from neurosim.items import ItemSet
from neurosim.measures import Studied, identified, is_silent
from neurosim.protocol import Bits, Diary, Recall, Recording, Vector

MOST = 10
"""Items that are shown at most: more would be too small to see."""

SIDE = 0.88
"""Side of a picture, where its place is 1 wide."""


@dataclass(frozen=True, eq=False)
class Answer:
    """What an agent brought back of one item."""

    picture: Vector
    silent: bool
    right: bool


def draw_gallery(ax: Axes, items: ItemSet, diaries: Mapping[str, Diary], label: str) -> None:
    """Draw a column for every item: shown, cue, and what each agent brought back.

    Parameters
    ----------
    label
        Label of the tests that are shown.
    """
    shown = items.items[:MOST]
    lines = answers(items, diaries, label)
    cues = _cues(diaries, label)
    for column, item in enumerate(shown):
        if item.picture is not None:
            _picture(ax, column, 0, item.picture)
        if item.name in cues:
            _picture(ax, column, 1, _as_rows(cues[item.name]))
        for row, found in enumerate(lines.values(), start=2):
            if item.name in found:
                _answer(ax, column, row, found[item.name])
    ax.set_xlim(-0.5, len(shown) - 0.5)
    ax.set_ylim(len(lines) + 1.55, -0.55)
    ax.set_aspect("equal", anchor="NW")
    ax.set_yticks(range(len(lines) + 2), ["shown", _cue_name(diaries, label), *lines])
    ax.set_xticks(range(len(shown)), [item.name.removeprefix("item ") for item in shown])
    ax.tick_params(length=0, top=False, labeltop=True, bottom=False, labelbottom=False)
    ax.tick_params(axis="x", labelsize=11 if len(shown) <= 6 else 8)
    for spine in ax.spines.values():
        spine.set_visible(False)
    ax.plot([-0.5, len(shown) - 0.5], [1.5] * 2, color=GREY, linewidth=0.8)
    _explain(ax, len(items.items))


def answers(
    items: ItemSet, diaries: Mapping[str, Diary], label: str
) -> dict[str, dict[str, Answer]]:
    """Return what every agent, intact and lesioned, brought back of each item."""
    found: dict[str, dict[str, Answer]] = {}
    for agent, diary in diaries.items():
        studied = Studied.of(diary)
        for lesioned in dict.fromkeys(record.lesioned for record in diary.recordings):
            tests = diary.recalls(label, lesioned)
            name = spoken(agent) + (f"\nwithout {lesioned}" if lesioned else "")
            if tests:
                found[name] = {
                    event.target: _judged(items, studied, event, record) for event, record in tests
                }
    return found


def _judged(items: ItemSet, studied: Studied, event: Recall, record: Recording) -> Answer:
    silent = is_silent(studied, event, record)
    right = identified(studied, event, record) == 1.0
    return Answer(items.depict_response(record.response or {}), silent, right)


def _cues(diaries: Mapping[str, Diary], label: str) -> dict[str, Bits]:
    """Return the cue that each item was asked for with."""
    return {
        event.target: np.concatenate(list(event.cue.values()))
        for diary in diaries.values()
        for event, _ in diary.recalls(label)
    }


def _cue_name(diaries: Mapping[str, Diary], label: str) -> str:
    """Say which senses the cue is the code of."""
    cues = (event.cue for diary in diaries.values() for event, _ in diary.recalls(label))
    senses = ", ".join(next(cues, {}))
    return f"cue ({senses} code)" if senses else "cue"


def _as_rows(code: Bits) -> Vector:
    """Lay out a code in rows, as near to a square as its length allows."""
    height = next(h for h in range(int(len(code) ** 0.5), 0, -1) if len(code) % h == 0)
    return code.reshape(height, -1).astype(float)


def _picture(ax: Axes, column: int, row: int, picture: Vector) -> None:
    half = SIDE / 2
    extent = (column - half, column + half, row + half, row - half)
    ax.imshow(picture, cmap="gray_r", vmin=0, vmax=1, extent=extent, interpolation="nearest")
    _frame(ax, column, row, PALE, "-")


def _answer(ax: Axes, column: int, row: int, answer: Answer) -> None:
    if answer.silent:
        _frame(ax, column, row, GREY, ":")
        ax.text(column, row, "silent", color=GREY, ha="center", va="center", fontsize=9)
        return
    _picture(ax, column, row, answer.picture)
    _frame(ax, column, row, *((BLUE, "-") if answer.right else (VERMILLION, "--")))


def _frame(ax: Axes, column: int, row: int, colour: str, line: str) -> None:
    corner = (column - SIDE / 2, row - SIDE / 2)
    width = 0.8 if colour in (PALE, GREY) else 1.8
    ax.add_patch(
        Rectangle(corner, SIDE, SIDE, fill=False, edgecolor=colour, linestyle=line, linewidth=width)
    )


def _explain(ax: Axes, count: int) -> None:
    more = f"\nthe first {MOST} of {count} items" if count > MOST else ""
    ax.text(
        0,
        -0.01,
        f"frame: solid = nearest to the item asked for, dashed = not{more}",
        transform=ax.transAxes,
        ha="left",
        va="top",
        fontsize=10,
    )
