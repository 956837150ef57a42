"""`report --review`: a draft that leaves the house is entered in the register, once, with its tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from samlad.register import load_register

from .conftest import Desk

State = Callable[[Path], dict[str, bytes]]


def test_a_draft_that_is_let_out_is_in_the_register_and_makes_no_new_run(
    small_desk: Desk, state: State
) -> None:
    before = state(small_desk.output / "2024")
    out = small_desk.report()
    assert not (small_desk.checkout / "data" / "released.yaml").exists(), out.stdout
    for _ in range(2):
        result = small_desk.run("report", "--year", "2024", "--review", "--to", "Äldrenämnden")
        assert result.returncode == 0, result.stderr
        assert "Utkastet får lämnas ut till Äldrenämnden" in result.stdout
        assert "2024-g01" in result.stdout
    [entry] = load_register(small_desk.checkout / "data").entries
    tables = load_register(small_desk.checkout / "data").tables(entry)
    sealed = small_desk.output / "archive" / "2024-r01" / "released"
    assert (tables / "cells.csv").read_bytes() == (sealed / "cells.csv").read_bytes()
    again = small_desk.report()
    assert "Ingenting har ändrats sedan 2024-r01" in again.stdout
    assert state(small_desk.output / "2024") == before


def test_a_changed_table_in_the_register_stops_the_report_and_leaves_the_old_one(
    small_desk: Desk, state: State
) -> None:
    assert small_desk.run("report", "--year", "2024", "--review").returncode == 0
    before = state(small_desk.output / "2024")
    table = small_desk.checkout / "data" / "released" / "2024-g01" / "cells.csv"
    table.write_text(table.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    result = small_desk.report()
    assert result.returncode == 15
    assert "released/2024-g01/cells.csv: tabellen är ändrad" in result.stderr
    assert "Traceback" not in result.stderr
    assert state(small_desk.output / "2024") == before


def test_a_key_that_is_missing_when_something_is_out_is_never_drawn_again(small_desk: Desk) -> None:
    assert small_desk.run("report", "--year", "2024", "--review").returncode == 0
    (small_desk.checkout / "data" / "hemligt" / "ovning_fro").unlink()
    result = small_desk.report()
    assert result.returncode == 15
    assert "fro-2024" in result.stderr
    assert not (small_desk.checkout / "data" / "hemligt" / "fro-2024").exists()


def test_a_recipient_without_a_review_is_a_usage_error(desk: Desk) -> None:
    result = desk.run("report", "--year", "2024", "--to", "Äldrenämnden")
    assert result.returncode == 2
    assert "--review" in result.stderr
