"""The spiking brain keeps the promises of every agent, and its own."""

import numpy as np
import pytest
from neurosim.models.hippocampus_neocortex import CIRCUIT, Parameters, build

from neurosim.brain import Convergence, FixedInDegree, Structure
from neurosim.brain.mode import carriers
from neurosim.brain.states import State
from neurosim.errors import InputError, SimulationError
from neurosim.items import RandomCodes
from neurosim.parameters import changed, listed
from neurosim.protocol import BrokenOffError, Lesion, Recall, Replay, Rest, Sleep, Study, live
from neurosim.protocol.checker import check_agent
from neurosim.store import StoredCheckpoints
from neurosim.store.diaries import packed_diary

ITEMS = RandomCodes().draw(3, seed=200)
CUE = ITEMS.items[0].cue("sound")


def brain(seed=200, **changes):
    names = {name.replace("__", "."): value for name, value in changes.items()}
    return build(seed, ITEMS.senses, changed(Parameters(), names))


def same_spikes(one, two):
    return all(
        np.array_equal(one.spikes[name].cells, two.spikes[name].cells)
        and np.allclose(one.spikes[name].seconds, two.spikes[name].seconds, atol=1e-9)
        for name in one.spikes
    )


def test_it_keeps_the_promises_of_every_agent():
    check_agent(build, list(ITEMS.items), ITEMS.senses, seconds=0.1)


def test_events_lived_together_are_the_same_as_one_by_one_with_looks_between():
    events = [Study(item, 0.2) for item in ITEMS.items] + [Recall(CUE, 0.2, "item 1")]
    together = list(brain().live(events))
    alone = brain()
    for record in together:
        assert same_spikes(record, next(iter(alone.live([record.event]))))
        alone.examine("CA3_recurrent")


def test_brains_alive_together_do_not_disturb_each_other():
    alone = brain(1)
    expected = [alone.study(item, 0.1) for item in ITEMS.items]
    one, other = brain(1), brain(2)
    for item, wanted in zip(ITEMS.items, expected, strict=True):
        found = one.study(item, 0.1)
        different = other.study(item, 0.1)
        assert same_spikes(found, wanted)
        assert not same_spikes(different, wanted)


LEARNING = [p for p in CIRCUIT.pathways if p.learning and any(map(p.learning.at, State))]
"""Pathways that learn in some brain state; mossy fibres facilitate, and do not learn."""


def test_plastic_weights_start_small_and_random():
    weights = brain().weights
    assert {pathway.name for pathway in LEARNING} > {"CA3_recurrent", "neocortex_recurrent"}
    for pathway in LEARNING:
        naive = weights[pathway.name]
        assert naive.max() < 0.05 * pathway.rule.w_max
        assert np.unique(naive).size > 0.99 * naive.size


def test_a_recall_learns_nothing_and_a_study_does():
    agent = brain()
    before = {name: weights.copy() for name, weights in agent.weights.items()}
    agent.recall(CUE, 0.2)
    assert all(np.array_equal(agent.weights[name], before[name]) for name in before)
    agent.study(ITEMS.items[0], 0.2)
    learned = {pathway.name for pathway in LEARNING}
    moved = {n for n in before if not np.array_equal(agent.weights[n], before[n])}
    assert moved == learned


def test_in_nrem_only_the_neocortex_learns_and_the_senses_are_closed():
    agent = brain()
    for item in ITEMS.items:
        agent.study(item, 0.4)
    before = {name: weights.copy() for name, weights in agent.weights.items()}
    night = agent.sleep(3.0)
    moved = {n for n in before if not np.array_equal(agent.weights[n], before[n])}
    assert moved == {"neocortex_recurrent"}
    assert night.spikes["EC_superficial"].cells.size == 0
    assert night.spikes["DG"].cells.size == 0
    assert night.spikes["CA3"].cells.size > 0


def nights(seconds):
    """Return agents that have slept in every way, after the same day, and what was recorded."""
    agents = {replay: brain() for replay in Replay}
    for agent in agents.values():
        list(agent.live([Study(item, 0.4) for item in ITEMS.items]))
    return agents, {replay: agent.sleep(seconds, replay) for replay, agent in agents.items()}


def test_blocked_replay_stays_in_the_hippocampus():
    _, slept = nights(3.0)
    free, blocked = slept[Replay.NATURAL].spikes, slept[Replay.BLOCKED].spikes
    assert np.array_equal(free["CA3"].cells, blocked["CA3"].cells)
    assert free["neocortex"].cells.size > 10 * blocked["neocortex"].cells.size


