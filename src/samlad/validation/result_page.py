"""The gate's result as a page for the utredare: every rule, every finding at its place, in Swedish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jinja2 import Environment, StrictUndefined

from samlad.internal_page import NUMBERS
from samlad.reference import Reference
from samlad.stages import Finding, GateRecord, RuleResult
from samlad.validation.grouping import Group, by_committee
from samlad.validation.messages import headline
from samlad.validation.result_template import TEMPLATE

ENVIRONMENT = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
LIMIT = 400
"""Groups of findings that are written out per committee and severity; the rest is a number."""


def render_result_page(
    record: GateRecord,
    findings: Sequence[Finding],
    reference: Reference,
    year: int,
    period: str,
    synthetic: bool,
) -> str:
    """One self-contained HTML page: no script, no request, every text escaped, no received value.

    Args:
        record: the rules and how they fell out.
        findings: what to list, mostly `record.findings`.
        synthetic: whether the page is to say that the data is training data.
    """
    critical = [one for one in findings if one.severity == "critical"]
    warnings = [one for one in findings if one.severity == "warning"]
    information = [one for one in findings if one.severity == "info"]
    parts = [
        _part(
            "fel", "Fel som måste rättas", "Så länge de finns kvar görs ingen rapport.", critical, reference
        ),
        _part(
            "varningar", "Varningar", "De hindrar inte rapporten men redovisas i den.", warnings, reference
        ),
        _part("upplysningar", "Upplysningar", "De kräver ingen åtgärd.", information, reference),
    ]
    severities = {row["code"]: row["label"] for row in reference.codelists["severities"].rows}
    rules = rule_rows(record, reference)
    return ENVIRONMENT.from_string(TEMPLATE).render(
        title=f"Kontroll av inlämnade uppgifter, {period_words(reference, year, period)}",
        answer=_answer(critical),
        synthetic=reference.words["synthetic_mark"] if synthetic else "",
        words=reference.words,
        numbers=NUMBERS,
        totals=[len(critical), len(warnings), len(information)],
        committees=[[name, *counts] for name, counts in _counts_by_committee(findings, reference).items()],
        rules=[[row["id"], row["text"], severities[str(row["severity"])], row["count"]] for row in rules],
        parts=parts,
    )


def period_words(reference: Reference, year: int, period: str) -> str:
    """`verksamhetsberättelse 2024`."""
    return f"{reference.codelists['periods'].label(period).lower()} {year}"


def rule_rows(record: GateRecord, reference: Reference) -> list[dict[str, object]]:
    """One row per rule over all tables, gravest and most broken first: text, severity, count."""
    severities = reference.codelists["severities"].codes
    by_rule: dict[str, list[RuleResult]] = {}
    for result in record.results:
        if result.table and result.rule_id:
            by_rule.setdefault(result.rule_id, []).append(result)
    counts: dict[str, int] = {}
    for finding in record.findings:
        counts[finding.rule_id] = counts.get(finding.rule_id, 0) + 1
    rows = [
        {"id": rule_id, "text": ones[0].text, "severity": ones[0].severity, "count": counts.get(rule_id, 0)}
        for rule_id, ones in by_rule.items()
        if any(one.severity != "info" or one.count for one in ones)
    ]
    return sorted(rows, key=lambda row: (severities.index(str(row["severity"])), -int(str(row["count"]))))


def _answer(critical: Sequence[Finding]) -> str:
    if critical:
        return headline(critical)
    return "Grinden är öppen: inga fel hindrar rapporten."


def _part(
    key: str, title: str, note: str, findings: Sequence[Finding], reference: Reference
) -> dict[str, object]:
    committees = by_committee(findings, reference)
    return {
        "key": key,
        "title": title,
        "note": note,
        "count": len(findings),
        "committees": [
            {"name": name, "rows": [_row(group) for group in found[:LIMIT]], "left": _left(found)}
            for name, found in committees.items()
        ],
    }


def _row(group: Group) -> list[str | int]:
    return [group.place or "Hela leveransen", group.message, group.remedy, group.count, group.rule_id]


def _left(found: Sequence[Group]) -> int:
    return sum(group.count for group in found[LIMIT:])


def _counts_by_committee(findings: Sequence[Finding], reference: Reference) -> Mapping[str, Sequence[int]]:
    """Per committee the number of critical findings, warnings and information, by name."""
    counts: dict[str, list[int]] = {}
    for name, found in by_committee(findings, reference).items():
        counts[name] = [
            sum(group.count for group in found if group.severity == severity)
            for severity in reference.codelists["severities"].codes
        ]
    return counts
