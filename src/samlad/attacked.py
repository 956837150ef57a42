"""Puts what is to be let out before the attacker, and stops everything where the protection did not hold.

The attacker sees files alone. What an insider knows, a committee its own figures, is told to it from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from samlad.cells import SHOWN, SOURCE, SUPPRESSED, Cell, from_frame
from samlad.disclosure.attacker import Count, Failure, Known, Verdict, attack, attack_pages
from samlad.disclosure.places import named
from samlad.disclosure.rules import Limits, Rules
from samlad.errors import DisclosureError
from samlad.reference import Reference
from samlad.stages import Measured, Protected, Released

MOST = 20
"""Places that a message names; more would hide the first."""

REVISED = (
    "är något av talen rättat sedan en tidigare utgåva, låt rättelsen vänta: båda utgåvorna tillsammans ger "
    "bort talet. Annars: "
)
REMEDY = (
    "anmäl felet till den som sköter Samlad, med raderna ovan. Rapporten kan byggas medan felet rättas, om "
    "indikatorns tabell utelämnas ur tables.csv."
)


Numbers = tuple[float | None, float | None]


@dataclass(frozen=True)
class Insider:
    """A committee with its own figures, and the counts of others that it may not learn exactly."""

    committee_id: str
    known: Known
    secrets: frozenset[Count]


@dataclass
class Trial:
    """Writes protected tables as they would be let out and attacks them, as often as it is asked to.

    Attributes:
        write: makes released tables of protected ones, in a new folder or in place of the last ones.
        editions: the tables of everything that has left the house before.
        measured: whose figures an insider has.
        released: what was written last; `found` is what each reader could tell of it, by who that is.
        turns: how often it was asked.
    """

    write: Callable[[Protected], Released]
    editions: Sequence[Path]
    measured: Measured
    reference: Reference
    released: Released | None = None
    found: tuple[tuple[str, Verdict], ...] = ()
    turns: int = 0

    def __call__(self, protected: Protected) -> frozenset[str]:
        """The ids of rows that some reader can tell: first as any reader, then as each committee.

        Numbers that contradict themselves are nothing that hiding mends, so nothing is said of them here.
        """
        self.turns += 1
        self.released = self.write(protected)
        self.found = tuple(_as_all(self.released, self.editions, self.measured, protected, self.reference))
        if any(verdict.contradictions for _, verdict in self.found):
            return frozenset()
        return frozenset(one.cell for _, verdict in self.found for one in verdict.failures)

    def outcome(self) -> tuple[Released, Verdict]:
        """What was written last, and what any reader could tell of it.

        Raises:
            DisclosureError: as `attack_tables`.
        """
        assert self.released is not None, "nothing was tried"
        for whom, verdict in self.found:
            _stop(verdict, whom, self.reference, earlier=bool(self.editions))
        return self.released, self.found[0][1]


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
    trial = Trial(lambda _: released, editions, measured, reference)
    trial(protected)
    return trial.outcome()[1]


def _as_all(
    released: Released,
    editions: Sequence[Path],
    measured: Measured,
    protected: Protected,
    reference: Reference,
) -> Iterator[tuple[str, Verdict]]:
    """Each reader with its verdict, first the one who knows nothing else; if it tells something, no other."""
    verdict = attack(released.folder, editions)
    yield "", verdict
    if not verdict.held:
        return
    for insider in insiders(measured, protected, reference):
        yield insider.committee_id, attack(released.folder, editions, insider.known, insider.secrets)


def attack_as_reader(released: Released, editions: Sequence[Path]) -> Verdict:
    """Attack the released tables as anyone who has them and everything that left the house before.

    Raises:
        DisclosureError: as `attack_tables`.
    """
    verdict = attack(released.folder, editions)
    _stop(verdict, "", earlier=bool(editions))
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


def _stop(verdict: Verdict, whom: str, reference: Reference | None = None, *, earlier: bool) -> None:
    """Stop where something could be told, by whoever it was: the id of a committee, or "" for any reader."""
    if verdict.contradictions:
        raise DisclosureError(
            f"Talen i tabellerna säger emot varandra på {_places(len(verdict.contradictions))}, så skyddet "
            "kan inte prövas. Ingenting har släppts.",
            details=verdict.contradictions[:MOST],
            remedy="rätta uppgifterna. Stämmer de, anmäl felet med raderna ovan.",
        )
    if verdict.failures:
        cells = [one.cell for one in verdict.failures]
        raise DisclosureError(
            f"Skyddet mot röjande höll inte{_for(whom, reference)}, på {_places(len(verdict.failures))}. "
            "Ingenting har släppts.",
            details=[*(named(cells, reference) if reference else ()), *_listed(verdict.failures)],
            remedy=REVISED + REMEDY if earlier else REMEDY,
        )


def _for(whom: str, reference: Reference | None) -> str:
    known = reference.organisation.committees.get(whom) if reference else None
    return f" för den som känner uppgifterna från {known.short_name if known else whom}" if whom else ""


def _listed(failures: Sequence[Failure]) -> list[str]:
    """One line per place; a page's place does not say what is wrong there by itself."""
    return [
        one.place if one.place.endswith(one.why) else f"{one.place}: {one.why}" for one in failures[:MOST]
    ]


