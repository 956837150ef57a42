"""The attack: reads what was let out, builds all that a reader knows, and looks for what can be told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from samlad.disclosure.attacker.counts import Count, Relation, Row, Span
from samlad.disclosure.attacker.editions import already_out, same_as_before, sums_over_editions
from samlad.disclosure.attacker.files import Folder, read_folder
from samlad.disclosure.attacker.insiders import Known, as_insider
from samlad.disclosure.attacker.judging import OTHER, SENSITIVE, Demands
from samlad.disclosure.attacker.printed import printed
from samlad.disclosure.attacker.reading import rows as read_rows
from samlad.disclosure.attacker.rules import Published
from samlad.disclosure.attacker.solver import NODES
from samlad.disclosure.attacker.sums import Lists, place, sums
from samlad.disclosure.attacker.surveys import survey_relations
from samlad.disclosure.attacker.system import System, build
from samlad.disclosure.attacker.targets import Target, targets
from samlad.disclosure.attacker.trying import attack_known, attack_part
from samlad.disclosure.attacker.verdict import Failure, Judged, Verdict
from samlad.disclosure.attacker.within import growth, shares, successive
from samlad.disclosure.attacker.witnesses import check_witnesses


@dataclass(frozen=True)
class Knowledge:
    """All that a reader knows of the tables.

    Attributes:
        rows: rows under attack and those of earlier editions.
        spans: what each count's own row says of it.
        relations: what ties the counts together, certain or guessed.
        targets: what has to stay unknown.
        promised: how many values a count that may be sensitive, and any other hidden one, is said to have.
    """

    rows: tuple[Row, ...]
    spans: Mapping[Count, Span]
    relations: tuple[Relation, ...]
    targets: tuple[Target, ...]
    promised: tuple[int, int] = (SENSITIVE, OTHER)


def attack(
    released: Path,
    editions: Sequence[Path] = (),
    known: Known | None = None,
    sensitive: Collection[Count] | None = None,
    *,
    nodes: int = NODES,
) -> Verdict:
    """Try to compute what is hidden from what is published; see docs/explanation/rojandeskydd.md.

    Args:
        released: folder with the released tables.
        editions: folders of everything that was let out before, each named for its edition.
        known: (numerator, denominator) by row id that an insider has, beside what is published.
        sensitive: of the counts that an insider must not learn exactly, those to look at; all that a
            reader may take for sensitive where it is None.
        nodes: nodes of branch and bound for one question; what is not settled within them is a failure.

    Raises:
        DisclosureError: a folder is not whole.
    """
    knowledge = read_knowledge(released, editions, known)
    only = None if sensitive is None else frozenset(sensitive)
    k, other = (max(pair) for pair in zip(knowledge.promised, (SENSITIVE, OTHER), strict=True))
    return judge(knowledge, Demands(only, k, other), nodes=nodes, editions=len(editions))


def read_knowledge(released: Path, editions: Sequence[Path] = (), known: Known | None = None) -> Knowledge:
    """Read the folders and put together what a reader knows."""
    folder = read_folder(released)
    lists = Lists.of(folder)
    now = read_rows(folder)
    if known is not None:
        now = as_insider(now, known)
    relations = _relations(folder, now)
    before = [(old, read_rows(old)) for old in (read_folder(path, path.name) for path in editions)]
    now = already_out(now, [row for _, rows in before for row in rows])
    earlier: list[Row] = []
    for old, old_rows in before:
        relations += [
            *_relations(old, old_rows),
            *same_as_before(now, old_rows),
            *sums_over_editions(now, old_rows, lists),
        ]
        earlier += old_rows
    rows = (*now, *earlier)
    pairs = successive(rows, lists)
    relations += growth(pairs)
    spans = {row.count(part): span for row in rows for part, span in row.spans.items()}
    promised = Published(folder.rules).promised
    return Knowledge(rows, spans, tuple(relations), tuple(targets(rows, pairs)), promised)


def _relations(folder: Folder, rows: Sequence[Row]) -> list[Relation]:
    """All that one folder's rows say of one another."""
    found = [*sums(rows, Lists.of(folder)), *shares(rows), *printed(folder, rows)]
    return [*found, *survey_relations(folder, rows)]


def judge(knowledge: Knowledge, demands: Demands, *, nodes: int = NODES, editions: int = 0) -> Verdict:
    """Attack the system that a reader can build.

    Raises:
        AssertionError: a table of the proof does not add up, which would be a fault of the attacker.
    """
    system = build(knowledge.spans, knowledge.relations)
    parts = _assigned(knowledge, system)
    tried = [attack_known(parts.pop(-1, []), system.known, demands)]
    for number, problem in enumerate(system.problems):
        tried.append(attack_part(problem, parts.get(number, []), system.known, demands, nodes))
    for one in tried:
        for tables, relations in one.proofs:
            faults = check_witnesses(tables, knowledge.spans, relations)
            assert not faults, f"the proof does not add up: {faults[0]}"
    found = [one for part in tried for one in part.judged if one.demanded or part.questions]
    return Verdict(
        judged=tuple(found),
        failures=tuple(_failures(found, knowledge.rows)),
        contradictions=(*system.broken, *(place for one in tried for place in one.contradictions)),
        witnesses=tuple(table for one in tried for tables, _ in one.proofs for table in tables),
        given_up=tuple(place for one in tried for place in one.given_up),
        questions=sum(one.questions for one in tried),
        editions=editions,
    )


def _assigned(knowledge: Knowledge, system: System) -> dict[int, list[Target]]:
    """Targets by the place of their problem; -1 for those with no unknown. A row's counts stay together."""
    home = {count: place for place, problem in enumerate(system.problems) for count in problem.counts}
    found: dict[int, list[Target]] = {}
    for target in knowledge.targets:
        counts = [count for count, _ in target.terms] + [target.row.count(part) for part in target.row.spans]
        place = next((home[count] for count in counts if count in home), -1)
        found.setdefault(place, []).append(target)
    return found


def _failures(found: Sequence[Judged], rows: Sequence[Row]) -> Iterator[Failure]:
    """One failure per row, for the count that can be told best."""
    by_row = {(row.cell, row.edition): row for row in rows}
    told: set[tuple[str, str]] = set()
    for one in sorted(found, key=lambda one: len(one.values)):
        key = (one.count.cell, one.count.edition)
        if one.safe or key in told:
            continue
        told.add(key)
        row = by_row[key]
        if not one.exact:
            why = "det gick inte att visa att talet är skyddat"
        elif len(one.values) == 1:
            why = "ett tal som ska vara skyddat redovisas" if not row.hidden else "talet kan räknas fram"
        else:
            why = "talet kan ringas in till för få värden"
        yield Failure(place(row, why), why, one.count.cell)
