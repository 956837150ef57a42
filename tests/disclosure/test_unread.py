"""What nobody has read is listed in full, each text with the entry that approves it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_city import Reports, params, reference

from samlad.disclosure import Approved, Entry, load_approved, text_hash, unread, unread_yaml
from samlad.errors import DisclosureError
from samlad.files import Faults, read_yaml
from samlad.frames import COMMENTS, build
from samlad.outcomes import build_outcomes

KEY = b"hemlig"
NOBODY = Approved(key=KEY)
TEXT = "Allt går bra.\nRad två."


def comments(year: int = 2024) -> pd.DataFrame:
    reports = Reports().activity("1.A1", "ange", year, "pagar", TEXT)
    reports = reports.add("analysis", "berga", year, {"goal_id": "", "text": "Vi arbetar vidare."})
    return build_outcomes(reports.validated(), reference(), params()).comments


def listed(frame: pd.DataFrame, approved: Approved = NOBODY, **more: Any) -> str:
    return unread_yaml(frame, approved, reference(), 2024, "VB", **more)


def read(folder: Path, text: str) -> dict[str, Any]:
    (folder / "godkand.yaml").write_text(text, encoding="utf-8")
    faults = Faults()
    content = read_yaml(folder / "godkand.yaml", faults)
    assert not faults
    return content


def test_each_text_is_there_in_full_with_who_wrote_it_about_what() -> None:
    text = listed(comments(), mark="Övningsdata")
    assert text.startswith(
        "# Övningsdata\n# Verksamhetsberättelse 2024: 2 fria texter som ingen har godkänt."
    )
    assert "  # Berga" in text and "analys av helheten" in text
    assert (
        "  # Ånges nämnd, kommentar till 1.A1\n  #   Allt går bra.\n  #   Rad två.\n"
        '  - text: "ange/2024/VB/comment/1.A1"\n'
    ) in text
    assert "analysis/2024/godkand.yaml" in text


def test_an_entry_filled_in_is_an_approval_and_as_it_stands_it_is_none(tmp_path: Path) -> None:
    text = listed(comments())
    path = tmp_path / "godkand.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DisclosureError):
        load_approved(path, KEY)
    filled = text.replace('av: ""', 'av: "Anna"').replace("datum:", "datum: 2025-02-01")
    path.write_text(filled, encoding="utf-8")
    approved = load_approved(path, KEY)
    assert len(approved.of(comments())) == 2
    assert unread(comments(), approved, 2024, "VB") == ()
    assert "godkanda: []" in listed(comments(), approved)


def test_other_periods_texts_are_not_listed() -> None:
    assert "ange" not in listed(comments(2023))
    assert "analysis/2024-T1/godkand.yaml" in unread_yaml(
        comments().assign(period="T1"), NOBODY, reference(), 2024, "T1"
    )


def test_a_text_that_was_changed_after_it_was_approved_is_listed_again_and_says_so() -> None:
    name = "ange/2024/VB/comment/1.A1"
    old = Approved({name: Entry(name, text_hash("Den förra.", KEY), "Anna", "2025-02-01")}, KEY)
    assert listed(comments(), old).count("Texten är ändrad sedan den godkändes") == 1


def test_the_order_is_the_same_whatever_order_texts_came_in() -> None:
    frame = comments()
    assert listed(frame) == listed(frame.iloc[::-1])


@given(st.text(min_size=1), st.text(min_size=1, max_size=20))
def test_no_text_and_no_id_breaks_out_of_its_place(
    tmp_path_factory: pytest.TempPathFactory, text: str, own_id: str
) -> None:
    comment_id = f"ange/2024/VB/comment/{own_id}"
    row = {"comment_id": comment_id, "committee_id": "ange", "year": 2024, "period": "VB", "goal_id": "1"}
    frame = build(COMMENTS, [row | {"item_id": own_id, "kind": "comment", "text": text}])
    content = read(tmp_path_factory.mktemp("olasta"), listed(frame))
    assert content["godkanda"] == [
        {"text": comment_id, "kontroll": text_hash(text, KEY), "av": "", "datum": None}
    ]
