"""Sets of items as npz files, without any loss."""

from __future__ import annotations

from neurosim.errors import InputError, in_a_line
from neurosim.items import ItemSet
from neurosim.protocol import Senses
from neurosim.store.arrays import TROUBLE, DamagedError, Draft, packed, unpacked
from neurosim.store.pieces import get_item, put_item


def packed_items(items: ItemSet) -> bytes:
    """Return a set of items as the content of an npz file."""
    arrays: Draft = {"average": items.average}
    if items.features is not None:
        arrays["features"] = items.features
    description = {
        "senses": items.senses.sizes,
        "seed": items.seed,
        "depicted": items.depicted,
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
        depicted = tuple(str(sense) for sense in told["depicted"])
        height, width = (int(side) for side in told["shape"])
        features, average = arrays.get("features"), arrays["average"]
        if average.shape != (height * width,) or not items:
            raise DamagedError("pictures and items do not fit together")
        units = sum(dict(senses.sizes)[sense] for sense in depicted)
        # Without features every unit is a pixel.
        fit = units == average.size if features is None else features.shape == (units, average.size)
        if not fit:
            raise DamagedError("the features do not fit the senses that are depicted")
        for item in items:
            if item.code.keys() != set(senses.names):
                raise DamagedError("an item lacks a sense")
            senses.vector(item.code)
        seed = int(told["seed"])
        return ItemSet(items, senses, seed, depicted, features, average, (height, width))
    except TROUBLE as problem:
        raise InputError(f"{name} is damaged: {in_a_line(problem)}") from problem
