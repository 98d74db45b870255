"""A laboratory for memory: spiking brains and artificial networks that live the same life."""
