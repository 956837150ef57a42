"""A run made with the code of an earlier commit, audited with today's at every depth.

    python benchmarks/audit_earlier.py                 # the commit before this one
    python benchmarks/audit_earlier.py --commit REF    # any other

The earlier checkout is unpacked in a temporary folder with its own data, notebooks and code, and makes a
report with the Python that runs this. Nothing of today's is used until the audit. Exit 1 where a depth
doesn't say `stämmer helt`.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
DEPTHS = ("verify", "rerender", "reproduce")


def main() -> None:
    """Make the run, audit it, and print what each depth said."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--commit", default="HEAD~1", help="the commit whose code makes the run")
    parser.add_argument("--year", default="2024", help="the year to report")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="samlad-tidigare-") as name:
        earlier = Path(name) / "utcheckning"
        _unpack(asked.commit, earlier)
        print(f"Körning av {_git('log', '-1', '--format=%h %s', asked.commit).decode().strip()}")
        _told(earlier, "report", "--year", asked.year)
        [run] = (earlier / "output" / "archive").glob(f"{asked.year}-r01")
        outcomes = [_audited(run, depth, Path(name) / "protokoll") for depth in DEPTHS]
    sys.exit(0 if all(outcomes) else 1)


def _git(*words: str) -> bytes:
    return subprocess.run(["git", *words], cwd=CHECKOUT, check=True, capture_output=True).stdout


def _unpack(commit: str, folder: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(_git("archive", commit))) as archive:
        archive.extractall(folder, filter="data")


def _told(checkout: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command of a checkout, run with its own code."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "samlad.program", *words],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout / "src")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in (0, 19):
        sys.exit(done.stderr)
    return done


def _audited(run: Path, depth: str, output: Path) -> bool:
    start = time.perf_counter()
    done = _told(CHECKOUT, "audit", "--run", str(run), "--depth", depth, "--trust", "--output", str(output))
    seconds = time.perf_counter() - start
    protocol = json.loads((output / f"kontrollprotokoll-{depth}.json").read_text(encoding="utf-8"))
    print(f"{depth}: {protocol['outcome']}, {protocol['remade']} filer jämförda, {seconds:.1f} s")
    for one in protocol["differences"]:
        print(f"  {one['file']}: {one['cause']}")
    return done.returncode == 0


if __name__ == "__main__":
    main()
