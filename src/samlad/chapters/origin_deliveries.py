"""What every unit has sent: how much of what was due, when it was decided, and in which files."""

from __future__ import annotations

from collections.abc import Iterator

from samlad import swedish
from samlad.chapters.markup import Markup, joined
from samlad.chapters.material import Row
from samlad.chapters.origin_blocks import Block
from samlad.chapters.origin_links import OTHER, delivery_units
from samlad.chapters.origin_rows import Origins
from samlad.chapters.plans import YES, plan_senders
from samlad.chapters.registry import named
from samlad.chapters.reporting import all_due
from samlad.chapters.scope import Scope
from samlad.chapters.shown import Passage, Section, section
from samlad.ids import delivery_id


@named("section", "ursprung_leveranser")
def deliveries(scope: Scope) -> Section | None:
    """Every delivery of the period, and every plan, with its files."""
    origins = Origins(scope.material, OTHER)
    blocks = [_delivery(scope, origins, unit) for unit in delivery_units(scope)]
    plans = {row["committee_id"]: row for row in plan_senders(scope)}
    blocks += [_plan(scope, origins, plans[unit]) for unit in scope.units.in_order(plans)]
    content = Passage(joined([block.html() for block in blocks], "\n"), "Leveranser") if blocks else None
    return section(scope.word("heading_origin_deliveries"), f"u-{OTHER}-leveranser", [content])


def delivery_rows(scope: Scope) -> Iterator[Row]:
    """The released origins of the deliveries that the page tells of."""
    now = [{"committee_id": unit, "year": scope.run.year, "period": scope.run.period}
           for unit in delivery_units(scope)]  # fmt: skip
    told = {delivery_id(row) for row in (*now, *plan_senders(scope))}
    yield from (row for row in scope.material.rows("origins") if row["cell_id"] in told)


def _delivery(scope: Scope, origins: Origins, unit: str) -> Block:
    row = {"committee_id": unit, "year": scope.run.year, "period": scope.run.period}
    due = all_due(scope).get(unit, [])
    gone = [one["item_id"] for one in due if one["reported"] != YES]
    sent = next((one for one in scope.now("deliveries") if one["committee_id"] == unit), None)
    lines = (
        scope.word("origin_delivery_came", names=_came(scope, due)) if due else "",
        scope.word("origin_delivery_gone", names=", ".join(gone)) if gone else "",
        _decided(scope, sent) if sent is not None else "",
        _files(scope, origins, delivery_id(row)),
    )
    return Block(delivery_id(row), f"{scope.units.short(unit)}, {_when(scope, scope.run.period)}", lines, 3)


def _came(scope: Scope, due: list[Row]) -> str:
    """`indikatorer 7 av 10 och aktiviteter 35 av 35`."""
    said = []
    for kind in ("indicator", "activity"):
        rows = [one["reported"] for one in due if one["item_kind"] == kind]
        said += [f"{scope.things(kind)} {rows.count(YES)} av {len(rows)}"] if rows else []
    return swedish.listing(said)


def _decided(scope: Scope, row: Row) -> str:
    label = scope.material.code("delivery_status", row["decision_status"])["label"]
    day = swedish.day(row["decision_date"]) if row["decision_date"] else ""
    said = ", ".join(part for part in (label, day, row["decision_dnr"]) if part)
    known = bool(row["decision_status"])
    return (
        scope.word("origin_delivery_decided", word=said) if known else scope.word("origin_delivery_undecided")
    )


def _plan(scope: Scope, origins: Origins, row: Row) -> Block:
    counted = scope.word(
        "origin_plan_came", n=row["n_planned"], m=row["n_due"], word=scope.things("activity")
    )
    described = scope.word("origin_plan_described", n=row["n_described"], m=row["n_goals"])
    lines = (
        *((counted, described) if row["expected"] == YES else ()),
        _files(scope, origins, delivery_id(row)),
    )
    name = f"{scope.units.short(row['committee_id'])}, {_when(scope, row['period'])}"
    return Block(delivery_id(row), name, lines, 3)


def _when(scope: Scope, period: str) -> str:
    return f"{scope.material.code('periods', period)['label']} {scope.run.year}"


def _files(scope: Scope, origins: Origins, name: str) -> str | Markup:
    rows = origins.of(name)
    if not rows:
        return scope.word("origin_nothing_delivered")
    return joined(["Underlag: ", joined([origins.place(row) for row in rows], ", ")])
