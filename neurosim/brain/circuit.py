"""What a brain is composed of: regions, pathways between them and structures made of regions."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from neurosim.brain.acetylcholine import ACETYLCHOLINE, check_levels
from neurosim.brain.amygdala import Amygdala
from neurosim.brain.cells import BasketCell, Interneuron, PyramidalCell, QuietPyramidalCell
from neurosim.brain.homeostasis import Downscaling, SynapticScaling
from neurosim.brain.novelty import Novelty
from neurosim.brain.states import ByState
from neurosim.brain.weights import Equal, Weights
from neurosim.brain.wiring import Cells, Wiring
from neurosim.errors import InputError, unknown
from neurosim.parameters import check_counts, cited, in_si
from neurosim.plasticity import PlasticityRule
from neurosim.protocol import InputRates


class Receptor(enum.Enum):
    """What a pathway acts on in its target: a conductance, or traces that dopamine reaches."""

    FAST = "g_fast"
    SLOW = "g_slow"
    INHIBITORY = "g_inh"
    DOPAMINE = "dopamine"


@dataclass(frozen=True)
class Pathway:
    """Synapses from one population onto another.

    Parameters
    ----------
    name
        Name of the pathway.
    source, target
        Populations that it connects.
    wiring, weights
        Who is connected to whom, and how strongly at first.
    receptor
        Conductance that it opens; or dopamine, which reaches the rules of all other pathways at
        its target.
    transmission
        Factor on every weight, by brain state.
    rule
        Plasticity rule; None if the pathway does not learn.
    learning
        Factor on every weight change, by brain state.
    downscaling
        Homeostasis of its weights; None for none.
    scaling
        Homeostasis of what its target cells make of its weights in sleep; None for none.
    depressing
        Whether its synapses deplete the resources of their source cells and feel it.
    carries_replay
        Whether this is the way by which replay reaches its target: cut where replay is blocked.
    delay
        How long spikes take to arrive, in whole time steps; None for pathways without a delay.

    Raises
    ------
    InputError
        If it has both a delay and a plasticity rule, which knows of none.
    """

    name: str
    source: str
    target: str
    wiring: Wiring
    weights: Weights
    receptor: Receptor
    transmission: ByState
    rule: PlasticityRule | None = None
    learning: ByState | None = None
    downscaling: Downscaling | None = None
    scaling: SynapticScaling | None = None
    depressing: bool = False
    carries_replay: bool = False
    delay: float | None = None

    def __post_init__(self) -> None:
        """Check that it has no rule beside a delay."""
        if self.delay is not None and self.rule is not None:
            raise InputError(f"{self.name}: a pathway that learns has no delay")

    @property
    def one_weight(self) -> bool:
        """Whether all its synapses have, and keep, the same weight."""
        return isinstance(self.weights, Equal) and self.rule is None and not self.wiring.graded


@dataclass(frozen=True)
class Inhibition:
    """Interneurons of a region and their loop with its pyramidal cells, all onto all of an area.

    Parameters
    ----------
    size
        Number of interneurons; of a region that maps the senses, of each area.
    excitation
        Weight from each pyramidal cell onto each interneuron; in smaller areas, of which fewer
        cells are active at a time, more in proportion.
    feedback
        Weight from each interneuron onto each pyramidal cell.
    mutual
        Weight from each interneuron onto the others; None for none. Needs basket cells.
    delay_in, delay_out
        How long spikes take to the interneurons, and from them; None for no time at all.
    recorded
        Whether their spikes are told; they are counted anyway.

    Raises
    ------
    InputError
        If interneurons inhibit each other and have no synapses for it.
    """

    size: float
    excitation: float
    feedback: float
    cell: Interneuron = Interneuron()  # noqa: RUF009 (a frozen dataclass of numbers)
    mutual: float | None = None
    delay_in: float | None = None
    delay_out: float | None = None
    recorded: bool = False

    def __post_init__(self) -> None:
        """Check that the cells fit."""
        if self.mutual is not None and not isinstance(self.cell, BasketCell):
            raise InputError("interneurons that inhibit each other must be basket cells")


@dataclass(frozen=True)
class Region:
    """Pyramidal (or granule) cells with their interneurons.

    Parameters
    ----------
    size
        Number of cells; of a region that maps the senses, of those beside the maps.
    noise
        Standard deviation of the membrane potential by background input, by brain state; None
        where its cells are quiet ones.
    adaptation
        Factor on spike-frequency adaptation, by brain state.
    maps_senses
        Whether it begins with an area for each sense, of one cell for each input unit; cells
        beside them are its association area. Interneurons are of one area then.
    grows
        Whether it is larger where there are more input units.
    """

    name: str
    size: float
    cell: PyramidalCell
    noise: ByState | None
    adaptation: ByState
    inhibition: Inhibition
    maps_senses: bool = False
    grows: bool = True

    @property
    def interneurons(self) -> str:
        """Name of the population of interneurons."""
        return f"{self.name}_interneurons"

    def __post_init__(self) -> None:
        """Check that cells have background input if, and only if, they are not quiet ones.

        Raises
        ------
        InputError
            If they are not.
        """
        if isinstance(self.cell, QuietPyramidalCell) != (self.noise is None):
            raise InputError(f"{self.name}: quiet cells, and only they, have noise None")


@dataclass(frozen=True)
class InputLayer:
    """The senses: one Poisson cell for each input unit."""

    name: str = "senses"
    rates: InputRates = InputRates()  # noqa: RUF009 (a frozen dataclass of numbers)


@dataclass(frozen=True)
class Structure:
    """Regions that a lesion takes together."""

    name: str
    regions: tuple[str, ...]


@dataclass(frozen=True)
class Circuit:
    """A whole brain on paper.

    Parameters
    ----------
    answers
        Region that is read when the brain is asked; it maps the senses. None if nothing answers.
    dt
        Time step.
    highest_rate
        Mean rate of a region over a second above which its activity has run away.
    may_be_silent
        Regions that need not fire while items are studied.
    acetylcholine
        Its level in each brain state.
    novelty
        What sets it in gated studies; None if those are lived like any other.
    amygdala
        What arousal does; None if nothing arouses.

    Raises
    ------
    InputError
        If a pathway starts or ends nowhere, a structure has an unknown region, regions that
        novelty compares do not map the senses, or a delay is no whole number of time steps.
    """

    input_layer: InputLayer
    regions: tuple[Region, ...]
    pathways: tuple[Pathway, ...]
    structures: tuple[Structure, ...]
    answers: str | None
    dt: float = cited(
        0.5, "ms", "chosen", "3 to 10 in a fast synapse's time constant; forward Euler", 0.01, 1
    )
    highest_rate: float = cited(
        20.0, "Hz", "chosen", "mean over all cells of a region; normal is under 10 Hz", 1, 1000
    )
    may_be_silent: tuple[str, ...] = ()
    acetylcholine: ByState = ACETYLCHOLINE
    novelty: Novelty | None = None
    amygdala: Amygdala | None = None

    def __post_init__(self) -> None:
        regions = [region.name for region in self.regions]
        populations = [self.input_layer.name, *regions, *(r.interneurons for r in self.regions)]
        for pathway in self.pathways:
            for end in (pathway.source, pathway.target):
                if end not in populations:
                    raise unknown(f"end of the pathway {pathway.name}", end, populations)
        for structure in self.structures:
            for region in structure.regions:
                if region not in regions:
                    raise unknown(f"region of {structure.name}", region, regions)
        for region in self.may_be_silent:
            if region not in regions:
                raise unknown("region to be silent", region, regions)
        maps = [region.name for region in self.regions if region.maps_senses]
        if self.answers is not None and self.answers not in maps:
            raise unknown("region to answer", self.answers, maps)
        if self.amygdala is not None and self.amygdala.tagged not in regions:
            raise unknown("region to be tagged", self.amygdala.tagged, regions)
        for region in (self.novelty.perceived, self.novelty.recalled) if self.novelty else ():
            if region not in maps:
                raise unknown("region that novelty compares", region, maps)
        check_counts(self)
        check_levels(self.acetylcholine)
        self._check_delays()

    def _check_delays(self) -> None:
        delays = {pathway.name: pathway.delay for pathway in self.pathways}
        for region in self.regions:
            delays[f"{region.name}_excitation"] = region.inhibition.delay_in
            delays[f"{region.name}_inhibition"] = region.inhibition.delay_out
        for name, delay in delays.items():
            steps = 0.0 if delay is None else in_si(delay) / in_si(self.dt)
            if steps < 0 or abs(steps - round(steps)) > 1e-6:
                raise InputError(
                    f"{name}: a delay is a whole number of time steps of {float(self.dt):g} ms, "
                    f"not {float(delay or 0):g} ms"
                )

    def having(self, regions: Iterable[Region] = (), pathways: Iterable[Pathway] = ()) -> Circuit:
        """Return the circuit with other parts, in place of those of the same name or beside."""
        there = {region.name: region for region in self.regions}
        ways = {pathway.name: pathway for pathway in self.pathways}
        there |= {region.name: region for region in regions}
        ways |= {pathway.name: pathway for pathway in pathways}
        return replace(self, regions=tuple(there.values()), pathways=tuple(ways.values()))

    def check_wiring(self, cells: Mapping[str, Cells]) -> None:
        """Check that the pathways fit between populations of these cells.

        Raises
        ------
        InputError
            If a pathway cannot be wired.
        """
        for pathway in self.pathways:
            pathway.wiring.check(pathway.name, cells[pathway.source], cells[pathway.target])
