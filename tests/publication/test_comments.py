"""Reviewers' comments before an edition: only their statuses are read, and nothing unread passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from samlad.publication import open_comments


def folder(tmp_path: Path, text: str, name: str = "a.yaml") -> Path:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def comments(*statuses: str) -> str:
    rows = "".join(f"  - id: k{number}\n    status: {one}\n" for number, one in enumerate(statuses, start=1))
    return f"format: 1\nkommentarer:\n{rows}"


def test_without_comments_none_is_open(tmp_path: Path) -> None:
    assert open_comments(tmp_path / "finns inte") == ()
    assert open_comments(folder(tmp_path, "format: 1\nkommentarer: []\n")) == ()


def test_only_an_open_comment_is_open(tmp_path: Path) -> None:
    assert open_comments(folder(tmp_path, comments("atgardad", "oppen", "avbojd"))) == (
        "a.yaml: k2 är öppen",
    )


def test_what_a_comment_says_is_not_repeated(tmp_path: Path) -> None:
    text = 'format: 1\nkommentarer:\n  - id: k1\n    status: oppen\n    text: "bara två personer"\n'
    assert not any("två personer" in line for line in open_comments(folder(tmp_path, text)))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (comments("klar"), "a.yaml"),
        ("format: 1\nkommentarer:\n  - status: atgardad\n", "a.yaml"),
        ("format: 2\nkommentarer: []\n", "a.yaml"),
        ("inte: [yaml", "a.yaml"),
        ("{}", "kommentarer.json"),
        ("", "granskning.docx"),
    ],
)
def test_what_cannot_be_read_as_answered_comments_counts_as_open(
    tmp_path: Path, text: str, name: str
) -> None:
    assert len(open_comments(folder(tmp_path, text, name))) == 1


def test_notes_and_hidden_files_are_no_comments(tmp_path: Path) -> None:
    folder(tmp_path, "varför", "INTERNT.txt")
    assert open_comments(folder(tmp_path, "", ".DS_Store")) == ()
