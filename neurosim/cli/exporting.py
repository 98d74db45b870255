"""What a run brought home, taken to other tools: spikes as NWB, wiring as GraphML or CSV."""

from __future__ import annotations

import enum
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from neurosim.cli import agents as models
from neurosim.cli.progress import Left
from neurosim.errors import InputError
from neurosim.export import (
    Chosen,
    Draft,
    Session,
    Wiring,
    appearing,
    check_installed,
    chosen,
    edge_list,
    graphml,
    in_a_name,
    lives_in,
    nwb_files,
    of_agent,
    of_diary,
)
from neurosim.protocol import Agent
from neurosim.store import LifeRun, Task, open_run
from neurosim.store.states import SavedState, state_from

RECORDINGS, STATES = "recordings", "states"
"""Folders of a run in which there is a file for each life."""


class Kind(enum.Enum):
    """A format of other tools."""

    NWB = "nwb"
    GRAPHML = "graphml"
    CSV = "csv"


@dataclass(frozen=True)
class Export:
    """What is to be exported.

    Parameters
    ----------
    kind
        The format.
    lives
        Of which lives.
    pathways
        Of wiring: the pathways; none for all.
    above
        Of wiring: the weight above which synapses are told.
    """

    kind: Kind
    lives: Chosen
    pathways: tuple[str, ...] = ()
    above: float = 0.0

    def __post_init__(self) -> None:
        if self.kind is Kind.NWB and (self.pathways or self.above):
            raise InputError("--pathways and --above are for wiring: --to graphml or --to csv")


def default_out(folder: Path, kind: Kind) -> Path:
    """Return where an export goes if the user does not say: beside the run."""
    place = folder.resolve()
    return place.with_name(f"{place.name}-{kind.value}")


def exported(folder: Path, what: Export, out: Path | None) -> list[str]:
    """Write an export into a folder of its own, and return where its files are.

    Raises
    ------
    InputError
        If the folder holds no lives, or nothing that can be told in that format.
    """
    run = open_run(folder)
    if not isinstance(run, LifeRun):
        raise InputError(f"{folder} cannot be exported: in it no agent lives")
    with appearing(out or default_out(folder, what.kind)) as draft:
        if what.kind is Kind.NWB:
            _spikes(run, what, draft)
        else:
            _wirings(run, what, draft)
        if not draft.files:
            raise InputError(f"nothing to export: {_nothing(what.kind)}")
    return draft.paths


def _nothing(kind: Kind) -> str:
    return "no spikes were recorded" if kind is Kind.NWB else "these agents have no pathways"


def _spikes(run: LifeRun, what: Export, draft: Draft) -> None:
    """Write an NWB file for each life, and for what was lesioned in it."""
    check_installed()
    lives = chosen(lives_in(run, RECORDINGS), what.lives)
    left, drawn = Left(len(lives)), run.individuals()
    for number, life in enumerate(lives):
        left.watch(life.place, number)
        name = f"{RECORDINGS}/{life.place}.npz"
        diary = run.diary(life.who, life.condition, life.seed, life.part)
        session = Session(life, run.manifest_of(life.seed, drawn), run.manifest.files[name])
        for lesioned, content in nwb_files(session, diary):
            lost = f"-without-{in_a_name(lesioned)}" if lesioned else ""
            draft.write(f"{life.place}{lost}.nwb", (content,))


def _wirings(run: LifeRun, what: Export, draft: Draft) -> None:
    """Write the wiring of each life: what it ended with, or what was examined in it."""
    states = lives_in(run, STATES)
    lives = chosen(states or lives_in(run, RECORDINGS), what.lives)
    found = _of_state if states else _of_recording
    left = Left(len(lives))
    for number, life in enumerate(lives):
        wirings = list(found(run, life, what))
        for place, (name, wiring) in enumerate(wirings):
            text = graphml(wiring) if what.kind is Kind.GRAPHML else edge_list(wiring)
            share = _shares(text, wiring, number + place / len(wirings), 1 / len(wirings))
            draft.write(f"{name}.{what.kind.value}", _watched(left, life.place, share))
            sys.stderr.write(f"{name}: {wiring.edges} synapses, {wiring.left_out} left out\n")
    if not (states or draft.files):
        raise InputError(
            f"no wiring in {run.shown_path}: nobody examined synapses, and agents were not kept "
            "(neurosim run ... --keep-states keeps them)"
        )


def _watched(left: Left, label: str, pieces: Iterator[tuple[bytes, float]]) -> Iterator[bytes]:
    """Yield pieces that come with how many things are done with them."""
    for piece, done in pieces:
        yield piece
        left.watch(label, done)


def _shares(
    text: Iterator[bytes], wiring: Wiring, before: float, share: float
) -> Iterator[tuple[bytes, float]]:
    """Yield the pieces of a file, each with how many lives are done with it."""
    lines, whole = 0, wiring.edges + sum(wiring.populations.values())
    for piece in text:
        lines += piece.count(b"\n")
        yield piece, before + share * min(1.0, lines / max(1, whole))


def _of_state(run: LifeRun, life: Task, what: Export) -> Iterator[tuple[str, Wiring]]:
    name = f"{STATES}/{life.place}.npz"
    agent = restored(state_from(run.content(name), name))
    if agent.name != life.who:
        raise InputError(f"{name} is damaged: it holds a {agent.name}")
    if agent.pathways:
        yield life.place, of_agent(agent, life, what.pathways, what.above)


def _of_recording(run: LifeRun, life: Task, what: Export) -> Iterator[tuple[str, Wiring]]:
    diary = run.diary(life.who, life.condition, life.seed, life.part)
    for look, wiring in of_diary(diary, life, what.pathways, what.above):
        yield f"{life.place}-{look}", wiring


def restored(state: SavedState) -> Agent:
    """Return an agent that was saved, made again of its model.

    Raises
    ------
    InputError
        If the model is not installed, or the state is not of it as it is here.
    """
    model = models.model(state.agent)
    return state.made_again(model.make, model.parameters)


def words(text: str) -> tuple[str, ...]:
    """Return the names in a list with commas."""
    return tuple(word for word in (each.strip() for each in text.split(",")) if word)
