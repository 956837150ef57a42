"""The reference tables in data/: organisation, code lists, words, forms, disclosure, comparison."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError

from samlad.codelists import COLUMNS, Codelists, load_codelists, normal
from samlad.disclosure.needs import OTHERS
from samlad.disclosure.public import in_force
from samlad.files import Faults
from samlad.organisation import Organisation, load_organisation

DATA = Path(__file__).resolve().parents[2] / "data"
ORGANISATION, CODELISTS, COMPARISON = (DATA / name for name in ("organisation", "codelists", "comparison"))
YAML_FILES = ("words.yaml", "forms.yaml", "disclosure.yaml")
TABLES = sorted([*ORGANISATION.glob("*.csv"), *CODELISTS.glob("*.csv"), *COMPARISON.glob("*.csv")])
REAL_SPELLINGS = {
    "Norra Innerstaden": "norra-innerstaden",
    "Rinkeby-Kista": "rinkeby-kista",
    "Hägersten-Liljeholmen": "hagersten-liljeholmen",
    "Farstas stadsdelsnämnd": "farsta",
    "Södermalms stadsdelsförvaltning": "sodermalm",
    "Norra innerstadens  stadsdelsförvaltning.": "norra-innerstaden",
    "ENSKEDE-ÅRSTA-VANTÖR": "enskede-arsta-vantor",
    "Arbetsmarknadsnämnd": "arbetsmarknadsnamnden",
    "socialförvaltningen": "socialnamnden",
    "Svenska Bostäder": "svenska-bostader",
    "S:t Erik Försäkring": "st-erik-forsakring",
}
NUMBERS = ("value", "value_low", "value_high")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def strict_yaml(path: Path) -> dict[str, Any]:
    content = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


@pytest.fixture(scope="module")
def organisation() -> Organisation:
    faults = Faults()
    loaded = load_organisation(ORGANISATION, faults)
    assert faults == []
    return loaded


@pytest.fixture(scope="module")
def codelists() -> Codelists:
    faults = Faults()
    loaded = load_codelists(CODELISTS, faults)
    assert faults == []
    return loaded


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_every_table_is_plain_utf8_with_line_feeds_and_rows_of_equal_length(path: Path) -> None:
    content = path.read_bytes()
    assert b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")
    lengths = {len(row) for row in csv.reader(content.decode("utf-8").splitlines(), strict=True)}
    assert len(lengths) == 1


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_no_cell_has_stray_blanks(path: Path) -> None:
    assert [cell for row in rows(path) for cell in row.values() if cell != " ".join(cell.split())] == []


@pytest.mark.parametrize("name", YAML_FILES)
def test_yaml_has_format_1_and_no_duplicate_keys(name: str) -> None:
    assert strict_yaml(DATA / name)["format"] == 1


@pytest.mark.parametrize("name", YAML_FILES)
def test_a_key_written_twice_is_refused(name: str, tmp_path: Path) -> None:
    doubled = tmp_path / name
    doubled.write_text((DATA / name).read_text(encoding="utf-8") + "\nformat: 1\n", encoding="utf-8")
    with pytest.raises(DuplicateKeyError):
        strict_yaml(doubled)


# Organisation


def test_committee_ids_are_unique_and_ascii() -> None:
    ids = [row["committee_id"] for row in rows(ORGANISATION / "organisation.csv")]
    assert len(set(ids)) == len(ids)
    assert [name for name in ids if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name)] == []


@pytest.mark.parametrize(
    ("day", "number"),
    [("2020-06-30", 14), ("2020-07-01", 13), ("2021-01-01", 13), ("2023-06-30", 13), ("2023-07-01", 11)],
)
def test_district_committees_are_14_then_13_then_11(
    organisation: Organisation, day: str, number: int
) -> None:
    assert len(organisation.on(date.fromisoformat(day), "stadsdelsnamnd")) == number


def test_a_successor_exists_and_begins_the_day_after_its_predecessor_ends(organisation: Organisation) -> None:
    merged = [committee for committee in organisation.committees.values() if committee.successor]
    assert len(merged) == 6
    for committee in merged:
        assert committee.valid_to is not None
        successor = organisation.committees[committee.successor]
        assert successor.valid_from == committee.valid_to + timedelta(days=1)
        assert successor.kind == committee.kind


def test_a_committee_that_ended_has_a_successor(organisation: Organisation) -> None:
    ended = [committee for committee in organisation.committees.values() if committee.valid_to]
    assert [committee.committee_id for committee in ended if not committee.successor] == []


def test_every_company_is_under_the_parent_company(organisation: Organisation) -> None:
    companies = [c for c in organisation.committees.values() if organisation.kinds[c.kind].group == "bolag"]
    parents = [company.parent for company in companies if company.committee_id != "stockholms-stadshus"]
    assert parents == ["stockholms-stadshus"] * 16
    housing = {company.committee_id for company in companies if company.kind == "bostadsbolag"}
    assert housing == {"svenska-bostader", "familjebostader", "stockholmshem"}


def test_committees_of_31_december_2020_are_31_as_in_the_annual_report(organisation: Organisation) -> None:
    groups = [organisation.kinds[c.kind].group for c in organisation.on(date(2020, 12, 31))]
    assert Counter(groups) == {"namnd": 31, "bolag": 17}


def test_no_spelling_means_two_committees() -> None:
    meanings: dict[str, set[str]] = defaultdict(set)
    for row in rows(ORGANISATION / "organisation.csv"):
        for text in (row["committee_id"], row["name"], row["short_name"]):
            meanings[normal(text)].add(row["committee_id"])
    for row in rows(ORGANISATION / "aliases.csv"):
        meanings[normal(row["alias"])].add(row["committee_id"])
    assert {text: ids for text, ids in meanings.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(("written", "committee_id"), REAL_SPELLINGS.items(), ids=str)
def test_spellings_of_real_files_are_known(
    organisation: Organisation, written: str, committee_id: str
) -> None:
    assert organisation.find(written) == committee_id


def test_four_district_committees_host_a_centre_for_the_whole_programme(organisation: Organisation) -> None:
    for day in (date(2021, 1, 1), date(2023, 6, 30), date(2023, 7, 1), date(2025, 12, 31)):
        hosts = [c for c in organisation.on(day) if organisation.has_role(c.committee_id, "rvc", day)]
        assert [host.kind for host in hosts] == ["stadsdelsnamnd"] * 4
    assert {role.ursprung for role in organisation.roles} == {"antagande"}


def test_what_is_not_confirmed_is_marked_as_an_assumption(organisation: Organisation) -> None:
    assumed = {name for name, c in organisation.committees.items() if c.ursprung == "antagande"}
    assert assumed == {"avfallsnamnden", "revisorskollegiet"}
    assert all(organisation.committees[name].note for name in assumed)


# Code lists


def test_every_code_list_that_the_package_asks_for_is_there(codelists: Codelists) -> None:
    assert {path.stem for path in CODELISTS.glob("*.csv")} == set(codelists) == set(COLUMNS)


def test_codes_and_orders_are_unique(codelists: Codelists) -> None:
    for codelist in codelists.values():
        assert len(set(codelist.codes)) == len(codelist.codes), codelist.name
        orders = [int(row["order"]) for row in codelist.rows]
        assert orders == list(range(1, len(orders) + 1)), codelist.name


def test_age_bands_that_add_up_leave_no_gap_and_do_not_overlap(codelists: Codelists) -> None:
    bands = [row for row in codelists["age_groups"].rows if row["adds"] == "ja" and row["code"] != "okand"]
    starts = [int(row["from_age"]) for row in bands]
    ends = [int(row["to_age"]) for row in bands if row["to_age"]]
    assert starts == [0, *(end + 1 for end in ends)]
    assert bands[-1]["to_age"] == ""


def test_every_symbol_has_a_status_and_no_status_is_a_number(codelists: Codelists) -> None:
    symbols = codelists["symbols"]
    ours = {"shown", "suppressed"}
    assert {row["status"] for row in symbols.rows} <= set(codelists["statuses"].codes) - ours
    marks = [row["code"].casefold() for row in symbols.rows]
    assert len(set(marks)) == len(marks)
    assert [mark for mark in marks if any(sign.isdigit() for sign in mark)] == []


def test_what_is_not_shown_has_a_sign_and_words_and_no_sign_is_a_dash(codelists: Codelists) -> None:
    for row in codelists["statuses"].rows:
        assert row["explanation"]
        assert bool(row["sign"]) == bool(row["spoken"]) == (row["code"] != "shown")
        assert not set(row["sign"]) & set("-–—−0")


def test_received_words_become_codes(codelists: Codelists) -> None:
    assert codelists["activity_status"].find("Genomförd") == "avslutad"
    assert codelists["assessments"].find("Delvis uppfyllt") == "delvis"
    assert codelists["sex"].find("Flickor") == codelists["sex"].find("K") == "kvinnor"
    assert codelists["age_groups"].find("65+") == "65-"
    assert codelists["periods"].find("tertial 2") == "T2"


# Words, forms, disclosure


def test_words_are_text_without_stray_blanks_and_use_known_placeholders() -> None:
    words = strict_yaml(DATA / "words.yaml")
    known = {"year", "period_label", "n", "m", "date", "dnr", "unit", "goal", "goal_text", "title"}
    known |= {"fingerprint", "word", "names", "citation", "who", "k", "answers_min"}
    known |= {"edition_number", "edition_date", "edition_approver", "edition_dnr", "reason", "changes"}
    for key, text in words.items():
        if key != "format":
            assert isinstance(text, str), key
            assert text == " ".join(text.split()) != "", key
            assert set(re.findall(r"{(\w+)}", text)) <= known, key


def test_every_word_is_asked_for_somewhere() -> None:
    places = [DATA.parent / name for name in ("src", "notebooks", "expectations")]
    files = [
        path
        for place in places
        for path in place.rglob("*")
        if path.suffix in (".py", ".j2", ".ipynb", ".json")
    ]
    files += [DATA / "form_texts.yaml", DATA.parent / "expectations" / "rules.yaml"]
    written = "".join(path.read_text(encoding="utf-8") for path in files)
    asked = set(re.findall(r"\w+", written))
    families = set(re.findall(r"f[\"'](\w+_)\{", written))
    assert [
        key
        for key in strict_yaml(DATA / "words.yaml")
        if key not in asked and not any(key.startswith(family) for family in families)
    ] == []


def test_the_synthetic_mark_is_worded_as_agreed() -> None:
    words = strict_yaml(DATA / "words.yaml")
    assert words["synthetic_mark"] == "Syntetiska övningsdata – inga verkliga utfall"
    assert words["working_definition"] == "arbetsdefinition, ej fastställd i programmet"


def test_no_heading_of_a_form_table_means_two_fields() -> None:
    forms = strict_yaml(DATA / "forms.yaml")
    lists = {name: table["columns"] for name, table in forms["tables"].items()}
    for name, columns in {**lists, "about_fields": forms["about_fields"]}.items():
        headings = [normal(text) for column in columns for text in (column["heading"], *column["aliases"])]
        assert [text for text, count in Counter(headings).items() if count > 1] == [], name
        assert len({column["field"] for column in columns}) == len(columns), name


def test_no_table_of_the_form_can_be_taken_for_another() -> None:
    every = strict_yaml(DATA / "forms.yaml")["tables"]
    plan = {key: table for key, table in every.items() if key.startswith("plan_")}
    report = {key: table for key, table in every.items() if key not in plan}
    for tables, number in ((report, 8), (plan, 5)):
        headings = [frozenset(column["heading"] for column in table["columns"]) for table in tables.values()]
        assert len(set(headings)) == len({table["sheet"] for table in tables.values()}) == number


def test_every_disclosure_rule_is_printable_and_says_where_it_comes_from() -> None:
    disclosure = strict_yaml(DATA / "disclosure.yaml")
    rules = disclosure["rules"]
    for method in disclosure["methods"]:
        for show_zero in (True, False):
            printed = in_force(rules, method, show_zero=show_zero)
            assert len({rule["id"] for rule in printed}) == len(printed)
    for rule in rules:
        assert set(rule) - {"when"} == {"id", "text", "source", "reason"}
        assert set(rule.get("when", {})) <= {"method", "show_zero"}
        assert set(rule.get("when", {}).get("method", [])) <= set(disclosure["methods"])
        assert all(rule.values())
        assert rule["text"].endswith(".")
        assert "{" not in rule["text"]


def test_the_printed_rules_name_the_thresholds_in_force() -> None:
    disclosure = strict_yaml(DATA / "disclosure.yaml")
    limits = disclosure["thresholds"]
    printed = " ".join(rule["text"] for rule in disclosure["rules"])
    assert f"Antal {limits['count_low']}–{limits['count_high']} redovisas inte" in printed
    assert f"nämnaren är under {limits['denominator_min']}" in printed
    assert f"färre än {limits['survey_answers_min']} har svarat" in printed
    assert f"minst {disclosure['protection']['k']} värden stämma" in printed
    assert f"för varje annat dolt tal minst {OTHERS}" in printed
    assert set(limits) == set(disclosure["thresholds_source"])


def test_what_stands_below_rounded_tables_has_no_digit_that_could_be_a_hidden_number() -> None:
    methods = strict_yaml(DATA / "disclosure.yaml")["methods"].values()
    notes = [str(method.get("note", "")) for method in methods]
    assert any(notes)
    assert not any(letter.isdigit() for note in notes for letter in note)


# Comparison


@pytest.fixture(scope="module")
def series() -> list[dict[str, str]]:
    return rows(COMPARISON / "series.csv")


@pytest.fixture(scope="module")
def values() -> list[dict[str, str]]:
    return rows(COMPARISON / "values.csv")


def test_every_comparison_value_has_a_source_and_a_vintage(
    series: list[dict[str, str]], values: list[dict[str, str]]
) -> None:
    sources = {row["series_id"]: row["publisher"] and row["source_title"] for row in series}
    assert [row for row in values if not sources[row["series_id"]] or not row["vintage"]] == []


def test_series_are_unique_have_values_and_are_told_apart_by_area_group_and_sex(
    series: list[dict[str, str]], values: list[dict[str, str]], codelists: Codelists
) -> None:
    ids = [row["series_id"] for row in series]
    assert len(set(ids)) == len(ids)
    assert {row["series_id"] for row in values} == set(ids)
    shown = [(row["title"], row["unit"], row["area"], row["group"], row["sex"]) for row in series]
    assert len(set(shown)) == len(shown)
    assert {row["sex"] for row in series} <= {"", *codelists["sex"].codes}
    assert {row["status"] for row in series} == {"pagaende", "utgatt"}


def test_a_value_is_a_number_or_a_range_never_both(values: list[dict[str, str]]) -> None:
    for row in values:
        single, low, high = (row[name] for name in NUMBERS)
        assert bool(single) != bool(low) == bool(high), row
        numbers = [float(text) for text in (single, low, high) if text]
        assert numbers == sorted(numbers)
        assert re.fullmatch(r"(\d{4}(-\d{4})?)?", row["year"]), row


def test_flags_are_yes_or_no_and_each_is_explained(values: list[dict[str, str]]) -> None:
    for row in values:
        flags = [row[name] for name in ("approximate", "revised", "break_before")]
        assert set(flags) <= {"ja", "nej"}
        assert row["note"] or "ja" not in flags, row
        assert not row["note"].startswith("Härlett") or row["approximate"] == "ja", row


def test_a_vintage_appears_once_per_cell_and_a_revised_value_stands_after_the_older_one(
    values: list[dict[str, str]],
) -> None:
    cells: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in values:
        earlier = cells[row["series_id"], row["year"]]
        assert row["vintage"] not in [other["vintage"] for other in earlier], row
        changed = bool(earlier) and earlier[-1]["value"] != row["value"]
        assert (row["revised"] == "ja") == changed, row
        earlier.append(row)


def test_the_revised_series_keeps_both_vintages_of_2021(values: list[dict[str, str]]) -> None:
    cell = ("okf5-grov-kvinnofridskrankning", "2021")
    found = [row for row in values if (row["series_id"], row["year"]) == cell]
    assert [(row["value"], row["revised"]) for row in found] == [("13", "nej"), ("14", "ja")]


def test_the_programmes_own_question_breaks_in_2024(values: list[dict[str, str]]) -> None:
    found = [row for row in values if row["series_id"] == "oj-rutin-skolgang"]
    assert [row["value"] for row in found] == ["14", "15", "22", "21", "28", "28", "34"]
    assert [row["year"] for row in found if row["break_before"] == "ja"] == ["2024"]


def test_shares_lie_between_0_and_100(series: list[dict[str, str]], values: list[dict[str, str]]) -> None:
    shares = {row["series_id"] for row in series if row["unit"] == "procent"}
    found = [row for row in values if row["series_id"] in shares]
    assert all(0 <= float(row[name]) <= 100 for row in found for name in NUMBERS if row[name])
