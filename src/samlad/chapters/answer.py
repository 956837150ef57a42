"""The report's answer, sentence by sentence: how goals are assessed, what moved, which aims, who reported."""

from __future__ import annotations

from collections import Counter

from samlad import swedish
from samlad.chapters.activity_words import activities_reported, status_sentence
from samlad.chapters.assessments import NONE, assessed
from samlad.chapters.cells import CITY, Cell
from samlad.chapters.findings import moved
from samlad.chapters.occasions import latest
from samlad.chapters.reporting import all_due, reported_rows
from samlad.chapters.scope import Scope
from samlad.chapters.tally import tally, units_tally
from samlad.chapters.targets import city_target


def answer_words(scope: Scope) -> str:
    """The answer in one paragraph."""
    parts = [_moved(scope), _aims(scope), reported_sentence(scope)]
    # Where nobody has assessed anything, that is not what the reader came for.
    parts.insert(0 if assessed_goals(scope) else len(parts), _assessed(scope))
    return " ".join(part for part in parts if part)


def assessed_goals(scope: Scope) -> int:
    """How many goals the utredare has assessed."""
    return sum(assessed(scope, row["goal_id"]) != NONE for row in scope.programme.goals)


def aims_reached(scope: Scope) -> tuple[int, int]:
    """How many of the whole's aims are reached, of those that could be told."""
    aims = [city_target(scope, row["indicator_id"]) for row in scope.programme.indicators]
    told = [aim.outcome for aim in aims if aim is not None and aim.outcome in ("nar", "nar_inte")]
    return told.count("nar"), len(told)


def indicators_reported(scope: Scope) -> tuple[int, int]:
    """How many answers about indicators have come in, of those that were expected."""
    return reported_rows(scope, [row["indicator_id"] for row in scope.programme.indicators])


def reported_sentence(scope: Scope) -> str:
    """How many of those due have reported."""
    due = all_due(scope)
    done = [unit for unit in due if unit in scope.delivered]
    return scope.word("coverage_sentence", n=len(done), m=len(due)) if due else ""


def _assessed(scope: Scope) -> str:
    """`1 av programmets 7 mål uppfylls helt och 3 uppfylls delvis, enligt …. 2 mål är inte bedömda.`"""
    goals = scope.programme.goals
    if not assessed_goals(scope):
        return scope.word("goals_none_assessed", m=len(goals))
    counts = Counter(assessed(scope, row["goal_id"]) for row in goals)
    codes = [row for row in scope.material.codes("assessments") if counts[row["code"]]]
    (n, label), *others = [(counts[row["code"]], row["label"]) for row in codes if row["code"] != NONE]
    first = f"{n} av {scope.word('programme_noun_genitive')} {len(goals)} mål {label}"
    words = swedish.listing([first, *(f"{number} {label}" for number, label in others)])
    gone = counts[NONE]
    rest = f" {gone} mål är inte {'bedömt' if gone == 1 else 'bedömda'}." if gone else ""
    return f"{words}, {scope.word('goals_assessed_by')}.{rest}"


def _moved(scope: Scope) -> str:
    """How many indicators of the whole moved which way; better or worse only where a direction is set."""
    indicators = scope.programme.indicators
    if not indicators_reported(scope)[1]:
        return _activities(scope)
    many = f"{len(indicators)} {scope.things('indicator', len(indicators))}"
    cells = [latest(scope, row["indicator_id"], CITY) for row in indicators]
    if not any(cell is not None for cell in cells):
        known = sum(any(cell.shown for cell in _now(scope, row["indicator_id"])) for row in indicators)
        return units_tally(scope) or f"{known} av {many} har värden för {scope.run.year}."
    changes = [change for row in indicators if (change := moved(scope, row)) is not None]
    if changes:
        return tally(changes, scope.things("indicator", len(changes)), len(indicators))
    shown = sum(cell is not None and cell.shown for cell in cells)
    return f"{shown} av {many} har ett värde för {scope.word('city_in_text')} {scope.run.year}."


def _activities(scope: Scope) -> str:
    """What there is to tell of a period for which no indicator is due."""
    rows = scope.programme.activities
    nothing = f"Inga {scope.things('indicator')} mäts för perioden."
    parts = [activities_reported(scope, rows), status_sentence(scope, rows), nothing]
    return " ".join(part for part in parts if part)


def _now(scope: Scope, indicator_id: str) -> list[Cell]:
    now = (scope.run.year, scope.run.period)
    return [cell for cell in scope.cells.of(indicator_id) if (cell.year, cell.period) == now]


def _aims(scope: Scope) -> str:
    reached, told = aims_reached(scope)
    return f"{reached} av {told} årsmål för {scope.word('city_in_text')} nås." if told else ""
