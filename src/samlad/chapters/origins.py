"""The chapter that follows every number of a goal to the rows it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from samlad.chapters.cells import Cell
from samlad.chapters.definitions import definition
from samlad.chapters.disclosure_record import rounding_note
from samlad.chapters.markup import joined, tag
from samlad.chapters.material import Row, count
from samlad.chapters.origin_blocks import Block, cell_blocks, checks_anchor
from samlad.chapters.origin_formula import rule_words
from samlad.chapters.origin_others import activity_block, own_block, survey_block
from samlad.chapters.origin_rows import Origins
from samlad.chapters.registry import named
from samlad.chapters.scope import Scope
from samlad.chapters.shown import Heading, Passage, Section, Sentence, Shown, section, sentence
from samlad.chapters.wording import capital
from samlad.ids import own_id, survey_id


@named("sentence", "ursprung_inledning")
def introduction(scope: Scope) -> Sentence | None:
    """What the page is for, how a row is named, and what is not told."""
    return sentence(
        scope.word("origin_intro"), scope.word("origin_files_note"), scope.word("origin_left_out")
    )


@named("section", "ursprung_indikatorer")
def indicators(scope: Scope) -> Section | None:
    """Every cell of the goal's indicators: definition, computation and rows."""
    origins, goal_id = _origins(scope), scope.goal["goal_id"]
    parts = [_indicator(scope, origins, row) for row in scope.programme.goal_indicators(goal_id)]
    return (
        section(capital(scope.things("indicator")), f"u-{scope.subject}-indikatorer", parts)
        if parts
        else None
    )


@named("section", "ursprung_aktiviteter")
def activities(scope: Scope) -> Section | None:
    """Every count of answers about the goal's activities."""
    origins, goal_id = _origins(scope), scope.goal["goal_id"]
    rows = [row for row in scope.programme.goal_activities(goal_id) if not row["same_as"]]
    blocks = [block for row in rows if (block := activity_block(scope, origins, row)) is not None]
    return section(
        capital(scope.things("activity")), f"u-{scope.subject}-aktiviteter", [_passage(blocks, "Aktiviteter")]
    )


@named("section", "ursprung_egna")
def own(scope: Scope) -> Section | None:
    """Values of what committees follow up of their own accord."""
    rows = [row for row in scope.now("own_indicators") if row["goal_id"] == scope.goal["goal_id"]]
    blocks = [own_block(scope, _origins(scope), row) for row in rows]
    return section(
        scope.word("heading_own_indicators"), f"u-{scope.subject}-egna", [_passage(blocks, "Egna")]
    )


@named("section", "ursprung_enkater")
def surveys(scope: Scope) -> Section | None:
    """Lines of surveys."""
    rows = [row for row in scope.now("surveys") if row["goal_id"] == scope.goal["goal_id"]]
    blocks = [survey_block(scope, _origins(scope), row) for row in rows]
    return section(scope.word("heading_surveys"), f"u-{scope.subject}-enkater", [_passage(blocks, "Enkäter")])


@named("section", "ursprung_granskning")
def checks(scope: Scope) -> Section | None:
    """What holds for every number: the gate's verdict with its remarks, the protection, and the run."""
    quality = tag("a", scope.word("chapter_kvalitet"), href="kvalitet.html#kontroller")
    there = "kvalitet" in scope.run.sections
    words = [
        joined([scope.word("origin_gate"), " ", _remarks(scope)]),
        joined([scope.word("origin_rules_link"), " ", quality, "."]) if there else "",
        scope.word("origin_protection"),
        joined([scope.word("origin_run"), " ", tag("span", scope.run.fingerprint, class_="fingeravtryck")]),
    ]
    return section("Granskning och körning", checks_anchor(scope.subject), [sentence(*words)])


@named("section", "ursprung_filer")
def files(scope: Scope) -> Section | None:
    """The whole name of every file that the page has named."""
    origins = _origins(scope)
    found = dict.fromkeys(row["file"] for row in _told(scope))
    if not found:
        return None
    entries = [tag("li", file, id=origins.file_anchor(file)) for file in found]
    content = Passage(tag("ul", *entries, class_="filer"), "Filer")
    said = sentence(scope.word("origin_files_intro"))
    return section("Filer", f"u-{scope.subject}-filer", [said, content])


def _origins(scope: Scope) -> Origins:
    return Origins(scope.material, scope.subject)


def _told(scope: Scope) -> Iterator[Row]:
    """The origins of the page's numbers, in the order of the table."""
    goal_id = scope.goal["goal_id"]
    items = {row["indicator_id"] for row in scope.programme.goal_indicators(goal_id)}
    items |= {row["activity_id"] for row in scope.programme.goal_activities(goal_id)}
    others = {own_id(row) for row in scope.now("own_indicators") if row["goal_id"] == goal_id}
    others |= {survey_id(row) for row in scope.now("surveys") if row["goal_id"] == goal_id}
    for row in scope.material.rows("origins"):
        if row["cell_id"].split("/")[0] in items or row["cell_id"] in others:
            yield row


def _remarks(scope: Scope) -> str:
    rows = scope.now("findings")
    n = sum(count(row["count"]) for row in rows)
    return scope.word("origin_remarks", n=n)


def _indicator(scope: Scope, origins: Origins, indicator: Row) -> Section:
    cells = [cell for cell in scope.cells.of(indicator["indicator_id"]) if cell.followed]
    order = [row["code"] for row in scope.material.codes("periods")]
    cells.sort(key=lambda cell: (-cell.year, -order.index(cell.period)))
    rounding = rounding_note(scope, about_persons=indicator["about_persons"])
    parts: list[Shown | None] = [
        definition(scope, indicator),
        sentence(joined(["Så räknas: ", rule_words(scope, indicator)]), rounding),
    ]
    for (year, period), found in groupby(cells, key=lambda cell: (cell.year, cell.period)):
        parts.append(_occasion(scope, origins, indicator, (year, period), list(found)))
    title = f"{indicator['indicator_id']} {indicator['short_text']}"
    return Section(
        Heading(title, 3, f"u-{indicator['indicator_id']}"), tuple(part for part in parts if part is not None)
    )


def _occasion(
    scope: Scope, origins: Origins, indicator: Row, when: tuple[int, str], cells: Sequence[Cell]
) -> Passage:
    blocks = [block for cell in cells for block in cell_blocks(scope, origins, indicator, cell)]
    return Passage(joined([block.html() for block in blocks], "\n"), f"{indicator['indicator_id']} {when[0]}")


def _passage(blocks: Sequence[Block], name: str) -> Passage | None:
    return Passage(joined([block.html() for block in blocks], "\n"), name) if blocks else None
