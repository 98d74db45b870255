"""A parameter study of networks that learn in a blink, for testing what is done with studies."""

WORDS = ("run", "xor", "--quick", "--agents", "no-hidden-layer", "--seeds", "2")
GRID = (*WORDS, "--set", "epochs=4,8", "--set", "no-hidden-layer.spread=0.5,1")


def contents(out):
    """Return every file of a folder but those that tell the time."""
    files = (path for path in out.rglob("*") if path.is_file())
    dated = ("run.json", "study.json", "report.html")
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in files
        if path.name not in dated
    }
