"""Params files: what is refused, and how it is said."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from samlad.errors import ParamsError
from samlad.params import ReportParams, load_params

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


@dataclass(frozen=True)
class Counted:
    """What `wanted` asks of an indicator."""

    cumulative: bool
    periods: tuple[str, ...]


def test_the_report_of_a_year_reads_the_ends_of_the_years_before_and_nothing_later() -> None:
    params = load_params(CHECKOUT / "params", 2024)
    before = ((2021, "VB"), (2022, "VB"), (2023, "VB"))
    assert params.wanted("VB") == (*before, (2024, "VP"), (2024, "VB"))


def test_a_year_that_collects_plans_reads_its_own_and_no_other_years() -> None:
    params = load_params(CHECKOUT / "params", 2024)
    assert params.collected == ("VP", "T1", "T2", "VB")
    assert params.wanted("VP") == ((2021, "VB"), (2022, "VB"), (2023, "VB"), (2024, "VP"))
    assert params.cutoff("VP") == date(2024, 1, 31) < params.cutoff("T1")
    without = load_params(CHECKOUT / "params", 2025)
    assert without.collected == ("VB",)
    assert not [period for _, period in without.wanted("VB") if period == "VP"]


@pytest.mark.parametrize("period", ["T1", "T2"])
def test_a_tertial_report_also_reads_the_same_tertial_of_the_years_before(period: str) -> None:
    params = load_params(CHECKOUT / "params", 2023)
    assert params.wanted(period) == (
        (2021, period), (2021, "VB"), (2022, period), (2022, "VB"), (2023, period),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("indicator", "period", "earlier"),
    [
        (Counted(True, ("T1", "T2", "VB")), "VB", ("T1", "T2")),
        (Counted(True, ("T1", "T2", "VB")), "T2", ("T1",)),
        (Counted(True, ("T1", "T2", "VB")), "T1", ()),
        (Counted(True, ("T2", "VB")), "VB", ("T2",)),
        (Counted(True, ("T1", "T2")), "VB", ()),
        (Counted(True, ("VB",)), "VB", ()),
        (Counted(False, ("T1", "T2", "VB")), "VB", ()),
    ],
)
def test_earlier_periods_of_the_year_are_read_where_something_is_counted_from_january_in_both(
    indicator: Counted, period: str, earlier: tuple[str, ...]
) -> None:
    wanted = load_params(CHECKOUT / "params", 2024).wanted(period, [indicator])
    assert [one for year, one in wanted if year == 2024] == ["VP", *earlier, period]
    assert wanted[-1] == (2024, period)


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


RETENTION = 'retention: {decision: "ÖVNING 2024/9", received: 2030-12-31, feedback: 2026-12-31}\n'


def loaded(tmp_path: Path, text: str) -> ReportParams:
    (tmp_path / "2024.yaml").write_text(text, encoding="utf-8")
    return load_params(tmp_path, 2024)


def test_retention_is_days_and_a_decision_and_what_has_no_day_is_kept(tmp_path: Path) -> None:
    kept = loaded(tmp_path, GOOD + RETENTION).retention
    assert kept is not None
    assert (kept.decision, kept.received, kept.drafts) == ("ÖVNING 2024/9", date(2030, 12, 31), None)
    assert loaded(tmp_path, GOOD).retention is None


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2025-03-30", "retention har en dag före årets sista report_date"),
        ("snart", "retention.received: ska vara ett datum på formen ÅÅÅÅ-MM-DD"),
    ],
)
def test_a_day_of_destruction_is_a_day_after_the_last_report(tmp_path: Path, written: str, said: str) -> None:
    assert fault(tmp_path, GOOD + RETENTION.replace("2030-12-31", written)).details == (said,)


def test_retention_without_a_decision_is_refused(tmp_path: Path) -> None:
    text = GOOD + "retention: {received: 2030-12-31}\n"
    assert fault(tmp_path, text).details == ("retention.decision: nyckeln saknas",)


def test_a_period_that_is_not_decided_waits_while_the_others_can_be_used(tmp_path: Path) -> None:
    text = GOOD.replace(
        'report_date: 2025-03-31, dnr: "ÖVNING 2024/3"', 'report_date: "att besluta", dnr: "att besluta"'
    )
    params = loaded(tmp_path, text)
    assert params.collected == ("VP", "T1", "T2")
    assert params.undecided == {"VB": ("report_date", "dnr")}


def test_what_cannot_wait_is_listed_with_its_place(tmp_path: Path) -> None:
    text = GOOD.replace('programme: "2021-2025"', 'programme: "att besluta"')
    error = fault(tmp_path, text.replace("2024-01-31", '"att besluta"'))
    assert error.details == ("programme", "plan.cutoff_date")
    assert "inte färdig" in error.message
    assert error.exit_code == 10


def test_where_no_period_is_decided_the_file_is_not_ready(tmp_path: Path) -> None:
    text = re.sub(r'dnr: "[^"]*"', 'dnr: "att besluta"', GOOD)
    assert fault(tmp_path, text).details == ("periods.T1.dnr", "periods.T2.dnr", "periods.VB.dnr")


def test_days_of_destruction_that_are_not_decided_destroy_nothing(tmp_path: Path) -> None:
    text = GOOD + RETENTION
    assert loaded(tmp_path, text.replace('"ÖVNING 2024/9"', '"att besluta"')).retention is None
    kept = loaded(tmp_path, text.replace("2030-12-31", '"att besluta"')).retention
    assert kept is not None and (kept.received, kept.feedback) == (None, date(2026, 12, 31))
