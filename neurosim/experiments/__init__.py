"""Questions, one file each: to agents that live, and to single synapses on the bench."""

from neurosim.experiments.check import Checked, check_rule
from neurosim.experiments.dopamine_stdp import DopamineStdp
from neurosim.experiments.experiment import Experiment
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
from neurosim.experiments.late_ltp import LateLtp
from neurosim.experiments.life import Life
from neurosim.experiments.ltp_ltd import LtpLtd
from neurosim.experiments.pairing_frequency import PairingFrequency
from neurosim.experiments.run import Factory, Outcome, Reading, Watch, readings, rows_of, run_seed
from neurosim.experiments.short_term_plasticity import ShortTermPlasticity
from neurosim.experiments.spike_triplets import SpikeTriplets
from neurosim.experiments.stdp_window import StdpWindow
from neurosim.experiments.subjects import ArtificialWeight, SpikingSynapse, Subject
from neurosim.experiments.synapse import SynapseExperiment
from neurosim.experiments.synapse_run import SynapseOutcome, run_rules

EXPERIMENTS: tuple[Experiment, ...] = (Life(),)
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
    "SYNAPSE_EXPERIMENTS",
    "ArtificialWeight",
    "Certainty",
    "Checked",
    "Curve",
    "DataSet",
    "DopamineStdp",
    "Experiment",
    "Factory",
    "Finding",
    "Findings",
    "LateLtp",
    "Life",
    "LtpLtd",
    "Outcome",
    "PairingFrequency",
    "Panel",
    "Reading",
    "ShortTermPlasticity",
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
    "run_rules",
    "run_seed",
    "verdicts",
]
