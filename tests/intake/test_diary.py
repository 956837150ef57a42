"""The diary of a period says when each file came, from whom and with which number; it is no report file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from samlad.intake import receive
from samlad.intake.form import empty_form
from samlad.intake.form_writer import form_bytes
from samlad.reference import Reference
from samlad.stages import Received

HEAD = "fil;mottagen;avsändare;handlingsnummer\n"
ILS = "organisation\tperiod\tmått\tvärde\nFarsta stadsdelsnämnd\tVB 2024\tMot våld 5.I2 utfall\t90\n"

Inbox = Callable[[str | bytes], Received]


@pytest.fixture
def with_diary(tmp_path: Path, reference: Reference) -> Inbox:
    def read(diary: str | bytes) -> Received:
        folder = tmp_path / "incoming" / "2024" / "VB"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "ils.txt").write_bytes(ILS.encode())
        (folder / "diarium.csv").write_bytes(diary.encode() if isinstance(diary, str) else diary)
        return receive(tmp_path / "incoming", [(2024, "VB")], reference)

    return read


def test_a_delivery_carries_the_day_the_sender_and_the_number(with_diary: Inbox) -> None:
    found = with_diary(HEAD + "ils.txt;2025-01-22;Registrator Övning;529-3\n")
    assert found.faults == ()
    assert [one.file for one in found.files] == ["2024/VB/ils.txt"]
    row = found.deliveries.iloc[0]
    assert (row["received_on"], row["sender"], row["document_number"]) == (
        "2025-01-22", "Registrator Övning", "529-3"
    )  # fmt: skip


def test_commas_and_a_byte_order_mark_are_read_too(with_diary: Inbox) -> None:
    text = "\ufeff" + HEAD.replace(";", ",") + "ils.txt,2025-01-22,Registrator,529-3\n"
    assert with_diary(text).deliveries.iloc[0]["document_number"] == "529-3"


@pytest.mark.parametrize(
    ("lines", "rules"),
    [
        ("annan.txt;2025-01-22;x;1\n", ["intake-diary-file", "intake-diary-missing"]),
        ("ils.txt;22 januari;x;1\n", ["intake-diary-date"]),
        ("ils.txt;2025-01-22;x;1\nils.txt;2025-01-23;x;2\n", ["intake-diary-twice"]),
        ("", ["intake-diary-missing"]),
    ],
)
def test_what_is_wrong_in_a_diary_is_said_without_stopping_anything(
    with_diary: Inbox, lines: str, rules: list[str]
) -> None:
    found = with_diary(HEAD + lines)
    assert [one.rule_id for one in found.faults] == rules
    assert not {one.severity for one in found.faults} & {"critical"}
    assert len(found.tables["indicators"]) == 1


@pytest.mark.parametrize("content", [b"a;b\n1;2\n", b"\x81\x8d", b"", b'fil;mottagen;"'])
def test_a_file_that_is_no_diary_says_so(with_diary: Inbox, content: bytes) -> None:
    assert [one.rule_id for one in with_diary(content).faults] == ["intake-diary-unreadable"]


@pytest.mark.parametrize(
    ("days", "standing", "former"),
    [
        (("2025-01-20", "2025-01-25"), ["b.xlsx"], ["a.xlsx"]),
        (("2025-01-25", "2025-01-20"), ["a.xlsx"], ["b.xlsx"]),
        (("2025-01-20", "2025-01-20"), ["a.xlsx", "b.xlsx"], []),
        (("2025-01-20", ""), ["a.xlsx", "b.xlsx"], []),
    ],
)
def test_of_two_workbooks_from_the_same_committee_the_one_received_last_stands(
    tmp_path: Path, reference: Reference, days: tuple[str, str], standing: list[str], former: list[str]
) -> None:
    folder = tmp_path / "incoming" / "2024" / "VB"
    folder.mkdir(parents=True)
    farsta = reference.organisation.committees["farsta"]
    form = form_bytes(empty_form(reference, farsta, 2024, "VB"), reference.layout)
    lines = [f"{name};{day};Registrator;1" for name, day in zip(("a.xlsx", "b.xlsx"), days, strict=True)]
    (folder / "diarium.csv").write_text(HEAD + "\n".join(lines), encoding="utf-8")
    for name in ("a.xlsx", "b.xlsx"):
        (folder / name).write_bytes(form)
    found = receive(tmp_path / "incoming", [(2024, "VB")], reference)
    assert [Path(one.file).name for one in found.files] == standing
    assert [Path(one.file).name for one in found.former_files] == former
