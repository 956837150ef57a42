"""How long an audit takes at each depth, against making the report: one sealed run, each depth several times.

    python benchmarks/audit_times.py --run output/archive/2024-r01 --times 3
    python benchmarks/audit_times.py --run output/archive/2024-r01 --wheels hjul

Every measurement is a new process, taken in turn so that a busy machine disturbs all of them alike. What is
printed is the lowest and the middle time of each, and the ratio of the middle ones to `reproduce`.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Measure and print."""
    asked = _arguments()
    run = asked.run.resolve()
    ways = {depth: ["--depth", depth, "--trust"] for depth in ("verify", "rerender", "reproduce")}
    if asked.wheels:
        ways["rerender i ny miljö"] = [*ways["rerender"], "--wheels", str(asked.wheels.resolve())]
    times: dict[str, list[float]] = {name: [] for name in ways}
    with tempfile.TemporaryDirectory(prefix="samlad-matning-") as folder:
        for _ in range(asked.times):
            for name, words in ways.items():
                times[name].append(_seconds(["audit", "--run", str(run), "--output", folder, *words]))
    whole = statistics.median(times["reproduce"])
    for name, found in times.items():
        middle = statistics.median(found)
        print(f"{name}: lägst {min(found):.1f} s, mitten {middle:.1f} s, {middle / whole:.2f} av reproduce")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--run", type=Path, required=True, help="a sealed internal run")
    parser.add_argument("--wheels", type=Path, help="a folder with the files of the lock's packages")
    parser.add_argument("--times", type=int, default=3, help="how many times each")
    return parser.parse_args()


def _seconds(words: list[str]) -> float:
    """One audit, from its start to its answer; anything but `stämmer helt` ends the measurement."""
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT / "src")}
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-P", "-m", "samlad.program", *words],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        sys.exit(done.stderr)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
