"""A ready text to send to a committee: plain text, what is missing, what to mend, and by when."""

from __future__ import annotations

from datetime import date

from samlad.swedish import day, listing
from samlad.validation.feedback_facts import Facts

NAMED = 8
"""So many missing items are named; of more, the page has the list."""
AGAIN = "Rätta i er egen fil, spara den med ett nummer sist i namnet (_r2, sedan _r3) och skicka den igen."


def reminder(facts: Facts, when: str, cutoff: date) -> str:
    """The text, or "" where nothing needs to be said.

    Args:
        when: the period in words, as `verksamhetsberättelse 2024`.
        cutoff: the last day for deliveries.
    """
    said = _said(facts)
    if not said:
        return ""
    lines = [
        f"Hej! Det gäller uppgifterna från {facts.name} för {when}.",
        *said,
        f"Sista dag för uppgifterna är {day(cutoff)}.",
    ]
    return "\n".join(lines)


def _said(facts: Facts) -> list[str]:
    if facts.left_out:
        return ["Det ni har lämnat har inte kunnat godkännas och räknas inte.", _errors(facts), AGAIN]
    if not facts.files and not facts.due:
        return [
            "Ni har inga egna indikatorer eller aktiviteter, men ansvar enligt programmets löpande text.",
            "Vi har inte fått det korta formuläret än. Hör av er om något hindrar er från att skicka det.",
        ]
    if not facts.files:
        return [
            f"Vi har inte fått några uppgifter än. {facts.due} väntas från er.",
            "Hör av er om något hindrar er från att skicka dem.",
        ]
    if facts.errors:
        return [_errors(facts), *_missing(facts), AGAIN]
    if facts.missing or facts.unconfirmed:
        thanks = ["Tack för uppgifterna."]
        return [*thanks, *_missing(facts), *_unconfirmed(facts)]
    return []


def _errors(facts: Facts) -> str:
    if not facts.errors:
        return "Vad som är fel står på sidan och i arbetsboken som följer med."
    return (
        f"{facts.errors} fel måste rättas innan rapporten kan göras. De står, cell för cell, på sidan och i "
        "arbetsboken som följer med."
    )


def _missing(facts: Facts) -> list[str]:
    if not facts.missing:
        return []
    named = (
        f": {listing(facts.missing)}" if len(facts.missing) <= NAMED else "; de står på sidan som följer med"
    )
    return [f"{len(facts.missing)} av {facts.due} uppgifter saknar svar{named}."]


def _unconfirmed(facts: Facts) -> list[str]:
    names = [one.item_id for one in facts.unconfirmed]
    if not names:
        return []
    return [
        f"Stora förändringar sedan förra året att bekräfta: {listing(names)}. Skriv varför i kommentaren på "
        "raden."
    ]
