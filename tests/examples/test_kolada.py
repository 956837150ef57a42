"""The example on published values: another programme, organisation and source, by data alone."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from samlad.desk import read_folders
from samlad.disclosure import load_approved, protect
from samlad.facts import run_facts
from samlad.files import Faults, read_yaml
from samlad.intake import receive
from samlad.measures import measure
from samlad.outcomes import build_outcomes
from samlad.params import ReportParams, load_params
from samlad.recipe import Recipe
from samlad.reference import Reference, load_reference
from samlad.stages import GateRecord, Protected, Received, Validated

CHECKOUT = Path(__file__).parents[2]
EXAMPLE = CHECKOUT / "examples" / "kolada"
FOLDERS = read_folders(CHECKOUT, data=str(EXAMPLE), params=str(EXAMPLE / "params"))
YEARS = range(2019, 2024)
OWN_CODE_LISTS = {"periods.csv", "delivery_status.csv", "target_setters.csv"}
SPLIT, WHOLE = ("N07907", "N15428", "N17461", "N09890", "U09800"), ("N11821", "N17813")
HIDDEN, MISSING, NOT_APPLICABLE = "..", "-", "."
SIGNS = {
    ("N11821", 2019, HIDDEN): 1,
    ("N17813", 2019, NOT_APPLICABLE): 1,
    ("N17813", 2020, NOT_APPLICABLE): 1,
    ("N17813", 2021, NOT_APPLICABLE): 1,
    ("N17813", 2022, MISSING): 1,
    ("N17813", 2023, NOT_APPLICABLE): 1,
    ("N09890", 2019, MISSING): 18,
    ("N09890", 2020, HIDDEN): 30,
    ("N09890", 2021, HIDDEN): 3,
    ("N09890", 2021, MISSING): 14,
    ("N09890", 2022, MISSING): 30,
    ("N09890", 2023, HIDDEN): 21,
}
"""How often each sign stands instead of a number: the source's Privacy, Missing and Not applicable."""


@pytest.fixture(scope="module")
def params() -> ReportParams:
    return load_params(FOLDERS.params, 2023)


@pytest.fixture(scope="module")
def reference(params: ReportParams) -> Reference:
    return load_reference(FOLDERS, params)


@pytest.fixture(scope="module")
def received(params: ReportParams, reference: Reference) -> Received:
    return receive(FOLDERS.incoming, params.wanted("VB"), reference)


@pytest.fixture(scope="module")
def protected(params: ReportParams, reference: Reference, received: Received) -> Protected:
    validated = Validated(received, GateRecord((), ()))
    measured = measure(build_outcomes(validated, reference, params), reference, params)
    approved = load_approved(EXAMPLE / "analysis" / "none", b"")
    return protect(measured, reference, params, approved, key=b"prov")


def values() -> list[dict[str, str]]:
    """Every row of the committed values, as text."""
    rows = []
    for year in YEARS:
        path = EXAMPLE / "incoming" / str(year) / "VB" / "kolada_2024-12-12.csv"
        with path.open(encoding="utf-8", newline="") as stream:
            rows += list(csv.DictReader(stream, delimiter=";"))
    return rows


def texts(*names: str) -> str:
    """The text of files of the example, one after another."""
    return "\n".join((EXAMPLE / name).read_text(encoding="utf-8") for name in names)


@pytest.mark.parametrize("year", [2021, 2022, 2023])
def test_the_example_loads_without_a_fault_and_with_tables_of_its_own(year: int) -> None:
    reference = load_reference(FOLDERS, load_params(FOLDERS.params, year))
    assert set(reference.programme.indicators) == {*SPLIT, *WHOLE}
    assert len(reference.programme.goals) == 3
    borrowed = {part for part, path in reference.sources.items() if EXAMPLE not in path.parents}
    shared = ("codelists/", "form_texts.yaml", "kontakter.csv", "kontroll.yaml")
    assert all(part.startswith(shared) for part in borrowed)
    assert reference.series.empty and reference.values.empty


def test_the_units_are_26_municipalities_known_by_name_and_code(reference: Reference) -> None:
    organisation = reference.organisation
    committees = organisation.committees
    assert len(committees) == 26
    assert {committee.kind for committee in committees.values()} == {"kommun"}
    codes = {re.sub(r"\D", "", committee.note) for committee in committees.values()}
    assert len(codes) == 26
    assert all(re.fullmatch(r"01\d\d", code) for code in codes)
    assert {organisation.find(code) for code in codes} == {*committees}
    assert organisation.find("Stockholms stad") == organisation.find("0180") == "stockholm"