def _places(count: int) -> str:
    return "ett ställe" if count == 1 else f"{count} ställen"


def insiders(measured: Measured, protected: Protected, reference: Reference) -> Iterator[Insider]:
    """Every committee that knows more than is printed of an indicator where another has something sensitive.

    It knows its own rows where they are hidden or rounded, and its splits, which are printed for none. A
    committee that has itself hidden some of its figures from us is left out: what it knows we don't know.
    """
    rules, indicators = Rules.of(reference), reference.programme.indicators
    printed = _as_printed(measured, protected)
    own: dict[tuple[str, str], list[Cell]] = {}
    for cell in _reported(measured):
        own.setdefault((cell.indicator_id, cell.committee_id), []).append(cell)
    secrets: dict[str, dict[str, set[Count]]] = {}
    for (name, committee), cells in own.items():
        limits = rules.of_indicator(indicators[name])
        for cell in cells:
            if limits is not None and printed.get(cell.cell_id, _counts(cell)) != _counts(cell):
                secrets.setdefault(name, {}).setdefault(committee, set()).update(
                    sensitive_counts(cell, limits)
                )
    for committee in sorted({committee for _, committee in own}):
        known: list[Cell] = []
        others: set[Count] = set()
        for name, by_whom in secrets.items():
            cells = own.get((name, committee), [])
            if any(printed.get(cell.cell_id) != _counts(cell) for cell in cells):
                known += cells
                others.update(*(by_whom[who] for who in by_whom.keys() - {committee}))
        if others:
            yield Insider(committee, _known(known), frozenset(others))


def _reported(measured: Measured) -> list[Cell]:
    """What committees have told us, of those that have told all of an indicator."""
    reported = [cell for cell in from_frame(measured.cells) if cell.basis == "rapporterad"]
    silent = {(cell.committee_id, cell.indicator_id) for cell in reported if cell.status == SOURCE}
    return [
        cell
        for cell in reported
        if cell.numerator is not None and (cell.committee_id, cell.indicator_id) not in silent
    ]


def _as_printed(measured: Measured, protected: Protected) -> Mapping[str, Numbers]:
    """Numerator and denominator of every row as it is printed, by id; nothing in a hidden one."""
    cells = from_frame(protected.cells[list(measured.cells.columns)])
    return {cell.cell_id: _counts(cell) for cell in cells if cell.status in (SHOWN, SUPPRESSED)}


def _counts(cell: Cell) -> Numbers:
    return cell.numerator, cell.denominator


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
