"""Received files made on the spot: workbooks with odd cells, and an inbox that is read as the real one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import openpyxl
import pytest

from samlad.desk import read_folders
from samlad.intake import receive
from samlad.intake.form import empty_form
from samlad.intake.form_writer import form_bytes
from samlad.intake.reading_process import ReadingProcess
from samlad.params import load_params
from samlad.reference import Reference, load_reference
from samlad.stages import Received

CHECKOUT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def reference() -> Reference:
    return load_reference(read_folders(CHECKOUT), load_params(CHECKOUT / "params", 2024))


@pytest.fixture(scope="session")
def process() -> Iterator[ReadingProcess]:
    with ReadingProcess() as running:
        yield running


@pytest.fixture
def received(tmp_path: Path, reference: Reference) -> Callable[..., Received]:
    """Put files in an inbox and read it: `received({"a.csv": b"…"}, year=2024, period="VB")`."""

    def read(files: Mapping[str, bytes], year: int = 2024, period: str = "VB") -> Received:
        folder = tmp_path / "incoming" / str(year) / period
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
        return receive(tmp_path / "incoming", [(year, period)], reference)

    return read


@pytest.fixture(scope="session")
def sheets() -> Callable[..., bytes]:
    """A workbook from cells by sheet and name: `sheets({"Blad": {"B3": 1.5, "B4": "=1+1"}})`.

    openpyxl writes formulas without a result, and text such as #N/A as an error cell.
    """

    def make(cells: Mapping[str, Mapping[str, object]], formats: Mapping[str, str] | None = None) -> bytes:
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.worksheets[0])
        for name, found in cells.items():
            sheet = workbook.create_sheet(name)
            for place, value in found.items():
                sheet[place] = value
                if formats and place in formats:
                    sheet[place].number_format = formats[place]
        stream = io.BytesIO()
        workbook.save(stream)
        workbook.close()
        return stream.getvalue()

    return make


@pytest.fixture(scope="session")
def form(reference: Reference) -> Callable[..., bytes]:
    """Our form for Farsta, with cells changed by openpyxl if any: `form({"Indikatorer": {"G2": "-"}})`."""

    def make(
        cells: Mapping[str, Mapping[str, object]] | None = None,
        formats: Mapping[str, str] | None = None,
        without: str = "",
    ) -> bytes:
        farsta = reference.organisation.committees["farsta"]
        blank = form_bytes(empty_form(reference, farsta, 2024, "VB"), reference.layout)
        if not cells and not without:
            return blank
        workbook = openpyxl.load_workbook(io.BytesIO(blank))
        if without:
            del workbook[without]
        for name, found in (cells or {}).items():
            sheet = workbook[name] if name in workbook.sheetnames else workbook.create_sheet(name)
            for place, value in found.items():
                sheet[place] = value
                if formats and place in formats:
                    sheet[place].number_format = formats[place]
        stream = io.BytesIO()
        workbook.save(stream)
        workbook.close()
        return stream.getvalue()

    return make


@pytest.fixture(scope="session")
def repacked() -> Callable[..., bytes]:
    """A package with its parts changed: `repacked(content, change)`; `change` gives None to leave one out."""

    def make(
        content: bytes,
        change: Callable[[str, bytes], bytes | None],
        more: Mapping[str, bytes] | None = None,
    ) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w", 8) as target:
            for part in source.namelist():
                changed = change(part, source.read(part))
                if changed is not None:
                    target.writestr(part, changed)
            for part, extra in (more or {}).items():
                target.writestr(part, extra)
        return stream.getvalue()

    return make
