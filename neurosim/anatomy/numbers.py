"""How the numbers of regions and pathways are written down."""

from __future__ import annotations

from neurosim.brain import ByAcetylcholine, ByAcetylcholineAwake, ByCorticalAcetylcholine
from neurosim.parameters import Parameter, cited
from neurosim.plasticity import TripletSTDP


def chosen(value: float, unit: str, note: str, high: float) -> Parameter:
    """Return a number that no source gives, from 0 to `high`, with the reason for it."""
    return cited(value, unit, "chosen", note, 0.0, high)


def cells(count: float, note: str) -> Parameter:
    """Return a number of cells."""
    return cited(count, "cells", "chosen", note, 0, 1e6)


def inputs(count: float, note: str) -> Parameter:
    """Return a number of inputs of each cell."""
    return cited(count, "inputs", "chosen", note, 1, 1e6)


def weight(value: float, note: str) -> Parameter:
    """Return a weight: a conductance in units of the leak conductance."""
    return chosen(value, "1", note, 100.0)


def modulated(
    encode: float, wake: float, recall: float, nrem: float, note: str, rem: float | None = None
) -> ByAcetylcholine:
    """Return a factor that acetylcholine sets; directions after Hasselmo (2006), sizes chosen."""
    return ByAcetylcholine(*_factors(encode, wake, recall, nrem, note, rem))


def modulated_awake(
    encode: float, wake: float, recall: float, nrem: float, note: str
) -> ByAcetylcholineAwake:
    """Return the same where acetylcholine has no part in what the factor is in NREM sleep."""
    return ByAcetylcholineAwake(*_factors(encode, wake, recall, nrem, note))


def modulated_cortex(
    encode: float, wake: float, recall: float, nrem: float, note: str, rem: float | None = None
) -> ByCorticalAcetylcholine:
    """Return the same in the neocortex."""
    return ByCorticalAcetylcholine(*_factors(encode, wake, recall, nrem, note, rem))


def _factors(
    encode: float, wake: float, recall: float, nrem: float, note: str, rem: float | None = None
) -> tuple[Parameter, ...]:
    values = (encode, wake, recall, nrem, *(() if rem is None else (rem,)))
    note = f"{note} (hasselmo2006); size chosen"
    return tuple(cited(value, "1", "chosen", note, 0.0, 1000.0) for value in values)


def plastic_at_encoding() -> ByAcetylcholine:
    """Return the plasticity of the hippocampus by brain state."""
    return modulated(1, 0, 0, 0, "acetylcholine permits plasticity in the hippocampus")


def triplet_rule(
    kind: type[TripletSTDP], w_max: Parameter, learning_rate: Parameter,
    pairs: Parameter, triplets: Parameter, post_pre: Parameter, unpaired: Parameter,
) -> TripletSTDP:  # fmt: skip
    """Return a rule with amplitudes relative to `w_max`, and the time constants of all rules."""
    window = cited(20.0, "ms", "song2000", "window of pairs", 0.1, 1000)
    return kind(
        w_max=w_max, learning_rate=learning_rate,
        w_unit=cited(w_max, "1", "chosen", "amplitudes are relative to w_max", 1e-6, 100),
        w_start=chosen(0, "1", "not used here: naive weights are drawn", 100),
        A2_plus=pairs, A3_plus=triplets, A2_minus=post_pre, a_in=unpaired,
        tau_plus=window, tau_minus=window,
        tau_y=cited(100.0, "ms", "chosen", "near the 114 ms of pfister2006", 0.1, 1e4),
    )  # fmt: skip


UNPAIRED = cited(-0.05, "1", "chosen", "fades where the target is silent", -10, 0)


def one_shot(
    w_max: Parameter, learning_rate: Parameter, unpaired: Parameter = UNPAIRED
) -> TripletSTDP:
    """Return a rule of pairs that learns in one exposure."""
    return triplet_rule(
        TripletSTDP, w_max, learning_rate,
        pairs=chosen(1.0, "1", "pairs", 10), triplets=chosen(0.0, "1", "no triplets", 10),
        post_pre=cited(-1.0, "1", "chosen", "symmetric window (mishra2016)", -10, 10),
        unpaired=unpaired,
    )  # fmt: skip
