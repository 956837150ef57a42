"""The register of what has left the house: entered once, whole, and refused when something in it changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from samlad.errors import DisclosureError
from samlad.register import EDITION, REVIEW, Entry, enter, load_register


@pytest.fixture
def released(tmp_path: Path) -> Path:
    folder = tmp_path / "slappt"
    folder.mkdir()
    (folder / "cells.csv").write_text(
        "cell_id,numerator\n1.I1/stad/2024/VB/totalt/alla,12\n", encoding="utf-8"
    )
    (folder / "run.json").write_text("{}\n", encoding="utf-8")
    return folder


def let_out(data: Path, released: Path, recipe: str = "a", kind: str = REVIEW, **more: object) -> Entry:
    given = {"read": load_register(data), **more}
    return enter(
        data, released, kind=kind, stem="2024", year=2024, period="VB", recipient="Äldrenämnden",
        let_out_on=date(2025, 3, 31), run="2024-r01", recipe=recipe, **given,  # type: ignore[arg-type]
    )  # fmt: skip


def test_without_a_register_nothing_is_out(tmp_path: Path) -> None:
    register = load_register(tmp_path)
    assert register.entries == ()
    assert not register.letting_out(2024)


def test_what_is_let_out_is_kept_with_its_tables_and_its_facts(tmp_path: Path, released: Path) -> None:
    entry = let_out(tmp_path, released)
    register = load_register(tmp_path)
    assert register.entries == (entry,)
    assert (entry.edition_id, entry.recipient, entry.let_out_on) == ("2024-g01", "Äldrenämnden", "2025-03-31")
    assert (register.tables(entry) / "cells.csv").read_bytes() == (released / "cells.csv").read_bytes()
    assert register.letting_out(2024) and not register.letting_out(2023)


def test_drafts_and_editions_are_numbered_apart(tmp_path: Path, released: Path) -> None:
    names = [
        let_out(tmp_path, released, recipe, kind).edition_id
        for recipe, kind in (("a", REVIEW), ("b", REVIEW), ("b", EDITION), ("c", EDITION))
    ]
    assert names == ["2024-g01", "2024-g02", "2024-u1", "2024-u2"]


def test_the_same_run_is_entered_once(tmp_path: Path, released: Path) -> None:
    assert let_out(tmp_path, released) == let_out(tmp_path, released)
    assert len(load_register(tmp_path).entries) == 1


def test_the_same_entry_is_the_same_bytes(tmp_path: Path, released: Path) -> None:
    for name in ("ett", "två"):
        let_out(tmp_path / name, released)
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / name).rglob("*") if path.is_file()}
        for name in ("ett", "två")
    )
    assert one == two


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda folder: (folder / "cells.csv").write_text("annat", encoding="utf-8"), "tabellen är ändrad"),
        (lambda folder: (folder / "cells.csv").unlink(), "tabellen saknas"),
        (lambda folder: (folder / "utgava.json").write_text("{}", encoding="utf-8"), "filen är ändrad"),
        (lambda folder: (folder / "utgava.json").unlink(), "filen saknas"),
    ],
)
def test_a_listed_table_that_is_missing_or_changed_stops_everything(
    tmp_path: Path, released: Path, spoil: object, said: str
) -> None:
    let_out(tmp_path, released)
    spoil(tmp_path / "released" / "2024-g01")  # type: ignore[operator]
    with pytest.raises(DisclosureError, match=said) as caught:
        load_register(tmp_path)
    assert caught.value.exit_code == 15
    assert "2024-g01" in str(caught.value)


@pytest.mark.parametrize(
    "text", ["format: 2\neditions: []\n", "format: 1\n", "format: 1\neditions: [1]\n", "] inte yaml"]
)
def test_a_register_that_is_not_one_is_refused_in_words(tmp_path: Path, text: str) -> None:
    (tmp_path / "released.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DisclosureError, match="Registret"):
        load_register(tmp_path)


def test_a_run_that_did_not_know_of_what_is_out_is_not_let_out(tmp_path: Path, released: Path) -> None:
    before = load_register(tmp_path)
    let_out(tmp_path, released, "a")
    with pytest.raises(DisclosureError, match="medan rapporten byggdes"):
        let_out(tmp_path, released, "b", read=before)
    assert len(load_register(tmp_path).entries) == 1


def test_a_folder_left_by_a_kill_before_its_name_was_written_is_replaced(
    tmp_path: Path, released: Path
) -> None:
    left = tmp_path / "released" / "2024-g01"
    left.mkdir(parents=True)
    (left / "skräp.csv").write_text("halvt", encoding="utf-8")
    entry = let_out(tmp_path, released)
    tables = load_register(tmp_path).tables(entry)
    assert sorted(path.name for path in tables.iterdir()) == ["cells.csv", "run.json", "utgava.json"]
