"""A parameter study that was written down. What is in it is checked, not trusted."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from neurosim.errors import InputError, unknown
from neurosim.experiments import EXPERIMENTS, Chart, Experiment
from neurosim.experiments.chart import SHARE
from neurosim.experiments.life import Life
from neurosim.experiments.network import NetworkExperiment
from neurosim.experiments.networks import NETWORK_EXPERIMENTS
from neurosim.measures import Summary
from neurosim.store import life_table, study_rows
from neurosim.store.files import digest, read
from neurosim.store.place import shown
from neurosim.store.reading import STUDY
from neurosim.store.study import StudyManifest, read_study
from neurosim.store.study_rows import Line, read_lines
from neurosim.store.table import Table, counted

if TYPE_CHECKING:  # Only drawing needs matplotlib.
    from matplotlib.figure import Figure

MOST_LINES = 100
"""Lines of the table for people; of more, the rest is in the file."""


@dataclass(frozen=True)
class StudyFolder:
    """A parameter study.

    Parameters
    ----------
    path
        The folder.
    manifest
        What its ``study.json`` says, or will say.
    measure
        What is drawn; "" for what the experiment draws of each run.
    """

    path: Path
    manifest: StudyManifest
    measure: str = ""

    @property
    def shown_path(self) -> Path:
        """The folder as people write it: relative, if it lies below where they are."""
        return shown(self.path)

    @property
    def drawable(self) -> bool:
        """Whether there is anything to draw."""
        return study_rows.NAME in self.manifest.files

    def lines(self) -> list[Line]:
        """Return what was measured at each point that is complete.

        Raises
        ------
        InputError
            If the table is missing or is not the one that was written.
        """
        content = read(self.path, study_rows.NAME)
        if self.manifest.files.get(study_rows.NAME) != digest(content):
            told = f"{study_rows.NAME} is damaged: its SHA-256 is not the one in {STUDY}"
            raise InputError(told)
        return read_lines(content, self.manifest)

    def charts(self) -> tuple[Chart, ...]:
        """Return what the experiment draws of each run."""
        every: tuple[Experiment | NetworkExperiment, ...] = (*EXPERIMENTS, *NETWORK_EXPERIMENTS)
        by_name = {each.name: each for each in every}
        if self.manifest.experiment not in by_name:
            raise unknown("experiment", self.manifest.experiment, by_name)
        experiment = by_name[self.manifest.experiment]
        return life_charts() if isinstance(experiment, Life) else experiment.charts()

    def drawn_charts(self) -> tuple[Chart, ...]:
        """Return what is drawn: one measure, or what the experiment draws.

        Raises
        ------
        InputError
            If there is no such measure.
        """
        measure = self.measure
        if not measure:
            return self.charts()
        for chart in self.charts():
            for name, label in chart.measures:
                if name == measure and not chart.ticks:
                    return (replace(chart, measures=((name, label),)),)
        names = dict.fromkeys(line.measure for line in self.lines())
        if measure not in names:
            raise unknown("measure", measure, names)
        return (Chart("What was measured", "", measure, ((measure, measure),)),)

    def figure(self) -> Figure:
        """Draw the study. Nothing is simulated.

        Raises
        ------
        InputError
            If there is no such measure.
        """
        from neurosim.figures.study import StudyData, study_figure

        told = self.manifest
        data = StudyData(
            told.question,
            tuple(each.label for each in told.varied),
            told.points,
            tuple((line.point, _summary(line)) for line in self.lines()),
            self.drawn_charts(),
            told.asked,
            told.drawing,
            told.missing(),
        )
        return study_figure(data)

    def table(self) -> Table:
        """Return the first measure at each point, for people."""
        chart = self.charts()[0]
        measure, label = chart.measures[0]
        lines = [
            line
            for line in self.lines()
            if (line.measure, line.at) == (measure, None)
            and chart.condition in ("", line.condition)
        ]
        names = tuple(each.label for each in self.manifest.varied)
        rows = tuple(
            (
                str(line.point),
                *(f"{value:g}" for value in self.manifest.points[line.point]),
                line.agent,
                line.condition,
                f"{line.mean:.3f}" + ("" if line.sd is None else f" ± {line.sd:.3f}"),
                str(line.n),
                f"{line.chance:.3g}",
                f"{line.ceiling:.3g}",
            )
            for line in lines[:MOST_LINES]
        )
        header = ("point", *names, "agent", "condition", label, "seeds", "chance", "ceiling")
        return Table(header, rows, self._note(chart, len(lines)))

    def _note(self, chart: Chart, lines: int) -> str:
        told = self.manifest
        many = f" The first {MOST_LINES} of {lines} lines." if lines > MOST_LINES else ""
        curve = f"; curves: mean over {chart.x}" if chart.x else ""
        missing = f" {told.missing()}" if told.failures else ""
        return (
            f"{chart.title}, {chart.y}: mean ± sd over seeds ({counted(told.asked)}), the same at "
            f"every point{curve}. {told.drawing}. All measures are in measures.csv.{many}{missing}"
        )

    def results(self) -> dict[str, Any]:
        """Return every measure at every point as the command line's JSON object."""
        told = self.manifest
        found: dict[int, list[dict[str, Any]]] = {}
        for line in self.lines():
            numbers = asdict(line)
            found.setdefault(numbers.pop("point"), []).append(numbers)
        names = [each.name for each in told.varied]
        return {
            "experiment": told.experiment,
            "seeds": list(told.asked),
            "out": str(self.shown_path),
            "status": told.status,
            "drawing": told.drawing,
            "points": [
                {
                    "point": number,
                    "values": dict(zip(names, values, strict=True)),
                    "results": found.get(number, []),
                }
                for number, values in enumerate(told.points)
            ],
            "failures": [asdict(each) for each in told.failures],
        }


def life_charts() -> tuple[Chart, ...]:
    """Return the recall of lives, which have a page of their own, as a chart."""
    measures = tuple((name, title.replace("\n", " ")) for name, title in life_table.COLUMNS.items())
    return (Chart("Recall", "", "share of items recalled", measures, SHARE),)


def open_study(path: Path, measure: str = "") -> StudyFolder:
    """Open a parameter study, of which a measure is drawn; "" for the usual ones.

    Raises
    ------
    InputError
        If it is none, or nothing was finished in it.
    """
    study = StudyFolder(path, read_study(path), measure)
    if not study.drawable:
        raise InputError(f"nothing was finished in the parameter study {path}")
    return study


def _summary(line: Line) -> Summary:
    """Return a line as a measure over seeds of which single seeds are not known."""
    return Summary(
        line.agent, line.condition, line.measure, line.at, line.mean, line.sd, (),
        line.chance, line.ceiling,
    )  # fmt: skip
