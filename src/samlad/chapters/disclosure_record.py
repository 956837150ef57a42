"""The public record of the protection in words: how much is hidden, how, and what an attack has found."""

from __future__ import annotations

from typing import Any

from samlad import swedish
from samlad.chapters.cells import ALL_AGES, TOTAL
from samlad.chapters.origin_links import counted_link
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow
from samlad.chapters.scope import Scope
from samlad.chapters.wording import capital

PARTS_OF_AN_ID = 6
LIMITS = ("counts", "denominator_min", "survey_answers_min", "show_zero")


def record_words(scope: Scope) -> list[str]:
    """Paragraphs: the method, what is lost, how near the least that suffices, and the attack."""
    facts = scope.material.document("disclosure")
    paragraphs = [_method(scope, facts), _lost(scope, facts), _attack(scope, facts)]
    return [text for text in paragraphs if text]


def rounding_note(scope: Scope, *, about_persons: str) -> str:
    """What stands below a table or figure with rounded counts; "" where nothing in it is rounded."""
    facts = scope.material.document("disclosure")
    protected = about_persons != "nej" or facts.get("applies_to") == "alla"
    return str(facts.get("method", {}).get("note", "")) if protected else ""


def status_table(scope: Scope) -> PresentableTable | None:
    """How many rows of the report's tables have each status; by status alone, never by rule."""
    counts = scope.material.document("disclosure").get("cells", {})
    href = counted_link(scope, "status")
    rows = [
        TableRow(TableCell(row["label"]), (TableCell(swedish.number(counts[row["code"]], 0), href=href),))
        for row in scope.material.codes("statuses")
        if counts.get(row["code"])
    ]
    caption = scope.word("disclosure_statuses_caption")
    return (
        PresentableTable("status-tabell", caption, "Status", (Column("Antal"),), tuple(rows))
        if rows
        else None
    )


def thresholds_table(scope: Scope) -> PresentableTable | None:
    """The indicators that have thresholds of their own, with the reason; None when none has."""
    facts = scope.material.document("disclosure")
    rows = [
        TableRow(
            TableCell(f"{one['indicator_id']} {one['short_text']}"),
            (*(TableCell(_limit(own, facts, key)) for key in LIMITS), TableCell(str(own["reason"]))),
        )
        for one in scope.programme.indicators
        if (own := facts.get("indicators", {}).get(one["indicator_id"]))
    ]
    heads = ("Antal som inte redovisas", "Minsta nämnare", "Minst antal svar", "Noll redovisas", "Skäl")
    columns = tuple(Column(head, numeric=False) for head in heads)
    caption, stub = scope.word("disclosure_own_limits_caption"), capital(scope.things("indicator", 1))
    return PresentableTable("egna-troskler-tabell", caption, stub, columns, tuple(rows)) if rows else None


def _limit(own: dict[str, Any], facts: dict[str, Any], key: str) -> str:
    limits = {**facts["thresholds"], "show_zero": facts.get("show_zero"), **own}
    if key == "counts":
        return f"{limits['count_low']}–{limits['count_high']}"
    value = limits[key]
    return ("ja" if value else "nej") if isinstance(value, bool) else str(value)


def exceptions_table(scope: Scope) -> PresentableTable | None:
    """Cells shown against a rule: who decided it, when and why; None when there are none."""
    rows = [
        TableRow(
            TableCell(_cell_words(scope, str(one["cell_id"]))),
            tuple(
                TableCell(str(text))
                for text in (one["reason"], one["by"], swedish.day(one["on"]), one["dnr"])
            ),
        )
        for one in scope.material.document("disclosure").get("exceptions", [])
    ]
    heads = ("Skäl", "Beslutat av", "Datum", "Diarienummer")
    columns = tuple(Column(head, numeric=False) for head in heads)
    caption = scope.word("disclosure_exceptions_caption")
    return PresentableTable("undantag-tabell", caption, "Värde", columns, tuple(rows)) if rows else None


def _method(scope: Scope, facts: dict[str, Any]) -> str:
    label = str(facts.get("method", {}).get("label", ""))
    note = str(facts.get("method", {}).get("note", ""))
    return (
        f"{scope.word('disclosure_method')} {label[:1].lower()}{label[1:]}. {note}".strip() if label else ""
    )


def _lost(scope: Scope, facts: dict[str, Any]) -> str:
    if "lost_percent" not in facts:
        return ""
    said = scope.word("disclosure_lost", n=swedish.number(facts["lost_percent"], 1))
    solver = facts.get("solver", {})
    if not solver.get("problems"):
        return said
    gap = solver["gap_percent"]
    least = scope.word("disclosure_gap", n=swedish.number(gap, 1)) if gap else scope.word("disclosure_least")
    return f"{said} {least}"


def _attack(scope: Scope, facts: dict[str, Any]) -> str:
    attack = scope.material.optional_document("attack")
    if not attack.get("held"):
        return ""
    hidden = int(attack.get("hidden_counts", 0))
    if not hidden:
        return scope.word("disclosure_attack_nothing")
    k = facts["k"]
    rounds = bool(facts.get("method", {}).get("note"))
    key = "disclosure_attack_rounded" if rounds else "disclosure_attack"
    return scope.word(key, n=swedish.number(hidden, 0), k=k["sensitive"], m=k["other"])


def _cell_words(scope: Scope, cell_id: str) -> str:
    parts = cell_id.split("/")
    if len(parts) != PARTS_OF_AN_ID or parts[0] not in {
        row["indicator_id"] for row in scope.programme.indicators
    }:
        return cell_id
    indicator_id, area, year, period, sex, age = parts
    words = [
        f"{indicator_id} {scope.programme.indicator(indicator_id)['short_text']}",
        scope.units.short(area),
        f"{year} {scope.material.code('periods', period)['label']}",
    ]
    if sex != TOTAL:
        words.append(scope.material.code("sex", sex)["label"])
    if age != ALL_AGES:
        words.append(scope.material.code("age_groups", age)["label"])
    return ", ".join(words)
