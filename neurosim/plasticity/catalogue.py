"""Every rule that has a name, with the numbers it was published with."""

from __future__ import annotations

from dataclasses import dataclass

from neurosim.errors import unknown
from neurosim.parameters import Parameter, cited
from neurosim.plasticity import calcium_sets, tagging, voltage
from neurosim.plasticity.dopamine import DopamineSTDP
from neurosim.plasticity.inhibitory import InhibitorySTDP
from neurosim.plasticity.pair import (
    MultiplicativePairSTDP,
    NearestPairSTDP,
    PairSTDP,
    SymmetricSTDP,
)
from neurosim.plasticity.rate import BCM, Hebb, Oja
from neurosim.plasticity.rule import PlasticityRule
from neurosim.plasticity.scaling import SynapticScaling
from neurosim.plasticity.short_term import DepressingSynapse, MongilloSynapse, TsodyksMarkram
from neurosim.plasticity.stabilised import StabilisedTripletSTDP
from neurosim.plasticity.triplet import (
    FullTripletSTDP,
    NearestFullTripletSTDP,
    NearestTripletSTDP,
    TripletSTDP,
)


@dataclass(frozen=True)
class NamedRule:
    """A rule under the name that the command line knows it by.

    Parameters
    ----------
    name, summary
        Its name, and what it is in a line.
    rule
        The rule with all its numbers.
    """

    name: str
    summary: str
    rule: PlasticityRule


