"""What is wrong with the texts of a rule is said in one line."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pytest

from neurosim.bench import Bench, Stimulation, pairs, poisson, running
from neurosim.engine.simulator import NumpySimulator
from neurosim.errors import InputError
from neurosim.parameters import changed, cited
from neurosim.plasticity import PairSTDP, PlasticityRule, SynapticVariable, Trace, summing
from neurosim.plasticity.text import CellTraces, synapse_text


def rule(**texts):
    """Return a pair rule in which some texts are others."""

    @dataclass(frozen=True, kw_only=True)
    class Mine(PlasticityRule):
        pre: ClassVar = texts.get("pre", (summing("x", "tau"),))
        post: ClassVar = texts.get("post", (summing("y", "tau"),))
        on_pre: ClassVar[str] = texts.get("on_pre", "w = clip(w - learning*A*y_post, 0, w_max)")
        on_post: ClassVar[str] = texts.get("on_post", "w = clip(w + learning*A*x_pre, 0, w_max)")
        variables: ClassVar = texts.get("variables", ())
        weight: ClassVar[str] = texts.get("weight", "w : 1")
        each_step: ClassVar[str] = texts.get("each_step", "")
        A: float = 0.01
        tau: float = cited(20, "ms", "chosen", "an example", 0.1, 1000)

    return Mine()


UNKNOWN = {
    "on_pre": "w = w + learning*tua",
    "on_post": "w = w + learning*x_post",
    "each_step": "w = w + learning*speed",
    "pre": (Trace("x", "dx/dt = -x/tau_x : 1", "x += 1"),),
}


@pytest.mark.parametrize("where", UNKNOWN)
def test_a_name_that_nothing_has_is_refused_with_the_nearest(where):
    with pytest.raises(InputError, match=r"unknown name in .* of Mine .*allowed: ") as problem:
        Bench(rule(**{where: UNKNOWN[where]}))
    assert "\n" not in str(problem.value)


BROKEN = {
    "units of a statement": {"on_pre": "w = w + learning*tau"},
    "units of a trace": {"pre": (Trace("x", "dx/dt = -x : 1", "x += 1"),)},
    "units of each step": {"each_step": "w = learning*5*volt"},
    "units of the weight": {"weight": "dw/dt = learning*y_post : 1 (clock-driven)"},
    "units of a variable": {"variables": (SynapticVariable("c", "dc/dt = -c : 1 (clock-driven)"),)},
    "no parameter with a unit": {"pre": (summing("x", "A"),)},
    "a statement": {"on_pre": "w = = learning"},
    "a bracket": {"on_post": "w = clip(w + learning*x_pre, 0"},
    "an equation": {"variables": (SynapticVariable("c", "c = 1"),)},
}


@pytest.mark.parametrize("texts", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("target", ["compiled", "numpy"])
def test_texts_that_do_not_fit_are_refused_in_one_line(texts, target, monkeypatch):
    if target == "numpy":
        monkeypatch.setattr(running, "_simulators", {})
        monkeypatch.setattr(running, "simulator", NumpySimulator)
    with pytest.raises(InputError, match="cannot be simulated") as problem:
        Bench(rule(**texts)).run([pairs(0.01, 1)])
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize("name", ["c_pre", "c_post", "1c", "a b", "w", "A", "learning", "exp"])
def test_a_name_that_is_taken_or_none_is_refused(name):
    with pytest.raises(InputError, match="name of"):
        Bench(rule(variables=(SynapticVariable(name, f"{name} : 1"),)))


def test_a_change_that_brain_states_cannot_gate_is_refused():
    with pytest.raises(InputError, match="does not scale with 'learning'"):
        Bench(rule(on_pre="w = w + A", on_post=""))


def test_bare_numbers_are_parameters_without_a_source():
    number = rule().A
    assert (number, number.unit, number.source) == (0.01, "1", "chosen")
    assert changed(rule(), {"A": 0.02}).A == 0.02


def test_a_time_constant_must_be_positive_and_finite():
    with pytest.raises(InputError, match="tau"):
        changed(rule(), {"tau": -1})
    with pytest.raises(InputError, match="finite"):
        PairSTDP(A_plus=float("nan"))
    with pytest.raises(InputError, match="tau_plus must be positive, not -3"):
        PairSTDP(tau_plus=cited(-3.0, "ms", "chosen", "a mistake"))


def test_rules_share_traces_that_are_the_same_whatever_they_are_called():
    @dataclass(frozen=True, kw_only=True)
    class Other(PlasticityRule):
        pre: ClassVar = (summing("r", "tau_r"),)
        post: ClassVar = (summing("x", "tau_x"), summing("slow", "tau_slow"))
        on_pre: ClassVar[str] = "w = w + learning*x_post*slow_post"
        tau_r: float = cited(20, "ms", "chosen", "as tau of the first")
        tau_x: float = cited(20, "ms", "chosen", "as tau of the first")
        tau_slow: float = cited(100, "ms", "chosen", "another")

    traces = CellTraces()
    assert traces.add(rule(), rule().pre) == {"x": "x"}
    assert traces.add(Other(), Other().pre) == {"r": "x"}
    names = traces.add(Other(), Other().post)
    assert names == {"x": "x", "slow": "slow"}
    assert traces.values == {"tau_x": 0.02, "tau_slow_slow": 0.1}
    text = synapse_text(Other(), {"r": "x"}, names)
    assert text.on_pre == "w = w + learning*x_post*slow_post"


def test_traces_of_one_name_with_other_time_constants_stand_side_by_side():
    traces = CellTraces()
    slow = changed(rule(), {"tau": 62.5})
    assert traces.add(rule(), rule().pre) == {"x": "x"}
    assert traces.add(slow, slow.pre) == {"x": "x_2"}
    assert traces.values == {"tau_x": 0.02, "tau_x_2": 0.0625}
    text = synapse_text(slow, {"x": "x_2"}, {"y": "x"})
    assert "x_2_pre" in text.on_post
    assert "x_post" in text.on_pre


def stimulation(pre, post=(), seconds=1.0):
    return Stimulation("example", np.array(pre), np.array(post), seconds)


@pytest.mark.parametrize(
    ("pre", "message"),
    [
        ([0.2, 0.1], "out of order"),
        ([0.1, 0.1], "out of order or closer than 0.1 ms"),
        ([0.1, 1.5], "within 0 to 1 s"),
        ([-0.1], "within 0 to 1 s"),
        ([0.1, float("nan")], "finite"),
        ([[0.1, 0.2]], "row"),
    ],
)
def test_spike_times_that_cannot_be_are_refused(pre, message):
    with pytest.raises(InputError, match=message):
        stimulation(pre)


def test_protocols_refuse_numbers_that_make_no_sense():
    random = np.random.default_rng(0)
    with pytest.raises(InputError, match="frequency must be positive"):
        pairs(0.01, 60, -1.0)
    with pytest.raises(InputError, match=r"correlation = 0\.9 is out of range"):
        poisson("p", 20.0, 10.0, 1.0, random, 0.9)
    with pytest.raises(InputError, match="duration must be positive"):
        stimulation([], seconds=0.0)


def test_more_spikes_than_the_bench_holds_are_refused():
    spikes = np.arange(300_000) * 1e-4
    with pytest.raises(InputError, match="more than the bench can hold"):
        Bench(PairSTDP()).run([Stimulation("dense", spikes, spikes, 31.0)])
