"""Where the values of published series come from: publisher, source, version, and the row that holds them."""

from __future__ import annotations

from samlad.chapters.comparison_series import Series, goal_groups
from samlad.chapters.markup import Markup, joined, tag
from samlad.chapters.origin_blocks import Block
from samlad.chapters.origin_links import OTHER
from samlad.chapters.registry import named
from samlad.chapters.scope import Scope
from samlad.chapters.shown import Passage, Section, section, sentence
from samlad.ids import series_id, series_value_id


@named("section", "ursprung_serier")
def series(scope: Scope) -> Section | None:
    """Every published series that the report shows, with each of its values."""
    goals = [*(row["goal_id"] for row in scope.programme.goals), ""]
    found = [one for goal_id in goals for group in goal_groups(scope, goal_id) for one in group.series]
    blocks = [_block(scope, one).html() for one in found]
    content = Passage(joined(blocks, "\n"), "Serier") if blocks else None
    said = sentence(scope.word("origin_series_intro") if blocks else "")
    return section(scope.word("chapter_jamforelse"), f"u-{OTHER}-serier", [said, content])


def _block(scope: Scope, one: Series) -> Block:
    row = one.row
    title, address = row["source_title"], row["source_url"]
    source = tag("a", title, href=address) if address else title
    values = tag("ul", *(tag("li", _value(scope, one, place)) for place in range(len(one.values))))
    lines = (
        joined([f"Källa: {row['publisher']}, ", source]),
        f"Fil: comparison/values.csv, raderna med series_id {row['series_id']}",
        joined(["Värden:", values]),
    )
    name = ", ".join(part for part in (row["title"], one.name, row["unit"]) if part)
    return Block(series_id(row), name, lines, 3)


def _value(scope: Scope, one: Series, place: int) -> Markup:
    value = one.values[place]
    year = value.year or scope.word("comparison_year_unknown")
    said = ": ".join((year, value.text))
    number_id = tag("code", series_value_id(value.row))
    return joined([", ".join(part for part in (said, value.row["vintage"]) if part), " (", number_id, ")"])
