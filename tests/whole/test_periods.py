"""Tertial reports, and plain `invoke` in an environment that is already activated."""

from __future__ import annotations

import sys

from commanding import ran

from .conftest import Desk


def test_a_tertial_report_stands_beside_the_years_and_leaves_it_alone(desk: Desk) -> None:
    result = desk.run("report", "--year", "2024", "--period", "t1")
    assert result.returncode == 0, result.stderr
    assert {path.name for path in desk.output.iterdir() if not path.name.startswith(".")} == {
        "2024-T1",
        "archive",
        "feedback",
    }
    page = (desk.output / "2024-T1" / "mal-6.html").read_text(encoding="utf-8")
    assert "T1" in page or "tertial" in page.casefold()


def test_a_period_without_params_is_said(desk: Desk) -> None:
    result = desk.run("report", "--year", "2023", "--period", "T1")
    assert result.returncode == 10
    assert "Parametrarna för 2023 har ingen rapport för T1, bara för VB." in result.stderr


def test_plain_invoke_knows_the_same_commands(desk: Desk) -> None:
    environment = {name: value for name, value in desk.environment.items() if name != "PYTHONPATH"}
    command = [sys.executable, "-m", "invoke", "report", "--year", "2031"]
    result = ran(command, cwd=desk.checkout, env=environment)
    assert result.returncode == 10
    assert "Det finns inga parametrar för 2031" in result.stderr


def test_training_data_never_land_in_a_folder_with_real_files(desk: Desk) -> None:
    (desk.incoming / "farsta.xlsx").write_bytes(b"en verklig fil")
    result = desk.run("training-data")
    assert result.returncode == 2
    assert "innehåller annat än övningsdata" in result.stderr
