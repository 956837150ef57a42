"""What to hide beside rows that an attack can tell: few and cheap rows that give each of them company."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from samlad.disclosure.complementary import Solved
from samlad.disclosure.known import EDITION
from samlad.disclosure.system import NO_ROW, System
from samlad.disclosure.ties import perturbed


def wider(solved: Sequence[Solved], told: frozenset[str], key: bytes) -> frozenset[str]:
    """Ids of rows to hide in addition; none where nothing is told, or nothing is left to hide.

    Args:
        solved: the plans that were attacked.
        told: ids of rows that the attack can tell, hidden or printed rounded.
        key: the year's secret key, which chooses between equally cheap rows.
    """
    return frozenset(row_id for one in solved for row_id in _wider(one, told, key))


def _wider(solved: Solved, told: frozenset[str], key: bytes) -> Iterable[str]:
    system = solved.system
    weights = perturbed(system, key)
    free = {at for at in system.open if at not in solved.plan.hidden}
    named = {at for at, row in enumerate(system.rows) if row.row_id.partition(EDITION)[0] in told}
    # What is printed and told is hidden itself; what is hidden already lacks company.
    chosen = named & free
    lonely = [named_with & free for named_with in (_beside(system, at) for at in named - free)]
    lonely = [rows for rows in lonely if rows and not rows & chosen]
    if named and not chosen and not lonely:
        lonely = [free]  # told by something else than a sum of its own
    while lonely and any(lonely):
        best = _best(weights, lonely)
        chosen.add(best)
        lonely = [rows for rows in lonely if best not in rows]
    return (system.rows[at].row_id for at in chosen)


def _best(weights: Sequence[float], lonely: Sequence[set[int]]) -> int:
    """The row that is beside most of those that lack company; of equals the cheapest."""

    def order(at: int) -> tuple[int, float, int]:
        return -sum(at in rows for rows in lonely), weights[at], at

    return min(set().union(*lonely), key=order)


def _beside(system: System, row: int) -> set[int]:
    """The rows that are in some sum with a row."""
    own = set(system.by_row[row])
    inside = [one for one in system.equations if own & {index for index, _ in one.terms}]
    return {system.counts[index].row for one in inside for index, _ in one.terms} - {NO_ROW, row}
