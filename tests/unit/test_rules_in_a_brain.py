"""Every plasticity rule lives, unchanged, in the pathways of a brain."""

import inspect
import pkgutil
from dataclasses import dataclass, replace
from importlib import import_module

import numpy as np
import pytest

from neurosim import plasticity
from neurosim.bench import Bench, Stimulation
from neurosim.brain import (
    AllToAll,
    Brain,
    Circuit,
    Equal,
    Inhibition,
    InputLayer,
    OneToOne,
    Pathway,
    PyramidalCell,
    Receptor,
    Region,
    Uniform,
    by_state,
    unmodulated,
)
from neurosim.brain.brain import _simulator
from neurosim.brain.learning import learning
from neurosim.engine.compiler import compiler
from neurosim.errors import InputError
from neurosim.parameters import cited, in_si
from neurosim.plasticity import PairSTDP, PlasticityRule, Trace, TripletSTDP
from neurosim.plasticity.calcium import NMDACalciumPlasticity
from neurosim.plasticity.dopamine import DopamineSTDP
from neurosim.plasticity.rate import BCM
from neurosim.plasticity.tagging import TaggingAndCapture
from neurosim.protocol import Item, Senses, Study

needs_compiler = pytest.mark.skipif(compiler() is None, reason="no C++ compiler here")

UNITS = 12
SENSES = Senses((("sight", UNITS),))
ITEMS = [Item(f"item {n}", {"sight": np.arange(UNITS) % 2 == n}) for n in range(2)]

MODULES = [
    import_module(f"neurosim.plasticity.{m.name}")
    for m in pkgutil.iter_modules(plasticity.__path__)
]
RULES = [
    kind
    for module in MODULES
    for _, kind in inspect.getmembers(module, inspect.isclass)
    if issubclass(kind, PlasticityRule)
    and kind.__module__ == module.__name__
    and kind is not PlasticityRule
]
"""Every rule there is."""

CHANGES_BY_ITSELF = {"TaggingAndCapture"}
"""Rules whose weights move although nothing may be learned: the early phase decays."""
NEVER_CHANGES = {"DepressingSynapse", "TsodyksMarkram", "MongilloSynapse"}
"""Rules about what is transmitted, not about the weight."""


def chosen(value, unit="1"):
    return cited(value, unit, "chosen", "for a test", -1000, 1000)


def region(name, beside=0):
    return Region(
        name,
        size=cited(beside, "cells", "chosen", "for a test: beside the map", 0, 100),
        cell=PyramidalCell(),
        noise=by_state(0, 0, 0, 8, "chosen", "for a test", "mV"),
        adaptation=unmodulated(),
        inhibition=Inhibition(cited(2, "cells", "chosen", "a few", 1, 9), chosen(0.0), chosen(0.0)),
        maps_senses=True,
    )


def pathway(name, source, target, receptor=Receptor.FAST, **more):
    given = {"wiring": OneToOne(), "weights": Equal(chosen(12.0)), "transmission": unmodulated()}
    return Pathway(name, source, target, receptor=receptor, **{**given, **more})


def circuit(rule, dopamine=0.1):
    """Return a circuit of two regions that senses drive, and a pathway with the rule between."""
    learned = pathway(
        "learned",
        "storage",
        "cortex",
        wiring=AllToAll(),
        weights=Uniform(min(2 * rule.w_start, float(rule.w_max))),
        transmission=by_state(0.01, 0.01, 0.01, 0.01, "chosen", "drives nothing"),
        rule=rule,
        learning=by_state(1, 1, 0, 1, "chosen", "tests change nothing"),
    )
    drives = [
        pathway(f"drive_{end}", "EC", end, weights=Equal(chosen(strength)))
        for end, strength in (("storage", 12.0), ("cortex", 5.0))
    ]
    others = [reward(dopamine)] if any(trace.on_dopamine for trace in rule.post) else []
    regions = (region("storage"), region("cortex"))
    return Circuit(
        InputLayer("EC"),
        regions,
        (*drives, learned, *others),
        (),
        "cortex",
        dt=chosen(1, "ms"),
        highest_rate=chosen(1000, "Hz"),
    )


def reward(amount):
    weights = Equal(chosen(amount))
    return pathway("reward", "EC", "cortex", Receptor.DOPAMINE, weights=weights, wiring=AllToAll())


