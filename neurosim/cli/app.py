"""The words of the command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from neurosim.errors import InputError, SimulationError, unknown

if TYPE_CHECKING:  # Everything heavy is imported when it is needed.
    from neurosim.cli.hands import Hands
    from neurosim.cli.study_words import Asked

app = typer.Typer(
    name="neurosim",
    help="A laboratory for memory: synapses on the bench, spiking brains and networks that live.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Name = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]
Folder = Annotated[Path, typer.Argument(metavar="DIR", show_default=False)]
Changes = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=VALUE[,VALUE]",
        help="PARAMETER, AGENT.PARAMETER or RULE.PARAMETER; several values: a run for each",
    ),
]
Sample = Annotated[
    list[str] | None,
    typer.Option("--sample", metavar="NAME=LO..HI", help="runs with values from a range"),
]
Samples = Annotated[int | None, typer.Option(metavar="N", help="how many runs --sample makes")]
Individuals = Annotated[
    bool, typer.Option("--individuals", help="lives: every seed is another animal, see `show`")
]
Folders = Annotated[list[Path], typer.Argument(metavar="DIR [DIR ...]", show_default=False)]


COMMANDS = (
    "list", "show", "run", "runs", "rerun", "figure", "compare", "export", "cite", "doctor",
)  # fmt: skip


def run_app(arguments: Sequence[str]) -> int:
    """Run a command, and return the exit status.

    Raises
    ------
    InputError
        If a command or an option is unknown or does not fit, or what it asks for cannot be.
    """
    first, *_ = arguments = [*arguments] or ["--help"]
    if not first.startswith("-") and first not in COMMANDS:
        raise unknown("command", first, COMMANDS)
    try:
        code = app(args=arguments, prog_name="neurosim", standalone_mode=False)
    except Exception as problem:
        # Typer's usage errors have no public base class that all its versions share.
        if hasattr(problem, "format_message"):
            help_ = f"neurosim {first} --help" if first in COMMANDS else "neurosim --help"
            raise InputError(f"{problem.format_message()} (see {help_})") from problem
        raise
    if code == 130:  # What Typer makes of an interrupt.
        raise KeyboardInterrupt
    return int(code or 0)


@app.command("list")
def list_() -> None:
    """List experiments, rules, models and items, a line each."""
    from neurosim.cli.describe import overview

    typer.echo(overview())


@app.command()
def show(name: Name) -> None:
    """Say what an experiment, a rule, a model or a source of items is, with all its numbers."""
    from neurosim.cli.describe import described

    typer.echo(described(name))


@app.command()
def run(
    experiment: Annotated[str, typer.Argument(metavar="EXPERIMENT", show_default=False)],
    agents: Annotated[str, typer.Option(metavar="A,B", help="lives: who lives them")] = "",
    rule: Annotated[str, typer.Option(metavar="A,B", help="synapses: the rules they have")] = "",
    seed: Annotated[str | None, typer.Option(metavar="S", help="a seed of your choice")] = None,
    seeds: Annotated[str | None, typer.Option(metavar="N", help="the seeds 0 to N-1")] = None,
    items: Annotated[str, typer.Option(metavar="NAME", help="lives: the items")] = "",
    items_count: Annotated[
        int | None, typer.Option(metavar="K", help="lives: how many items")
    ] = None,
    night: Annotated[
        float | None, typer.Option(metavar="SECONDS", help="lives: how long the night is")
    ] = None,
    scale: Annotated[
        float | None, typer.Option(metavar="N", help="lives: N times as many units of every sense")
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="where the run goes")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="a smaller version, in a hurry")] = False,
    keep_states: Annotated[
        bool, typer.Option("--keep-states", help="lives: keep every agent as it ended")
    ] = False,
    individuals: Individuals = False,
    json: Annotated[bool, typer.Option("--json", help="results as one JSON object")] = False,
    workers: Annotated[
        int, typer.Option(metavar="N", help="processes that share the work", min=1, max=1024)
    ] = 1,
    scheduler: Annotated[
        str, typer.Option(metavar="ADDRESS", help="a Dask scheduler whose workers do it")
    ] = "",
    resume: Annotated[bool, typer.Option("--resume", help="go on with the run in --out")] = False,
    changes: Changes = None,
    sample: Sample = None,
    samples: Samples = None,
) -> None:
    """Perform an experiment; results go to standard output and into a run folder."""
    from neurosim.cli.hands import hands_of
    from neurosim.cli.request import understood
    from neurosim.cli.running import default_out, run_request
    from neurosim.cli.study_words import is_study, study_of
    from neurosim.cli.tables import printed
    from neurosim.cli.wish import Wish

    if resume and out is None:
        raise InputError("--resume needs --out DIR: the folder of the run to go on with")

    wish = Wish(
        experiment, agents, rule, seed, seeds, items, items_count, night, scale, quick,
        keep_states, individuals, tuple(changes or ()),
    )  # fmt: skip
    place = out or default_out(experiment)
    if is_study(wish, sample or (), samples):
        asked = study_of(wish, sample or (), samples)
        _run_study(asked, place, hands_of(workers, scheduler), resume, json)
        return
    done = run_request(understood(wish), place, hands_of(workers, scheduler), resume)
    if done.manifest.seeds:
        typer.echo(printed(done, json))
    for failure in done.manifest.failures[:1]:
        raise SimulationError(f"{failure.reason}; what led there is in {done.shown_path}")


def _run_study(asked: Asked, out: Path, hands: Hands, resume: bool, as_object: bool) -> None:
    """Perform a parameter study, and tell what came of it."""
    from neurosim.cli.studying import printed, run_study

    study = run_study(asked, out, hands, resume)
    typer.echo(printed(study, as_object))
    if study.manifest.failures:
        raise SimulationError(study.manifest.missing())


@app.command()
def runs(
    below: Annotated[Path, typer.Argument(metavar="DIR")] = Path("runs"),
    experiment: Annotated[str, typer.Option(metavar="NAME", help="of one experiment")] = "",
    agent: Annotated[str, typer.Option(metavar="NAME", help="in which it took part")] = "",
    status: Annotated[str, typer.Option(metavar="S", help="complete, unfinished, failed ...")] = "",
    json: Annotated[bool, typer.Option("--json", help="as a JSON list")] = False,
) -> None:
    """List the runs in a folder, at any depth, the latest first."""
    from neurosim.cli.runs import Filter, as_json, found, table
    from neurosim.cli.tables import rendered

    these = found(below, Filter(experiment, agent, status))
    typer.echo(as_json(these) if json else rendered(table(these)))


@app.command()
def rerun(
    folder: Folder,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="where the new run goes")] = None,
) -> None:
    """Perform a run again, and say whether it came to the same bytes: exit status 1 if not."""
    from neurosim.cli.rerunning import run_again, told
    from neurosim.cli.running import default_out
    from neurosim.cli.wording import wish_of, words_of
    from neurosim.store import open_run

    then = open_run(folder)
    wish = wish_of(words_of(then.manifest.command))
    place = out or default_out(wish.experiment)
    found = run_again(wish, then, place)
    for line in told(found, place):
        typer.echo(line)
    if found.other:
        raise typer.Exit(1)


@app.command()
def figure(
    folder: Folder,
    kind: Annotated[
        str, typer.Option("--format", metavar="png|svg|pdf", help="default: png and svg")
    ] = "",
    measure: Annotated[
        str, typer.Option(metavar="NAME", help="parameter studies: what is drawn")
    ] = "",
) -> None:
    """Draw the figure of a run, or of a parameter study, again, without simulating."""
    from neurosim.figures import Format
    from neurosim.store import STUDY, RunFolder, StudyFolder, draw_again, open_run, open_study

    names = [each.value for each in Format]
    if kind and kind not in names:
        raise unknown("format", kind, names)
    formats = (Format(kind),) if kind else (Format.SVG, Format.PNG)
    if (folder / STUDY).is_file():
        run: RunFolder | StudyFolder = open_study(folder, measure)
    elif measure:
        raise InputError(f"--measure is for parameter studies: {folder} is none")
    else:
        run = open_run(folder)
    for name in draw_again(run, formats):
        typer.echo(str(folder / name))


@app.command()
def compare(folders: Folders) -> None:
    """Show the results of runs side by side."""
    from neurosim.cli.tables import rendered
    from neurosim.store import compared, open_run

    typer.echo(rendered(compared([open_run(folder) for folder in folders])))


@app.command()
def export(
    folder: Folder,
    to: Annotated[
        str, typer.Option(metavar="nwb|graphml|csv", help="spikes; wiring; wiring as a table")
    ],
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="where the files go")] = None,
    agent: Annotated[str, typer.Option(metavar="NAME", help="only of this agent")] = "",
    condition: Annotated[str, typer.Option(metavar="NAME", help="only in this one")] = "",
    seed: Annotated[int | None, typer.Option(metavar="S", help="only with this one")] = None,
    pathways: Annotated[str, typer.Option(metavar="A,B", help="wiring: only of these")] = "",
    above: Annotated[float, typer.Option(metavar="W", help="wiring: only weights above")] = 0.0,
) -> None:
    """Take a run to other tools: a file for each life, in a folder beside the run."""
    from neurosim.cli.exporting import Export, Kind, exported, words
    from neurosim.export import Chosen

    names = [each.value for each in Kind]
    if to not in names:
        raise unknown("format", to, names)
    what = Export(Kind(to), Chosen(agent, condition, seed), words(pathways), above)
    for path in exported(folder, what, out):
        typer.echo(path)


@app.command()
def cite(name: Name) -> None:
    """Print the BibTeX of exactly what stands behind something named, or behind a run folder."""
    from neurosim.cli.describe import bibtex

    typer.echo(bibtex(name))


@app.command()
def doctor() -> None:
    """Say what works here, and what to do about what does not."""
    from neurosim.cli.doctor import findings

    for line in findings():
        typer.echo(line)
        sys.stdout.flush()
