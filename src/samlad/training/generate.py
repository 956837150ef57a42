"""Makes the whole training set and puts it in place: all files whole, or the former set as it was."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from samlad.intake.form import Form
from samlad.intake.form_writer import form_bytes
from samlad.locks import temporary_folder
from samlad.params import PLAN
from samlad.paths import TRAINING_PREFIX
from samlad.reference import Reference
from samlad.training.draws import integer
from samlad.training.plan import PERIODS, Plan
from samlad.training.plans import PLAN_YEARS, plan_files
from samlad.training.report import SPECIAL, fill_report
from samlad.training.text_files import csv_files, ils_file

_PER_ILS_FILE = 3
_ILS_STYLES = ((True, "cp1252"), (False, "utf-8-sig"), (True, "utf-8"))


def training_files(reference: Reference, periods: Sequence[tuple[int, str]] = PERIODS) -> dict[str, bytes]:
    """The set by name relative to the incoming folder, the same bytes every time."""
    plan = Plan(reference)
    files: dict[str, bytes] = {}
    for year, period in periods:
        for name, content in _period_files(reference, plan, year, period).items():
            files[f"{year}/{period}/{TRAINING_PREFIX}{name}"] = content
    for year in PLAN_YEARS:
        for name, content in plan_files(reference, plan, year).items():
            files[f"{year}/{PLAN}/{TRAINING_PREFIX}{name}"] = content
    return files


def generate(
    reference: Reference, incoming: Path, periods: Sequence[tuple[int, str]] = PERIODS
) -> list[Path]:
    """Write the training set into an incoming folder; other files there are left as they are.

    Everything is made before anything is written, and written beside the folder before it is moved in.

    Returns:
        the files written, sorted.
    """
    files = training_files(reference, periods)
    incoming.mkdir(parents=True, exist_ok=True)
    with temporary_folder(".ovning-", incoming) as made:
        for name, content in files.items():
            path = made / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        for name in files:
            target = incoming / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (made / name).replace(target)
    for path in incoming.glob(f"*/*/{TRAINING_PREFIX}*"):
        if path.relative_to(incoming).as_posix() not in files:
            path.unlink()
    return sorted(incoming / name for name in files)


def _period_files(reference: Reference, plan: Plan, year: int, period: str) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    in_ils: list[Form] = []
    for sender in plan.senders(year, period):
        form = fill_report(reference, plan, sender, year, period)
        name = sender.committee.committee_id
        if sender.form == "xlsx":
            files[f"{name}.xlsx"] = form_bytes(form, reference.layout)
        elif sender.form == "csv":
            files |= {f"{name}_{table}.csv": content for table, content in csv_files(form, reference).items()}
        else:
            in_ils.append(form)
    for number, start in enumerate(range(0, len(in_ils), _PER_ILS_FILE)):
        dated, encoding = _ILS_STYLES[number % len(_ILS_STYLES)]
        part = in_ils[start : start + _PER_ILS_FILE]
        files[f"ils_{number + 1}.txt"] = ils_file(part, reference, dated=dated, encoding=encoding)
    if (year, period) == SPECIAL:
        files["diarium.csv"] = _diary(year, list(files))
    return files


def _diary(year: int, names: list[str]) -> bytes:
    """The diary of a period, as a registrar writes it: file, day, sender and handlingsnummer."""
    lines = ["fil;mottagen;avsändare;handlingsnummer"]
    for number, name in enumerate(names, start=1):
        day = integer(20, 28, "received on", name)
        sender = "Systemförvaltare Övning" if name.startswith("ils_") else "Uppgiftslämnare Övning"
        lines.append(f"{TRAINING_PREFIX}{name};{year + 1}-01-{day};{sender};Övning {year}/529-{number}")
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")
