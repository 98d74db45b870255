"""One style for every figure: readable on a projector and for colour-blind eyes, the same bytes.

Colours are those of Okabe and Ito. Nothing here changes the user's own settings of matplotlib.
"""

from __future__ import annotations

import enum
import io
from collections.abc import Iterator
from contextlib import contextmanager

import matplotlib.style
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
YELLOW, BLUE, VERMILLION, PURPLE = "#F0E442", "#0072B2", "#D55E00", "#CC79A7"
GREY, PALE = "#8C8C8C", "#DDDDDD"

ITEMS = (BLUE, ORANGE, GREEN, VERMILLION, PURPLE, SKY, "#7A5C00", "#332288")
"""Colours of items, in the order they are studied; they repeat after the last."""

STYLE = {
    "font.family": "DejaVu Sans",  # Ships with matplotlib: the same letters everywhere.
    "font.size": 12,
    "axes.titlesize": 14,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 12,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "legend.fontsize": 11,
    "legend.frameon": False,
    "figure.facecolor": "white",
    "hatch.linewidth": 0.6,
    "svg.hashsalt": "neurosim",
    "savefig.dpi": 120,
}


class Format(enum.Enum):
    """Formats that figures are drawn in."""

    PNG = "png"
    SVG = "svg"
    PDF = "pdf"


UNDATED: dict[Format, dict[str, None]] = {
    Format.PNG: {},
    Format.SVG: {"Date": None},
    Format.PDF: {"CreationDate": None},
}
"""Metadata that is left out, because it would change the bytes every second."""


@contextmanager
def style() -> Iterator[None]:
    """Draw in our style, whatever the user has set, and leave the user's settings as they were."""
    with matplotlib.style.context(["default", STYLE]):
        yield


def page(width: float, height: float) -> Figure:
    """Return an empty figure, in inches, that no window knows of."""
    figure = Figure(figsize=(width, height))
    FigureCanvasAgg(figure)
    return figure


def rendered(figure: Figure, into: Format) -> bytes:
    """Return a figure as the content of a file; the same figure gives the same bytes."""
    file = io.BytesIO()
    with style():
        figure.savefig(file, format=into.value, metadata=UNDATED[into])
    return file.getvalue()


def levels() -> list[Line2D]:
    """Return what chance and ceiling look like, for a legend."""
    return [
        Line2D([], [], color=VERMILLION, linestyle="--", linewidth=1.8, label="chance"),
        Line2D([], [], color=BLACK, linestyle=":", linewidth=1.8, label="ceiling"),
    ]


def spoken(name: str) -> str:
    """Return the name of an agent as people say it."""
    return name.replace("_", " ")
