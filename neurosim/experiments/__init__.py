"""Questions, one file each: to agents that live, and to single synapses on the bench."""

from neurosim.experiments.acetylcholine import Acetylcholine
from neurosim.experiments.binding import Binding
from neurosim.experiments.capacity import Capacity
from neurosim.experiments.chart import SHARE, Chart, Scale
from neurosim.experiments.check import Checked, check_rule
from neurosim.experiments.consolidation import Consolidation
from neurosim.experiments.cued_reactivation import CuedReactivation
from neurosim.experiments.damage import Damage
from neurosim.experiments.dopamine_stdp import DopamineStdp
from neurosim.experiments.emotional_memory import EmotionalMemory
from neurosim.experiments.energy import Energy
from neurosim.experiments.energy_landscape import EnergyLandscape
from neurosim.experiments.experiment import Experiment, Plan
from neurosim.experiments.failure import FailedLifeError
from neurosim.experiments.few_shot import FewShot
from neurosim.experiments.findings import (
    Certainty,
    Curve,
    DataSet,
    Finding,
    Findings,
    Panel,
    Verdict,
    verdicts,
)
from neurosim.experiments.forgetting_curves import ForgettingCurves
from neurosim.experiments.gradient_alignment import GradientAlignment
from neurosim.experiments.interference import Interference
from neurosim.experiments.late_ltp import LateLtp
from neurosim.experiments.life import Life
from neurosim.experiments.ltp_ltd import LtpLtd
from neurosim.experiments.night import OneNight
from neurosim.experiments.novelty import Novelty
from neurosim.experiments.one_shot import OneShot
from neurosim.experiments.pairing_frequency import PairingFrequency
from neurosim.experiments.pattern_completion import PatternCompletion
from neurosim.experiments.pattern_separation import PatternSeparation
from neurosim.experiments.rem import RemSleep
from neurosim.experiments.replay import ReplayInSleep
from neurosim.experiments.retrograde_amnesia import RetrogradeAmnesia
from neurosim.experiments.reward import Reward
from neurosim.experiments.ripples import Ripples
from neurosim.experiments.run import (
    Factory,
    Outcome,
    Reading,
    Watch,
    readings,
    rows_of,
    run_life,
    run_lives,
    run_seed,
    unwatched,
)
from neurosim.experiments.sequence_replay import SequenceReplay
from neurosim.experiments.short_term_plasticity import ShortTermPlasticity
from neurosim.experiments.sleep_deprivation import SleepDeprivation
from neurosim.experiments.sleep_homeostasis import SleepHomeostasis
from neurosim.experiments.spike_triplets import SpikeTriplets
from neurosim.experiments.stdp_window import StdpWindow
from neurosim.experiments.subjects import ArtificialWeight, SpikingSynapse, Subject
from neurosim.experiments.synapse import SynapseExperiment
from neurosim.experiments.synapse_run import SynapseOutcome, run_rules

EXPERIMENTS: tuple[Experiment, ...] = (
    Life(),
    OneShot(),
    PatternSeparation(),
    PatternCompletion(),
    EnergyLandscape(),
    Consolidation(),
    Capacity(),
    ReplayInSleep(),
    RetrogradeAmnesia(),
    SleepDeprivation(),
    Interference(),
    ForgettingCurves(),
    FewShot(),
    Binding(),
    Acetylcholine(),
    Novelty(),
    EmotionalMemory(),
    Reward(),
    RemSleep(),
    SequenceReplay(),
    OneNight(),
    Ripples(),
    CuedReactivation(),
    SleepHomeostasis(),
    Damage(),
    Energy(),
    GradientAlignment(),
)
"""Every experiment with agents that the command line knows."""

SYNAPSE_EXPERIMENTS: tuple[SynapseExperiment, ...] = (
    StdpWindow(),
    PairingFrequency(),
    SpikeTriplets(),
    LtpLtd(),
    LateLtp(),
    ShortTermPlasticity(),
    DopamineStdp(),
)
"""Every experiment with single synapses that the command line knows."""

__all__ = [
    "EXPERIMENTS",
    "SHARE",
    "SYNAPSE_EXPERIMENTS",
    "Acetylcholine",
    "ArtificialWeight",
    "Binding",
    "Capacity",
    "Certainty",
    "Chart",
    "Checked",
    "Consolidation",
    "CuedReactivation",
    "Curve",
    "Damage",
    "DataSet",
    "DopamineStdp",
    "EmotionalMemory",
    "Energy",
    "EnergyLandscape",
    "Experiment",
    "Factory",
    "FailedLifeError",
    "FewShot",
    "Finding",
    "Findings",
    "ForgettingCurves",
    "GradientAlignment",
    "Interference",
    "LateLtp",
    "Life",
    "LtpLtd",
    "Novelty",
    "OneNight",
    "OneShot",
    "Outcome",
    "PairingFrequency",
    "Panel",
    "PatternCompletion",
    "PatternSeparation",
    "Plan",
    "Reading",
    "RemSleep",
    "ReplayInSleep",
    "RetrogradeAmnesia",
    "Reward",
    "Ripples",
    "Scale",
    "SequenceReplay",
    "ShortTermPlasticity",
    "SleepDeprivation",
    "SleepHomeostasis",
    "SpikeTriplets",
    "SpikingSynapse",
    "StdpWindow",
    "Subject",
    "SynapseExperiment",
    "SynapseOutcome",
    "Verdict",
    "Watch",
    "check_rule",
    "readings",
    "rows_of",
    "run_life",
    "run_lives",
    "run_rules",
    "run_seed",
    "unwatched",
    "verdicts",
]
