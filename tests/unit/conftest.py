import pytest

from runs import write_run


@pytest.fixture(scope="session")
def finished(tmp_path_factory):
    """A run folder that tests may read but not change."""
    return write_run(tmp_path_factory.mktemp("runs") / "run")
