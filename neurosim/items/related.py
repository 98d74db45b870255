"""Items that are related to another item by an exact number of shared units.

All are pure functions: the item stays as it is, and the same generator gives the same relative.
Relatives have no picture; `ItemSet.depict_response` draws one.
"""

from __future__ import annotations

import math

import numpy as np

from neurosim.errors import InputError, unknown
from neurosim.items.random_codes import sparse_code
from neurosim.protocol import Bits, Item

CONTEXT = "context"
"""The sense that tells where and when something happens."""

TWIN = "'"
"""What the name of a twin ends with."""


def partner(item: Item, name: str, sense: str, share: float, random: np.random.Generator) -> Item:
    """Return a new item called `name` that is like another one in one sense only.

    Parameters
    ----------
    sense
        The sense in which both have a share of their active units in common.
    share
        The share, 0 to 1; it is rounded to whole units. All other senses are drawn anew.

    Raises
    ------
    InputError
        If the item has no such sense, or the share is none.
    """
    if sense not in item.code:
        raise unknown("sense", sense, item.code)
    code = {
        other: sharing(bits, share, random)
        if other == sense
        else sparse_code(random, bits.size, int(bits.sum()))
        for other, bits in item.code.items()
    }
    return Item(name, code)


def overlapping(item: Item, name: str, share: float, random: np.random.Generator) -> Item:
    """Return a new item called `name` that shares this share of active units in every sense."""
    return Item(name, {sense: sharing(bits, share, random) for sense, bits in item.code.items()})


def in_context(item: Item, name: str, context: Bits) -> Item:
    """Return the same item in another context, called `name`.

    Raises
    ------
    InputError
        If the item has no context, or one of another size.
    """
    if CONTEXT not in item.code:
        raise unknown("sense", CONTEXT, item.code)
    size = item.code[CONTEXT].size
    if np.shape(context) != (size,):
        raise InputError(f"{CONTEXT} needs {size} units, not shape {np.shape(context)}")
    return Item(name, {**item.code, CONTEXT: np.array(context, bool)})


def sharing(bits: Bits, share: float, random: np.random.Generator) -> Bits:
    """Return a code with as many active units, of which exactly a share is active in `bits`.

    Parameters
    ----------
    share
        The share, 0 to 1; it is rounded to whole units.

    Raises
    ------
    InputError
        If the share is not within 0 to 1, or there are too few inactive units for the rest.
    """
    if not (math.isfinite(share) and 0 <= share <= 1):
        raise InputError(f"codes share 0 to 1 of their active units, not {share}")
    active, inactive = np.flatnonzero(bits), np.flatnonzero(~bits)
    kept = round(share * active.size)
    if active.size - kept > inactive.size:
        least = (active.size - inactive.size) / active.size
        raise InputError(f"codes this dense share at least {least:g} of their active units")
    code = np.zeros(bits.size, bool)
    code[random.choice(active, kept, replace=False)] = True
    code[random.choice(inactive, active.size - kept, replace=False)] = True
    return code


def twin_name(name: str) -> str:
    """Return what the twin of an item is called: an item that competes with it for a cue.

    Whoever makes a twin gives it this name. The twin of a twin is the item itself.
    """
    return name.removesuffix(TWIN) if name.endswith(TWIN) else name + TWIN
