"""Whether a run that was performed again came to the same bytes, and why not."""

from __future__ import annotations

from dataclasses import dataclass

from neurosim.store.folder import RunFolder
from neurosim.store.manifest import Card

DATED = frozenset({"report.html"})
"""Files that tell when they were made."""


@dataclass(frozen=True)
class Difference:
    """Something that was one thing then and is another now; "" where it was not, or is not."""

    name: str
    then: str
    now: str


@dataclass(frozen=True)
class Repetition:
    """What came of a run that was performed again.

    Parameters
    ----------
    same
        Files with the same bytes.
    other
        Files with other bytes, and those that only one of the runs has.
    numbers, versions
        Parameters and packages that were others then: what may have made the difference.
    """

    same: tuple[str, ...]
    other: tuple[str, ...]
    numbers: tuple[Difference, ...]
    versions: tuple[Difference, ...]


def repetition(then: RunFolder, now: RunFolder) -> Repetition:
    """Hold a run against one that was performed again, by what their manifests say of files."""
    names = {*then.manifest.files, *now.manifest.files} - DATED
    both = {name: (then.manifest.files.get(name), now.manifest.files.get(name)) for name in names}
    same = sorted(name for name, (one, other) in both.items() if one == other)
    return Repetition(
        tuple(same),
        tuple(sorted(names - set(same))),
        _differences(_numbers(then), _numbers(now)),
        _differences(dict(then.manifest.versions), dict(now.manifest.versions)),
    )


def _numbers(run: RunFolder) -> dict[str, str]:
    cards: tuple[Card, ...] = run.manifest.cards
    return {
        f"{card.name}.{number.name}": f"{number.value!r} {number.unit}"
        for card in cards
        for number in card.parameters
    }


def _differences(then: dict[str, str], now: dict[str, str]) -> tuple[Difference, ...]:
    names = dict.fromkeys((*then, *now))
    pairs = (Difference(name, then.get(name, ""), now.get(name, "")) for name in names)
    return tuple(each for each in pairs if each.then != each.now)
