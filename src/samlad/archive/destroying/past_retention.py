"""Which of a year's leavings are past their day, and what stays and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from samlad.archive.destroying.before_it_goes import hindrances, warnings
from samlad.archive.destroying.left_behind import (
    Part,
    children,
    editions_of,
    inputs_of,
    is_of,
    parts_of,
    run_of,
    stays,
)
from samlad.params import ReportParams
from samlad.paths import Folders
from samlad.register import Register
from samlad.swedish import day

PUBLIC = "-public"
OWN = {
    "analysis": "utredarens texter",
    "publicering": "vad som sågs över före utgivningen",
    "review": "granskares kommentarer",
}
"""What the data folder holds of a report that nobody has sent in, and what it is."""


@dataclass(frozen=True)
class Kept:
    """One thing that stays, and why, in Swedish."""

    name: str
    why: str


@dataclass(frozen=True)
class Listing:
    """What a year has left behind, on a day.

    Attributes:
        going: what is past its day, in the order of `KINDS` and names.
        kept: what stays, and why.
        warnings: what to know before it goes.
        hindrances: why nothing may go at all.
    """

    going: tuple[Part, ...]
    kept: tuple[Kept, ...]
    warnings: tuple[str, ...]
    hindrances: tuple[str, ...]


def list_year(folders: Folders, params: ReportParams, register: Register, on: date) -> Listing:
    """Look through the data and output folders for what belongs to a year.

    Args:
        on: the day that is held against the last days in `params.retention`.
    """
    parts = [part for part in parts_of(folders, params.year, register) if part.files or part.links]
    days = {part.name: _last_day(params, part.kind) for part in parts}
    going = [part for part in parts if (last := days[part.name]) is not None and on > last]
    staying = [Kept(part.name, _why_not_yet(part, days[part.name])) for part in parts if part not in going]
    return Listing(
        tuple(going),
        (*staying, *_kept(folders, params.year, register)),
        tuple(warnings(folders, params.year, register, going)),
        tuple(hindrances(folders, params.year, register, going)),
    )


def _last_day(params: ReportParams, kind: str) -> date | None:
    kept = params.retention
    return None if kept is None else getattr(kept, kind)


def _why_not_yet(part: Part, last: date | None) -> str:
    why = "ingen dag är beslutad" if last is None else f"ska finnas kvar till och med {day(last)}"
    return f"{why}{_with_input(part.path)}"


def _kept(folders: Folders, year: int, register: Register) -> Iterator[Kept]:
    for path in editions_of(folders, year):
        yield Kept(f"output/{folders.editions.name}/{path.name}", "utgåvor bevaras")
    for path in children(folders.archive):
        run = run_of(path.name, year)
        if run and stays(folders.archive, run, register):
            yield Kept(f"output/archive/{path.name}", _why_run_stays(path, run, register))
    yield from _kept_data(folders.data, year, register)
    if (folders.output / "gallring").is_dir():
        yield Kept("output/gallring", "gallringsprotokollen bevaras")


def _kept_data(data: Path, year: int, register: Register) -> Iterator[Kept]:
    if register.letting_out(year):
        yield Kept("data/released.yaml", "registret, med tabellerna i data/released/: skyddet räknar med dem")
    if (data / "hemligt" / f"fro-{year}").exists():
        yield Kept(f"data/hemligt/fro-{year}", "nyckeln: godkännanden och nycklade hashar hänger på den")
    for folder, why in OWN.items():
        for path in children(data / folder):
            if is_of(path.name.removesuffix(".yaml"), year):
                yield Kept(f"data/{folder}/{path.name}", why)


def _why_run_stays(path: Path, run: str, register: Register) -> str:
    if path.name == f"{run}{PUBLIC}":
        return "publika arkiv bevaras; där finns inget mottaget underlag"
    if path.name != run:
        return f"hör till {run}, som bevaras"
    ids = [entry.edition_id for entry in register.entries if entry.run == run]
    why = f"{', '.join(ids)} i registret vilar på den" if ids else "är en utgåva, eller har ett publikt arkiv"
    return f"{why}{_with_input(path) or '; det mottagna underlaget finns inte i den'}"


def _with_input(run: Path) -> str:
    """That a folder is a run which holds received files, and how they go; "" where it isn't."""
    count = sum((run / name).is_file() for name in inputs_of(run))
    if not count:
        return ""
    return f"; rymmer {count} mottagna filer, som gallras för sig med gallra --run"
