"""The script for clusters, with its jobs as processes on this machine."""

import subprocess
import sys
from pathlib import Path

from processes import NETWORKS, contents, finished

SCRIPT = Path(__file__).parents[2] / "docs/cluster/slurm.py"


def test_the_script_for_slurm_runs_an_experiment_and_goes_on_with_it(tmp_path):
    small = (*NETWORKS[:-1], "1")
    finished(small, tmp_path / "whole")
    script = [sys.executable, str(SCRIPT), "--here", "--jobs", "2", "--memory", "1GB", "--"]
    for more in ([], ["--resume"]):
        words = [*small, "--out", str(tmp_path / "run"), *more]
        done = subprocess.run(
            [*script, *words],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert "recall" in done.stdout
        assert contents(tmp_path / "run") == contents(tmp_path / "whole")
