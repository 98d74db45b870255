"""Pathways with a delay, and interneurons that inhibit each other."""

from dataclasses import replace

import numpy as np
import pytest

from neurosim.brain import (
    BasketCell,
    Brain,
    Circuit,
    Equal,
    Inhibition,
    InputLayer,
    Interneuron,
    OneToOne,
    Pathway,
    PyramidalCell,
    Receptor,
    Region,
    by_state,
    unmodulated,
)
from neurosim.brain.brain import _simulator
from neurosim.brain.parts import all_pathways
from neurosim.errors import InputError
from neurosim.parameters import cited
from neurosim.plasticity import PairSTDP
from neurosim.protocol import Item, Senses, Study, live

UNITS = 12
SENSES = Senses((("sight", UNITS),))
ITEM = Item("item", {"sight": np.ones(UNITS, bool)})


@pytest.fixture(autouse=True)
def without_compiler(monkeypatch):
    monkeypatch.setenv("CXX", "no-such-compiler")
    _simulator.cache_clear()
    yield
    _simulator.cache_clear()


def chosen(value, unit="1"):
    return cited(value, unit, "chosen", "for a test", -1000, 1000)


def circuit(drive=None, mutual=None, feedback=0.0, loop=None):
    """Return a circuit of a region that the senses drive, with delays in milliseconds."""
    inhibition = Inhibition(
        cited(4, "cells", "chosen", "a few", 1, 9),
        chosen(1.0),
        chosen(feedback),
        BasketCell(sigma=chosen(0, "mV"), threshold_spread=chosen(0, "mV")),
        mutual if mutual is None else chosen(mutual),
        loop if loop is None else chosen(loop, "ms"),
        loop if loop is None else chosen(loop, "ms"),
    )
    region = Region(
        "cortex",
        size=cited(0, "cells", "chosen", "a map only", 0, 100),
        cell=PyramidalCell(),
        noise=by_state(0, 0, 0, 0, "chosen", "for a test", "mV"),
        adaptation=unmodulated(),
        inhibition=inhibition,
        maps_senses=True,
    )
    driven = Pathway(
        "drive", "EC", "cortex", OneToOne(), Equal(chosen(12.0)), Receptor.FAST, unmodulated(),
        delay=drive if drive is None else chosen(drive, "ms"),
    )  # fmt: skip
    return Circuit(
        InputLayer("EC"), (region,), (driven,), (), "cortex", dt=chosen(1, "ms"),
        highest_rate=chosen(1000, "Hz"),
    )  # fmt: skip


def lived(plan, *seconds):
    agent = Brain("tiny", plan, SENSES, 1, lambda spikes, start, stop: np.zeros(spikes.size))
    return live(agent, [Study(ITEM, each) for each in seconds]).recordings


def trains(record, name="cortex"):
    return record.spikes[name].cells, record.spikes[name].seconds


def test_spikes_come_later_by_the_delay():
    (at_once,), (later,) = (lived(circuit(drive=delay), 0.2) for delay in (0, 7))
    cells, times = trains(at_once)
    arrived = times < 0.2 - 0.0075
    assert np.array_equal(trains(later)[0], cells[arrived])
    assert trains(later)[1] == pytest.approx(times[arrived] + 0.007)
    assert len(cells) > 20


def test_no_delay_and_one_of_zero_are_the_same():
    assert np.array_equal(*(trains(lived(circuit(drive=d), 0.2)[0])[1] for d in (None, 0)))


def test_what_is_under_way_when_a_trial_begins_is_lost():
    together = lived(circuit(drive=9), 0.05, 0.05)
    for number, record in enumerate(together):
        assert trains(record)[1].min() > 0.009
        assert len(trains(record)[0]) > 3, number


def test_interneurons_that_inhibit_each_other_inhibit_others_less():
    counts = [
        len(trains(lived(circuit(mutual=mutual, feedback=0.6, loop=1), 0.4)[0])[0])
        for mutual in (0.0, 5.0)
    ]
    assert counts[0] < counts[1]


def test_mutual_inhibition_is_a_pathway_within_interneurons():
    (own,) = (p for p in all_pathways(circuit(mutual=0.2, loop=1)) if p.source == p.target)
    assert own.source == "cortex_interneurons"
    assert own.receptor is Receptor.INHIBITORY
    assert own.delay == 1
    assert len(all_pathways(circuit())) == 3


def test_only_basket_cells_inhibit_each_other():
    inhibition = circuit().regions[0].inhibition
    with pytest.raises(InputError, match="must be basket cells"):
        replace(inhibition, mutual=chosen(0.1), cell=Interneuron())


def test_a_pathway_that_learns_has_no_delay():
    (driven,) = circuit(drive=1).pathways
    with pytest.raises(InputError, match="drive: a pathway that learns has no delay"):
        replace(driven, rule=PairSTDP(), learning=unmodulated())


@pytest.mark.parametrize("delay", [0.5, -1, 1.2])
def test_a_delay_is_a_whole_number_of_time_steps(delay):
    with pytest.raises(InputError, match="drive: a delay is a whole number of time steps of 1 ms"):
        circuit(drive=delay)
    with pytest.raises(InputError, match="cortex_excitation: a delay is a whole number"):
        circuit(loop=delay)
