"""A small builder of `Received`: one committee's whole delivery, to be broken one cell at a time."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from samlad.errors import SamladError
from samlad.intake.tables import DELIVERY_COLUMNS, TABLE_FORMS, typed_frame
from samlad.params import ReportParams, load_params
from samlad.paths import Folders
from samlad.reference import Reference, load_reference
from samlad.stages import FileRecord, Finding, Received
from samlad.validation import gate
from samlad.validation.asking import Questions, ask, ordered
from samlad.validation.duty import DutyBook
from samlad.validation.personal_data import every_text, nothing_released, texts_frame

CHECKOUT = Path(__file__).resolve().parents[2]
ABOUT = (
    "committee", "period", "year", "reporter", "manager", "reported_on", "decision_status", "decision_date",
    "decision_dnr", "form_version",
)  # fmt: skip
COLUMN = {
    "numerator": "E", "denominator": "F", "value": "G", "target": "H", "forecast": "J", "status": "C",
    "assessment": "C", "answers": "I", "chosen": "K", "share": "L",
}  # fmt: skip
"""Where a field stands in the form that the builder writes."""

COMMITTEE = "sodermalm"
"""A stadsdelsnämnd that also is host, so that every kind of indicator is due."""

Row = dict[str, Any]


@dataclass
class Sent:
    """What has been sent so far, as rows by table; `made()` is the `Received` of it."""

    reference: Reference
    tables: dict[str, list[Row]] = field(default_factory=lambda: {key: [] for key in TABLE_FORMS})
    deliveries: list[Row] = field(default_factory=list)
    files: list[FileRecord] = field(default_factory=list)
    faults: list[Finding] = field(default_factory=list)

    def delivery(
        self, committee_id: str = COMMITTEE, year: int = 2024, period: str = "VB", **more: Any
    ) -> Sent:
        """Add one committee's whole and faultless delivery, as one file."""
        form = more.get("form", "xlsx")
        name = more.get("name", f"{year}/{period}/ovning_{committee_id}.{form}")
        base = {"file": name, "form": form, "year": year, "period": period, "stated_year": year}
        base |= {"stated_period": period, "committee_text": "avsändaren", "committee_id": committee_id}
        self.files.append(FileRecord(name, "0" * 64, 1, form, year, period, "ovning_" in name))
        book = DutyBook(self.reference)
        due = [(table, item_id) for table, item_id, whose in book.due(year, period) if whose == committee_id]
        for table, item_id in due:
            self._answer(table, item_id, base)
        about = dict.fromkeys(ABOUT, "x") | {"reported_on": f"{year + 1}-01-20", "form_version": "1"}
        about |= {"decision_status": "beslutad", "decision_date": f"{year + 1}-02-10"}
        for number, (name_, value) in enumerate(about.items(), start=2):
            row = {**base, "sheet": "Om rapporten", "row": number, "field": name_, "value": value}
            self.tables["about"].append(row)
        self.deliveries.append({**about, **base, "files": name})
        return self

    def _answer(self, table: str, item_id: str, base: Row) -> None:
        if table == "activities":
            self.add(table, item_id=item_id, status="pagar", base=base)
            return
        kind = self.reference.programme.indicators[item_id].kind
        numbers = {"andel": (27, 50, 54), "antal": (None, None, 40), "ja_nej": (None, None, 1)}[kind]
        splits = [("totalt", "alla")]
        if self.reference.programme.indicators[item_id].by_sex and kind == "antal":
            splits += [("kvinnor", "alla"), ("man", "alla")]
        for sex, age_group in splits:
            value = 20 if sex != "totalt" else numbers[2]
            self.add(
                table, item_id=item_id, sex=sex, age_group=age_group, base=base,
                numerator=numbers[0], denominator=numbers[1], value=value,
            )  # fmt: skip

    def add(self, table: str, base: Row | None = None, **cells: Any) -> Row:
        """Add a row to a table, as intake would give it; blank where nothing is said. Returns the row."""
        rows = self.tables[table]
        base = base or next(row for rows in self.tables.values() for row in rows)
        keys = (
            "file",
            "form",
            "year",
            "period",
            "stated_year",
            "stated_period",
            "committee_text",
            "committee_id",
        )
        number = 2 + sum(row["file"] == base["file"] for row in rows)
        sheet = self.reference.layout.tables[table].sheet if base["form"] == "xlsx" else ""
        row = {**{key: base[key] for key in keys}, "sheet": sheet, "row": number}
        form = TABLE_FORMS[table]
        for name in form.numbers:
            row |= {name: None, f"{name}_mark": "blank", f"{name}_cell": f"{COLUMN[name]}{number}"}
        row |= dict(form.defaults) | {f"{name}_cell": f"{COLUMN[name]}{number}" for name in form.placed}
        rows.append(row)
        change(row, **cells)
        return row

    def row(self, table: str, item_id: str, sex: str = "totalt", committee_id: str = "") -> Row:
        """The row of an item, of the first committee unless another is named; to be broken."""
        keys = {"item_id": item_id, "committee_id": committee_id or self.deliveries[0]["committee_id"]}
        if table == "indicators":
            keys["sex"] = sex
        return next(
            row for row in self.tables[table] if all(row[key] == value for key, value in keys.items())
        )

    def made(self) -> Received:
        """The `Received` of what has been sent."""
        return Received(
            tables={
                key: typed_frame(self.tables[key], form.columns, form.numbers)
                for key, form in TABLE_FORMS.items()
            },
            deliveries=typed_frame(self.deliveries, DELIVERY_COLUMNS),
            files=tuple(self.files),
            faults=tuple(self.faults),
            synthetic=all(record.synthetic for record in self.files),
        )

    def joined(self, others: list[Sent]) -> Sent:
        """This and all the others together."""
        joined = self.copied()
        for other in others:
            for key, rows in other.tables.items():
                joined.tables[key] += rows
            joined.deliveries += other.deliveries
            joined.files += other.files
            joined.faults += other.faults
        return joined

    def copied(self) -> Sent:
        """A copy to break."""
        return replace(
            self,
            tables=copy.deepcopy(self.tables),
            deliveries=copy.deepcopy(self.deliveries),
            files=list(self.files),
            faults=list(self.faults),
        )


