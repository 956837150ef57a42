"""The comparison chapter: real published series beside each goal, shown as what they are."""

from __future__ import annotations

from samlad.chapters.anchors import comparison_anchor
from samlad.chapters.comparison_figures import group_figure
from samlad.chapters.comparison_series import Group, Series, goal_groups
from samlad.chapters.markup import Markup, joined, linked, tag
from samlad.chapters.origin_links import series_link
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow, used
from samlad.chapters.prose import prose
from samlad.chapters.registry import named
from samlad.chapters.scope import Scope
from samlad.chapters.shown import Passage, Section, Sentence, Shown, section, sentence


@named("sentence", "jamforelse_inledning")
def introduction(scope: Scope) -> Sentence | None:
    """What the chapter is, and that its numbers are real where the rest is training data."""
    real = scope.word("comparison_real_note") if scope.run.synthetic else ""
    return sentence(scope.word("comparison_intro"), real)


@named("prose", "jamforelse")
def text(scope: Scope) -> Passage | None:
    """The utredare's text about how the published series compare."""
    return prose(scope, "jamforelse")


@named("section", "jamforelse_mal")
def goals(scope: Scope) -> Passage | None:
    """The series beside each goal, goal by goal."""
    if not scope.material.rows("comparison_series"):
        return None
    sections = [_goal_section(scope, row["goal_id"]) for row in scope.programme.goals]
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


def _goal_section(scope: Scope, goal_id: str) -> Section | None:
    groups = goal_groups(scope, goal_id)
    parts: list[Shown | None] = [_group_section(scope, group) for group in groups]
    if not groups:
        parts = [sentence(scope.word("comparison_goal_none"))]
    regional = scope.programme.goal(goal_id)["regional_goal"]
    if regional:
        parts.insert(0, sentence(scope.word("comparison_regional_goal", goal=regional) + "."))
    return section(scope.goal_title(goal_id), comparison_anchor(goal_id), parts)


def _group_section(scope: Scope, group: Group) -> Section | None:
    parts = [group_figure(scope, group), _table(scope, group)]
    return section(group.title, group.anchor, parts, level=3)


def _table(scope: Scope, group: Group) -> PresentableTable:
    several = len(group.series) > 1
    rows = tuple(row for series in group.series for row in _rows(scope, series, several))
    notes = list(dict.fromkeys(series.row["note"] for series in group.series if series.row["note"]))
    ended = [series.name or group.title for series in group.series if series.discontinued]
    notes += [f"{name}: {scope.word('comparison_discontinued')}." for name in ended]
    if any(value.replaced for series in group.series for value in series.told):
        notes.append(scope.word("comparison_revised_sentence"))
    heads = (
        Column(f"Värde, {group.unit}"),
        Column(scope.word("comparison_vintage"), numeric=False),
        Column("Anmärkning", numeric=False),
    )
    columns, rows = used(heads, rows)
    return PresentableTable(
        anchor=f"{group.anchor}-tabell",
        caption=_caption(group),
        stub="År",
        columns=columns,
        rows=rows,
        notes=tuple(notes),
        source=_source(group),
    )


def _caption(group: Group) -> str:
    name = group.series[0].name if len(group.series) == 1 else ""
    return ", ".join(part for part in (group.title, name, group.unit) if part)


def _rows(scope: Scope, series: Series, several: bool) -> list[TableRow]:
    rows, origin = [], series_link(scope, series.row)
    for value in series.told:
        remarks = linked(value.remarks(scope))
        cells = (TableCell(value.text, href=origin), TableCell(value.row["vintage"]), TableCell(remarks))
        year = value.year or scope.word("comparison_year_unknown")
        rows.append(TableRow(TableCell(year), cells, series.name if several else ""))
    return rows


def _source(group: Group) -> Markup:
    address = group.series[0].row["source_url"]
    publisher, title = group.source
    link = tag("a", title, href=address) if address else title
    return joined([f"{publisher}, " if publisher else "", link, "."])
