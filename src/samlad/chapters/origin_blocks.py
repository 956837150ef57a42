"""One number and where it comes from: its computation, the rows behind it, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from samlad.chapters.anchors import origin_anchor
from samlad.chapters.cells import ALL_AGES, TOTAL, Cell
from samlad.chapters.markup import Markup, hidden, joined, sign, tag
from samlad.chapters.material import Row
from samlad.chapters.origin_formula import formula, part
from samlad.chapters.origin_rows import Origins
from samlad.chapters.references import cell_link
from samlad.chapters.scope import Scope
from samlad.chapters.signs import in_words, status_cell
from samlad.chapters.targets import setter_words, target_of
from samlad.chapters.wording import capital
from samlad.ids import target_id


def checks_anchor(goal_id: str) -> str:
    """The anchor of what holds for every number of a goal: the gate's verdict and the run."""
    return f"u-{goal_id}-granskning"


@dataclass(frozen=True)
class Block:
    """A number's id, its heading, and its lines."""

    number_id: str
    heading: str | Markup
    lines: tuple[str | Markup, ...]
    level: int = 4

    def html(self) -> Markup:
        """The block, at the anchor that links to the number lead to."""
        lines = tag("ul", *(tag("li", line) for line in self.lines if line))
        return tag(
            "div",
            tag(f"h{self.level}", self.heading),
            lines,
            id=origin_anchor(self.number_id),
            class_="ursprung",
        )


def cell_blocks(scope: Scope, origins: Origins, indicator: Row, cell: Cell) -> Iterator[Block]:
    """The block of a cell, and those of its årsmål."""
    change = scope.cells.change(cell)
    checks = tag("a", "granskning och körning", href=f"#{checks_anchor(scope.subject)}")
    lines = [
        joined(["Uträkning: ", formula(scope, indicator, cell)]) if cell.shown else "",
        _behind(scope, origins, cell),
        joined(["Förändring sedan ", change.since, ": ", change.text]) if change is not None else "",
        joined(["Status: ", _status(scope, cell)]),
        joined(["Granskning: grinden öppen (", checks, ")"]),
        _further(scope, cell),
    ]
    yield Block(cell.cell_id, joined([_name(scope, cell), ": ", _said(scope, cell)]), tuple(lines))
    if cell.sex == TOTAL and cell.age_group == ALL_AGES:
        yield from _targets(scope, origins, cell)


def _name(scope: Scope, cell: Cell) -> str:
    words = [f"{cell.indicator_id} {capital(scope.units.short(cell.committee_id))}"]
    if cell.sex != TOTAL:
        words.append(scope.material.code("sex", cell.sex)["label"])
    if cell.age_group != ALL_AGES:
        words.append(scope.material.code("age_groups", cell.age_group)["label"])
    return ", ".join([*words, str(cell.year)])


def _said(scope: Scope, cell: Cell) -> str | Markup:
    if cell.shown:
        return in_words(cell.text)
    words = status_cell(scope.material, cell.status)
    return joined([sign(words.mark), hidden(words.spoken)])


def _status(scope: Scope, cell: Cell) -> str:
    """Whether it is shown, and what hides it; the same words for every row of that status."""
    row = scope.material.code("statuses", cell.status)
    return scope.word("origin_shown") if cell.shown else str(row["explanation"])


def _behind(scope: Scope, origins: Origins, cell: Cell) -> str | Markup:
    """The rows behind a cell. A split whose rows may not be told apart has those of the whole."""
    rows = origins.of(cell.cell_id)
    if not rows:
        return scope.word("origin_nothing_sent")
    if cell.basis == "rapporterad":
        return joined(["Underlag: ", origins.place(rows[0])])
    whole = scope.cells.get(cell.indicator_id, cell.committee_id, cell.year, cell.period)
    if whole is not None and whole is not cell and not any(row["row"] for row in rows):
        link = tag("a", _name(scope, whole), href=f"#{origin_anchor(whole.cell_id)}")
        return joined(["Underlag: ", scope.word("origin_as_the_whole"), " ", link, "."])
    return joined(["Underlag:", origins.listed([(_from(scope, cell, row), row) for row in rows])])


def _from(scope: Scope, total: Cell, row: Row) -> Markup:
    """Whose row it is and what it adds, as released, with a link to the committee's own number."""
    short = scope.units.short(row["committee_id"])
    own = scope.cells.get(
        total.indicator_id, row["committee_id"], total.year, total.period, total.sex, total.age_group
    )
    if own is None or not own.followed:
        return joined([short])
    name = tag("a", short, href=f"#{origin_anchor(own.cell_id)}")
    if own.shown:
        return joined([name, ": ", part(own)])
    words = status_cell(scope.material, own.status)
    return joined([name, ": ", sign(words.mark), hidden(words.spoken)])


def _further(scope: Scope, cell: Cell) -> Markup:
    """The way to the definition, and back to the report."""
    links = [tag("a", "definition", href=f"#u-{cell.indicator_id}")]
    back = cell_link(scope, cell)
    if back:
        page = f"{scope.goal_link(scope.subject)}{back}" if back.startswith("#") else back
        links.append(tag("a", "talet i rapporten", href=page))
    return joined(["Läs mer: ", joined(links, ", ")])


def _targets(scope: Scope, origins: Origins, cell: Cell) -> Iterator[Block]:
    for row in scope.material.rows("targets"):
        key = (row["indicator_id"], row["committee_id"], row["year"], row["period"])
        if key != (cell.indicator_id, cell.committee_id, str(cell.year), cell.period):
            continue
        aim = target_of(row)
        name = f"{_name(scope, cell)}, årsmål: {aim.text}"
        behind = [(scope.units.short(one["committee_id"]), one) for one in origins.of(target_id(row))]
        lines = (f"Satt av {setter_words(scope, aim)}.", joined(["Underlag:", origins.listed(behind)]))
        yield Block(target_id(row), name, lines)
