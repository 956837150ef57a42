"""Approvals are read strictly, and the key is part of the hash."""

from __future__ import annotations

from pathlib import Path

import pytest

from samlad.disclosure import load_approved, text_hash
from samlad.errors import DisclosureError

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


def test_the_key_is_part_of_the_hash() -> None:
    assert text_hash("Allt går bra.", b"en") != text_hash("Allt går bra.", b"annan")
