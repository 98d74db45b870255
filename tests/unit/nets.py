"""A tiny experiment on networks that need no simulation."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from neurosim.errors import InputError
from neurosim.experiments import SHARE, Chart
from neurosim.experiments.network import Network, NetworkExperiment, Score
from neurosim.parameters import changed, cited


@dataclass(frozen=True)
class Slope:
    """A network that answers as well as its slope says."""

    slope: float = cited(0.5, "1", "hopfield1982", "as good as that", 0, 1)
    units: float = cited(3, "units", "chosen", "so many", 1, 10)


@dataclass(frozen=True)
class TinyNets(NetworkExperiment):
    """Scores at so many loads, trained and not."""

    name: ClassVar[str] = "tiny-nets"
    question: ClassVar[str] = "Does <b>slope</b> matter?"
    sources: ClassVar[tuple[str, ...]] = ("amit1987",)
    conditions: ClassVar[tuple[str, ...]] = ("trained", "naive")
    meanings: ClassVar[Mapping[str, str]] = {
        "right": "share of answers that are right, 0 to 1",
        "best": "the same at the least load, 0 to 1",
    }

    loads: float = cited(3, "loads", "chosen", "few", 1, 1000)
    most: float = cited(1.0, "1", "chosen", "no answer is better", 0, 1)

    def networks(self):
        return (
            Network("flat", "Knows nothing.", (), changed(Slope(), {"slope": 0})),
            Network("steep", "Knows half.", ("hopfield1982",), Slope()),
        )

    def scores(self, network, seed, progress):
        slope = float(network.parameters.slope)
        if slope == 1.0:
            raise InputError("a slope of 1 cannot be climbed")
        noise = np.random.default_rng(seed).random() * 1e-3
        for condition, worth in (("trained", slope), ("naive", 0.0)):
            for load in range(int(self.loads)):
                right = min(worth / (load + 1) + noise, float(self.most))
                yield Score("right", right, 0.1, 1.0, load, condition)
            yield Score("best", worth, 0.1, 1.0, condition=condition)
        progress(1.0)

    def charts(self):
        return (
            Chart("By load", "load", "share", (("right", "right"),), SHARE),
            Chart("At best", "", "share", (("best", "best"),), SHARE),
        )

    def quick(self):
        return changed(self, {"loads": 2})
