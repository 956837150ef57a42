"""The page to a committee, and the utredare's overview of all of them, as HTML (internal)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from samlad.reference import Reference
from samlad.stages import Finding
from samlad.swedish import listing
from samlad.validation.feedback_facts import Facts
from samlad.validation.feedback_template import COMMITTEE, OVERVIEW
from samlad.validation.grouping import groups
from samlad.validation.personal_data import Alarm
from samlad.validation.result_page import ENVIRONMENT, period_words

ACCEPTED = "godkänd"
"""A delivery that has come in without an error, whatever there is in the others."""
_PARTS = (
    ("critical", "Fel som måste rättas", "Så länge de finns kvar görs ingen rapport."),
    ("warning", "Varningar", "De hindrar inte rapporten men redovisas i den."),
    ("info", "Upplysningar", "De kräver ingen åtgärd."),
)


@dataclass(frozen=True)
class Told:
    """What all pages of one period share."""

    reference: Reference
    year: int
    period: str
    synthetic: bool

    @property
    def when(self) -> str:
        """`verksamhetsberättelse 2024`."""
        return period_words(self.reference, self.year, self.period)

    @property
    def mark(self) -> str:
        """The synthetic mark, or nothing."""
        return str(self.reference.words["synthetic_mark"]) if self.synthetic else ""


def committee_page(facts: Facts, files: Sequence[str], told: Told) -> str:
    """The page to one committee: no script, no request, every text escaped.

    Args:
        files: the received files' names as they may be said.
    """
    by_severity = {key: [one for one in facts.findings if one.severity == key] for key, _, _ in _PARTS}
    items = told.reference.programme
    texts = {key: f"{key} {item.short_text}" for key, item in items.indicators.items()}
    texts |= {key: f"{key} {item.text}" for key, item in items.activities.items()}
    return ENVIRONMENT.from_string(COMMITTEE).render(
        title=f"{facts.name}: återkoppling, {told.when}",
        answer=_answer(facts),
        synthetic=told.mark,
        workbook=f"{facts.committee_id}.xlsx",
        files=files,
        revised=facts.revised,
        parts=[
            {"key": key, "title": title, "note": note, "count": len(by_severity[key]),
             "groups": groups(by_severity[key])}
            for key, title, note in _PARTS
        ],
        missing=[texts.get(key, key) for key in facts.missing],
        due=facts.due,
        changes=[
            {"name": texts[one.item_id], "before": _number(one.before), "now": _number(one.now)}
            for one in facts.changes
        ],
    )  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """A ready entry of data/corrections, as YAML, with what it is for."""

    title: str
    text: str


def overview_page(
    facts: Sequence[Facts], nobody: Sequence[Finding], entries: Sequence[Entry], told: Told, result_page: str
) -> str:
    """Who has sent, who has not and who must mend, with a reminder to each."""
    sent = [one for one in facts if one.files]
    mend = [one for one in facts if one.errors]
    answer = (
        f"{len(sent)} av {len(facts)} har lämnat uppgifter, {len(facts) - len(sent)} har inte gjort det, "
        f"och {len(mend)} måste rätta. {_standing(facts)}"
    )
    rows = [
        {"name": one.name, "page": f"{one.committee_id}.html", "state": _state(one), "files": len(one.files),
         "errors": one.errors, "warnings": one.warnings, "missing": len(one.missing),
         "reminder": reminder(one, told)}
        for one in facts
    ]  # fmt: skip
    return ENVIRONMENT.from_string(OVERVIEW).render(
        title=f"Inlämnade uppgifter, {told.when}",
        answer=answer,
        synthetic=told.mark,
        words=told.reference.words,
        rows=rows,
        nobody=groups(nobody),
        entries=entries,
        result_page=result_page,
    )


def _standing(facts: Sequence[Facts]) -> str:
    """What stands still and what does not: one delivery with errors says nothing of the others."""
    accepted = sum(_state(one) == ACCEPTED for one in facts)
    if not any(one.errors for one in facts):
        return f"{accepted} är godkända."
    return (
        f"De andra {accepted} är godkända. Rapporten görs när felen är rättade, larmen släppta eller "
        "leveranserna lämnade utanför med posterna längst ned."
    )


def reminder(facts: Facts, told: Told) -> str:
    """A text to send, or "" where nothing needs to be said."""
    lines = [f"Hej! Det gäller uppgifterna för {told.when} från {facts.name}."]
    if facts.left_out:
        lines.append("Uppgifterna har inte kunnat godkännas och räknas inte. Skicka gärna en rättad fil.")
    elif not facts.files:
        lines.append(
            "Vi har inte fått några uppgifter än. Hör av er om något hindrar er från att skicka dem."
        )
    elif facts.errors:
        lines.append(f"Uppgifterna har {facts.errors} fel som måste rättas innan rapporten kan göras.")
        lines.append("De står på sidan och i arbetsboken som följer med. Rätta i er fil och skicka den igen.")
    elif facts.missing:
        lines.append(f"Tack för uppgifterna. {len(facts.missing)} av {facts.due} saknar svar; se sidan.")
    else:
        return ""
    return "\n".join(lines)


def release_entry(alarm: Alarm, told: Told) -> Entry:
    """The entry that releases a false alarm about personal data."""
    row = f"rad {alarm.row}" if alarm.row else "bladets namn"
    place = ", ".join(part for part in (alarm.file, alarm.sheet, row) if part)
    kinds = listing([str(told.reference.words[f"personal_data_{kind}"]) for kind in alarm.kinds])
    sheet = [f"  sheet: {json.dumps(alarm.sheet, ensure_ascii=False)}"] if alarm.sheet else []
    lines = [
        "- action: release",
        f"  year: {alarm.year}",
        f"  period: {alarm.period}",
        f"  file: {json.dumps(alarm.file, ensure_ascii=False)}",
        *sheet,
        f"  row: {alarm.row}",
        f"  table: {alarm.source}",
        f"  field: {alarm.field}",
        f'  kontroll: "{alarm.kontroll}"',
        '  reason: ""',
        '  owner: ""',
    ]
    return Entry(f"Falskt larm om {kinds}: {place}", "\n".join(lines))


def leave_out_entry(facts: Facts, told: Told, kontroll: str) -> Entry:
    """The entry that leaves out a delivery that is not accepted."""
    return Entry(
        f"Lämna leveransen utanför: {facts.name}",
        _leave_out(told, f"  committee: {facts.committee_id}", kontroll),
    )


def leave_out_file_entry(file: str, told: Told, kontroll: str) -> Entry:
    """The entry that leaves out a file whose sender is not known."""
    return Entry(
        f"Lämna filen utanför: {file}",
        _leave_out(told, f"  file: {json.dumps(file, ensure_ascii=False)}", kontroll),
    )


def _leave_out(told: Told, what: str, kontroll: str) -> str:
    lines = [
        "- action: leave_out_delivery",
        f"  year: {told.year}",
        f"  period: {told.period}",
        what,
        f'  kontroll: "{kontroll}"',
        '  reason: "leverans ej godkänd: "',
        '  owner: ""',
    ]
    return "\n".join(lines)


def _answer(facts: Facts) -> str:
    if facts.left_out:
        return "Uppgifterna har inte kunnat godkännas och räknas inte i rapporten."
    if not facts.files:
        return "Vi har inte fått några uppgifter."
    if facts.errors:
        return f"{facts.errors} fel måste rättas innan rapporten kan göras."
    return f"Uppgifterna är godkända. {facts.warnings} varningar att se över."


def _state(facts: Facts) -> str:
    if facts.left_out:
        return "lämnas utanför"
    if not facts.files:
        return "har inte lämnat"
    return "måste rätta" if facts.errors else ACCEPTED


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".").replace(".", ",").replace("-", "\u2212")
