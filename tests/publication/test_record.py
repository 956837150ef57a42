"""What the utredare has looked at: an answer holds for exactly what was seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlad.errors import NotReadyError
from samlad.files import Faults, read_yaml
from samlad.publication import Point, Record, load_record, point, record_yaml
from samlad.publication.points import KINDS, PRELIMINARY, WARNING

KEY = b"nyckel"


def warning(*grounds: str, what: str = "En uppgift saknas", key: bytes = KEY) -> Point:
    return point(WARNING, what, grounds, grounds, key)


def written(tmp_path: Path, points: list[Point], record: Record) -> Path:
    path = tmp_path / "2024.yaml"
    path.write_text(record_yaml("2024", points, record), encoding="utf-8")
    return path


def test_an_absent_record_has_nothing_done(tmp_path: Path) -> None:
    record = load_record(tmp_path / "2024.yaml")
    assert not record.signed
    assert record.lacks([warning("a")]) == (warning("a"),)


def test_a_new_record_lists_every_point_as_not_done(tmp_path: Path) -> None:
    points = [warning("a"), point(PRELIMINARY, "Ånge: preliminär", (), ("x",), KEY)]
    record = load_record(written(tmp_path, points, Record()))
    assert set(record.done) == {one.check for one in points}
    assert record.lacks(points) == tuple(points)


def test_what_is_filled_in_stays_when_the_file_is_written_again(tmp_path: Path) -> None:
    old, new = warning("a"), warning("b")
    path = written(tmp_path, [old], Record())
    text = path.read_text(encoding="utf-8").replace("klart: nej", "klart: ja")
    text = text.replace('granskad_av: ""', 'granskad_av: "Prov Person"')
    text = text.replace('granskad_den: ""', "granskad_den: 2025-03-12")
    path.write_text(text.replace('anteckning: ""', 'anteckning: "läst: # ja"'), encoding="utf-8")
    again = load_record(written(tmp_path, [old, new], load_record(path)))
    assert (again.by, again.on) == ("Prov Person", "2025-03-12")
    assert again.notes[old.check] == "läst: # ja"
    assert again.lacks([old, new]) == (new,)


@pytest.mark.parametrize(
    "changed",
    [warning("a", "b"), warning("c"), warning("a", what="En annan regel"), warning("a", key=b"annan")],
)
def test_another_ground_rule_or_key_is_another_point(changed: Point) -> None:
    assert changed.check != warning("a").check


def test_the_order_of_the_grounds_makes_no_difference() -> None:
    assert warning("a", "b").check == warning("b", "a").check


def test_two_grounds_are_not_the_same_as_both_in_one() -> None:
    assert warning("a\nb").check != warning("a", "b").check


@given(st.sampled_from(KINDS), st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
def test_any_words_can_be_written_and_read_again(kind: str, words: str) -> None:
    one = point(kind, words, (words,), (words,), KEY)
    text = record_yaml("2024-T1", [one], Record(by=words, notes={one.check: words}))
    path = Path("/dev/shm" if Path("/dev/shm").is_dir() else ".") / "publicering-prov.yaml"
    path.write_text(text, encoding="utf-8")
    faults = Faults()
    content = read_yaml(path, faults)
    path.unlink()
    assert not faults
    assert content["granskad_av"] == words
    assert content[kind][0]["vad"] == content[kind][0]["anteckning"] == words


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("klart: nej", "klart: kanske", "klart ska vara ja eller nej"),
        ("klart: nej", "klart: nej\n    egen: 1", "klart ska vara ja eller nej"),
        ("format: 1", "format: 2", "format ska vara 1"),
        ("format: 1", "format: 1\nokand: 1", "nyckeln okand är okänd"),
        ('granskad_den: ""', 'granskad_den: "i går"', "ska vara ett datum"),
        ("varningar:", "varningar: ja\nandra:", "varningar"),
    ],
)
def test_a_record_that_is_not_what_it_should_be_is_refused(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    path = written(tmp_path, [warning("a")], Record())
    path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    with pytest.raises(NotReadyError) as refused:
        load_record(path)
    assert refused.value.exit_code == 20
    assert said in str(refused.value)
