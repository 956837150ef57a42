"""Each rule on received data: one broken cell, and exactly that rule says so, at that place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

Break = Callable[[Any, Callable[..., None]], Any]
"""Breaks a delivery and returns the row that is at fault, or None where the fault has no row."""

MARKED = {"numerator": None, "denominator": None, "value": None}


@dataclass(frozen=True)
class Case:
    """A way to break a rule.

    Attributes:
        column: how the finding names its column.
        also: rules that cannot but follow.
    """

    rule_id: str
    breaking: Break
    column: str = ""
    severity: str = "critical"
    also: tuple[str, ...] = ()


def set_cells(table: str, which: str, *, sex: str = "totalt", **cells: Any) -> Break:
    def breaking(sent: Any, change: Callable[..., None]) -> Any:
        row = sent.row(table, which, sex)
        change(row, **cells)
        return row

    return breaking


def first_of(table: str, **cells: Any) -> Break:
    def breaking(sent: Any, change: Callable[..., None]) -> Any:
        change(sent.tables[table][0], **cells)
        return sent.tables[table][0]

    return breaking


def mark(item_id: str, field: str, code: str) -> Break:
    def breaking(sent: Any, change: Callable[..., None]) -> Any:
        row = sent.row("indicators", item_id)
        row[field], row[f"{field}_mark"] = None, code
        return row

    return breaking


def add(table: str, **cells: Any) -> Break:
    return lambda sent, change: sent.add(table, **cells)


def twice(table: str) -> Break:
    def breaking(sent: Any, change: Callable[..., None]) -> Any:
        row = dict(sent.tables[table][0])
        sent.tables[table].append(row)
        return row

    return breaking


def second_survey_row(**cells: Any) -> Break:
    def breaking(sent: Any, change: Callable[..., None]) -> Any:
        change(sent.tables["surveys"][1], **cells)
        return sent.tables["surveys"][1]

    return breaking


def own_share(**cells: Any) -> Break:
    return first_of("own_indicators", **cells)


def parts_above(**parts: float) -> Break:
    """An age split of 1.I1's kind on a share: adds a part row whose numbers pass the total's."""

    def breaking(sent: Any, change: Callable[..., None]) -> Any:
        row = sent.row("indicators", "3.I1")
        sent.add("indicators", item_id="3.I1", sex="kvinnor", **parts)
        return row

    return breaking


def target(sent: Any, change: Callable[..., None]) -> Any:
    for committee_id in ("bromma", "skarpnack"):
        sent.delivery(committee_id, sent.deliveries[0]["year"])
        change(sent.row("indicators", "3.I1", committee_id=committee_id), target=80, target_setter="kf")
    row = sent.row("indicators", "3.I1")
    change(row, target=70, target_setter="kf")
    return row


def answer_of_no_host(sent: Any, change: Callable[..., None]) -> Any:
    sent.delivery("bromma", sent.deliveries[0]["year"])
    base = sent.row("indicators", "3.I1", committee_id="bromma")
    return sent.add("indicators", base=base, item_id="2.I2", value=3)


CASES = [
    Case("id-saknas", set_cells("indicators", "3.I1", item_id=""), "Indikator-id", also=("tabell-avkortad",)),
    Case("id-saknas", add("activities", status="pagar"), "Aktivitet-id"),
    Case("id-saknas", add("goals", assessment="helt", reason="x"), "Mål-id"),
    Case("id-saknas", own_share(own_id=""), "Eget id"),
    Case("id-saknas", first_of("own_activities", own_id=""), "Eget id"),
    Case("id-okant", add("indicators", item_id="3.I9", numerator=1, denominator=2), "Indikator-id"),
    Case("id-okant", add("activities", item_id="3.A99", status="pagar"), "Aktivitet-id"),
    Case("eget-id-upptaget", own_share(own_id="3.I1"), "Eget id"),
    Case("eget-id-upptaget", first_of("own_activities", own_id="3.A1"), "Eget id"),
    Case("mal-okant", first_of("goals", goal_id="9"), "Mål-id"),
    Case("mal-okant", first_of("analysis", goal_id="9"), "Mål-id"),
    Case("mal-okant", own_share(goal_id="9"), "Mål-id"),
    Case("mal-okant", own_share(goal_id=""), "Mål-id"),
    Case("mal-okant", first_of("own_activities", goal_id="9"), "Mål-id"),
    Case("namn-saknas", own_share(name=""), "Namn", "warning"),
    Case("namn-saknas", first_of("own_activities", name=""), "Namn", "warning"),
    Case("slag-okant", own_share(kind="mycket"), "Slag"),
    Case("slag-okant", own_share(kind=""), "Slag"),
    Case("kod-okand", add("indicators", item_id="3.I1", sex="flyttfåglar", value=None), "Kön"),
    Case("kod-okand", add("indicators", item_id="3.I1", age_group="5-10", value=None), "Ålder"),
    Case("kod-okand", set_cells("indicators", "3.I1", target=60, target_setter="någon"), "Årsmål satt av"),
    Case("kod-okand", set_cells("activities", "1.A1", status="nästan"), "C (Status)"),
    Case("kod-okand", first_of("goals", assessment="kanske"), "C (Nämndens bedömning)"),
    Case("kod-okand", first_of("own_activities", status="nästan"), "C (Status)"),
    Case("kod-okand", own_share(about_persons="vet ej"), "Gäller personer"),
    Case(
        "id-saknas",
        first_of("surveys", own_id=""),
        "Eget id",
        also=("enkat-antal-saknas", "enkat-fraga-saknas", "enkat-fordelning"),
    ),
    Case("mal-okant", first_of("surveys", goal_id="9"), "Mål-id"),
    Case("kod-okand", first_of("surveys", method="gissning"), "Slag av undersökning"),
    Case("kod-okand", first_of("surveys", multiple="kanske"), "Flera svar får väljas"),
    Case(
        "tal-negativt",
        first_of("surveys", chosen=-15),
        "K (Antal som valde alternativet)",
        also=("enkat-fordelning",),
    ),
    Case("tal-inte-helt", first_of("surveys", answers=40.5), "I (Antal svar)", also=("enkat-fordelning",)),
    Case(
        "andel-utanfor",
        first_of("surveys", share=140, chosen=None),
        "L (Andel som valde alternativet)",
        also=("enkat-fordelning",),
    ),
    Case("enkat-fraga-saknas", first_of("surveys", question=""), "Fråga", "warning"),
    Case("enkat-antal-saknas", first_of("surveys", answers=None), "I (Antal svar)", "warning"),
    Case("enkat-olika-uppgifter", second_survey_row(question="en annan fråga")),
    Case("enkat-olika-uppgifter", second_survey_row(answers=41)),
    Case("enkat-halvt-svar", second_survey_row(chosen=None), severity="warning"),
    Case("enkat-alternativ-saknas", second_survey_row(alternative=""), severity="warning"),
    Case("enkat-fordelning", second_survey_row(chosen=16)),
    Case("enkat-fordelning", second_survey_row(chosen=14)),
    Case("enkat-andel-stammer-inte", second_survey_row(share=54), "L (Andel som valde alternativet)"),
    *(
        case
        for rule_id, code in (("tal-felvarde", "error_cell"), ("tal-ej-utraknat", "uncalculated"))
        for case in (
            Case(rule_id, set_cells("activities", "1.A1", status="", status_mark=code), "C (Status)"),
            Case(rule_id, first_of("goals", assessment="", assessment_mark=code), "C (Nämndens bedömning)"),
        )
    ),
    *(
        Case("rad-dubblett", twice(table))
        for table in ("indicators", "activities", "goals", "own_indicators", "own_activities", "analysis")
    ),
    *(
        Case(rule_id, mark("4.I1", field, code), column)
        for rule_id, code in (
            ("tal-olasligt", "invalid"),
            ("tal-felvarde", "error_cell"),
            ("tal-ej-utraknat", "uncalculated"),
        )
        for field, column in (
            ("numerator", "E (Täljare)"),
            ("denominator", "F (Nämnare)"),
            ("value", "G (Utfall)"),
            ("target", "H (Årsmål)"),
            ("forecast", "J (Prognos helår)"),
        )
    ),
    Case(
        "tal-negativt",
        set_cells("indicators", "3.I1", numerator=-1, value=-2),
        "E (Täljare)",
        also=("andel-utanfor",),
    ),
    Case("tal-negativt", set_cells("indicators", "2.I2", sex="man", value=-3), "G (Utfall)"),
    Case("tal-inte-helt", set_cells("indicators", "3.I1", numerator=27.5, value=55), "E (Täljare)"),
    Case(
        "tal-inte-helt",
        set_cells("indicators", "3.I1", numerator=1, denominator=1.25, value=80),
        "F (Nämnare)",
    ),
    Case("tal-inte-helt", set_cells("indicators", "2.I2", sex="man", value=1.234), "G (Utfall)"),
    Case("taljare-over-namnare", set_cells("indicators", "3.I1", numerator=51, value=None), "E (Täljare)"),
    Case("halvt-svar", set_cells("indicators", "3.I1", denominator=None, value=None)),
    Case("halvt-svar", set_cells("indicators", "3.I1", numerator=None, value=None)),
    Case("andel-stammer-inte", set_cells("indicators", "3.I1", value=53), "G (Utfall)"),
    Case("andel-stammer-inte", set_cells("indicators", "3.I1", value=54.1), "G (Utfall)"),
    Case("andel-stammer-inte", own_share(value=26), "G (Utfall)"),
    Case("andel-enhet", set_cells("indicators", "3.I1", value=0.54), "G (Utfall)"),
    Case(
        "andel-enhet",
        set_cells("indicators", "3.I1", **MARKED | {"value": 0.54}),
        "G (Utfall)",
        also=("delar-saknas",),
    ),
    Case("andel-enhet", own_share(value=0.25), "G (Utfall)"),
    Case("arsmal-enhet", set_cells("indicators", "3.I1", target=0.8, target_setter="namnd"), "H (Årsmål)"),
    Case("arsmal-enhet", set_cells("indicators", "3.I1", forecast=0.8), "J (Prognos helår)"),
    Case(
        "andel-utanfor",
        set_cells("indicators", "3.I1", **MARKED | {"value": 540}),
        "G (Utfall)",
        also=("delar-saknas",),
    ),
    Case("andel-utanfor", set_cells("indicators", "3.I1", target=108, target_setter="namnd"), "H (Årsmål)"),
    Case("andel-utanfor", set_cells("indicators", "3.I1", forecast=101), "J (Prognos helår)"),
    Case("ja-nej-varde", set_cells("indicators", "4.I1", value=2), "G (Utfall)"),
    Case("antal-stammer-inte", set_cells("indicators", "2.I2", sex="man", numerator=19), "G (Utfall)"),
    Case("delar-over-helheten", set_cells("indicators", "2.I2", value=39), "G (Utfall)"),
    Case("delar-over-helheten", parts_above(numerator=28, denominator=50), "E (Täljare)"),
    Case("delar-over-helheten", parts_above(numerator=20, denominator=51), "F (Nämnare)"),
    Case("arsmal-utan-avsandare", set_cells("indicators", "3.I1", target=60), "Årsmål satt av"),
    Case("arsmal-olika", target, "H (Årsmål)", "warning"),
    Case("delar-saknas", set_cells("indicators", "3.I1", **MARKED | {"value": 54}), "G (Utfall)", "warning"),
    Case("uppgift-tom", set_cells("indicators", "3.I1", **MARKED), "", "warning"),
    Case("uppgift-tom", set_cells("activities", "1.A1", status=""), "", "warning"),
    Case("uppgift-saknas", set_cells("activities", "1.A1", status="-"), "", "warning"),
    Case("uppgift-saknas", mark("4.I1", "value", "missing"), "", "warning"),
    Case("uppgift-skyddad", mark("4.I1", "value", "suppressed_by_source"), "", "info"),
    Case("uppgift-ej-tillamplig", mark("4.I1", "value", "not_applicable"), "", "info"),
    Case("utover-ansvar", add("indicators", item_id="1.I2", numerator=1, denominator=2), "", "warning"),
    Case("utover-ansvar", answer_of_no_host, "", "warning"),
    Case("utover-ansvar", add("activities", item_id="1.A8", status="pagar"), "", "warning"),
    Case("besvaras-annanstans", add("activities", item_id="7.A1", status="pagar"), "", "info"),
    Case("skal-saknas", first_of("goals", reason=""), "Skäl", "warning"),
    Case("text-personnummer", first_of("analysis", text="Hon (811228-9874) sökte."), "Analys"),
    Case("text-personnummer", set_cells("indicators", "3.I1", comment="701063 2391"), "Kommentar"),
    Case("text-telefonnummer", first_of("goals", reason="Ring 070-174 06 05."), "Skäl", "warning"),
    Case("text-epostadress", first_of("own_activities", name="anna@exempel.se"), "Namn", "warning"),
    Case("text-gatuadress", first_of("own_indicators", comment="på Storgatan 12"), "Kommentar", "warning"),
    Case("text-arendenummer", first_of("analysis", text="Se dnr 2024/123."), "Analys", "warning"),
]


YEARS = (2021, 2022, 2023, 2024, 2025)
HOSTS = ("sodermalm", "skarholmen", "enskede-arsta-vantor", "hasselby-vallingby")
SLOTS = [(committee_id, year) for committee_id in HOSTS for year in YEARS]
"""Where a case is tried: one delivery each, so that one gate can try twenty."""


@pytest.fixture(scope="module")
def tried(send, nothing_sent, change_row, ask_gate):
    """Each case's row and the findings about its delivery, by the case's number."""
    result = {}
    for start in range(0, len(CASES), len(SLOTS)):
        chunk = list(zip(range(start, len(CASES)), SLOTS, strict=False))
        deliveries = {number: send(*slot) for number, slot in chunk}
        rows = {number: CASES[number].breaking(deliveries[number], change_row) for number, _ in chunk}
        findings = ask_gate(nothing_sent.joined(list(deliveries.values())))
        for number, (committee_id, year) in chunk:
            whose = {rows[number]["committee_id"], committee_id}
            told = [one for one in findings if one.year == year and one.committee_id in whose]
            result[number] = rows[number], told
    return result


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: CASES[number].rule_id)
def test_a_broken_cell_breaks_exactly_its_rule_at_its_place(number, tried):
    case, (row, findings) = CASES[number], tried[number]
    assert {finding.rule_id for finding in findings} == {case.rule_id, *case.also}
    at_fault = [finding for finding in findings if finding.rule_id == case.rule_id]
    place = (row["file"], row["sheet"], row["row"], case.column)
    assert place in {(finding.file, finding.sheet, finding.row, finding.column) for finding in at_fault}
    assert {finding.severity for finding in at_fault} == {case.severity}
    assert all(finding.message and finding.remedy for finding in findings)
