"""A made-up country of municipalities: written only where it is asked for, and whole enough to be tried."""

from __future__ import annotations

from pathlib import Path

import pytest

from samlad.commands.training import training_country
from samlad.desk import read_folders
from samlad.errors import UsageError
from samlad.intake import receive
from samlad.params import load_params
from samlad.paths import Folders
from samlad.reference import load_reference
from samlad.validation import validate

CHECKOUT = Path(__file__).parents[2]
COUNT = 12


@pytest.fixture(scope="module")
def own() -> Folders:
    return read_folders(CHECKOUT)


@pytest.fixture(scope="module")
def country(own: Folders, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("land") / "data"
    training_country(own, str(COUNT), target)
    return target


def contents(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_a_country_is_received_marked_as_synthetic_and_opens_the_gate(own: Folders, country: Path) -> None:
    made = Folders(CHECKOUT, country, own.params, own.output)
    params = load_params(made.params, 2024)
    reference = load_reference(made, params)
    received = receive(made.incoming, [(2024, "VB")], reference)
    assert received.synthetic
    senders = set(received.deliveries["committee_id"])
    assert len(senders) >= COUNT - 2 and all(name.startswith("ovningskommun-") for name in senders)
    assert {"xlsx", "csv"} <= {record.form for record in received.files}
    record = validate(received, reference, made.expectations, params).record
    assert not [one for one in record.findings if one.severity == "critical"]


def test_a_country_is_the_same_bytes_when_it_is_made_again(own: Folders, country: Path) -> None:
    before = contents(country)
    training_country(own, str(COUNT), country)
    assert contents(country) == before


def test_a_smaller_country_leaves_nothing_of_a_larger_one(own: Folders, tmp_path: Path) -> None:
    training_country(own, "4", tmp_path / "land")
    training_country(own, "2", tmp_path / "land")
    names = "".join(contents(tmp_path / "land"))
    assert "ovningskommun-001" in names
    assert "ovningskommun-003" not in names and "ovningskommun-004" not in names


@pytest.mark.parametrize("count", ["0", "-1", "tio", "1000", "1.5", "٣"])
def test_what_is_no_number_of_municipalities_is_refused(own: Folders, tmp_path: Path, count: str) -> None:
    with pytest.raises(UsageError, match="antal kommuner"):
        training_country(own, count, tmp_path / "land")
    assert not (tmp_path / "land").exists()


def test_a_country_is_never_written_into_the_checkout_or_over_something_else(
    own: Folders, tmp_path: Path
) -> None:
    (tmp_path / "annat.txt").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="innehåller redan"):
        training_country(own, "3", tmp_path)
    with pytest.raises(UsageError, match="checkouten"):
        training_country(own, "3", CHECKOUT / "data" / "land")
    with pytest.raises(UsageError, match="som du anger"):
        training_country(own, "3", None)
    assert [path.name for path in tmp_path.iterdir()] == ["annat.txt"]
    assert not (CHECKOUT / "data" / "land").exists()
