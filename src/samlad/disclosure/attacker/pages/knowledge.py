"""What the released tables allow the pages to say: the numbers of shown rows, and where nothing may stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path

from samlad.disclosure.attacker.counts import CITY, HIDDEN, SHOWN
from samlad.disclosure.attacker.files import Folder, Line, read_folder
from samlad.disclosure.attacker.pages.numbers import Plain, numbers
from samlad.disclosure.attacker.pages.placed import Placed, read_placed

COUNTED = frozenset(
    {"nämnd", "nämnder", "nämnderna", "bolag", "indikatorer", "indikator", "aktiviteter", "aktivitet", "svar",
     "mål", "rader", "serier", "kapitel", "diagram", "linjediagram", "perioder", "år", "uppgifter"}
)  # fmt: skip
"""Words that are counted in a report beside the values of indicators."""

STEPS = (Decimal(1), Decimal("0.1"))
"""What numbers are rounded to in a report."""

LABELS = ("label", "label_plural", "label_definite_plural")
SUMMED = "summerad"
TOLD = ("nar", "nar_inte")
NUMERIC = ("numerator", "denominator", "value")


@dataclass(frozen=True)
class Item:
    """What may be said of one indicator that has hidden rows.

    Attributes:
        hidden: ids of its hidden rows.
        shown: every number that its shown rows give, as printed.
        counted: (n, m) that may be said of how many have answered, have a value, or reach their aim.
        aims: (n, m) of those that reach an aim of those that are shown, by period.
    """

    name: str
    hidden: frozenset[str]
    shown: frozenset[str]
    counted: frozenset[tuple[int, int]]
    aims: frozenset[tuple[int, int]]


@dataclass(frozen=True)
class Allowed:
    """The released tables, as what pages may say.

    Attributes:
        items: indicators with hidden rows, by id.
        anchors: row id by the anchor of its place in a page, for hidden rows.
        status: status of every row, by id.
        areas: committee by its short name and by its name; `stad` by the words for the whole.
        sexes: code by label.
        own: (committee, name) of own indicators with hidden rows, and the numbers of their shown rows.
        values: values of each indicator's shown totals, which may stand behind those of its parts.
        period: the period of the run: that of its latest rows.
        placed: where numbers come from, as the released origins say it.
    """

    folder: Folder
    items: Mapping[str, Item]
    anchors: Mapping[str, str]
    status: Mapping[str, str]
    areas: Mapping[str, str]
    sexes: Mapping[str, str]
    own: Mapping[tuple[str, str], frozenset[str]]
    values: Mapping[str, tuple[float, ...]]
    period: str
    plain: Plain
    placed: Placed = field(default_factory=Placed)


def read_allowed(released: Path) -> Allowed:
    """Read a released folder."""
    folder = read_folder(released)
    cells = folder.lines("cells")
    hidden = [line for line in cells if line["status"] in HIDDEN]
    items = {
        name: _item(name, cells, folder) for name in dict.fromkeys(line["indicator_id"] for line in hidden)
    }
    kinds = (word for line in folder.lines("kinds") for word in (line.get(name, "") for name in LABELS))
    organisation = folder.lines("organisation")
    return Allowed(
        folder=folder,
        items=items,
        anchors={anchor(line["cell_id"]): line["cell_id"] for line in hidden},
        status={line["cell_id"]: line["status"] for line in cells},
        areas={line[name].casefold(): line["committee_id"] for line in organisation
               for name in ("short_name", "name")},
        sexes={line[name].casefold(): line["code"] for line in folder.codes["sex"]
               for name in ("label", "label_children") if line.get(name)},
        own=_own(folder),
        values=_totals(cells),
        period=max((line["year"], line["period"]) for line in cells)[1] if cells else "",
        plain=Plain({*COUNTED, *filter(None, kinds)}),
        placed=read_placed(folder),
    )  # fmt: skip


def anchor(cell: str) -> str:
    """The anchor of a row's place: `/` and `:` become `-`."""
    return "c-" + cell.replace("/", "-").replace(":", "-").strip("-")


def _item(name: str, cells: Iterable[Line], folder: Folder) -> Item:
    rows = [line for line in cells if line["indicator_id"] == name]
    found = {"0", "100"}
    for line in rows:
        if line["status"] == SHOWN:
            found |= _printed(line)
    for table, columns in (("changes", ("text",)), ("targets", ("target",)), ("attainment", ("target",))):
        for line in folder.lines(table):
            if (line.get("indicator_id") or line["cell_id"].split("/")[0]) == name:
                found |= {number for column in columns for number in numbers(line.get(column) or "")}
    about = next((line for line in folder.lines("indicators") if line["indicator_id"] == name), {})
    found |= {number for text in about.values() for number in numbers(text or "")}
    ids = frozenset(line["cell_id"] for line in rows if line["status"] in HIDDEN)
    return Item(name, ids, frozenset(found), _counted(name, rows, folder), _aims(name, folder))


def _counted(name: str, rows: Iterable[Line], folder: Folder) -> frozenset[tuple[int, int]]:
    """How many have answered, and how many have a value that is shown."""
    lines = [line for line in folder.lines("coverage") if line["item_id"] == name]
    found = {(int(line["n_reported"]), int(line["n_due"])) for line in lines}
    shown = Counter(
        (line["year"], line["period"]) for line in rows
        if line["status"] == SHOWN and line["basis"] != SUMMED
    )  # fmt: skip
    return frozenset(found | {(n, m) for n in shown.values() for _, m in found if n <= m})


def _aims(name: str, folder: Folder) -> frozenset[tuple[int, int]]:
    """How many reach their aim, of those for whom it is told."""
    reached: Counter[tuple[str, str]] = Counter()
    told: Counter[tuple[str, str]] = Counter()
    for line in folder.lines("attainment"):
        if line["indicator_id"] == name and line["outcome"] in TOLD and line["committee_id"] != CITY:
            told[line["year"], line["period"]] += 1
            reached[line["year"], line["period"]] += line["outcome"] == TOLD[0]
    return frozenset((reached[when], told[when]) for when in told)


def _totals(cells: Iterable[Line]) -> dict[str, tuple[float, ...]]:
    found: dict[str, tuple[float, ...]] = {}
    for line in cells:
        if line["status"] == SHOWN and line["basis"] == SUMMED and line["value"]:
            found[line["indicator_id"]] = (*found.get(line["indicator_id"], ()), float(line["value"]))
    return found


def _printed(line: Line) -> set[str]:
    """The numbers of a shown row, as they stand and rounded as a report rounds them."""
    found = set(numbers(line.get("text") or ""))
    for column in NUMERIC:
        try:
            value = Decimal(line[column])
        except InvalidOperation:
            continue
        found |= {line[column], *(str(abs(value.quantize(step, ROUND_HALF_UP))) for step in STEPS)}
        if column == "denominator" and value:
            found.add(str((100 / value).quantize(STEPS[1], ROUND_HALF_UP)))  # a single person's share
    return found


def _own(folder: Folder) -> dict[tuple[str, str], frozenset[str]]:
    rows = folder.lines("own_indicators")
    names = {(line["committee_id"], line["name"]) for line in rows if line["status"] in HIDDEN}
    shown: dict[tuple[str, str], set[str]] = {name: set() for name in names}
    for line in rows:
        key = (line["committee_id"], line["name"])
        if key in shown and line["status"] == SHOWN:
            shown[key] |= _printed(line)
    return {key: frozenset(found) for key, found in shown.items()}
