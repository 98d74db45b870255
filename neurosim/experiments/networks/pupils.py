"""The recurrent networks that take part in experiments."""

from __future__ import annotations

from neurosim.artificial.teaching import GatedRecurrent, LongShortTerm, Rotating, SimpleRecurrent
from neurosim.experiments.network import Network

RNN = Network("rnn", "simple recurrent network", ("elman1990", "werbos1990"), SimpleRecurrent())
ROTATION = Network(
    "rnn-rotation", "the same, its first weights are a rotation", ("henaff2016",), Rotating()
)
LSTM = Network("lstm", "long short-term memory", ("hochreiter1997", "gers2000"), LongShortTerm())
GRU = Network("gru", "gated recurrent units", ("cho2014",), GatedRecurrent())

RECURRENT = (RNN, ROTATION, LSTM, GRU)
"""Every recurrent network; those whose gradients vanish first."""
