"""What a spiking population did, in the terms of artificial networks."""

from neurosim.adapters.rates import RateAdapter

__all__ = ["RateAdapter"]
