"""The quality chapter: bortfall, checks, decisions, rules, settings, changes, what is not measured."""

from __future__ import annotations

from samlad import swedish
from samlad.chapters.corrected import left_out, left_out_sentence
from samlad.chapters.definitions import assumed
from samlad.chapters.disclosure_record import (
    exceptions_table,
    record_words,
    status_table,
    thresholds_table,
)
from samlad.chapters.disclosure_words import hidden_counts, rules_table
from samlad.chapters.markup import listed
from samlad.chapters.material import Row, count
from samlad.chapters.origin_links import counted_link, delivery_link
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow, used
from samlad.chapters.programme_changes import change_lines
from samlad.chapters.prose import prose
from samlad.chapters.registry import named
from samlad.chapters.reporting import all_due, others_missing
from samlad.chapters.scope import Scope
from samlad.chapters.shown import Passage, Section, Sentence, section, sentence
from samlad.chapters.wording import capital


@named("sentence", "kvalitet_inledning")
def introduction(scope: Scope) -> Sentence | None:
    """What the chapter is for."""
    return sentence(scope.word("quality_intro"))


@named("prose", "kvalitet")
def text(scope: Scope) -> Passage | None:
    """The utredare's text about how the figures may be used."""
    return prose(scope, "kvalitet")


@named("section", "kvalitet_bortfall")
def missing(scope: Scope) -> Section | None:
    """What was due and what came in, unit by unit."""
    due = all_due(scope)
    kinds = ("indicator", "activity") if scope.programme.activities else ("indicator",)
    rows = [_missing_row(scope, unit, due[unit], kinds) for unit in scope.units.in_order(due)]
    columns = (*(Column(capital(scope.things(kind))) for kind in kinds), Column("Saknas", numeric=False))
    caption = f"{scope.word('heading_missing')} {scope.run.year}: inkommet av väntat"
    stub = scope.word("column_unit_or_board")
    table = PresentableTable("bortfall-tabell", caption, stub, columns, tuple(rows)) if rows else None
    said = sentence(
        scope.word("quality_coverage_paragraph"),
        _absent(scope),
        left_out_sentence(scope),
        others_missing(scope),
    )
    return section(scope.word("heading_missing"), "bortfall", [said, table] if rows else [])


def _missing_row(scope: Scope, unit: str, items: list[Row], kinds: tuple[str, ...]) -> TableRow:
    gone = [row["item_id"] for row in items if row["reported"] != "ja"]
    counts = [_counted([row["reported"] for row in items if row["item_kind"] == kind]) for kind in kinds]
    href = delivery_link(scope, unit)
    header = TableCell(scope.units.short(unit), href=scope.unit_link(unit))
    cells = (TableCell(text, href=href) for text in counts)
    return TableRow(header, (*cells, TableCell(", ".join(gone) or "inget")))


@named("section", "kvalitet_kontroller")
def checks(scope: Scope) -> Section | None:
    """How many remarks the checks made, per unit and rule: counts, never values or places."""
    rows = [
        TableRow(
            TableCell(scope.units.short(row["committee_id"]) if row["committee_id"] else "alla"),
            (TableCell(swedish.number(count(row["count"]), 0), href=counted_link(scope, "granskning")),),
            _rule(scope, row),
        )
        for row in scope.now("findings")
        if not row["committee_id"] or scope.units.known(row["committee_id"])
    ]
    columns = (Column("Antal anmärkningar"),)
    title = scope.word("heading_checks")
    stub = scope.word("column_unit_or_board")
    table = PresentableTable("kontroller-tabell", f"{title} {scope.run.year}", stub, columns, tuple(rows))
    parts = [sentence(scope.word("quality_checks_paragraph")), table]
    return section(title, "kontroller", parts if rows else [])


@named("section", "kvalitet_beslut")
def decisions(scope: Scope) -> Section | None:
    """Which figures are decided, and which preliminary."""
    rows = [
        TableRow(
            TableCell(scope.units.short(row["committee_id"]), href=scope.unit_link(row["committee_id"])),
            (
                TableCell(
                    _status(scope, row["decision_status"]), href=delivery_link(scope, row["committee_id"])
                ),
                TableCell(swedish.day(row["decision_date"]) if row["decision_date"] else ""),
                TableCell(row["decision_dnr"]),
                TableCell(swedish.day(row["received_on"]) if row["received_on"] else ""),
                TableCell(row["document_number"].replace(" | ", ", ")),
            ),
        )
        for row in sorted(
            scope.now("deliveries"), key=lambda row: swedish.sort_key(scope.units.short(row["committee_id"]))
        )
    ]
    heads = (scope.word("column_unit_decision"), "Datum", "Diarienummer", "Kom in", "Handlingsnummer")
    columns, kept = used([Column(head, numeric=False) for head in heads], rows)
    title = scope.word("heading_decisions")
    stub = scope.word("column_unit_or_board")
    table = PresentableTable("beslut-tabell", f"{title} {scope.run.year}", stub, columns, kept)
    parts = [sentence(scope.word("quality_decisions_paragraph")), table]
    return section(title, "beslut", parts if rows else [])


