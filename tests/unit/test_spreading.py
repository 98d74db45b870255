"""What Dask says of a task, and what follows."""

from collections import deque
from contextlib import contextmanager

import distributed
import pytest
from distributed.comm import CommClosedError

from neurosim.cohort import spread
from neurosim.errors import SimulationError

OUT_OF_REACH = "finished, as was told by a scheduler that is gone"


class Future:
    """A task whose status is another one each time that Dask tells of it."""

    def __init__(self, key, told):
        self.key, self.told = key, deque(told)

    @property
    def status(self):
        return "finished" if self.told[0] == OUT_OF_REACH else self.told[0]

    def result(self):
        assert self.status == "finished"
        if self.told[0] == OUT_OF_REACH:
            raise CommClosedError("Stream is closed")
        return 0.5

    def release(self):
        pass


class Completed:
    """Yields futures; one that is added again is asked for what is told of it next."""

    def __init__(self, futures):
        self.futures = deque(futures)

    def __iter__(self):
        while self.futures:
            yield self.futures.popleft()

    def update(self, futures):
        self.futures.extend(futures)

    def add(self, future):
        future.told.popleft()
        self.futures.append(future)


class Place:
    """A place where one task after the other gets the next story."""

    hands = 1

    def __init__(self, *stories):
        self.stories = deque(stories)

    @contextmanager
    def client(self):
        yield self

    def ncores(self):
        return {}

    def submit(self, _timed, _work, _arguments, key, pure):
        return Future(key, self.stories.popleft())


@pytest.fixture(autouse=True)
def told(monkeypatch):
    monkeypatch.setattr(distributed, "as_completed", Completed)


def test_a_task_whose_process_died_after_it_is_waited_for_again():
    place = Place(["finished"], ["lost", "pending", "lost", "finished"], ["finished"])
    done = [each.number for each in spread(print, [()] * 3, place)]
    assert done == [0, 2, 1]


def test_without_a_scheduler_there_is_nothing_to_wait_for():
    with pytest.raises(SimulationError, match="the scheduler is gone"):
        list(spread(print, [()], Place(["lost", "cancelled"])))


def test_a_scheduler_that_dies_when_it_is_asked_for_a_result_is_gone_too():
    with pytest.raises(SimulationError, match="the scheduler is gone"):
        list(spread(print, [()], Place([OUT_OF_REACH])))
