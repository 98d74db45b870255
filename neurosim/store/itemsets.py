"""Sets of items as npz files, without any loss."""

from __future__ import annotations

from neurosim.errors import InputError
from neurosim.items import ItemSet
from neurosim.protocol import Senses
from neurosim.store.arrays import TROUBLE, Arrays, DamagedError, packed, unpacked
from neurosim.store.pieces import get_item, in_a_line, put_item


def packed_items(items: ItemSet) -> bytes:
    """Return a set of items as the content of an npz file."""
    arrays: Arrays = {"features": items.features, "average": items.average}
    description = {
        "senses": items.senses.sizes,
        "shape": items.shape,
        "items": [put_item(arrays, f"item{n}", item) for n, item in enumerate(items.items)],
    }
    return packed(description, arrays)


def items_from(content: bytes, name: str) -> ItemSet:
    """Return the items in the content of an npz file called `name`.

    Raises
    ------
    InputError
        If the content is damaged.
    """
    try:
        told, arrays = unpacked(content)
        items = tuple(get_item(arrays, f"item{n}", each) for n, each in enumerate(told["items"]))
        senses = Senses(tuple((str(sense), int(size)) for sense, size in told["senses"]))
        height, width = (int(side) for side in told["shape"])
        features, average = arrays["features"], arrays["average"]
        if features.ndim != 2 or average.shape != (height * width,) or not items:
            raise DamagedError("pictures and items do not fit together")
        if features.shape != (dict(senses.sizes)["sight"], height * width):
            raise DamagedError("the features do not fit the sense of sight")
        for item in items:
            senses.vector(item.code)
        return ItemSet(items, senses, features, average, (height, width))
    except TROUBLE as problem:
        raise InputError(f"{name} is damaged: {in_a_line(problem)}") from problem
