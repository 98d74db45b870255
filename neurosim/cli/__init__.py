"""The command line. Its words are a contract; everything heavy is imported when it is needed."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Sequence

from neurosim.errors import InputError, SimulationError

DONE, FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130
"""Exit statuses."""

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""Variables that say how many threads NumPy may use; who sets them is obeyed."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its status."""
    # Agents learn on one core each: the number of threads changes the last digit of their numbers.
    for threads in THREADS:
        os.environ.setdefault(threads, "1")
    # A polite request to end is an interrupt as well: what was finished is kept.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that has no sign for "±" must not end a run with a traceback.
            stream.reconfigure(errors="replace")
    code = status(sys.argv[1:] if arguments is None else arguments)
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)  # Who presses twice must not spoil the status.
    sys.exit(code)


def status(arguments: Sequence[str]) -> int:
    """Run the command line, and return the exit status. What goes wrong is told in one line."""
    try:
        from neurosim.cli.app import run_app

        return run_app(arguments)
    except InputError as problem:
        return _told(problem, BAD_INPUT)
    except SimulationError as problem:
        return _told(problem, FAILED)
    except KeyboardInterrupt:
        return _told("interrupted", INTERRUPTED)
    except BrokenPipeError:
        # Whoever read the output has left: nothing can be told to them any more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except (OSError, MemoryError) as problem:
        return _told(f"{type(problem).__name__}: {problem}", FAILED)


def _told(problem: object, code: int) -> int:
    line = " ".join(str(problem).split())
    # Names come from users and from files: what they hold must not command a terminal.
    line = "".join(sign if sign.isprintable() else "?" for sign in line)
    sys.stderr.write(f"neurosim: {line}\n")
    return code
