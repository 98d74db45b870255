"""``individuals.csv``: what each individual of a run has of the numbers that differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields, replace
from statistics import fmean, stdev

from neurosim.errors import InputError
from neurosim.individuals import individual, spreads
from neurosim.parameters import listed
from neurosim.store.manifest import Card, Manifest
from neurosim.store.table import Section, Table
from neurosim.store.tabular import finite, from_csv, to_csv, whole
from neurosim.store.task import Result, Work

NAME = "individuals.csv"


@dataclass(frozen=True)
class Drawn:
    """One number of one individual.

    Parameters
    ----------
    agent, seed
        Whose it is.
    parameter, unit
        What it is.
    value
        What was drawn.
    mean, sd
        Of the distribution that it was drawn from.
    distribution
        What that is called.
    source
        Where it was published.
    """

    agent: str
    seed: int
    parameter: str
    unit: str
    value: float
    mean: float
    sd: float
    distribution: str
    source: str


HEADER = tuple(field.name for field in fields(Drawn))


def with_individuals(work: Work) -> Work:
    """Return the work of a run that tells of its individuals."""
    return replace(work, tables={**work.tables, NAME: HEADER})


def with_individual(result: Result, agent: str, seed: int, tree: object) -> Result:
    """Return what came of a life, with the lines of who lived it.

    Parameters
    ----------
    tree
        The parameters of the agent, before they are drawn.
    """
    return replace(result, tables={**result.tables, NAME: written(drawn(agent, seed, tree))})


def drawn(agent: str, seed: int, tree: object) -> Iterator[Drawn]:
    """Yield every number that was drawn for an individual."""
    values = dict(listed(individual(tree, seed)))
    for name, number, spread in spreads(tree):
        mean, value = float(number), float(values[name])
        told = value, mean, spread.sd(mean), spread.kind, spread.source
        yield Drawn(agent, seed, name, number.unit, *told)


def written(rows: Iterable[Drawn]) -> bytes:
    """Return the table as it is written; floats lose nothing."""
    return to_csv(HEADER, (astuple(row) for row in rows))


def read_rows(content: bytes, manifest: Manifest) -> list[Drawn]:
    """Return the rows of the table of a run.

    Raises
    ------
    InputError
        If it is damaged, or tells of somebody who did not take part.
    """
    rows = from_csv(NAME, content, HEADER, _row)
    known = {
        agent.name: {number.name: number.unit for number in agent.parameters}
        for agent in manifest.agents
    }
    seeds = set(manifest.seeds)
    for row in rows:
        if row.seed not in seeds or known.get(row.agent, {}).get(row.parameter) != row.unit:
            told = f"{row.agent}, seed {row.seed}, {row.parameter} ({row.unit})"
            raise InputError(f"{NAME} is damaged: {told[:200]!r} is not in run.json")
    if len({(row.agent, row.seed, row.parameter) for row in rows}) < len(rows):
        raise InputError(f"{NAME} is damaged: a number is there twice")
    return rows


def _row(cells: Sequence[str]) -> Drawn:
    agent, seed, parameter, unit, *numbers, distribution, source = cells
    value, mean, sd = (finite(cell) for cell in numbers)
    return Drawn(agent, whole(seed), parameter, unit, value, mean, sd, distribution, source)


def card_of(card: Card, seed: int, rows: Iterable[Drawn]) -> Card:
    """Return the card of an agent with the numbers of the individual of a seed."""
    own = {row.parameter: row for row in rows if (row.agent, row.seed) == (card.name, seed)}
    numbers = (
        replace(n, value=own[n.name].value, source=own[n.name].source) if n.name in own else n
        for n in card.parameters
    )
    return replace(card, parameters=tuple(numbers))


def told(rows: Sequence[Drawn], manifest: Manifest) -> str:
    """Say in a sentence what was drawn, and who got nothing."""
    counts = {agent.name: 0 for agent in manifest.agents}
    for name in {(row.agent, row.parameter) for row in rows}:
        counts[name[0]] += 1
    having = ", ".join(f"{count} numbers of {name}" for name, count in counts.items() if count)
    others = ", ".join(name for name, count in counts.items() if not count)
    without = f"; nothing is drawn for {others}: no distributions are known" if others else ""
    return f"Individuals: {having} are drawn for each seed ({NAME}){without}."


def section(rows: Sequence[Drawn], manifest: Manifest) -> Section:
    """Return what the report says of the individuals of a run."""
    text = (
        f"{told(rows, manifest)} The same seed is the same individual, in every condition and in "
        "every experiment. What was measured, in whom, is in the note of each parameter."
    )
    numbers: dict[tuple[str, str], list[Drawn]] = {}
    for row in rows:
        numbers.setdefault((row.agent, row.parameter), []).append(row)
    lines = tuple(
        (
            agent,
            parameter,
            f"{each[0].distribution}, {each[0].mean:g} ± {each[0].sd:g} {each[0].unit}",
            each[0].source,
            _spread([row.value for row in each]),
        )
        for (agent, parameter), each in numbers.items()
    )
    header = ("agent", "parameter", "distribution, mean ± sd", "source", "in this cohort")
    return Section("Individuals", text, Table(header, lines))


def _spread(values: Sequence[float]) -> str:
    if len(values) < 2:
        return f"{values[0]:.4g}"
    about = f"{fmean(values):.4g} ± {stdev(values):.2g}"
    return f"{about}, {min(values):.4g} to {max(values):.4g} (n = {len(values)})"
