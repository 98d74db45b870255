"""Numbers that carry their unit and their source.

A `Parameter` is a float, and can be used wherever a float can, that also knows its unit,
where it comes from and in which range it makes sense. Parts of agents are frozen dataclasses
whose fields are parameters; `listed` walks such a tree and `changed` replaces leaves of it by
dotted name, which is how ``neurosim show`` and ``--set`` reach any number of any agent.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from neurosim.errors import InputError, unknown
from neurosim.spreads import Spread

Part = TypeVar("Part")

UNITS = {
    "1": ("1", 1.0),
    "s": ("second", 1.0),
    "ms": ("second", 1e-3),
    "Hz": ("Hz", 1.0),
    "1/s": ("Hz", 1.0),
    "mV": ("volt", 1e-3),
    "1/mV": ("1/volt", 1e3),
    "1/mV^2": ("1/volt**2", 1e6),
    "pA": ("amp", 1e-12),
    "nA": ("amp", 1e-9),
    "nS": ("siemens", 1e-9),
    "pF": ("farad", 1e-12),
    "J": ("joule", 1.0),
}
"""Units that equations may use: what Brian2 calls the dimension, and SI base units in each."""


class Parameter(float):
    """A float with a unit, a source, a note and a range.

    Attributes
    ----------
    unit : str
        Unit of the value, "1" where it has none.
    source : str
        A key of ``references.bib``, or "chosen" (then the note says why).
    note : str
        What was read off or why it was chosen.
    low, high : float
        Range in which the number makes sense, both ends included.
    spread : Spread or None
        How it differs between individuals; None if nothing is known of that, or somebody set it.
    origin : Parameter or None
        What it was before somebody changed it.
    """

    unit: str
    source: str
    note: str
    low: float
    high: float
    spread: Spread | None
    origin: Parameter | None

    def __new__(
        cls,
        value: float,
        unit: str,
        source: str,
        note: str = "",
        low: float = -math.inf,
        high: float = math.inf,
        spread: Spread | None = None,
    ) -> Parameter:
        parameter = super().__new__(cls, value)
        parameter.unit = unit
        parameter.source = source
        parameter.note = note
        parameter.low = low
        parameter.high = high
        parameter.spread = spread
        parameter.origin = None
        return parameter

    def __reduce__(self) -> tuple[Any, ...]:
        state = (float(self), self.unit, self.source, self.note, self.low, self.high, self.spread)
        return (Parameter, state)

    def with_value(self, value: float, name: str, why: str = "set by the user") -> Parameter:
        """Return this parameter, called `name`, at another value; at its own, as it was.

        What somebody sets is set: it differs between individuals no more.

        Raises
        ------
        InputError
            If the value is not a finite number within the parameter's range.
        """
        if not math.isfinite(value):
            raise InputError(f"{name} must be a finite number, not {value}")
        if not self.low <= value <= self.high:
            unit = "" if self.unit == "1" else f" {self.unit}"
            allowed = f"{self.low:g} to {self.high:g}{unit}"
            raise InputError(f"{name} = {value:g} is out of range (allowed: {allowed})")
        origin = self.origin or self
        if value == origin:
            return origin if origin.spread is None else origin._become(value, origin.source)
        note = f"{why}; by default {float(origin):g}"
        return origin._become(value, "chosen", note)

    def drawn(self, share: float) -> Parameter:
        """Return this parameter as an individual has it.

        Parameters
        ----------
        share
            Share of individuals, of those in its range, whose value is lower: above 0, below 1.

        Raises
        ------
        ValueError
            If it does not differ between individuals.
        """
        if self.spread is None:
            raise ValueError(f"{float(self):g} {self.unit} does not differ between individuals")
        value = self.spread.value(float(self), self.low, self.high, share)
        note = f"drawn: {self.spread.told(self.unit)}, mean {float(self):g}; {self.spread.note}"
        return self._become(value, self.spread.source, note)

    def _become(self, value: float, source: str, note: str | None = None) -> Parameter:
        """Return what has come of this parameter: without its spread."""
        told = self.note if note is None else note
        changed = Parameter(value, self.unit, source, told, self.low, self.high)
        changed.origin = self
        return changed


def cited(
    value: float,
    unit: str,
    source: str,
    note: str = "",
    low: float = -math.inf,
    high: float = math.inf,
    spread: Spread | None = None,
) -> Parameter:
    """Make a parameter; a "chosen" one must carry a note.

    Raises
    ------
    ValueError
        If the source is "chosen" and there is no note, or the value is out of its own range; if it
        has a spread and is counted, or has no room for one standard deviation to either side.
    """
    if source == "chosen" and not note:
        raise ValueError(f"a chosen parameter needs a note ({value} {unit})")
    if not (math.isfinite(value) and low <= value <= high):
        raise ValueError(f"{value} {unit} is not within {low} to {high}")
    if spread is not None:
        if unit not in UNITS:
            raise ValueError(f"{unit} are counted: each number of them is another network")
        if not (low <= spread.at(value, -1.0) and spread.at(value, 1.0) <= high):
            raise ValueError(f"{value} {unit} has no room for its spread in {low} to {high}")
    return Parameter(value, unit, source, note, low, high, spread)


def listed(part: object, prefix: str = "") -> Iterator[tuple[str, Parameter]]:
    """Yield every parameter in a tree of frozen dataclasses, with its dotted name.

    A member of a tuple that has a ``name`` goes by it; other members by their position.
    """
    for name, child in _children(part):
        path = f"{prefix}{name}"
        if isinstance(child, Parameter):
            yield path, child
        else:
            yield from listed(child, f"{path}.")


def changed(part: Part, changes: Mapping[str, float], why: str = "set by the user") -> Part:
    """Return a copy of `part` with parameters replaced by dotted name.

    Parameters
    ----------
    part
        A tree of frozen dataclasses.
    changes
        New values.
    why
        What the notes of these are to say.

    Raises
    ------
    InputError
        If there is no such parameter, or the value is out of its range.
    """
    known = dict(listed(part))
    for name in changes:
        if name not in known:
            raise unknown("parameter", name, known)
    return replaced(part, {n: known[n].with_value(value, n, why) for n, value in changes.items()})


def replaced(part: Part, numbers: Mapping[str, Parameter]) -> Part:
    """Return a copy of `part` with other parameters in the place of those of these names."""
    rebuilt: Part = _rebuilt(part, numbers, "") if numbers else part
    return rebuilt


def check_counts(part: object) -> None:
    """Check that every parameter in a tree that counts something is whole.

    Raises
    ------
    InputError
        If one is not; parameters count whose unit ("cells", "pairs") no equation may use.
    """
    for name, number in listed(part):
        if number.unit not in UNITS and not float(number).is_integer():
            raise InputError(f"{name} must be a whole number, not {float(number):g}")


def in_si(parameter: float) -> float:
    """Return a parameter in SI base units."""
    unit = parameter.unit if isinstance(parameter, Parameter) else "1"
    return float(parameter) * UNITS[unit][1]


def dimension(parameter: Parameter) -> str:
    """Return what equations call the dimension of a parameter."""
    return UNITS[parameter.unit][0]


def named_parameters(part: Any) -> dict[str, Parameter]:
    """Return the parameters of a dataclass that equations may use, by field name."""
    values = {field.name: getattr(part, field.name) for field in fields(part)}
    return {n: v for n, v in values.items() if isinstance(v, Parameter) and v.unit in UNITS}


def _children(part: object) -> Iterator[tuple[str, object]]:
    if is_dataclass(part):
        for field in fields(part):
            yield field.name, getattr(part, field.name)
    elif isinstance(part, tuple):
        for position, child in enumerate(part):
            yield str(getattr(child, "name", position)), child


def _rebuilt(part: Any, values: Mapping[str, Parameter], prefix: str) -> Any:
    if isinstance(part, Parameter):
        return values.get(prefix[:-1], part)
    if not any(name.startswith(prefix) for name in values):
        return part
    children = [
        (name, _rebuilt(child, values, f"{prefix}{name}.")) for name, child in _children(part)
    ]
    if isinstance(part, tuple):
        return tuple(child for _, child in children)
    return replace(part, **dict(children))