@named("section", "kvalitet_jamforbarhet")
def comparability(scope: Scope) -> Section | None:
    """How sums, sexes, ages and years are to be read."""
    keys = ("comparability", "persons", "sex", "age")
    words = [scope.word(f"quality_{key}_paragraph") for key in keys]
    return section("Metod och jämförbarhet", "jamforbarhet", [sentence(*words)])


@named("section", "kvalitet_definitioner")
def definitions(scope: Scope) -> Section | None:
    """Which parts of each indicator are working definitions, not fixed in the programme."""
    rows = [
        TableRow(
            TableCell(f"{row['indicator_id']} {row['short_text']}"),
            (TableCell(swedish.listing([term.lower() for term in terms])), TableCell(row["note"])),
        )
        for row in scope.programme.indicators
        if (terms := assumed(scope, row))
    ]
    heads = (scope.word("column_working_definition"), "Anmärkning")
    columns, kept = used([Column(head, numeric=False) for head in heads], rows)
    title = scope.word("heading_definitions")
    stub = capital(scope.things("indicator", 1))
    table = PresentableTable("definitioner-tabell", title, stub, columns, kept)
    parts = [sentence(scope.word("working_definition_intro")), table]
    return section(title, "definitioner", parts if rows else [])


@named("section", "kvalitet_skydd")
def disclosure(scope: Scope) -> Section | None:
    """The disclosure rules in force, what they have cost, what was tried, and every exception."""
    table = rules_table(scope)
    exceptions = exceptions_table(scope)
    parts = [
        sentence(hidden_counts(scope), *record_words(scope)),
        status_table(scope),
        sentence(scope.word("quality_disclosure_intro")),
        table,
        thresholds_table(scope),
        sentence(scope.word("disclosure_no_exceptions" if exceptions is None else "disclosure_exceptions")),
        exceptions,
        sentence(scope.word("disclosure_record_file")),
    ]
    return section(scope.word("heading_disclosure"), "skydd", parts if table is not None else [])


@named("section", "kvalitet_installningar")
def settings(scope: Scope) -> Section | None:
    """The run's parameters in words, and the fingerprint of its inputs."""
    rows = [TableRow(TableCell(name), (TableCell(text),)) for name, text in scope.run.parameters]
    title = scope.word("heading_parameters")
    column = (Column("Värde", numeric=False),)
    table = PresentableTable("installningar-tabell", title, "Inställning", column, tuple(rows))
    parts = [sentence(scope.word("quality_parameters_intro")), table]
    return section(title, "installningar", parts if rows else [])


@named("section", "kvalitet_andringar")
def changes(scope: Scope) -> Section | None:
    """What has changed since last year: units, indicators, definitions, revised and discontinued series."""
    lines = change_lines(scope)
    content = Passage(listed(lines), "Ändringar") if lines else sentence("Inga ändringar är kända.")
    return section(scope.word("heading_programme_changes"), "andringar", [content])


@named("section", "kvalitet_mats_inte")
def not_measured(scope: Scope) -> Section | None:
    """What the programme measures, and what no indicator is about."""
    entries = [str(entry) for entry in scope.programme.facts.get("not_measured") or []]  # type: ignore[attr-defined]
    measured = [f"{row['indicator_id']} {row['short_text']}" for row in scope.programme.indicators]
    parts = [
        sentence(scope.word("not_measured_intro") if entries else scope.word("not_measured_none")),
        section("Mäts", "mats", [Passage(listed(measured, "kolumner"), "Mäts")], level=3)
        if measured
        else None,
        section("Mäts inte", "mats-inte", [Passage(listed(entries), "Mäts inte")], level=3)
        if entries
        else None,
    ]
    return section(scope.word("heading_not_measured"), "mater-och-mater-inte", parts)


def _rule(scope: Scope, row: Row) -> str:
    rule = (row.get("text") or row["rule_id"]).rstrip(".")
    return f"{rule} ({scope.material.code('severities', row['severity'])['label']})"


def _absent(scope: Scope) -> str:
    unaccepted = left_out(scope)
    absent = scope.units.in_order(
        unit for unit in all_due(scope) if unit not in scope.delivered and unit not in unaccepted
    )
    if not absent and unaccepted:
        return ""
    if not absent:
        return scope.word("no_missing_sentence")
    names = swedish.listing([scope.units.short(unit) for unit in absent])
    return scope.word("missing_units_sentence", names=names)


def _counted(reported: list[str]) -> str:
    return f"{reported.count('ja')} av {len(reported)}" if reported else "inga"


def _status(scope: Scope, status: str) -> str:
    return scope.material.code("delivery_status", status)["label"] if status else "framgår inte"
