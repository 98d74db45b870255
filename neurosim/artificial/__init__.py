"""Artificial networks, written out in NumPy: every equation can be read."""

from neurosim.artificial.attractor import AttractorMemory
from neurosim.artificial.attractor_states import Kind, kinds, mixture
from neurosim.artificial.cells import GatedUnit, MemoryCell, SimpleCell
from neurosim.artificial.continuous_hopfield import ContinuousHopfieldNetwork, attention
from neurosim.artificial.dense_hopfield import (
    DenseHopfieldNetwork,
    Exponential,
    Interaction,
    Polynomial,
)
from neurosim.artificial.hopfield import HopfieldNetwork
from neurosim.artificial.lstm import Lstm, Moment, initial_lstm
from neurosim.artificial.mlp import MlpWeights, MultilayerPerceptron, initial_mlp
from neurosim.artificial.recurrent import (
    RecurrentNetwork,
    RecurrentWeights,
    initial_recurrent,
)
from neurosim.artificial.replay import ReplayBuffer, rehearsed
from neurosim.artificial.sign_hopfield import Settled, SignHopfieldNetwork
from neurosim.artificial.sign_patterns import (
    Signs,
    correlated_patterns,
    overlaps,
    own_overlaps,
    random_patterns,
)
from neurosim.artificial.storage_rules import (
    HebbRule,
    PseudoInverseRule,
    StorageRule,
    StorkeyRule,
)

__all__ = [
    "AttractorMemory",
    "ContinuousHopfieldNetwork",
    "DenseHopfieldNetwork",
    "Exponential",
    "GatedUnit",
    "HebbRule",
    "HopfieldNetwork",
    "Interaction",
    "Kind",
    "Lstm",
    "MemoryCell",
    "MlpWeights",
    "Moment",
    "MultilayerPerceptron",
    "Polynomial",
    "PseudoInverseRule",
    "RecurrentNetwork",
    "RecurrentWeights",
    "ReplayBuffer",
    "Settled",
    "SignHopfieldNetwork",
    "Signs",
    "SimpleCell",
    "StorageRule",
    "StorkeyRule",
    "attention",
    "correlated_patterns",
    "initial_lstm",
    "initial_mlp",
    "initial_recurrent",
    "kinds",
    "mixture",
    "overlaps",
    "own_overlaps",
    "random_patterns",
    "rehearsed",
]
