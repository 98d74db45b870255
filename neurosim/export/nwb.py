"""Spikes and events of a life as an NWB file (Neurodata Without Borders), for tools of the field.

The time of the file is that of the life: seconds from its beginning, without the minutes between
events, which are not simulated. The session began, by the calendar, when the run was started. What
lesioned copies lived through is in files of their own (see `neurosim.export.timeline`).

The same life gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, UUID, uuid5

from neurosim.citations import citations
from neurosim.errors import InputError, in_a_line
from neurosim.export.graph import printable
from neurosim.export.timeline import Timeline, timelines
from neurosim.protocol import Diary
from neurosim.store import Card, LifeManifest, Task

if TYPE_CHECKING:  # An optional part of the installation.
    from pynwb import NWBFile

INSTALL = "NWB files need pynwb, which is not installed: pip install 'neurosim[nwb]'"

TIME = (
    "Times are seconds of life, from its beginning. Each event begins from rest; the minutes that "
    "pass between events are not simulated and take no time here."
)
COPIES = (
    " This file is of copies of the animal that had lost {lesioned}: they were made and tested at "
    "the moments in the column 'began', and are laid end to end here; the animal itself was spared."
)


@dataclass(frozen=True)
class Session:
    """A life, and the run that it was lived in.

    Parameters
    ----------
    manifest
        What is known of the run.
    recording
        SHA-256 of the recording of the life.
    """

    life: Task
    manifest: LifeManifest
    recording: str

    @property
    def cards(self) -> dict[str, Card]:
        """What took part in the life, by what it is."""
        known = {agent.name: agent for agent in self.manifest.agents}
        agent = known.get(self.life.who)
        if agent is None:
            raise InputError(f"run.json does not say what {self.life.who} is")
        return {
            "experiment": self.manifest.experiment,
            "items": self.manifest.items,
            "agent": agent,
        }

    @property
    def sources(self) -> set[str]:
        """Keys of all sources behind the life."""
        return {key for card in self.cards.values() for key in card.cited()}

    def identifier(self, lesioned: str) -> UUID:
        """Return what no other life has, and the same life always."""
        words = (self.manifest.command, self.manifest.started, self.life.place, self.recording)
        return uuid5(NAMESPACE_URL, "\n".join(("neurosim", *words, lesioned)))

    def moment(self, told: str) -> datetime:
        """Return a moment of the run as its manifest tells it.

        Raises
        ------
        InputError
            If it is none.
        """
        try:
            found = datetime.fromisoformat(told)
        except ValueError as problem:
            raise InputError(f"run.json is damaged: {told[:40]!r} is no time") from problem
        if found.tzinfo is None:
            raise InputError(f"run.json is damaged: {told[:40]!r} has no time zone")
        return found


def check_installed() -> None:
    """Check that NWB files can be written.

    Raises
    ------
    InputError
        If a package is missing, with the way to install it.
    """
    try:
        import pynwb  # noqa: F401
    except ImportError as problem:
        raise InputError(INSTALL) from problem


def nwb_files(session: Session, diary: Diary) -> Iterator[tuple[str, bytes]]:
    """Yield NWB files of a life: what of the animal was lesioned ("" of the intact), and content.

    Nothing comes of lives without spikes.

    Raises
    ------
    InputError
        If pynwb is missing, or the recordings contradict each other.
    """
    check_installed()
    for timeline in timelines(diary):
        if timeline.populations():
            yield timeline.lesioned, _content(session, diary, timeline)


def _content(session: Session, diary: Diary, timeline: Timeline) -> bytes:
    """Return the content of a file; recordings that NWB cannot tell are bad input."""
    try:
        return _written(_file(session, diary, timeline))
    except InputError:
        raise
    except (ValueError, TypeError) as problem:
        reason = in_a_line(problem)
        raise InputError(f"{session.life.place} cannot be told as NWB: {reason}") from problem


def _file(session: Session, diary: Diary, timeline: Timeline) -> NWBFile:
    """Return a life as NWB's own objects."""
    from pynwb import NWBFile

    from neurosim.export import nwb_tables as tables

    manifest, life, lesioned = session.manifest, session.life, printable(timeline.lesioned)
    place, condition = tables.places_of(timeline), f"{life.condition} {life.part}".strip()
    lost = f", copies without {lesioned}" if lesioned else ""
    file = NWBFile(
        session_description=f"Simulated: {life.who}, {condition}, seed {life.seed}{lost}. "
        + (TIME + COPIES.format(lesioned=lesioned) if lesioned else TIME),
        identifier=str(session.identifier(timeline.lesioned)),
        session_start_time=session.moment(manifest.started),
        file_create_date=[session.moment(manifest.ended or manifest.started)],
        session_id=printable(f"{life.place}{lost}".replace("/", " ")),
        experiment_description=printable(manifest.experiment.summary),
        keywords=["simulation", "spiking neural network", printable(manifest.experiment.name)],
        notes=_notes(manifest, session.cards["agent"]),
        protocol=printable(manifest.command),
        related_publications=_publications(session.sources),
        was_generated_by=[[printable(k), printable(v)] for k, v in manifest.versions.items()],
        subject=_subject(session),
        units=tables.units_of(timeline, session.cards["agent"]),
        epochs=tables.epochs_of(timeline),
        trials=tables.trials_of(timeline),
    )
    cues = tables.cues_of(timeline)
    if cues is not None:
        file.add_time_intervals(cues)
    if place is not None:
        file.create_processing_module("behavior", "where the animal was").add(place)
    simulated = file.create_processing_module("misc", "what was simulated, and with what")
    for table in (tables.items_of(diary), tables.parameters_of(session.cards)):
        if table is not None:
            simulated.add(table)
    _identified((file, *file.all_children()), session.identifier(timeline.lesioned))
    return file


def _notes(manifest: LifeManifest, agent: Card) -> str:
    machine = ", ".join(f"{name}: {value}" for name, value in manifest.machine.items())
    return printable(f"{agent.name}: {agent.summary} Run by `{manifest.command}` on {machine}.")


def _publications(sources: Iterable[str]) -> list[str]:
    """Return links to sources, or what is known of those that have none."""
    found = citations(sources)
    links = (f"https://doi.org/{c.fields['doi']}" if "doi" in c.fields else "" for c in found)
    return [link or each.readable() for link, each in zip(links, found, strict=True)]


def _subject(session: Session) -> Any:
    from pynwb.file import Subject

    about = printable(session.cards["agent"].summary)
    return Subject(
        subject_id=f"{session.life.who}-seed-{session.life.seed}",
        description="Simulated: of no species and no sex; its age is that of its life, which "
        f"begins with its first event. {about}",
        sex="O",
        age="P0D",
    )


def _identified(objects: Iterable[Any], file: UUID) -> None:
    """Give objects identities that are the same every time, in place of random ones.

    HDMF has no public way to say which. Should this one be lost, identities are random again,
    which harms nothing but the promise of equal bytes.
    """
    for place, each in enumerate(objects):
        each._AbstractContainer__object_id = str(uuid5(file, f"{place} {each.name}"))


def _written(file: NWBFile) -> bytes:
    """Return the content of the HDF5 file."""
    import h5py
    from pynwb import NWBHDF5IO

    content = io.BytesIO()
    with (
        h5py.File(content, "w", track_order=True) as raw,
        NWBHDF5IO(file=raw, mode="w") as writer,
    ):
        writer.write(file)
    return content.getvalue()
