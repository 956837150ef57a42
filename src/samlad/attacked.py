"""Puts what is to be let out before the attacker, and stops everything where the protection did not hold.

The attacker sees files alone. What an insider knows, a committee its own figures, is told to it from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from samlad.cells import SOURCE, SUPPRESSED, Cell, from_frame
from samlad.disclosure.attacker import Count, Failure, Known, Verdict, attack, attack_pages
from samlad.disclosure.rules import Limits, Rules
from samlad.errors import DisclosureError
from samlad.reference import Reference
from samlad.stages import Measured, Protected, Released

MOST = 20
"""Places that a message names; more would hide the first."""

REMEDY = (
    "anmäl felet till den som sköter Samlad, med raderna ovan. Rapporten kan byggas medan felet rättas, om "
    "indikatorns tabell utelämnas ur tables.csv."
)


@dataclass(frozen=True)
class Insider:
    """A committee with its own figures, and the counts of others that it may not learn exactly."""

    committee_id: str
    known: Known
    secrets: frozenset[Count]


def attack_tables(
    released: Released,
    editions: Sequence[Path],
    measured: Measured,
    protected: Protected,
    reference: Reference,
) -> Verdict:
    """Attack the released tables as any reader, and as each committee that knows its own figures.

    Args:
        editions: the tables of everything that has left the house before.
        measured, protected: whose figures an insider has, and which of others are hidden.

    Raises:
        DisclosureError: something can be told, nothing proves that it can't, or the numbers contradict
            themselves. The message says where, never a value.
    """
    verdict = attack_as_reader(released, editions)
    for insider in insiders(measured, protected, reference):
        found = attack(released.folder, editions, insider.known, insider.secrets)
        _stop(found, f" för den som känner uppgifterna från {insider.committee_id}")
    return verdict


def attack_as_reader(released: Released, editions: Sequence[Path]) -> Verdict:
    """Attack the released tables as anyone who has them and everything that left the house before.

    Raises:
        DisclosureError: as `attack_tables`.
    """
    verdict = attack(released.folder, editions)
    _stop(verdict)
    return verdict


def check_pages(pages: Path, released: Released) -> None:
    """Attack the pages and everything that can be downloaded beside them.

    Raises:
        DisclosureError: something stands there that the released tables don't show.
    """
    failures = attack_pages(pages, released.folder)
    if failures:
        raise DisclosureError(
            f"Sidorna säger något om dolda rader på {_places(len(failures))}. Ingenting har släppts.",
            details=_listed(failures),
            remedy="ta bort talet om det står i utredarens text. Annars: anmäl felet, med raderna ovan.",
        )


def _stop(verdict: Verdict, whom: str = "") -> None:
    if verdict.contradictions:
        raise DisclosureError(
            f"Talen i tabellerna säger emot varandra på {_places(len(verdict.contradictions))}, så skyddet "
            "kan inte prövas. Ingenting har släppts.",
            details=verdict.contradictions[:MOST],
            remedy="rätta uppgifterna. Stämmer de, anmäl felet med raderna ovan.",
        )
    if verdict.failures:
        raise DisclosureError(
            f"Skyddet mot röjande höll inte{whom}, på {_places(len(verdict.failures))}. "
            "Ingenting har släppts.",
            details=_listed(verdict.failures),
            remedy=REMEDY,
        )


def _listed(failures: Sequence[Failure]) -> list[str]:
    """One line per place; a page's place does not say what is wrong there by itself."""
    return [
        one.place if one.place.endswith(one.why) else f"{one.place}: {one.why}" for one in failures[:MOST]
    ]


def _places(count: int) -> str:
    return "ett ställe" if count == 1 else f"{count} ställen"


def insiders(measured: Measured, protected: Protected, reference: Reference) -> Iterator[Insider]:
    """Every committee with a hidden row in an indicator where another's hidden row is sensitive.

    A committee that has itself hidden some of its figures from us is left out: what it knows we don't know.
    """
    rules, indicators = Rules.of(reference), reference.programme.indicators
    hidden = {cell.cell_id for cell in from_frame(protected.cells[list(measured.cells.columns)])
              if cell.status == SUPPRESSED}  # fmt: skip
    reported = [cell for cell in from_frame(measured.cells) if cell.basis == "rapporterad"]
    silent = {(cell.committee_id, cell.indicator_id) for cell in reported if cell.status == SOURCE}
    own: dict[str, list[Cell]] = {}
    for cell in reported:
        if cell.numerator is not None and (cell.committee_id, cell.indicator_id) not in silent:
            own.setdefault(cell.committee_id, []).append(cell)
    secrets: dict[str, dict[str, set[Count]]] = {}
    for committee, cells in own.items():
        for cell in cells:
            limits = rules.of_indicator(indicators[cell.indicator_id])
            if cell.cell_id in hidden and limits is not None:
                found = secrets.setdefault(cell.indicator_id, {}).setdefault(committee, set())
                found.update(sensitive_counts(cell, limits))
    for committee, cells in sorted(own.items()):
        shared = {name: by_whom for name, by_whom in secrets.items() if committee in by_whom}
        others = {one for by_whom in shared.values() for who in by_whom.keys() - {committee}
                  for one in by_whom[who]}  # fmt: skip
        if others:
            yield Insider(committee, _known(cell for cell in cells if cell.indicator_id in shared),
                          frozenset(others))  # fmt: skip


def sensitive_counts(cell: Cell, limits: Limits) -> Iterator[Count]:
    """The counts of a row that may not be learned exactly: small ones, and the numerator of a small base."""
    n, d = cell.numerator, cell.denominator
    if n is not None and (limits.small(n) or (d is not None and 0 < d < limits.denominator_min)):
        yield Count(cell.cell_id, "n")
    if n is not None and d is not None and limits.small(d - n):
        yield Count(cell.cell_id, "d-n")
    if d is not None and limits.small(d):
        yield Count(cell.cell_id, "d")


def _known(cells: Iterable[Cell]) -> Known:
    return {cell.cell_id: (_whole(cell.numerator), _whole(cell.denominator)) for cell in cells}


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)
