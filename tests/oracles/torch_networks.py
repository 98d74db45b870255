"""Slopes and steps of PyTorch for the networks of ``tests/unit/networks_for_torch.py``.

A development-only oracle (``pip install .[oracle]``). Tests hold our networks to the numbers in
``torch_networks.json`` always, and to PyTorch itself where it is installed. To write the numbers
anew (made with 2.15.0 on the CPU):

    python tests/oracles/torch_networks.py tests/oracles/torch_networks.json

PyTorch has two biases where we have one; the second is 0 and is not taught. Its memory cells order
their gates otherwise, which `GATES` puts right. All is done in double precision.
"""

import json
import math
import sys
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))
from networks_for_torch import BETA, CELLS, MOMENTUM, RATE, STEPS, lookup, perceptron, recurrent

LAYERS = {"simple": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}
GATES = {"simple": (0,), "lstm": (0, 1, 3, 2), "gru": (0, 1, 2)}
"""Where each of our blocks of rows stands in PyTorch's layers, and the other way round."""

OPTIMISERS = {
    "gradient descent": lambda weights: torch.optim.SGD(weights, RATE),
    "momentum": lambda weights: torch.optim.SGD(weights, RATE, MOMENTUM),
    "Adam": lambda weights: torch.optim.Adam(weights, RATE),
}


def tensor(values):
    """Return numbers as PyTorch has them."""
    return torch.tensor(np.array(values))


def reordered(rows, kind):
    """Return blocks of rows in the order of the other side."""
    blocks = np.split(np.asarray(rows), len(GATES[kind]))
    return np.concatenate([blocks[place] for place in GATES[kind]])


def perceptron_in_torch():
    """Return the perceptron's weights, its loss, and how weights are put our way."""
    network, inputs, targets = perceptron()
    w1, b1, w2, b2 = weights = [tensor(weight).requires_grad_() for weight in network.weights]
    x, t = tensor(inputs), tensor(targets)

    def loss():
        votes = torch.sigmoid(x @ w1.T + b1) @ w2.T + b2
        total = functional.binary_cross_entropy_with_logits(votes, t, reduction="sum")
        return total / len(x)

    return weights, loss, [np.array] * 4


def recurrent_in_torch(kind):
    """Return the same of a recurrent network."""
    network, frames, asked, wanted = recurrent(kind)
    w, r, b, v, d = network.weights
    layer = LAYERS[kind](frames.shape[-1], r.shape[1]).double()
    with torch.no_grad():
        layer.weight_ih_l0[:] = tensor(reordered(w, kind))
        layer.weight_hh_l0[:] = tensor(reordered(r, kind))
        layer.bias_ih_l0[:] = tensor(reordered(b, kind))
        layer.bias_hh_l0[:] = 0
    layer.bias_hh_l0.requires_grad_(False)
    weights = [layer.weight_ih_l0, layer.weight_hh_l0, layer.bias_ih_l0]
    weights += [tensor(v).requires_grad_(), tensor(d).requires_grad_()]

    def loss():
        activity, _ = layer(tensor(frames))
        votes = activity[tensor(asked)] @ weights[3].T + weights[4]
        return functional.cross_entropy(votes.flatten(0, 1), tensor(wanted).flatten())

    return weights, loss, [lambda rows: reordered(rows, kind)] * 3 + [np.array] * 2


def taught(name, make):
    """Yield the slopes, and the weights after some steps of every optimiser."""
    weights, loss, ways = make()
    slopes = torch.autograd.grad(loss(), weights)
    yield f"{name}, slopes", [way(s.numpy()) for way, s in zip(ways, slopes, strict=True)]
    for called, optimiser in OPTIMISERS.items():
        weights, loss, ways = make()
        steps = optimiser(weights)
        for _ in range(STEPS):
            steps.zero_grad()
            loss().backward()
            steps.step()
        after = [way(w.detach().numpy()) for way, w in zip(ways, weights, strict=True)]
        yield f"{name}, three steps of {called}", after


def numbers():
    """Return everything that is compared, as PyTorch computes it."""
    found = dict(taught("perceptron", perceptron_in_torch))
    for kind in CELLS:
        found |= taught(kind, lambda kind=kind: recurrent_in_torch(kind))
    queries, keys, values = map(tensor, lookup())
    # PyTorch divides by the square root of the width, which the queries are to make good for.
    steep = queries * BETA * math.sqrt(queries.shape[1])
    looked_up = functional.scaled_dot_product_attention(steep[None], keys[None], values[None])
    return found | {"attention": [looked_up[0].numpy()]}


if __name__ == "__main__":
    rounded = {
        name: [[float(f"{x:.12g}") for x in np.ravel(array)] for array in arrays]
        for name, arrays in numbers().items()
    }
    text = json.dumps(rounded).replace("]], ", "]],\n")
    Path(sys.argv[1]).write_text(text + "\n", encoding="utf-8")
