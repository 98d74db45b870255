"""The bibliography: every source that a parameter, a model or an experiment names by its key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

CHOSEN = "chosen"
"""The source of numbers that have none: their note says why they were chosen."""

ACCENTS = {"'": "\u0301", '"': "\u0308", "`": "\u0300", "^": "\u0302", "~": "\u0303"}
"""Combining characters of the accents that BibTeX spells with a backslash."""

LETTERS = {"o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß", "ae": "æ", "AE": "Æ", "aa": "å"}
"""Letters that BibTeX spells as a command of their own."""


@dataclass(frozen=True)
class Citation:
    """One entry of the bibliography.

    Attributes
    ----------
    key
        What the code calls it.
    bibtex
        The entry as it is written.
    fields
        Its fields, accents and braces resolved.
    """

    key: str
    bibtex: str
    fields: Mapping[str, str]

    def readable(self) -> str:
        """Return the entry as one sentence: authors (year). Title. Journal volume, pages. DOI."""
        get = self.fields.get
        people = ", ".join(_surname_last(p) for p in get("author", "").split(" and "))
        place = get("journal") or get("booktitle") or get("publisher") or ""
        where = " ".join(part for part in (place, get("volume", "")) if part)
        pages = f", {get('pages')}" if "pages" in self.fields else ""
        link = f" https://doi.org/{get('doi')}" if "doi" in self.fields else ""
        return f"{people} ({get('year', 'n.d.')}). {get('title', '')}. {where}{pages}.{link}"


@cache
def bibliography() -> Mapping[str, Citation]:
    """Return every entry of ``references.bib`` by its key."""
    text = resources.files("neurosim").joinpath("references.bib").read_text(encoding="utf-8")
    entries = {citation.key: citation for citation in parsed(text)}
    return dict(sorted(entries.items()))


def citations(sources: Iterable[str]) -> list[Citation]:
    """Return the entries of source keys, each once, in alphabetical order; "chosen" has none."""
    known = bibliography()
    return [known[key] for key in sorted(set(sources)) if key in known]


def uncited(sources: Iterable[str]) -> list[str]:
    """Return the source keys that are not in the bibliography: those of other people's models."""
    return sorted(set(sources) - {CHOSEN} - set(bibliography()))


def parsed(text: str) -> Iterator[Citation]:
    """Yield the entries of BibTeX text, written as ours are: values in braces."""
    for match in re.finditer(r"@\w+\s*\{\s*([^,\s]+)\s*,", text):
        end = _closing(text, text.index("{", match.start()))
        body = text[match.end() : end]
        yield Citation(match[1], text[match.start() : end + 1], dict(_fields(body)))


def _fields(body: str) -> Iterator[tuple[str, str]]:
    position = 0
    while match := re.compile(r"([\w-]+)\s*=\s*(?=\{)").search(body, position):
        position = _closing(body, match.end()) + 1
        yield match[1].lower(), _plain(body[match.end() + 1 : position - 1])


def _closing(text: str, opening: int) -> int:
    """Return where the brace that opens at `opening` closes."""
    depth = 0
    for position in range(opening, len(text)):
        depth += {"{": 1, "}": -1}.get(text[position], 0)
        if depth == 0:
            return position
    raise ValueError(f"a brace of the bibliography is never closed: {text[opening:][:60]!r}")


def _plain(value: str) -> str:
    accented = re.sub(r"""\{?\\(['"`^~])\{?\\?(\w)\}?\}?""", lambda m: m[2] + ACCENTS[m[1]], value)
    accented = re.sub(r"\{\\(o|O|l|L|ss|ae|AE|aa)\}", lambda m: LETTERS[m[1]], accented)
    text = accented.replace("{", "").replace("}", "").replace("--", "\N{EN DASH}")
    return " ".join(text.replace("\\&", "&").split())


def _surname_last(person: str) -> str:
    surname, _, given = person.partition(", ")
    return f"{given} {surname}".strip()
