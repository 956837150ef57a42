"""All about one indicator on its goal's page: finding, figures, tables, definition."""

from __future__ import annotations

from samlad import swedish
from samlad.chapters.anchors import indicator_anchor
from samlad.chapters.caution import period_note
from samlad.chapters.cells import CITY
from samlad.chapters.definitions import definition
from samlad.chapters.findings import finding, target_sentence
from samlad.chapters.indicator_figures import city_figure, unit_figure
from samlad.chapters.indicator_tables import city_table
from samlad.chapters.material import Row
from samlad.chapters.occasions import latest
from samlad.chapters.reporting import reported_units
from samlad.chapters.scope import Scope
from samlad.chapters.shown import Heading, Section, Sentence, sentence
from samlad.chapters.unit_tables import unit_table


def indicator_section(scope: Scope, indicator: Row) -> Section:
    """An indicator's heading with all that is published of it."""
    indicator_id = indicator["indicator_id"]
    units = unit_table(scope, indicator)
    under = (
        Heading(scope.word("heading_by_unit"), 4, f"{indicator_anchor(indicator_id)}-nar") if units else None
    )
    whole, each = city_figure(scope, indicator), unit_figure(scope, indicator)
    by_unit = each is not None and latest(scope, indicator_id, CITY) is None
    found = [
        said(scope, indicator, titled=whole is not None or by_unit),
        whole,
        city_table(scope, indicator),
        under,
        each,
        units,
        definition(scope, indicator),
    ]
    heading = Heading(f"{indicator_id} {indicator['short_text']}", 3, indicator_anchor(indicator_id))
    return Section(heading, tuple(part for part in found if part is not None))


def said(scope: Scope, indicator: Row, *, titled: bool) -> Sentence | None:
    """The finding, where no figure has it as its title; the aim; and the coverage."""
    found = "" if titled else finding(scope, indicator)
    texts = [f"{found}." if found else "", target_sentence(scope, indicator), coverage(scope, indicator)]
    return sentence(" ".join(text for text in texts if text), period_note(scope, indicator))


def coverage(scope: Scope, indicator: Row) -> str:
    """How many of those due have answered, and who has not."""
    answered = reported_units(scope, [indicator["indicator_id"]])
    if not answered.m:
        return ""
    if answered.m == 1:
        name = scope.units.name(answered.due[0])
        return scope.word("coverage_one_sentence" if answered.n else "coverage_one_missing", unit=name)
    missing = [scope.units.short(area) for area in answered.missing]
    names = scope.word("missing_units_sentence", names=swedish.listing(missing)) if missing else ""
    words = scope.word(
        "coverage_unit_sentence", n=answered.n, m=answered.m, who=answered.who.counted(answered.m)
    )
    return f"{words} {names}".strip()
