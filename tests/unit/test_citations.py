import re
from importlib.metadata import entry_points

import pytest

from neurosim.citations import CHOSEN, bibliography, citations, parsed, uncited
from neurosim.experiments import EXPERIMENTS
from neurosim.items import SOURCES
from neurosim.parameters import listed


def keys_of(tree):
    return {parameter.source for _, parameter in listed(tree)}


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=lambda each: each.name)
def test_experiments_cite_what_is_in_the_bibliography(experiment):
    assert uncited({*experiment.sources, *keys_of(experiment)}) == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda each: each.name)
def test_items_cite_what_is_in_the_bibliography(source):
    assert uncited({*source.sources, *keys_of(source)}) == []


@pytest.mark.parametrize("point", entry_points(group="neurosim.models"), ids=lambda p: p.name)
def test_models_cite_what_is_in_the_bibliography(point):
    module = point.load()
    cited = {*getattr(module, "SOURCES", ()), *keys_of(module.Parameters())}
    assert uncited(cited) == []


@pytest.mark.parametrize("citation", bibliography().values(), ids=lambda each: each.key)
def test_every_entry_is_whole(citation):
    assert {"author", "title", "year"} <= set(citation.fields)
    assert re.fullmatch(r"\d{4}", citation.fields["year"])
    assert citation.key.endswith(citation.fields["year"])
    assert citation.bibtex.startswith("@")
    assert citation.bibtex.count("{") == citation.bibtex.count("}")
    assert "\\" not in citation.readable()
    assert "{" not in citation.readable()


def test_an_entry_can_be_read_aloud():
    entry = r"""@article{one2000,
      author = {Buzs{\'a}ki, Gy{\"o}rgy and Other, A.}, title = {On {CA3} and
      more}, journal = {Hippocampus}, volume = {1}, pages = {2--3}, year = {2000},
      doi = {10.1/x}
    }"""
    (citation,) = parsed(entry)
    expected = (
        "György Buzsáki, A. Other (2000). On CA3 and more. Hippocampus 1, 2–3. "  # noqa: RUF001
        "https://doi.org/10.1/x"
    )
    import unicodedata

    assert unicodedata.normalize("NFC", citation.readable()) == expected
    assert citation.bibtex == entry


def test_keys_are_cited_once_in_order_and_chosen_is_no_source():
    found = citations(["rumelhart1986", "hopfield1982", CHOSEN, "hopfield1982", "nobody1900"])
    assert [citation.key for citation in found] == ["hopfield1982", "rumelhart1986"]
    assert uncited(["hopfield1982", CHOSEN, "nobody1900"]) == ["nobody1900"]


def test_an_open_brace_is_reported():
    with pytest.raises(ValueError, match="never closed"):
        list(parsed("@article{a2000, title = {x"))
