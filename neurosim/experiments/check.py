"""Which published data a rule meets: every experiment whose data have error bars, one table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from neurosim.experiments.findings import Findings, Verdict, verdicts
from neurosim.experiments.pairing_frequency import PairingFrequency
from neurosim.experiments.spike_triplets import SpikeTriplets
from neurosim.experiments.stdp_window import StdpWindow
from neurosim.experiments.subjects import SpikingSynapse
from neurosim.experiments.synapse import SynapseExperiment
from neurosim.plasticity import PlasticityRule

WITH_DATA: tuple[SynapseExperiment, ...] = (StdpWindow(), PairingFrequency(), SpikeTriplets())
"""Experiments whose published data have standard errors."""


@dataclass(frozen=True)
class Checked:
    """What a rule did in every experiment with data, and which of the data it meets.

    Printed, it is a table.
    """

    name: str
    results: tuple[tuple[SynapseExperiment, Findings, tuple[Verdict, ...]], ...]

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """All verdicts."""
        return tuple(verdict for _, _, several in self.results for verdict in several)

    def __str__(self) -> str:
        lines = [f"{self.name}: {sum(v.met for v in self.verdicts)} of {len(self.verdicts)} met"]
        for experiment, _, several in self.results:
            for verdict in several:
                word = "meets" if verdict.met else "MISSES"
                lines.append(
                    f"  {experiment.name:<18} {word:<6} {verdict.source:<13} {verdict.name}: "
                    f"{verdict.distance:.1f} standard errors rms over {verdict.points} points, "
                    f"best constant {verdict.constant:.1f}, worst {verdict.worst}"
                )
        return "\n".join(lines)


def check_rule(
    rule: PlasticityRule,
    name: str = "",
    experiments: Iterable[SynapseExperiment] = WITH_DATA,
    seed: int = 0,
) -> Checked:
    """Put a rule through experiments, and hold it against their data.

    Parameters
    ----------
    name
        What it is called in the table; by default the name of its class.
    experiments
        By default all whose data have standard errors.

    Raises
    ------
    InputError
        If the texts of the rule cannot be simulated.
    """
    subject = SpikingSynapse(name or type(rule).__name__, rule)
    results = []
    for experiment in experiments:
        findings = experiment.findings(subject, seed)
        found = {finding.measure: finding.value for finding in findings.measured}
        results.append((experiment, findings, verdicts(found, experiment.published)))
    return Checked(subject.name, tuple(results))
