"""Drawings of results: plain functions of axes and data. They run nothing."""

from neurosim.figures.gallery import draw_gallery
from neurosim.figures.life import LifeData, life_figure
from neurosim.figures.raster import draw_raster
from neurosim.figures.recall import draw_recall
from neurosim.figures.style import Format, page, rendered, style
from neurosim.figures.synapse import synapse_figure
from neurosim.figures.synapse_data import MeanCurve, SynapseData, figure_data

__all__ = [
    "Format",
    "LifeData",
    "MeanCurve",
    "SynapseData",
    "draw_gallery",
    "draw_raster",
    "draw_recall",
    "figure_data",
    "life_figure",
    "page",
    "rendered",
    "style",
    "synapse_figure",
]
