import base64
import re
from dataclasses import replace
from html.parser import HTMLParser

from benches import write_bench
from neurosim.store.life_run import LifeRun
from neurosim.store.manifest import Card, Number
from neurosim.store.report import report


class Balance(HTMLParser):
    """Checks that every tag that is opened is closed."""

    def __init__(self):
        super().__init__()
        self.open, self.tags = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "img", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def parsed(text):
    page = Balance()
    page.feed(text)
    assert page.open == []
    return page


def test_the_report_holds_everything(finished):
    text = (finished.path / "report.html").read_text()
    parsed(text)
    for part in (
        finished.manifest.experiment.summary,
        "neurosim run life",
        "sleep_steps_per_second",
        "Exchange rates",
        "10 1/s",
        "https://doi.org/10.24432/C50P49",
        "https://doi.org/10.1073/pnas.79.8.2554",
        finished.manifest.versions["numpy"],
        "1.00 ± 0.00",
    ):
        assert part in text


def test_the_figure_is_inside_and_nothing_is_fetched(finished):
    page = parsed((finished.path / "report.html").read_text())
    images = [attrs["src"] for tag, attrs in page.tags if tag == "img"]
    head, content = images[0].split(",")
    assert head == "data:image/svg+xml;base64"
    assert base64.b64decode(content) == (finished.path / "figure.svg").read_bytes()
    assert len(images) == 1
    assert not {tag for tag, _ in page.tags} & {"script", "link", "iframe"}


def test_texts_are_escaped(finished):
    text = (finished.path / "report.html").read_text()
    assert "a note with &lt;b&gt;signs&lt;/b&gt;" in text
    evil = "<script>alert(1)</script>"
    card = Card(evil, evil, (evil,), (Number(evil, 1.0, evil, evil, evil),))
    told = replace(finished.manifest, items=card, command=evil, started=evil)
    page = report(LifeRun(finished.path, told), b"<svg/>")
    assert "<script" not in page
    parsed(page)


def test_an_interrupted_run_says_so(finished):
    told = replace(finished.manifest, status="interrupted", asked=(0, 1, 2, 3))
    page = report(LifeRun(finished.path, told), b"<svg/>")
    assert re.search(r"interrupted: 2 of 4 seeds", page)


def test_the_report_of_synapses_is_a_page_with_its_figure(tmp_path):
    run = write_bench(tmp_path / "run", (0, 1))
    text = (run.path / "report.html").read_text()
    page = parsed(text)
    images = [attrs for tag, attrs in page.tags if tag == "img"]
    assert len(images) == 1
    assert images[0]["alt"].startswith("Figure of the run: changes of synapses")
    titles = re.findall("<h2>(.*?)</h2>", text)
    assert titles == ["To repeat it", "Results", "Verdicts", "Published data",
                      "Artificial counterparts", "Parameters", "Sources",
                      "Where and when"]  # fmt: skip
    assert "0.60 ± 0.28" in text
    evil = "<script>alert(1)</script>"
    told = replace(run.manifest, command=evil, experiment=Card(evil, evil, (evil,), ()))
    page = report(replace(run, manifest=told), b"<svg/>")
    assert "<script" not in page
    parsed(page)
