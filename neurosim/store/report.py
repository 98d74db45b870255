"""``report.html``: one page that holds everything one needs to judge a run, and to repeat it."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from string import Template

from neurosim.citations import citations, uncited
from neurosim.store.folder import RunFolder
from neurosim.store.manifest import Card, Manifest, Status
from neurosim.store.table import Section, Table

PAGE = Template("""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>$title</title>
<style>
body { font: 16px/1.5 sans-serif; color: #222; max-width: 72rem; }
body { margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; font-size: 0.9rem; }
th, td { border-bottom: 1px solid #ccc; padding: 0.3rem 0.8rem; }
th, td { text-align: left; vertical-align: top; }
pre { background: #f4f4f4; padding: 0.8rem; overflow-x: auto; }
img { width: 100%; }
.partial { background: #fff3cd; padding: 0.6rem; }
</style>
</head>
<body>
<h1>$title</h1>
<p><strong>$question</strong></p>
$partial
<h2>To repeat it</h2>
<pre>$command</pre>
<h2>Results</h2>
$results
<img alt="$picture" src="$figure">
$sections
<h2>Parameters</h2>
$parameters
<h2>Sources</h2>
$sources
<h2>Where and when</h2>
$facts
</body>
</html>
""")


def report(run: RunFolder, figure: bytes) -> str:
    """Return the page, with the figure (SVG) in it."""
    manifest = run.manifest
    where = {**manifest.versions, **manifest.machine}
    return PAGE.substitute(
        title=escape(f"neurosim: {manifest.experiment.name}"),
        question=escape(manifest.experiment.summary),
        partial=_partial(manifest),
        command=escape(manifest.command),
        results=results(run.table()),
        picture=escape(run.picture),
        figure=f"data:image/svg+xml;base64,{base64.b64encode(figure).decode('ascii')}",
        sections="\n".join(map(_section, run.sections())),
        parameters="\n".join(map(_card, manifest.cards)),
        sources=sources(manifest.cited()),
        facts=facts(manifest.seeds, manifest.started, manifest.ended, where),
    )


def html_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; every text is escaped."""
    head = "".join(f"<th>{escape(text)}</th>" for text in header)
    body = "\n".join(
        "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in rows
    )
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n"


def _partial(manifest: Manifest) -> str:
    text = manifest.missing() if manifest.seeds else ""  # A run without results says so itself.
    if manifest.status not in (Status.COMPLETE, Status.FAILED):
        done, asked = len(manifest.seeds), len(manifest.asked)
        text = f"This run was interrupted: {done} of {asked} seeds finished."
    return f'<p class="partial">{escape(text)}</p>' if text else ""


def results(table: Table) -> str:
    """Return a table with its note."""
    lines = "<br>\n".join(escape(line) for line in table.note.splitlines())
    return f"{html_table(table.header, table.rows)}<p>{lines}</p>"


def _section(section: Section) -> str:
    title, text, table = section.title, section.text, section.table
    below = html_table(table.header, table.rows) if table else ""
    return f"<h2>{escape(title)}</h2>\n<p>{escape(text)}</p>\n{below}"


def _card(card: Card) -> str:
    rows = [(n.name, f"{n.value:g}", n.unit, n.source, n.note) for n in card.parameters]
    table = html_table(("parameter", "value", "unit", "source", "note"), rows) if rows else ""
    return f"<h3>{escape(card.name)}</h3>\n<p>{escape(card.summary)}</p>\n{table}"


def sources(keys: set[str]) -> str:
    """Return the bibliography of some keys."""
    entries = "\n".join(
        f"<li id='{escape(c.key)}'>{escape(c.readable())} <code>{escape(c.key)}</code></li>"
        for c in citations(keys)
    )
    others = "\n".join(
        f"<li><code>{escape(key)}</code> (not in the bibliography of neurosim)</li>"
        for key in uncited(keys)
    )
    return f"<ul>\n{entries}\n{others}\n</ul>"


def facts(seeds: Sequence[int], started: str, ended: str, where: Mapping[str, str]) -> str:
    """Return when and where it was done."""
    told = {"seeds": ", ".join(map(str, seeds)), "started": started, "ended": ended, **where}
    return html_table(("what", "value"), list(told.items()))
