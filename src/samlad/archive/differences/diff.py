"""What changed between two runs: numbers, protection, statuses, assessments, texts, senders and figures.

Both are read as any reader could: their released tables and pages alone. Runs of the same year are held
against each other row by row; runs of different years by each one's own year.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

from samlad.archive.readable import check_readable
from samlad.errors import UsageError

SHOWN = "shown"
HIDING = ("suppressed", "suppressed_by_source")
FIGURE = re.compile(r'<figure\b[^>]*\bid="([^"]+)"[^>]*>(.*?)</figure>', re.DOTALL)
SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
SVG_TITLE = re.compile(r"<title\b[^>]*>([^<]+)</title>")
NOTHING = "–"

Row = Mapping[str, str]


@dataclass(frozen=True)
class Change:
    """One change: where, in words and as an id, and what stood there before and after."""

    place: str
    id: str
    before: str
    after: str


@dataclass(frozen=True)
class FigureChange:
    """A figure that isn't the same picture; `before` and `after` are SVG, "" where there is none."""

    page: str
    id: str
    before: str
    after: str

    @property
    def title(self) -> str:
        """What the figure says, as HTML; its id where it has no title."""
        found = SVG_TITLE.search(self.after) or SVG_TITLE.search(self.before)
        return found[1] if found else escape(self.id)


@dataclass(frozen=True)
class Differences:
    """All changes by section, in the reader's order, and the figures that changed."""

    old: Mapping[str, Any]
    new: Mapping[str, Any]
    sections: Mapping[str, tuple[Change, ...]]
    figures: tuple[FigureChange, ...]

    @property
    def any(self) -> bool:
        """Whether anything changed."""
        return bool(self.figures) or any(self.sections.values())


@dataclass(frozen=True)
class Run:
    """A sealed run's released side: `tables` is the folder with its released tables."""

    path: Path
    tables: Path

    @cached_property
    def facts(self) -> Mapping[str, Any]:
        """run.json of the released folder."""
        content: Mapping[str, Any] = self.json("run")
        return content

    def json(self, name: str) -> Any:
        """A released JSON file."""
        return json.loads((self.tables / f"{name}.json").read_text(encoding="utf-8"))

    def rows(self, table: str) -> list[Row]:
        """A released table; empty where the run has none of that name."""
        path = self.tables / f"{table}.csv"
        if not path.is_file():
            return []
        with path.open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))


def open_run(path: Path) -> Run:
    """A run to be compared.

    Raises:
        UsageError: the folder is no sealed run. AuditError: its format is newer than this version.
    """
    if not (path / "released" / "run.json").is_file() or not (path / "html").is_dir():
        raise UsageError(
            f"Det finns ingen körning i {path}.",
            remedy="ange mapparna med --old och --new, till exempel output/archive/2024-r01.",
        )
    check_readable(path)
    return Run(path.resolve(), path.resolve() / "released")


def diff(old: Run, new: Run) -> Differences:
    """Everything that a reader of both runs would see as changed."""
    both = _Both(old, new)
    return Differences(old.facts, new.facts, _sections(both), tuple(_figures(both)))


def table_changes(old: Path, new: Path) -> Mapping[str, tuple[Change, ...]]:
    """What changed from one folder of released tables to another, by section; figures follow from them."""
    return _sections(_Both(Run(old.parent, old), Run(new.parent, new)))


def _sections(both: _Both) -> Mapping[str, tuple[Change, ...]]:
    cells = list(_cells(both))
    sections = {
        "tal": [one for kind, one in cells if kind == "tal"],
        "skydd": [one for kind, one in cells if kind == "skydd"],
        "lage": [one for kind, one in cells if kind == "lage"],
        "aktiviteter": list(_activities(both)),
        "bedomningar": list(_assessments(both)),
        "texter": list(_texts(both)),
        "avsandare": list(_deliveries(both)),
    }
    return {key: tuple(found) for key, found in sections.items()}


class _Both:
    """Two runs, and the words to name what changed."""

    def __init__(self, old: Run, new: Run) -> None:
        self.old, self.new = old, new
        self.same_year = old.facts["year"] == new.facts["year"]
        runs = (old, new)
        self.units = {
            row["committee_id"]: row["short_name"] for run in runs for row in run.rows("organisation")
        }
        self.units |= {
            f"kind:{row['kind']}": row["label_plural"] for run in runs for row in run.rows("kinds")
        }
        self.units["stad"] = str(new.json("words")["city_column"])
        self.codes = {
            name: {code["code"]: code["label"] for code in codes}
            for name, codes in new.json("codelists").items()
        }

    def table(self, name: str, key: Callable[[Row], tuple[str, ...]]) -> Iterator[tuple[str, Row, Row]]:
        """Id and both rows of everything that is in either; an empty row where it is not there."""
        before, after = (
            {"/".join(key(row)): row for row in self._asked(run, name)} for run in (self.old, self.new)
        )
        for one in [*after, *(one for one in before if one not in after)]:
            yield one, before.get(one, {}), after.get(one, {})

    def _asked(self, run: Run, name: str) -> Iterator[Row]:
        for row in run.rows(name):
            if self.same_year or row.get("year") == str(run.facts["year"]):
                yield row

    def when(self, row: Row) -> str:
        """The year of a row, where runs of the same year are compared."""
        return f" {row['year']}" if self.same_year else ""

    def year(self, row: Row) -> str:
        """A row's year as a part of its key."""
        return row["year"] if self.same_year else "året"

    def unit(self, name: str) -> str:
        """Who, in words."""
        return self.units.get(name, name)

    def label(self, codes: str, code: str) -> str:
        """A code in words."""
        return self.codes.get(codes, {}).get(code, code) if code else NOTHING


