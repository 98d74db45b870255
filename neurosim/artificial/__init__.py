"""Artificial networks, written out in NumPy: every equation can be read."""

from neurosim.artificial.cells import GatedUnit, MemoryCell, SimpleCell
from neurosim.artificial.hopfield import HopfieldNetwork
from neurosim.artificial.lstm import Lstm, Moment, initial_lstm
from neurosim.artificial.mlp import MlpWeights, MultilayerPerceptron, initial_mlp
from neurosim.artificial.recurrent import (
    RecurrentNetwork,
    RecurrentWeights,
    initial_recurrent,
)
from neurosim.artificial.replay import ReplayBuffer, rehearsed

__all__ = [
    "GatedUnit",
    "HopfieldNetwork",
    "Lstm",
    "MemoryCell",
    "MlpWeights",
    "Moment",
    "MultilayerPerceptron",
    "RecurrentNetwork",
    "RecurrentWeights",
    "ReplayBuffer",
    "SimpleCell",
    "initial_lstm",
    "initial_mlp",
    "initial_recurrent",
    "rehearsed",
]
