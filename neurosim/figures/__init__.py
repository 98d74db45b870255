"""Drawings of results: plain functions of axes and data. They run nothing."""

from neurosim.figures.charts import draw_chart
from neurosim.figures.charts_page import ChartData, charts_figure
from neurosim.figures.failure import failure_figure
from neurosim.figures.gallery import draw_gallery
from neurosim.figures.life import LifeData, life_figure
from neurosim.figures.loss_surface import LossSurface, draw_loss_surface
from neurosim.figures.night import NightInDetail, draw_nrem
from neurosim.figures.raster import draw_raster
from neurosim.figures.recall import draw_recall
from neurosim.figures.style import Format, page, rendered, style
from neurosim.figures.synapse import synapse_figure
from neurosim.figures.synapse_data import MeanCurve, SynapseData, figure_data

__all__ = [
    "ChartData",
    "Format",
    "LifeData",
    "LossSurface",
    "MeanCurve",
    "NightInDetail",
    "SynapseData",
    "charts_figure",
    "draw_chart",
    "draw_gallery",
    "draw_loss_surface",
    "draw_nrem",
    "draw_raster",
    "draw_recall",
    "failure_figure",
    "figure_data",
    "life_figure",
    "page",
    "rendered",
    "style",
    "synapse_figure",
]
