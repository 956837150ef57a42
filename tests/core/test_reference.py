"""Reference data are checked against themselves, and every fault is said at once."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from samlad.desk import read_folders
from samlad.errors import CatalogueError
from samlad.params import load_params
from samlad.reference import Reference, load_reference

CHECKOUT = Path(__file__).parents[2]
PARAMS = load_params(CHECKOUT / "params", 2024)
REFERENCE_PARTS = (
    "programme",
    "organisation",
    "codelists",
    "comparison",
    "words.yaml",
    "forms.yaml",
    "form_texts.yaml",
    "disclosure.yaml",
    "kontakter.csv",
    "kontroll.yaml",
)


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference(read_folders(CHECKOUT), PARAMS)


@pytest.fixture
def spoilt(tmp_path: Path) -> Callable[..., str]:
    """Load a copy of the reference data after `change` has had its way with it; give the message."""

    def load(change: Callable[[Path], object]) -> str:
        data = tmp_path / "data"
        data.mkdir()
        for part in REFERENCE_PARTS:
            source = CHECKOUT / "data" / part
            (shutil.copytree if source.is_dir() else shutil.copy)(source, data / part)
        change(data)
        with pytest.raises(CatalogueError) as caught:
            load_reference(read_folders(CHECKOUT, data=str(data)), PARAMS)
        return str(caught.value)

    return load


def replace(name: str, old: str, new: str) -> Callable[[Path], object]:
    def change(data: Path) -> None:
        path = data / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def test_the_organisation_changes_in_the_middle_of_2023(reference: Reference) -> None:
    assert len(reference.organisation.on(date(2023, 6, 30), "stadsdelsnamnd")) == 13
    assert len(reference.organisation.on(date(2023, 7, 1), "stadsdelsnamnd")) == 11
    assert reference.organisation.predecessors("jarva") == ("rinkeby-kista", "spanga-tensta")


@pytest.mark.parametrize(
    ("year", "period", "rows"), [(2023, "T1", 125), (2023, "T2", 109), (2024, "VB", 109)]
)
def test_expected_indicator_rows_follow_the_organisation_and_the_hosts(
    reference: Reference, year: int, period: str, rows: int
) -> None:
    duties = [
        duty for item in reference.programme.indicators for duty in reference.duties(item, year, period)
    ]
    assert sum(duty.expected for duty in duties) == rows


@pytest.mark.parametrize(("year", "period", "rows"), [(2023, "T1", 531), (2024, "VB", 463)])
def test_expected_activity_rows_follow_the_organisation_and_the_hosts(
    reference: Reference, year: int, period: str, rows: int
) -> None:
    duties = [
        duty
        for item in reference.programme.activities
        for duty in reference.duties(item, year, period)
        if duty.committee.kind != "bostadsbolag"
    ]
    assert sum(duty.expected for duty in duties) == rows


def test_a_responsible_that_does_not_exist_is_named(spoilt: Callable[..., str]) -> None:
    message = spoilt(replace("programme/2021-2025/responsibilities.csv", "socialnamnden", "socialnamden"))
    assert "den ansvariga «socialnamden» finns varken i organisation.csv eller kinds.csv" in message


def test_thresholds_must_agree_between_params_and_rules(spoilt: Callable[..., str]) -> None:
    message = spoilt(replace("disclosure.yaml", "denominator_min: 21", "denominator_min: 20"))
    assert "disclosure.yaml: denominator_min är 20, men params för 2024 säger 21" in message


def test_a_word_that_another_citys_words_lack_is_named_before_anything_is_read(
    spoilt: Callable[..., str],
) -> None:
    message = spoilt(replace("words.yaml", "report_short_year:", "raport_short_year:"))
    assert "words.yaml: ordet «report_short_year» saknas" in message


def test_an_alias_for_two_committees_is_refused(spoilt: Callable[..., str]) -> None:
    def change(data: Path) -> None:
        with (data / "organisation" / "aliases.csv").open("a", encoding="utf-8") as stream:
            stream.write("BROMMA.,farsta,prov\n")

    assert "hör till både" in spoilt(change)


def test_a_missing_table_and_a_misspelt_column_are_said_together(spoilt: Callable[..., str]) -> None:
    def change(data: Path) -> None:
        (data / "organisation" / "roles.csv").unlink()
        replace("programme/2021-2025/goals.csv", "goal_id,text", "goal_id,txt")(data)

    message = spoilt(change)
    assert "organisation/roles.csv: filen saknas" in message
    assert "2021-2025/goals.csv: kolumnen text saknas, kolumnen txt är okänd" in message