def test_every_municipality_answers_for_every_indicator(reference: Reference) -> None:
    for indicator_id in reference.programme.indicators:
        duties = reference.duties(indicator_id, 2023, "VB")
        assert len(duties) == 26
        assert all(duty.expected for duty in duties)


def test_the_files_are_read_without_a_finding_and_are_no_training_data(received: Received) -> None:
    assert received.faults == ()
    assert not received.synthetic
    assert len(received.files) == 2 * len(YEARS)
    indicators = received.tables["indicators"]
    assert set(indicators["committee_id"].value_counts()) == {85}
    assert set(indicators["sex"]) == {"totalt", "kvinnor", "man"}
    assert (indicators["stated_year"] == indicators["year"]).all()
    assert set(indicators["stated_period"]) == {"VB"}
    assert len(received.deliveries) == 26 * len(YEARS)
    assert set(received.deliveries["decision_status"]) == {"publicerad"}


def test_every_municipality_has_every_indicator_by_sex_where_the_source_has_it() -> None:
    rows = Counter((row["Kommun"], row["År"], row["Nyckeltal-id"]) for row in values())
    assert len(rows) == 26 * len(YEARS) * len((*SPLIT, *WHOLE))
    for (_, _, indicator_id), count in rows.items():
        assert count == (3 if indicator_id in SPLIT else 1)


def test_what_the_source_hid_or_lacks_is_a_sign_and_never_a_number() -> None:
    rows = values()
    signs = Counter(
        (row["Nyckeltal-id"], int(row["År"]), row["Värde"])
        for row in rows
        if not re.fullmatch(r"\d+(,\d+)?", row["Värde"])
    )
    assert dict(signs) == SIGNS


@pytest.mark.parametrize(
    ("municipality", "year", "indicator_id", "sex", "value"),
    [
        ("Nacka", 2019, "N09890", "T", "30,429982"),
        ("Nacka", 2023, "N09890", "T", "27,977749"),
        ("Nacka", 2023, "U09800", "T", "44,71858298"),
        ("Nacka", 2023, "N07907", "T", "16,668512"),
        ("Nacka", 2023, "N11821", "T", "95,056858"),
        ("Nacka", 2023, "N15428", "T", "93,60877986"),
        ("Nacka", 2023, "N17461", "T", "84,687275"),
        ("Nacka", 2023, "N17813", "T", "89,2"),
        ("Botkyrka", 2019, "N07907", "K", "28,6609"),
        ("Botkyrka", 2019, "N07907", "M", "31,858138"),
        ("Värmdö", 2021, "N09890", "T", "12,742339"),
        ("Värmdö", 2021, "N09890", "K", MISSING),
        ("Södertälje", 2021, "N09890", "T", HIDDEN),
        ("Södertälje", 2021, "N09890", "M", MISSING),
        ("Nykvarn", 2019, "N11821", "T", HIDDEN),
        ("Vaxholm", 2022, "N17813", "T", MISSING),
        ("Vaxholm", 2023, "N17813", "T", NOT_APPLICABLE),
    ],
)
def test_values_stand_as_the_source_published_them(
    municipality: str, year: int, indicator_id: str, sex: str, value: str
) -> None:
    wanted = {"Kommun": municipality, "År": str(year), "Nyckeltal-id": indicator_id, "Kön": sex}
    assert [row["Värde"] for row in values() if wanted.items() <= row.items()] == [value]


def test_names_of_indicators_are_the_same_in_the_catalogue_and_in_the_files(reference: Reference) -> None:
    named = {(row["Nyckeltal-id"], row["Nyckeltal"]) for row in values()}
    assert named == {(item.indicator_id, item.text) for item in reference.programme.indicators.values()}


def test_shares_without_parts_are_planned_for_municipalities_alone(reference: Reference) -> None:
    for indicator in reference.programme.indicators.values():
        assert not indicator.parts_required
        assert not indicator.additive
        assert not indicator.by_age
    assert {plan.area for plan in reference.programme.tables} == {"committee"}
    assert {plan.indicator_id for plan in reference.programme.tables if plan.split == "sex"} == {*SPLIT}


