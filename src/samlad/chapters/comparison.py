"""The comparison chapter: real published series beside each goal, shown as what they are."""

from __future__ import annotations

from samlad.chapters.anchors import comparison_anchor
from samlad.chapters.comparison_figures import group_figure
from samlad.chapters.comparison_series import Group, Series, goal_groups
from samlad.chapters.markup import Markup, joined, tag
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow
from samlad.chapters.registry import named
from samlad.chapters.scope import Scope
from samlad.chapters.shown import Passage, Section, Sentence, Shown, section, sentence


@named("sentence", "jamforelse_inledning")
def introduction(scope: Scope) -> Sentence | None:
    """What the chapter is, and that its numbers are real where the rest is training data."""
    real = scope.word("comparison_real_note") if scope.run.synthetic else ""
    return sentence(scope.word("comparison_intro"), real)


@named("section", "jamforelse_mal")
def goals(scope: Scope) -> Passage | None:
    """The series beside each goal, goal by goal."""
    if not scope.material.rows("comparison_series"):
        return None
    sections = [_goal_section(scope, row["goal_id"], row["text"]) for row in scope.programme.goals]
    present = [part.html() for part in sections if part is not None]
    return Passage(joined(present, "\n"), "Serier per mål")


@named("section", "jamforelse_bakgrund")
def background(scope: Scope) -> Section | None:
    """Series that belong to no goal."""
    groups = goal_groups(scope, "")
    parts: list[Shown | None] = [sentence(scope.word("comparison_background_intro")) if groups else None]
    parts += [_group_section(scope, group) for group in groups]
    return section(
        scope.word("heading_comparison_background"), comparison_anchor(""), parts if groups else []
    )


def _goal_section(scope: Scope, goal_id: str, text: str) -> Section | None:
    groups = goal_groups(scope, goal_id)
    parts: list[Shown | None] = [_group_section(scope, group) for group in groups]
    if not groups:
        parts = [sentence(scope.word("comparison_goal_none"))]
    regional = scope.programme.goal(goal_id)["regional_goal"]
    if regional:
        parts.insert(0, sentence(scope.word("comparison_regional_goal", goal=regional) + "."))
    title = f"{scope.word('chapter_mal', goal=goal_id)}: {text}"
    return section(title, comparison_anchor(goal_id), parts)


def _group_section(scope: Scope, group: Group) -> Section | None:
    parts = [group_figure(scope, group), _table(scope, group)]
    return section(group.title, group.anchor, parts, level=3)


def _table(scope: Scope, group: Group) -> PresentableTable:
    rows = [row for series in group.series for row in _rows(scope, series, len(group.series) > 1)]
    notes = list(dict.fromkeys(series.row["note"] for series in group.series if series.row["note"]))
    ended = [series.name or group.title for series in group.series if series.discontinued]
    notes += [f"{name}: {scope.word('comparison_discontinued')}." for name in ended]
    if any(value.replaced for series in group.series for value in series.values):
        notes.append(scope.word("comparison_revised_sentence"))
    columns = (
        Column(f"Värde, {group.unit}"),
        Column(scope.word("comparison_vintage"), numeric=False),
        Column("Anmärkning", numeric=False),
    )
    return PresentableTable(
        anchor=f"{group.anchor}-tabell",
        caption=_caption(group),
        stub="År",
        columns=columns,
        rows=tuple(rows),
        notes=tuple(notes),
        source=_source(group),
    )


def _caption(group: Group) -> str:
    name = group.series[0].name if len(group.series) == 1 else ""
    return ", ".join(part for part in (group.title, name, group.unit) if part)


def _rows(scope: Scope, series: Series, several: bool) -> list[TableRow]:
    rows = []
    for value in series.values:
        cells = (TableCell(value.text), TableCell(value.row["vintage"]), TableCell(value.remarks(scope)))
        year = value.year or scope.word("comparison_year_unknown")
        rows.append(TableRow(TableCell(year), cells, series.name if several else ""))
    return rows


def _source(group: Group) -> Markup:
    row = group.series[0].row
    link = tag("a", row["source_title"], href=row["source_url"]) if row["source_url"] else row["source_title"]
    return joined([row["publisher"], ", ", link, "."])
