"""Artificial networks, written out in NumPy: every equation can be read."""

from neurosim.artificial.hopfield import HopfieldNetwork
from neurosim.artificial.lstm import Lstm, LstmWeights, Moment, initial_lstm
from neurosim.artificial.mlp import MlpWeights, MultilayerPerceptron, initial_mlp
from neurosim.artificial.replay import ReplayBuffer, rehearsed

__all__ = [
    "HopfieldNetwork",
    "Lstm",
    "LstmWeights",
    "MlpWeights",
    "Moment",
    "MultilayerPerceptron",
    "ReplayBuffer",
    "initial_lstm",
    "initial_mlp",
    "rehearsed",
]
