"""What people type at the desk, and where the folders come from."""

from pathlib import Path

import pytest

from samlad.desk import read_folders, read_period, read_year
from samlad.errors import ParamsError, UsageError


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in ("data", "params", "annat/data"):
        (tmp_path / name).mkdir(parents=True)
    return tmp_path


def test_without_anything_said_the_checkouts_own_folders_are_used(checkout: Path) -> None:
    folders = read_folders(checkout)
    assert (folders.data, folders.params, folders.output) == (
        checkout / "data",
        checkout / "params",
        checkout / "output",
    )


def test_lokalt_yaml_sets_the_desks_defaults_and_what_is_typed_wins(checkout: Path) -> None:
    (checkout / "lokalt.yaml").write_text("data: annat/data\noutput: annat/ut\n", encoding="utf-8")
    assert read_folders(checkout).data == checkout / "annat" / "data"
    assert read_folders(checkout, data=str(checkout / "data")).data == checkout / "data"
    assert read_folders(checkout).output == checkout / "annat" / "ut"


def test_a_folder_is_named_as_a_person_would_without_steps_up(checkout: Path) -> None:
    (checkout / "lokalt.yaml").write_text("output: annat/../ut\n", encoding="utf-8")
    folders = read_folders(checkout, data=str(checkout / "annat" / ".." / "data"))
    assert (folders.data, folders.output) == (checkout / "data", checkout / "ut")


def test_an_unknown_key_in_lokalt_yaml_is_refused_by_name(checkout: Path) -> None:
    (checkout / "lokalt.yaml").write_text("date: annat/data\n", encoding="utf-8")
    with pytest.raises(ParamsError, match="date: nyckeln är okänd"):
        read_folders(checkout)


def test_a_data_folder_that_is_not_there_is_said_at_once(checkout: Path) -> None:
    with pytest.raises(ParamsError, match="Mappen för data finns inte"):
        read_folders(checkout, data=str(checkout / "borta"))


def test_a_reference_table_that_the_data_folder_lacks_comes_from_the_checkout(checkout: Path) -> None:
    (checkout / "data" / "words.yaml").write_text("format: 1\n", encoding="utf-8")
    folders = read_folders(checkout, data=str(checkout / "annat" / "data"))
    assert folders.reference("words.yaml") == checkout / "data" / "words.yaml"
    (folders.data / "words.yaml").write_text("format: 1\n", encoding="utf-8")
    assert folders.reference("words.yaml") == folders.data / "words.yaml"


@pytest.mark.parametrize("text", ["24", "abcd", "2024-T1"])
def test_what_is_no_year_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageError, match="till exempel") as caught:
        read_year(text)
    assert caught.value.exit_code == 2


def test_a_command_without_a_year_asks_for_one() -> None:
    with pytest.raises(UsageError, match="Kommandot behöver ett år"):
        read_year("")


def test_a_period_may_be_typed_in_small_letters() -> None:
    assert read_period("t1") == "T1"
    with pytest.raises(UsageError, match="välj VP, T1, T2 eller VB"):
        read_period("Q1")
