"""Intake's rules, each written once: what it says, how grave it is, and how to mend what breaks it."""

from __future__ import annotations

from dataclasses import dataclass

UNREADABLE = "intake-unreadable"
"""How the ids of rules begin that mean: nothing of this file was read (exit 11 when alone)."""


@dataclass(frozen=True)
class IntakeRule:
    """A rule of reading. `message` and `remedy` may name our own words in braces, never received text."""

    rule_id: str
    severity: str
    message: str
    remedy: str


_RULES = (
    IntakeRule(f"{UNREADABLE}-file", "critical", "{message}", "{remedy}"),
    IntakeRule(
        f"{UNREADABLE}-table",
        "critical",
        "Filen har ingen tabell som känns igen på blad eller rubriker.",
        "Använd formulärets blad och rubriker; de står i docs/reference/formular.md.",
    ),
    IntakeRule(
        "intake-empty-sheet",
        "critical",
        "Bladet är tomt: inte ens rubrikraden finns kvar.",
        "Fyll i bladet i formuläret på nytt, eller ta bort bladet om det inte ska lämnas.",
    ),
    IntakeRule(
        "intake-unknown-sheet",
        "warning",
        "Bladet hör inte till formuläret och har inte lästs.",
        "Flytta uppgifterna till formulärets blad, eller ta bort bladet.",
    ),
    IntakeRule(
        "intake-missing-sheet",
        "warning",
        "Bladet «{sheet}» saknas.",
        "Utgå från formuläret, där bladet finns, och skicka filen igen.",
    ),
    IntakeRule(
        "intake-missing-heading",
        "critical",
        "Rubriken «{heading}» saknas, så tabellen kan inte läsas.",
        "Skriv rubriken som i formuläret.",
    ),
    IntakeRule(
        "intake-missing-column",
        "warning",
        "Kolumnen «{heading}» saknas och räknas som tom.",
        "Ta med kolumnen även när den är tom, med rubriken som i formuläret.",
    ),
    IntakeRule(
        "intake-heading-twice",
        "critical",
        "Rubriken «{heading}» står två gånger, så det går inte att veta vilken som gäller.",
        "Behåll en av kolumnerna.",
    ),
    IntakeRule(
        "intake-unknown-heading",
        "warning",
        "Kolumnens rubrik känns inte igen; kolumnen har inte lästs.",
        "Skriv rubriken som i formuläret, eller ta bort kolumnen.",
    ),
    IntakeRule(
        "intake-row-length",
        "critical",
        "Raden har inte lika många celler som rubrikraden, så värden kan ha hamnat i fel kolumn.",
        "Kontrollera antalet skiljetecken på raden, och att filen inte är avhuggen.",
    ),
    IntakeRule(
        "intake-outside-table",
        "warning",
        "Något är skrivet utanför tabellens kolumner och har inte lästs.",
        "Flytta texten till kolumnen för kommentar, eller ta bort den.",
    ),
    IntakeRule(
        "intake-no-rows",
        "warning",
        "Tabellen har rubriker men inga rader.",
        "Fyll i raderna, eller utelämna filen om det inte finns något att lämna.",
    ),
    IntakeRule(
        "intake-no-committee",
        "critical",
        "Det framgår inte vem som har lämnat uppgifterna: «{heading}» är inte ifylld.",
        "Fyll i «{heading}» på bladet «{sheet}».",
    ),
    IntakeRule(
        "intake-stamp-committee",
        "critical",
        "Formuläret är utskickat till någon annan än den som står på Om rapporten.",
        "Fyll i det formulär som är utskickat till er; flytta inte uppgifter mellan formulär.",
    ),
    IntakeRule(
        "intake-stamp-period",
        "critical",
        "Formuläret är utskickat för en annan period än mappen det ligger i.",
        "Lägg filen i rätt periods mapp, eller fyll i formuläret för den här perioden.",
    ),
    IntakeRule(
        "intake-stamp-catalogue",
        "warning",
        "Formuläret är utskickat för en annan utgåva av programmet.",
        "Kontrollera att frågorna är desamma, eller skicka ut ett nytt formulär.",
    ),
    IntakeRule(
        "intake-stamp-broken",
        "warning",
        "Formulärets stämpel går inte att läsa, så det går inte att kontrollera vem det skickades till.",
        "Utgå från det utskickade formuläret och ändra inte i de dolda bladen.",
    ),
    IntakeRule(
        "intake-ils-replaced",
        "info",
        "Formuläret är ifyllt ur ILS och gäller i stället för avsändarens rader i ILS-filen.",
        "Inget behöver göras.",
    ),
    IntakeRule(
        "intake-surveys-kept",
        "info",
        "Bladet har tagits emot. Enkäter redovisas ännu inte i rapporten.",
        "Läs bladet i den mottagna filen.",
    ),
    IntakeRule(
        "intake-unknown-field",
        "warning",
        "Raden hör inte till uppgifterna om rapporten och har inte använts.",
        "Använd formulärets fält, eller ta bort raden.",
    ),
    IntakeRule(
        "intake-field-twice",
        "warning",
        "Fältet «{heading}» står flera gånger; den första uppgiften gäller.",
        "Behåll en av raderna.",
    ),
    IntakeRule(
        "intake-text-error",
        "warning",
        "Cellen innehåller ett fel eller en formel som inte är uträknad, och räknas som tom.",
        "Skriv texten i cellen i stället för formeln.",
    ),
    IntakeRule(
        "intake-unknown-matt",
        "warning",
        "Måttet finns inte bland programmets mått och har inte lästs.",
        "Kontrollera måttets namn bokstav för bokstav mot data/programme/<utgåva>/ils_matt.csv.",
    ),
    IntakeRule(
        "intake-matt-twice",
        "critical",
        "Samma mått står två gånger för samma organisation och period.",
        "Behåll den rad som gäller.",
    ),
)

RULES = {rule.rule_id: rule for rule in _RULES}
"""All rules of intake by id; docs/reference lists them."""
