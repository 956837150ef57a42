"""Approvals are read strictly, and what is left to read is listed ready to be approved."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_city import Reports, params, reference

from samlad.disclosure import load_approved, text_hash, to_approve
from samlad.errors import DisclosureError
from samlad.outcomes import build_outcomes

KEY = b"hemlig"


def write(folder: Path, text: str) -> Path:
    path = folder / "godkand.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_missing_file_approves_nothing(tmp_path: Path) -> None:
    assert load_approved(tmp_path / "godkand.yaml", KEY).entries == {}


def test_an_entry_that_is_not_whole_is_refused(tmp_path: Path) -> None:
    path = write(
        tmp_path, 'format: 1\ngodkanda:\n  - text: "a"\n    kontroll: "b"\n    av: "Anna"\n    datum: i går\n'
    )
    with pytest.raises(DisclosureError, match="går inte att läsa") as error:
        load_approved(path, KEY)
    assert "ÅÅÅÅ-MM-DD" in str(error.value)
    with pytest.raises(DisclosureError):
        load_approved(write(tmp_path, "format: 1\nokänd: ja\n"), KEY)


def test_the_list_of_texts_to_read_becomes_approvals(tmp_path: Path) -> None:
    reports = Reports().activity("1.A1", "ange", 2024, "pagar", "Allt går bra.\nRad två.")
    comments = build_outcomes(reports.validated(), reference(), params()).comments
    listed = to_approve(comments, load_approved(tmp_path / "godkand.yaml", KEY), 2024)
    assert "# Rad två." in listed
    assert text_hash("Allt går bra. Rad två.", KEY) in listed
    filled = listed.replace('av: ""', 'av: "Anna"').replace("datum:", "datum: 2025-02-01")
    approved = load_approved(write(tmp_path, "format: 1\ngodkanda:\n" + filled), KEY)
    assert len(approved.of(comments)) == 1
    assert to_approve(comments, approved, 2024).count("kontroll") == 0


def test_the_key_is_part_of_the_hash() -> None:
    assert text_hash("Allt går bra.", b"en") != text_hash("Allt går bra.", b"annan")
