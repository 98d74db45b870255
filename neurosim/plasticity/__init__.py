"""Plasticity rules: equations and events as text beside their parameters. Knows no engine."""

from neurosim.plasticity.calcium import CalciumPlasticity, NMDACalciumPlasticity, Prediction
from neurosim.plasticity.catalogue import RULES, NamedRule, rule_named
from neurosim.plasticity.dopamine import DopamineSTDP
from neurosim.plasticity.inhibitory import InhibitorySTDP
from neurosim.plasticity.pair import (
    MultiplicativePairSTDP,
    NearestPairSTDP,
    PairSTDP,
    SymmetricSTDP,
)
from neurosim.plasticity.rate import BCM, Hebb, Oja
from neurosim.plasticity.rule import (
    PlasticityRule,
    SynapticVariable,
    Trace,
    Vector,
    nearest,
    summing,
)
from neurosim.plasticity.scaling import SynapticScaling
from neurosim.plasticity.short_term import DepressingSynapse, MongilloSynapse, TsodyksMarkram
from neurosim.plasticity.stabilised import StabilisedTripletSTDP
from neurosim.plasticity.tagging import TaggingAndCapture
from neurosim.plasticity.theory import HasDrift, HasLatePhase, HasWindow
from neurosim.plasticity.triplet import (
    FullTripletSTDP,
    NearestFullTripletSTDP,
    NearestTripletSTDP,
    SoftTripletSTDP,
    TripletSTDP,
)
from neurosim.plasticity.voltage import VoltagePlasticity

__all__ = [
    "BCM",
    "RULES",
    "CalciumPlasticity",
    "DepressingSynapse",
    "DopamineSTDP",
    "FullTripletSTDP",
    "HasDrift",
    "HasLatePhase",
    "HasWindow",
    "Hebb",
    "InhibitorySTDP",
    "MongilloSynapse",
    "MultiplicativePairSTDP",
    "NMDACalciumPlasticity",
    "NamedRule",
    "NearestFullTripletSTDP",
    "NearestPairSTDP",
    "NearestTripletSTDP",
    "Oja",
    "PairSTDP",
    "PlasticityRule",
    "Prediction",
    "SoftTripletSTDP",
    "StabilisedTripletSTDP",
    "SymmetricSTDP",
    "SynapticScaling",
    "SynapticVariable",
    "TaggingAndCapture",
    "Trace",
    "TripletSTDP",
    "TsodyksMarkram",
    "Vector",
    "VoltagePlasticity",
    "nearest",
    "rule_named",
    "summing",
]
