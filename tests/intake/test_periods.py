"""A period is read as people write it, and any day within it means it."""

import pytest

from samlad.intake.periods import StatedPeriod, read_period
from samlad.reference import Reference


@pytest.mark.parametrize(
    ("text", "year", "period"),
    [
        ("VB 2024", 2024, "VB"),
        ("2024 VB", 2024, "VB"),
        ("2024", 2024, "VB"),
        ("T1 2024", 2024, "T1"),
        ("Tertial 2 2022", 2022, "T2"),
        ("Verksamhetsberättelse", None, "VB"),
        ("VP 2024", 2024, "VP"),
        ("2024-01-25", 2024, "T1"),
        ("2024-04-30", 2024, "T1"),
        ("2024-05-01", 2024, "T2"),
        ("2024-01-01 00:00:00", 2024, "T1"),
        ("2024-08-31T23:59", 2024, "T2"),
        ("2024-13-01", None, "2024-13-01"),
        ("2024-08-31", 2024, "T2"),
        ("2024-12-31", 2024, "VB"),
        ("våren", None, "våren"),
        ("VB 2023 och 2024", None, "VB 2023 och 2024"),
        ("", None, ""),
    ],
)
def test_a_period_is_read(reference: Reference, text: str, year: int | None, period: str) -> None:
    assert read_period(text, reference.codelists["periods"]) == StatedPeriod(year, period)


@pytest.mark.parametrize(
    ("text", "year", "period"),
    [
        ("2024-01-25", 2024, "VP"),
        ("2024-12-31 00:00:00", 2024, "VP"),
        ("2024", 2024, "VP"),
        ("Plan 2024", 2024, "VP"),
        ("T1 2024", 2024, "T1"),
        ("2023-12-14", 2023, "VP"),
    ],
)
def test_among_plans_any_day_of_the_year_means_its_plan(
    reference: Reference, text: str, year: int, period: str
) -> None:
    assert read_period(text, reference.codelists["periods"], "VP") == StatedPeriod(year, period)
