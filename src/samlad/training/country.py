"""Reference tables of a made-up country of municipalities, so that a whole country's year can be tried.

What differs from the checkout's own tables is who answers; the programme's items, texts and mått are its own,
and every municipality answers for all of them. Texts are data: data/ovningsland.yaml.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from samlad.errors import CatalogueError
from samlad.files import Faults, read_table, read_yaml
from samlad.paths import Folders, write_text
from samlad.reference import Reference

FACTS = "ovningsland.yaml"
"""Names and words of the country, in the checkout's data folder."""

MARK = "OVNING.txt"
"""Tells a folder that was made here, which may be made again, from one that must be left alone."""

MARK_TEXT = "Allt i den här mappen är påhittat och skrivet av ./inv training-data --municipalities.\n"
ORIGIN = "antagande"
_EVERYONE = "alla"


def write_country(folders: Folders, reference: Reference, count: int, target: Path) -> None:
    """Write the mark, the organisation, the programme and the words of a country into a data folder.

    Args:
        folders: the checkout's own folders, whose tables it is made from.
        reference: the same tables, read.
        count: how many municipalities.
        target: the folder; reference tables that it lacks come from the checkout, as for any data folder.

    Raises:
        CatalogueError: data/ovningsland.yaml or words.yaml cannot be read.
    """
    faults = Faults()
    facts = read_yaml(folders.data / FACTS, faults)
    words = read_yaml(folders.data / "words.yaml", faults)
    if faults:
        raise CatalogueError("Övningslandet går inte att skriva.", details=faults, remedy="rätta filerna.")
    write_text(target / MARK, MARK_TEXT)
    write_text(target / "words.yaml", _yaml(words | dict(facts["words"])))
    for name, text in _organisation(facts, reference, count).items():
        write_text(target / "organisation" / name, text)
    source = folders.data / "programme" / reference.programme.edition
    for path in sorted(source.iterdir()):
        write_text(target / "programme" / source.name / path.name, _programme(path, facts["kind"]["kind"]))


def _organisation(facts: Mapping[str, Any], reference: Reference, count: int) -> dict[str, str]:
    units = [_unit(facts, number) for number in range(1, count + 1)]
    roles = sorted({role.role for role in reference.organisation.roles})
    hosts = [
        (unit["committee_id"], role, facts["valid_from"], "", ORIGIN, facts["note"])
        for unit in units[:: int(facts["host_every"])]
        for role in roles
    ]
    kind = {**facts["kind"], "order": "1"}
    return {
        "kinds.csv": _table(tuple(kind), [tuple(kind.values())]),
        "organisation.csv": _table(tuple(units[0]), (tuple(unit.values()) for unit in units)),
        "roles.csv": _table(("committee_id", "role", "valid_from", "valid_to", "ursprung", "note"), hosts),
        "aliases.csv": _table(("alias", "committee_id", "source"), []),
    }


def _unit(facts: Mapping[str, Any], number: int) -> dict[str, str]:
    words = {"number": number, "code": f"{number:03}"}
    return {
        "committee_id": facts["committee_id"].format(**words),
        "name": facts["name"].format(**words),
        "short_name": facts["short_name"].format(**words),
        "kind": facts["kind"]["kind"],
        "parent": "",
        "valid_from": facts["valid_from"],
        "valid_to": "",
        "successor": "",
        "ursprung": ORIGIN,
        "note": facts["note"],
    }


def _programme(path: Path, kind: str) -> str:
    """A table of the programme; where it names who answers, all municipalities do."""
    text = path.read_text(encoding="utf-8")
    heading = text.splitlines()[0].lstrip("\ufeff").split(",")
    if path.suffix != ".csv" or "responsible" not in heading:
        return text
    rows = read_table(path, heading, Faults())
    for row in rows:
        row["responsible"] = _EVERYONE if row["responsible"] == _EVERYONE else f"kind:{kind}"
    return _table(heading, dict.fromkeys(tuple(row[name] for name in heading) for row in rows))


def _yaml(words: Mapping[str, Any]) -> str:
    """A flat mapping as YAML; JSON's quoting of texts and numbers is YAML's too."""
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in words.items())


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows(rows)
    return stream.getvalue()
