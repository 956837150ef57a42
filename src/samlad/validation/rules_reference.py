"""Writes docs/reference/regler.md: every rule there is, what it demands, why, and where it is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from samlad.rules import INTAKE, SEVERITIES, Rule, Rules
from samlad.validation.places import fill
from samlad.validation.suites import FIELDS, Suite, rules_of

HEADINGS = {
    "critical": "Fel: stänger grinden",
    "warning": "Varningar: redovisas men hindrar inte rapporten",
    "info": "Upplysningar: kräver ingen åtgärd",
}
GENERAL = ("uppgiften", "avsändaren", "uppgiften", "perioden", "", "", "tabellen", "de räknas upp")
"""What a remedy names where there is no row to name, in the order of `FIELDS`."""
GENERAL_OWN = {
    "heading": "rubriken",
    "sheet": "bladet",
    "comment": "för kommentar",
    "remedy": "Se orsakerna nedan.",
}
"""The same for the rules that the program itself asks."""
WHILE_READING, BY_THE_PROGRAM = "läsningen av filen", "programmet"
INTRODUCTION = """# Grindens regler

Sidan görs ur `expectations/` med `./inv docs` och ändras där. Varje regel står en gång: regelfilerna
(`*.json`) har dem som prövas i tabellerna, `rules.yaml` dem som programmet prövar när filen läses, mot förra
året, mot rättelserna och när en arbetsbok skickas tillbaka. Varje meddelande säger vilken regel det gäller.
Värdemängder och gränser (vilka id, koder och perioder som finns) hämtas ur katalogen, och gränserna för en
stor förändring ur `data/kontroll.yaml`. En regel kan prövas i flera tabeller och kolumner. En regel vars id
börjar med `intake-` prövas när filen läses.
"""
REFUSALS = """## Varför en fil inte läses

En fil som inte läses bryter mot regeln `intake-unreadable-file`. Orsakerna:

| Orsak | Gör så här |
|---|---|"""


def rules_markdown(
    suites: Mapping[str, Suite], rules: Rules, refusals: Sequence[tuple[str, str]], words: Mapping[str, Any]
) -> str:
    """The page, with rules by severity and then by id.

    Args:
        rules: those that the program itself asks.
        refusals: the cause and remedy of each reason not to read a file.
        words: those of words.yaml.
    """
    asked: dict[Rule, list[str]] = {
        rule: [WHILE_READING if rule.rule_id.startswith(INTAKE) else BY_THE_PROGRAM]
        for rule in rules.values()
    }
    for suite in suites.values():
        for rule in rules_of(suite):
            asked.setdefault(rule, []).append(suite.title)
    parts = [INTRODUCTION]
    for severity in SEVERITIES:
        chosen = sorted((rule for rule in asked if rule.severity == severity), key=lambda rule: rule.rule_id)
        lines = [_line(rule, asked[rule], words) for rule in chosen]
        head = ["| Regel | Vad den kräver | Varför | Gör så här | Prövas i |", "|---|---|---|---|---|"]
        parts.append("\n".join([f"## {HEADINGS[severity]}", "", *head, *lines, ""]))
    causes = [f"| {message} | {remedy} |" for message, remedy in refusals]
    return "\n".join([*parts, REFUSALS, *causes, ""])


def _line(rule: Rule, titles: list[str], words: Mapping[str, Any]) -> str:
    general = {**words, **dict(zip(FIELDS, GENERAL, strict=True))}
    if titles in ([WHILE_READING], [BY_THE_PROGRAM]):
        general |= GENERAL_OWN
    cells = [f"`{rule.rule_id}`", fill(rule.text, words), rule.reason, fill(rule.remedy, general)]
    return f"| {' | '.join([*cells, ', '.join(titles)])} |"
