"""A form holds its own committee's values and nobody else's, and its stamp is kept by every format."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from samlad.intake.forms.issuing import Issuer
from samlad.intake.forms.workbook import issued_bytes
from samlad.stages import Received

Inbox = Callable[..., Received]
FIRST_MARK = 7_100_000
"""A number that nobody has: each committee's values are marked with its own."""


def test_no_form_holds_a_value_of_another_committee(issuer: Issuer) -> None:
    """Every committee's earlier values and ILS lines are marked, and every part of every file is searched."""
    ids = list(issuer.reference.organisation.committees)
    marks = {name: FIRST_MARK + number for number, name in enumerate(ids)}

    def marked(received: Received | None) -> Received | None:
        if received is None:
            return None
        rows = received.tables["indicators"].copy()
        for field in ("numerator", "denominator", "value", "target", "forecast"):
            rows[field] = rows["committee_id"].map(marks).astype("Float64")
            rows[f"{field}_mark"] = ""
        return replace(received, tables={**received.tables, "indicators": rows})

    maker = replace(issuer, earlier=marked(issuer.earlier), current=marked(issuer.current))
    seen = 0
    for committee in maker.committees():
        content = issued_bytes(maker.form(committee), maker.reference)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            text = " ".join(archive.read(name).decode("utf-8") for name in archive.namelist())
        mine = {committee.committee_id, *issuer.reference.organisation.predecessors(committee.committee_id)}
        plain = text.replace("\u00a0", "").replace(" ", "")
        found = {name for name, mark in marks.items() if str(mark) in plain}
        seen += bool(found)
        assert found <= mine, committee.committee_id
        others = [one.name for one in issuer.reference.organisation.committees.values()
                  if one.committee_id not in mine and f">{one.name}<" in text]  # fmt: skip
        assert others == [], committee.committee_id
    assert seen > 5


@pytest.mark.parametrize("form", ["ods", "xls"])
def test_the_stamp_is_kept_by_other_formats_and_a_wrong_one_is_told(
    alone: Issuer, inbox: Inbox, tmp_path: Path, libreoffice: Callable[..., list[Path]], form: str
) -> None:
    farsta = alone.form(alone.reference.organisation.committees["farsta"])
    moved = replace(farsta, about={**farsta.about, "committee": "Bromma stadsdelsnämnd"})
    (tmp_path / "bromma.xlsx").write_bytes(issued_bytes(moved, alone.reference))
    [saved] = libreoffice(form, tmp_path, tmp_path / "bromma.xlsx")
    found = inbox({saved.name: saved.read_bytes()})
    assert "intake-stamp-committee" in {one.rule_id for one in found.faults}


def test_a_share_is_computed_again_when_libreoffice_opens_the_form(
    alone: Issuer, inbox: Inbox, tmp_path: Path, libreoffice: Callable[..., list[Path]]
) -> None:
    farsta = alone.form(alone.reference.organisation.committees["farsta"])
    row = next(
        number for number, line in enumerate(farsta.tables["indicators"], start=6) if line.kind == "andel"
    )
    workbook = openpyxl.load_workbook(io.BytesIO(issued_bytes(farsta, alone.reference)))
    sheet = workbook["Indikatorer"]
    letters = {cell.value: cell.column_letter for cell in sheet[4]}
    sheet[f"{letters['Täljare']}{row}"], sheet[f"{letters['Nämnare']}{row}"] = 30, 40
    surveys = workbook["Enkäter"]
    headings = {cell.value: cell.column_letter for cell in surveys[4]}
    surveys[f"{headings['Fråga']}6"], surveys[f"{headings['Antal svar']}6"] = "Hur går det?", 50
    surveys[f"{headings['Svarsalternativ']}7"] = "bra"
    surveys[f"{headings['Antal som valde alternativet']}7"] = 20
    workbook.save(tmp_path / "farsta.xlsx")
    [saved] = libreoffice("xlsx", tmp_path / "ut", tmp_path / "farsta.xlsx")
    found = inbox({"farsta.xlsx": saved.read_bytes()})
    rows = found.tables["indicators"]
    assert rows.loc[rows["row"] == row, "value"].tolist() == [75.0]
    shares = found.tables["surveys"]
    assert shares.loc[shares["row"] == 7, "share"].tolist() == [40.0]
