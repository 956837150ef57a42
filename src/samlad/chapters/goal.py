"""The chapter about one goal, in the form that readers know: answer, grounds, explanation."""

from __future__ import annotations

from samlad.chapters.activity_tables import activity_table
from samlad.chapters.activity_words import activities_reported, status_sentence
from samlad.chapters.anchors import comparison_link, indicator_anchor
from samlad.chapters.assessments import (
    condition_assessments,
    goal_assessment,
    goal_stem,
    units_sentence,
)
from samlad.chapters.comparison_series import goal_groups, overview_table
from samlad.chapters.findings import in_short, target_sentence
from samlad.chapters.indicator import coverage, indicator_section
from samlad.chapters.markup import Markup, joined, listed, tag
from samlad.chapters.own import own_activity_table, own_indicator_table
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow, used
from samlad.chapters.prose import SECTION, inline, prose
from samlad.chapters.references import followed
from samlad.chapters.registry import named
from samlad.chapters.scope import Scope
from samlad.chapters.shown import Passage, Section, Shown, section, sentence
from samlad.chapters.signs import assessment_cell


@named("section", "mal_svar")
def answer(scope: Scope) -> Section | None:
    """The first screen: assessment with the counts behind it, indicators with change, activities."""
    goal_id = scope.goal["goal_id"]
    lines = [_indicator_line(scope, row["indicator_id"]) for row in scope.programme.goal_indicators(goal_id)]
    activities = activities_reported(scope, scope.programme.goal_activities(goal_id))
    lines += [Markup.escape(text) for text in (activities, units_sentence(scope, goal_id)) if text]
    content = tag("div", goal_assessment(scope, goal_id), listed(lines, "underlag"), class_="forsta-svar")
    return section(scope.word("heading_assessment"), f"mal-{goal_id}-svar", [Passage(content, "Svaret")])


@named("section", "mal_forutsattningar")
def conditions(scope: Scope) -> Section | None:
    """What must be in place, each with the utredare's assessment."""
    goal_id = scope.goal["goal_id"]
    assessed = condition_assessments(scope, goal_id)
    rows = []
    for condition in scope.programme.goal_conditions(goal_id):
        facts = assessed.get(condition["condition_id"], {})
        reason = inline(scope, goal_stem(goal_id), str(facts.get("reason") or ""))
        cells = (assessment_cell(scope.material, str(facts.get("assessment") or "")), TableCell(reason))
        rows.append(TableRow(TableCell(condition["text"]), cells))
    anchor = f"mal-{goal_id}-forutsattningar"
    heads = (Column("Bedömning", numeric=False), Column("Skäl", numeric=False))
    columns, kept = used(heads, rows)
    heading = scope.word("heading_conditions")
    caption = f"Förutsättningar och bedömning {scope.run.year}"
    table = PresentableTable(f"{anchor}-tabell", caption, "Förutsättning", columns, kept)
    return section(heading, anchor, [table if rows else None])


@named("section", "mal_indikatorer")
def indicators(scope: Scope) -> Section | None:
    """Each indicator: finding, figures, tables, definition."""
    goal_id = scope.goal["goal_id"]
    parts: list[Shown | None] = [
        indicator_section(scope, row) for row in scope.programme.goal_indicators(goal_id)
    ]
    if parts and "ursprung" in scope.run.sections:
        parts.insert(0, sentence(scope.word("origin_table_note")))
    return section(scope.word("heading_indicators"), f"mal-{goal_id}-indikatorer", parts)


@named("section", "mal_egna_indikatorer")
def own_indicators(scope: Scope) -> Section | None:
    """Indicators that units have added themselves."""
    goal_id = scope.goal["goal_id"]
    return _own(scope, "indikatorer", "heading_own_indicators", own_indicator_table(scope, goal_id=goal_id))


@named("section", "mal_aktiviteter")
def activities(scope: Scope) -> Section | None:
    """Who does what, and how far it has come."""
    goal_id = scope.goal["goal_id"]
    rows = scope.programme.goal_activities(goal_id)
    anchor = f"mal-{goal_id}-aktiviteter"
    caption = f"{scope.word('heading_who_does_what')} {scope.run.year}, antal svar efter status"
    text = sentence(activities_reported(scope, rows), status_sentence(scope, rows))
    table = activity_table(scope, f"{anchor}-tabell", caption, rows)
    return section(scope.word("heading_activities"), anchor, [text if table else None, table])


@named("section", "mal_egna_aktiviteter")
def own_activities(scope: Scope) -> Section | None:
    """Activities that units have added themselves."""
    goal_id = scope.goal["goal_id"]
    return _own(scope, "aktiviteter", "heading_own_activities", own_activity_table(scope, goal_id=goal_id))


@named("section", "mal_jamforelse")
def comparison(scope: Scope) -> Section | None:
    """The latest published values beside the goal, with the way to the whole series."""
    goal_id = scope.goal["goal_id"]
    anchor = f"mal-{goal_id}-jamforelse"
    table = overview_table(scope, f"{anchor}-tabell", goal_groups(scope, goal_id))
    if table is None:
        return None
    title = scope.word("chapter_jamforelse")
    link: Markup | str = ""
    if "jamforelse" in scope.run.sections:
        link = joined(
            ["Alla år, källor och anmärkningar: ", tag("a", title, href=comparison_link(goal_id)), "."]
        )
    return section(title, anchor, [sentence(scope.word("comparison_intro")), table, sentence(link)])


@named("section", "mal_analys")
def analysis(scope: Scope) -> Section | None:
    """The utredare's analysis."""
    goal_id = scope.goal["goal_id"]
    return section(
        scope.word("heading_analysis"), f"mal-{goal_id}-analys", [prose(scope, goal_stem(goal_id), SECTION)]
    )


def _indicator_line(scope: Scope, indicator_id: str) -> Markup:
    indicator = scope.programme.indicator(indicator_id)
    texts = [in_short(scope, indicator), target_sentence(scope, indicator), coverage(scope, indicator)]
    first = texts[0] or "inget utfall redovisas"
    rest = " ".join(text for text in texts[1:] if text)
    link = tag("a", indicator["short_text"], href=f"#{indicator_anchor(indicator_id)}")
    return joined([link, ": ", followed(scope, indicator_id, tag("strong", first)), ". ", rest])


def _own(scope: Scope, name: str, heading: str, table: Shown | None) -> Section | None:
    parts = [sentence(scope.word("own_note")), table] if table is not None else []
    return section(scope.word(heading), f"mal-{scope.goal['goal_id']}-egna-{name}", parts)
