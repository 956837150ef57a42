"""Code lists: each code with its label, order and validity, and the spellings that files use for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from samlad.files import Faults, read_table

REQUIRED = ("code", "label", "order", "valid_from", "valid_to")

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "periods": ("label_long", "ends"),
    "sex": ("label_children", "aliases"),
    "age_groups": ("from_age", "to_age", "adds", "aliases"),
    "age_words": ("from_age", "to_age"),
    "activity_status": ("aliases", "finished", "started"),
    "planned": ("aliases", "plans"),
    "assessments": ("sign", "sentence", "aliases"),
    "attainment": ("aliases",),
    "yes_no": ("aliases",),
    "delivery_status": ("aliases",),
    "survey_methods": ("aliases",),
    "target_setters": ("group_labels", "aliases"),
    "symbols": ("status",),
    "statuses": ("sign", "explanation", "spoken"),
    "severities": (),
    "correction_actions": ("explanation",),
}
"""The lists that the package asks for, with the columns beyond `REQUIRED`."""


def normal(text: str) -> str:
    """The form in which spellings are compared: case, runs of blanks and a final full stop don't count."""
    return " ".join(text.split()).casefold().rstrip(".").rstrip()


@dataclass(frozen=True)
class Codelist:
    """One code list, rows in `order`; every cell is text."""

    name: str
    rows: tuple[Mapping[str, str], ...]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """All codes in order."""
        return tuple(row["code"] for row in self.rows)

    @cached_property
    def by_code(self) -> Mapping[str, Mapping[str, str]]:
        """Rows by code."""
        return {row["code"]: row for row in self.rows}

    @cached_property
    def _spellings(self) -> Mapping[str, str]:
        return {normal(text): row["code"] for row in self.rows for text in _texts(row)}

    def label(self, code: str) -> str:
        """The word for a code; the code itself where the list lacks it."""
        row = self.by_code.get(code)
        return row["label"] if row is not None else code

    def labels_on(self, day: str) -> tuple[str, ...]:
        """The labels that are valid on a day, ISO, in order."""
        return tuple(
            row["label"]
            for row in self.rows
            if row["valid_from"] <= day and (not row["valid_to"] or day <= row["valid_to"])
        )

    def find(self, text: str) -> str | None:
        """The code that a received text means, or None."""
        return self._spellings.get(normal(text))


def _texts(row: Mapping[str, str]) -> list[str]:
    aliases = [alias for alias in row.get("aliases", "").split(" | ") if alias.strip()]
    return [row["code"], row["label"], *aliases]


Codelists = Mapping[str, Codelist]


def load_codelists(folder: Path, faults: Faults, fallback: Path | None = None) -> Codelists:
    """Every list named in `COLUMNS`; faults are added for what is missing or contradicts itself.

    Args:
        folder: the data folder's own lists.
        fallback: where a list that it lacks is taken from: it may have one of its own and share the others.
    """
    return {name: _load(codelist_file(name, folder, fallback), name, faults) for name in COLUMNS}


def codelist_file(name: str, folder: Path, fallback: Path | None = None) -> Path:
    """The file that a list is read from."""
    own = folder / f"{name}.csv"
    return own if fallback is None or own.exists() else fallback / own.name


def _load(path: Path, name: str, faults: Faults) -> Codelist:
    rows = read_table(path, (*REQUIRED, *COLUMNS[name]), faults, more=True)
    bad_order = [row["code"] for row in rows if not row["order"].isdecimal()]
    faults.extend(
        f"codelists/{name}.csv: koden «{code}» har en ordning som inte är ett tal" for code in bad_order
    )
    good = [row for row in rows if row["order"].isdecimal()]
    seen: dict[str, str] = {}
    for row in good:
        for text in _texts(row):
            other = seen.setdefault(normal(text), row["code"])
            # A list of received marks has no spellings: `..` and `.` are different marks.
            if other != row["code"] and name != "symbols":
                faults.append(
                    f"codelists/{name}.csv: stavningen «{text}» hör till både {other} och {row['code']}"
                )
    return Codelist(name, tuple(sorted(good, key=lambda row: int(row["order"]))))
