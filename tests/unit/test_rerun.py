"""A run is performed again from its own folder: the same bytes, or what was other then."""

import json
import shutil

import pytest

from neurosim.cli.wording import words_of
from neurosim.errors import InputError
from runs import edited

COMMAND = ("run", "xor", "--agents", "hidden-8,no-hidden-layer", "--quick", "--seeds", "2")


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """A run folder that tests may copy."""
    from neurosim.cli import status

    folder = tmp_path_factory.mktemp("rerun") / "then"
    assert status((*COMMAND, "--set", "epochs=40", "--out", str(folder))) == 0
    return folder


@pytest.fixture
def then(original, tmp_path):
    """A copy of it, which a test may change."""
    return shutil.copytree(original, tmp_path / "then")


def test_the_same_run_comes_to_the_same_bytes(then, tmp_path, call):
    code, said, _ = call("rerun", str(then), "--out", str(tmp_path / "now"))
    assert code == 0
    assert said.startswith("3 of 3 files have the same bytes")
    for name in ("measures.csv", "figure.png", "figure.svg"):
        assert (then / name).read_bytes() == (tmp_path / "now" / name).read_bytes()
    was, now = (json.loads((each / "run.json").read_text()) for each in (then, tmp_path / "now"))
    assert was["command"] == now["command"]


def test_what_was_other_then_is_told(then, tmp_path, call):
    told = edited(then)
    told["experiment"]["parameters"][0]["value"] += 1
    told["versions"]["numpy"] = "1.0"
    table = then / "measures.csv"
    table.write_bytes(table.read_bytes() + b"\n")
    from neurosim.store.files import digest

    told["files"]["measures.csv"] = digest(table.read_bytes())
    edited(then, **told)
    code, said, _ = call("rerun", str(then), "--out", str(tmp_path / "now"))
    assert code == 1
    assert said.startswith("2 of 3 files have the same bytes")
    name = told["experiment"]["parameters"][0]["name"]
    assert "  other: measures.csv\n" in said
    assert f"  xor.{name}: " in said
    assert "  numpy: 1.0 then, " in said


def test_of_a_run_that_was_interrupted_what_was_finished_is_run_again(then, tmp_path, call):
    command = edited(then)["command"].replace("--seeds 2", "--seeds 5")
    edited(then, status="interrupted", asked=[0, 1, 2, 3, 4], command=command)
    code, said, _ = call("rerun", str(then), "--out", str(tmp_path / "now"))
    assert code == 0, said
    assert json.loads((tmp_path / "now" / "run.json").read_text())["seeds"] == [0, 1]


def test_damage_is_found_before_anything_is_simulated(then, tmp_path, call):
    (then / "measures.csv").write_bytes(b"agent")
    code, _, complaint = call("rerun", str(then), "--out", str(tmp_path / "now"))
    assert code == 2
    assert "measures.csv is damaged" in complaint
    assert not (tmp_path / "now").exists()


@pytest.mark.parametrize(
    ("command", "complaint"),
    [
        ("rm -rf /", "is no `neurosim run EXPERIMENT ...`"),
        ("neurosim show life", "is no `neurosim run"),
        ("neurosim run", "is no `neurosim run"),
        ("neurosim run 'xor", "cannot be read: No closing quotation"),
        ("neurosim run xor --help", "is not understood"),
        ("neurosim run xor --sets a=1", "is not understood: No such option"),
        ("neurosim run xor --items-count many", "is not understood: Invalid value"),
        ("neurosim run xor --agents rm", "unknown agent 'rm'"),
        ("neurosim run xxor", "unknown experiment 'xxor'"),
    ],
)
def test_no_other_command_is_done_because_a_file_says_so(then, tmp_path, call, command, complaint):
    edited(then, command=command)
    code, said, complained = call("rerun", str(then), "--out", str(tmp_path / "now"))
    assert (code, said) == (2, "")
    assert complaint in complained
    assert complained.count("\n") == 1
    assert not (tmp_path / "now").exists()


def test_a_file_does_not_say_where_the_new_run_goes(then, tmp_path, call):
    elsewhere = tmp_path / "elsewhere"
    edited(then, command=f"{edited(then)['command']} --out {elsewhere}")
    code, _, _ = call("rerun", str(then), "--out", str(tmp_path / "now"))
    assert code == 0
    assert not elsewhere.exists()


def test_words_are_those_of_a_shell():
    assert words_of("neurosim run life --set 'a b=1'") == ["life", "--set", "a b=1"]
    with pytest.raises(InputError, match="no `neurosim run"):
        words_of("")


def test_a_life_is_lived_again_to_the_last_recording(tmp_path, call):
    first, second = tmp_path / "first", tmp_path / "second"
    life = ("life", "--agents", "hopfield_1982", "--items-count", "2", "--night", "2")
    assert call("run", *life, "--seed", "200", "--out", str(first))[0] == 0
    code, said, _ = call("rerun", str(first), "--out", str(second))
    assert code == 0, said
    recordings = sorted(path.relative_to(first) for path in first.rglob("*.npz"))
    assert len(recordings) == 4  # three conditions, and the items
    assert all((first / each).read_bytes() == (second / each).read_bytes() for each in recordings)
