"""Agents in a file: what comes back, and what is refused."""

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from neurosim.models import hopfield_1982, mlp_backprop

from neurosim.errors import InputError
from neurosim.items import RandomCodes
from neurosim.parameters import changed
from neurosim.protocol.dummies import Oracle
from neurosim.store import load_state, save_state, saved
from neurosim.store.arrays import packed, unpacked
from neurosim.store.states import packed_state, state_from
from runs import Tree

ITEMS = RandomCodes().draw(2, seed=200)
DEFAULT = hopfield_1982.Parameters()
QUIET = changed(DEFAULT, {"threshold": 0.3})


def network(seed=200, parameters=QUIET):
    agent = hopfield_1982.build(seed, ITEMS.senses, parameters)
    agent.study(ITEMS.items[0], 0.4)
    return agent


SAVED = saved(network(), 200, QUIET)
CONTENT = packed_state(SAVED)


def test_an_agent_comes_back_with_its_numbers_and_its_memory(tmp_path):
    save_state(tmp_path / "state.npz", SAVED)
    back = load_state(tmp_path / "state.npz")
    assert (back.agent, back.seed, back.senses) == ("hopfield_1982", 200, ITEMS.senses)
    assert back.parameters == SAVED.parameters
    again = back.made_again(hopfield_1982.build, DEFAULT)
    assert again.parameters == QUIET
    assert again.parameters.threshold.note.startswith("as it was when the agent was saved")
    assert again.parameters.coding_level.source == "chosen"
    cue = ITEMS.items[0].cue("sight")
    one, other = network().recall(cue, 0.4).response, again.recall(cue, 0.4).response
    assert one["sound"].any()
    assert all(np.array_equal(one[sense], other[sense]) for sense in one)
    assert [path.name for path in tmp_path.iterdir()] == ["state.npz"]


@pytest.mark.parametrize("level", [0, 6])
def test_the_same_agent_gives_the_same_bytes(level):
    content = packed_state(saved(network(), 200, QUIET), level)
    assert content == packed_state(saved(network(), 200, QUIET), level)
    assert state_from(content, "it").state.keys() == SAVED.state.keys()


def test_what_was_learned_may_have_grown():
    oracle = Oracle(1, ITEMS.senses)
    for item in ITEMS.items:
        oracle.study(item, 0.4)
    back = state_from(packed_state(saved(oracle, 1, Tree())), "it")
    again = back.made_again(lambda seed, senses, _: Oracle(seed, senses), Tree())
    assert np.array_equal(again.memory, oracle.memory)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"couplings": None}, "couplings is missing"),
        ({"more": np.zeros(1)}, "more is unknown"),
        ({"couplings": np.zeros((1, 1))}, r"couplings is no float64\[400, 400\]"),
        ({"couplings": np.zeros((400, 400), np.float32)}, r"couplings is no float64"),
        ({"couplings": np.full((400, 400), np.nan)}, "couplings is not finite"),
        ({"random": np.zeros(3, np.uint8)}, "not the state of a random generator"),
    ],
    ids=lambda each: "",
)
def test_arrays_that_are_not_such_an_agents_are_refused(wrong, said):
    state = {**SAVED.state, **wrong}
    other = replace(SAVED, state={k: v for k, v in state.items() if v is not None})
    with pytest.raises(InputError, match=said):
        state_from(packed_state(other), "it").made_again(hopfield_1982.build, DEFAULT)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"threshold": 7.0}, "threshold = 7 is out of range"),
        ({"threshold": float("inf")}, "threshold must be a finite number"),
        ({"thresold": 0.1}, "unknown parameter 'thresold'; did you mean 'threshold'"),
    ],
)
def test_numbers_that_the_model_does_not_have_are_refused(change, said):
    other = replace(SAVED, parameters=SAVED.parameters | change)
    with pytest.raises(InputError, match=said):
        other.made_again(hopfield_1982.build, DEFAULT)


def test_numbers_that_the_file_does_not_have_are_refused():
    numbers = {name: value for name, value in SAVED.parameters.items() if name != "threshold"}
    with pytest.raises(InputError, match=r"saved by version 0\S* as hopfield_1982, but its thres"):
        replace(SAVED, parameters=numbers).made_again(hopfield_1982.build, DEFAULT)


def test_the_state_of_another_model_is_refused():
    with pytest.raises(InputError, match=r"as hopfield_1982, but its \w+"):
        SAVED.made_again(mlp_backprop.build, mlp_backprop.Parameters())
    named = replace(SAVED, agent="oracle", parameters={})
    with pytest.raises(InputError, match="as oracle, but it is hopfield_1982"):
        named.made_again(lambda seed, senses, _: network(seed), None)


@pytest.mark.parametrize(
    "change",
    [{"format": "neurosim run 1"}, {"seed": -1}, {"seed": 1.5}, {"seed": True}, {"agent": 3},
     {"senses": []}, {"senses": [["sight", 0]]}, {"senses": [["sight", 10**9]]},
     {"senses": [["a", 4], ["a", 4]]}, {"senses": 4}, {"parameters": [1]},
     {"parameters": {"threshold": "much"}}, {"parameters": {"threshold": None}}, {"version": None}],
    ids=repr,
)  # fmt: skip
def test_descriptions_that_cannot_be_are_refused(change):
    told, arrays = unpacked(CONTENT)
    with pytest.raises(InputError, match=r"x\.npz is damaged: ") as caught:
        state_from(packed(told | change, arrays), "x.npz")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("told", [None, [], "neurosim state 1", {"format": "neurosim state 1"}])
def test_other_files_are_refused(told):
    with pytest.raises(InputError, match=r"x\.npz is damaged"):
        state_from(packed(told, {}), "x.npz")


SMALL = packed_state(replace(SAVED, state={"random": SAVED.state["random"]}))


@given(st.data())
@settings(max_examples=100)
def test_a_damaged_file_is_refused_or_read_but_never_crashes(data):
    content = bytearray(SMALL)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    content = content[: data.draw(st.integers(0, len(content)))]
    try:
        state_from(bytes(content), "x.npz").made_again(hopfield_1982.build, DEFAULT)
    except InputError as problem:
        assert "\n" not in str(problem)


def test_a_file_says_what_it_takes_to_make_the_agent_again():
    told, _ = unpacked(CONTENT)
    assert told["format"] == "neurosim state 1"
    assert told["senses"] == [["sight", 200], ["sound", 200]]
    assert json.loads(json.dumps(told["parameters"]))["threshold"] == 0.3


def test_the_examples_in_the_documentation_do_what_they_say(tmp_path, monkeypatch):
    text = (Path(__file__).parents[2] / "docs" / "portable-states.md").read_text(encoding="utf-8")
    save, load, graph, elsewhere = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert "pynapple" in elsewhere
    monkeypatch.chdir(tmp_path)
    exec(save, {})
    names = {}
    exec(load, names)
    exec(graph, names)
    assert names["answer"].response["sight"].any()
    assert names["graph"].number_of_edges() == 3000
    assert names["strongest"][0].startswith("DG:")
