"""Measures reception and gate: time and peak memory for a full city and for a country's municipalities.

    python benchmarks/intake_speed.py [--municipalities 290] [--only csv,ils]

Thirty-one committees of the training city, with every sheet filled in, and every municipality of a made-up
country send a report as .xlsx, .csv and ILS text, and as .ods and .xls saved from the .xlsx by LibreOffice,
which are left out where it is not installed. Each form is received and validated in a process of its own, and
all of them in one run, so that their ratios hold although the machine is shared. Memory is read from /proc:
Linux.
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
from dataclasses import replace
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT / "src"))

from samlad.commands.training import training_country  # noqa: E402
from samlad.desk import read_folders  # noqa: E402
from samlad.intake import receive  # noqa: E402
from samlad.intake.form import Form, FormRow  # noqa: E402
from samlad.intake.form_writer import form_bytes  # noqa: E402
from samlad.intake.reading_process import ReadingProcess  # noqa: E402
from samlad.params import load_params  # noqa: E402
from samlad.paths import Folders  # noqa: E402
from samlad.reference import Reference, load_reference  # noqa: E402
from samlad.training.plan import Plan, Sender  # noqa: E402
from samlad.training.report import fill_report  # noqa: E402
from samlad.training.text_files import csv_files, ils_file  # noqa: E402
from samlad.validation import validate  # noqa: E402
from samlad.validation.gate import GateClosedError  # noqa: E402

YEAR, PERIOD = 2024, "VB"
SAVED = ("ods", "xls")
FORMS = ("xlsx", *SAVED, "csv", "ils")
MEGABYTE = 2**20
CITY = 31
"""As many as are asked for a report a year."""


def reference_of(folders: Folders) -> Reference:
    return load_reference(folders, load_params(folders.params, YEAR))


def city_forms(reference: Reference) -> list[Form]:
    """The first committees and companies of the organisation's own order, with something on every sheet."""
    plan = Plan(reference)
    due = {sender.committee.committee_id: sender for sender in plan.senders(YEAR, PERIOD)}
    made = []
    for committee in reference.organisation.on(reference.period_end(YEAR, PERIOD))[:CITY]:
        sender = due.get(committee.committee_id, Sender(committee, "xlsx", False))
        made.append(_whole(fill_report(reference, plan, sender, YEAR, PERIOD), reference))
    return made


def _whole(form: Form, reference: Reference) -> Form:
    lists = reference.codelists
    rows: dict[str, list[FormRow]] = {
        "goals": [
            {"goal_id": key, "goal_text": goal.text, "assessment": lists["assessments"].label("delvis"),
             "reason": "Övning: delar av arbetet är på plats."}
            for key, goal in reference.programme.goals.items()
        ],
        "own_indicators": [{"own_id": "E1", "goal_id": "1", "name": "Övning", "kind": "antal",
                            "about_persons": "nej", "value": 40}],
        "own_activities": [{"own_id": "EA1", "goal_id": "1", "name": "Övning",
                            "status": lists["activity_status"].label("pagar")}],
        "analysis": [{"goal_id": key, "text": "Övning. " * 40} for key in ("", *reference.programme.goals)],
    }  # fmt: skip
    return replace(form, tables={key: found or rows.get(key, []) for key, found in form.tables.items()})


def country_forms(reference: Reference) -> list[Form]:
    plan = Plan(reference)
    return [fill_report(reference, plan, sender, YEAR, PERIOD) for sender in plan.senders(YEAR, PERIOD)]


