"""An indicator's definition, each part marked where it is a working definition (beslut 15)."""

from __future__ import annotations

from samlad.chapters.markup import joined, tag
from samlad.chapters.material import Row
from samlad.chapters.scope import Scope
from samlad.chapters.shown import Passage
from samlad.chapters.wording import capital

ASSUMED = "antagande"
DIRECTIONS = {"hogre": "Ett högre värde är bättre.", "lagre": "Ett lägre värde är bättre."}


def definition(scope: Scope, indicator: Row) -> Passage:
    """The parts of an indicator's definition, as a list of term and text."""
    entries = [
        joined([tag("dt", term), tag("dd", marked(scope, text, ursprung))])
        for term, text, ursprung in parts(scope, indicator)
        if text
    ]
    return Passage(tag("dl", *entries, class_="definition"), f"Definition: {indicator['indicator_id']}")


def parts(scope: Scope, indicator: Row) -> tuple[tuple[str, str, str], ...]:
    """(term, text, ursprung) of what makes up a definition."""
    get = indicator.get
    direction = DIRECTIONS.get(indicator["direction"], scope.word("direction_undecided"))
    return (
        (capital(scope.things("indicator", 1)), indicator["text"], ""),
        ("Enhet", indicator["unit"], get("unit_ursprung", "")),
        (_counted(indicator), indicator["numerator_text"], get("numerator_ursprung", "")),
        ("Nämnare", indicator["denominator_text"], get("denominator_ursprung", "")),
        ("Mättillfälle", _periods(scope, indicator), get("periods_ursprung", "")),
        ("Riktning", direction, get("direction_ursprung", "")),
        ("Uppdelning", _split(indicator), get("split_ursprung", "")),
    )


def marked(scope: Scope, text: str, ursprung: str) -> str:
    """The text, with the words for a working definition where it is one."""
    return f"{text.rstrip('.')} ({scope.word('working_definition')})" if ursprung == ASSUMED else text


def assumed(scope: Scope, indicator: Row) -> tuple[str, ...]:
    """Terms of the parts that are working definitions."""
    return tuple(term for term, text, ursprung in parts(scope, indicator) if text and ursprung == ASSUMED)


def _counted(indicator: Row) -> str:
    return "Täljare" if indicator["denominator_text"] else "Det som räknas"


def _periods(scope: Scope, indicator: Row) -> str:
    codes = indicator["periods"].split()
    return ", ".join(scope.material.code("periods", code)["label"] for code in codes)


def _split(indicator: Row) -> str:
    by = [word for word, column in (("kön", "by_sex"), ("ålder", "by_age")) if indicator[column] == "ja"]
    return " och ".join(by)
