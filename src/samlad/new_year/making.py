"""Makes what a new year needs and does not have; the params file last, so that a kill leaves no half year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from samlad.errors import ParamsError
from samlad.files import Faults, read_yaml
from samlad.new_year.params_file import params_text
from samlad.params import PERIODS, PLAN, ReportParams, load_params
from samlad.paths import Folders, stem, write_text
from samlad.reference import Reference, load_reference
from samlad.undecided import UNDECIDED, set_aside

WHOLE = ("sammanfattning", "samlad-bedomning")
CORRECTIONS = """# Kända fel i det som har kommit in för {year}, och hur de rättas.
# Se docs/how-to/rattelser.md.
format: 1
corrections: []
"""
APPROVED = """# Fria texter som någon har läst och godkänt för publicering. Poster flyttas hit ur
# att-godkanna.yaml, som varje körning skriver.
format: 1
godkanda: []
"""
TEXT = """---
# Förra årets text: analysis/{before}/{name}.md
---
"""
GOAL = """---
# Förra årets text: analysis/{before}/{name}.md
# Skriv bedömningen (helt, delvis eller ej) när den är gjord, och ta bort # framför raderna under.
assessment: saknas
# assessed_by: Förnamn Efternamn
# assessed_on: ÅÅÅÅ-MM-DD
# reason: Skälet i en mening.
# conditions:
{conditions}---
"""


@dataclass(frozen=True)
class NewYear:
    """A year on the desk.

    Attributes:
        content: its params file as it stands, also where much of it is still to be decided.
        last: last year's params.
        reference: reference data under the edition that is in force; under last year's where none is.
        programme: the edition in force all of the year; None where nobody has decided.
        made: what was made now, relative to the data or params folder; nothing the second time.
    """

    year: int
    content: Mapping[str, Any]
    last: ReportParams
    reference: Reference
    programme: str | None
    made: tuple[str, ...]


def make_year(folders: Folders, year: int) -> NewYear:
    """Make a year's params, folders and files where they are not there; nothing is written over.

    Raises:
        ParamsError: last year has no params, or they are not right.
        CatalogueError: the reference data contradict one another.
    """
    last = _last_year(folders, year)
    before = _read(folders.params / f"{year - 1}.yaml")
    path = folders.params / f"{year}.yaml"
    there = _begun(folders, year) if path.is_file() else None
    named = str((there or {}).get("programme", UNDECIDED))
    programme = named if named != UNDECIDED else edition_of(folders, year, last.programme)
    known = last.model_copy(update={"programme": programme or last.programme})
    reference = load_reference(folders, known)
    periods = list(before["periods"]) if there is None else list(there.get("periods") or ())
    planned = bool(before.get("plan") if there is None else there.get("plan"))
    made = [*_folders(folders, year, periods, planned=planned)]
    made += _files(folders, year, periods, reference if programme else None)
    if there is None:
        write_text(path, params_text(year, before, programme))
        made.append(f"params/{path.name}")
    return NewYear(year, there or _read(path), last, reference, programme, tuple(made))


def edition_of(folders: Folders, year: int, last: str) -> str | None:
    """The edition of the programme that is in force all of a year: last year's, or the only other one."""
    found = []
    for path in sorted(folders.reference("programme").glob("*/programme.yaml")):
        facts = read_yaml(path, Faults())
        start, end = str(facts.get("valid_from", "")), str(facts.get("valid_to") or "9999-12-31")
        if start <= f"{year}-01-01" and f"{year}-12-31" <= end:
            found.append(path.parent.name)
    return last if last in found else found[0] if len(found) == 1 else None


def _last_year(folders: Folders, year: int) -> ReportParams:
    if not (folders.params / f"{year - 1}.yaml").is_file():
        raise ParamsError(
            f"Det nya året görs av förra årets parametrar, men {year - 1}.yaml saknas i params-mappen.",
            remedy=f"gör {year - 1} först, eller skriv {year}.yaml efter docs/reference/parametrar.md.",
        )
    return load_params(folders.params, year - 1)


def _read(path: Path) -> dict[str, Any]:
    faults = Faults()
    content = read_yaml(path, faults)
    if faults:
        raise ParamsError(
            f"Parameterfilen {path.name} går inte att läsa.", details=faults, remedy="rätta raden ovan."
        )
    return content


def _begun(folders: Folders, year: int) -> dict[str, Any]:
    """The year's own params, held to what they should be once nothing in them is to be decided."""
    content = _read(folders.params / f"{year}.yaml")
    rest, waiting, places = set_aside(content)
    if not waiting and not places:
        load_params(folders.params, year)
    shaped = [rest.get("plan") or {}, content.get("retention") or {}, content.get("periods")]
    if not all(isinstance(one, Mapping) for one in shaped):
        raise ParamsError(
            f"Parameterfilen {year}.yaml har inte de nycklar som den ska ha.",
            remedy="rätta plan, periods eller retention; de beskrivs i docs/reference/parametrar.md.",
        )
    return content


def _folders(folders: Folders, year: int, periods: list[str], *, planned: bool) -> Iterator[str]:
    for period in ([PLAN] if planned else []) + [one for one in PERIODS if one in periods]:
        folder = folders.incoming / str(year) / period
        if not folder.is_dir():
            folder.mkdir(parents=True)
            yield f"data/incoming/{year}/{period}/"


def _files(folders: Folders, year: int, periods: list[str], reference: Reference | None) -> Iterator[str]:
    yield from _written(folders, f"corrections/{year}.yaml", CORRECTIONS.format(year=year))
    for period in [one for one in PERIODS if one in periods]:
        report, before = stem(year, period), stem(year - 1, period)
        # A tertial's report is written about only where it was last year.
        if period == PERIODS[-1] or folders.prose(before).is_dir():
            yield from _prose(folders, report, before, reference)


def _prose(folders: Folders, report: str, before: str, reference: Reference | None) -> Iterator[str]:
    for name in WHOLE:
        yield from _written(folders, f"analysis/{report}/{name}.md", TEXT.format(before=before, name=name))
    yield from _written(folders, f"analysis/{report}/godkand.yaml", APPROVED)
    if reference is None:
        return
    for goal in reference.programme.goals:
        named = [one for one, known in reference.programme.conditions.items() if known.goal_id == goal]
        conditions = "".join(f"#   {one}: {{assessment: , reason: }}\n" for one in named)
        text = GOAL.format(before=before, name=f"mal-{goal}", conditions=conditions)
        yield from _written(folders, f"analysis/{report}/mal-{goal}.md", text)
    for name in committees_written(folders, before, reference, int(report[:4])):
        yield from _written(folders, f"analysis/{report}/{name}.md", TEXT.format(before=before, name=name))


def committees_written(folders: Folders, before: str, reference: Reference, year: int) -> list[str]:
    """Names of last year's texts about committees that are still there when the new year ends."""
    there = {one.committee_id for one in reference.organisation.on(date(year, 12, 31))}
    texts = sorted(path.stem for path in folders.prose(before).glob("namnd-*.md"))
    return [name for name in texts if name.removeprefix("namnd-") in there]


def _written(folders: Folders, name: str, text: str) -> Iterator[str]:
    path = folders.data / name
    if not path.exists():
        write_text(path, text)
        yield f"data/{name}"
