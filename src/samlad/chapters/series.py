"""Series for charts from released cells: a point without a number says why, and is never zero."""

from __future__ import annotations

from collections.abc import Sequence

from samlad.chapters.cells import ALL_AGES, CITY, TOTAL, Cell
from samlad.chapters.charts import Line, Point
from samlad.chapters.material import Material
from samlad.chapters.occasions import Occasion, comparable, occasions
from samlad.chapters.scope import Scope
from samlad.chapters.signs import bare
from samlad.chapters.wording import capital

ROLES = {"kvinnor": "kvinnor", "man": "man"}


def series(scope: Scope, indicator_id: str) -> tuple[Occasion, ...]:
    """The occasions that stand on one line: those of the run's own period."""
    return comparable(occasions(scope, indicator_id), scope.run.period)


def line(
    scope: Scope, indicator_id: str, area: str, slots: Sequence[Occasion], name: str, role: str,
    sex: str = TOTAL,
) -> Line:  # fmt: skip
    """One line over the slots."""
    points = [
        point(scope, number, scope.cells.get(indicator_id, area, slot.year, slot.period, sex))
        for number, slot in enumerate(slots)
    ]
    return Line(name, role, tuple(points))


def point(scope: Scope, slot: int, cell: Cell | None) -> Point:
    """A cell as a point. Where there is no cell, the value is missing from the series."""
    href = scope.origin(cell)
    if cell is not None and cell.shown:
        return Point(slot, cell.value, bare(cell.text), href=href)
    words, sign = status_words(scope.material, cell.status if cell is not None else "missing")
    return Point(slot, None, "", words, sign, href=href)


def status_words(material: Material, status: str) -> tuple[str, str]:
    """(words, sign) of a status in a chart, where `..` is written out."""
    row = material.code("statuses", status)
    sign = row.get("sign") or row["label"]
    return (sign if sign.isalpha() or " " in sign else row["label"]), sign


def city_lines(scope: Scope, indicator_id: str, slots: Sequence[Occasion]) -> tuple[Line, ...]:
    """The whole, and each sex that is published for it."""
    labels = {row["code"]: row["label"] for row in scope.material.codes("sex")}
    sexes = [sex for sex in ROLES if _has(scope, indicator_id, slots, sex)]
    name = capital(labels[TOTAL]) if sexes else scope.word("city_series")
    lines = [line(scope, indicator_id, CITY, slots, name, "text")]
    lines += [line(scope, indicator_id, CITY, slots, capital(labels[sex]), ROLES[sex], sex) for sex in sexes]
    return tuple(lines)


def _has(scope: Scope, indicator_id: str, slots: Sequence[Occasion], sex: str) -> bool:
    return any(
        scope.cells.get(indicator_id, CITY, slot.year, slot.period, sex, ALL_AGES) is not None
        for slot in slots
    )


def has_values(lines: Sequence[Line], least: int = 1) -> bool:
    """Whether some line has at least so many numbers."""
    return any(sum(point.value is not None for point in one.points) >= least for one in lines)
