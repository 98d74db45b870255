"""Spiking networks that hold items for seconds: persistent activity, and facilitated synapses."""
