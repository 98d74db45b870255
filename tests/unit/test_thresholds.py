"""Spikes are looked for in blocks of cells; that they are the same is held in test_engine.py."""

import numpy as np

from neurosim.engine import simulator, standalone
from neurosim.engine.thresholds import BLOCK, ONE_BY_ONE, look_in_blocks
from test_engine import Tiny, ignore, needs_compiler, request, trial


def test_every_population_is_asked_in_blocks_once(tmp_path):
    standalone._generate(Tiny(), tmp_path)
    files = (tmp_path / "code_objects").glob("*spike_thresholder*.cpp")
    asking = [code for code in (path.read_text() for path in files) if "_cond" in code]
    assert len(asking) == 2  # populations of Tiny
    assert all(f"_first+={BLOCK}" in code for code in asking)
    assert not any(ONE_BY_ONE.search(code) for code in asking)
    assert look_in_blocks(tmp_path) == 0


@needs_compiler
def test_cells_of_one_step_come_in_order():
    busy = request(trial(1.0, rates=np.full(4, 1500.0)))
    train = simulator(Tiny()).run(busy, ignore).spikes["source"]
    steps = np.round(train.seconds / Tiny.dt)
    assert np.any(np.diff(steps) == 0)
    assert np.all((np.diff(steps) > 0) | (np.diff(train.cells) > 0))
