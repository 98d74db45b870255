"""Damage to a brain: cells and synapses of its memory, and the counts of what events take."""

import numpy as np
import pytest
from neurosim.models.hippocampus_neocortex import build

from neurosim.brain.parts import all_pathways
from neurosim.errors import InputError
from neurosim.items import RandomCodes
from neurosim.measures.recall import cosine
from neurosim.protocol import MEMORY, Loss, Recall, Rest, Study

CODES = RandomCodes()
ITEMS = CODES.draw(3, 200).items
TESTS = [Recall(item.cue("sound"), 0.4, item.name) for item in ITEMS]
MEMORIES = {"CA3", "CA1", "EC_deep", "neocortex"}
LEARNERS = {
    "perforant_path_CA3", "CA3_recurrent", "Schaffer_collaterals", "CA1_to_EC",
    "neocortex_recurrent",
}  # fmt: skip


@pytest.fixture(scope="module")
def lived():
    """Return a brain that has studied three items, and what was recorded."""
    brain = build(200, CODES.senses)
    return brain, list(brain.live([Study(item, 0.4) for item in ITEMS]))


def recalled(agent):
    """Return how many items an agent gives back of the sounds."""
    answers = [record.response["sight"] for record in agent.live(TESTS)]
    fits = [[cosine(a, item.code["sight"].astype(float)) for item in ITEMS] for a in answers]
    return sum(int(np.argmax(fit)) == n and max(fit) > 0.5 for n, fit in enumerate(fits))


def test_memory_is_where_learning_ends(lived):
    brain, _ = lived
    lost = brain.lesion(MEMORY, 0.25).alive
    hit = {name for name, alive in lost.items() if not alive.all()}
    assert hit == MEMORIES | {f"{name}_interneurons" for name in MEMORIES}
    for name in hit:
        assert (~lost[name]).sum() == round(0.25 * lost[name].size)
    assert set(brain.cut) == LEARNERS


def test_a_share_of_the_synapses_that_end_in_a_region_is_cut(lived):
    brain, _ = lived
    copy = brain.lesion("hippocampus", 0.3, Loss.SYNAPSES)
    for name in LEARNERS:
        cut = copy.cut[name].mean()
        assert cut == pytest.approx(0.3 if name not in ("CA1_to_EC", "neocortex_recurrent") else 0)
        assert not copy.weights[name][copy.cut[name]].any()
    with pytest.raises(InputError, match="no synapses in DG to lose"):
        brain.lesion("DG", 0.3, Loss.SYNAPSES)


@pytest.mark.parametrize("loss", Loss)
def test_larger_lesions_include_smaller_ones(lived, loss):
    brain, _ = lived
    small, large = (brain.lesion(MEMORY, share, loss) for share in (0.2, 0.7))
    for name, alive in small.alive.items():
        assert not (large.alive[name] & ~alive).any()
    for name, cut in small.cut.items():
        assert not (cut & ~large.cut[name]).any()
    assert np.array_equal(small.snapshot()["random"], large.snapshot()["random"])


def test_damage_degrades_recall_and_total_loss_ends_it(lived):
    brain, _ = lived
    assert recalled(brain) == 3
    assert recalled(brain.lesion(MEMORY, 0.3)) >= 2
    assert recalled(brain.lesion(MEMORY, 0.3, Loss.SYNAPSES)) >= 2
    for loss in Loss:
        assert recalled(brain.lesion(MEMORY, 1.0, loss)) == 0


def test_what_was_cut_does_not_grow_again(lived):
    brain, _ = lived
    copy = brain.lesion(MEMORY, 0.5, Loss.SYNAPSES)
    other = build(1, CODES.senses)
    other.restore(copy.snapshot())
    list(other.live([Study(ITEMS[0], 0.4), Rest(0.1)]))
    for name, cut in copy.cut.items():
        assert not other.weights[name][cut].any()
        assert np.array_equal(other.weights[name], copy.weights[name])


def test_synapses_are_counted_in_the_brains_own_wiring(lived):
    brain, records = lived
    sizes = {name: alive.size for name, alive in brain.alive.items()}
    for pathway in all_pathways(brain.circuit):
        fans = brain.fans[pathway.name]
        assert fans.shape == (sizes[pathway.source],)
        assert fans.sum() == brain.weights[pathway.name].size
    work = records[0].work
    told = sum(t.cells.size for n, t in records[0].spikes.items() if n != "senses")
    assert work.spikes > told > 0  # interneurons are counted, and not told
    assert "CA3_interneurons" not in records[0].spikes
    cells = sum(size for name, size in sizes.items() if name != "senses")
    assert work.cell_seconds == pytest.approx(0.4 * cells)
    assert work.macs == 0


def test_synapses_of_the_lost_are_not_counted(lived):
    brain, _ = lived
    copy = brain.lesion("CA3", 1.0)
    assert not copy.fans["perforant_path_CA3"].any()
    assert copy.fans["Schaffer_collaterals"].any()  # of cells that no longer fire
    half = brain.lesion("CA3", 0.5, Loss.SYNAPSES).fans["CA3_recurrent"].sum()
    assert half == pytest.approx(brain.fans["CA3_recurrent"].sum() / 2, rel=0.01)


def test_closed_pathways_transmit_nothing(lived):
    brain, _ = lived
    (asleep,) = brain.lesion("CA3").lesion("neocortex").live([Rest(0.1)])
    (silent,) = brain.lesion("EC_superficial").lesion("CA3").live([Rest(0.1)])
    assert asleep.work.excitations >= asleep.spikes["senses"].cells.size
    assert silent.work.excitations < asleep.work.excitations
