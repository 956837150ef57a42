"""The released tables that a chapter may open: read once, as text, by name inside one folder."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samlad.errors import ChapterError
from samlad.formula_guard import unguarded

Row = Mapping[str, str]


@dataclass(frozen=True)
class Run:
    """Facts of the run that pages may name, from run.json."""

    year: int
    period: str
    period_label: str
    stem: str
    report_date: str
    dnr: str
    title: str
    synthetic: bool
    years: tuple[int, ...]
    sections: tuple[str, ...]
    edition: str
    fingerprint: str
    parameters: tuple[tuple[str, str], ...]


class Material:
    """The tables of one released folder. Nothing outside the folder can be named.

    Args:
        folder: relative path of the released folder.

    Raises:
        ChapterError: the path is not relative, or a table or word is not there.
    """

    def __init__(self, folder: str) -> None:
        path = Path(folder)
        if path.is_absolute() or ".." in path.parts:
            raise ChapterError(
                "Ett kapitel öppnar bara släppta tabeller, och anger dem med en relativ sökväg.",
                remedy='använd mappen som följer med kapitlet, som heter "released".',
            )
        self.folder = path
        self._tables: dict[str, tuple[Row, ...]] = {}
        self._documents: dict[str, Any] = {}

    def rows(self, name: str) -> tuple[Row, ...]:
        """All rows of `<name>.csv`, every cell as text."""
        if name not in self._tables:
            stream = io.StringIO(self._text(f"{name}.csv"), newline="")
            self._tables[name] = tuple(
                {key: unguarded(text) for key, text in row.items()}
                for row in csv.DictReader(stream, restval="")
            )
        return self._tables[name]

    def document(self, name: str) -> Any:
        """The content of `<name>.json`."""
        if name not in self._documents:
            try:
                self._documents[name] = json.loads(self._text(f"{name}.json"))
            except json.JSONDecodeError as error:
                raise ChapterError(f"Den släppta filen {name}.json går inte att läsa.") from error
        return self._documents[name]

    def optional_document(self, name: str) -> dict[str, Any]:
        """The content of `<name>.json`; nothing when it was not released."""
        there = (self.folder / f"{name}.json").is_file()
        return dict(self.document(name)) if there else {}

    def word(self, key: str, **values: str | int) -> str:
        """One of the reader's words (words.yaml); `{name}` in it becomes the value of that name."""
        words = self.document("words")
        if key not in words:
            raise ChapterError(f"Ordet «{key}» saknas i words.yaml.", remedy="lägg till ordet och kör om.")
        text = str(words[key] or "")
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text

    def codes(self, name: str) -> tuple[Row, ...]:
        """The rows of one code list, in its own order."""
        lists = self.document("codelists")
        if name not in lists:
            raise ChapterError(f"Kodlistan «{name}» saknas bland de släppta tabellerna.")
        return tuple(lists[name])

    def code(self, name: str, code: str) -> Row:
        """One row of a code list; a code without a row is its own label."""
        for row in self.codes(name):
            if row["code"] == code:
                return row
        return {"code": code, "label": code}

    def run(self) -> Run:
        """The run's facts."""
        facts = self.document("run")
        return Run(
            year=int(facts["year"]),
            period=facts["period"],
            period_label=facts["period_label"],
            stem=facts["stem"],
            report_date=facts["report_date"],
            dnr=facts["dnr"],
            title=facts["title"],
            synthetic=bool(facts["synthetic"]),
            years=tuple(int(year) for year in facts["years"]),
            sections=tuple(facts["sections"]),
            edition=facts["edition"],
            fingerprint=facts["fingerprint"],
            parameters=tuple(_pair(entry) for entry in facts["parameters"]),
        )

    def _text(self, name: str) -> str:
        try:
            return (self.folder / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ChapterError(
                f"Den släppta tabellen {name} saknas eller går inte att läsa.",
                remedy="gör om rapporten; tabellerna beskrivs i docs/reference/released.md.",
            ) from error


def number(text: str) -> float | None:
    """A number as we write it (decimal point); None where there is none."""
    return float(text) if text not in ("", "NaN", "<NA>") else None


def count(text: str) -> int:
    """A count as we write it, 0 where none is given; only for tallies, where nothing and 0 are the same."""
    return int(float(text)) if text else 0


def _pair(entry: Any) -> tuple[str, str]:
    return (entry["name"], entry["text"]) if isinstance(entry, Mapping) else (str(entry[0]), str(entry[1]))
