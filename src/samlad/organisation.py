"""Committees and companies with their validity, successors, roles and spellings (beslut 2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from samlad.codelists import normal
from samlad.files import Faults, read_table


@dataclass(frozen=True)
class Kind:
    """A kind of committee, with the words that the reader sees; `group` is namnd or bolag."""

    kind: str
    label: str
    label_plural: str
    label_definite_plural: str
    group: str
    order: int


@dataclass(frozen=True)
class Committee:
    """A committee or company board; `valid_to` None means that it still exists."""

    committee_id: str
    name: str
    short_name: str
    kind: str
    parent: str
    valid_from: date
    valid_to: date | None
    successor: str
    ursprung: str
    note: str

    def exists(self, on: date) -> bool:
        """Whether it exists on that day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class Role:
    """A role that only some committees have, such as hosting a centre for others."""

    committee_id: str
    role: str
    valid_from: date
    valid_to: date | None
    ursprung: str


@dataclass(frozen=True)
class Organisation:
    """The dated organisation; `spellings` maps the normal form of a name to its committee."""

    committees: Mapping[str, Committee]
    kinds: Mapping[str, Kind]
    roles: tuple[Role, ...]
    spellings: Mapping[str, str]

    def on(self, day: date, kind: str | None = None) -> tuple[Committee, ...]:
        """Committees that exist on a day, of one kind if asked, in the order of the table."""
        return tuple(
            committee
            for committee in self.committees.values()
            if committee.exists(day) and kind in (None, committee.kind)
        )

    def find(self, text: str) -> str | None:
        """The committee that a received name means, whether or not it existed at the time."""
        return self.spellings.get(normal(text))

    def has_role(self, committee_id: str, role: str, on: date) -> bool:
        """Whether a committee has a role on a day."""
        return any(
            entry.committee_id == committee_id
            and entry.role == role
            and entry.valid_from <= on
            and (entry.valid_to is None or on <= entry.valid_to)
            for entry in self.roles
        )

    @cached_property
    def _predecessors(self) -> Mapping[str, tuple[str, ...]]:
        result: dict[str, list[str]] = {}
        for committee in self.committees.values():
            if committee.successor:
                result.setdefault(committee.successor, []).append(committee.committee_id)
        return {successor: tuple(sorted(ids)) for successor, ids in result.items()}

    def predecessors(self, committee_id: str) -> tuple[str, ...]:
        """The committees that were merged into this one."""
        return self._predecessors.get(committee_id, ())


def load_organisation(folder: Path, faults: Faults) -> Organisation:
    """Read kinds, organisation, roles and aliases; every contradiction becomes a fault."""
    kinds = _kinds(folder, faults)
    committees = _committees(folder, kinds, faults)
    for committee in committees.values():
        for heading, other in (("successor", committee.successor), ("parent", committee.parent)):
            if other and other not in committees:
                faults.append(
                    f"organisation.csv: {committee.committee_id} har {heading} «{other}», som inte finns"
                )
    roles = _roles(folder, committees, faults)
    return Organisation(committees, kinds, roles, _spellings(folder, committees, faults))


def _kinds(folder: Path, faults: Faults) -> dict[str, Kind]:
    columns = ("kind", "label", "label_plural", "label_definite_plural", "group", "order")
    rows = read_table(folder / "kinds.csv", columns, faults)
    kinds = [Kind(**{**row, "order": int(row["order"] or 0)}) for row in rows]  # type: ignore[arg-type]
    return {kind.kind: kind for kind in sorted(kinds, key=lambda kind: kind.order)}


def _day(text: str, place: str, faults: Faults) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        faults.append(f"{place}: «{text}» är inte ett datum på formen ÅÅÅÅ-MM-DD")
        return None


def _committees(folder: Path, kinds: Mapping[str, Kind], faults: Faults) -> dict[str, Committee]:
    columns = ("committee_id", "name", "short_name", "kind", "parent", "valid_from", "valid_to", "successor")
    committees: dict[str, Committee] = {}
    for row in read_table(folder / "organisation.csv", (*columns, "ursprung", "note"), faults):
        place = f"organisation.csv, {row['committee_id']}"
        if row["committee_id"] in committees:
            faults.append(f"{place}: finns två gånger")
        if row["kind"] not in kinds:
            faults.append(f"{place}: slaget «{row['kind']}» finns inte i kinds.csv")
        start, end = _day(row["valid_from"], place, faults), _day(row["valid_to"], place, faults)
        if end is not None and start is not None and end < start:
            faults.append(f"{place}: upphör innan den börjar gälla")
        dates = {"valid_from": start or date.min, "valid_to": end}
        committees[row["committee_id"]] = Committee(**{**row, **dates})  # type: ignore[arg-type]
    return committees


def _roles(folder: Path, committees: Mapping[str, Committee], faults: Faults) -> tuple[Role, ...]:
    columns = ("committee_id", "role", "valid_from", "valid_to", "ursprung")
    roles = []
    for row in read_table(folder / "roles.csv", columns, faults, more=True):
        place = f"roles.csv, {row['committee_id']}"
        if row["committee_id"] not in committees:
            faults.append(f"{place}: finns inte i organisation.csv")
        start, end = _day(row["valid_from"], place, faults), _day(row["valid_to"], place, faults)
        roles.append(Role(row["committee_id"], row["role"], start or date.min, end, row["ursprung"]))
    return tuple(roles)


def _spellings(folder: Path, committees: Mapping[str, Committee], faults: Faults) -> dict[str, str]:
    pairs = [(row["alias"], row["committee_id"]) for row in _aliases(folder, faults)]
    for committee in committees.values():
        pairs += [(text, committee.committee_id) for text in (committee.committee_id, committee.name)]
        pairs.append((committee.short_name, committee.committee_id))
    spellings: dict[str, str] = {}
    for text, committee_id in pairs:
        if committee_id not in committees:
            faults.append(f"aliases.csv: «{text}» pekar på «{committee_id}», som inte finns")
        if spellings.setdefault(normal(text), committee_id) != committee_id:
            faults.append(f"aliases.csv: «{text}» hör till både {spellings[normal(text)]} och {committee_id}")
    return spellings


def _aliases(folder: Path, faults: Faults) -> list[dict[str, str]]:
    return read_table(folder / "aliases.csv", ("alias", "committee_id", "source"), faults)
