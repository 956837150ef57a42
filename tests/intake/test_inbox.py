"""The inbox: which files are looked at, in which order, and what is said when it is not there."""

import hashlib
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from samlad.errors import IntakeError
from samlad.intake import bounds, receive
from samlad.reference import Reference
from samlad.stages import Received

Read = Callable[..., Received]


def test_a_missing_folder_for_the_reports_own_period_is_an_error(
    tmp_path: Path, reference: Reference
) -> None:
    (tmp_path / "2023" / "VB").mkdir(parents=True)
    with pytest.raises(IntakeError, match="2024/VB finns inte") as caught:
        receive(tmp_path, [(2023, "VB"), (2024, "VB")], reference)
    assert caught.value.exit_code == 11
    assert caught.value.remedy


def test_an_empty_folder_is_an_error_and_hidden_files_do_not_fill_it(
    tmp_path: Path, reference: Reference
) -> None:
    folder = tmp_path / "2024" / "VB"
    folder.mkdir(parents=True)
    (folder / ".gitkeep").touch()
    (folder / "~$farsta.xlsx").touch()
    with pytest.raises(IntakeError, match="är tom"):
        receive(tmp_path, [(2024, "VB")], reference)


def test_earlier_years_without_a_folder_are_simply_absent(
    tmp_path: Path, reference: Reference, form: Callable[..., bytes]
) -> None:
    folder = tmp_path / "2024" / "VB"
    folder.mkdir(parents=True)
    (folder / "farsta.xlsx").write_bytes(form())
    found = receive(tmp_path, [(2022, "VB"), (2023, "VB"), (2024, "VB")], reference)
    assert set(found.tables["indicators"]["year"]) == {2024}


def test_each_file_is_recorded_with_the_hash_of_what_was_read(
    received: Read, form: Callable[..., bytes]
) -> None:
    content = form()
    found = received({"ovning_farsta.xlsx": content, "riktig.pdf": b"%PDF", ".dold": b"x", "~$x.xlsx": b"x"})
    first, second = found.files
    assert (first.file, first.form, first.synthetic) == ("2024/VB/ovning_farsta.xlsx", "xlsx", True)
    assert (first.sha256, first.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert (second.file, second.form, second.synthetic) == ("2024/VB/riktig.pdf", "", False)
    assert found.synthetic is False


def test_a_set_of_training_files_alone_is_synthetic(received: Read, form: Callable[..., bytes]) -> None:
    assert received({"ovning_farsta.xlsx": form()}).synthetic is True


def test_too_many_files_are_refused_before_any_is_read(
    received: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "MAX_FILES", 2)
    with pytest.raises(IntakeError, match="3 filer"):
        received({f"{number}.csv": b"x" for number in range(3)})


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has such file names")
def test_a_name_of_odd_bytes_is_a_finding_that_can_be_printed(tmp_path: Path, reference: Reference) -> None:
    folder = tmp_path / "2024" / "VB"
    folder.mkdir(parents=True)
    Path(os.fsdecode(os.fsencode(folder) + b"/n\xe4mnd.csv")).write_bytes(b"x")
    [finding] = receive(tmp_path, [(2024, "VB")], reference).faults
    assert finding.file == "2024/VB/n\ufffdmnd.csv"
    finding.file.encode()


def test_a_second_reading_gives_the_same(received: Read, form: Callable[..., bytes]) -> None:
    files = {"farsta.xlsx": form(), "a.csv": b"x;y", "b.pdf": b"%PDF"}
    first, second = received(files), received(files)
    assert (first.files, first.faults) == (second.files, second.faults)
    assert all(first.tables[key].equals(second.tables[key]) for key in first.tables)


def test_every_rule_has_words_and_a_known_severity(reference: Reference) -> None:
    severities = reference.codelists["severities"].codes
    for rule in reference.rules.values():
        assert rule.severity in severities
        assert rule.fault and rule.remedy
