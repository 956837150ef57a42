"""The utredare's texts and assessments: data/analysis/<year>/*.md, read strictly. Resolves no references."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from samlad.errors import ReleaseError
from samlad.params import SECTIONS
from samlad.reference import Reference
from samlad.typed_numbers import typed_numbers

NONE = "saknas"
KEYS = ("assessment", "assessed_by", "assessed_on", "reason", "conditions", "numbers")
CONDITION_KEYS = ("assessment", "reason")
FRONT = re.compile(r"\A---[ \t]*\n(?P<front>.*?\n)?---[ \t]*(?:\n|\Z)(?P<body>.*)\Z", re.DOTALL)


class ProseError(ReleaseError):
    """A text cannot be printed as it is: a typed number, an unknown code or key. Lists all faults."""


@dataclass(frozen=True)
class Text:
    """One text; `front` as read, with dates in ISO form; `line` is the body's first line in the file."""

    stem: str
    front: Mapping[str, Any]
    body: str
    line: int = 1

    @property
    def assessment(self) -> str:
        """The assessment's code; `saknas` where nobody has made one."""
        return str(self.front.get("assessment") or NONE)


@dataclass(frozen=True)
class Analysis:
    """All texts of a year by file name without ending: mal-1, sammanfattning, namnd-<id>."""

    texts: Mapping[str, Text] = field(default_factory=dict)

    def as_json(self) -> dict[str, dict[str, Any]]:
        """Front matter and body by stem, as chapters read them; `numbers` was for the check alone."""
        return {
            stem: {
                **{key: value for key, value in text.front.items() if key != "numbers"},
                "assessment": text.assessment,
                "body": text.body,
            }
            for stem, text in sorted(self.texts.items())
        }


def load_analysis(folder: Path, reference: Reference) -> Analysis:
    """Read a year's texts; a missing folder has none. Needs no data, so it can be done before anything else.

    Front matter (YAML 1.2, all keys may be left out): assessment (a code of assessments.csv; then
    assessed_by, assessed_on and reason too), conditions ({1.V1: {assessment, reason}}), and numbers: typed
    numbers that are not ours, each with its source ({"40 miljoner": "Budget 2024"}).

    Raises:
        ProseError: every fault of every file, one line each.
    """
    faults: list[str] = []
    texts = {}
    for path in sorted(folder.glob("*.md")) if folder.is_dir() else ():
        text = _read(path, faults)
        faults += [f"{path.name}: {fault}" for fault in _check(text, reference)]
        texts[text.stem] = text
    if faults:
        raise ProseError(
            f"Utredarens texter har {len(faults)} fel; ingenting har släppts.",
            details=faults,
            remedy="rätta raderna ovan; hur texterna skrivs står i docs/reference/analys.md.",
        )
    return Analysis(texts)


def _read(path: Path, faults: list[str]) -> Text:
    try:
        content = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        faults.append(f"{path.name}: filen är inte sparad som UTF-8")
        return Text(path.stem, {}, "")
    match = FRONT.match(content)
    start = match.start("body") if match is not None else 0
    body = content[start:].strip()
    line = content.count("\n", 0, content.index(body, start)) + 1
    if match is None:
        return Text(path.stem, {}, body, line)
    front: Any = None
    try:
        front = YAML(typ="safe", pure=True).load(match.group("front") or "")
    except YAMLError:
        faults.append(f"{path.name}: huvudet mellan --- går inte att tolka som YAML")
    if front is not None and not isinstance(front, dict):
        faults.append(f"{path.name}: huvudet ska bestå av rader på formen «nyckel: värde»")
        front = None
    return Text(path.stem, _plain(front or {}), body, line)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value if isinstance(value, int | list) else str(value)


def _check(text: Text, reference: Reference) -> list[str]:
    faults = [] if _known(text.stem, reference) else ["filnamnet hör inte till något kapitel"]
    faults += [f"nyckeln «{key}» är okänd" for key in text.front if key not in KEYS]
    codes = reference.codelists["assessments"].by_code
    if text.assessment not in codes:
        faults.append(f"bedömningen «{text.assessment}» finns inte i assessments.csv")
    elif text.assessment != NONE:
        needed = ("assessed_by", "assessed_on", "reason")
        faults += [
            f"en bedömning ska ha {key}" for key in needed if not str(text.front.get(key) or "").strip()
        ]
    return faults + _check_conditions(text, reference) + _check_numbers(text, reference)


def _known(stem: str, reference: Reference) -> bool:
    kind, _, subject = stem.partition("-")
    if kind == "mal":
        return subject in reference.programme.goals
    if kind == "namnd":
        return subject in reference.organisation.committees
    return stem in SECTIONS


def _check_conditions(text: Text, reference: Reference) -> list[str]:
    conditions = text.front.get("conditions") or {}
    if not isinstance(conditions, Mapping):
        return ["conditions ska bestå av förutsättningens id, med bedömning och skäl under"]
    faults = []
    codes = reference.codelists["assessments"].by_code
    for condition_id, given in conditions.items():
        known = reference.programme.conditions.get(condition_id)
        if known is None or text.stem != f"mal-{known.goal_id}":
            faults.append(f"förutsättningen «{condition_id}» hör inte till målet")
        if not isinstance(given, Mapping) or set(given) - set(CONDITION_KEYS):
            faults.append(f"{condition_id}: ska ha {' och '.join(CONDITION_KEYS)}, inget annat")
        elif given.get("assessment", NONE) not in codes:
            faults.append(f"{condition_id}: bedömningen «{given['assessment']}» finns inte i assessments.csv")
    return faults


def _check_numbers(text: Text, reference: Reference) -> list[str]:
    numbers = text.front.get("numbers") or {}
    if not isinstance(numbers, Mapping) or not all(str(source).strip() for source in numbers.values()):
        return ['numbers ska bestå av tal och källa: {"40 miljoner": "Budget 2024"}']
    conditions = text.front.get("conditions") or {}
    reasons = [str(text.front.get("reason") or "")]
    if isinstance(conditions, Mapping):
        reasons += [str(one.get("reason") or "") for one in conditions.values() if isinstance(one, Mapping)]
    found = [
        ("i skälet", number) for reason in reasons for _, number in typed_numbers(reason, reference, numbers)
    ]
    typed = typed_numbers(text.body, reference, numbers)
    found += [(f"rad {text.line + row - 1}", number) for row, number in typed]
    remedy = "skriv en hänvisning, till exempel {1.I1/stad/2024/VB}"
    return [f"{place}: talet «{number}» är skrivet för hand; {remedy}" for place, number in found]
