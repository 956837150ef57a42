"""Faults of the machine, and what is left: a clear message, the earlier report, and no cleaning up."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from commanding import PATIENCE, ran, started, wait_until_said

from .conftest import Desk, write_more

State = Callable[[Path], dict[str, bytes]]

NO_FORCE = ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override")
"""Takes from root the right to write where nobody may; others never had it."""


@contextmanager
def building(desk: Desk, words: str) -> Iterator[subprocess.Popen[str]]:
    """A new report that has come to the stage that says `words`."""
    with started(desk.command("report", "--year", "2024"), **desk.place) as process:
        wait_until_said(process, words)
        yield process


def lose_pages(desk: Desk) -> None:
    """Take away the pages, so that the next report puts them back from the archive."""
    shutil.rmtree(desk.output / "2024")


def said(result: subprocess.CompletedProcess[str]) -> str:
    assert "Traceback" not in result.stderr
    assert "Fel i Samlad" not in result.stderr
    return result.stderr


def test_a_disk_without_room_is_said_and_the_next_run_needs_no_help(small_desk: Desk, state: State) -> None:
    pages, archive = state(small_desk.output / "2024"), state(small_desk.output / "archive")
    lose_pages(small_desk)
    result = ran(
        small_desk.command("report", "--year", "2024"),
        **small_desk.place,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
    )
    assert result.returncode == 18
    assert "Disken är full" in said(result)
    assert not (small_desk.output / "2024").exists()
    assert state(small_desk.output / "archive") == archive
    assert list(small_desk.output.glob(".arbete-*")) == []
    again = small_desk.report()
    assert again.returncode == 0, again.stderr
    assert state(small_desk.output / "2024") == pages


def test_an_output_folder_without_leave_to_write_is_said_and_nothing_is_touched(
    small_desk: Desk, state: State
) -> None:
    lose_pages(small_desk)
    before = state(small_desk.output)
    small_desk.output.chmod(0o555)
    prefix = NO_FORCE if os.geteuid() == 0 else ()
    try:
        result = ran([*prefix, *small_desk.command("report", "--year", "2024")], **small_desk.place)
    finally:
        small_desk.output.chmod(0o755)
    assert result.returncode == 18
    assert "går inte att skriva i" in said(result)
    assert state(small_desk.output) == before


def test_two_reports_of_the_same_year_at_once_are_kept_apart(small_desk: Desk, state: State) -> None:
    before = state(small_desk.output / "2024")
    write_more(small_desk)
    with building(small_desk, "Läser och granskar") as first:
        first.send_signal(signal.SIGSTOP)  # it has not come to its end when the second begins
        second = small_desk.report()
        assert second.returncode == 18
        assert "En rapport för 2024 byggs redan." in said(second)
    assert state(small_desk.output / "2024") == before


def test_a_received_file_that_changes_while_it_is_being_read_stops_the_report(
    built_desk: Desk, state: State
) -> None:
    before = state(built_desk.output / "2024")
    write_more(built_desk)
    with building(built_desk, "Läser och granskar") as run:
        path = built_desk.incoming / "ovning_farsta.xlsx"
        path.write_bytes((built_desk.incoming / "ovning_norra-innerstaden.xlsx").read_bytes())
        _, errors = run.communicate(timeout=PATIENCE)
    assert run.returncode in (11, 12)  # 12 where the gate has stopped what the new file says
    assert "Traceback" not in errors
    assert state(built_desk.output / "2024") == before


def test_a_file_that_comes_while_the_report_is_built_stops_it_and_the_next_one_has_it(
    small_desk: Desk, state: State
) -> None:
    report, archive = state(small_desk.output / "2024"), state(small_desk.output / "archive")
    write_more(small_desk)
    with building(small_desk, "Kör kapitlen") as run:
        prose = small_desk.checkout / "data" / "analysis" / "2024"
        (prose / "namnd-farsta.md").write_text("Ett nytt stycke om nämnden.\n", encoding="utf-8")
        _, errors = run.communicate(timeout=PATIENCE)
    assert run.returncode == 18
    assert "kom till eller försvann medan rapporten byggdes" in errors
    assert "analysis/2024/namnd-farsta.md" in errors
    assert state(small_desk.output / "2024") == report
    assert state(small_desk.output / "archive") == archive


def test_a_damaged_newest_run_is_named_and_the_report_is_made_again_beside_it(
    small_desk: Desk, state: State
) -> None:
    run, pages = small_desk.output / "archive" / "2024-r01", state(small_desk.output / "2024")
    page = run / "html" / "index.html"
    page.write_bytes(page.read_bytes()[:1000])
    half = run.with_name("2024-r02")
    shutil.copytree(run / "html", half / "html")
    damaged = state(run)
    lose_pages(small_desk)
    result = small_desk.report()
    assert result.returncode == 0, result.stderr
    assert "2024-r01/html/index.html: filen är ändrad" in result.stdout
    assert "2024-r02/manifest.sha256: manifestet saknas" in result.stdout
    assert "arkiverad som 2024-r03" in result.stdout
    assert state(small_desk.output / "2024") == pages
    assert state(run) == damaged
    for folder, words in ((run, "html/index.html: filen är ändrad"), (half, "ingen förseglad körning")):
        audit = small_desk.run("audit", "--run", str(folder))
        assert audit.returncode == 19
        assert words in said(audit)


def test_files_from_a_time_to_come_change_nothing(small_desk: Desk, state: State) -> None:
    """A clock that is set back makes every file one of the future."""
    before = state(small_desk.output)
    for path in small_desk.checkout.rglob("*"):
        os.utime(path, (4_000_000_000, 4_000_000_000))
    result = small_desk.report()
    assert result.returncode == 0, result.stderr
    assert "Ingenting har ändrats sedan 2024-r01" in result.stdout
    assert state(small_desk.output) == before