def silence(spikes, start, stop):
    return np.zeros(spikes.size)


def brain(rule, seed=1):
    return Brain("tiny", circuit(rule), SENSES, seed, silence)


@pytest.fixture
def without_compiler(monkeypatch):
    monkeypatch.setenv("CXX", "no-such-compiler")
    monkeypatch.setattr("neurosim.bench.running._simulators", {})
    _simulator.cache_clear()
    yield
    _simulator.cache_clear()


def state(agent):
    return {name: array.copy() for name, array in agent.snapshot().items() if name != "random"}


@pytest.mark.parametrize("kind", RULES)
def test_every_rule_learns_from_study_and_not_from_recall(kind, without_compiler):
    agent = brain(kind())
    naive = agent.weights["learned"].copy()
    list(agent.live([Study(ITEMS[1], 0.1), Study(ITEMS[0], 0.1)]))
    studied = agent.weights["learned"].copy()
    assert np.array_equal(naive, studied) == (kind.__name__ in NEVER_CHANGES)
    assert 0 <= studied.min() <= studied.max() <= agent.circuit.pathways[2].rule.w_max
    agent.recall(ITEMS[0].cue("sight"), 0.05)
    same_weights = np.array_equal(agent.weights["learned"], studied)
    assert same_weights == (kind.__name__ not in CHANGES_BY_ITSELF)


def check_what_lasts(rule):
    """Hold a rule to: a snapshot is all there is, and events together are as one by one."""
    agent = brain(rule)
    agent.study(ITEMS[0], 0.1)
    kept = agent.snapshot()
    first = list(agent.live([Study(ITEMS[1], 0.1), Study(ITEMS[0], 0.1)]))
    together = state(agent)
    other = brain(rule, seed=2)
    other.restore(kept)
    again = [other.study(ITEMS[1], 0.1), other.study(ITEMS[0], 0.1)]
    assert set(together) == set(state(other))
    for name, array in state(other).items():
        assert np.array_equal(array, together[name]), name
    for one, two in zip(first, again, strict=True):
        for name, train in one.spikes.items():
            assert np.array_equal(train.cells, two.spikes[name].cells)
    assert {n.partition("/")[2] for n in kept if n.startswith("lasting/")} == set(agent.lasting)
    moved = [n for n in agent.lasting if not np.array_equal(kept[f"lasting/{n}"], agent.lasting[n])]
    assert moved == list(agent.lasting)


@pytest.mark.parametrize("kind", [BCM, NMDACalciumPlasticity])
def test_what_lasts_is_kept_without_a_compiler(kind, without_compiler):
    check_what_lasts(kind())


@needs_compiler
@pytest.mark.parametrize("kind", [BCM, NMDACalciumPlasticity])
def test_what_lasts_is_kept_by_the_compiled_brain(kind):
    check_what_lasts(kind())


def test_a_trace_that_lasts_goes_on_where_it_was(without_compiler):
    agent = brain(BCM())
    kept = dict(agent.snapshot())
    assert agent.lasting["cortex.theta"] == pytest.approx(np.full(UNITS, float(BCM().r_0)))
    kept["lasting/cortex.theta"] = np.full(UNITS, 3.0)
    agent.restore(kept)
    agent.sleep(0.01)
    assert agent.lasting["cortex.theta"] == pytest.approx(np.full(UNITS, 3.0), rel=0.1)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (None, "lasting/cortex.theta is missing"),
        (np.zeros(3), "lasting/cortex.theta is no float64"),
        (np.full(UNITS, np.nan), "lasting/cortex.theta is not finite"),
    ],
)
def test_a_snapshot_without_what_lasts_is_refused(damage, said):
    agent = brain(BCM())
    damaged = dict(agent.snapshot())
    del damaged["lasting/cortex.theta"]
    if damage is not None:
        damaged["lasting/cortex.theta"] = damage
    with pytest.raises(InputError, match=said):
        agent.restore(damaged)


@pytest.mark.parametrize("amount", [0.0, 0.1])
def test_dopamine_decides_what_is_learned(amount, without_compiler):
    rule = DopamineSTDP(tonic=0.0)
    agent = Brain("tiny", circuit(rule, amount), SENSES, 1, silence)
    before = agent.weights["learned"].copy()
    agent.study(ITEMS[0], 0.1)
    assert np.array_equal(before, agent.weights["learned"]) == (amount == 0)


