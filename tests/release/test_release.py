"""The released folder: the same bytes each time, in order, with nothing in it that may not be there."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import frictionless
import pandas as pd
import pytest
from small_city import Reports, params, reference, run_facts

from samlad.disclosure import Approved, Entry, protect, text_hash
from samlad.errors import ReleaseError
from samlad.frames import records
from samlad.measures import measure
from samlad.outcomes import build_outcomes
from samlad.reference import SERIES_COLUMNS, VALUE_COLUMNS, Reference
from samlad.release import release, write_open_data
from samlad.stages import Protected, Released

SECRET = ("Anna Andersson", "Bo Berg", "xlsx, rad", "får inte släppas")


def reports() -> Reports:
    result = Reports().split("1.I2", "ange", 2024, kvinnor=(4321, None), man=(3, None))
    result = result.value("1.I1", "ange", 2023, 3, 40).value("1.I1", "ange", 2024, 20, 41)
    result = result.value("1.I1", "berga", 2024, 37, 39).value("1.I1", "oster", 2024, "missing", "missing")
    result = result.value("2.I1", "ange", 2024, 1, 3, target=50, target_setter="kf")
    result = result.activity("1.A1", "ange", 2024, "pagar", "Tre personer hette Kim.")
    result = result.survey("F1", "ange", 2024, 40, {"ja": 22, "nej": 18}, question="Är det ljust?")
    return result.own("E1", "oster", 2024, value=2)


def read() -> Approved:
    """The words of the survey, and nothing else."""
    entry = Entry("ange/2024/VB/survey/F1", text_hash("Är det ljust? ja / nej", b""), "Bo", "2025-02-01")
    return Approved({entry.comment_id: entry})


def comparison() -> dict[str, pd.DataFrame]:
    series = [
        {"series_id": "s1", "title": "Serie", "publisher": "Källan"},
        {"series_id": "s2", "title": "Ny"},
    ]
    values = [
        {"series_id": "s1", "year": "2023", "value": "54.3", "vintage": "2025"},
        {"series_id": "s1", "year": "2017-2020", "value": "50"},
        {"series_id": "s1", "year": "2025", "value": "60"},
        {"series_id": "s2", "year": "2025", "value": "1"},
    ]
    return {
        "series": pd.DataFrame(series, columns=list(SERIES_COLUMNS), dtype=str).fillna(""),
        "values": pd.DataFrame(values, columns=list(VALUE_COLUMNS), dtype=str).fillna(""),
    }


@pytest.fixture(scope="module")
def facts() -> Reference:
    return reference(**comparison())


@pytest.fixture(scope="module")
def protected(facts: Reference) -> Protected:
    outcomes = build_outcomes(reports().validated(), facts, params())
    return protect(measure(outcomes, facts, params()), facts, params(), read(), key=b"prov")


@pytest.fixture(scope="module")
def released(facts: Reference, protected: Protected, tmp_path_factory: pytest.TempPathFactory) -> Released:
    folder = tmp_path_factory.mktemp("slappt")
    return release(protected, facts, params(), folder, run_facts())


def rows(released: Released, name: str) -> list[dict[str, str]]:
    with (released.folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_file_of_the_reference_is_there(released: Released) -> None:
    names = {path.name for path in released.folder.iterdir()}
    tables = (
        "cells changes targets attainment coverage due activities activity_counts assessments own_indicators "
        "own_activities surveys plans plan_senders plan_goals plan_own comments deliveries findings "
        "corrections origins comparison_series comparison_values "
        "goals conditions indicators activity_texts responsibilities ansvar organisation kinds"
    )
    documents = "codelists programme words disclosure analysis run"
    assert names == {f"{one}.csv" for one in tables.split()} | {f"{one}.json" for one in documents.split()}


def test_the_same_input_gives_the_same_bytes(
    facts: Reference, protected: Protected, released: Released, tmp_path: Path
) -> None:
    again = release(protected, facts, params(), tmp_path / "ny", run_facts())
    assert again.fingerprint == released.fingerprint
    shuffled = replace(protected, cells=protected.cells[::-1], activities=protected.activities[::-1])
    other = release(shuffled, facts, params(), tmp_path / "omvand", run_facts())
    assert other.fingerprint == released.fingerprint


def test_a_folder_with_something_in_it_is_refused(
    facts: Reference, protected: Protected, tmp_path: Path
) -> None:
    (tmp_path / "kvar.txt").write_text("x", encoding="utf-8")
    with pytest.raises(ReleaseError, match="inte tom"):
        release(protected, facts, params(), tmp_path, run_facts())


def test_no_names_places_unread_texts_or_internal_notes_are_released(released: Released) -> None:
    everything = "\n".join(path.read_text(encoding="utf-8") for path in sorted(released.folder.iterdir()))
    assert not [word for word in (*SECRET, "Kim") if word in everything]


def test_a_hidden_number_is_nowhere(released: Released) -> None:
    found = {row["cell_id"]: row for row in rows(released, "cells")}
    hidden = found["1.I2/stad/2024/VB/kvinnor/alla"]
    assert (hidden["status"], hidden["value"], hidden["text"]) == ("suppressed", "", "..")
    everything = "\n".join(path.read_text(encoding="utf-8") for path in sorted(released.folder.iterdir()))
    assert "4321" not in everything
    assert "4\u00a0321" not in everything
    assert rows(released, "own_indicators")[0]["value"] == ""


def test_a_survey_leaves_with_its_numbers_and_its_read_words(released: Released) -> None:
    found = [(row["position"], row["alternative"], row["answers"], row["chosen"], row["text"])
             for row in rows(released, "surveys")]  # fmt: skip
    assert found == [("0", "", "40", "", "40"), ("1", "ja", "", "22", "55,0\u00a0%"),
                     ("2", "nej", "", "18", "45,0\u00a0%")]  # fmt: skip


def test_numbers_have_a_decimal_point_and_no_noise(released: Released) -> None:
    found = {row["cell_id"]: row for row in rows(released, "cells")}
    share = found["2.I1/ange/2024/VB/totalt/alla"]
    assert (share["numerator"], share["denominator"], share["value"]) == ("1", "3", "33.333333")


def test_rows_stand_in_canonical_order(released: Released) -> None:
    cells = [row for row in rows(released, "cells") if (row["indicator_id"], row["year"]) == ("1.I1", "2024")]
    order = [row["committee_id"] for row in cells]
    assert order == ["stad", "kind:distrikt", "berga", "nya", "ange", "oster"]
    assert [row["short_name"] for row in rows(released, "organisation")][-2:] == ["Ånge", "Öster"]


def test_nothing_later_than_the_year_is_shown_beside(released: Released) -> None:
    assert [row["year"] for row in rows(released, "comparison_values")] == ["2023", "2017-2020"]
    assert [row["series_id"] for row in rows(released, "comparison_series")] == ["s1"]


def test_a_report_without_comparison_is_released(protected: Protected, tmp_path: Path) -> None:
    alone = release(protected, reference(), params(), tmp_path / "slappt", run_facts())
    assert rows(alone, "comparison_values") == []
    write_open_data(alone, tmp_path / "data")
    assert (tmp_path / "data" / "comparison.csv").read_text(encoding="utf-8").count("\n") == 1


def test_rules_are_thresholds_and_texts_alone(released: Released) -> None:
    rules = json.loads((released.folder / "disclosure.json").read_text(encoding="utf-8"))
    assert rules["thresholds"]["count_high"] == 4
    assert set(rules["rules"][0]) == {"id", "text", "source", "reason"}
    assert "internal" not in rules


def test_facts_of_the_run_are_there(released: Released) -> None:
    run = json.loads((released.folder / "run.json").read_text(encoding="utf-8"))
    assert run["years"] == [2023, 2024]
    assert run["parameters"] == [{"name": "År", "text": "2024"}]


def tampered(protected: Protected, name: str, where: dict[str, Any], **values: Any) -> Protected:
    frame = getattr(protected, name).copy()
    chosen = [all(row[key] == value for key, value in where.items()) for row in records(frame)]
    assert any(chosen)
    for column, value in values.items():
        frame.loc[chosen, column] = value
    return replace(protected, **{name: frame})


@pytest.mark.parametrize(
    ("name", "where", "values", "says"),
    [
        ("cells", {"status": "suppressed"}, {"numerator": 3.0}, "cells.csv, rad"),
        ("cells", {"status": "missing"}, {"text": "3"}, "cells.csv, rad"),
        (
            "cells",
            {"status": "shown", "sex": "totalt"},
            {"age_group": "13-17", "sex": "man"},
            "tabell som inte ska",
        ),
        ("changes", {"text": ".."}, {"change": 3.0}, "changes.csv, rad"),
        ("own_indicators", {"status": "suppressed"}, {"value": 2.0}, "own_indicators.csv, rad"),
        ("surveys", {"position": 1}, {"status": "suppressed"}, "surveys.csv, rad 3: raden är inte öppen"),
        (
            "surveys",
            {"position": 2},
            {"status": "suppressed", "chosen": None, "share": None, "text": ".."},
            "surveys.csv, rad 4: fördelningen är dold bara till en del",
        ),
        (
            "attainment",
            {"committee_id": "ange"},
            {"indicator_id": "1.I1", "committee_id": "berga"},
            "attainment.csv, rad",
        ),
    ],
)
def test_the_last_check_refuses_a_number_that_is_not_shown(
    facts: Reference, protected: Protected, tmp_path: Path, name: str, where: Any, values: Any, says: str
) -> None:
    with pytest.raises(ReleaseError) as error:
        release(tampered(protected, name, where, **values), facts, params(), tmp_path / "ny", run_facts())
    assert says in str(error.value)
    assert error.value.exit_code == 15


def test_open_data_are_valid_and_described(released: Released, tmp_path: Path) -> None:
    write_open_data(released, tmp_path)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        header = (tmp_path / resource["path"]).read_text(encoding="utf-8").splitlines()[0].split(",")
        assert header == [field["name"] for field in resource["schema"]["fields"]]
        assert all(
            field["description"] and "{" not in field["description"] for field in resource["schema"]["fields"]
        )


def test_open_data_have_the_released_numbers_and_the_mark_of_training_data(
    released: Released, tmp_path: Path
) -> None:
    write_open_data(released, tmp_path)
    with (tmp_path / "outcomes.csv").open(encoding="utf-8", newline="") as stream:
        outcomes = list(csv.DictReader(stream))
    cells = rows(released, "cells")
    assert [row["text"] for row in outcomes] == [row["text"] for row in cells]
    assert {row["mark"] for row in outcomes} == {"Syntetiska övningsdata – inga verkliga utfall"}
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert "Syntetiska övningsdata" in package["title"]
    (published,) = (one for one in package["resources"] if one["name"] == "comparison")
    assert (
        "märkningen «Syntetiska övningsdata – inga verkliga utfall» gäller inte dem"
        in published["description"]
    )
    assert "mark" not in [field["name"] for field in published["schema"]["fields"]]


def test_real_data_carry_no_mark(facts: Reference, protected: Protected, tmp_path: Path) -> None:
    real = release(protected, facts, params(), tmp_path / "slappt", run_facts(synthetic=False))
    write_open_data(real, tmp_path / "data")
    for path in sorted((tmp_path / "data").iterdir()):
        content = path.read_text(encoding="utf-8")
        assert "yntetisk" not in content
        assert "vningsdata" not in content
        assert "mark" not in content.partition("\n")[0].split(",")


def test_a_rerun_gives_the_same_open_data(released: Released, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_open_data(released, tmp_path / name)
    for path in sorted((tmp_path / "a").iterdir()):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_open_data_with_rounded_counts_says_that_they_are(protected: Protected, tmp_path: Path) -> None:
    method = {"name": "femtal", "label": "Femtal", "note": "Antalen är avrundade.", "base": 5}
    public = {**protected.record.public, "method": method}
    given = replace(protected, record=replace(protected.record, public=public))
    write_open_data(release(given, reference(), params(), tmp_path / "s", run_facts()), tmp_path / "data")
    package = json.loads((tmp_path / "data" / "datapackage.json").read_text(encoding="utf-8"))
    assert package["description"].endswith("Antalen är avrundade.")
