"""Emotional memory: what of a frightening scene a night keeps, and what it lets go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from neurosim.experiments.chart import SHARE, Chart
from neurosim.experiments.days import EXPOSURE, HIPPOCAMPUS, TEST
from neurosim.experiments.experiment import Experiment
from neurosim.experiments.kinds import among_each_other, label
from neurosim.experiments.quick import smaller
from neurosim.items import Episodes, ItemSet
from neurosim.measures import Measure
from neurosim.measures.replay_by_night import replays_each
from neurosim.measures.rivals import sense_measures
from neurosim.parameters import cited
from neurosim.protocol import Drug, Event, Rest, Signal, Sleep, Study, Substance, Timetable

KINDS = ("emotional", "neutral")
"""The two halves of the scenes, also where nothing moves the agent."""

OBJECT, BACKGROUND, CUE = "sight", "context", "sound"
"""What arouses, with its sound, and where it was; all are asked for by the sound."""

NIGHT = "night"

NOTE = (
    "Published counterpart: after a night people recognised frightening objects as well as after "
    "half an hour, but not their backgrounds; neutral scenes faded as a whole (Payne et al. 2008). "
    "Propranolol takes away what emotion adds (Cahill et al. 1994)."
)


@dataclass(frozen=True)
class EmotionalMemory(Experiment):
    """Scenes with an object and a background, half of them with an object that arouses.

    Every scene is studied once, in random order, and asked for by the sound of its object; object
    (sight) and background (context) are scored apart. Tests are taken in the evening and in the
    morning, then also by a copy without hippocampus. In the controls the agent stays awake, or
    studies under propranolol, in full dose, so that nothing moves it. An agent must have a
    hippocampus to live it.
    """

    name: ClassVar[str] = "emotional-memory"
    question: ClassVar[str] = "What does a night keep of a scene that is frightening in part?"
    sources: ClassVar[tuple[str, ...]] = (
        "payne2008",
        "cahill1994",
        "richterlevin2003",
        "mather2011",
        "hu2007",
    )
    needs: ClassVar[frozenset[Signal]] = frozenset({Signal.SPIKES})
    region: ClassVar[str] = HIPPOCAMPUS
    senses: ClassVar[tuple[str, ...]] = (OBJECT, CUE, BACKGROUND)
    usual_items: ClassVar[str] = Episodes.name
    population: ClassVar[str] = "CA3"

    items_count: float = cited(10, "items", "chosen", "scenes; half of them emotional", 2, 100)
    arousal: float = cited(1.0, "1", "chosen", "how much the emotional objects arouse", 0, 1)
    exposure: float = EXPOSURE
    test: float = TEST
    night: float = cited(
        60.0, "s", "chosen", "so short that not everything is consolidated", 1, 36000
    )

    def timetables(self, items: ItemSet) -> Mapping[str, Timetable]:
        """Return the conditions sleep, awake and propranolol."""
        asleep, awake = Sleep(self.night, label=NIGHT), Rest(self.night, label=NIGHT)
        propranolol = Drug(Substance.PROPRANOLOL)
        return {
            "sleep": self._days(items, asleep),
            "awake": self._days(items, awake),
            "propranolol": self._days(items, asleep, propranolol),
        }

    def _days(self, items: ItemSet, night: Event, drug: Drug | None = None) -> Timetable:
        moving = {OBJECT: float(self.arousal), CUE: float(self.arousal)}
        half = len(items.items) // 2
        emotional = tuple(replace(item, arousal=moving) for item in items.items[:half])
        scenes = dict(zip(KINDS, (emotional, items.items[half:]), strict=True))
        studies = {
            kind: [Study(item, self.exposure, kind, drug=drug) for item in several]
            for kind, several in scenes.items()
        }
        return among_each_other(studies, items.random(self.name), CUE, self.test, night)

    def measures(self) -> tuple[Measure, ...]:
        """Return recall of objects and backgrounds of both kinds, and replays of both."""
        found: list[Measure] = []
        for kind in KINDS:
            for name, time, lesioned in (
                ("evening", "evening", ""),
                ("morning", "morning", ""),
                ("lesioned", "morning", HIPPOCAMPUS),
            ):
                for sense in (OBJECT, BACKGROUND):
                    found += sense_measures(f"{name}_{kind}", sense, label(kind, time), lesioned)
            found.append(replays_each(f"replays_{kind}", self.population, NIGHT, kind))
        return (*found, replays_each("replays_all", self.population, NIGHT))

    def charts(self) -> tuple[Chart, ...]:
        """Return how much comes back of objects and backgrounds, and replays of both kinds."""

        def parts(title: str, time: str, end: str, y: str, note: str = "") -> Chart:
            lines = tuple(
                (f"{time}_{kind}_{sense}{end}", f"{kind}\n{part}")
                for part, sense in (("object", OBJECT), ("background", BACKGROUND))
                for kind in KINDS
            )
            return Chart(title, "", y, lines, SHARE, note=note)

        cosine, share = "cosine (0 to 1)", "share of scenes (0 to 1)"
        each = tuple((f"replays_{kind}", kind) for kind in (*KINDS, "all"))
        return (
            parts("After the night, without hippocampus", "lesioned", "_cosine", cosine, NOTE),
            parts("Recalled then", "lesioned", "", share),
            parts("In the evening", "evening", "_cosine", cosine),
            Chart("Replays of a scene", "", "replays in the night", each),
        )

    def quick(self) -> EmotionalMemory:
        """Return fewer scenes and a shorter night."""
        return smaller(self, {"items_count": 4, "night": 15})
