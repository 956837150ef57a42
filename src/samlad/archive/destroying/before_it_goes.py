"""What to know before something of a year is destroyed, and what hinders it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from samlad.archive.destroying.left_behind import (
    DRAFTS,
    RECEIVED,
    Part,
    children,
    editions_of,
    inputs_of,
    run_of,
    stems,
)
from samlad.errors import ParamsError
from samlad.params import load_params
from samlad.paths import Folders
from samlad.register import EDITION, Register


def warnings(folders: Folders, year: int, register: Register, going: Sequence[Part]) -> Iterator[str]:
    """What somebody should know before the parts go, in Swedish."""
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
        (run / name).is_file() for name in inputs_of(run) if name.startswith(f"incoming/{year}/")
    )


def hindrances(folders: Folders, year: int, register: Register, going: Sequence[Part]) -> Iterator[str]:
    """Why nothing may go, in Swedish: what is not as it should be when something is to be destroyed."""
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
    for path in editions_of(folders, year):
        if path.name not in known:
            yield (
                f"Utgåvan {path.name} ligger i output/{folders.editions.name}, men registret i datamappen "
                "har den inte. Är det rätt --data?"
            )
