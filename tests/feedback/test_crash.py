"""A crash is told without what it met: in the terminal, in the reading process, in a rule that cannot run."""

from __future__ import annotations

import importlib.util
import io
from pathlib import Path
from types import ModuleType

import openpyxl
import planting
import pytest
from invoke.exceptions import Exit
from unpacking import said_in

from samlad.errors import GateError
from samlad.intake.reading_process import ReadingProcess
from samlad.intake.refusals import Refused

SECRETS = (*planting.SECRETS, "märkord")


def tasks() -> ModuleType:
    path = Path(__file__).parents[2] / "tasks.py"
    spec = importlib.util.spec_from_file_location("tasks_of_ours", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def planted_workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in range(1, 1500):
        sheet.append([planting.everything(row)] * 8)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def stumbles(value: str) -> None:
    try:
        int(value)
    except ValueError:
        {}[value]


def test_a_fault_of_ours_is_told_by_its_place_and_not_by_what_it_met() -> None:
    with pytest.raises(Exit) as raised:
        tasks().people(stumbles)(planting.everything(1))
    error = raised.value
    assert error.code == 1
    assert "Fel i Samlad (KeyError, av ValueError)." in str(error.message)
    assert "test_crash.py, rad" in str(error.message)
    assert said_in(str(error.message).encode(), SECRETS) == []
    assert error.__cause__ is None and error.__suppress_context__


def test_a_developer_can_ask_for_the_whole_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMLAD_VISA_FEL", "ja")
    with pytest.raises(KeyError):
        tasks().people(stumbles)("x")


def test_an_error_for_people_keeps_its_words_and_code() -> None:
    def closed() -> None:
        raise GateError("Grinden är stängd.")

    with pytest.raises(Exit) as raised:
        tasks().people(closed)()
    assert (raised.value.code, str(raised.value.message)) == (12, "Grinden är stängd.")


def test_a_reading_process_that_is_killed_at_its_work_says_nothing(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with ReadingProcess(wall_seconds=0.05) as process, pytest.raises(Refused) as raised:
        process.read(planted_workbook())
    out, err = capfd.readouterr()
    assert raised.value.cause == "died"
    assert (out, err) == ("", "")
    assert said_in(repr(raised.value).encode(), SECRETS) == []
    assert raised.value.__cause__ is None and raised.value.__suppress_context__


def test_a_reading_process_that_meets_a_broken_planted_file_says_nothing(
    capfd: pytest.CaptureFixture[str],
) -> None:
    content = planted_workbook().replace(b"xl/worksheets/sheet1.xml", b"xl/worksheets/sheet9.xml")
    with ReadingProcess() as process, pytest.raises(Refused) as raised:
        process.read(content)
    out, err = capfd.readouterr()
    assert said_in((out + err + repr(raised.value)).encode(), SECRETS) == []
