"""What is done at a time in a run, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from neurosim.errors import InputError
from neurosim.store.files import Fill
from neurosim.store.manifest import Failure
from neurosim.store.reading import NAMED


@dataclass(frozen=True)
class Task:
    """What is done at a time: all that one who takes part does with one seed; of lives, one.

    Parameters
    ----------
    who
        The agent, network, rule or artificial weight.
    seed
        Its seed.
    condition, part
        Which life it is; "" where nobody lives, and where a condition is one life.

    Raises
    ------
    InputError
        If a name could not be a part of a path.
    """

    who: str
    seed: int
    condition: str = ""
    part: str = ""

    def __post_init__(self) -> None:
        for name in filter(None, (self.who, self.condition, self.part)):
            if not NAMED.fullmatch(name):
                raise InputError(f"{name!r} is no name: letters, digits, - and _ only")

    @property
    def place(self) -> str:
        """Where what belongs to it lies: a relative path, without an ending."""
        words = (self.who, self.condition, self.part, f"seed-{self.seed}")
        return "/".join(word for word in words if word)


@dataclass(frozen=True, eq=False)
class Result:
    """What came of a task.

    Parameters
    ----------
    files
        Files of the run folder by name: their content, or what writes it.
    tables
        Lines for the tables of the run, as CSV with their header, by the name of the table.
    failure
        What went wrong; None where nothing did.
    """

    files: Mapping[str, bytes | Fill] = field(default_factory=dict)
    tables: Mapping[str, bytes] = field(default_factory=dict)
    failure: Failure | None = None


@dataclass(frozen=True, eq=False)
class Work:
    """All that is to be done in a run.

    Parameters
    ----------
    tasks
        In the order of the tables; all of a seed together.
    tables
        Titles of the columns of each table that tasks add lines to, by its name.
    given
        Files that are there from the start.
    """

    tasks: tuple[Task, ...]
    tables: Mapping[str, Sequence[str]]
    given: Mapping[str, bytes] = field(default_factory=dict)
