"""What goes missing without each mechanism of the spiking brain: a study, by hand.

Run it as ``.venv/bin/python docs/science/ablations.py``; it takes half an hour, and writes its
table and its figure to ``ablations`` beside itself. Every brain lives two lives, asleep at night:
`life` with ten random codes and a night of 80 s, in which replay is measured as well, and
`interference`. A life that is broken off, because activity runs away, is a result.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field, fields
from pathlib import Path
from statistics import fmean

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from neurosim.models.hippocampus_neocortex import PARAMETERS, build
from rich.progress import track

from neurosim.experiments.experiment import Experiment
from neurosim.experiments.failure import FailedLifeError
from neurosim.experiments.interference import Interference
from neurosim.experiments.life import Life
from neurosim.experiments.replay import ReplayInSleep
from neurosim.experiments.run import readings, run_lives
from neurosim.figures.style import (
    BLACK,
    BLUE,
    GREY,
    PALE,
    VERMILLION,
    Format,
    page,
    rendered,
    style,
)
from neurosim.items import RandomCodes
from neurosim.parameters import changed
from neurosim.store.files import write
from neurosim.store.tabular import to_csv

SEEDS = range(5)
INTACT = "nothing"
BROKEN_OFF = "broken_off"
"""What is written of a life that ran away, with the reason in place of a value."""

FOLDER = Path(__file__).with_suffix("")


@dataclass(frozen=True)
class Ablation:
    """A mechanism, and the numbers with which there is none; all else stays as it is."""

    without: str
    circuit: Mapping[str, float] = field(default_factory=dict)

    @property
    def changes(self) -> dict[str, float]:
        """By the full names of the parameters."""
        return {f"circuit.{name}": value for name, value in self.circuit.items()}


@dataclass(frozen=True)
class Lived:
    """A life, and the experiments that have something to measure in it."""

    name: str
    experiment: Experiment
    measured: tuple[Experiment, ...]


@dataclass(frozen=True)
class Finding:
    """A line of the table."""

    without: str
    life: str
    seed: int
    measure: str
    at: float | None
    value: float | str


ABLATIONS = (
    Ablation(INTACT),
    Ablation(
        "mossy facilitation",
        {
            "pathways.mossy_fibres.rule.U": 0.2,
            "pathways.mossy_fibres.rule.tau_facil": 1,
            "pathways.mossy_fibres.rule.tau_rec": 1,
        },
    ),
    Ablation("acetylcholine on CA3 at study", {"pathways.CA3_recurrent.transmission.encode": 1}),
    Ablation("adaptation of CA3", {"regions.CA3.cell.jump_a": 0}),
    Ablation("depletion in CA3", {"regions.CA3.cell.U": 0}),
    Ablation(
        "scaling of CA3",
        {
            "pathways.CA3_recurrent.scaling.least": 1,
            "pathways.CA3_recurrent.scaling.most": 1,
        },
    ),
    Ablation("its upward half", {"pathways.CA3_recurrent.scaling.most": 1}),
    Ablation(
        "scaling of Schaffer collaterals",
        {
            "pathways.Schaffer_collaterals.scaling.least": 1,
            "pathways.Schaffer_collaterals.scaling.most": 1,
        },
    ),
    Ablation("cap on cortical weights", {"pathways.neocortex_recurrent.downscaling.total": 1e6}),
    Ablation("gain of cortical recall", {"pathways.neocortex_recurrent.transmission.recall": 1}),
    Ablation("depletion in neocortex", {"regions.neocortex.cell.U": 0}),
    Ablation("inhibition in neocortex", {"regions.neocortex.inhibition.feedback": 0}),
)

LIFE = Life(items_count=10, night=80)
INTERFERENCE = Interference()
LIVES = (
    Lived("life", LIFE, (LIFE, ReplayInSleep())),
    Lived("interference", INTERFERENCE, (INTERFERENCE,)),
)

PANELS = (
    ("life", "lesioned_morning", None, "recalled without\nhippocampus", (0, 1)),
    ("life", "lesioned_morning_cosine", None, "cosine of these\nanswers", (0, 1)),
    ("life", "replay_rate", None, "replays of one\nitem (1/s)", (0, 5)),
    ("life", "duration", None, "duration of\na burst (ms)", (0, 200)),
    ("life", "least_share", None, "least replayed\nitem (of mean)", (0, 1)),
    ("interference", "recall_ab", 5.0, "list 1 after five\ntrials on list 2", (0, 1)),
    ("interference", "lesioned_ab_morning", None, "list 1 in the end,\nno hippocampus", (0, 1)),
)
"""What is drawn: the life, the measure, its place on a curve, its name, and its range."""

AMONG_BOTH_LISTS = 1 / (2 * INTERFERENCE.items_count)
GUESSED = {
    "lesioned_morning": 1 / LIFE.items_count,
    "recall_ab": AMONG_BOTH_LISTS,
    "lesioned_ab_morning": AMONG_BOTH_LISTS,
}
"""What guessing comes to."""


def found_in(ablation: Ablation, lived: Lived, seed: int) -> Iterator[Finding]:
    """Yield what is measured in one life, or why it was broken off."""
    plans = [p for p in lived.experiment.lives(RandomCodes(), seed) if p.condition == "sleep"]
    parameters = changed(PARAMETERS, ablation.changes, "left out")
    agents = {"brain": lambda seed, senses: build(seed, senses, parameters)}
    about = (ablation.without, lived.name, seed)
    try:
        (outcome,) = run_lives(lived.experiment, plans, agents, seed)
    except FailedLifeError as problem:
        yield Finding(*about, BROKEN_OFF, None, str(problem))
        return
    for experiment in lived.measured:
        for each in readings(experiment, outcome.diary):
            yield Finding(*about, each.measure, each.at, each.value)


def studied() -> Iterator[Finding]:
    """Yield all findings, life after life."""
    lives = [(a, lived, seed) for seed in SEEDS for a in ABLATIONS for lived in LIVES]
    for each in track(lives, "lives"):
        yield from found_in(*each)


def written(findings: Iterable[Finding], path: Path) -> list[Finding]:
    """Write the table once it is whole, so that an older one outlives a kill; return its rows."""
    kept = list(findings)
    header = [each.name for each in fields(Finding)]
    write(path, to_csv(header, (astuple(each) for each in kept)))
    return kept


def drawn(findings: Sequence[Finding]) -> Figure:
    """Return a row for each ablation and a panel for each measure."""
    figure = page(18, 8)
    figure.set_layout_engine("constrained")
    axes = figure.subplots(1, len(PANELS), sharey=True)
    lives = [panel[0] for panel in PANELS]
    for ax, (life, measure, at, name, ends) in zip(axes, PANELS, strict=True):
        for row, ablation in enumerate(ABLATIONS):
            own = [f for f in findings if (f.without, f.life) == (ablation.without, life)]
            _row(ax, row, [float(f.value) for f in own if (f.measure, f.at) == (measure, at)])
            if ax is axes[lives.index(life)]:
                _say(ax, row, sum(f.measure == BROKEN_OFF for f in own))
        ax.set_title(name, fontsize=12)
        ax.set_xlim(*ends)
        if measure in GUESSED:
            ax.axvline(GUESSED[measure], color=VERMILLION, linestyle="--", linewidth=1.8)
        ax.axhline(0.5, color=BLACK, linewidth=0.8)
    names = ["intact brain", *(f"without {each.without}" for each in ABLATIONS[1:])]
    axes[0].set_yticks(range(len(names)), names)
    axes[0].invert_yaxis()
    figure.suptitle(
        "Ten items, one glance each, a night of 80 s (left five); two lists with similar cues, "
        "five glances each (right two). Circles: one brain each; dashed: chance",
        fontsize=13,
    )
    return figure


def _row(ax: Axes, row: int, values: Sequence[float]) -> None:
    """Draw the mean of the lives that ended, and each of them."""
    ax.axhline(row, color=PALE, linewidth=0.8, zorder=0)
    if values:
        circles = {"marker": "o", "linestyle": "none", "color": BLACK, "markerfacecolor": "white"}
        ax.barh(row, fmean(values), height=0.6, color=BLUE if row else GREY, zorder=1)
        ax.plot(values, [row] * len(values), markersize=4, clip_on=False, **circles)


def _say(ax: Axes, row: int, broken: int) -> None:
    """Say how many lives ran away."""
    if broken:
        words = f"{broken} of {len(SEEDS)} ran away"
        box = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1}
        ax.text(0.04, row, words, color=VERMILLION, weight="bold", va="center", bbox=box)


if __name__ == "__main__":
    with style():
        figure = drawn(written(studied(), FOLDER / "measures.csv"))
    write(FOLDER / "figure.png", rendered(figure, Format.PNG))
