"""``report.html`` of a parameter study."""

from __future__ import annotations

import base64
from html import escape

from neurosim.store.manifest import Status
from neurosim.store.report import PAGE, facts, html_table, results, sources
from neurosim.store.study_folder import StudyFolder


def study_report(study: StudyFolder, figure: bytes) -> str:
    """Return the page, with the figure (SVG) in it."""
    told = study.manifest
    title = f"neurosim: a parameter study of {told.experiment}"
    return PAGE.substitute(
        title=escape(title),
        question=escape(told.question),
        partial=_partial(study),
        command=escape(told.command),
        results=results(study.table()),
        picture="Figure of the study: measures against the parameters that were varied",
        figure=f"data:image/svg+xml;base64,{base64.b64encode(figure).decode('ascii')}",
        sections="<h2>Points</h2>\n<p>Each point is a run of its own, in a folder with its number "
        "in points/, with all parameters, figure and report.</p>",
        parameters=_varied(study),
        sources=sources(told.card().cited()),
        facts=facts(told.asked, told.started, told.ended, {**told.versions, **told.machine}),
    )


def _partial(study: StudyFolder) -> str:
    told = study.manifest
    text = told.missing()
    if told.status != Status.COMPLETE:
        text = f"This study was interrupted: {told.done} of {len(told.points)} points finished."
    return f'<p class="partial">{escape(text)}</p>' if text else ""


def _varied(study: StudyFolder) -> str:
    told = study.manifest
    rows = []
    for place, each in enumerate(told.varied):
        values = sorted({point[place] for point in told.points})
        shown = (
            ", ".join(f"{value:g}" for value in values)
            if len(values) <= 20
            else f"{len(values)} values from {values[0]:g} to {values[-1]:g}"
        )
        low, high = ("-" if end is None else f"{end:g}" for end in (each.low, each.high))
        default = f"{each.default:g}"
        rows.append((each.name, shown, each.unit, default, low, high, each.source, each.note))
    header = ("parameter", "values", "unit", "default", "lowest", "highest", "source", "note")
    return f"<p>{escape(told.drawing)}.</p>\n" + html_table(header, rows)