def test_shuffled_replay_drives_the_cells_of_items_no_more_than_others():
    agents, slept = nights(10.0)
    free, shuffled = slept[Replay.NATURAL].spikes, slept[Replay.SHUFFLED].spikes
    assert np.array_equal(free["CA3"].cells, shuffled["CA3"].cells)
    assert shuffled["neocortex"].cells.size > free["neocortex"].cells.size / 5
    members = np.any([ITEMS.senses.vector(item.code) for item in ITEMS.items], axis=0)
    cells = [spikes["neocortex"].cells for spikes in (free, shuffled)]
    of_natural, of_shuffled = (members[each[each < members.size]].mean() for each in cells)
    assert of_natural > 3 * members.mean()
    assert of_shuffled == pytest.approx(members.mean(), rel=0.3)
    for name in carriers(CIRCUIT):
        own, after = (agents[replay].weights[name] for replay in tuple(Replay)[1:])
        assert np.array_equal(own, after)


def test_nothing_is_learned_where_learning_is_off_and_the_same_is_perceived():
    agent, learner = brain(), brain()
    before = {name: weights.copy() for name, weights in agent.weights.items()}
    shown = list(agent.live([Study(item, 0.2, learning=False) for item in ITEMS.items]))
    assert all(np.array_equal(agent.weights[name], before[name]) for name in before)
    learned = learner.study(ITEMS.items[0], 0.2)
    assert np.array_equal(shown[0].spikes["DG"].cells, learned.spikes["DG"].cells)
    mixed = list(brain().live([Study(ITEMS.items[0], 0.2), shown[0].event]))
    assert same_spikes(mixed[0], learned)


def test_a_lesion_silences_the_region_and_only_it():
    damaged = brain().lesion("hippocampus")
    spikes = damaged.study(ITEMS.items[0], 0.2).spikes
    assert [spikes[name].cells.size for name in ("DG", "CA3", "CA1")] == [0, 0, 0]
    assert spikes["EC_superficial"].cells.size > 0
    assert spikes["neocortex"].cells.size > 0


def test_a_partial_lesion_takes_the_share_that_was_asked_for():
    damaged = brain().lesion("CA3", 0.25)
    assert np.count_nonzero(~damaged.alive["CA3"]) == 150
    assert damaged.alive["DG"].all()


def incoming_weights(agent):
    """Return the sum of the incoming recurrent weights of each neocortical cell."""
    cells = agent.alive["neocortex"].size
    weights = np.zeros((cells, cells))
    weights[~np.eye(cells, dtype=bool)] = agent.weights["neocortex_recurrent"]
    return weights.sum(axis=0)


def test_downscaling_holds_the_incoming_weights_of_cells_that_many_items_recruit():
    agent = brain(circuit__pathways__neocortex_recurrent__downscaling__total=0.2)
    agent.sleep(1.5)
    assert incoming_weights(brain()).mean() > 0.25
    assert incoming_weights(agent).max() < 0.2 + 1e-6


def test_what_many_exposures_teach_within_a_second_of_sleep_stays_near_the_cap():
    agent, total = brain(), float(CIRCUIT.pathways[-1].downscaling.total)
    list(agent.live([Study(item, 0.4) for item in ITEMS.items[:2]] * 8))
    agent.sleep(20.0)
    largest = []
    for _ in range(5):
        agent.sleep(0.99)
        largest.append(incoming_weights(agent).max())
    assert total - 0.1 < np.median(largest) < 1.1 * total


def test_activity_that_runs_away_is_a_hard_stop():
    runaway = brain(circuit__highest_rate=1)
    before = runaway.weights["CA3_recurrent"].copy()
    said = r"\w+ ran away in state encode, 0\.\d+ s into an event of 0\.4 s: \d+ Hz"
    with pytest.raises(SimulationError, match=said):
        runaway.study(ITEMS.items[0], 0.4)
    assert np.array_equal(runaway.weights["CA3_recurrent"], before)


def test_what_led_to_a_hard_stop_is_told_with_it():
    runaway = brain(circuit__highest_rate=1)
    with pytest.raises(BrokenOffError) as caught:
        live(runaway, [Rest(2.0), Study(ITEMS.items[0], 0.4), Rest(1.0)])
    rest, study = caught.value.recordings
    assert (rest.began, study.began) == (0.0, 2.0)
    assert study.event.item is ITEMS.items[0]
    last = max(train.seconds.max() for train in study.spikes.values())
    assert 0.05 < last < 0.39


def test_a_region_that_nothing_reaches_is_a_hard_stop():
    deaf = brain(circuit__pathways__mossy_fibres__weights__weight=0.0)
    with pytest.raises(SimulationError, match=r"CA3 fell silent in state encode: 0 Hz in 0\.8 s"):
        list(deaf.live([Study(item, 0.4) for item in ITEMS.items[:2]]))


def test_every_parameter_has_a_source_and_every_choice_a_reason():
    for name, parameter in listed(Parameters()):
        assert parameter.source, name
        assert parameter.source != "chosen" or parameter.note, name
        assert parameter.low <= parameter <= parameter.high, name