def change(row: Row, **cells: Any) -> None:
    """Change cells of a row; a number takes its mark with it."""
    for name, value in cells.items():
        row[name] = value
        if f"{name}_mark" in row:
            row[f"{name}_mark"] = "blank" if value is None else ""


@pytest.fixture(scope="session")
def params() -> ReportParams:
    """The checkout's params for 2024."""
    return load_params(CHECKOUT / "params", 2024)


@pytest.fixture(scope="session")
def reference(params: ReportParams) -> Reference:
    """The checkout's reference data."""
    folders = Folders(CHECKOUT, CHECKOUT / "data", CHECKOUT / "params", CHECKOUT / "output")
    try:
        return load_reference(folders, params)
    except SamladError as error:
        pytest.fail(str(error))


@pytest.fixture(scope="session")
def suites() -> Path:
    """The suites in force."""
    return CHECKOUT / "expectations"


@pytest.fixture(scope="session")
def send(reference: Reference) -> Callable[..., Sent]:
    """Makes one committee's faultless delivery for a year, with something in every table."""

    def deliver(committee_id: str = COMMITTEE, year: int = 2024) -> Sent:
        sent = Sent(reference).delivery(committee_id, year)
        sent.add("goals", goal_id="1", assessment="delvis", reason="skäl")
        sent.add("analysis", goal_id="1", text="text")
        sent.add(
            "own_indicators", own_id="F1", goal_id="2", name="namn", kind="andel", about_persons="nej",
            numerator=10, denominator=40, value=25,
        )  # fmt: skip
        asked = {"goal_id": "2", "question": "fråga", "method": "enkat", "about_persons": "ja", "answers": 40}
        sent.add("surveys", own_id="F1", alternative="ja", chosen=25, **asked)
        sent.add("surveys", own_id="F1", alternative="nej", chosen=15)
        sent.add("own_activities", own_id="FA1", goal_id="2", name="namn", status="pagar")
        return sent

    return deliver


@pytest.fixture(scope="session")
def whole(send: Callable[..., Sent]) -> Sent:
    """One committee's faultless delivery; copy it before it is broken."""
    return send()


@pytest.fixture
def sent(whole: Sent) -> Sent:
    """A faultless delivery to break."""
    return whole.copied()


@pytest.fixture(scope="session")
def nothing_sent(reference: Reference) -> Sent:
    """Nothing sent yet; copy it, or join others to it."""
    return Sent(reference)


@pytest.fixture(scope="session")
def change_row() -> Callable[..., None]:
    """`change`, for tests that break rows."""
    return change


@pytest.fixture(scope="session")
def questions_of(reference: Reference, suites: Path, params: ReportParams) -> Callable[..., Questions]:
    """What the gate asks of a delivery, by the suites of the checkout or of another folder."""

    def questions(sent: Sent, folder: Path = suites) -> Questions:
        made = sent.made()
        texts = texts_frame(every_text(made, reference), nothing_released)
        return gate.prepare(made, reference, folder, params, texts)

    return questions


@pytest.fixture(scope="session")
def ask_gate(questions_of: Callable[..., Questions]) -> Callable[..., tuple[Finding, ...]]:
    """What the gate finds, in all tables or those that are named."""

    def ask_tables(sent: Sent, tables: Sequence[str] = gate.TABLES) -> tuple[Finding, ...]:
        return ordered(ask(questions_of(sent), tables).findings)

    return ask_tables


@pytest.fixture(scope="session")
def usual(whole: Sent, ask_gate: Callable[..., tuple[Finding, ...]]) -> frozenset[Finding]:
    """What the gate says of the faultless delivery: that the others have sent nothing."""
    return frozenset(ask_gate(whole))


@pytest.fixture(scope="session")
def new_findings(
    ask_gate: Callable[..., tuple[Finding, ...]], usual: frozenset[Finding]
) -> Callable[..., list[Finding]]:
    """What the gate says of a broken delivery beyond what it says of the faultless one."""

    def find(sent: Sent, tables: Sequence[str] = gate.TABLES) -> list[Finding]:
        return [finding for finding in ask_gate(sent, tables) if finding not in usual]

    return find
