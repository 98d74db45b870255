from __future__ import annotations

import numpy as np
import pytest

from neurosim.artificial import ReplayBuffer, rehearsed
from neurosim.protocol import Replay


def numbered(count: int, capacity: int = 100) -> ReplayBuffer:
    buffer = ReplayBuffer(capacity, width=2)
    for number in range(count):
        buffer.keep(np.array([number, -number], float))
    return buffer


def test_every_experience_is_drawn_equally_often():
    buffer, random = numbered(5), np.random.default_rng(1)
    drawn = np.bincount([int(buffer.draw(random)[0]) for _ in range(5000)], minlength=5)
    expected = 1000
    assert np.sum((drawn - expected) ** 2 / expected) < 18.5  # chi-square, 4 d.f., p = 0.001


def test_the_oldest_gives_way_when_it_is_full():
    buffer = numbered(7, capacity=3)
    assert len(buffer) == 3
    assert np.array_equal(buffer.contents(), [[4, -4], [5, -5], [6, -6]])


def test_it_keeps_copies():
    buffer, experience = ReplayBuffer(3, width=2), np.array([1.0, 2.0])
    buffer.keep(experience)
    experience[:] = 0
    assert np.array_equal(buffer.contents(), [[1, 2]])
    buffer.contents()[:] = 0
    assert np.array_equal(buffer.contents(), [[1, 2]])


def test_a_refilled_buffer_draws_and_forgets_the_same():
    one, other = numbered(5, capacity=6), numbered(2, capacity=6)
    other.refill(one.contents())
    draws = [
        [buffer.draw(random)[0] for _ in range(20)]
        for buffer, random in ((b, np.random.default_rng(2)) for b in (one, other))
    ]
    assert draws[0] == draws[1]
    for buffer in (one, other):
        buffer.keep(np.array([8.0, 8.0]))
        buffer.keep(np.array([9.0, 9.0]))
    assert np.array_equal(one.contents(), other.contents())


def test_an_empty_buffer_has_a_shape_and_nothing_to_draw():
    assert ReplayBuffer(3, width=2).contents().shape == (0, 2)
    with pytest.raises(IndexError, match="empty"):
        ReplayBuffer(3, width=2).draw(np.random.default_rng(1))


def test_an_experience_of_another_width_is_refused():
    with pytest.raises(ValueError, match="reshape"):
        ReplayBuffer(3, width=2).keep(np.zeros(3))


def lessons(replay: Replay, kept: int = 3, count: int = 300) -> list[tuple[int, int]]:
    random = np.random.default_rng(1)
    pairs = rehearsed(numbered(kept), count, replay, random)
    return [(int(seen[0]), int(wanted[0])) for seen, wanted in pairs]


def test_a_natural_rehearsal_teaches_what_is_replayed():
    assert len(lessons(Replay.NATURAL)) == 300
    assert {seen - wanted for seen, wanted in lessons(Replay.NATURAL)} == {0}


def test_a_shuffled_rehearsal_replays_the_same_and_teaches_the_same_but_not_together():
    natural, shuffled = lessons(Replay.NATURAL), lessons(Replay.SHUFFLED)
    assert [seen for seen, _ in shuffled] == [seen for seen, _ in natural]
    assert sorted(wanted for _, wanted in shuffled) == sorted(wanted for _, wanted in natural)
    together = sum(seen == wanted for seen, wanted in shuffled)
    assert together == pytest.approx(100, abs=30)


def test_nothing_is_rehearsed_where_replay_is_blocked_or_nothing_was_kept():
    assert lessons(Replay.BLOCKED) == []
    assert lessons(Replay.NATURAL, kept=0) == []
