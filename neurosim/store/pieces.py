"""Parts of diaries: codes, items and events, as JSON with their arrays beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from neurosim.protocol import (
    Cue,
    Drug,
    Examine,
    Item,
    Recall,
    Recorded,
    Replay,
    Rest,
    Sleep,
    Stage,
    Study,
    Substance,
    Track,
    Walk,
)
from neurosim.store.arrays import Arrays, DamagedError, Draft


def put_parts(arrays: Draft, name: str, parts: Mapping[str, Any]) -> list[str]:
    """Put a vector for each sense among the arrays, and return the senses."""
    for number, part in enumerate(parts.values()):
        arrays[f"{name}.{number}"] = np.asarray(part)
    return list(parts)


def get_parts(arrays: Arrays, name: str, senses: list[str]) -> dict[str, Any]:
    """Return what `put_parts` put among the arrays, checked."""
    parts = {str(sense): arrays[f"{name}.{number}"] for number, sense in enumerate(senses)}
    if any(part.ndim != 1 or not np.all(np.isfinite(part)) for part in parts.values()):
        raise DamagedError("an activity is not a row of finite numbers")
    return parts


def put_item(arrays: Draft, name: str, item: Item) -> dict[str, Any]:
    """Put an item among the arrays, and return the rest of it."""
    if item.picture is not None:
        arrays[f"{name}.picture"] = item.picture
    code = put_parts(arrays, f"{name}.code", item.code)
    told = {"name": item.name, "code": code, "picture": item.picture is not None}
    return {**told, "arousal": {sense: float(much) for sense, much in item.arousal.items()}}


def get_item(arrays: Arrays, name: str, told: Any) -> Item:
    """Return the item that `put_item` put among the arrays."""
    picture = arrays[f"{name}.picture"] if told["picture"] else None
    code = {
        sense: bits.astype(bool)
        for sense, bits in get_parts(arrays, f"{name}.code", told["code"]).items()
    }
    arousal = {str(sense): float(much) for sense, much in told.get("arousal", {}).items()}
    return Item(str(told["name"]), code, picture, arousal)


def put_event(
    arrays: Draft, name: str, event: Recorded, places: Mapping[int, int]
) -> dict[str, Any]:
    """Put an event among the arrays, and return the rest of it; items go by their place."""
    told: dict[str, Any] = {"kind": type(event).__name__, "label": event.label}
    told["seconds"] = float(event.seconds)
    if event.drug is not None:
        told["drug"] = [event.drug.substance.value, float(event.drug.dose)]
    match event:
        case Study():
            told["item"] = places[id(event.item)]
            told["learning"], told["gated"] = event.learning, event.gated
            told |= {"reward": float(event.reward)} if event.reward else {}
        case Recall():
            told["cue"] = put_parts(arrays, f"{name}.cue", event.cue)
            told["target"] = event.target
        case Sleep():
            told["replay"], told["stage"] = event.replay.value, event.stage.value
            told["learning"] = event.learning
            told["cues"] = [
                _put_cue(arrays, f"{name}.cue{n}", cue) for n, cue in enumerate(event.cues)
            ]
        case Walk():
            told |= _put_walk(arrays, name, event)
        case Examine():
            told["pathways"] = list(event.pathways)
    return told


def get_event(arrays: Arrays, name: str, told: Any, items: list[Item]) -> Recorded:
    """Return the event that `put_event` put among the arrays."""
    seconds, label, drug = float(told["seconds"]), str(told["label"]), _drug(told.get("drug"))
    match told["kind"]:
        case "Study":
            learning = bool(told.get("learning", True))
            gated = bool(told.get("gated", False))
            reward = float(told.get("reward", 0.0))
            return Study(items[told["item"]], seconds, label, learning, drug, gated, reward)
        case "Recall":
            parts = get_parts(arrays, f"{name}.cue", told["cue"]).items()
            cue = {sense: bits.astype(bool) for sense, bits in parts}
            return Recall(cue, seconds, str(told["target"]), label, drug)
        case "Sleep":
            stage = Stage(told.get("stage", Stage.NREM.value))
            learning = bool(told.get("learning", True))
            cues = tuple(
                _get_cue(arrays, f"{name}.cue{n}", each)
                for n, each in enumerate(told.get("cues", []))
            )
            return Sleep(seconds, _replay(told["replay"]), label, drug, stage, learning, cues)
        case "Rest":
            return Rest(seconds, label, drug)
        case "Examine":
            return Examine(tuple(str(each) for each in told["pathways"]), label)
        case "Walk":
            track, places = _get_walk(arrays, name, told)
            return Walk(track, places, float(told["step"]), label, bool(told["learning"]), drug)
    raise DamagedError(f"unknown event {told['kind']!r}")


def _put_cue(arrays: Draft, name: str, cue: Cue) -> dict[str, Any]:
    """Put a cue of a sleep among the arrays, and return the rest of it."""
    told = {"at": float(cue.at), "seconds": float(cue.seconds), "target": cue.target}
    return {**told, "code": put_parts(arrays, name, cue.code)}


def _get_cue(arrays: Arrays, name: str, told: Any) -> Cue:
    """Return the cue that `_put_cue` put among the arrays."""
    parts = get_parts(arrays, name, told["code"]).items()
    code = {sense: bits.astype(bool) for sense, bits in parts}
    return Cue(code, float(told["at"]), float(told["seconds"]), str(told["target"]))


def _put_walk(arrays: Draft, name: str, walk: Walk) -> dict[str, Any]:
    """Put places and place fields of a walk among the arrays, and return the rest of it."""
    arrays[f"{name}.places"] = np.asarray(walk.places, np.float64)
    arrays[f"{name}.centres"] = np.asarray(walk.track.centres, np.float64)
    track = [walk.track.sense, float(walk.track.width), float(walk.track.peak)]
    return {"track": track, "step": float(walk.step), "learning": walk.learning}


def _get_walk(arrays: Arrays, name: str, told: Any) -> tuple[Track, tuple[float, ...]]:
    """Return the track that `_put_walk` put among the arrays, and the places."""
    places, centres = arrays[f"{name}.places"], arrays[f"{name}.centres"]
    if places.ndim != 1 or not np.all(np.isfinite(places)) or centres.dtype != np.float64:
        raise DamagedError("a walk is not a row of places")
    sense, width, peak = told["track"]
    return Track(str(sense), centres, float(width), float(peak)), tuple(map(float, places))


def _drug(told: Any) -> Drug | None:
    """Return the drug that an event was lived under, if any."""
    return None if told is None else Drug(Substance(str(told[0])), float(told[1]))


def _replay(told: Any) -> Replay:
    """Return what became of replay; the first diaries only say whether it reached its target."""
    if isinstance(told, bool):
        return Replay.NATURAL if told else Replay.BLOCKED
    return Replay(told)
