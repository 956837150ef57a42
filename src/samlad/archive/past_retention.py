"""Which of a year's leavings are past their day, what stays and why, and what to know before they go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from samlad.archive.left_behind import DRAFTS, RECEIVED, Part, children, is_of, parts_of, run_of, stays, stems
from samlad.archive.runs import input_hashes
from samlad.errors import ParamsError
from samlad.params import ReportParams, load_params
from samlad.paths import Folders
from samlad.register import EDITION, Register
from samlad.swedish import day

EDITIONS = "utgava"
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
        tuple(_warnings(folders, params.year, register, going)),
        tuple(_hindrances(folders, params.year, register, going)),
    )


def _last_day(params: ReportParams, kind: str) -> date | None:
    kept = params.retention
    return None if kept is None else getattr(kept, kind)


def _why_not_yet(part: Part, last: date | None) -> str:
    why = "ingen dag är beslutad" if last is None else f"ska finnas kvar till och med {day(last)}"
    return f"{why}{_with_input(part.path)}"


def _kept(folders: Folders, year: int, register: Register) -> Iterator[Kept]:
    for path in _editions(folders, year):
        yield Kept(f"output/{EDITIONS}/{path.name}", "utgåvor bevaras")
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


def _editions(folders: Folders, year: int) -> list[Path]:
    return [
        path
        for path in children(folders.output / EDITIONS)
        if re.fullmatch(r".+-u\d+", path.name) and is_of(path.name.rpartition("-u")[0], year)
    ]


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
    count = sum((run / name).is_file() for name in _inputs(run))
    if not count:
        return ""
    return f"; rymmer {count} mottagna filer, som gallras för sig med gallra --run"


def _inputs(run: Path) -> Sequence[str]:
    """Names of the received files that a run was made from; none where it cannot be read."""
    try:
        return list(input_hashes(run) or {})
    except (ValueError, KeyError, TypeError, AttributeError):
        return []


def _warnings(folders: Folders, year: int, register: Register, going: Sequence[Part]) -> Iterator[str]:
    out = {entry.stem for entry in register.entries if entry.kind == EDITION}
    there = [part.name for part in going if part.kind == DRAFTS]
    for name in stems(year):
        own = (f"output/{name}", f"output/archive/{name}-r")
        if name not in out and any(part == own[0] or part.startswith(own[1]) for part in there):
            yield f"Registret har ingen utgåva av {name}. Efter gallringen finns ingen sådan rapport kvar."
    if not any(part.kind == RECEIVED for part in going):
        return
    if later := _read_by(folders, year):
        yield (
            f"Rapporter för {', '.join(later)} läser {year} års filer till sina tidsserier. Byggs de om "
            f"efter gallringen saknas {year} i dem."
        )
    if copies := [path.name for path in children(folders.archive) if _holds(path, year)]:
        yield (
            f"Kopior av {year} års mottagna filer finns också i körningar av andra år: {', '.join(copies)}. "
            "De gallras med sina egna år, eller med gallra --run."
        )
    if forms := [
        path.name for path in children(folders.output / "forms") if path.name.startswith(f"{year + 1}-")
    ]:
        yield f"Formulären {', '.join(forms)} är förifyllda med {year} års tal och gallras med {year + 1}."


def _read_by(folders: Folders, year: int) -> list[str]:
    """Later years whose reports read this one; a year whose params cannot be read is counted."""
    found = []
    for path in sorted(folders.params.glob("20[0-9][0-9].yaml")):
        try:
            reads = int(path.stem) > year and load_params(folders.params, int(path.stem)).series_from <= year
        except ParamsError:
            reads = True
        found += [path.stem] if reads else []
    return found


def _holds(run: Path, year: int) -> bool:
    own = run_of(run.name, year) or "." in run.name
    return not own and any(
        (run / name).is_file() for name in _inputs(run) if name.startswith(f"incoming/{year}/")
    )


def _hindrances(folders: Folders, year: int, register: Register, going: Sequence[Part]) -> Iterator[str]:
    inside = folders.data.resolve().is_relative_to(folders.checkout.resolve())
    if inside and any(part.kind == RECEIVED for part in going):
        yield (
            "Datamappen ligger i checkouten. Där finns bara övningsdata, som är spårade i git och som proven "
            "bygger på. Peka ut en mapp utanför checkouten med --data."
        )
    for part in going:
        for link in part.links:
            yield f"{part.name}: {link.name} är en länk, och det den leder till skulle bli kvar."
    known = {entry.edition_id for entry in register.entries}
    for path in _editions(folders, year):
        if path.name not in known:
            yield (
                f"Utgåvan {path.name} ligger i output/{EDITIONS}, men registret i datamappen har den inte. "
                "Är det rätt --data?"
            )