def test_dopamine_where_no_rule_knows_it_is_refused():
    plain = circuit(PairSTDP())
    with pytest.raises(InputError, match="reward releases dopamine at cortex, where no rule"):
        learning(replace(plain, pathways=(*plain.pathways, reward(0.1))))


def test_the_first_cells_of_a_larger_answering_region_answer(without_compiler):
    plain = circuit(PairSTDP())
    whole = replace(plain, regions=(plain.regions[0], region("cortex", beside=5)))
    agent = Brain("tiny", whole, SENSES, 1, lambda spikes, start, stop: np.arange(spikes.size))
    response = agent.recall(ITEMS[0].cue("sight"), 0.05).response
    assert response["sight"].tolist() == list(range(UNITS))


@dataclass(frozen=True, kw_only=True)
class ReadsPotential(PlasticityRule):
    """A rule whose weight adds up the potential at spikes, in volts."""

    post = (Trace("highest", "highest : volt"),)
    on_post = "w = clip(w + learning*u_post/(1*volt), 0, w_max)"


def test_potential_is_at_the_peak_of_the_spike(without_compiler):
    agent = brain(ReadsPotential(w_start=0.0))
    spikes = agent.study(ITEMS[0], 0.1).spikes["cortex"]
    counted = np.bincount(spikes.cells, minlength=UNITS)
    assert counted.max() > 1
    expected = np.tile(counted * in_si(PyramidalCell().spike_peak), (UNITS, 1))
    assert agent.weights["learned"].reshape(UNITS, UNITS) == pytest.approx(expected)


@dataclass(frozen=True, kw_only=True)
class FollowsPotentialBefore(PlasticityRule):
    """A rule that reads the potential of the cell before the synapse."""

    pre = (Trace("mean", "dmean/dt = (u - mean)/(10*ms) : volt"),)
    on_pre = "w = clip(w + learning*mean_pre/(1*volt), 0, w_max)"


def test_potential_of_cells_without_membrane_is_refused():
    plain = circuit(FollowsPotentialBefore())
    learning(plain)
    lost = replace(plain.pathways[2], source="EC")
    with pytest.raises(InputError, match="learned reads the membrane potential of EC"):
        learning(replace(plain, pathways=(lost,)))


def test_sums_over_two_pathways_are_refused():
    plain = circuit(TaggingAndCapture())
    twin = replace(plain.pathways[2], name="twin")
    with pytest.raises(InputError, match="learned and twin cannot both have this rule"):
        learning(replace(plain, pathways=(*plain.pathways, twin)))


def euler(tau, dt=1.0):
    """Return the time constant, in ms, that forward Euler makes of one."""
    return cited(-dt / np.log(1 - dt / tau), "ms", "chosen", "as steps of 1 ms make it", 0.1, 1e4)


@pytest.mark.parametrize("kind", [PairSTDP, TripletSTDP])
def test_the_same_spikes_change_a_weight_as_on_the_bench(kind, without_compiler):
    rule = kind()
    agent = brain(rule)
    before = agent.weights["learned"].reshape(UNITS, UNITS).copy()
    spikes = agent.study(ITEMS[0], 0.3).spikes
    after = agent.weights["learned"].reshape(UNITS, UNITS)
    taus = [n for n in dir(rule) if n.startswith("tau_")]
    bench = Bench(replace(rule, **{name: euler(float(getattr(rule, name))) for name in taus}))
    plain = Bench(rule)
    for pre, post in ((0, 0), (0, 2), (2, 4)):
        trains = [
            spikes[end].seconds[spikes[end].cells == cell]
            for end, cell in (("storage", pre), ("cortex", post))
        ]
        assert min(train.size for train in trains) > 3
        stimulation = Stimulation("as in the brain", *trains, 0.3)
        start = {"w": before[pre, post][None]}
        changed = after[pre, post] - before[pre, post]
        expected = bench.run([stimulation], start=start).after[0, 0] - before[pre, post]
        assert changed == pytest.approx(expected, rel=1e-9)
        exact = plain.run([stimulation], start=start).after[0, 0] - before[pre, post]
        assert changed == pytest.approx(exact, rel=0.1)
        assert changed != pytest.approx(exact, rel=1e-4)
