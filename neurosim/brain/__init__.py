"""The parts that spiking brains are composed of, and the brain that lives."""

from neurosim.brain.amygdala import Amygdala
from neurosim.brain.brain import Brain
from neurosim.brain.cells import (
    BasketCell,
    InputCell,
    Interneuron,
    PyramidalCell,
    QuietPyramidalCell,
    RelayCell,
)
from neurosim.brain.circuit import (
    Circuit,
    Inhibition,
    InputLayer,
    Pathway,
    Receptor,
    Region,
    Structure,
)
from neurosim.brain.homeostasis import SleepDownscaling, SynapticScaling
from neurosim.brain.novelty import Novelty
from neurosim.brain.renormalisation import ProportionalRenormalisation, SynapticRenormalisation
from neurosim.brain.states import (
    ByAcetylcholine,
    ByAcetylcholineAwake,
    ByCorticalAcetylcholine,
    ByState,
    by_state,
    unmodulated,
)
from neurosim.brain.weights import Equal, LogNormal, Uniform
from neurosim.brain.wiring import AllToAll, Convergence, FixedInDegree, OneToOne

__all__ = [
    "AllToAll",
    "Amygdala",
    "BasketCell",
    "Brain",
    "ByAcetylcholine",
    "ByAcetylcholineAwake",
    "ByCorticalAcetylcholine",
    "ByState",
    "Circuit",
    "Convergence",
    "Equal",
    "FixedInDegree",
    "Inhibition",
    "InputCell",
    "InputLayer",
    "Interneuron",
    "LogNormal",
    "Novelty",
    "OneToOne",
    "Pathway",
    "ProportionalRenormalisation",
    "PyramidalCell",
    "QuietPyramidalCell",
    "Receptor",
    "Region",
    "RelayCell",
    "SleepDownscaling",
    "Structure",
    "SynapticRenormalisation",
    "SynapticScaling",
    "Uniform",
    "by_state",
    "unmodulated",
]
