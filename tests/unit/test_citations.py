import re
from importlib.metadata import entry_points

import pytest

from neurosim.artificial.rate_rules import RATE_RULES
from neurosim.citations import CHOSEN, bibliography, citations, parsed, uncited
from neurosim.experiments import EXPERIMENTS, SYNAPSE_EXPERIMENTS
from neurosim.experiments.networks import NETWORK_EXPERIMENTS
from neurosim.items import SOURCES
from neurosim.parameters import listed
from neurosim.plasticity import RULES


def keys_of(tree):
    return {parameter.source for _, parameter in listed(tree)}


ALL = [*EXPERIMENTS, *SYNAPSE_EXPERIMENTS, *NETWORK_EXPERIMENTS]


@pytest.mark.parametrize("experiment", ALL, ids=lambda each: each.name)
def test_experiments_cite_what_is_in_the_bibliography(experiment):
    assert uncited({*experiment.sources, *keys_of(experiment)}) == []


@pytest.mark.parametrize("experiment", SYNAPSE_EXPERIMENTS, ids=lambda each: each.name)
def test_published_data_come_from_the_bibliography(experiment):
    assert uncited(data.source for data in experiment.published) == []


@pytest.mark.parametrize("named", RULES, ids=lambda each: each.name)
def test_rules_cite_what_is_in_the_bibliography(named):
    assert uncited({*named.rule.sources, *keys_of(named.rule)}) == []


@pytest.mark.parametrize("rule", RATE_RULES, ids=lambda each: each.name)
def test_rate_rules_cite_what_is_in_the_bibliography(rule):
    assert uncited({*rule.sources, *keys_of(rule)}) == []


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


def test_letters_that_are_commands_are_read_as_letters():
    (citation,) = parsed(
        r"@article{l1973, author = {L{\o}mo, T. and Stra{\ss}e, A.}, year = {1973}}"
    )
    assert citation.readable().startswith("T. Lømo, A. Straße (1973)")


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
