"""Synapses on the bench as Brian2 objects: cells that spike when told, one synapse between two.

Synapse number k leads from presynaptic cell k to postsynaptic cell k, and has nothing to do with
any other; dopaminergic cell k releases dopamine at postsynaptic cell k.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from neurosim.bench.membrane import Membrane
from neurosim.bench.stimulation import STEP
from neurosim.engine import Assembly, Builder, Connections, Feeds
from neurosim.engine.brian import b2
from neurosim.parameters import dimension, in_si, named_parameters
from neurosim.plasticity import PlasticityRule
from neurosim.plasticity.text import CellTraces, mentions_any, synapse_text

SYNAPSES = 64
"""Synapses that are simulated side by side: one binary for any number of stimulations up to it."""

SPIKES = 2**18
"""Places for spikes in one run."""

NEVER = 1e9
"""When a cell spikes that has no spikes left, in seconds."""

ENDS = ("pre", "post", "dopamine")

FEEDER = frozenset({"due", "place", "spike_times", "lastspike", "not_refractory"})
"""Names that every cell on the bench has taken."""


class BenchBuilder(Builder):
    """Builds a bench for a rule.

    Parameters
    ----------
    rule
        The rule.
    """

    units = 0
    dt = STEP

    def __init__(self, rule: PlasticityRule) -> None:
        self.rule = rule
        self.membrane = Membrane()
        taken = FEEDER | self.membrane.names
        self.traces = {"pre": CellTraces(reserved=FEEDER), "post": CellTraces(reserved=taken)}
        names = [self.traces[end].add(rule, getattr(rule, end)) for end in ("pre", "post")]
        self.text = synapse_text(rule, *names)
        self.has_potential = self.text.needs_potential or self.traces["post"].needs_potential

    @property
    def structure(self) -> tuple[object, ...]:
        """Everything that the network depends on: the same structure is the same network."""
        traces = tuple(
            (*each.equations, *each.on_spike, *each.on_dopamine) for each in self.traces.values()
        )
        text = self.text
        texts = (text.equations, text.on_pre, text.on_post, text.on_pre_delayed, text.each_step)
        return (traces, texts, self.rule.transmitted, self.rule.method)

    @property
    def changes_between_spikes(self) -> bool:
        """Whether a synapse is moved by more than spikes and exactly integrated decay."""
        equations = (*self.text.equations, *self.traces["pre"].equations)
        driven = any(mentions_any(equations, name) for name in ("xi", "t"))
        inexact = self.rule.method != "exact" or bool(self.text.each_step)
        return self.has_potential or inexact or driven

    @property
    def delay(self) -> float:
        """Seconds by which late effects of presynaptic spikes come later; 0 if there are none."""
        rule = self.rule
        return in_si(getattr(rule, rule.delayed_by)) if rule.on_pre_delayed else 0.0

    @property
    def changes_in_silence(self) -> bool:
        """Whether a naive synapse does not stay as it is until spikes come."""
        traces = any(trace.lasts for trace in (*self.rule.pre, *self.rule.post))
        variables = any(variable.lasts for variable in self.rule.variables)
        return self.changes_between_spikes or traces or variables

    def values(self) -> dict[str, float]:
        """Return all parameters, by "group.variable", in SI base units."""
        found = {f"synapse.{name}": value for name, value in self.text.values.items()}
        for end, traces in self.traces.items():
            found |= {f"{end}.{name}": value for name, value in traces.values.items()}
        if self.rule.on_pre_delayed:
            found["synapse.delay"] = self.delay
        if self.has_potential:
            membrane = named_parameters(self.membrane).items()
            found |= {f"post.{name}": in_si(value) for name, value in membrane}
        return found

    def build(self, feeds: Feeds, connections: Connections | None) -> Assembly:
        """Make the objects."""
        table = b2.TimedArray(np.full(SPIKES, NEVER), dt=1 * b2.second, name="spike_times")
        groups = {"pre": self._cells("pre", table), "post": self._cells("post", table)}
        synapses = {"synapse": self._synapses(groups)}
        kept = [("synapse", name) for name in self._state()]
        kept += [(end, name) for end, each in self.traces.items() for name, _ in each.at_rest]
        if self.traces["post"].on_dopamine:
            groups["dopamine"] = _spiking("dopamine", table, [], [], False)
            synapses["release"] = self._release(groups)
        return Assembly(groups, synapses, (), tuple(kept), {"spike_times": table})

    def _state(self) -> tuple[str, ...]:
        return ("w", "transmitted", *(variable.name for variable in self.rule.variables))

    def _cells(self, end: str, table: Any) -> Any:
        traces, lines, reset = self.traces[end], [], []
        with_potential = end == "post" and self.has_potential
        if with_potential:
            parameters = named_parameters(self.membrane).items()
            lines = [self.membrane.equations]
            lines += [f"{name} : {dimension(p)} (shared, constant)" for name, p in parameters]
            reset = [self.membrane.on_spike]
        lines, reset = [*lines, *traces.equations], [*reset, *traces.on_spike]
        group = _spiking(end, table, lines, reset, with_potential)
        if with_potential and self.membrane.each_step:
            group.run_regularly(self.membrane.each_step, when="before_synapses")
        return group

    def _synapses(self, groups: dict[str, Any]) -> Any:
        lines = [*self.text.equations, "learning : 1 (constant)", "transmitted : 1"]
        synapses = b2.Synapses(
            groups["pre"],
            groups["post"],
            "\n".join(lines),
            on_pre=self.text.presynaptic(f"transmitted = {self.text.transmitted}"),
            on_post=self.text.on_post or None,
            method=self.rule.method,
            namespace={},
            name="synapse",
        )
        synapses.connect(j="i")
        if self.text.each_step:
            synapses.run_regularly(self.text.each_step, when="after_groups")
        return synapses

    def _release(self, groups: dict[str, Any]) -> Any:
        synapses = b2.Synapses(
            groups["dopamine"],
            groups["post"],
            "release : 1 (constant)",
            on_pre=self.traces["post"].release(),
            namespace={},
            name="release",
        )
        synapses.connect(j="i")
        return synapses


def _spiking(
    name: str, table: Any, equations: list[str], reset: list[str], has_potential: bool
) -> Any:
    """Return cells that spike when told."""
    own = "place = place + 1; due = spike_times(place*second)*second"
    return b2.NeuronGroup(
        SYNAPSES,
        "\n".join(["due : second", "place : 1", *equations]),
        threshold="t > due - 0.5*dt",
        reset="\n".join([own, *reset]),
        method=Membrane.method if has_potential else "exact",
        namespace={"spike_times": table},
        name=name,
    )
