"""Bad input, and what is left after it: a clear message, the right exit code, and nothing lost."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from .conftest import Desk

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
    built_desk: Desk, state: State, spoil: Callable[[Desk], None], code: int, words: str
) -> None:
    report, archive = state(built_desk.output / "2024"), state(built_desk.output / "archive")
    spoil(built_desk)
    result = built_desk.report()
    assert result.returncode == code, result.stderr
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert state(built_desk.output / "2024") == report
    assert state(built_desk.output / "archive") == archive
    assert list(built_desk.output.glob(".arbete-*")) == []


def test_a_year_without_params_names_those_there_are(built: Desk) -> None:
    result = built.run("report", "--year", "2031")
    assert result.returncode == 10
    assert "Parametrar finns för 2021, 2022, 2023, 2024, 2025." in result.stderr


def test_an_output_folder_that_cannot_be_written_in_is_said(built: Desk, tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("inte en mapp", encoding="utf-8")
    result = built.run("report", "--year", "2024", "--output", str(tmp_path / "fil"))
    assert result.returncode == 18
    assert "går inte att skriva i" in result.stderr
    assert "Traceback" not in result.stderr


def processes_of(desk: Desk) -> list[str]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                cwd = str((entry / "cwd").readlink())
            except OSError:
                continue
            if str(desk.checkout) in command or cwd.startswith(str(desk.checkout)):
                found.append(command)
    return found


def start(desk: Desk) -> subprocess.Popen[str]:
    return subprocess.Popen(
        desk.command("report", "--year", "2024"),
        cwd=desk.checkout,
        env=desk.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def wait_for(process: subprocess.Popen[str], words: str) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        if words in line:
            return
    pytest.fail(f"«{words}» sades aldrig")


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("stage", ["Läser och granskar", "Kör kapitlen"])
def test_a_run_that_is_stopped_leaves_the_earlier_report_and_no_process(
    built_desk: Desk, state: State, sign: signal.Signals, stage: str
) -> None:
    report = state(built_desk.output / "2024")
    path = built_desk.checkout / "data" / "analysis" / "2024" / "mal-1.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nEtt stycke till.\n", encoding="utf-8")
    process = start(built_desk)
    wait_for(process, stage)
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
    assert state(built_desk.output / "2024") == report
    deadline = time.monotonic() + 15
    while processes_of(built_desk) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert processes_of(built_desk) == []
    assert [path.name for path in (built_desk.output / "archive").glob("2024-r*")] == ["2024-r01"]


def test_the_run_after_a_kill_works_without_cleaning_by_hand(built_desk: Desk) -> None:
    path = built_desk.checkout / "data" / "analysis" / "2024" / "mal-1.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nEtt stycke till.\n", encoding="utf-8")
    process = start(built_desk)
    wait_for(process, "Kör kapitlen")
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)
    result = built_desk.report()
    assert result.returncode == 0, result.stderr
    assert "arkiverad som 2024-r02" in result.stdout
    assert list(built_desk.output.glob(".arbete-*")) == []
    assert "Ett stycke till." in (built_desk.output / "2024" / "mal-1.html").read_text(encoding="utf-8")
