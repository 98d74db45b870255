"""Runs in which synapses are stimulated."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, replace
from pathlib import Path

from neurosim.artificial.rate_rules import RateRule
from neurosim.cli import rules as registry
from neurosim.cli.request import Request
from neurosim.cli.wish import (
    Wish,
    changed_part,
    changes_of,
    command,
    names_of,
    refuse,
    refuse_items,
    seeds_of,
)
from neurosim.errors import InputError, SimulationError
from neurosim.experiments import Watch
from neurosim.experiments.subjects import ArtificialWeight, SpikingSynapse
from neurosim.experiments.synapse import SynapseExperiment
from neurosim.experiments.synapse_run import counterparts, run_subjects
from neurosim.parameters import changed
from neurosim.plasticity import PlasticityRule
from neurosim.store import (
    Card,
    Result,
    SynapseManifest,
    Task,
    Work,
    card,
    failed_result,
    synapse_result,
    synapse_work,
)

MOST = 8
"""Rules that can be drawn together: one for each colour."""

QUICK = 2
"""How many of the usual rules a quick run has: one that fails the data and one that meets them."""


@dataclass(frozen=True)
class SynapseRequest(Request):
    """Rules, and their artificial counterparts, that are to go through an experiment.

    See `Request`.
    """

    experiment: SynapseExperiment
    synapses: tuple[SpikingSynapse, ...]
    weights: tuple[ArtificialWeight, ...]

    def work(self) -> Work:
        """Return what each subject does with each seed."""
        subjects = (*self.synapses, *self.weights)
        tasks = (Task(each.name, seed) for seed in self.seeds for each in subjects)
        return synapse_work(tasks, self.experiment.published)

    def seconds(self, task: Task) -> float:
        """Return 1 for a synapse, which tells its progress as a share; weights take no time."""
        return float(any(each.name == task.who for each in self.synapses))

    def perform(self, task: Task, checkpoints: Path, watch: Watch) -> Result:
        """Put a subject through the experiment."""
        subjects = (*self.synapses, *self.weights)
        (subject,) = (each for each in subjects if each.name == task.who)
        try:
            (found,) = run_subjects(self.experiment, [subject], task.seed, watch)
        except SimulationError as problem:
            return failed_result(problem, task)
        return synapse_result(found, self.experiment.published)

    def parts(self) -> dict[str, object]:
        """Return the experiment and the rules."""
        spiking = {each.name: each.rule for each in self.synapses}
        artificial = {each.name: each.rule for each in self.weights}
        return {"": self.experiment, **spiking, **artificial}

    def manifest(self, started: str) -> SynapseManifest:
        """Return what is known of the run before it begins."""
        experiment = self.experiment
        asked = card(experiment.name, experiment.question, experiment.cited(), experiment)
        agents = [_card(each.name, each.rule) for each in self.synapses]
        agents += [_card(each.name, each.rule) for each in self.weights]
        return SynapseManifest(
            command=self.command,
            experiment=asked,
            agents=tuple(agents),
            artificial=tuple(each.name for each in self.weights),
            panels=experiment.panels,
            asked=self.seeds,
            started=started,
        )


def synapse_request(wish: Wish, experiment: SynapseExperiment) -> SynapseRequest:
    """Turn the user's words into an experiment on synapses.

    Raises
    ------
    InputError
        With what was wrong, what is allowed, and the nearest name.
    """
    refuse(wish, {"--agents": wish.agents}, "it is about plasticity rules; name them with --rule")
    refuse_items(wish, experiment)
    seeds = seeds_of(wish)
    usual = experiment.usual[: QUICK if wish.quick else None]
    names = names_of(wish.rule, usual, registry.names(), "rule")
    if len(names) > MOST:
        raise InputError(
            f"--rule takes at most {MOST} rules, not {len(names)}: a figure has no more "
            "colours that everybody can tell apart"
        )
    weights = counterparts()
    everybody = (*names, *(weight.name for weight in weights))
    changes = changes_of(wish, experiment, everybody)
    experiment = changed(experiment, changes.own)
    synapses = tuple(
        SpikingSynapse(name, changed_part(name, registry.rule(name).rule, changes.theirs[name]))
        for name in names
    )
    weights = tuple(
        replace(each, rule=changed_part(each.name, each.rule, changes.theirs[each.name]))
        for each in weights
    )
    again = command(wish, ["--rule", ",".join(names)])
    return SynapseRequest(seeds, again, experiment, synapses, weights)


def _card(name: str, rule: PlasticityRule | RateRule) -> Card:
    summary = (inspect.getdoc(type(rule)) or "").partition("\n")[0]
    return card(name, summary, rule.sources, rule)
