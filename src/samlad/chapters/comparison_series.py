"""Published series from other sources: grouped by title, each value as its source gave it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from samlad import swedish
from samlad.chapters.anchors import comparison_anchor
from samlad.chapters.material import Row, number
from samlad.chapters.origin_links import series_link
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow
from samlad.chapters.scope import Scope

DISCONTINUED = "utgatt"


@dataclass(frozen=True)
class Value:
    """A published value of one year in one version; `replaced` when the source has since changed it."""

    row: Row
    replaced: bool

    @property
    def year(self) -> str:
        """The year as published: `2023`, `2017–2020`, or "" where the source does not say."""
        return self.row["year"].replace("-", swedish.EN_DASH)

    @property
    def number(self) -> float | None:
        """The value where it is one number."""
        return number(self.row["value"])

    @property
    def breaks(self) -> bool:
        """Whether the definition was changed before this value."""
        return self.row["break_before"] == "ja"

    @property
    def text(self) -> str:
        """The value as the source gave it: one number, a range, or about a number."""
        return value_text(self.row)

    def remarks(self, scope: Scope) -> str:
        """All that the reader must know about this one value."""
        words = [
            ("comparison_approximate", self.row["approximate"] == "ja"),
            ("comparison_range", bool(self.row["value_low"])),
            ("comparison_revised", self.row["revised"] == "ja"),
            ("comparison_break", self.breaks),
        ]
        replaced = ["ersatt av källan i en senare version"] if self.replaced else []
        said = "; ".join([*(scope.word(key) for key, present in words if present), *replaced])
        return " ".join(
            part for part in (f"{said[:1].upper()}{said[1:]}." if said else "", self.row["note"]) if part
        )


@dataclass(frozen=True)
class Series:
    """One published series."""

    row: Row
    values: tuple[Value, ...]

    sex: str

    @property
    def name(self) -> str:
        """What tells it from others of the same title: area, group, sex."""
        return ", ".join(part for part in (self.row["area"], self.row["group"], self.sex) if part)

    @property
    def current(self) -> tuple[Value, ...]:
        """The values that the source has not replaced."""
        return tuple(value for value in self.values if not value.replaced)

    @property
    def told(self) -> tuple[Value, ...]:
        """The values, and of those that the source has replaced the ones that it has changed."""
        now = {value.row["year"]: value.text for value in self.current}
        return tuple(
            value for value in self.values if not value.replaced or value.text != now.get(value.row["year"])
        )

    @property
    def discontinued(self) -> bool:
        """Whether the source has stopped publishing it."""
        return self.row["status"] == DISCONTINUED


@dataclass(frozen=True)
class Group:
    """Series with one title, unit and source."""

    goal_id: str
    number: int
    title: str
    unit: str
    series: tuple[Series, ...]

    @property
    def source(self) -> tuple[str, str]:
        """Publisher and title of the source; no publisher where the title begins with it."""
        row = self.series[0].row
        named_in_title = row["source_title"].startswith(row["publisher"])
        return ("" if named_in_title else row["publisher"]), row["source_title"]

    @property
    def anchor(self) -> str:
        """The group's lasting anchor."""
        return f"{comparison_anchor(self.goal_id)}-{self.number}"


def goal_groups(scope: Scope, goal_id: str) -> tuple[Group, ...]:
    """The groups beside a goal, in the order of the file; "" is the background."""
    values: dict[str, list[Row]] = {}
    for row in scope.material.rows("comparison_values"):
        values.setdefault(row["series_id"], []).append(row)
    groups: dict[tuple[str, str, str, str], list[Series]] = {}
    for row in scope.material.rows("comparison_series"):
        if row["goal_id"] == goal_id:
            key = (row["title"], row["unit"], row["publisher"], row["source_url"])
            sex = scope.material.code("sex", row["sex"])["label"] if row["sex"] else ""
            groups.setdefault(key, []).append(Series(row, _values(values.get(row["series_id"], [])), sex))
    return tuple(
        Group(goal_id, index, key[0], key[1], tuple(series))
        for index, (key, series) in enumerate(groups.items(), start=1)
    )


def overview_table(scope: Scope, anchor: str, groups: Sequence[Group]) -> PresentableTable | None:
    """The latest value of each group's first series."""
    rows = [_latest(scope, group) for group in groups if group.series[0].current]
    if not rows:
        return None
    columns = (Column("Gäller", numeric=False), Column("År"), Column("Värde"), Column("Enhet", numeric=False),
               Column("Källa", numeric=False))  # fmt: skip
    return PresentableTable(anchor, "Senast publicerade värden", "Serie", columns, tuple(rows))


def value_text(row: Row) -> str:
    """A value as the source gave it."""
    if row["value_low"] and row["value_high"]:
        low, high = (swedish.number(float(row[name])) for name in ("value_low", "value_high"))
        return f"{low}{swedish.EN_DASH}{high}"
    value = number(row["value"])
    if value is None:
        return ""
    return f"{'cirka ' if row['approximate'] == 'ja' else ''}{swedish.number(value)}"


def _values(rows: Iterable[Row]) -> tuple[Value, ...]:
    """Values by year, and versions of one year from the oldest to the one that stands."""
    by_year: dict[str, list[Row]] = {}
    for row in rows:
        by_year.setdefault(row["year"], []).append(row)
    values = []
    for year in sorted(by_year):
        versions = sorted(by_year[year], key=lambda row: (row["revised"] == "ja", row["vintage"]))
        values += [Value(row, row is not versions[-1]) for row in versions]
    return tuple(values)


def _latest(scope: Scope, group: Group) -> TableRow:
    series = group.series[0]
    value = series.current[-1]
    year = value.year or scope.word("comparison_year_unknown")
    cells = (TableCell(series.name), TableCell(year),
             TableCell(value.text, href=series_link(scope, series.row)), TableCell(group.unit),
             TableCell(series.row["publisher"]))  # fmt: skip
    return TableRow(TableCell(group.title), cells)
