"""Numbers in prose are references, `{3.I1/stad/2024/VB}`: looked up among released cells, never typed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from samlad.chapters.anchors import cell_anchor, indicator_anchor
from samlad.chapters.cells import ALL_AGES, CITY, TOTAL, Cell
from samlad.chapters.markup import Markup, hidden, joined, sign, tag
from samlad.chapters.occasions import areas, extra_areas, latest, occasions, unit_by_unit
from samlad.chapters.reporting import responsible_kinds
from samlad.chapters.scope import Scope
from samlad.chapters.signs import in_words, status_cell
from samlad.chapters.units import KIND
from samlad.errors import ChapterError

BRACES = re.compile(r"\{([^{}\n]*)\}")
CELL_ID = re.compile(
    r"(?P<indicator>[^/\s]+)/(?P<area>[^/\s]+)/(?P<year>[0-9]{4})"
    r"(?:/(?P<period>[^/\s]+))?(?:/(?P<sex>[^/\s]+))?(?:/(?P<age>[^/\s]+))?"
)


@dataclass(frozen=True)
class Source:
    """The file that a text was written in, as an error names it."""

    name: str

    def fault(self, reference: str, why: str) -> ChapterError:
        """An error that names the file and the reference."""
        return ChapterError(
            f"Texten {self.name} hänvisar till {{{reference}}}, {why}.",
            remedy="skriv hänvisningen som {indikator/område/år/period}, till exempel {1.I1/stad/2024/VB}.",
        )


def resolve(scope: Scope, source: Source, reference: str) -> Markup:
    """The released text of a reference, as a link to the cell's place in its table.

    Raises:
        ChapterError: the reference is malformed, or there is no such cell.
    """
    cell = look_up(scope, source, reference)
    href = cell_link(scope, cell)
    if cell.shown:
        content: str | Markup = in_words(cell.text)
    else:
        words = status_cell(scope.material, cell.status)
        content = joined([sign(words.mark), hidden(words.spoken)])
    return tag("a", content, href=href, class_="tal-i-text") if href else joined([content])


def followed(scope: Scope, indicator_id: str, said: str | Markup) -> Markup:
    """What is said of the whole's latest value, as a link to where that comes from."""
    cell = latest(scope, indicator_id, CITY)
    href = scope.origin(cell) if cell is not None and cell.shown else ""
    return tag("a", said, href=href, class_="tal-i-text") if href else joined([said])


def look_up(scope: Scope, source: Source, reference: str) -> Cell:
    """The cell that a reference names; period, sex and age may be left out."""
    match = CELL_ID.fullmatch(reference.strip())
    if match is None:
        raise source.fault(reference, "som inte är skriven som en hänvisning till ett värde")
    parts = match.groupdict()
    cell = scope.cells.get(
        parts["indicator"], parts["area"], int(parts["year"]), parts["period"] or scope.run.period,
        parts["sex"] or TOTAL, parts["age"] or ALL_AGES,
    )  # fmt: skip
    if cell is None:
        raise source.fault(reference, "men något sådant värde finns inte i rapporten")
    return cell


def cell_link(scope: Scope, cell: Cell) -> str:
    """Where a cell stands: on its goal's page, in the table when it is shown there, else at the indicator."""
    goal_id = scope.programme.indicator(cell.indicator_id)["goal_id"]
    page = scope.goal_link(goal_id)
    if not page:
        return ""
    anchor = cell_anchor(cell.cell_id) if _in_table(scope, cell) else indicator_anchor(cell.indicator_id)
    return f"#{anchor}" if scope.subject == goal_id else f"{page}#{anchor}"


def _in_table(scope: Scope, cell: Cell) -> bool:
    """Whether the goal's page has a table with this cell: see `indicator_tables` and `unit_tables`."""
    slots = {(slot.year, slot.period) for slot in occasions(scope, cell.indicator_id)}
    if (cell.year, cell.period) not in slots or (cell.sex != TOTAL and cell.age_group != ALL_AGES):
        return False
    if cell.committee_id == CITY:
        return True
    if cell.committee_id.startswith(KIND):
        return len(responsible_kinds(scope, cell.indicator_id)) > 1
    listed = (*areas(scope, cell.indicator_id), *extra_areas(scope, cell.indicator_id))
    if cell.committee_id not in listed or not unit_by_unit(scope, cell.indicator_id):
        return False
    return cell.age_group == ALL_AGES and (cell.sex == TOTAL or cell.year == scope.run.year)
