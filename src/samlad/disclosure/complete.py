"""Values for what we don't know ourselves, that agree with everything we do; and the fault where none do."""

from __future__ import annotations

from collections.abc import Sequence, Set

import numpy as np

from samlad.disclosure.solver import OPTIMAL, Model
from samlad.disclosure.system import NO_ROW, Count, Equation
from samlad.errors import DisclosureError

MANY = 1e6


def completed(
    name: str, counts: Sequence[Count], equations: Sequence[Equation], unknown: Set[int]
) -> list[int]:
    """The value of every count; what is unknown (hidden by its source, or long ago) gets one that fits.

    Sums that need not hold are made to hold as far as they can: so a reader would guess.

    Raises:
        DisclosureError: the data break a relation; says where, and no number.
    """
    values = [count.value for count in counts]
    if unknown:
        least = [max(0, count.low) for count in counts]
        found = _fitted(counts, equations, unknown, least) or _fitted(
            counts, equations, unknown, [count.low for count in counts]
        )
        if found is None:
            raise _fault([f"{name}: det som är känt går inte ihop med det som källan har dolt"])
        values = found
    broken = [one.place for one in equations if sum(a * values[index] for index, a in one.terms) != 0] + [
        count.name for count, value in zip(counts, values, strict=True) if value < min(0, count.low)
    ]
    if broken:
        raise _fault([place.split("|")[0] for place in dict.fromkeys(broken)])
    return values


def _fitted(
    counts: Sequence[Count], equations: Sequence[Equation], unknown: Set[int], least: Sequence[int]
) -> list[int] | None:
    """Values with as little left over in sums as can be; None where there are none from the least up."""
    lower = np.array([float(least[i] if i in unknown else count.value) for i, count in enumerate(counts)])
    ends = [count.within or (0, MANY) for count in counts]
    lower = np.array([max(low, ends[i][0]) if i in unknown else low for i, low in enumerate(lower)])
    upper = np.array([ends[i][1] if i in unknown else low for i, low in enumerate(lower)])
    rows = [tuple((index, float(a)) for index, a in one.terms) for one in equations]
    model = Model(lower, upper, rows, integers=np.arange(len(counts), dtype=np.int32))
    rests = [
        count.row == NO_ROW and not count.watched and low >= 0
        for count, low in zip(counts, least, strict=True)
    ]
    model.costs(np.array(rests, dtype=np.float64))
    answer = model.solve()
    return [int(value) for value in np.rint(answer.values)] if answer.state == OPTIMAL else None


def _fault(places: Sequence[str]) -> DisclosureError:
    return DisclosureError(
        "Uppgifterna motsäger sig själva: det finns inga tal som stämmer med alla summor.",
        details=places,
        remedy="rätta uppgiften hos den som lämnade den, eller i corrections. Ingenting har publicerats.",
    )
