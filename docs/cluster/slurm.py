"""Run an experiment on a Slurm cluster: workers are jobs, results go into one run folder.

    python docs/cluster/slurm.py --jobs 20 -- life --seeds 200 --out /shared/runs/life

Everything behind ``--`` is for ``neurosim run``. The folder in ``--out`` must be one that all
machines see. Killed, timed out, out of quota? The same line with ``--resume`` behind it goes on.
"""

from __future__ import annotations

import argparse
import subprocess
import sys

from dask_jobqueue import SLURMCluster
from dask_jobqueue.local import LocalCluster

NEUROSIM = [sys.executable, "-c", "import neurosim.cli; neurosim.cli.main()"]


def main() -> int:
    """Start the jobs, run the experiment, and end the jobs; return the experiment's status."""
    parser = argparse.ArgumentParser(description="Run an experiment on a Slurm cluster.")
    parser.add_argument("--jobs", type=int, default=10, help="workers, each a job on one core")
    parser.add_argument("--memory", default="4GB", help="of each job")
    parser.add_argument("--walltime", default="04:00:00", help="of each job")
    parser.add_argument("--queue", help="partition; the default one if it is not given")
    parser.add_argument("--here", action="store_true", help="processes here instead of jobs: a try")
    parser.add_argument("words", nargs="+", help="what follows `neurosim run`")
    asked = parser.parse_args()
    kind = LocalCluster if asked.here else SLURMCluster
    options = {} if asked.here else {"queue": asked.queue, "walltime": asked.walltime}
    # One process with one thread a job: an agent uses no more.
    with kind(cores=1, processes=1, memory=asked.memory, **options) as cluster:
        cluster.scale(jobs=asked.jobs)
        place = ["--scheduler", cluster.scheduler_address]
        return subprocess.run([*NEUROSIM, "run", *asked.words, *place], check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
