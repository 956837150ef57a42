"""The register of what has left the house: `released.yaml`, and `released/<id>/` with the tables that did.

What is out is known to every reader for ever, so disclosure reads it before it decides what a later report
may show (ARCHITECTURE §6). A listed table that is missing or changed stops everything: without it nobody
can tell what a reader knows.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from samlad.edition import Edition
from samlad.errors import DisclosureError
from samlad.files import Faults, read_yaml
from samlad.paths import settle, write_text

REGISTER = "released.yaml"
FOLDER = "released"
FACTS = "utgava.json"
REVIEW, EDITION = "granskning", "utgava"
LETTERS = {REVIEW: "g", EDITION: "u"}
FORMAT_VERSION = 1
HEAD = """# Vad som har lämnat huset. Raderna skrivs av Samlad; tabellerna som lämnades ut ligger i released/.
# Ta inte bort eller ändra något här: skyddet mot röjande räknar med det som läsare redan känner till.
"""
REMEDY = "ta tillbaka data/released.yaml och data/released/ ur säkerhetskopian, och kör kommandot igen."


@dataclass(frozen=True)
class Entry:
    """One thing that was let out.

    Attributes:
        edition_id: `2024-g01` for a draft to be reviewed, `2024-u1` for an edition.
        kind: `granskning` or `utgava`.
        recipient: who got it, as the utredare wrote it; "" where nobody said.
        let_out_on: the day, ISO.
        run: the archived run that it came from; internal.
        recipe: the digest of that run's recipe; internal.
        files: sha256 of every released file by name; internal.
        approved_by, dnr, reason: of an edition: who approved it, its case number, and why it corrects the
            one before; "" in what was let out for review.
    """

    edition_id: str
    kind: str
    stem: str
    year: int
    period: str
    recipient: str
    let_out_on: str
    run: str
    recipe: str
    files: Mapping[str, str]
    approved_by: str = ""
    dnr: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Register:
    """Everything that has left the house, the first first; `folder` holds one folder per entry."""

    folder: Path
    entries: tuple[Entry, ...] = ()

    def tables(self, entry: Entry) -> Path:
        """The folder with the tables that an entry let out."""
        return self.folder / entry.edition_id

    def letting_out(self, year: int) -> bool:
        """Whether something about a year is out."""
        return any(one.year == year for one in self.entries)

    def editions(self, stem: str) -> tuple[Entry, ...]:
        """The editions of a report, the first one first."""
        return tuple(one for one in self.entries if (one.stem, one.kind) == (stem, EDITION))

    def next_id(self, stem: str, kind: str) -> str:
        """The id of the entry to come."""
        number = 1 + sum(one.stem == stem and one.kind == kind for one in self.entries)
        return f"{stem}-{LETTERS[kind]}{number:02d}" if kind == REVIEW else f"{stem}-{LETTERS[kind]}{number}"


def load_register(data: Path) -> Register:
    """Read the register and check every table that it lists; an absent register is an empty one.

    Raises:
        DisclosureError: the register or a listed table is missing, changed or not what it should be.
    """
    folder = data / FOLDER
    if not (data / REGISTER).exists():
        return Register(folder)
    faults = Faults()
    content = read_yaml(data / REGISTER, faults)
    if not faults and content.get("format") != FORMAT_VERSION:
        faults.append(f"{REGISTER}: format ska vara {FORMAT_VERSION}")
    listed = content.get("editions")
    if not faults and not isinstance(listed, list):
        faults.append(f"{REGISTER}: editions ska vara en lista")
    entries = [] if faults else [_entry(folder, row, faults) for row in listed or []]
    if faults:
        raise DisclosureError(
            "Registret över det som har lämnat huset stämmer inte. Ingenting har byggts.",
            details=faults,
            remedy=REMEDY,
        )
    return Register(folder, tuple(one for one in entries if one is not None))


def _entry(folder: Path, row: object, faults: Faults) -> Entry | None:
    """One entry, its facts and its tables held against their hashes."""
    if not isinstance(row, dict) or not re.fullmatch(r"[a-z0-9-]+", str(row.get("id", "")), re.IGNORECASE):
        faults.append(f"{REGISTER}: en rad under editions saknar id")
        return None
    name = str(row["id"])
    facts = folder / name / FACTS
    if not facts.is_file():
        faults.append(f"{FOLDER}/{name}/{FACTS}: filen saknas")
        return None
    if _digest(facts) != row.get("sha256"):
        faults.append(f"{FOLDER}/{name}/{FACTS}: filen är ändrad")
        return None
    content: dict[str, Any] = json.loads(facts.read_text(encoding="utf-8"))
    entry = Entry(**{**content, "edition_id": name})
    before = len(faults)
    for file, expected in entry.files.items():
        path = folder / name / file
        if not path.is_file():
            faults.append(f"{FOLDER}/{name}/{file}: tabellen saknas")
        elif _digest(path) != expected:
            faults.append(f"{FOLDER}/{name}/{file}: tabellen är ändrad")
    return entry if len(faults) == before else None


def enter(
    data: Path,
    released: Path,
    *,
    kind: str,
    stem: str,
    year: int,
    period: str,
    recipient: str,
    let_out_on: date,
    run: str,
    recipe: str,
    read: Register,
    edition: Edition | None = None,
) -> Entry:
    """Enter a released folder in the register; what the same recipe has let out already is not entered again.

    The tables are in place before the register names them, so that a kill between the two leaves a folder
    that nothing names and that the next entry replaces, and never a name without its tables. Each step is on
    the disk before the next, so a power cut is no worse than a kill.

    Args:
        data: the data folder of the desk.
        released: the released folder of the run.
        read: the register as it was when the run's cells were protected.
        edition: what is entered of an edition besides.

    Raises:
        DisclosureError: the register is not whole, or something else was let out in the meantime.
    """
    register = load_register(data)
    known = next((one for one in register.entries if (one.recipe, one.kind) == (recipe, kind)), None)
    if known is not None:
        return known
    if register != read:
        raise DisclosureError(
            "Något annat har lämnat huset medan rapporten byggdes. Den här rapporten har inte lämnats ut.",
            remedy="kör kommandot igen, så räknar skyddet med det som nu är känt.",
        )
    files = {path.name: _digest(path) for path in sorted(released.iterdir()) if path.is_file()}
    entry = Entry(
        register.next_id(stem, kind), kind, stem, year, period, recipient, let_out_on.isoformat(), run,
        recipe, files, **_approval(edition),
    )  # fmt: skip
    _place(entry, released, register.tables(entry))
    put_together(data, [*(one.edition_id for one in register.entries), entry.edition_id])
    return entry


def _approval(edition: Edition | None) -> dict[str, str]:
    if edition is None:
        return {}
    return {"approved_by": edition.approved_by, "dnr": edition.dnr, "reason": edition.reason}


def _place(entry: Entry, released: Path, target: Path) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in target.parent.glob(".*"):  # whoever enters something holds the register's lock
        shutil.rmtree(left, ignore_errors=True)
    work = Path(tempfile.mkdtemp(prefix=f".{entry.edition_id}.", dir=target.parent))
    try:
        for name in entry.files:
            shutil.copyfile(released / name, work / name)
            settle(work / name)
        facts = {key: value for key, value in asdict(entry).items() if key != "edition_id"}
        write_text(work / FACTS, json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
        settle(work)
        if target.exists():
            shutil.rmtree(target)
        work.rename(target)
        settle(target.parent)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def put_together(data: Path, editions: Sequence[str]) -> None:
    """Write the register of a desk that has been laid out again, from the folders of the editions.

    Args:
        data: a data folder with `released/<id>/`.
        editions: their ids, in the order in which they were let out.
    """
    lines = [HEAD, f"format: {FORMAT_VERSION}\n", "editions:\n" if editions else "editions: []\n"]
    for name in editions:
        lines.append(f'  - id: "{name}"\n')
        lines.append(f'    sha256: "{_digest(data / FOLDER / name / FACTS)}"\n')
    write_text(data / REGISTER, "".join(lines))
    settle(data)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
