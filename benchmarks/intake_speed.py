"""Time and peak memory of receiving a full city, per form of file.

    python benchmarks/intake_speed.py [--times 1]

A full city is one filled form from everyone who reports in the training set for 2024. Each form of file is
received in a process of its own, so that its peak memory is its alone; .ods and .xls are the .xlsx ones saved
by LibreOffice, and are left out where it is not installed. `--times 14` receives every file fourteen times
under other names, which is about one file for each of 290 municipalities. Memory is read from /proc: Linux.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT / "src"))

from samlad.desk import read_folders  # noqa: E402
from samlad.intake import receive  # noqa: E402
from samlad.intake.form_writer import form_bytes  # noqa: E402
from samlad.intake.reading_process import ReadingProcess  # noqa: E402
from samlad.params import load_params  # noqa: E402
from samlad.reference import Reference, load_reference  # noqa: E402
from samlad.training.plan import Plan  # noqa: E402
from samlad.training.report import fill_report  # noqa: E402
from samlad.training.text_files import csv_files, ils_file  # noqa: E402

YEAR, PERIOD = 2024, "VB"
SAVED = ("ods", "xls")


def _reference() -> Reference:
    return load_reference(read_folders(CHECKOUT), load_params(CHECKOUT / "params", YEAR))


def write_city(folder: Path) -> None:
    """The same city in every form: folder/<form>/2024/VB/…"""
    reference = _reference()
    plan = Plan(reference)
    for sender in plan.senders(YEAR, PERIOD):
        form = fill_report(reference, plan, sender, YEAR, PERIOD)
        name = sender.committee.committee_id
        _write(folder, "xlsx", f"{name}.xlsx", form_bytes(form, reference.layout))
        for table, content in csv_files(form, reference).items():
            _write(folder, "csv", f"{name}_{table}.csv", content)
        _write(folder, "ils", f"{name}.txt", ils_file([form], reference, dated=False, encoding="utf-8"))
    office = shutil.which("soffice")
    files = sorted(map(str, (folder / "xlsx" / str(YEAR) / PERIOD).iterdir()))
    for form_of_file in SAVED if office else ():
        target = folder / form_of_file / str(YEAR) / PERIOD
        subprocess.run(
            [str(office), "--headless", "--convert-to", form_of_file, "--outdir", str(target), *files],
            check=True, capture_output=True,
        )  # fmt: skip


def _write(folder: Path, form: str, name: str, content: bytes) -> None:
    path = folder / form / str(YEAR) / PERIOD / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def repeat(folder: Path, times: int) -> None:
    """Every file again under other names, in place."""
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        for number in range(1, times):
            shutil.copyfile(path, path.with_name(f"{path.stem}-{number}{path.suffix}"))


def remember_peaks() -> list[float]:
    """A list that gets the peak memory in MB of every reading process, read before it is ended."""
    peaks: list[float] = []
    end = ReadingProcess._end

    def ending(self: ReadingProcess) -> None:
        if self._process is not None and self._process.poll() is None:
            status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
            peaks.append(int(status.split("VmHWM:")[1].split()[0]) / 1024)
        end(self)

    ReadingProcess._end = ending  # type: ignore[method-assign]
    return peaks


def measure(incoming: Path) -> dict[str, float]:
    """Receive a folder in this process."""
    reference = _reference()
    peaks = remember_peaks()
    begun = time.monotonic()
    found = receive(incoming, [(YEAR, PERIOD)], reference)
    return {
        "seconds": time.monotonic() - begun,
        "files": len(found.files),
        "rows": sum(len(table) for table in found.tables.values()),
        "findings": len(found.faults),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "reader": max(peaks, default=0),
    }


def main() -> None:
    """Run from the command line; with --measure, one of its own processes."""
    asked = argparse.ArgumentParser(description="Mät mottagningen.")
    asked.add_argument("--times", type=int, default=1)
    asked.add_argument("--measure", type=Path)
    chosen = asked.parse_args()
    if chosen.measure:
        print(json.dumps(measure(chosen.measure)))
        return
    with tempfile.TemporaryDirectory() as made:
        write_city(Path(made))
        repeat(Path(made), chosen.times)
        for incoming in sorted(Path(made).iterdir()):
            done = subprocess.run(
                [sys.executable, __file__, "--measure", str(incoming)],
                check=True,
                capture_output=True,
                text=True,
            )
            found = json.loads(done.stdout)
            print(
                f".{incoming.name}: {found['files']} files, {found['rows']} rows, "
                f"{found['findings']} findings: {found['seconds']:.1f} s, peak {found['memory']:.0f} MB, "
                f"reading process {found['reader']:.0f} MB"
            )


if __name__ == "__main__":
    main()
