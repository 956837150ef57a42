"""A share as 0,54, 54 % or 54, in every form of file: read where the cell says its unit, else refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from samlad.desk import read_folders
from samlad.params import load_params
from samlad.reference import Reference
from samlad.stages import Finding, Received
from samlad.validation import validate
from samlad.validation.gate import GateClosedError

CHECKOUT = Path(__file__).parents[2]
Read = Callable[..., Received]
FORMS = ("xlsx", "ods", "xls")

# What stands in the cell, its number format, then the value and whether it says percent.
CELLS: tuple[tuple[object, str, float, str], ...] = (
    (0.54, "0.0 %", 54.0, "procent"),
    (0.0054, "0.00%", 0.54, "procent"),
    (54, "General", 54.0, ""),
    (0.54, "General", 0.54, ""),
    (54, '0" procent"', 54.0, ""),
    ("54 %", "General", 54.0, "procent"),
    ("0,54 %", "General", 0.54, "procent"),
    ("54,3", "General", 54.3, ""),
    ("0,54", "General", 0.54, ""),
)


@pytest.fixture(scope="module")
def saved(
    form: Callable[..., bytes],
    libreoffice: Callable[..., list[Path]],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, bytes]:
    """The same workbook in every form, one cell of CELLS a row, saved by LibreOffice."""
    folder = tmp_path_factory.mktemp("procent")
    cells: dict[str, object] = {}
    for number, (value, _, _, _) in enumerate(CELLS, start=20):
        cells |= {f"A{number}": "3.I1", f"G{number}": value}
    formats = {f"G{number}": cell[1] for number, cell in enumerate(CELLS, start=20)}
    (folder / "farsta.xlsx").write_bytes(form({"Indikatorer": cells}, formats))
    made = {kind: libreoffice(kind, folder / kind, folder / "farsta.xlsx")[0] for kind in FORMS}
    return {kind: path.read_bytes() for kind, path in made.items()}


def doubted(found: Received, reference: Reference) -> list[Finding]:
    """What the gate says of units."""
    params = load_params(CHECKOUT / "params", 2024)
    with pytest.raises(GateClosedError) as closed:
        validate(found, reference, read_folders(CHECKOUT).expectations, params)
    record = closed.value.record
    return [one for one in record.findings if one.rule_id in ("andel-enhet", "arsmal-enhet")]


def expected_rows(table: pd.DataFrame, first: int) -> None:
    rows = table[table["row"] >= first]
    found = list(zip(rows["value"], rows["value_sign"], strict=True))
    assert found == [(pytest.approx(value), sign) for _, _, value, sign in CELLS]


@pytest.mark.parametrize("kind", FORMS)
def test_a_share_in_a_workbook_is_read_as_its_cell_says(
    received: Read, saved: dict[str, bytes], reference: Reference, kind: str
) -> None:
    found = received({f"farsta.{kind}": saved[kind]})
    expected_rows(found.tables["indicators"], 20)
    places = {(one.row, one.column.partition(" ")[0], one.severity) for one in doubted(found, reference)}
    assert places == {(23, "G", "critical"), (28, "G", "critical")}


def test_a_share_in_text_is_read_as_its_sign_says(received: Read, reference: Reference) -> None:
    texts = ["54,0 %", "0,54%", "54", "0,54", "54", "54\u00a0%", "0,54 %", "54,3", "0,54"]
    rows = [f"Farsta;VB 2024;3.I1;{text}" for text in texts]
    found = received({"f.csv": "\n".join(["Nämnd;Period;Indikator-id;Utfall", *rows]).encode()})
    expected_rows(found.tables["indicators"], 2)
    assert {one.row for one in doubted(found, reference)} == {5, 10}


def test_a_heading_may_say_that_the_column_is_in_percent(received: Read, reference: Reference) -> None:
    lines = "Nämnd;Period;Indikator-id;Utfall (procent)\nFarsta;VB 2024;3.I1;0,54\n"
    found = received({"f.csv": lines.encode()})
    assert found.tables["indicators"]["value_sign"].tolist() == ["procent"]
    assert doubted(found, reference) == []


def test_parts_decide_what_a_share_without_a_sign_means(received: Read, reference: Reference) -> None:
    lines = [
        "Nämnd;Period;Indikator-id;Täljare;Nämnare;Utfall",
        "Farsta;VB 2024;3.I1;27;50;0,54",
        "Bromma;VB 2024;3.I1;27;50;54",
        "Älvsjö;VB 2024;3.I1;1;185;0,54",
    ]
    found = received({"f.csv": "\n".join(lines).encode()})
    assert {one.row for one in doubted(found, reference)} == {2}


def test_an_ils_line_and_an_arsmal_without_a_sign_are_doubted_too(
    received: Read, reference: Reference
) -> None:
    named = {(item.item_id, item.part): item.matt for item in reference.programme.ils_matt}
    lines = ["Organisation\tPeriod\tMått\tVärde"]
    for part, text in (("value", "0,54"), ("target_kf", "0,6")):
        lines.append(f"Farsta stadsdelsnämnd\tVB 2024\t{named['3.I1', part]}\t{text}")
    found = received({"ils.txt": "\n".join(lines).encode()})
    assert {one.rule_id for one in doubted(found, reference)} == {"andel-enhet", "arsmal-enhet"}


def test_what_is_doubted_says_how_to_write_it(received: Read, reference: Reference) -> None:
    found = received({"f.csv": "Nämnd;Period;Indikator-id;Utfall\nFarsta;VB 2024;3.I1;0,54\n".encode()})
    [said] = doubted(found, reference)
    assert "procent" in said.message and "54 % om det är 54 av hundra" in said.remedy