def write(forms: list[Form], reference: Reference, folder: Path, wanted: list[str]) -> None:
    """The same reports in every form: folder/<form>/2024/VB/…"""
    places = {kind: folder / kind / str(YEAR) / PERIOD for kind in FORMS}
    for form in forms:
        name = form.committee.committee_id
        files = {places["xlsx"] / f"{name}.xlsx": form_bytes(form, reference.layout)}
        files |= {places["csv"] / f"{name}_{table}.csv": found
                  for table, found in csv_files(form, reference).items()}  # fmt: skip
        content = ils_file([form], reference, dated=False, encoding="utf-8")
        files[places["ils"] / f"{name}.txt"] = content
        for path, found in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(found)
    office = shutil.which("soffice")
    sources = sorted(map(str, places["xlsx"].iterdir()))
    for kind in [kind for kind in SAVED if office and kind in wanted]:
        for start in range(0, len(sources), 50):
            subprocess.run(
                [str(office), f"-env:UserInstallation={(folder / 'profil').as_uri()}", "--headless",
                 "--convert-to", kind, "--outdir", str(places[kind]), *sources[start : start + 50]],
                check=True, capture_output=True,
            )  # fmt: skip


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


def measure(folders: Folders, incoming: Path) -> dict[str, float]:
    """Receive and validate a folder in this process."""
    reference, params = reference_of(folders), load_params(folders.params, YEAR)
    peaks = remember_peaks()
    begun = time.monotonic()
    found = receive(incoming, [(YEAR, PERIOD)], reference)
    read = time.monotonic()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    try:
        record = validate(found, reference, folders.expectations, params).record
    except GateClosedError as closed:
        record = closed.record
    return {
        "files": len(found.files),
        "megabytes": sum(file.size for file in found.files) / MEGABYTE,
        "rows": sum(len(table) for table in found.tables.values()),
        "intake": read - begun,
        "gate": time.monotonic() - read,
        "memory": memory,
        "memory_gate": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "reader": max(peaks, default=0),
        "critical": sum(one.severity == "critical" for one in record.findings),
    }


def measured(title: str, data: Path, made: Path, wanted: list[str]) -> None:
    """Measure each form in a process of its own, and print a table."""
    print(f"\n{title}")
    heading = ("form", "filer", "MB", "rader", "läsning s", "mot xlsx", "grind s", "minne MB", "med grind",
               "läsprocess", "fel")  # fmt: skip
    print("  ".join(f"{word:>10}" for word in heading))
    first = 0.0
    for kind in [kind for kind in FORMS if kind in wanted and (made / kind).is_dir()]:
        done = subprocess.run(
            [sys.executable, __file__, "--measure", str(made / kind), "--data", str(data)],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        found = json.loads(done.stdout.splitlines()[-1])
        first = first or found["intake"]
        cells = (
            kind, f"{found['files']}", f"{found['megabytes']:.1f}", f"{found['rows']}",
            f"{found['intake']:.1f}", f"{found['intake'] / first:.2f}", f"{found['gate']:.1f}",
            f"{found['memory']:.0f}", f"{found['memory_gate']:.0f}", f"{found['reader']:.0f}",
            f"{found['critical']}",
        )  # fmt: skip
        print("  ".join(f"{cell:>10}" for cell in cells), flush=True)


def main() -> None:
    """Run from the command line; with --measure, one of its own processes."""
    asked = argparse.ArgumentParser(description="Mät mottagning och grind.")
    asked.add_argument("--municipalities", default="290")
    asked.add_argument("--only", default=",".join(FORMS))
    asked.add_argument("--measure", type=Path)
    asked.add_argument("--data", type=Path)
    chosen = asked.parse_args()
    own = read_folders(CHECKOUT, str(CHECKOUT / "data"), str(CHECKOUT / "params"))
    if chosen.measure:
        print(json.dumps(measure(replace(own, data=chosen.data), chosen.measure)))
        return
    wanted = chosen.only.split(",")
    with tempfile.TemporaryDirectory() as made:
        city = city_forms(reference_of(own))
        write(city, reference_of(own), Path(made, "stad"), wanted)
        measured(f"En stad: {len(city)} nämnder och bolag, alla blad", own.data, Path(made, "stad"), wanted)
        data = Path(made, "data")
        training_country(own, chosen.municipalities, data)
        reference = reference_of(replace(own, data=data))
        forms = country_forms(reference)
        write(forms, reference, Path(made, "land"), wanted)
        measured(f"Ett land: {len(forms)} kommuner som lämnar", data, Path(made, "land"), wanted)


if __name__ == "__main__":
    main()
