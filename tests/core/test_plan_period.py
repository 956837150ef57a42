"""A plan has forms and a gate, and is shown in the year's reports: it has none of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from samlad.desk import read_folders, read_period
from samlad.errors import ParamsError, UsageError
from samlad.journal import Silent
from samlad.pipeline import ask, build_report

CHECKOUT = Path(__file__).parents[2]


def test_a_report_of_a_plan_is_refused_with_where_it_is_shown(tmp_path: Path) -> None:
    folders = read_folders(CHECKOUT, output=str(tmp_path))
    with pytest.raises(UsageError, match="ingen egen rapport") as refused:
        build_report(folders, 2024, read_period("vp"), workers=1, progress=Silent())
    assert refused.value.exit_code == 2 and "validate --year 2024 --period VP" in str(refused.value)
    assert not any(tmp_path.iterdir())


def test_a_year_that_collects_no_plans_says_how_to_begin(tmp_path: Path) -> None:
    folders = read_folders(CHECKOUT, output=str(tmp_path))
    assert ask(folders, 2024, "VP").stem == "2024-VP"
    with pytest.raises(ParamsError, match="säger att inga planer samlas in") as refused:
        ask(folders, 2023, "VP")
    assert "lägg till plan med cutoff_date" in str(refused.value)
