from __future__ import annotations

import inspect

import numpy as np
import pytest
from neurosim.models import hopfield_1982, lstm_1997, mlp_backprop

from neurosim.errors import InputError
from neurosim.parameters import Parameter, changed, listed
from neurosim.protocol import Agent, Item, Replay, Senses
from neurosim.protocol.checker import check_agent

MODELS = [hopfield_1982, mlp_backprop, lstm_1997]
REHEARSING = [mlp_backprop, lstm_1997]
SENSES = Senses((("sight", 200), ("sound", 200)))
SECONDS = 0.4
NIGHT = 60.0
CHANCE = 0.2

each_model = pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__.split(".")[-1])
each_rehearsing = pytest.mark.parametrize(
    "model", REHEARSING, ids=lambda m: m.__name__.split(".")[-1]
)


def sparse_items(seed: int, count: int = 5, senses: Senses = SENSES) -> list[Item]:
    random = np.random.default_rng(seed)

    def code() -> dict[str, np.ndarray]:
        return {s: random.permutation(n) < n // 10 for s, n in senses.sizes}

    return [Item(f"item {number}", code()) for number in range(count)]


def cosine(a, b) -> float:
    size = np.linalg.norm(a) * np.linalg.norm(b)
    return float(a @ b / size) if size else 0.0


def fits(agent: Agent, items: list[Item], cue: str = "sight", asked: str = "sound") -> np.ndarray:
    """Cosine of each answer with each item in the sense that was not cued, (cued, compared)."""
    answers = [agent.recall(item.cue(cue), SECONDS).response[asked] for item in items]
    return np.array(
        [[cosine(a, item.code[asked].astype(float)) for item in items] for a in answers]
    )


def identified(agent: Agent, items: list[Item]) -> float:
    return float(np.mean(np.argmax(fits(agent, items), axis=1) == np.arange(len(items))))


def after_study(model, seed: int, items: list[Item]) -> Agent:
    agent = model.build(seed, SENSES)
    for item in items:
        agent.study(item, SECONDS)
    return agent


def memory(agent: Agent) -> dict[str, bytes]:
    return {k: np.array(v).tobytes() for k, v in agent.snapshot().items() if k != "random"}


@each_model
def test_it_keeps_every_promise(model):
    check_agent(model.build, sparse_items(1), SENSES)


@each_model
def test_it_lives_with_other_senses(model):
    senses = Senses((("sight", 61), ("smell", 7), ("sound", 30)))
    items = sparse_items(1, 2, senses)
    check_agent(model.build, items, senses)
    agent = model.build(1, senses)
    for cue in ({}, items[0].cue("smell", "sound"), items[0].code):
        response = agent.recall(cue, SECONDS).response
        assert {sense: len(part) for sense, part in response.items()} == dict(senses.sizes)


@each_model
def test_it_is_called_like_its_file_and_says_what_it_is(model):
    agent = model.build(1, SENSES)
    assert model.__name__.endswith(agent.name)
    first, second, *_ = inspect.getdoc(model).splitlines()
    assert first.endswith(".") and not second


@each_model
def test_its_parameters_are_cited_and_change_it(model):
    parameters = dict(listed(model.Parameters()))
    assert all(isinstance(value, Parameter) for value in parameters.values())
    assert {"study_steps_per_second", "sleep_steps_per_second"} <= parameters.keys()
    faster = changed(model.Parameters(), {"study_steps_per_second": 500.0})
    item = sparse_items(1)[0]
    usual, other = model.build(1, SENSES), model.build(1, SENSES, faster)
    for agent in (usual, other):
        agent.study(item, SECONDS)
    assert memory(usual) != memory(other)


@each_model
def test_an_item_studied_alone_is_learned_from_either_sense(model):
    """The criterion by which study steps were chosen, on seeds they were not chosen with."""
    for seed in range(5):
        items = sparse_items(seed, 1)
        agent = after_study(model, seed, items)
        assert fits(agent, items)[0, 0] > 0.95
        assert fits(agent, items, "sound", "sight")[0, 0] > 0.95


@each_model
def test_an_ignorant_agent_answers_with_little_that_fits_nothing(model):
    items = sparse_items(1)
    agent = model.build(1, SENSES)
    answer = agent.recall(items[0].cue("sight"), SECONDS).response["sound"]
    assert answer.sum() < 30
    assert answer.max(initial=0) < 0.5
    assert fits(agent, items).max() < 0.6


@each_model
def test_study_brings_home_what_was_perceived(model):
    item = sparse_items(1)[0]
    response = model.build(1, SENSES).study(item, SECONDS).response
    for sense, code in item.code.items():
        assert response[sense][code].mean() == pytest.approx(0.91, abs=0.08)
        assert response[sense][~code].mean() < 0.03


@each_model
def test_a_night_restores_to_the_same_future(model):
    items = sparse_items(2, 3)
    one = after_study(model, 1, items)
    other = model.build(9, SENSES)
    other.restore(one.snapshot())
    for agent in (one, other):
        agent.sleep(5.0)
        agent.study(items[0], SECONDS)
    assert memory(one) == memory(other)
    assert np.array_equal(one.snapshot()["random"], other.snapshot()["random"])


@each_model
def test_a_snapshot_does_not_change_with_the_agent(model):
    items = sparse_items(2, 2)
    agent = after_study(model, 1, items[:1])
    state = agent.snapshot()
    kept = {name: np.array(array) for name, array in state.items()}
    agent.study(items[1], SECONDS)
    agent.sleep(1.0)
    agent.restore(state)
    agent.study(items[1], SECONDS)
    assert all(np.array_equal(state[name], kept[name]) for name in kept)


@each_model
def test_rest_and_blocked_replay_teach_nothing(model):
    agent = after_study(model, 1, sparse_items(2, 3))
    before = agent.snapshot()
    agent.rest(NIGHT)
    agent.sleep(NIGHT, Replay.BLOCKED)
    after = agent.snapshot()
    assert all(np.array_equal(before[name], after[name]) for name in before)


@each_rehearsing
def test_shuffled_replay_does_not_bring_together_what_belongs_together(model):
    scores = []
    for seed in range(4):
        items = sparse_items(seed)
        agent = after_study(model, seed, items)
        agent.sleep(NIGHT, Replay.SHUFFLED)
        scores.append(identified(agent, items))
    assert np.mean(scores) < 0.6


@each_rehearsing
def test_sleep_before_any_study_teaches_nothing(model):
    agent = model.build(1, SENSES)
    before = memory(agent)
    agent.sleep(NIGHT)
    assert memory(agent) == before


def test_the_perceptron_is_taught_the_whole_from_each_sense_alone(monkeypatch):
    lessons = []
    agent = mlp_backprop.build(1, SENSES)
    monkeypatch.setattr(agent.network, "learn", lambda *lesson: lessons.append(lesson))
    seen = np.concatenate(list(agent.study(sparse_items(1)[0], SECONDS).response.values()))
    assert len(lessons) == 40
    cues, targets, _ = lessons[0]
    silent = np.zeros(200)
    assert np.array_equal(cues, [[*seen[:200], *silent], [*silent, *seen[200:]]])
    assert np.array_equal(targets, [seen, seen])


def test_lstm_generates_missing_senses_in_the_order_it_learned_them():
    senses = Senses((("sight", 60), ("smell", 60), ("sound", 60)))
    item = sparse_items(1, 1, senses)[0]
    agent = lstm_1997.build(1, senses)
    agent.study(item, 2.0)
    for cue in senses.names:
        answer = agent.recall(item.cue(cue), SECONDS).response
        fit = [cosine(answer[s], item.code[s].astype(float)) for s in senses.names if s != cue]
        assert min(fit) > 0.9


def test_the_hopfield_network_stores_at_once_and_learns_nothing_in_sleep():
    for seed in range(5):
        items = sparse_items(seed)
        agent = after_study(hopfield_1982, seed, items)
        assert identified(agent, items) == 1
        before = memory(agent)
        agent.sleep(NIGHT)
        assert memory(agent) == before


def test_the_hopfield_network_has_no_steps_in_sleep_to_set():
    with pytest.raises(InputError, match="out of range"):
        changed(hopfield_1982.Parameters(), {"sleep_steps_per_second": 1.0})


@each_rehearsing
def test_items_studied_in_a_row_interfere_and_rehearsal_repairs_it(model):
    """McCloskey & Cohen (1989); McClelland et al. (1995), with blocked replay as the control."""
    evening, morning, blocked, last, earlier = [], [], [], [], []
    for seed in range(4):
        items = sparse_items(seed)
        agent = after_study(model, seed, items)
        own = np.diagonal(fits(agent, items))
        last.append(own[-1])
        earlier.append(own[:-1].mean())
        evening.append(identified(agent, items))
        control = model.build(seed, SENSES)
        control.restore(agent.snapshot())
        control.sleep(NIGHT, Replay.BLOCKED)
        blocked.append(identified(control, items))
        agent.sleep(NIGHT)
        morning.append(identified(agent, items))
    assert min(last) > 0.95
    assert np.mean(earlier) < 0.5
    assert np.mean(evening) < 0.7
    assert np.mean(blocked) < 0.7
    assert np.mean(morning) > 0.95


@each_rehearsing
def test_chance_before_any_study(model):
    scores = [identified(model.build(seed, SENSES), sparse_items(seed)) for seed in range(20)]
    assert np.mean(scores) == pytest.approx(CHANCE, abs=0.15)
