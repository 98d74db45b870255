"""Where the processes are that do the work: on this machine, or on a cluster."""

from __future__ import annotations

import logging
import signal
import tempfile
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING, Any, final

from neurosim.errors import InputError, SimulationError, in_a_line

if TYPE_CHECKING:  # A second to import: only who asks for more than one process pays it.
    from distributed import Client

CONFIG = {
    # A worker may be killed while at work on a task: that is tried again, but not for ever.
    "distributed.scheduler.allowed-failures": 3,
    # A worker that says nothing for so long is given up, and its task is given to another.
    "distributed.scheduler.worker-ttl": "20s",
    # Workers hold no data: what they find out is on the disk.
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.terminate": False,
    # Workers have the environment of this process, and with it its number of threads.
    "distributed.nanny.pre-spawn-environ": {},
    "distributed.comm.timeouts.connect": "10s",
    # Nothing is told to who asks over HTTP.
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.comm.retry.count": 0,
}


STARTS = 3
"""How often it is tried to start the processes."""


log = logging.getLogger(__name__)


class Workplace(ABC):
    """Where the processes are that do the work."""

    @property
    @abstractmethod
    def hands(self) -> int:
        """How many tasks are done at a time, as far as is known beforehand."""

    @abstractmethod
    def client(self) -> Any:
        """Return a context in which there are processes, as a Dask client that reaches them.

        Raises
        ------
        InputError
            If Dask is not installed, or there is no scheduler.
        """


@final
@dataclass(frozen=True)
class ThisMachine(Workplace):
    """Processes on this machine, each with one thread, that nobody else can reach.

    Parameters
    ----------
    workers
        How many.
    """

    workers: int

    @property
    def hands(self) -> int:
        """As many as there are workers."""
        return self.workers

    @contextmanager
    def client(self) -> Iterator[Client]:
        """Start the processes; they end with this one, whatever ends it."""
        dask, distributed = _dask()
        stack = ExitStack()
        try:
            # Python starts this process with the first other one, and unblocks Ctrl-C after that.
            resource_tracker.ensure_running()
            with _held_back(), _deaf():
                stack.enter_context(dask.config.set(CONFIG))
                folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="neurosim-"))
                # Only who holds these certificates, made anew for each run, may ask for work: a
                # port of the loopback device is open to everybody on this machine.
                security = distributed.Security.temporary()
                cluster = stack.enter_context(self._begun(distributed, security, folder))
                client = stack.enter_context(distributed.Client(cluster, security=security))
            yield client
        finally:
            with _held_back():
                stack.close()

    def _begun(self, distributed: Any, security: Any, folder: str) -> Any:
        """Start the processes, again if one of them dies while it starts."""
        for _ in range(STARTS):
            try:
                return distributed.LocalCluster(
                    n_workers=self.workers,
                    threads_per_worker=1,
                    host="127.0.0.1",
                    protocol="tls://",
                    dashboard_address="127.0.0.1:0",
                    worker_dashboard_address=None,
                    silence_logs=logging.CRITICAL,
                    local_directory=folder,
                    security=security,
                )
            except (RuntimeError, OSError) as problem:
                failed = problem
        raise SimulationError("the workers do not start") from failed


@final
@dataclass(frozen=True)
class Cluster(Workplace):
    """Processes that a Dask scheduler knows, on whatever machines.

    Parameters
    ----------
    address
        The scheduler, as ``tcp://host:port``.
    """

    address: str

    @property
    def hands(self) -> int:
        """Unknown: counted as one, so that the time left is an upper bound."""
        return 1

    @contextmanager
    def client(self) -> Iterator[Client]:
        """Reach the scheduler."""
        dask, distributed = _dask()
        with dask.config.set(CONFIG):
            try:
                client = distributed.Client(self.address, timeout="10s")
            except (OSError, ValueError) as problem:
                told = f"no scheduler answers at {self.address}: {in_a_line(problem)}"
                raise InputError(told) from problem
            with client:
                if not client.scheduler_info()["workers"]:
                    log.warning("%s has no workers yet: waiting for them", self.address)
                yield client


def _dask() -> tuple[Any, Any]:
    try:
        import dask
        import distributed
    except ImportError as problem:
        hint = "install it with: pip install 'neurosim[cluster]'"
        raise InputError(f"several workers need Dask, which is not installed; {hint}") from problem
    # What it tells of lost connections is told by us, in one line.
    for name, logger in logging.root.manager.loggerDict.items():
        if name.startswith("distributed") and isinstance(logger, logging.Logger):
            logger.setLevel(logging.CRITICAL)
    return dask, distributed


@contextmanager
def _deaf() -> Iterator[None]:
    """Let threads and processes that begin here never hear Ctrl-C: this one does, and ends them."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _held_back() -> Iterator[None]:
    """Hear of interrupts only at the end: half a cluster can neither be used nor be ended.

    Raises
    ------
    KeyboardInterrupt
        At the end, if there was one.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # no other thread hears interrupts
        return
    heard: list[int] = []
    before = {
        each: signal.signal(each, lambda number, _: heard.append(number))
        for each in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    if heard:
        raise KeyboardInterrupt
