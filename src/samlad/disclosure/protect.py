"""The steps of disclosure control in their order: plan, primary, complementary, derived, words, text.

Where an attack on what would be let out still tells a row, more is hidden beside it and all is done again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from samlad.cells import SHOWN, SUPPRESSED, Cell, from_frame, to_frame
from samlad.disclosure.approved import Approved
from samlad.disclosure.complementary import PAIRED, GivenAwayError, Solved, complementary
from samlad.disclosure.derived import protect_attainment, protect_changes
from samlad.disclosure.editions import Edition
from samlad.disclosure.exceptions import exceptions_of
from samlad.disclosure.known import already_out, of_edition
from samlad.disclosure.method import Method, method_of
from samlad.disclosure.origins import protect_origins
from samlad.disclosure.own import planned_own, primary_own, protect_own
from samlad.disclosure.places import named
from samlad.disclosure.plan import planned
from samlad.disclosure.primary import primary
from samlad.disclosure.public import public_facts
from samlad.disclosure.published import Published, adds_up, of_cells, of_own
from samlad.disclosure.recording import disclosure_record
from samlad.disclosure.rounding import Rounding, printed, rounded_plans
from samlad.disclosure.rules import Rules
from samlad.disclosure.spoken import check_words, only_approved, only_approved_names
from samlad.disclosure.surveys import protect_surveys
from samlad.disclosure.told import wider
from samlad.disclosure.wording import cells_with_text, own_with_text, surveys_with_text
from samlad.frames import records
from samlad.ids import activity_id, delivery_id, own_id, survey_id, target_id
from samlad.params import ReportParams
from samlad.reference import Reference
from samlad.stages import Measured, Protected

__all__ = ["protect"]

Attack = Callable[[Protected], frozenset[str]]
"""Writes protected tables where nobody sees them, attacks them, and gives the ids of the rows it can tell."""

TOLD = (
    "Ett värde går inte att skydda: det kan räknas fram eller ringas in, och inget mer går att dölja bredvid "
    "det."
)


def protect(
    measured: Measured,
    reference: Reference,
    params: ReportParams,
    approved: Approved,
    *,
    key: bytes,
    editions: Sequence[Edition] = (),
    attack: Attack | None = None,
) -> Protected:
    """Hide what may not be shown, and say it in the reader's words.

    Args:
        measured: all measures; what the source hid stays hidden and is not ours.
        reference: the table plan (tables.csv) and the rules in force (disclosure.yaml).
        params: the report's parameters; their thresholds agree with the rules (checked at loading).
        approved: free texts that someone has marked as read.
        key: the year's secret key: it chooses between equally cheap ways to protect.
        editions: what has been let out before.
        attack: tries what would be let out; None where that is not asked for. What it can tell gets company
            until it can tell nothing.

    Returns:
        The frames of `Measured` with a number only where status is `shown`; `text` added to cells, changes,
        own_indicators and surveys. Protecting what is already protected changes nothing.

    Raises:
        DisclosureError: the rules, the method or an exception cannot be applied, the data contradict
            themselves, something cannot be protected, or an approved text tells a hidden number. What cannot
            be protected is named by indicator, period and area.
    """
    also, first = frozenset[str](), frozenset[str]()
    try:
        while True:
            result, solved = _protected(measured, reference, params, approved, key, editions, also)
            told = frozenset[str]() if attack is None else attack(result)
            if not told:
                return result
            first = first or told
            more = wider(solved, told, key)
            if not more:
                raise GivenAwayError(TOLD, sorted(first))
            also |= more
    except GivenAwayError as fault:
        raise fault.at(named(fault.rows, reference)) from None


def _protected(
    measured: Measured,
    reference: Reference,
    params: ReportParams,
    approved: Approved,
    key: bytes,
    editions: Sequence[Edition],
    also: frozenset[str],
) -> tuple[Protected, list[Solved]]:
    """All steps once; `also` are ids of rows to hide though nothing but an attack says so."""
    rules, method = Rules.of(reference), method_of(reference, params)
    programme = reference.programme
    everything = from_frame(measured.cells)
    cells = planned(everything, programme)
    # 1 primary: what is sensitive in itself.
    sensitive = primary(cells, rules, programme)
    exceptions = exceptions_of(reference, cells, sensitive)
    exempted = {one.cell_id for one in exceptions}
    hidden = {key: rule for key, rule in sensitive.items() if key not in exempted}
    small_own = primary_own(measured.own_indicators, rules)
    # 2 complementary: what would give a hidden row away, over all tables at once.
    rows = [
        *of_cells(cells, hidden, exempted, rules, reference),
        *of_own(planned_own(measured.own_indicators, rules), small_own, rules),
    ]
    rows = [replace(row, hidden=True) if row.hidden is None and row.row_id in also else row for row in rows]
    known = [of_edition(one, rules, reference) for one in editions]
    out = already_out(rows, known, method)
    hidden, small_own = (
        {name: rule for name, rule in one.items() if name not in out.all} for one in (hidden, small_own)
    )
    solved = complementary(rows, reference, rules.k, key, known, method)
    if method.rounds:
        small = (
            primary(cells, rules, programme, method),
            primary_own(measured.own_indicators, rules, method),
        )
        must = out.hidden.union(also, *small)
        solved = rounded_plans(solved, Rounding(method, must, out.exact | exempted), rules.k, key)
        stays = must | _ours(solved, rows)
        hidden = {name: rule for name, rule in hidden.items() if name in stays}
        small_own = {name: rule for name, rule in small_own.items() if name in stays}
    given_away = _ours(solved, rows)
    hidden = {**dict.fromkeys(given_away & {cell.cell_id for cell in cells}, PAIRED), **hidden}
    # 3 everything that is computed from a hidden row goes with it.
    rounded = _rounded(cells, rules, reference, method) - exempted
    shown = [
        printed(_emptied(cell, hidden), method) if cell.cell_id in rounded else _emptied(cell, hidden)
        for cell in cells
    ]
    by_id = {cell.cell_id: cell for cell in shown}
    own_hidden = {**dict.fromkeys(given_away - hidden.keys(), PAIRED), **small_own}
    own = protect_own(measured.own_indicators, own_hidden, rules, method)
    surveys = protect_surveys(measured.surveys, measured.comments, rules, approved, editions)
    names = (hidden.keys() | primary(everything, rules, programme).keys()) - exempted - out.all
    names |= {cell.cell_id for cell in cells if _blurred(cell, by_id[cell.cell_id])}
    secret = [cell for cell in everything if cell.cell_id in names]
    check_words(measured, secret, (*own.hidden, *surveys.hidden), approved)
    told = {*by_id, *map(own_id, records(own.frame)), *map(survey_id, records(surveys.frame))}
    told |= {*map(target_id, records(measured.targets)), *map(activity_id, records(measured.activities))}
    told |= {delivery_id(row) for one in (measured.deliveries, measured.plan_senders) for row in records(one)}
    # 4 the reader's text.
    result = Protected(
        cells=cells_with_text(to_frame(shown), reference),
        changes=protect_changes(measured.changes, by_id, reference),
        targets=measured.targets,
        attainment=protect_attainment(measured.attainment, by_id, reference),
        coverage=measured.coverage,
        origins=protect_origins(measured.origins, everything, told, reference, rules),
        due=measured.due,
        activities=only_approved(measured.activities, "comment", measured.comments, approved),
        activity_counts=measured.activity_counts,
        assessments=only_approved(measured.assessments, "reason", measured.comments, approved),
        own_indicators=only_approved(
            own_with_text(own.frame, reference), "name", measured.comments, approved
        ),
        own_activities=only_approved(
            only_approved(measured.own_activities, "comment", measured.comments, approved),
            "name",
            measured.comments,
            approved,
        ),
        surveys=surveys_with_text(surveys.frame, reference),
        plans=measured.plans,
        plan_senders=measured.plan_senders,
        plan_goals=measured.plan_goals,
        plan_own=only_approved_names(measured.plan_own, measured.comments, approved),
        comments=approved.of(measured.comments),
        deliveries=measured.deliveries,
        findings=measured.findings,
        record=replace(
            disclosure_record(shown, {**hidden, **own.rules, **surveys.rules}, solved, rules),
            origins=measured.origins,
            public=public_facts(
                reference,
                rules,
                method,
                shown,
                [*own.frame["status"], *surveys.frame["status"]],
                exceptions,
                () if method.rounds else [one.plan.gap / 100 for one in solved],
            ),
        ),
    )
    return result, solved


def _ours(solved: Sequence[Solved], rows: Sequence[Published]) -> set[str]:
    """The ids of today's rows that we know and hide; what the source hid, or an older edition, isn't ours."""
    known = {row.row_id for row in rows if row.known}
    return {name for one in solved for name in one.hidden} & known


def _rounded(cells: Sequence[Cell], rules: Rules, reference: Reference, method: Method) -> set[str]:
    """The ids of the rows whose counts are printed as the method prints them: protected, and counts."""
    indicators = reference.programme.indicators
    kinds = {
        one.indicator_id
        for one in indicators.values()
        if rules.of_indicator(one) is not None and adds_up(one)
    }
    return {cell.cell_id for cell in cells if method.rounds and cell.indicator_id in kinds}


def _blurred(cell: Cell, as_printed: Cell) -> bool:
    """Whether a row is shown with other counts than its own."""
    counts = (cell.numerator, cell.denominator)
    return as_printed.status == SHOWN and counts != (as_printed.numerator, as_printed.denominator)


def _emptied(cell: Cell, hidden: dict[str, str]) -> Cell:
    """Numerator, denominator and value are shown together or hidden together (ARCHITECTURE §5)."""
    if cell.cell_id in hidden:
        return replace(cell, numerator=None, denominator=None, value=None, status=SUPPRESSED)
    if cell.status != SHOWN:
        return replace(cell, numerator=None, denominator=None, value=None)
    return cell