def test_parameters_and_seeds_need_no_other_binary(caplog):
    brain().study(ITEMS.items[0], 0.1)
    caplog.clear()
    brain(9, circuit__regions__CA3__cell__tau_m=25).study(ITEMS.items[0], 0.1)
    assert not [record for record in caplog.records if "compiling" in record.getMessage()]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"circuit__regions__CA3__cell__tau_m": -1}, "tau_m = -1 is out of range"),
        ({"circuit__regions__CA3__cell__tau_m": float("nan")}, "finite number"),
        ({"circuit__regions__CA3__cell__tau": 1}, "did you mean"),
    ],
)
def test_parameters_that_make_no_sense_are_refused(change, said):
    with pytest.raises(InputError, match=said):
        brain(**change)


def test_a_circuit_with_a_loose_end_is_refused():
    with pytest.raises(InputError, match="region of cerebellum"):
        changed_structures = (Structure("cerebellum", ("Purkinje",)),)
        type(CIRCUIT)(
            CIRCUIT.input_layer, CIRCUIT.regions, CIRCUIT.pathways, changed_structures, "neocortex"
        )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"circuit__regions__CA3__size": 600.5}, "CA3.size must be a whole number"),
        (
            {"circuit__pathways__convergence__wiring__inputs": 401},
            "convergence cannot converge with 401 inputs from 400 cells to 200",
        ),
        ({"circuit__regions__neocortex__size": 0}, "from 400 cells to 0"),
        ({"circuit__pathways__mossy_fibres__wiring__inputs": 1000}, None),
        (
            {
                "circuit__pathways__mossy_fibres__wiring__inputs": 900,
                "circuit__regions__DG__size": 500,
            },
            "mossy_fibres cannot have 900 inputs from 500 cells",
        ),
    ],
)
def test_circuits_that_cannot_be_wired_are_refused_before_anything_is_compiled(change, said):
    if said is None:
        assert brain(**change)
        return
    with pytest.raises(InputError, match=said):
        brain(**change)


def test_a_snapshot_holds_only_the_wiring_that_chance_has_decided():
    drawn = {p.name for p in CIRCUIT.pathways if isinstance(p.wiring, FixedInDegree | Convergence)}
    state = brain().snapshot()
    for end in ("source", "target"):
        found = {name.partition("/")[2] for name in state if name.startswith(f"{end}/")}
        assert found == drawn


def test_a_snapshot_is_no_window_into_the_brain():
    agent = brain()
    before = {name: weights.copy() for name, weights in agent.weights.items()}
    state = agent.snapshot()
    state["weights/CA3_recurrent"][:] = 0
    assert all(np.array_equal(agent.weights[name], before[name]) for name in before)
    agent.restore(brain(7).snapshot())
    learned = agent.weights["CA3_recurrent"].copy()
    assert not np.array_equal(learned, before["CA3_recurrent"])


@pytest.mark.parametrize(
    ("name", "damage", "said"),
    [
        ("weights/CA3_recurrent", None, "is missing"),
        ("random", None, "random is missing"),
        ("weights/CA3_recurrent", np.zeros(3), "is no float64"),
        ("alive/CA3", np.ones(600), "is no bool"),
        ("weights/CA3_recurrent", np.full(600 * 599, np.nan), "is not finite"),
        ("target/mossy_fibres", np.full(3000, 600, np.int32), "points to no cell"),
        ("source/mossy_fibres", np.full(3000, -1, np.int32), "points to no cell"),
        ("random", np.zeros(9, np.uint8), "random generator"),
    ],
)
def test_a_state_that_is_not_that_of_this_brain_is_refused(name, damage, said):
    agent = brain()
    before, state = agent.snapshot(), dict(agent.snapshot())
    del state[name]
    if damage is not None:
        state[name] = damage
    with pytest.raises(InputError, match=said):
        agent.restore(state)
    after = agent.snapshot()
    assert all(np.array_equal(after[key], before[key]) for key in before)


def test_long_events_are_cut_at_runs_but_not_within():
    agent = brain()
    records = list(agent.live([Sleep(1.0), Sleep(1.0), Study(ITEMS.items[0], 0.1)]))
    assert [type(record.event) for record in records] == [Sleep, Sleep, Study]
    again = brain()
    assert same_spikes(records[1], [again.sleep(1.0), again.sleep(1.0)][1])


def test_a_life_that_is_broken_off_goes_on_to_the_same_end(tmp_path):
    class Killed(BaseException):
        pass

    class Doomed(StoredCheckpoints):
        def reached(self, events, recordings, snapshot):
            super().reached(events, recordings, snapshot)
            if events == 3:
                raise Killed

    asked = Recall(CUE, 0.2, "item 1")
    studies = [Study(item, 0.2) for item in ITEMS.items[:2]]
    days = (*studies, Sleep(0.5), asked, Lesion("hippocampus", (asked,)))
    whole = packed_diary(live(brain(), days))
    with pytest.raises(Killed):
        live(brain(), days, checkpoints=Doomed(tmp_path, "it", every=0.0))
    kept = StoredCheckpoints(tmp_path, "it")
    assert kept.last().events == 3
    assert packed_diary(live(brain(), days, checkpoints=kept)) == whole
