"""Reference pages say what the code does: columns, keys, codes, headings and limits, one by one."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path

import pytest

import samlad.errors
from samlad.archive.audit.making import TOLD_APART
from samlad.archive.contents import PARTS, is_compared
from samlad.codelists import COLUMNS as CODELIST_COLUMNS
from samlad.codelists import REQUIRED
from samlad.disclosure import approved
from samlad.files import Faults
from samlad.frames import ORIGINS, build
from samlad.intake import bounds
from samlad.intake.headings import REPEATED
from samlad.intake.refusals import CAUSES
from samlad.intake.tables import TABLE_FORMS
from samlad.layout import Layout, load_layout
from samlad.params import PeriodParams, ReportParams, Thresholds, load_params
from samlad.paths import Folders
from samlad.prose import KEYS, load_analysis
from samlad.reference import Reference, load_reference
from samlad.release import release, write_open_data
from samlad.release.tables import COLUMNS
from samlad.rules import read_rules
from samlad.stages import DisclosureRecord, Protected, RunFacts
from samlad.validation.suites import read_suites

Table = list[list[str]]
ReadTables = Callable[[str], dict[str, list[Table]]]
CODE = re.compile(r"`([^`]+)`")
PROGRAMME = "programme/2021-2025/"


@pytest.fixture(scope="session")
def folders(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Folders:
    return Folders(checkout, checkout / "data", checkout / "params", tmp_path_factory.mktemp("output"))


@pytest.fixture(scope="session")
def params(folders: Folders) -> ReportParams:
    return load_params(folders.params, 2024)


@pytest.fixture(scope="session")
def reference(folders: Folders, params: ReportParams) -> Reference:
    return load_reference(folders, params)


@pytest.fixture(scope="session")
def layout(checkout: Path) -> Layout:
    return load_layout(checkout / "data" / "forms.yaml", Faults())


@pytest.fixture(scope="session")
def released(
    reference: Reference, params: ReportParams, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Path]:
    """A release of nothing: its files and open data, by folder."""
    frames = {name: build(columns, ()) for name, columns in COLUMNS.items()}
    record = DisclosureRecord(hidden=build({}, ()), counts=build({}, ()))
    given = {one.name: () for one in fields(RunFacts)} | {"year": 2024, "synthetic": True}
    texts = ("period", "period_label", "stem", "report_date", "dnr", "title", "edition", "fingerprint")
    facts = RunFacts(**{**given, **dict.fromkeys(texts, "")})  # type: ignore[arg-type]
    root = tmp_path_factory.mktemp("released")
    made = release(
        Protected(**frames, origins=build(ORIGINS, ()), record=record),
        reference,
        params,
        root / "released",
        facts,
    )
    write_open_data(made, root / "data")
    return {"released": root / "released", "data": root / "data"}


def header(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as stream:
        return next(csv.reader(stream))


def codes(cells: Iterator[str] | list[str]) -> list[str]:
    return [code for cell in cells for code in CODE.findall(cell)]


def first_column(table: Table) -> list[str]:
    return codes([row[0] for row in table])


# --- referensdata.md ---


def test_every_reference_table_is_documented_column_by_column(
    read_tables: ReadTables, checkout: Path
) -> None:
    documented = read_tables("docs/reference/referensdata.md")
    files = [*(checkout / "data" / PROGRAMME).glob("*.csv"), *(checkout / "data/organisation").glob("*.csv")]
    assert len(files) == 12
    for path in files:
        assert first_column(documented[path.name][0]) == header(path), path.name


def test_every_comparison_column_is_documented(read_tables: ReadTables, checkout: Path) -> None:
    documented = {
        code
        for table in read_tables("docs/explanation/jamforelsedata.md")["Två tabeller"]
        for code in first_column(table)
    }
    for name in ("series.csv", "values.csv"):
        assert set(header(checkout / "data/comparison" / name)) <= documented


def test_every_codelist_is_documented_with_its_further_columns(
    read_tables: ReadTables, checkout: Path
) -> None:
    common, lists = read_tables("docs/reference/referensdata.md")["Kodlistor: codelists/"]
    assert first_column(common) == list(REQUIRED)
    further = {codes([row[0]])[0]: set(codes([row[1]])) for row in lists}
    assert set(further) == set(CODELIST_COLUMNS)
    for name, columns in further.items():
        assert columns == set(header(checkout / f"data/codelists/{name}.csv")) - set(REQUIRED), name


@pytest.mark.parametrize(
    ("heading", "part"),
    [("programme.yaml", "programme"), ("Röjandeskyddet: disclosure.yaml", "disclosure")],
)
def test_every_key_of_a_reference_file_is_documented(
    read_tables: ReadTables, reference: Reference, heading: str, part: str
) -> None:
    content = reference.programme.facts if part == "programme" else reference.disclosure
    assert set(first_column(read_tables("docs/reference/referensdata.md")[heading][0])) == set(content)


# --- formular.md ---


def test_every_sheet_and_heading_of_the_form_is_documented(read_tables: ReadTables, layout: Layout) -> None:
    shown = read_tables("docs/reference/formular.md")["Tabeller och rubriker"][0]
    given = []
    for key, table in layout.tables.items():
        for column in table.columns:
            required = "ja" if column.field in TABLE_FORMS[key].required else "nej"
            given.append([table.sheet, column.heading, "i CSV" if column.field in REPEATED else required])
    assert [row[:3] for row in shown] == given


def test_every_field_of_the_about_sheet_is_documented(read_tables: ReadTables, layout: Layout) -> None:
    shown = read_tables("docs/reference/formular.md")["Fälten på Om rapporten"][0]
    assert [row[0] for row in shown] == [column.heading for column in layout.about_fields]


def test_every_mark_is_documented_under_its_status(read_tables: ReadTables, reference: Reference) -> None:
    shown = read_tables("docs/reference/formular.md")["Tal och tecken"][1]
    documented = {mark: codes([row[2]])[0] for row in shown for mark in codes([row[0]])}
    assert documented == {row["code"]: row["status"] for row in reference.codelists["symbols"].rows}


def test_the_limits_of_received_files_are_documented(read_tables: ReadTables) -> None:
    shown = {
        row[0]: int(re.sub(r"\D", "", row[1]))
        for row in read_tables("docs/reference/formular.md")["Gränser"][0]
    }
    assert shown == {
        "filer i en periods mapp": bounds.MAX_FILES,
        "filens storlek": bounds.MAX_FILE_BYTES // 2**20,
        "uppackad Excelfil": bounds.MAX_UNPACKED_BYTES // 2**20,
        "blad": bounds.MAX_SHEETS,
        "rader": bounds.MAX_ROWS,
        "kolumner": bounds.MAX_COLUMNS,
        "tecken i en cell": bounds.MAX_CELL_CHARACTERS,
        "siffror i ett tal": bounds.MAX_DIGITS,
        "tid att läsa en Excelfil": int(bounds.CHILD_WALL_SECONDS),
    }


# --- released.md ---


@pytest.mark.parametrize(
    ("folder", "headings"),
    [
        (
            "released",
            (
                "released/: tabeller om det som nämnderna har lämnat",
                "released/: referensdata",
                "released/: JSON",
            ),
        ),
        ("data", ("output/<år>/data/: öppna data",)),
    ],
)
def test_every_released_file_is_documented_with_its_columns(
    read_tables: ReadTables,
    released: Mapping[str, Path],
    checkout: Path,
    folder: str,
    headings: tuple[str, ...],
) -> None:
    rows = [row for heading in headings for row in read_tables("docs/reference/released.md")[heading][0]]
    assert sorted(first_column(rows)) == sorted(path.name for path in released[folder].iterdir())
    for row in rows:
        name = CODE.findall(row[0])[0]
        if name.endswith(".csv"):
            columns = codes([row[2]])
            if row[2].startswith("alla i"):
                places = (checkout / "data" / one / columns[0] for one in (PROGRAMME, "comparison"))
                columns = header(next(path for path in places if path.exists()))
            assert columns == header(released[folder] / name), name


def test_every_fact_of_the_run_is_documented(documents: dict[str, str]) -> None:
    line = next(line for line in documents["docs/reference/released.md"].splitlines() if "`run.json`" in line)
    assert set(CODE.findall(line)) - {"run.json"} == {one.name for one in fields(RunFacts)}


# --- parametrar.md, felkoder.md, analys.md ---


def test_every_parameter_is_documented(read_tables: ReadTables) -> None:
    [[table]] = read_tables("docs/reference/parametrar.md").values()
    assert first_column(table) == list(ReportParams.model_fields)
    inner = {row[0].strip("`"): set(CODE.findall(row[1])) for row in table}
    assert set(PeriodParams.model_fields) <= inner["periods"]
    assert set(Thresholds.model_fields) <= inner["thresholds"]


def test_every_exit_code_that_a_command_can_give_is_documented(
    read_tables: ReadTables, checkout: Path
) -> None:
    [[table]] = read_tables("docs/reference/felkoder.md").values()
    sources = [path for path in (checkout / "src/samlad").rglob("*.py") if path.name != "errors.py"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    raised = {
        error.exit_code
        for name, error in vars(samlad.errors).items()
        if isinstance(error, type)
        and issubclass(error, samlad.errors.SamladError)
        and re.search(rf"\b{name}\(", text)
    }
    assert {int(row[0]) for row in table} == raised | {0, 1, 2, 130}


def test_every_key_of_a_text_and_of_an_approval_is_documented(read_tables: ReadTables) -> None:
    tables = read_tables("docs/reference/analys.md")
    assert first_column(tables["Huvudet"][0]) == list(KEYS)
    assert first_column(tables["godkand.yaml"][0]) == ["format", "godkanda", *approved.KEYS]


@pytest.mark.parametrize("page", ["docs/reference/analys.md", "docs/how-to/handbok.md"])
def test_the_example_of_a_text_can_be_used_as_it_stands(
    documents: dict[str, str], reference: Reference, tmp_path: Path, page: str
) -> None:
    [example] = re.findall(r"```markdown\n(.*?)```", documents[page], re.DOTALL)
    (tmp_path / "mal-1.md").write_text(example, encoding="utf-8")
    text = load_analysis(tmp_path, reference).texts["mal-1"]
    assert text.assessment == "delvis"
    assert "{1.I2/stad/2024}" in text.body


# --- nar-grinden-ar-stangd.md ---


def test_every_message_that_the_page_about_a_closed_gate_explains_can_be_given(
    read_tables: ReadTables, checkout: Path
) -> None:
    rules = [
        one.rule.fault
        for suite in read_suites(checkout / "expectations").values()
        for one in suite.expectations
    ]
    rules += [rule.fault for rule in read_rules(checkout / "expectations", Faults()).values()]
    rules += [cause.message for cause in CAUSES.values()]
    tables = read_tables("docs/how-to/nar-grinden-ar-stangd.md")
    messages = [
        row[0]
        for heading in ("Vem rättar?", "De vanligaste felen från nämnderna")
        for row in tables[heading][0]
    ]
    for message in messages:
        parts = [part.strip() for part in re.sub(r"\(varning\)", "", message).split("…") if part.strip()]
        assert any(all(part in rule for part in parts) for rule in rules), message


# --- arkiv.md ---


def test_every_part_of_a_run_is_documented_with_whether_it_is_compared(read_tables: ReadTables) -> None:
    [table] = read_tables("docs/reference/arkiv.md")["Delar"]
    assert first_column(table) == list(PARTS)
    compared = {codes([row[0]])[0]: row[2] for row in table}
    for part in PARTS:
        expected = "ja" if is_compared(part) else "nej"
        assert compared[part] == ("för sig" if part in TOLD_APART and expected == "ja" else expected), part
