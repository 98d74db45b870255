"""What a plasticity rule is: equations and events as text beside their parameters.

A rule is written once and used anywhere: on the bench, where one synapse is stimulated with given
spike times, and in the pathways of a brain. Its texts may use

- `w`, the weight, and its own synaptic variables,
- its own fields, by their names (a field with a unit has that unit in the equations),
- traces of the cell before (`x_pre`) and after (`y_post`) the synapse, as they are just before
  the spike that is treated,
- `u_post`, the membrane potential of the cell after the synapse, spikes included,
- `learning`, which the brain state sets (1 on the bench) and which every change must scale with.
"""

from __future__ import annotations

from abc import ABC
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from neurosim.errors import InputError
from neurosim.parameters import Parameter, cited

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Trace:
    """A variable of a cell that remembers its spikes, or follows its membrane potential.

    Parameters
    ----------
    name
        Its name; rules read it as ``name_pre`` or ``name_post``.
    equation
        Differential equation; it may use fields of the rule, other traces of the same end that are
        listed before it, and the membrane potential `u`.
    on_spike
        What a spike of the cell does to it, after all synapses have read it.
    on_dopamine
        What release of dopamine at the cell does to it; `release` is the amount.
    at_rest
        Its value at rest: a number or the name of a field.
    lasts
        Whether it lasts from one event of a life to the next; others begin from rest.
    """

    name: str
    equation: str
    on_spike: str = ""
    on_dopamine: str = ""
    at_rest: str = "0"
    lasts: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything in it that may use names."""
        return (self.equation, self.on_spike, self.on_dopamine, self.at_rest)


def summing(name: str, tau: str) -> Trace:
    """Return a trace to which every spike adds 1: all pairs of spikes count."""
    return Trace(name, f"d{name}/dt = -{name}/{tau} : 1", f"{name} += 1")


def nearest(name: str, tau: str) -> Trace:
    """Return a trace that every spike sets to 1: only the nearest spike counts."""
    return Trace(name, f"d{name}/dt = -{name}/{tau} : 1", f"{name} = 1")


@dataclass(frozen=True)
class SynapticVariable:
    """A variable that every synapse has of its own.

    Parameters
    ----------
    name
        Its name.
    equation
        As Brian2 writes it: ``"dc/dt = -c/tau_ca : 1 (clock-driven)"`` or ``"rho : 1"``.
    start
        Its value in a naive synapse: a number or the name of a field.
    lasts
        Whether it lasts from one event of a life to the next; others begin from `start`.
    """

    name: str
    equation: str
    start: str = "0"
    lasts: bool = False


@dataclass(frozen=True, kw_only=True)
class PlasticityRule(ABC):  # noqa: B024 (what a rule must have is text, checked when it is built)
    """A rule by which a synapse changes.

    Attributes
    ----------
    on_pre, on_post
        What a spike before and a spike after the synapse does.
    on_pre_delayed, delayed_by
        What a spike before the synapse does later than that, and the name of the field that says
        how much later.
    pre, post
        Traces of the cell before and of the cell after the synapse.
    variables
        What a synapse has beside its weight.
    weight
        Equation of the weight, where it changes between spikes.
    each_step
        What happens at every time step, after the equations were integrated.
    transmitted
        What a presynaptic spike transmits, if that is not just the weight.
    method
        How the synaptic equations are integrated: exactly (linear ones) or by a named scheme.
    step
        Largest time step in seconds for rules that change between spikes, by what their
        integration allows; rules that do not can go in larger ones.
    copies
        Synapses that stand for one on the bench: more than one for rules with noise.
    sources
        What the rule as a whole is based on.

    Raises
    ------
    InputError
        If a time constant is not positive or the bounds of the weight are not in order.
    """

    on_pre: ClassVar[str] = ""
    on_post: ClassVar[str] = ""
    on_pre_delayed: ClassVar[str] = ""
    delayed_by: ClassVar[str] = ""
    pre: ClassVar[tuple[Trace, ...]] = ()
    post: ClassVar[tuple[Trace, ...]] = ()
    variables: ClassVar[tuple[SynapticVariable, ...]] = ()
    weight: ClassVar[str] = "w : 1"
    each_step: ClassVar[str] = ""
    transmitted: ClassVar[str] = "w"
    method: ClassVar[str] = "exact"
    step: ClassVar[float] = 1e-4
    copies: ClassVar[int] = 1
    sources: ClassVar[tuple[str, ...]] = ()

    learning_rate: float = cited(
        1.0, "1", "chosen", "factor on every change; 1 is as published", 0, 1000
    )
    w_unit: float = cited(
        1.0, "1", "chosen", "the weight that amplitudes are relative to", 1e-6, 1000
    )
    w_max: float = cited(10.0, "1", "chosen", "far above what one protocol reaches", 1e-6, 1e4)
    w_start: float = cited(1.0, "1", "chosen", "a naive synapse on the bench", 0, 1e4)

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not isinstance(value, Parameter):
                value = self._parameter(field.name, float(value))
                object.__setattr__(self, field.name, value)
            if not np.isfinite(value):
                raise InputError(f"{field.name} must be a finite number, not {float(value)}")
            if field.name.startswith("tau") and value <= 0:
                raise InputError(f"{field.name} must be positive, not {float(value):g}")
        if self.w_max <= 0 or not 0 <= self.w_start <= self.w_max:
            raise InputError(
                f"w_start = {float(self.w_start):g} is beyond the bounds of the weight "
                f"(allowed: 0 to w_max = {float(self.w_max):g})"
            )

    def _parameter(self, name: str, value: float) -> Parameter:
        """Return a bare number as a parameter, in the unit of the default where there is one."""
        default = getattr(type(self), name, None)
        if isinstance(default, Parameter):
            return default.with_value(value, name)
        return Parameter(value, "1", "chosen", "set by the user")

    def naive(self, copies: int) -> dict[str, Vector]:
        """Return weight and synaptic variables of so many naive synapses."""
        values = {"w": np.full(copies, float(self.w_start))}
        for variable in self.variables:
            values[variable.name] = np.full(copies, self.number(variable.start))
        return values

    def begin(self, weights: Vector) -> dict[str, Vector]:
        """Return weight and synaptic variables of synapses that begin with these weights.

        Rules whose weight follows from synaptic variables set those to match.
        """
        return self.naive(weights.size) | {"w": weights}

    def settled(self, values: Mapping[str, Vector]) -> Vector:
        """Return the weights that synapses in this state express once they have settled."""
        return values["w"]

    def number(self, text: str) -> float:
        """Return a number that is written as such, or as the name of a field (in its unit)."""
        try:
            return float(text)
        except ValueError:
            return float(getattr(self, text))
