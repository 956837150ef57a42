"""Where a number comes from: every row behind it is named, and nothing is said of what the row holds."""

from __future__ import annotations

import csv
import hashlib
import hmac
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_city import Reports, params, reference, run_facts

from samlad.disclosure import Approved, protect
from samlad.errors import ReleaseError
from samlad.frames import records
from samlad.keyed import file_hash
from samlad.measures import measure
from samlad.outcomes import build_outcomes
from samlad.release import release
from samlad.stages import Protected

FACTS = reference()


def city(n: int, of: int, women: int) -> Reports:
    """A share, a count about persons by sex with no row for those of unknown sex, an activity, a survey."""
    result = Reports().value("1.I1", "ange", 2024, n, of, target=50, target_setter="kf")
    result = result.value("1.I1", "oster", 2024, 1, 30).value("1.I1", "berga", 2024, "missing", "missing")
    result = result.split("1.I2", "ange", 2024, kvinnor=(women, None), man=(n, None))
    result = result.value("1.I2", "oster", 2024, of)
    return result.activity("1.A1", "ange", 2024, "pagar").own("E1", "oster", 2024, value=n)


def protected(reports: Reports) -> Protected:
    outcomes = build_outcomes(reports.validated(), FACTS, params())
    return protect(measure(outcomes, FACTS, params()), FACTS, params(), Approved(), key=b"prov")


def behind(result: Protected, cell_id: str) -> list[tuple[str, int | None]]:
    return [(row["committee_id"], row["row"]) for row in records(result.origins) if row["cell_id"] == cell_id]


def test_a_total_names_the_rows_of_all_that_owe_one_whatever_they_say() -> None:
    found = behind(protected(city(20, 40, 9)), "1.I1/stad/2024/VB/totalt/alla")
    assert [who for who, _ in found] == ["berga", "ange", "oster"]


def test_a_committees_number_names_its_own_row() -> None:
    assert behind(protected(city(20, 40, 9)), "1.I1/oster/2024/VB/totalt/alla") == [("oster", 3)]


def test_a_merged_committees_earlier_year_names_its_predecessors_rows() -> None:
    reports = Reports().value("1.I1", "dala", 2022, 3, 30).value("1.I1", "ek", 2022, 5, 30)
    result = protected(reports.value("1.I1", "nya", 2024, 9, 60))
    assert [who for who, _ in behind(result, "1.I1/nya/2022/VB/totalt/alla")] == ["dala", "ek"]


def test_targets_activities_and_own_indicators_are_followed_too() -> None:
    result = protected(city(20, 40, 9))
    assert behind(result, "1.I1/ange/2024/VB/arsmal/kf") == [("ange", None)]
    assert behind(result, "1.I1/stad/2024/VB/arsmal/kf") == [("ange", None)]
    assert behind(result, "1.A1/ange/2024/VB") == [("ange", 2)]
    assert behind(result, "egen/oster/E1/2024/VB/totalt/alla") == [("oster", 2)]


def test_a_split_about_persons_names_no_row_and_not_who_has_someone_in_it() -> None:
    result = protected(city(20, 40, 9))
    split = behind(result, "1.I2/stad/2024/VB/kvinnor/alla")
    assert [who for who, _ in split] == [who for who, _ in behind(result, "1.I2/stad/2024/VB/totalt/alla")]
    assert {row for _, row in split} == {None}


def test_rows_are_not_numbered_where_the_gaps_would_tell_which_groups_are_empty() -> None:
    assert behind(protected(city(20, 40, 9)), "1.I1/ange/2024/VB/totalt/alla") == [("ange", None)]
    whole = city(20, 40, 9).value("1.I2", "ange", 2024, sex="okant")
    for row in FACTS.codelists["age_groups"].rows:
        whole = whole if row["adds"] == "nej" else whole.value("1.I2", "ange", 2024, age_group=row["code"])
    assert behind(protected(whole), "1.I1/ange/2024/VB/totalt/alla") == [("ange", 2)]