def rule_named(name: str) -> PlasticityRule:
    """Return a rule by its name.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    for each in RULES:
        if each.name == name:
            return each.rule
    raise unknown("rule", name, [each.name for each in RULES])


def _amplitude(value: float, note: str, source: str = "pfister2006") -> Parameter:
    return cited(value, "1", source, note, -10, 10)


def _tau(value: float, source: str, note: str = "") -> Parameter:
    return cited(value, "ms", source, note, 0.1, 1e4)


CULTURE = {
    "tau_plus": _tau(16.8, "bi2001", "hippocampal culture"),
    "tau_minus": _tau(33.7, "bi2001", "hippocampal culture"),
}

CULTURE_PLUS = _amplitude(0.777 / 60, "+77.7 % by 60 pairs; as reported", "bi2001")
CULTURE_MINUS = _amplitude(0.273 / 60, "-27.3 % by 60 pairs; as reported", "bi2001")

FITTED = "least squares to {data}, weighted by the standard errors; time constants of bi2001"

RULES: tuple[NamedRule, ...] = (
    NamedRule(
        "pair",
        "pair STDP of hippocampal culture, all pairs count",
        PairSTDP(
            A_plus=CULTURE_PLUS,
            A_minus=CULTURE_MINUS,
            **CULTURE,
        ),
    ),
    NamedRule(
        "pair-nearest",
        "pair STDP of hippocampal culture, only nearest spikes count",
        NearestPairSTDP(
            A_plus=CULTURE_PLUS,
            A_minus=CULTURE_MINUS,
            **CULTURE,
        ),
    ),
    NamedRule(
        "pair-multiplicative",
        "pair STDP with soft bounds: weights settle inside them",
        MultiplicativePairSTDP(
            A_plus=cited(0.005, "1", "song2000", "as the additive rule", 0, 10),
            A_minus=cited(0.00525, "1", "song2000", "as the additive rule", 0, 10),
        ),
    ),
    NamedRule(
        "pair-cortex",
        "pair STDP of cortical models, biased to depression",
        PairSTDP(
            w_max=cited(1.0, "1", "song2000", "amplitudes are shares of the largest", 1e-6, 1e4),
            w_start=cited(0.5, "1", "chosen", "half of the largest", 0, 1e4),
        ),
    ),
    NamedRule(
        "pair-fitted-visual-cortex",
        "pair STDP as near as it can come to visual cortex",
        PairSTDP(
            A_plus=_amplitude(4.72e-3, FITTED.format(data="sjostrom2001"), "chosen"),
            A_minus=_amplitude(8.04e-4, FITTED.format(data="sjostrom2001"), "chosen"),
            **CULTURE,
        ),
    ),
    NamedRule(
        "pair-fitted-hippocampus",
        "pair STDP as near as it can come to triplets in hippocampal culture",
        PairSTDP(
            A_plus=_amplitude(7.33e-3, FITTED.format(data="wang2005"), "chosen"),
            A_minus=_amplitude(3.40e-3, FITTED.format(data="wang2005"), "chosen"),
            **CULTURE,
        ),
    ),
    NamedRule("symmetric", "symmetric STDP of CA3 onto CA3", SymmetricSTDP()),
    NamedRule(
        "triplet-visual-cortex-all-to-all",
        "triplet STDP, visual cortex, all spikes count",
        TripletSTDP(),
    ),
    NamedRule(
        "triplet-visual-cortex-nearest",
        "triplet STDP, visual cortex, only nearest spikes count",
        NearestTripletSTDP(
            A3_plus=_amplitude(5e-2, "triplets, potentiation"),
            A2_minus=_amplitude(8e-3, "pairs, depression"),
            tau_y=_tau(40.0, "pfister2006"),
        ),
    ),
    NamedRule(
        "triplet-visual-cortex-all-to-all-full",
        "triplet STDP, visual cortex, all spikes count, full model",
        FullTripletSTDP(),
    ),
    NamedRule(
        "triplet-hippocampus-all-to-all",
        "triplet STDP, hippocampal culture, all spikes count",
        TripletSTDP(
            A2_plus=_amplitude(5.3e-3, "pairs, potentiation"),
            A3_plus=_amplitude(8e-3, "triplets, potentiation"),
            A2_minus=_amplitude(3.5e-3, "pairs, depression"),
            tau_y=_tau(40.0, "pfister2006"),
        ),
    ),
    NamedRule(
        "triplet-hippocampus-nearest",
        "triplet STDP, hippocampal culture, only nearest spikes count",
        NearestTripletSTDP(
            A2_plus=_amplitude(4.6e-3, "pairs, potentiation"),
            A3_plus=_amplitude(9.1e-3, "triplets, potentiation"),
            A2_minus=_amplitude(3e-3, "pairs, depression"),
            tau_y=_tau(48.0, "pfister2006"),
        ),
    ),
    NamedRule(
        "triplet-visual-cortex-nearest-full",
        "triplet STDP, visual cortex, only nearest spikes count, full model",
        NearestFullTripletSTDP(
            A2_plus=_amplitude(8.8e-11, "pairs, potentiation"),
            A3_plus=_amplitude(5.3e-2, "triplets, potentiation"),
            A2_minus=_amplitude(6.6e-3, "pairs, depression"),
            A3_minus=_amplitude(3.1e-3, "triplets, depression"),
            tau_x=_tau(714.0, "pfister2006"),
            tau_y=_tau(40.0, "pfister2006"),
        ),
    ),
    NamedRule(
        "triplet-hippocampus-nearest-full",
        "triplet STDP, hippocampal culture, only nearest spikes count, full model",
        NearestFullTripletSTDP(
            A2_plus=_amplitude(4.6e-3, "pairs, potentiation"),
            A3_plus=_amplitude(9.1e-3, "triplets, potentiation"),
            A2_minus=_amplitude(3e-3, "pairs, depression"),
            A3_minus=_amplitude(7.5e-9, "triplets, depression"),
            tau_x=_tau(575.0, "pfister2006"),
            tau_y=_tau(47.0, "pfister2006"),
        ),
    ),
    NamedRule(
        "triplet-hippocampus-all-to-all-full",
        "triplet STDP, hippocampal culture, all spikes count, full model",
        FullTripletSTDP(
            A2_plus=_amplitude(6.1e-3, "pairs, potentiation"),
            A3_plus=_amplitude(6.7e-3, "triplets, potentiation"),
            A2_minus=_amplitude(1.6e-3, "pairs, depression"),
            A3_minus=_amplitude(1.4e-3, "triplets, depression"),
            tau_x=_tau(946.0, "pfister2006"),
            tau_y=_tau(27.0, "pfister2006"),
        ),
    ),
    NamedRule(
        "calcium-dp",
        "calcium-based, depression then potentiation as the lag grows",
        calcium_sets.DP,
    ),
    NamedRule(
        "calcium-dpd",
        "calcium-based, potentiation between two windows of depression",
        calcium_sets.DPD,
    ),
    NamedRule("calcium-dpd-prime", "as calcium-dpd, wide depression", calcium_sets.DPD_PRIME),
    NamedRule("calcium-p", "calcium-based, potentiation at all short lags", calcium_sets.P),
    NamedRule("calcium-d", "calcium-based, depression at short lags", calcium_sets.D),
    NamedRule("calcium-d-prime", "calcium-based, depression at all lags", calcium_sets.D_PRIME),
    NamedRule(
        "calcium-hippocampal-slices",
        "calcium-based, hippocampal slices: pairs depress, bursts potentiate",
        calcium_sets.HIPPOCAMPAL_SLICES,
    ),
    NamedRule(
        "calcium-hippocampal-cultures",
        "calcium-based, hippocampal cultures",
        calcium_sets.HIPPOCAMPAL_CULTURES,
    ),
    NamedRule(
        "calcium-cortical-slices",
        "calcium-based, visual cortex",
        calcium_sets.CORTICAL_SLICES,
    ),
    NamedRule(
        "calcium-nmda-cortical-slices",
        "calcium through NMDA receptors that detect coincidence, visual cortex",
        calcium_sets.CORTICAL_SLICES_NMDA,
    ),
    NamedRule("voltage-visual-cortex", "voltage-based, visual cortex", voltage.VISUAL_CORTEX),
    NamedRule(
        "voltage-hippocampus",
        "voltage-based, hippocampus under voltage clamp: pairs of spikes hardly move it",
        voltage.HIPPOCAMPUS,
    ),
    NamedRule(
        "tagging",
        "synaptic tagging and capture: early and late phase, one synapse alone",
        tagging.SINGLE_SYNAPSE,
    ),
    NamedRule(
        "tagging-network",
        "tagging and capture, calcium as in a recurrent network: pairs alone do not move it",
        tagging.TaggingAndCapture(),
    ),
    NamedRule("hebb", "Hebb's rule of the rates: weights only grow", Hebb()),
    NamedRule("bcm", "BCM: a threshold that slides with the mean-square rate", BCM()),
    NamedRule(
        "bcm-slow",
        "BCM whose threshold takes hours to slide: one protocol does not move it",
        BCM(
            tau_theta=cited(
                36000.0,
                "s",
                "chosen",
                "hours; dark rearing moves it in days (kirkwood1996)",
                1,
                1e7,
            ),
            eta=cited(5e-5, "s", "chosen", "changes of the size of the data", 0, 1),
        ),
    ),
    NamedRule("oja", "Oja's rule: Hebb's with a decay that bounds it", Oja()),
    NamedRule(
        "dopamine", "STDP marks synapses, dopamine changes those that are marked", DopamineSTDP()
    ),
    NamedRule("inhibitory", "inhibitory STDP: brings cells to a target rate", InhibitorySTDP()),
    NamedRule(
        "heterosynaptic",
        "triplet STDP kept stable by heterosynaptic and sliding depression",
        StabilisedTripletSTDP(),
    ),
    NamedRule("scaling", "synaptic scaling: all synapses of a cell alike", SynapticScaling()),
    NamedRule("tsodyks-markram-depressing", "short-term depression", DepressingSynapse()),
    NamedRule("tsodyks-markram-facilitating", "short-term facilitation", TsodyksMarkram()),
    NamedRule("mongillo", "short-term facilitation as in working memory", MongilloSynapse()),
)
"""Every rule that the package names. Others are found by entry point."""
