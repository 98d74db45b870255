"""Weights of NEST's plastic synapses for the spike trains of ``tests/unit/nest_trains.py``.

A development-only oracle: NEST is no dependency. The last weights that it finds stand in the tests
that say "of NEST". With NEST installed (``pip install nest-simulator``; made with 3.10.0):

    python tests/oracles/nest_weights.py WEIGHTS.json

NEST takes the delay of a plastic synapse as dendritic: a presynaptic spike acts when it is emitted,
a postsynaptic one a delay later. All times here are those at which spikes act. The synapse ends on
a receptor that the postsynaptic parrot ignores, so it never makes it fire. NEST brings a weight up
to date only when the synapse transmits, so every train ends with a late presynaptic spike.
"""

import json
import sys
from pathlib import Path

import nest

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))
from nest_trains import COINCIDENT, IRREGULAR

DELAY = 1.0
"""Every delay, and the time step, in ms."""

PAIR = {"tau_plus": 16.8, "lambda": 0.01, "alpha": 1.05, "Wmax": 2.0}
ADDITIVE, MULTIPLICATIVE = ({"mu_plus": mu, "mu_minus": mu} for mu in (0.0, 1.0))
TRIPLET = ("Aplus", "Aplus_triplet", "Aminus", "Aminus_triplet")
DOPAMINE = {"A_plus": 0.1, "A_minus": 0.15, "tau_plus": 20.0, "tau_c": 200.0, "tau_n": 100.0}


def triplet(amplitudes, tau_y):
    """Return the parameters of a triplet synapse and of the neuron it ends on."""
    synapse = dict(zip(TRIPLET, amplitudes, strict=True))
    synapse |= {"tau_plus": 16.8, "tau_plus_triplet": 101.0, "Wmax": 2.0}
    return "stdp_triplet_synapse", 1.0, synapse, {"tau_minus": 33.7, "tau_minus_triplet": tau_y}


def tsodyks(utilisation, tau_rec, tau_fac):
    """Return the parameters of a synapse with short-term plasticity."""
    synapse = {"U": utilisation, "u": utilisation, "x": 1.0, "tau_rec": tau_rec, "tau_fac": tau_fac}
    return "tsodyks2_synapse", 1.0, synapse, {}


CULTURE = {"tau_minus": 33.7}
CASES = {
    "pair": ("stdp_synapse", 1.0, PAIR | ADDITIVE, CULTURE),
    "pair, multiplicative": ("stdp_synapse", 1.0, PAIR | MULTIPLICATIVE, CULTURE),
    "pair, nearest": ("stdp_nn_symm_synapse", 1.0, PAIR | ADDITIVE, CULTURE),
    "triplet, minimal": triplet((0.0, 6.5e-3, 7.1e-3, 0.0), 114.0),
    "triplet, full": triplet((5e-10, 6.2e-3, 7e-3, 2.3e-4), 125.0),
    "inhibitory": (
        "vogels_sprekeler_synapse",
        1.0,
        {"tau": 20.0, "alpha": 0.12, "eta": 0.01, "Wmax": 5.0},
        {"tau_minus": 20.0},
    ),
    "dopamine": (
        "stdp_dopamine_synapse",
        10.0,
        DOPAMINE | {"b": 0.004, "Wmin": 0.0, "Wmax": 200.0},
        {"tau_minus": 30.0},
    ),
    "depressing": tsodyks(0.5, 800.0, 0.0),
    "facilitating": tsodyks(0.15, 130.0, 530.0),
}


def parrot(times, lead):
    """Return a neuron that spikes `lead` ms before each of these times."""
    generator = nest.Create(
        "spike_generator", params={"spike_times": [time - lead - DELAY for time in times]}
    )
    neuron = nest.Create("parrot_neuron")
    nest.Connect(generator, neuron, syn_spec={"delay": DELAY})
    return neuron


def transmitter(times):
    """Return what brings dopamine to synapses at these times."""
    volume = nest.Create("volume_transmitter", params={"deliver_interval": 1})
    nest.Connect(parrot(times, DELAY), volume, syn_spec={"delay": DELAY})
    return {"volume_transmitter": volume}


def weights(case, stimulation):
    """Return the weight that every presynaptic spike found."""
    model, start, synapse, neuron = case
    nest.ResetKernel()
    nest.verbosity = nest.VerbosityLevel.ERROR
    nest.resolution = DELAY
    pre_ms, post_ms = (list(times * 1e3) for times in (stimulation.pre, stimulation.post))
    pre_ms, post_ms = ([round(time) * 1.0 for time in times] for times in (pre_ms, post_ms))
    recorder = nest.Create("weight_recorder")
    pre, post = parrot(pre_ms, 0.0), parrot(post_ms, DELAY)
    post.set(neuron)
    common = {"weight_recorder": recorder}
    rest = dict(synapse)
    if model == "stdp_dopamine_synapse":
        dopamine = [round(time * 1e3) * 1.0 for time in stimulation.dopamine]
        common |= rest | transmitter(dopamine)
        rest = {}
    nest.CopyModel(model, "plastic", common)
    spec = {"synapse_model": "plastic", "delay": DELAY, "weight": start, "receptor_type": 1}
    nest.Connect(pre, post, syn_spec=spec | rest)
    nest.Simulate(pre_ms[-1] + 10.0)
    return [float(weight) for weight in recorder.events["weights"]]


if __name__ == "__main__":
    found = {
        name: {each.name: weights(case, each) for each in (IRREGULAR, COINCIDENT)}
        for name, case in CASES.items()
    }
    Path(sys.argv[1]).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
