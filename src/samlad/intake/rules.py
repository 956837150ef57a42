"""Intake's rules, each written once: what it says, how grave it is, and how to mend what breaks it."""

from __future__ import annotations

from dataclasses import dataclass

UNREADABLE = "intake-unreadable"
"""How the ids of rules begin that mean: nothing of this file was read (exit 11 when alone)."""


@dataclass(frozen=True)
class IntakeRule:
    """A rule of reading: `text` is what it demands, without a place, as the report prints it.

    `message` and `remedy` may name our own words in braces, never received text.
    """

    rule_id: str
    severity: str
    text: str
    message: str
    remedy: str


_RULES = (
    IntakeRule(f"{UNREADABLE}-file", "critical", "En fil ska gå att läsa.", "{message}", "{remedy}"),
    IntakeRule(
        f"{UNREADABLE}-table",
        "critical",
        "En fil ska ha en tabell som känns igen på blad eller rubriker.",
        "Filen har ingen tabell som känns igen på blad eller rubriker.",
        "Använd formulärets blad och rubriker; de står i docs/reference/formular.md.",
    ),
    IntakeRule(
        "intake-empty-sheet",
        "critical",
        "Ett blad ska ha sin rubrikrad kvar.",
        "Bladet är tomt: inte ens rubrikraden finns kvar.",
        "Fyll i bladet i formuläret på nytt, eller ta bort bladet om det inte ska lämnas.",
    ),
    IntakeRule(
        "intake-unknown-sheet",
        "warning",
        "En arbetsbok ska bara ha formulärets blad.",
        "Bladet hör inte till formuläret och har inte lästs.",
        "Flytta uppgifterna till formulärets blad, eller ta bort bladet.",
    ),
    IntakeRule(
        "intake-missing-sheet",
        "warning",
        "Formulärets blad ska finnas.",
        "Bladet «{sheet}» saknas.",
        "Utgå från formuläret, där bladet finns, och skicka filen igen.",
    ),
    IntakeRule(
        "intake-missing-heading",
        "critical",
        "De rubriker som behövs för att läsa tabellen ska finnas.",
        "Rubriken «{heading}» saknas, så tabellen kan inte läsas.",
        "Skriv rubriken som i formuläret.",
    ),
    IntakeRule(
        "intake-missing-column",
        "warning",
        "Formulärets alla kolumner ska finnas.",
        "Kolumnen «{heading}» saknas och räknas som tom.",
        "Ta med kolumnen även när den är tom, med rubriken som i formuläret.",
    ),
    IntakeRule(
        "intake-heading-twice",
        "critical",
        "En rubrik ska bara stå en gång.",
        "Rubriken «{heading}» står två gånger, så det går inte att veta vilken som gäller.",
        "Behåll en av kolumnerna.",
    ),
    IntakeRule(
        "intake-heading-renamed",
        "warning",
        "En kolumn ska ha kvar formulärets rubrik.",
        "Kolumnens rubrik är ändrad; kolumnen har lästs som «{heading}», efter formulärets dolda id.",
        "Kontrollera att kolumnen innehåller det som frågas, och skriv rubriken som i formuläret.",
    ),
    IntakeRule(
        "intake-heading-contradicts",
        "critical",
        "En kolumns rubrik och formulärets dolda id ska säga samma sak.",
        "Rubriken säger något annat än formulärets dolda id («{heading}»), så det går inte att veta vad "
        "kolumnen innehåller.",
        "För över värdena till ett nytt formulär, under de rubriker som de hör till.",
    ),
    IntakeRule(
        "intake-sheet-renamed",
        "warning",
        "Ett blad ska ha kvar formulärets namn.",
        "Bladets namn är ändrat; det har lästs som «{heading}», efter formulärets dolda id.",
        "Kontrollera att bladet innehåller det som frågas, och ge det formulärets namn.",
    ),
    IntakeRule(
        "intake-unknown-heading",
        "warning",
        "En kolumn ska ha formulärets rubrik.",
        "Kolumnens rubrik känns inte igen; kolumnen har inte lästs.",
        "Skriv rubriken som i formuläret, eller ta bort kolumnen.",
    ),
    IntakeRule(
        "intake-row-length",
        "critical",
        "En rad ska ha lika många celler som rubrikraden.",
        "Raden har inte lika många celler som rubrikraden, så värden kan ha hamnat i fel kolumn.",
        "Kontrollera antalet skiljetecken på raden, och att filen inte är avhuggen.",
    ),
    IntakeRule(
        "intake-outside-table",
        "warning",
        "Inget ska stå utanför tabellens kolumner.",
        "Något är skrivet utanför tabellens kolumner och har inte lästs.",
        "Flytta texten till kolumnen för kommentar, eller ta bort den.",
    ),
    IntakeRule(
        "intake-no-rows",
        "warning",
        "En tabell ska ha minst en rad.",
        "Tabellen har rubriker men inga rader.",
        "Fyll i raderna, eller utelämna filen om det inte finns något att lämna.",
    ),
    IntakeRule(
        "intake-no-committee",
        "critical",
        "Det ska framgå vem som har lämnat uppgifterna.",
        "Det framgår inte vem som har lämnat uppgifterna: «{heading}» är inte ifylld.",
        "Fyll i «{heading}» på bladet «{sheet}».",
    ),
    IntakeRule(
        "intake-stamp-committee",
        "critical",
        "Ett formulär ska användas av den som det är utskickat till.",
        "Formuläret är utskickat till någon annan än den som står på Om rapporten.",
        "Fyll i det formulär som är utskickat till er; flytta inte uppgifter mellan formulär.",
    ),
    IntakeRule(
        "intake-stamp-period",
        "critical",
        "Ett formulär ska användas för den period som det är utskickat för.",
        "Formuläret är utskickat för en annan period än mappen det ligger i.",
        "Lägg filen i rätt periods mapp, eller fyll i formuläret för den här perioden.",
    ),
    IntakeRule(
        "intake-stamp-catalogue",
        "warning",
        "Ett formulär ska höra till samma utgåva av programmet som rapporten.",
        "Formuläret är utskickat för en annan utgåva av programmet.",
        "Kontrollera att frågorna är desamma, eller skicka ut ett nytt formulär.",
    ),
    IntakeRule(
        "intake-stamp-broken",
        "warning",
        "Formulärets stämpel ska gå att läsa.",
        "Formulärets stämpel går inte att läsa, så det går inte att kontrollera vem det skickades till.",
        "Utgå från det utskickade formuläret och ändra inte i de dolda bladen.",
    ),
    IntakeRule(
        "intake-ils-replaced",
        "info",
        "Ett formulär som är ifyllt ur ILS gäller i stället för raderna i ILS-filen.",
        "Formuläret är ifyllt ur ILS och gäller i stället för avsändarens rader i ILS-filen.",
        "Inget behöver göras.",
    ),
    IntakeRule(
        "intake-surveys-kept",
        "info",
        "Enkäter tas emot men redovisas ännu inte i rapporten.",
        "Bladet har tagits emot. Enkäter redovisas ännu inte i rapporten.",
        "Läs bladet i den mottagna filen.",
    ),
    IntakeRule(
        "intake-unknown-field",
        "warning",
        "Uppgifterna om rapporten ska stå i formulärets fält.",
        "Raden hör inte till uppgifterna om rapporten och har inte använts.",
        "Använd formulärets fält, eller ta bort raden.",
    ),
    IntakeRule(
        "intake-field-twice",
        "warning",
        "Ett fält ska bara stå en gång.",
        "Fältet «{heading}» står flera gånger; den första uppgiften gäller.",
        "Behåll en av raderna.",
    ),
    IntakeRule(
        "intake-text-error",
        "warning",
        "En cell med text ska inte ha ett fel eller en formel som inte är uträknad.",
        "Cellen innehåller ett fel eller en formel som inte är uträknad, och räknas som tom.",
        "Skriv texten i cellen i stället för formeln.",
    ),
    IntakeRule(
        "intake-unknown-matt",
        "warning",
        "Ett mått ska finnas bland programmets mått.",
        "Måttet finns inte bland programmets mått och har inte lästs.",
        "Kontrollera måttets namn bokstav för bokstav mot data/programme/<utgåva>/ils_matt.csv.",
    ),
    IntakeRule(
        "intake-matt-twice",
        "critical",
        "Ett mått ska bara stå en gång för samma organisation och period.",
        "Samma mått står två gånger för samma organisation och period.",
        "Behåll den rad som gäller.",
    ),
)

RULES = {rule.rule_id: rule for rule in _RULES}
"""All rules of intake by id; docs/reference lists them."""