def test_a_delivery_names_its_files_and_no_place_in_them() -> None:
    result = protected(city(20, 40, 9))
    found = [row for row in records(result.origins) if row["cell_id"] == "leverans/ange/2024/VB"]
    assert [(row["committee_id"], row["file"], row["sheet"], row["row"]) for row in found] == [
        ("ange", "x.xlsx", "", None)
    ]


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(n=st.integers(0, 40), women=st.integers(0, 30))
def test_whatever_the_numbers_are_the_origins_are_the_same(n: int, women: int) -> None:
    expected = records(protected(city(20, 40, 9)).origins)
    assert records(protected(city(n, 40, women)).origins) == expected


def test_a_hidden_number_is_listed_as_a_shown_one_is() -> None:
    open_, hidden = protected(city(20, 40, 9)), protected(city(2, 40, 1))
    status = {row["cell_id"]: row["status"] for row in records(hidden.cells)}
    assert "suppressed" in status.values()
    assert records(open_.origins) == records(hidden.origins)


def test_a_sheet_that_someone_has_named_is_not_named() -> None:
    reports = city(20, 40, 9)
    rows = [{**row, "sheet": "Anna Andersson"} for row in reports.tables["indicators"]]
    result = protected(replace(reports, tables={**reports.tables, "indicators": rows}))
    assert {row["sheet"] for row in records(result.origins)} == {""}
    assert "Anna Andersson" in set(result.record.origins["sheet"])


# --- the file ---


def names(key: bytes) -> dict[str, str]:
    found = {row["file"] for row in records(protected(city(20, 40, 9)).origins)}
    return {name: file_hash(hashlib.sha256(name.encode()).hexdigest(), key) for name in found}


def released(folder: Path, result: Protected, key: bytes = b"k") -> list[dict[str, str]]:
    made = release(result, FACTS, params(), folder, run_facts(), files=names(key))
    with (made.folder / "origins.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_files_are_named_by_a_keyed_hash_and_by_nothing_else(tmp_path: Path) -> None:
    sha = hashlib.sha256(b"2024/VB/oster.xlsx").hexdigest()
    expected = hmac.new(b"k", b"underlag\0" + sha.encode(), hashlib.sha256).hexdigest()
    rows = released(tmp_path / "a", protected(city(20, 40, 9)))
    [row] = [one for one in rows if one["cell_id"] == "1.I1/oster/2024/VB/totalt/alla"]
    assert row == {
        "cell_id": row["cell_id"],
        "committee_id": "oster",
        "file": expected,
        "sheet": "",
        "row": "3",
    }
    everything = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "a").iterdir())
    assert sha not in everything
    assert ".xlsx" not in everything
    other = released(tmp_path / "b", protected(city(20, 40, 9)), b"another year")
    assert not {one["file"] for one in rows} & {one["file"] for one in other}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"cell_id": "1.I1/ange/2024/VB/kvinnor/alla"}, "ingen släppt rad"),
        ({"sheet": "Anna 4"}, "bladet eller raden"),
        ({"committee_id": "berga", "cell_id": "1.I1/oster/2024/VB/totalt/alla"}, "inte ett ursprung"),
    ],
)
def test_the_check_stops_an_origin_that_may_not_be_told(
    tmp_path: Path, change: dict[str, str], why: str
) -> None:
    result = protected(city(20, 40, 9))
    origins = result.origins.copy()
    first = origins.index[origins["cell_id"] == "1.I1/ange/2024/VB/totalt/alla"][0]
    for name, value in change.items():
        origins.loc[first, name] = value
    with pytest.raises(ReleaseError, match=why):
        released(tmp_path, replace(result, origins=origins))


def test_the_check_stops_a_file_that_is_named_by_its_own_name(tmp_path: Path) -> None:
    result = protected(city(20, 40, 9))
    plain = {name: name for name in names(b"k")}
    with pytest.raises(ReleaseError, match="nycklade hash"):
        release(result, FACTS, params(), tmp_path, run_facts(), files=plain)
