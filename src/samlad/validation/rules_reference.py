"""Writes docs/reference/regler.md from the suites: what each rule demands, why, and where it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samlad.validation.places import fill
from samlad.validation.suites import FIELDS, SEVERITIES, Rule, Suite, rules_of

HEADINGS = {
    "critical": "Fel: stänger grinden",
    "warning": "Varningar: redovisas men hindrar inte rapporten",
    "info": "Upplysningar: kräver ingen åtgärd",
}
GENERAL = ("uppgiften", "avsändaren", "uppgiften", "perioden", "", "", "tabellen")
"""What a remedy names where there is no row to name, in the order of `FIELDS`."""
INTRODUCTION = """# Grindens regler

Sidan görs ur regelfilerna i `expectations/` och ändras där. Värdemängder och gränser (vilka id, koder och
perioder som finns) står inte i regelfilerna utan hämtas ur katalogen. En regel kan prövas i flera tabeller
och kolumner. Filer som inte går att läsa har egna regler, som börjar med `intake-`.
"""


def rules_markdown(suites: Mapping[str, Suite], words: Mapping[str, Any]) -> str:
    """The page, with rules by severity and then by id; `words` are those of words.yaml."""
    asked: dict[Rule, list[str]] = {}
    for suite in suites.values():
        for rule in rules_of(suite):
            asked.setdefault(rule, []).append(suite.title)
    parts = [INTRODUCTION]
    for severity in SEVERITIES:
        rules = sorted((rule for rule in asked if rule.severity == severity), key=lambda rule: rule.rule_id)
        lines = [_line(rule, asked[rule], words) for rule in rules]
        head = ["| Regel | Vad den kräver | Varför | Gör så här | Prövas i |", "|---|---|---|---|---|"]
        parts.append("\n".join([f"## {HEADINGS[severity]}", "", *head, *lines, ""]))
    return "\n".join(parts)


def _line(rule: Rule, titles: list[str], words: Mapping[str, Any]) -> str:
    general = {**words, **dict(zip(FIELDS, GENERAL, strict=True))}
    cells = [f"`{rule.rule_id}`", fill(rule.text, words), rule.reason, fill(rule.remedy, general)]
    return f"| {' | '.join([*cells, ', '.join(titles)])} |"
