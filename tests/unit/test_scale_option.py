"""`--scale`: larger populations, said on the command line."""

from __future__ import annotations

import json
import shlex

import numpy as np
import pytest

from neurosim.cli import main
from neurosim.cli.request import understood
from neurosim.cli.wish import Wish
from neurosim.errors import InputError

WISH = Wish("life", agents="hopfield_1982", scale=2.0)


def test_items_have_as_many_units_as_is_asked_for():
    request = understood(WISH)
    assert dict(request.items.senses.sizes) == {"sight": 400, "sound": 400}
    assert understood(Wish("life", agents="hopfield_1982")).items.senses.total == 400


def test_the_command_that_makes_the_run_again_says_so():
    words = shlex.split(understood(WISH).command)
    assert words[words.index("--scale") + 1] == "2.0"
    assert "--scale" not in understood(Wish("life", agents="hopfield_1982")).command


@pytest.mark.parametrize(
    ("scale", "told"),
    [(0.5, "allowed: 1 to 64"), (65.0, "allowed: 1 to 64"), (np.nan, "a finite number")],
)
def test_scales_that_make_no_sense_are_refused(scale, told):
    with pytest.raises(InputError, match=rf"scale .*{told}"):
        understood(Wish("life", agents="hopfield_1982", scale=scale))


def test_synapses_have_no_scale():
    with pytest.raises(InputError, match="--scale does not apply to stdp-window"):
        understood(Wish("stdp-window", scale=2.0))


@pytest.mark.parametrize("items", ["digits", "random", "episodes"])
def test_a_scaled_life_can_be_lived_and_kept(tmp_path, monkeypatch, items):
    out = tmp_path / "run"
    words = f"run life --agents hopfield_1982 --quick --scale 2 --items {items} --out {out}"
    monkeypatch.setattr("sys.argv", ["neurosim", *words.split()])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    told = json.loads((out / "run.json").read_text(encoding="utf-8"))
    (scale,) = (each for each in told["items"]["parameters"] if each["name"] == "scale")
    assert scale["value"] == 2
