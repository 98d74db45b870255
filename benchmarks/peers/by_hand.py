"""``reference.cpp``, compiled and run: ``python by_hand.py NETWORK SECONDS FOLDER``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
from networks import NETWORKS, Network, write
from numpy.typing import NDArray
from results import told

SOURCE = Path(__file__).with_name("reference.cpp")
FLAGS = ("-O3", "-march=native", "-std=c++17")


def simulated(
    network: Network, seconds: float, folder: Path
) -> tuple[float, NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]:
    """Return the processor time of the loop, cell and step of every spike, and the last weights."""
    binary = folder / "reference"
    folder.mkdir(parents=True, exist_ok=True)
    if not binary.exists():
        subprocess.run(["g++", *FLAGS, str(SOURCE), "-o", str(binary)], check=True)  # noqa: S607
    write(network, folder)
    done = subprocess.run(
        [str(binary), str(folder), str(seconds), str(folder)],
        check=True,
        capture_output=True,
        text=True,
    )
    cells, steps = (np.fromfile(folder / f"spiked_{what}", np.int32) for what in ("cells", "steps"))
    return float(done.stdout), cells, steps, np.fromfile(folder / "weights")


def main() -> None:
    """Simulate, and tell what it took."""
    network, seconds = NETWORKS[sys.argv[1]], float(sys.argv[2])
    spent, cells, _, weights = simulated(network, seconds, Path(sys.argv[3]))
    told(network, seconds, spent, cells, weights)


if __name__ == "__main__":
    main()
