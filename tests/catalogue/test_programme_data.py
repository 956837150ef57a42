"""The catalogue in data/programme/: complete, in correct Swedish, and in agreement with itself."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

DATA = Path(__file__).resolve().parents[2] / "data"
CURRENT, EARLIER = "2021-2025", "2017-2020"
TABLES = {
    "goals": ("text", "note"),
    "conditions": ("text",),
    "indicators": ("text", "short_text", "unit", "numerator_text", "denominator_text", "note"),
    "activities": ("text", "note"),
    "responsibilities": (),
    "tables": ("reason",),
    "ansvar": ("text", "source"),
    "ils_matt": ("matt",),
}
"""Tables of an edition with the columns that people read."""

LOST_LETTERS = re.compile(
    r"""\b(?:
        vald\w*|\w*namnd\w*|\w*ndmnd\w*|fortryck\w*|aldre\w*|forebygg\w*|stod\w*|nara|narstaende\w*|
        for|ar|pa|fran|nar|dar|aven|fa|fatt|far|over|overgrepp\w*|mal|malgrupp\w*|malet|malen|kon|konsid\w*|
        konsstymp\w*|konsut\w*|sprak|halso\w*|atgard\w*|aterfall\w*|upptack\w*|utov\w*|anvand\w*|manniskohandel\w*|
        manniskor|andamal|ersattning\w*|uppfolj\w*|folja|foljs|genomfor\w*|sakerstall\w*|sakra|sakerhet\w*|
        samhall\w*|civilsamhall\w*|jamstall\w*|jamlik\w*|rattsprocess\w*|handlagg\w*|arenden|foraldr\w*|forskol\w*|
        familjehemsfora\w*|socialtjanst\w*|hogskol\w*|bedomning\w*|drenden|behover|maste|nagon\w*|sjalv\w*|
        sarskil\w*|larare|hjalp\w*|radgivning|gor|ocksa|manga|mans|alder|lagga|laggning|skolgang\w*|ga|na
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words that exist only where å, ä or ö was lost in the OCR text that the catalogue is restored from."""

ALLOWED = re.compile(r"[A-Za-zÅÄÖåäö0-9 .,:;?()/”–%-]*")
"""Anything else is residue: footnote marks, straight quotes, letters such as é or ¢."""


def rows(edition: str, table: str) -> list[dict[str, str]]:
    """The rows of one table of an edition, every cell as text."""
    with (DATA / "programme" / edition / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def programme(edition: str) -> Any:
    """programme.yaml of an edition as read."""
    return YAML(typ="safe").load(DATA / "programme" / edition / "programme.yaml")


def yaml_texts(value: Any) -> Iterator[str]:
    """Every string in a YAML document, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from yaml_texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from yaml_texts(part)


def read_texts(edition: str) -> Iterator[str]:
    """Every text of an edition that a person reads."""
    yield from yaml_texts(programme(edition))
    for table, columns in TABLES.items():
        for row in rows(edition, table):
            yield from (row[column] for column in columns)


def responsible_counts(kind: str) -> Counter[str]:
    """How many indicators (I) or activities (A) each responsible answers for."""
    named = rows(CURRENT, "responsibilities")
    return Counter(row["responsible"] for row in named if f".{kind}" in row["item_id"])


def per_goal(table: str) -> list[int]:
    """The number of rows per goal, in goal order."""
    counted = Counter(row["goal_id"] for row in rows(CURRENT, table))
    return [counted[row["goal_id"]] for row in rows(CURRENT, "goals")]


def test_the_programme_has_its_seven_goals_and_everything_under_them() -> None:
    assert [row["goal_id"] for row in rows(CURRENT, "goals")] == list("1234567")
    assert per_goal("conditions") == [3, 2, 2, 2, 1, 1, 1]
    assert per_goal("indicators") == [2, 2, 2, 2, 2, 2, 1]
    assert per_goal("activities") == [8, 10, 10, 10, 5, 7, 2]


def test_ids_count_upwards_within_each_goal() -> None:
    for table, column, letter in (
        ("conditions", "condition_id", "V"),
        ("indicators", "indicator_id", "I"),
        ("activities", "activity_id", "A"),
    ):
        expected = [
            f"{goal}.{letter}{number}"
            for goal, count in zip("1234567", per_goal(table), strict=True)
            for number in range(1, count + 1)
        ]
        assert [row[column] for row in rows(CURRENT, table)] == expected


def test_every_responsible_of_the_source_is_there_once() -> None:
    named = [(row["item_id"], row["responsible"]) for row in rows(CURRENT, "responsibilities")]
    assert len(named) == len(set(named)) == 118 + 23
    assert responsible_counts("A") == {
        "socialnamnden": 40,
        "kind:stadsdelsnamnd": 36,
        "utbildningsnamnden": 15,
        "arbetsmarknadsnamnden": 13,
        "aldrenamnden": 9,
        "kulturnamnden": 2,
        "idrottsnamnden": 1,
        "kommunstyrelsen": 1,
        "kind:bostadsbolag": 1,
    }
    assert responsible_counts("I") == {
        "kind:stadsdelsnamnd": 10,
        "arbetsmarknadsnamnden": 3,
        "utbildningsnamnden": 3,
        "socialnamnden": 3,
        "kulturnamnden": 2,
        "aldrenamnden": 2,
    }


def test_every_responsible_exists_in_the_organisation() -> None:
    with (DATA / "organisation" / "organisation.csv").open(encoding="utf-8", newline="") as file:
        committees = {row["committee_id"] for row in csv.DictReader(file)}
    with (DATA / "organisation" / "kinds.csv").open(encoding="utf-8", newline="") as file:
        kinds = {f"kind:{row['kind']}" for row in csv.DictReader(file)}
    named = {row["responsible"] for row in rows(CURRENT, "responsibilities")}
    duties = {row["responsible"] for row in rows(CURRENT, "ansvar")}
    assert named <= committees | kinds
    assert duties <= committees | kinds | {"alla"}


@pytest.mark.parametrize("edition", [CURRENT, EARLIER])
def test_no_text_has_lost_its_swedish_letters(edition: str) -> None:
    assert [text for text in read_texts(edition) if LOST_LETTERS.search(text)] == []


@pytest.mark.parametrize("lost", ["vald i nara relation", "SocialnAmnden", "mot fortryck", "unga och aldre"])
def test_the_search_for_lost_letters_finds_what_a_scan_looks_like(lost: str) -> None:
    assert LOST_LETTERS.search(lost)


@pytest.mark.parametrize("edition", [CURRENT, EARLIER])
def test_no_text_has_residue_of_scanning(edition: str) -> None:
    texts = list(read_texts(edition))
    assert [text for text in texts if not ALLOWED.fullmatch(text)] == []
    assert [text for text in texts if "  " in text or text != text.strip()] == []
    assert [text for text in texts if re.search(r" [,.;:)]|\(\s|[a-zåäö]\d", text)] == []


@pytest.mark.parametrize("edition", [CURRENT, EARLIER])
def test_every_opened_quotation_is_closed(edition: str) -> None:
    assert [text for text in read_texts(edition) if text.count("”") % 2] == []


def test_headings_fit_a_figure() -> None:
    short = [row["short_text"] for row in rows(CURRENT, "indicators")]
    assert all(0 < len(text) <= 60 and not text.endswith(".") for text in short)
    assert len(set(short)) == len(short)


def test_the_links_to_ils_and_to_the_regional_strategy_are_exact() -> None:
    facts = programme(CURRENT)
    assert facts["ils_link"] == (
        "Stockholms stads program mot våld i nära relationer och hedersrelaterat våld och förtryck 2021-2025"
    )
    assert facts["title"] != facts["ils_link"]
    assert [row["regional_goal"] for row in rows(CURRENT, "goals")] == ["1", "2", "3", "4", "6", "7", "8"]


def test_indicators_about_persons_are_the_five_and_only_persons_are_split() -> None:
    indicators = {row["indicator_id"]: row for row in rows(CURRENT, "indicators")}
    persons = {key for key, row in indicators.items() if row["about_persons"] == "ja"}
    assert persons == {"1.I1", "2.I1", "2.I2", "5.I1", "5.I2"}
    assert {key for key, row in indicators.items() if row["by_sex"] == "ja"} == persons - {"2.I1"}
    assert {key for key, row in indicators.items() if row["by_age"] == "ja"} == persons - {"2.I1"}
    assert {key for key, row in indicators.items() if row["kind"] == "antal"} == {"2.I2", "5.I2"}
    assert {key for key, row in indicators.items() if row["kind"] == "ja_nej"} == {"4.I1", "7.I1"}


def test_every_assumption_says_what_it_is() -> None:
    for table in ("indicators", "activities"):
        for row in rows(CURRENT, table):
            marks = {value for column, value in row.items() if column.endswith("_ursprung")}
            assert marks <= {"programmet", "antagande"}


def test_no_table_splits_a_committee_or_families() -> None:
    plan = {(row["indicator_id"], row["area"], row["split"]) for row in rows(CURRENT, "tables")}
    split = {indicator for indicator, area, how in plan if how != "totalt"}
    assert {area for _, area, how in plan if how != "totalt"} == {"stad"}
    assert split == {"1.I1", "2.I2", "5.I1", "5.I2"}
    assert {key for key in plan if key[0] == "2.I1"} == {("2.I1", "stad", "totalt")}
    assert {key[0] for key in plan} == {row["indicator_id"] for row in rows(CURRENT, "indicators")}


def test_the_repeated_activity_is_answered_once() -> None:
    activities = {row["activity_id"]: row for row in rows(CURRENT, "activities")}
    assert activities["7.A1"]["same_as"] == "4.A3"
    assert activities["7.A1"]["text"] == activities["4.A3"]["text"]
    measured = {row["item_id"] for row in rows(CURRENT, "ils_matt") if row["part"] == "status"}
    assert measured == set(activities) - {"7.A1"}


def test_each_ils_measure_has_a_name_and_a_meaning_of_its_own() -> None:
    measures = rows(CURRENT, "ils_matt")
    meanings = [(row["item_id"], row["part"], row["sex"], row["age_group"]) for row in measures]
    assert len({row["matt"].casefold() for row in measures}) == len(measures)
    assert len(set(meanings)) == len(meanings)


def test_what_the_programme_does_not_measure_is_said() -> None:
    indicators = " ".join(row["text"] for row in rows(CURRENT, "indicators")).casefold()
    assert len(programme(CURRENT)["not_measured"]) == 4
    assert not re.search("prostitution|människohandel|sexuellt våld|sex mot ersättning", indicators)


def test_notes_are_about_items_that_exist() -> None:
    known = {row["indicator_id"] for row in rows(CURRENT, "indicators")}
    known |= {row["activity_id"] for row in rows(CURRENT, "activities")}
    assert {note["about"] for note in programme(CURRENT)["notes"]} <= known


def test_the_earlier_programme_has_goals_and_nothing_else() -> None:
    assert len(rows(EARLIER, "goals")) == 5
    assert all(row["regional_goal"] == "" for row in rows(EARLIER, "goals"))
    assert all(rows(EARLIER, table) == [] for table in TABLES if table != "goals")
    assert programme(EARLIER)["status"] == "enligt remissförslag"
    assert programme(CURRENT)["previous"] == EARLIER


@pytest.mark.parametrize("edition", [CURRENT, EARLIER])
def test_files_are_plain_utf8_with_one_line_per_row(edition: str) -> None:
    for table in TABLES:
        raw = (DATA / "programme" / edition / f"{table}.csv").read_bytes()
        assert b"\r" not in raw and not raw.startswith(b"\xef\xbb\xbf") and raw.endswith(b"\n")
        assert raw.count(b"\n") == len(rows(edition, table)) + 1
