"""Params files: what is refused, and how it is said."""

from pathlib import Path

import pytest

from samlad.errors import ParamsError
from samlad.params import load_params

CHECKOUT = Path(__file__).parents[2]
GOOD = (CHECKOUT / "params" / "2024.yaml").read_text(encoding="utf-8")


def fault(tmp_path: Path, text: str) -> ParamsError:
    (tmp_path / "2024.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ParamsError) as caught:
        load_params(tmp_path, 2024)
    return caught.value


@pytest.mark.parametrize("year", [2021, 2022, 2023, 2024, 2025])
def test_every_year_in_the_checkout_has_params_that_load(year: int) -> None:
    assert load_params(CHECKOUT / "params", year).year == year


def test_a_report_reads_earlier_years_and_its_own_period_but_nothing_later() -> None:
    params = load_params(CHECKOUT / "params", 2024)
    assert params.wanted("T1") == ((2021, "VB"), (2022, "VB"), (2023, "VB"), (2024, "T1"))


def test_a_year_without_params_names_the_years_that_have_them() -> None:
    with pytest.raises(ParamsError, match="Parametrar finns för 2021, 2022, 2023, 2024, 2025"):
        load_params(CHECKOUT / "params", 2031)


def test_a_misspelt_key_is_named(tmp_path: Path) -> None:
    error = fault(tmp_path, GOOD.replace("series_from:", "series_form:"))
    assert "series_form: nyckeln är okänd (felstavad?)" in error.details
    assert "series_from: nyckeln saknas" in error.details
    assert error.exit_code == 10


def test_a_key_written_twice_is_refused_with_its_line(tmp_path: Path) -> None:
    error = fault(tmp_path, GOOD + "year: 2024\n")
    assert error.details == (f"2024.yaml, rad {len(GOOD.splitlines()) + 1}: en nyckel står två gånger",)


def test_a_code_must_be_text_so_that_0114_is_not_a_number(tmp_path: Path) -> None:
    error = fault(tmp_path, GOOD.replace('programme: "2021-2025"', "programme: 0114"))
    assert error.details == ("programme: ska vara text inom citattecken",)


def test_a_file_for_another_year_is_refused(tmp_path: Path) -> None:
    error = fault(tmp_path, GOOD.replace("year: 2024", "year: 2023"))
    assert "year är 2023, men filen heter 2024.yaml" in error.details


def test_all_faults_are_said_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("format: 1", "format: 2").replace('"kvalitet"', '"kvalite"')
    assert len(fault(tmp_path, text).details) == 2


def test_a_file_that_is_no_mapping_is_refused_without_a_traceback(tmp_path: Path) -> None:
    assert fault(tmp_path, "- ett\n- två\n").details == (
        "2024.yaml: ska bestå av rader på formen «nyckel: värde»",
    )
