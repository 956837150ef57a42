"""The disclosure rules in force, in the words that they were decided in, with the thresholds filled in."""

from __future__ import annotations

from collections import Counter

from samlad import swedish
from samlad.chapters.markup import linked
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow
from samlad.chapters.scope import Scope

HIDDEN = ("suppressed", "suppressed_by_source")


def rules_table(scope: Scope) -> PresentableTable | None:
    """Each rule with its reason and source."""
    facts = scope.material.document("disclosure")
    fills = {**facts.get("thresholds", {}), "sign": facts.get("sign", "")}
    rows = []
    for rule in facts.get("rules", []):
        cells = (
            TableCell(_filled(str(rule["text"]), fills)),
            TableCell(_filled(str(rule.get("reason", "")), fills)),
            TableCell(linked(_filled(str(rule.get("source", "")), fills))),
        )
        rows.append(TableRow(TableCell(str(rule["id"])), cells))
    columns = (
        Column("Lydelse", numeric=False),
        Column("Skäl", numeric=False),
        Column("Källa", numeric=False),
    )
    title = scope.word("heading_disclosure")
    return PresentableTable("skydd-tabell", title, "Regel", columns, tuple(rows)) if rows else None


def hidden_counts(scope: Scope) -> str:
    """How many values of the period are hidden, by us and by the source; never which rule or cell."""
    now = (scope.run.year, scope.run.period)
    counts = Counter(cell.status for cell in scope.cells.all() if (cell.year, cell.period) == now)
    told = [(swedish.number(counts[status], 0), scope.material.code("statuses", status)["label"])
            for status in HIDDEN if counts[status]]  # fmt: skip
    total = f"av {swedish.number(sum(counts.values()), 0)} värden för perioden"
    if not told:
        return f"Inget {total} är dolt."
    (n, label), *others = told
    return f"{swedish.listing([f'{n} {total} {label}', *(f'{n} {label}' for n, label in others)])}."


def _filled(text: str, fills: dict[str, object]) -> str:
    for name, value in fills.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text