def _cells(both: _Both) -> Iterator[tuple[str, Change]]:
    def key(row: Row) -> tuple[str, ...]:
        return (
            row["indicator_id"], row["committee_id"], both.year(row), row["period"], row["sex"],
            row["age_group"],
        )  # fmt: skip

    for name, before, after in both.table("cells", key):
        row = after or before
        one, other = before.get("text", ""), after.get("text", "")
        statuses = (before.get("status", ""), after.get("status", ""))
        if one == other and statuses[0] == statuses[1]:
            continue
        parts = [row["indicator_id"], both.unit(row["committee_id"]) + both.when(row)]
        parts += [both.label("periods", row["period"])] if row["period"] != "VB" else []
        parts += [both.label("sex", row["sex"]).lower()] if row["sex"] != "totalt" else []
        parts += [both.label("age_groups", row["age_group"])] if row["age_group"] != "alla" else []
        yield _kind(*statuses), Change(", ".join(parts), name, one or NOTHING, other or NOTHING)


def _kind(before: str, after: str) -> str:
    if before == after == SHOWN:
        return "tal"
    return "skydd" if before in HIDING or after in HIDING else "lage"


def _activities(both: _Both) -> Iterator[Change]:
    def key(row: Row) -> tuple[str, ...]:
        return (row["activity_id"], row["committee_id"], both.year(row), row["period"])

    for name, before, after in both.table("activities", key):
        row = after or before
        one, other = (both.label("activity_status", end.get("status", "")) for end in (before, after))
        if one != other:
            yield Change(
                f"{row['activity_id']}, {both.unit(row['committee_id'])}{both.when(row)}", name, one, other
            )


def _assessments(both: _Both) -> Iterator[Change]:
    texts = (both.old.json("analysis"), both.new.json("analysis"))
    for name in sorted({*texts[0], *texts[1]}):
        one, other = (both.label("assessments", text.get(name, {}).get("assessment", "")) for text in texts)
        if one != other:
            yield Change(name, name, one, other)

    def key(row: Row) -> tuple[str, ...]:
        return (row["goal_id"], row["committee_id"], both.year(row), row["period"])

    for name, before, after in both.table("assessments", key):
        row = after or before
        one, other = (both.label("assessments", end.get("assessment", "")) for end in (before, after))
        if one != other:
            yield Change(f"Mål {row['goal_id']}, {both.unit(row['committee_id'])}", name, one, other)


def _texts(both: _Both) -> Iterator[Change]:
    texts = (both.old.json("analysis"), both.new.json("analysis"))
    for name in sorted({*texts[0], *texts[1]}):
        for part in ("reason", "body"):
            one, other = (str(text.get(name, {}).get(part, "")) for text in texts)
            paragraphs = [set(text.split("\n\n")) for text in (one, other)]
            gone = [part for part in one.split("\n\n") if part and part not in paragraphs[1]]
            came = [part for part in other.split("\n\n") if part and part not in paragraphs[0]]
            if gone or came:
                yield Change(
                    name, f"{name}/{part}", "\n\n".join(gone) or NOTHING, "\n\n".join(came) or NOTHING
                )

    def key(row: Row) -> tuple[str, ...]:
        return (
            row["committee_id"],
            both.year(row),
            row["period"],
            row["kind"],
            row["goal_id"],
            row["item_id"],
        )

    for name, before, after in both.table("comments", key):
        row = after or before
        if before.get("text") != after.get("text"):
            place = f"{both.unit(row['committee_id'])}, {row['item_id'] or row['goal_id']}".strip(", ")
            yield Change(place, name, before.get("text", NOTHING), after.get("text", NOTHING))


def _deliveries(both: _Both) -> Iterator[Change]:
    def key(row: Row) -> tuple[str, ...]:
        return (row["committee_id"], both.year(row), row["period"])

    for name, before, after in both.table("deliveries", key):
        row = after or before
        one, other = (_delivery(both, end) for end in (before, after))
        if one != other:
            yield Change(both.unit(row["committee_id"]) + both.when(row), name, one, other)


def _delivery(both: _Both, row: Row) -> str:
    if not row:
        return "har inte lämnat"
    decided = both.label("delivery_status", row["decision_status"]).lower()
    return " ".join(one for one in (decided, row["decision_date"], row["decision_dnr"]) if one)


def _figures(both: _Both) -> Iterator[FigureChange]:
    before, after = (_pictures(run.path / "html") for run in (both.old, both.new))
    for name in [*after, *(name for name in before if name not in after)]:
        if before.get(name) != after.get(name):
            yield FigureChange(*name, before.get(name, ""), after.get(name, ""))


def _pictures(folder: Path) -> dict[tuple[str, str], str]:
    found = {}
    for page in sorted(folder.glob("*.html")):
        if page.name == "rapport.html":  # the same figures once more
            continue
        for name, inside in FIGURE.findall(page.read_text(encoding="utf-8")):
            # A figure is drawn for wide and for narrow pages; the narrow one goes side by side.
            found[page.stem, name] = (SVG.findall(inside) or [""])[-1]
    return found
