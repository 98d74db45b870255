"""From the texts of a rule to those of cells and synapses, with every name resolved.

The time constants of a trace become variables of the cells beside the trace, all other parameters
variables of the synapses, so that one compiled network serves all values of them. Two rules share
a trace of a population if it would be the same trace, whatever each of them calls it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from neurosim.errors import InputError, unknown
from neurosim.parameters import dimension, in_si, named_parameters
from neurosim.plasticity.rule import PlasticityRule, Trace

NAME = re.compile(r"(?<![\w.])[A-Za-z_]\w*")

FUNCTIONS = frozenset({
    "abs", "arctan", "ceil", "clip", "cos", "exp", "exprel", "floor", "int", "log", "log10", "rand",
    "randn", "sign", "sin", "sqrt", "tanh", "timestep",
})  # fmt: skip
"""Functions that texts may use."""

ALWAYS = frozenset({
    "w", "learning", "t", "dt", "xi", "u", "lastspike_pre", "lastspike_post", "u_post", "release",
    "second", "ms", "volt", "mV", "Hz", "and", "or", "not", "True", "False", "i", "j",
})  # fmt: skip
"""Names that need not be declared."""

HEADS = re.compile(r"d\w+/dt\s*=|:\s*[^:]*$", re.MULTILINE)
"""What equations have around their right-hand side: the derivative, the unit and the flags."""


@dataclass
class CellTraces:
    """The traces of one population.

    Attributes
    ----------
    equations, on_spike, on_dopamine
        Texts, to be joined line by line.
    at_rest
        Value of each at rest, as text.
    lasting
        Those that last from event to event.
    values
        Their parameters, in SI base units.
    reserved
        Names that the cells have taken for something else.
    """

    equations: list[str] = field(default_factory=list)
    on_spike: list[str] = field(default_factory=list)
    on_dopamine: list[str] = field(default_factory=list)
    at_rest: list[tuple[str, str]] = field(default_factory=list)
    lasting: list[str] = field(default_factory=list)
    values: dict[str, float] = field(default_factory=dict)
    reserved: frozenset[str] = frozenset()
    _known: dict[tuple[str, ...], str] = field(default_factory=dict)

    @property
    def needs_potential(self) -> bool:
        """Whether a trace follows the membrane potential."""
        return any(mentions(line, "u") for line in self.equations)

    def add(self, rule: PlasticityRule, traces: Iterable[Trace]) -> dict[str, str]:
        """Add the traces of a rule, and return what each is called in this population."""
        check_declared(rule)
        names: dict[str, str] = {}
        for trace in traces:
            check_names(rule, "a trace", trace.texts, {*names, trace.name})
            names[trace.name] = self._placed(rule, trace, names)
        return names

    def release(self) -> str:
        """Return what a dopaminergic synapse does to its target, by `release`, the amount."""
        ends = {name: f"{name}_post" for name in (*dict(self.at_rest), *self.values)}
        return "\n".join(renamed(each, ends) for each in self.on_dopamine)

    def _placed(self, rule: PlasticityRule, trace: Trace, names: Mapping[str, str]) -> str:
        used = {n: p for n, p in named_parameters(rule).items() if mentions_any(trace.texts, n)}
        numbers = {name: f"<{in_si(p)!r} {dimension(p)}>" for name, p in used.items()}
        unnamed = {**names, **numbers, trace.name: "<self>", f"d{trace.name}": "<rate>"}
        key = (*(renamed(text, unnamed) for text in trace.texts), str(trace.lasts))
        if key in self._known:
            return self._known[key]
        taken = {*(name for name, _ in self.at_rest), *self.values, *self.reserved}
        variable = next(name for name in _numbered(trace.name) if name not in taken)
        own = {name: f"{name}_{variable}" for name in used}
        equation, on_spike, on_dopamine, at_rest = (
            renamed(text, {**names, **own, trace.name: variable, f"d{trace.name}": f"d{variable}"})
            for text in trace.texts
        )
        self.equations += [
            equation,
            *(f"{own[n]} : {dimension(p)} (shared)" for n, p in used.items()),
        ]
        self.on_spike += [on_spike] if on_spike else []
        self.on_dopamine += [on_dopamine] if on_dopamine else []
        self.at_rest.append((variable, at_rest))
        self.lasting += [variable] if trace.lasts else []
        self.values |= {own[name]: in_si(p) for name, p in used.items()}
        self._known[key] = variable
        return variable


@dataclass(frozen=True)
class SynapseText:
    """The texts of the synapses of one rule between two populations.

    Attributes
    ----------
    values
        Parameters in SI base units.
    """

    equations: tuple[str, ...]
    on_pre: str
    on_post: str
    on_pre_delayed: str
    each_step: str
    transmitted: str
    values: Mapping[str, float]

    def presynaptic(self, *more: str) -> dict[str, str]:
        """Return what spikes before the synapse do, by the name of the way they take to it.

        A delay can be given at run time only to the way that is listed first and called "pre".

        Parameters
        ----------
        more
            What they do at once beside what the rule says, and before it.
        """
        at_once = "\n".join(line for line in (*more, self.on_pre) if line)
        if not self.on_pre_delayed:
            return {"pre": at_once}
        return {"pre": self.on_pre_delayed, **({"pre_at_once": at_once} if at_once else {})}

    @property
    def needs_potential(self) -> bool:
        """Whether it reads the membrane potential of the cell after the synapse."""
        spikes = (self.on_pre, self.on_post, self.on_pre_delayed)
        texts = (*self.equations, *spikes, self.each_step)
        return mentions_any(texts, "u_post")


def synapse_text(
    rule: PlasticityRule, pre: Mapping[str, str], post: Mapping[str, str]
) -> SynapseText:
    """Return the texts of a rule's synapses.

    Parameters
    ----------
    pre, post
        What the traces of the cell before and after the synapse are called there.

    Raises
    ------
    InputError
        If a text uses a name that nothing has, or no change scales with `learning`.
    """
    ends = {f"{n}_pre": f"{v}_pre" for n, v in pre.items()}
    ends |= {f"{n}_post": f"{v}_post" for n, v in post.items()}
    own = {variable.name for variable in rule.variables}
    equations = (rule.weight, *(variable.equation for variable in rule.variables))
    rest = (rule.on_pre, rule.on_post, rule.on_pre_delayed, rule.each_step, rule.transmitted)
    check_names(rule, "the synapse", (*equations, *rest), {*ends, *own})
    texts = (*equations, *rest)
    for event in (rule.on_pre, rule.on_pre_delayed, rule.on_post):
        if re.search(r"(?<![\w.])w\s*[-+*/]?=(?!=)", event) and not mentions(event, "learning"):
            raise InputError(f"{type(rule).__name__}: {event!r} does not scale with 'learning'")
    changes = any(re.search(r"\bw\s*[-+*/]?=", text) for text in rest) or rule.weight != "w : 1"
    if changes and not mentions_any(texts, "learning"):
        raise InputError(f"{type(rule).__name__}: no change scales with 'learning'")
    used = {n: p for n, p in named_parameters(rule).items() if mentions_any(texts, n)}
    lines = [renamed(text, ends) for text in equations]
    lines += [f"{name} : {dimension(p)} (shared, constant)" for name, p in used.items()]
    on_pre, on_post, on_pre_delayed, each_step, transmitted = (renamed(t, ends) for t in rest)
    return SynapseText(
        tuple(lines),
        on_pre,
        on_post,
        on_pre_delayed,
        each_step,
        transmitted,
        {name: in_si(p) for name, p in used.items()},
    )


def check_declared(rule: PlasticityRule) -> None:
    """Check the names of synaptic variables and traces.

    Raises
    ------
    InputError
        If one is no name, is taken, or ends like a name of a cell's variable.
    """
    taken = {*named_parameters(rule), *ALWAYS, *FUNCTIONS, "transmitted"}
    for name in named_parameters(rule):
        if name.endswith(("_pre", "_post")):
            raise InputError(f"{type(rule).__name__}: {name!r} cannot be the name of a parameter")
    here: dict[str, set[str]] = {"variable": set(), "pre": set(), "post": set()}
    for kind, declared in (("variable", rule.variables), ("pre", rule.pre), ("post", rule.post)):
        for name in (each.name for each in declared):
            whole = f"{type(rule).__name__}: {name!r}"
            if not NAME.fullmatch(name) or name.endswith(("_pre", "_post")):
                raise InputError(f"{whole} cannot be the name of a variable")
            if name in taken or name in here[kind]:
                raise InputError(f"{whole} is the name of something else already")
            here[kind].add(name)


def check_names(
    rule: PlasticityRule, where: str, texts: Iterable[str], known: Iterable[str]
) -> None:
    """Check that texts use no name that nothing has.

    Raises
    ------
    InputError
        With the name, and the nearest that there is.
    """
    declared = {*known, *named_parameters(rule)}
    for text in texts:
        for name in NAME.findall(HEADS.sub(" ", text)):
            if name not in declared | FUNCTIONS | ALWAYS:
                raise unknown(f"name in {where} of {type(rule).__name__}", name, declared)


def renamed(text: str, names: Mapping[str, str]) -> str:
    """Return a text with whole names replaced, all at once."""
    return NAME.sub(lambda found: names.get(found[0], found[0]), text)


def mentions(text: str, name: str) -> bool:
    """Say whether a text uses a name."""
    return name in NAME.findall(text)


def mentions_any(texts: Iterable[str], name: str) -> bool:
    """Say whether any of the texts uses a name."""
    return any(mentions(text, name) for text in texts)


def _numbered(name: str) -> Iterable[str]:
    yield name
    yield from (f"{name}_{number}" for number in range(2, 1000))
