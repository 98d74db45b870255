"""Which tests share a process, where several run them, and how long examples may take."""

import gc
from pathlib import PurePosixPath

from hypothesis import settings
from xdist.scheduler import LoadFileScheduling

OF_ONE_LIFE = (
    "test_girardeau_2009_replay_blocked.py",
    "test_marr_1971_one_exposure.py",
    "test_mcclelland_1995_consolidation.py",
)
"""Files that ask the same small life, which takes a minute and a half to live."""


settings.register_profile("patient", deadline=None)  # speed is measured, and never asserted
settings.load_profile("patient")


def pytest_addoption(parser):
    """Let `make trust` ask for the long forms of the tests in ``tests/faults``."""
    parser.addoption("--trust", action="store_true", help="tests/faults at full length")


def pytest_collection_modifyitems(config, items):
    """Leave out what only `make trust` runs."""
    long = [item for item in items if item.get_closest_marker("trust")]
    if not config.getoption("--trust") and long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


def pytest_collection_finish():
    """Spare the garbage collector what stays: it looked through all modules again and again."""
    gc.collect()
    gc.freeze()


class ByFile(LoadFileScheduling):
    """Tests of one file share a process, and so do files that ask the same life."""

    def _split_scope(self, nodeid):
        file = super()._split_scope(nodeid)
        return "one life" if PurePosixPath(file).name in OF_ONE_LIFE else file


def pytest_xdist_make_scheduler(config, log):
    """Replace the scheduler of ``--dist loadfile``."""
    return ByFile(config, log) if config.getvalue("dist") == "loadfile" else None
