"""The page to a committee, and the utredare's overview of all of them, as HTML (internal)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from samlad.internal_page import NUMBERS
from samlad.reference import Reference
from samlad.stages import Finding
from samlad.swedish import day
from samlad.validation.feedback_facts import Facts
from samlad.validation.feedback_template import COMMITTEE, OVERVIEW
from samlad.validation.grouping import groups
from samlad.validation.large_changes import LargeChange
from samlad.validation.ready_entries import Entry
from samlad.validation.reminders import reminder
from samlad.validation.result_page import ENVIRONMENT, period_words

ACCEPTED = "godkänd"
"""A delivery that has come in without an error, whatever there is in the others."""
_PARTS = (
    ("critical", "Fel som måste rättas", "Så länge de finns kvar görs ingen rapport."),
    ("warning", "Varningar", "De hindrar inte rapporten."),
    ("info", "Upplysningar", "De kräver ingen åtgärd."),
)
HEADS = ("Avsändare", "Läge", "Filer", "Fel", "Varningar", "Saknas")
DIARY = "I diariet"


@dataclass(frozen=True)
class Told:
    """What all pages of one period share."""

    reference: Reference
    year: int
    period: str
    cutoff: date
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
    items = told.reference.programme
    texts = {key: f"{key} {item.short_text}" for key, item in items.indicators.items()}
    texts |= {key: f"{key} {item.text}" for key, item in items.activities.items()}
    return ENVIRONMENT.from_string(COMMITTEE).render(
        title=f"{facts.name}: återkoppling, {told.when}",
        answer=_answer(facts),
        synthetic=told.mark,
        numbers=NUMBERS,
        cutoff=day(told.cutoff),
        workbook=f"{facts.committee_id}.xlsx",
        files=[name.removeprefix(f"{told.year}/{told.period}/") for name in files],
        revised=facts.revised,
        parts=[part for part in (_part(facts, told, *one) for one in _PARTS) if part["rows"]],
        missing=[texts.get(key, key) for key in facts.missing],
        due=facts.due,
        changes=[
            [texts[one.item_id], _number(one.before), _number(one.now), _change_state(facts, one)]
            for one in facts.changes
        ],
    )


def overview_page(
    facts: Sequence[Facts], nobody: Sequence[Finding], entries: Sequence[Entry], told: Told, result_page: str
) -> str:
    """Who has sent, who has not and who must mend, with a reminder to each."""
    reminders = [{"name": one.name, "text": reminder(one, told.when, told.cutoff)} for one in facts]
    return ENVIRONMENT.from_string(OVERVIEW).render(
        title=f"Inlämnade uppgifter, {told.when}",
        answer=_who(facts),
        synthetic=told.mark,
        numbers=NUMBERS,
        cutoff=day(told.cutoff),
        words=told.reference.words,
        heads=(*HEADS, *((DIARY,) if any(one.noted for one in facts) else ())),
        rows=[_overview_row(one, diary=any(other.noted for other in facts)) for one in facts],
        nobody=[[group.place, group.message, group.remedy, group.rule_id] for group in groups(nobody)],
        reminders=[one for one in reminders if one["text"]],
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


def _who(facts: Sequence[Facts]) -> str:
    """How many have sent, of those from whom something is expected and of the others."""
    due = [one for one in facts if one.due]
    others = [one for one in facts if not one.due]
    sent, mend = sum(bool(one.files) for one in due), sum(bool(one.errors) for one in facts)
    text = (
        f"{sent} av {len(due)} har lämnat uppgifter, {len(due) - sent} har inte gjort det, och {mend} måste "
        f"rätta. {_standing(facts)}"
    )
    short = sum(bool(one.files) for one in others)
    return f"{text} Av {len(others)} med bara det korta formuläret har {short} lämnat." if others else text


def _part(facts: Facts, told: Told, key: str, title: str, note: str) -> dict[str, object]:
    """Findings of one severity; the committee knows its files by their names alone."""
    findings = [one for one in facts.findings if one.severity == key]
    folder = f"{told.year}/{told.period}/"
    rows = [
        [group.place.removeprefix(folder) or "Hela leveransen", group.message, group.remedy, group.rule_id]
        for group in groups(findings)
    ]
    return {"key": key, "title": title, "note": note, "count": len(findings), "rows": rows}


def _overview_row(facts: Facts, *, diary: bool) -> list[object]:
    header = {"text": facts.name, "href": f"{facts.committee_id}.html"}
    counts = [len(facts.files), facts.errors, facts.warnings, len(facts.missing)]
    return [header, _state(facts), *counts, *([facts.noted] if diary else [])]


def _answer(facts: Facts) -> str:
    if facts.left_out:
        return "Uppgifterna har inte kunnat godkännas och räknas inte i rapporten."
    if not facts.files:
        return "Vi har inte fått några uppgifter."
    if facts.errors:
        return f"{facts.errors} fel måste rättas innan rapporten kan göras."
    more = f"{facts.warnings} varningar att se över." if facts.warnings != 1 else "1 varning att se över."
    return f"Uppgifterna är godkända. {more if facts.warnings else 'Det finns inget att se över.'}"


def _change_state(facts: Facts, change: LargeChange) -> str:
    if change.confirmed:
        return "bekräftad i kommentaren"
    return "bekräftad av utredaren" if facts.explained(change) else "att bekräfta"


def _state(facts: Facts) -> str:
    if facts.left_out:
        return "ej godkänd, lämnas utanför"
    if not facts.files:
        return "har inte lämnat" if facts.due else "har inte lämnat det korta formuläret"
    return "måste rätta" if facts.errors else ACCEPTED


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".").replace(".", ",").replace("-", "\u2212")
