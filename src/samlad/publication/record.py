"""What the utredare has looked at before an edition: `data/publicering/<report>.yaml`, written out ready.

Samlad lists the points, a person says `ja` to each. New points are added to the file; what has been filled in
stays.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from samlad.errors import NotReadyError
from samlad.files import Faults, read_yaml
from samlad.publication.points import DIFFERENCE, KINDS, PRELIMINARY, WARNING, Point

FORMAT_VERSION = 1
YES, NO = "ja", "nej"
KEYS = {"vad", "var", "kontroll", "klart", "anteckning"}
BY, ON = "granskad_av", "granskad_den"
HEADS = {
    DIFFERENCE: "# Skillnaden mot det förra utkastet, eller mot den förra utgåvan, är läst.",
    PRELIMINARY: "# Uppgifter som inte är beslutade, och som ändå får stå i utgåvan.",
    WARNING: "# Varningar från granskningen: lästa, och det som kunde rättas är rättat.",
}
HEAD = """# Det som ska vara sett innan {report} ges ut. Skriv {yes} vid klart för det som är sett, och överst
# vem som har granskat och när (ÅÅÅÅ-MM-DD). Anteckningen är fri. Ändra inte kontroll: den binder svaret till
# just det som sågs. Filen skrivs om av publish när något nytt ska ses; det ifyllda är kvar, men inte egna
# rader med #. Filen får inte lämna huset.
"""


@dataclass(frozen=True)
class Record:
    """What has been filled in: who, when, and by each point's check whether it is done and the note."""

    by: str = ""
    on: str = ""
    done: Mapping[str, bool] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def signed(self) -> bool:
        """Whether somebody stands for it."""
        return bool(self.by and self.on)

    def lacks(self, points: Sequence[Point]) -> tuple[Point, ...]:
        """Points that nobody has said yes to."""
        return tuple(one for one in points if not self.done.get(one.check))


def load_record(path: Path) -> Record:
    """Read a record; an absent one has nothing filled in.

    Raises:
        NotReadyError: the file is not what it should be; every fault, a line each.
    """
    if not path.exists():
        return Record()
    faults = Faults()
    content = read_yaml(path, faults)
    if not faults:
        _check_head(path.name, content, faults)
    rows = [row for kind in KINDS for row in _rows(path.name, kind, content.get(kind), faults)]
    if faults:
        raise NotReadyError(
            f"Filen publicering/{path.name} har {len(faults)} fel. Ingenting har getts ut.",
            details=faults,
            remedy="rätta raderna. Utan filen skriver publish en ny, tom.",
        )
    return Record(
        str(content.get(BY) or ""),
        str(content.get(ON) or ""),
        {str(row["kontroll"]): row["klart"] == YES for row in rows},
        {str(row["kontroll"]): str(row.get("anteckning") or "") for row in rows},
    )


def _check_head(file: str, content: Mapping[str, Any], faults: Faults) -> None:
    unknown = set(content) - {"format", "rapport", BY, ON, *KINDS}
    faults.extend(f"{file}: nyckeln {key} är okänd" for key in sorted(map(str, unknown)))
    if content.get("format") != FORMAT_VERSION:
        faults.append(f"{file}: format ska vara {FORMAT_VERSION}")
    if content.get(ON):
        try:
            date.fromisoformat(str(content[ON]))
        except ValueError:
            faults.append(f"{file}: {ON} ska vara ett datum, ÅÅÅÅ-MM-DD")


def _rows(file: str, kind: str, given: Any, faults: Faults) -> list[Mapping[str, Any]]:
    if given is None:
        return []
    if not isinstance(given, list):
        faults.append(f"{file}: {kind} ska vara en lista")
        return []
    rows = []
    for number, row in enumerate(given, start=1):
        whole = isinstance(row, dict) and not set(row) - KEYS and row.get("kontroll")
        if not whole or row.get("klart") not in (YES, NO):
            faults.append(
                f"{file}: {kind}, post {number}: klart ska vara {YES} eller {NO}, och kontroll stå kvar"
            )
        else:
            rows.append(row)
    return rows


def record_yaml(report: str, points: Sequence[Point], record: Record) -> str:
    """The record as a file: every point once, with what has been filled in."""
    lines = [HEAD.format(report=report, yes=YES), f"format: {FORMAT_VERSION}\n"]
    lines.append(f"rapport: {_text(report)}\n{BY}: {_text(record.by)}\n{ON}: {_text(record.on)}\n")
    for kind in KINDS:
        own = [one for one in points if one.kind == kind]
        lines.append(f"\n{HEADS[kind]}\n{kind}:{'' if own else ' []'}\n")
        for one in own:
            lines.append(f"  - vad: {_text(one.what)}\n")
            if one.places:
                lines.append("    var:\n" + "".join(f"      - {_text(place)}\n" for place in one.places))
            lines.append(f"    kontroll: {_text(one.check)}\n")
            lines.append(f"    klart: {YES if record.done.get(one.check) else NO}\n")
            lines.append(f"    anteckning: {_text(record.notes.get(one.check, ''))}\n")
    return "".join(lines)


def _text(value: str) -> str:
    """A double-quoted YAML text; JSON's are."""
    return json.dumps(value, ensure_ascii=False)
