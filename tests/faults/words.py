"""Command lines that make sense, and what chance makes of them."""

from pathlib import Path

from hypothesis import strategies as st

LIFE = "run life --agents hopfield_1982 --items random --items-count 2 --night 1 --seed 0"
SYNAPSE = "run spike-triplets --rule pair --quick --set pair.A_plus=0.01 --seed 1"
NETWORK = "run xor --quick --seeds 2"

VALID = tuple(
    line.split()
    for line in (
        f"{LIFE} --out new --keep-states --json",
        f"{LIFE} --set hopfield_1982.threshold=0.2 --scale 2 --out new",
        f"{LIFE} --out one --resume",
        f"{LIFE} --individuals --out new",
        f"{NETWORK} --individuals",
        "run one-shot --seeds 3 --workers 2 --agents mlp_backprop,lstm_1997 --set items_count=4",
        "run consolidation --quick --seeds 2 --scheduler tcp://127.0.0.1:9 --out new",
        f"{SYNAPSE} --out new",
        f"{NETWORK} --out new --workers 2 --agents hopfield",
        "run xor --seeds 2 --set steps=10 --json --out new/deeper",
        "runs . --experiment life --agent hopfield_1982 --status complete --json",
        "runs",
        "rerun one --out new",
        "figure one --format png",
        "compare one one",
        "export one --to csv --out new",
        "export one --to graphml --agent hopfield_1982 --condition sleep --seed 0",
        "export one --to nwb --out new",
        "export one --to csv --pathways a,b --above 0.5",
        "cite one",
        "cite life",
        "show life",
        "show hopfield_1982",
        "show pair",
        "list",
        "doctor",
        "--help",
        "run --help",
    )
)
"""Every command and every option, more than once."""

SPOILED = (
    "", " ", "\0", "a\0b", "-", "--", "---", "=", "a=", "=1", "..", "../..", "../other", ".", "/",
    "/dev/null", "/proc/self", "one/run.json", "one/run.json/x", "new/../../x", "~", "*",
    "$(touch x)", "; touch x", "`touch x`", "%s%n", "{}", "[red]", "x" * 300, "x" * 100_000,
    "a/" * 3000, "\u202e", "\ud800", "é" * 200, "\U0001f9e0", "\x1b[2J", "\n", "a\nb", "nan",
    "inf", "-inf", "1e999", "-1", "0", "1e308", "5e-324", "99999999999999999999999", "9" * 5000,
    "1_000", "0x10", "१", "1.5", "--set", "--set=a=nan", "--set=items_count=nan",
    "--set=items_count=1e18", "--set=night=-1", "--seeds", "--seed", "--seeds=1e9",
    "--seeds=100000", "--seed=4294967295", "--seed=4294967296", "--items-count=1000000000",
    "--items-count=-5", "--items-count=100", "--scale=1e9", "--scale=nan", "--scale=0",
    "--scale=3", "--night=inf", "--night=1e300", "--night=0", "--workers=0", "--workers=1025",
    "--workers=-1", "--scheduler=", "--scheduler=nonsense://\0", "--out=", "--out=\0",
    "--out=one", "--out=one/run.json", "--out=" + "y" * 300, "--outt", "--resum", "--resume",
    "--json", "--quick", "--help", "--format=svg", "--format=exe", "--to=csv", "--to=pkl",
    "--above=nan", "--above=-inf", "--seed=-1", "--individuals", "--individuals=1",
    "--pathways=,,", "--agents=,",
    "--agents=mlp_backprop,", "--rule=pair,pair", "--agent=\0", "--status=x", "--items=digits",
    "life", "Life", "run", "one", "hopfield_1982", "@one", "-h", "-o", "--install-completion",
    "--show-completion",
)  # fmt: skip
"""What users, programs and the malicious put where something else should be."""

TEXT = st.text(st.characters(), max_size=20)
NUMBERS = st.one_of(st.floats(), st.integers()).map(str)
JUNK = st.one_of(st.sampled_from(SPOILED), NUMBERS, TEXT)


@st.composite
def spoiled(draw, words):
    """Return words, one of which was dropped, repeated, swapped, replaced or misspelt."""
    words = list(words)
    place = draw(st.integers(0, max(0, len(words) - 1)))
    match draw(st.sampled_from(("drop", "again", "swap", "put", "add", "join", "letter", "cut"))):
        case "drop":
            del words[place : place + 1]
        case "again":
            words[place:place] = words[place : place + 1] * draw(st.integers(1, 5))
        case "swap":
            words.insert(draw(st.integers(0, len(words))), words.pop(place) if words else "")
        case "put":
            words[place : place + 1] = [draw(JUNK)]
        case "add":
            words.insert(place, draw(JUNK))
        case "join":
            name, equals, _ = (words[place : place + 1] or [""])[0].partition("=")
            words[place : place + 1] = [f"{name}{equals or '='}{draw(JUNK)}"]
        case "letter" if words:
            at = draw(st.integers(0, len(words[place])))
            words[place] = words[place][:at] + draw(st.characters()) + words[place][at + 1 :]
        case "cut" if words:
            words[place] = words[place][: draw(st.integers(0, len(words[place])))]
    return words


@st.composite
def command_lines(draw):
    """Return a command line that makes sense, spoiled up to four times."""
    words = draw(st.sampled_from(VALID))
    for _ in range(draw(st.integers(0, 4))):
        words = draw(spoiled(words))
    return words


INDEX = "runs.sqlite"


def tree(folder):
    """Return all files in a folder but the index of runs: what, and when written."""
    return {
        path: (path.lstat().st_mode, path.lstat().st_size, path.lstat().st_mtime_ns)
        for path in Path(folder).rglob("*")
        if (not path.is_dir() or path.is_symlink()) and not path.name.startswith(INDEX)
    }


def swept(before, folder):
    """Remove what is new in a folder, and return it."""
    new = tree(folder).keys() - before.keys()
    for path in new:
        path.unlink()
    for path in sorted(Path(folder).rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()) and path.name != "empty":
            path.rmdir()
    return new
