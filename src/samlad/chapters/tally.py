"""How many indicators moved which way, for the whole or for most units: a sentence or two, counts first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from samlad import swedish
from samlad.chapters.findings import FEW_CASES, moved
from samlad.chapters.material import Row
from samlad.chapters.occasions import current_areas
from samlad.chapters.scope import Scope
from samlad.chapters.wording import Movement, capital


def tally(changes: Sequence[Movement], things: str, of: int) -> str:
    """How many of the indicators that can be compared are better and worse, or more and less.

    Args:
        changes: the movements of the whole; at least one.
        things: the word for so many indicators.
        of: how many indicators there are.
    """
    since = {change.change.since for change in changes}
    when = f"sedan {since.pop()}" if len(since) == 1 else "sedan året före"
    of_all = f"av {len(changes)} {things}{'' if len(changes) == of else ' som kan jämföras'}"
    verdicts = Counter(change.verdict for change in changes)
    better, worse = verdicts["bättre"], verdicts["sämre"]
    if better or worse:
        first = _both(better, f"{of_all} visar en förbättring {when}", worse, "en försämring",
                      f"{of_all} visar en försämring {when}")  # fmt: skip
        return " ".join([first, *_unjudged(changes)])
    up = sum(change.rounded > 0 for change in changes)
    down = sum(change.rounded < 0 for change in changes)
    return _both(up, f"{of_all} har ökat {when}", down, "har minskat", f"{of_all} har minskat {when}")


def _both(one: int, words: str, other: int, more: str, alone: str) -> str:
    """Two counts in a sentence; one of none is not spoken of when the other is some."""
    if other and not one:
        return f"{other} {alone}."
    return f"{one} {words} och {other} {more}." if other else f"{one} {words}."


def units_tally(scope: Scope) -> str:
    """Where the whole has no values: how many indicators moved which way for most units; "" when none did."""
    told = {row["indicator_id"]: _unit_changes(scope, row) for row in scope.programme.indicators}
    found = {indicator_id: changes for indicator_id, changes in told.items() if changes}
    since = {change.change.since for changes in found.values() for change in changes}
    if len(since) != 1:
        return ""
    areas = {area for indicator_id in found for area in current_areas(scope, indicator_id)}
    who = scope.units.who(map(scope.units.kind, areas)).plural
    up = sum(2 * sum(change.rounded > 0 for change in changes) > len(changes) for changes in found.values())
    down = sum(2 * sum(change.rounded < 0 for change in changes) > len(changes) for changes in found.values())
    things = scope.things("indicator", len(found))
    most, when = f"för de flesta {who}", f"sedan {since.pop()}"
    rising, falling = (f"av {len(found)} {things} har {word} {most} {when}" for word in ("ökat", "minskat"))
    return _both(up, rising, down, "har minskat för de flesta", falling)


def _unit_changes(scope: Scope, indicator: Row) -> list[Movement]:
    areas = current_areas(scope, indicator["indicator_id"])
    return [change for area in areas if (change := moved(scope, indicator, area)) is not None]


def _unjudged(changes: Sequence[Movement]) -> list[str]:
    """Those of which no word says better or worse: nothing moved, too few cases, or no direction is set."""
    told = [change for change in changes if change.rounded and not change.verdict]
    still = sum(not change.rounded for change in changes)
    few = sum(change.direction == FEW_CASES for change in told)
    words = [f"{still} är oförändra{'d' if still == 1 else 'de'}"] if still else []
    words += [f"för {few} är underlaget för litet för att avgöra det"] if few else []
    if undecided := len(told) - few:
        words.append(f"för {undecided} är det inte bestämt vad som är bättre")
    return [f"{capital(swedish.listing(words))}."] if words else []
