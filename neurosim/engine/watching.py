"""What keeps watch over a running network: it ends a run in which a group fires too much."""

from __future__ import annotations

from typing import Any

from neurosim.engine.brian import b2
from neurosim.engine.request import SLOT, WINDOW

NEVER = 1e300
"""Spikes per second that no group fires."""

EQUATIONS = f"""
fired : integer (linked)
before : 1
limit : Hz
allowed : 1
elapsed : 1
stopped : 1
stopped_at : second
slot = {SLOT}*second : second
"""

KEEP_WATCH = f"""
too_many = int(fired - before > allowed)
stopped_at = stopped_at + too_many*(1 - stopped)*t
stopped = clip(stopped + stop_run(too_many), 0, 1)
elapsed = elapsed + slot/second
seconds = trial_seconds(t)
begins = int(seconds > 0)
opens = int(elapsed > {WINDOW} - 0.5*slot/second)
opens = clip(opens + begins, 0, 1)
allowed = (1 - begins)*allowed + begins*clip(seconds, 0, {WINDOW})*limit*second
before = (1 - opens)*before + opens*fired
elapsed = (1 - opens)*elapsed
"""
"""What happens in each slot: the count is judged first, then, where one is due, begins anew."""


def watcher(name: str, monitor: Any, clock: Any, namespace: dict[str, Any]) -> Any:
    """Return a group of one that watches the spikes that a monitor counts.

    Parameters
    ----------
    name
        Name of the group that is watched.
    clock
        Ticks once in a slot.
    namespace
        Has the table ``trial_seconds`` and the function ``stop_run``.
    """
    group = b2.NeuronGroup(1, EQUATIONS, namespace=namespace, name=watcher_name(name))
    group.fired = b2.linked_var(monitor, "N")
    group.run_regularly(KEEP_WATCH, clock=clock, when="start", order=-2)
    return group


def watcher_name(group: str) -> str:
    """Return the name of the group that watches another."""
    return f"watch_{group}"
