"""Bad input, and what is left after it: a clear message, the right exit code, and nothing lost."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from commanding import processes_of, started, wait_until, wait_until_said

from .conftest import Desk, write_more

State = Callable[[Path], dict[str, bytes]]


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def remove_incoming(desk: Desk) -> None:
    shutil.rmtree(desk.incoming)


def misspelt_key(desk: Desk) -> None:
    replace(desk.checkout / "params" / "2024.yaml", "series_from:", "serie_from:")


def real_file_beside(desk: Desk) -> None:
    shutil.copy(desk.incoming / "ovning_farsta.xlsx", desk.incoming / "farsta.xlsx")


def committee_of_the_past(desk: Desk) -> None:
    source = next(desk.incoming.glob("ovning_*_aktiviteter.csv"))
    raw = source.read_bytes()
    text = raw.decode("cp1252" if b"\xe4" in raw else "utf-8-sig")
    heading, first = text.splitlines()[:2]
    row = ";".join(["Norrmalms stadsdelsnämnd", *first.split(";")[1:]])
    (desk.incoming / "ovning_norrmalm_aktiviteter.csv").write_text(f"{heading}\n{row}\n", encoding="utf-8")


def misspelt_expectation(desk: Desk) -> None:
    replace(
        desk.checkout / "expectations" / "received_indicators.json",
        "expect_column_values",
        "expect_colum_values",
    )


def empty_sheet(desk: Desk) -> None:
    path = desk.incoming / "ovning_farsta.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("Om rapporten")
        workbook.add_worksheet("Indikatorer")


def unreadable_file(desk: Desk) -> None:
    (desk.incoming / "ovning_farsta.xlsx").write_bytes(b"PK\x03\x04 inte en arbetsbok")


def notebook_that_raises(desk: Desk) -> None:
    replace(desk.checkout / "notebooks" / "mal.ipynb", "chapter.heading()", "chapter.finns_inte()")


def unknown_reference_in_prose(desk: Desk) -> None:
    path = desk.checkout / "data" / "analysis" / "2024" / "mal-1.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n{9.I9/stad/2024/VB}\n", encoding="utf-8")


CASES = [
    (misspelt_key, 10, "serie_from: nyckeln är okänd"),
    (remove_incoming, 11, "incoming/2024/VB finns inte"),
    (unreadable_file, 11, "ovning_farsta.xlsx"),
    (real_file_beside, 12, "farsta.xlsx"),
    (committee_of_the_past, 12, "ovning_norrmalm_aktiviteter.csv"),
    (misspelt_expectation, 12, "received_indicators.json"),
    (empty_sheet, 12, "ovning_farsta.xlsx"),
    (notebook_that_raises, 16, "Mål"),
    (unknown_reference_in_prose, 16, "9.I9"),
]


@pytest.mark.parametrize(("spoil", "code", "words"), CASES, ids=[case[0].__name__ for case in CASES])
def test_bad_input_is_said_clearly_and_the_earlier_report_is_untouched(
    small_desk: Desk, state: State, spoil: Callable[[Desk], None], code: int, words: str
) -> None:
    report, archive = state(small_desk.output / "2024"), state(small_desk.output / "archive")
    spoil(small_desk)
    result = small_desk.report()
    assert result.returncode == code, result.stderr
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert state(small_desk.output / "2024") == report
    assert state(small_desk.output / "archive") == archive
    assert list(small_desk.output.glob(".arbete-*")) == []


def test_a_year_without_params_names_those_there_are(small_built: Desk) -> None:
    result = small_built.run("report", "--year", "2031")
    assert result.returncode == 10
    assert "Parametrar finns för 2021, 2022, 2023, 2024, 2025." in result.stderr


def test_an_output_folder_that_cannot_be_written_in_is_said(small_built: Desk, tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("inte en mapp", encoding="utf-8")
    result = small_built.run("report", "--year", "2024", "--output", str(tmp_path / "fil"))
    assert result.returncode == 18
    assert "går inte att skriva i" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize(
    ("stage", "at"),
    [
        ("Läser och granskar", "built_desk"),  # where there is much to read, it comes while that is done
        ("Kör kapitlen", "small_desk"),
    ],
)
def test_a_run_that_is_stopped_leaves_the_earlier_report_and_no_process(
    request: pytest.FixtureRequest, state: State, sign: signal.Signals, stage: str, at: str
) -> None:
    desk: Desk = request.getfixturevalue(at)
    report = state(desk.output / "2024")
    write_more(desk)
    with started(desk.command("report", "--year", "2024"), **desk.place) as process:
        wait_until_said(process, stage)
        time.sleep(0.4)
        os.kill(process.pid, sign)
        if sign == signal.SIGINT:  # impatient people press Ctrl-C twice
            time.sleep(0.05)
            os.kill(process.pid, sign)
        said = process.communicate(timeout=60)[1]
        if sign == signal.SIGINT:
            assert process.returncode == 130
            assert said.splitlines()[-1] == "Avbrutet. Den tidigare rapporten är orörd."
            assert "Traceback" not in said
        else:
            assert process.returncode == -sign
        assert state(desk.output / "2024") == report
        wait_until(lambda: not processes_of(desk.checkout), seconds=15)
    assert [path.name for path in (desk.output / "archive").glob("2024-r*")] == ["2024-r01"]


def test_the_run_after_a_kill_works_without_cleaning_by_hand(small_desk: Desk) -> None:
    write_more(small_desk)
    with started(small_desk.command("report", "--year", "2024"), **small_desk.place) as process:
        wait_until_said(process, "Kör kapitlen")
        os.kill(process.pid, signal.SIGKILL)
        process.communicate(timeout=60)
        result = small_desk.report()
    assert result.returncode == 0, result.stderr
    assert "arkiverad som 2024-r02" in result.stdout
    assert list(small_desk.output.glob(".arbete-*")) == []
    assert "Ett stycke till." in (small_desk.output / "2024" / "mal-1.html").read_text(encoding="utf-8")
