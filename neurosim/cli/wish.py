"""The words of ``neurosim run``, and what all kinds of runs understand of them."""

from __future__ import annotations

import difflib
import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from neurosim.errors import InputError, unknown
from neurosim.parameters import changed, listed

Part = TypeVar("Part")

MOST_SEEDS = 100_000
LARGEST_SEED = 2**32 - 1
"""What every generator of random numbers accepts."""


@dataclass(frozen=True)
class Wish:
    """The words of ``neurosim run``, as they were typed; "" and None where nothing was."""

    experiment: str
    agents: str = ""
    rule: str = ""
    seed: str | None = None
    seeds: str | None = None
    items: str = ""
    items_count: int | None = None
    night: float | None = None
    scale: float | None = None
    quick: bool = False
    keep_states: bool = False
    individuals: bool = False
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Changes:
    """Numbers that are to be changed: of the experiment, and of each who takes part."""

    own: dict[str, float]
    theirs: dict[str, dict[str, float]]


def seeds_of(wish: Wish) -> tuple[int, ...]:
    """Return the seeds that were asked for.

    Raises
    ------
    InputError
        If they are no whole numbers in range.
    """
    if wish.seed is not None and wish.seeds is not None:
        raise InputError("give --seed S or --seeds N, not both")
    if wish.seeds is not None:
        return tuple(range(_whole("--seeds", wish.seeds, 1, MOST_SEEDS)))
    return (_whole("--seed", wish.seed or "0", 0, LARGEST_SEED),)


def names_of(text: str, usual: Sequence[str], known: Iterable[str], kind: str) -> tuple[str, ...]:
    """Return the names in a list with commas, or the usual ones if it is empty.

    Parameters
    ----------
    kind
        What is named; it is the option's name as well.

    Raises
    ------
    InputError
        If a name is unknown or named twice.
    """
    names = tuple(name.strip() for name in text.split(",")) if text.strip() else tuple(usual)
    allowed = list(known)
    for name in names:
        if name not in allowed:
            raise unknown(kind.removesuffix("s"), name, allowed)
    if len(set(names)) < len(names):
        raise InputError(f"an entry is named twice in --{kind} {text}")
    return names


def changes_of(wish: Wish, experiment: object, names: Sequence[str]) -> Changes:
    """Sort what is to be changed: numbers of the experiment, numbers of those who take part.

    Raises
    ------
    InputError
        If a change cannot be read, or there is no such parameter.
    """
    changes = Changes({}, {name: {} for name in names})
    known = dict(listed(experiment))
    for text in wish.changes:
        name, value = _pair(text)
        name = name.removeprefix(f"{wish.experiment}.")
        who, _, parameter = name.partition(".")
        if who in changes.theirs and parameter:
            changes.theirs[who][parameter] = value
        elif name in known:
            changes.own[name] = value
        else:
            raise _unknown_change(name, known, names)
    return changes


def changed_part(name: str, part: Part, changes: Mapping[str, float]) -> Part:
    """Return what takes part with numbers of it changed.

    Raises
    ------
    InputError
        As `neurosim.parameters.changed` does, with the name of what takes part.
    """
    try:
        return changed(part, changes)
    except InputError as problem:
        raise InputError(f"{name}: {problem}") from problem


def command(wish: Wish, words: Iterable[str]) -> str:
    """Return the command that makes a run again, whatever the defaults become.

    Parameters
    ----------
    words
        The options that only this kind of run has.
    """
    seeds = ("--seed", wish.seed or "0") if wish.seeds is None else ("--seeds", wish.seeds)
    changes = (word for change in wish.changes for word in ("--set", change))
    return shlex.join(["neurosim", "run", wish.experiment, *words, *seeds, *changes])


def refuse(wish: Wish, given: Mapping[str, object], instead: str) -> None:
    """Refuse options that do not apply to an experiment.

    Parameters
    ----------
    given
        The options, with what was given for each: "" or None for nothing.
    instead
        What applies instead.

    Raises
    ------
    InputError
        If one was given.
    """
    for option, value in given.items():
        if value not in ("", None):
            raise InputError(f"{option} does not apply to {wish.experiment}: {instead}")


def refuse_items(wish: Wish, experiment: object) -> None:
    """Refuse the options of lives, where nobody lives.

    Raises
    ------
    InputError
        If one was given, with the numbers that the experiment has instead.
    """
    own = ", ".join(name for name, _ in listed(experiment)) or "none"
    given = {
        "--items": wish.items,
        "--items-count": wish.items_count,
        "--night": wish.night,
        "--scale": wish.scale,
        "--keep-states": wish.keep_states or None,
        "--individuals": wish.individuals or None,
    }
    instead = "nobody lives it; its own numbers are changed with --set"
    refuse(wish, given, f"{instead} (they are: {own})")


def _whole(option: str, text: str, low: int, high: int) -> int:
    try:
        number = int(text)
    except ValueError:
        number = low - 1
    if not low <= number <= high:
        raise InputError(f"{option} must be a whole number from {low} to {high}, not {text}")
    return number


def _pair(text: str) -> tuple[str, float]:
    name, equals, value = text.partition("=")
    try:
        number = float(value)
    except ValueError:
        equals = ""
    if not (name and equals):
        raise InputError(f"--set takes NAME=VALUE with a number, not {text!r}")
    return name.strip(), number


def _unknown_change(name: str, known: Iterable[str], names: Sequence[str]) -> InputError:
    allowed = list(known)
    meant = [*allowed, *(f"{each}.{name.rpartition('.')[2] or 'PARAMETER'}" for each in names)]
    near = difflib.get_close_matches(name, meant, 1, 0.4)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    listing = ", ".join([*allowed, *(f"{each}.PARAMETER" for each in names)])
    return InputError(f"unknown parameter {name!r}{hint} (allowed: {listing})")