def test_no_value_is_summed_averaged_or_hidden_by_us(protected: Protected) -> None:
    cells = protected.cells
    assert set(cells["committee_kind"]) == {"kommun"}
    assert set(cells["basis"]) == {"rapporterad"}
    assert len(cells) == len(values())
    signs: Counter[str] = Counter()
    for (_, _, sign), count in SIGNS.items():
        signs[sign] += count
    assert Counter(cells["status"]) == {
        "shown": len(cells) - signs.total(),
        "suppressed_by_source": signs[HIDDEN],
        "missing": signs[MISSING],
        "not_applicable": signs[NOT_APPLICABLE],
    }
    assert protected.record.hidden.empty


def test_a_change_is_said_in_the_unit_of_its_indicator(protected: Protected) -> None:
    units = {
        (cell_id.split("/")[0], unit)
        for cell_id, unit in zip(protected.changes["cell_id"], protected.changes["change_unit"], strict=True)
    }
    assert ("U09800", "tillfällen per invånare") in units
    assert {unit for indicator_id, unit in units if indicator_id != "U09800"} == {"procentenheter"}


def test_source_and_vintage_are_on_every_page_and_below_every_table() -> None:
    words = read_yaml(EXAMPLE / "words.yaml", Faults())
    for key in ("footer_text", "source_reported"):
        assert "Kolada" in words[key]
        assert "2024-12-12" in words[key]
    assert "CC BY 4.0" in words["footer_text"]
    assert "pgmj/DIDreport" in words["footer_text"]


def test_nothing_in_the_example_speaks_of_training_data() -> None:
    files = [path for path in EXAMPLE.rglob("*") if path.is_file()]
    assert not [path for path in files if "syntet" in path.read_text(encoding="utf-8").casefold()]
    assert not list((EXAMPLE / "incoming").rglob("ovning_*"))
    assert sum(path.stat().st_size for path in files) < 1_000_000


def test_the_open_key_is_part_of_the_example() -> None:
    assert (EXAMPLE / "hemligt" / "oppen_fro").read_text(encoding="utf-8").strip()


def test_the_words_have_the_same_keys_as_the_checkouts_but_for_roles() -> None:
    ours, theirs = (read_yaml(folder / "words.yaml", Faults()) for folder in (EXAMPLE, CHECKOUT / "data"))
    assert set(ours) == {key for key in theirs if not key.startswith("role_")}
    for key, text in ours.items():
        known = {*re.findall(r"\{\w+\}", str(theirs[key])), "{year}", "{period_label}"}
        assert {*re.findall(r"\{\w+\}", str(text))} <= known, key


def test_settings_of_the_run_are_named_with_the_examples_own_words(
    params: ReportParams, reference: Reference
) -> None:
    facts = run_facts(params, "VB", reference, Recipe({}, "", "f"), synthetic=False)
    names = [name for name, _ in facts.parameters]
    assert {"Exemplets program", "Värdena hämtade", "Sista dag för hämtning", "Beteckning"} <= set(names)
    assert not {"Diarienummer", "Sista dag för leveranser", "Rapportens datum"} & set(names)


def test_no_word_of_the_checkouts_city_is_left() -> None:
    everything = texts(
        "words.yaml", "forms.yaml", "disclosure.yaml", "programme/exempel/programme.yaml",
        "programme/exempel/goals.csv", "programme/exempel/indicators.csv", "organisation/kinds.csv",
        "codelists/target_setters.csv", "codelists/periods.csv", "codelists/delivery_status.csv",
    )  # fmt: skip
    read = "\n".join(line for line in everything.splitlines() if not line.startswith("#"))
    # The code `namnd` is the catalogue's; what a reader sees is its label.
    theirs = r"nämnd|stadsdel|bolag|socialförvalt|verksamhetsberätt|\bstaden"
    assert not re.findall(theirs, read.casefold())


def test_code_lists_differ_from_the_checkouts_only_where_they_must() -> None:
    assert {path.name for path in (EXAMPLE / "codelists").glob("*.csv")} == OWN_CODE_LISTS


def test_no_code_suite_or_notebook_knows_the_example() -> None:
    files = [
        path
        for folder in ("src", "expectations", "notebooks")
        for path in (CHECKOUT / folder).rglob("*")
        if path.suffix in (".py", ".json", ".ipynb", ".j2", ".html", ".css")
    ]
    assert files
    named = re.compile(r"kolada|stockholm|\bkommunkod", re.IGNORECASE)
    assert not [path.name for path in files if named.search(path.read_text(encoding="utf-8"))]
