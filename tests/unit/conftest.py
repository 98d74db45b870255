import pytest

import neurosim.cli
from runs import write_run


@pytest.fixture(scope="session")
def finished(tmp_path_factory):
    """A run folder that tests may read but not change."""
    return write_run(tmp_path_factory.mktemp("runs") / "run")


@pytest.fixture
def call(capsys):
    """Calls the command line; returns the exit status, what it said and what it complained of."""

    def run(*arguments):
        code = neurosim.cli.status(arguments)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run
