"""The training set: the same bytes anywhere, equal to what is in git, and figures that add up."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import samlad
from samlad.desk import read_folders
from samlad.intake import receive
from samlad.params import PLAN, load_params
from samlad.reference import Reference, load_reference
from samlad.stages import Received
from samlad.training import generate, training_files
from samlad.training.plan import MERGER_GAP, PERIODS, Plan
from samlad.training.plans import PLAN_YEARS
from samlad.training.texts import FORMULA, MARKUP

CHECKOUT = Path(__file__).parents[2]
INCOMING = CHECKOUT / "data" / "incoming"
KEY = ["committee_id", "year", "period", "item_id", "sex", "age_group"]

PROGRAM = """
import hashlib, sys
from pathlib import Path
from typing import Any
sys.path.insert(0, sys.argv[1])
from samlad.desk import read_folders
from samlad.params import load_params
from samlad.reference import load_reference
from samlad.training import training_files
checkout = Path(sys.argv[2])
files = training_files(load_reference(read_folders(checkout), load_params(checkout / "params", 2024)))
total = hashlib.sha256()
for name, content in sorted(files.items()):
    total.update(name.encode() + content)
print(total.hexdigest())
"""


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference(read_folders(CHECKOUT), load_params(CHECKOUT / "params", 2024))


@pytest.fixture(scope="module")
def files(reference: Reference) -> Mapping[str, bytes]:
    return training_files(reference)


@pytest.fixture(scope="module")
def received(reference: Reference) -> Received:
    return receive(INCOMING, (*((year, PLAN) for year in PLAN_YEARS), *PERIODS), reference)


@pytest.fixture(scope="module")
def indicators(received: Received) -> pd.DataFrame:
    return received.tables["indicators"]


def test_what_is_in_git_is_what_the_generator_makes(files: Mapping[str, bytes]) -> None:
    found = {path.relative_to(INCOMING).as_posix(): path.read_bytes() for path in INCOMING.rglob("ovning_*")}
    assert sorted(found) == sorted(files)
    assert [name for name in files if found[name] != files[name]] == []


def test_the_set_does_not_depend_on_locale_time_zone_or_hash_seed(files: Mapping[str, bytes]) -> None:
    total = hashlib.sha256()
    for name, content in sorted(files.items()):
        total.update(name.encode() + content)
    environment = {**os.environ, "TZ": "Asia/Tokyo", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "7"}
    source = str(Path(samlad.__file__).parent.parent)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, source, str(CHECKOUT)],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
        cwd=CHECKOUT.root,
    )
    assert done.stdout.strip() == total.hexdigest()


def test_generating_replaces_training_files_and_nothing_else(tmp_path: Path, reference: Reference) -> None:
    folder = tmp_path / "2024" / "VB"
    folder.mkdir(parents=True)
    (folder / "ovning_gammal.xlsx").write_bytes(b"x")
    (folder / "riktig.xlsx").write_bytes(b"y")
    written = generate(reference, tmp_path)
    assert written == sorted(
        path for path in tmp_path.rglob("*") if path.is_file() and path.name != "riktig.xlsx"
    )
    assert (folder / "riktig.xlsx").read_bytes() == b"y"
    assert not (folder / "ovning_gammal.xlsx").exists()


def test_every_file_is_read_without_a_fault_and_is_marked_synthetic(received: Received) -> None:
    assert received.faults == ()
    assert received.synthetic
    diaries = list(INCOMING.rglob("ovning_diarium.csv"))
    assert len(received.files) == len(list(INCOMING.rglob("ovning_*"))) - len(diaries)
    noted = received.deliveries[received.deliveries["received_on"] != ""]
    assert set(zip(noted["year"], noted["period"], strict=True)) == {(2024, "VB")}


def test_all_three_forms_and_all_encodings_are_there(received: Received, files: Mapping[str, bytes]) -> None:
    forms = received.deliveries["form"].value_counts(normalize=True)
    assert forms["xlsx"] > 0.4
    assert forms["csv"] > 0.2
    assert forms["ils"] > 0.1
    texts = [content for name, content in files.items() if not name.endswith(".xlsx")]
    with_mark = [content for content in texts if content.startswith(b"\xef\xbb\xbf")]
    cp1252 = [content for content in texts if b"\xe4" in content and not _is_utf_8(content)]
    assert with_mark and cp1252 and len(with_mark) + len(cp1252) < len(texts)


def _is_utf_8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def test_both_organisations_report_and_someone_is_missing_every_time(
    received: Received, reference: Reference
) -> None:
    plan = Plan(reference)
    for year, period in PERIODS:
        mask = (received.deliveries["year"] == year) & (received.deliveries["period"] == period)
        sent = set(received.deliveries.loc[mask, "committee_id"])
        assert 0 < len(plan.missing(year, period)) <= 2
        assert not sent & plan.missing(year, period)
        assert ("jarva" in sent) == (year > 2023 or (year, period) == (2023, "VB"))
    assert reference.organisation.committees[next(iter(plan.missing(MERGER_GAP, "VB")))].successor


def test_shares_agree_with_their_parts_and_parts_with_their_wholes(indicators: pd.DataFrame) -> None:
    shares = indicators[indicators["denominator"].notna()]
    assert len(shares) > 300
    assert (shares["numerator"] <= shares["denominator"]).all()
    assert ((100 * shares["numerator"] / shares["denominator"] - shares["value"]).abs() <= 0.0501).all()
    for part in ("numerator", "denominator", "value"):
        counts = indicators if part != "value" else indicators[indicators["denominator"].isna()]
        totals = counts[(counts["sex"] == "totalt") & (counts["age_group"] == "alla")].set_index(KEY[:4])[
            part
        ]
        for split in ("sex", "age_group"):
            parts = counts[counts[split] != ("totalt" if split == "sex" else "alla")]
            summed = parts.groupby(KEY[:4])[part].sum(min_count=1).dropna()
            assert (summed == totals.reindex(summed.index)).all()


def test_no_row_stands_twice(received: Received, indicators: pd.DataFrame) -> None:
    assert not indicators.duplicated(KEY).any()
    assert not received.tables["activities"].duplicated(["committee_id", "year", "period", "item_id"]).any()


def test_outcomes_come_where_they_are_measured_and_forecasts_before(indicators: pd.DataFrame) -> None:
    whole_year = indicators["period"] == "VB"
    assert indicators.loc[~whole_year, "value"].isna().all()
    assert indicators.loc[~whole_year, "forecast"].notna().all()
    assert indicators.loc[whole_year, "forecast"].isna().all()


def test_the_odd_cases_are_there(received: Received, indicators: pd.DataFrame, reference: Reference) -> None:
    assert {"missing"} == set(
        indicators.loc[indicators["value"].isna() & (indicators["period"] == "VB"), "value_mark"]
    )
    assert indicators["value"].between(1, 4).any()
    assert (indicators["denominator"] < 21).any()
    assert set(indicators["target_setter"]) == {"kf", "namnd", ""}
    assert indicators["comment"].isin([MARKUP]).any()
    assert indicators["comment"].isin([FORMULA]).any()
    assert set(received.deliveries["decision_status"]) >= {"beslutad", "preliminar"}
    assert len(received.tables["own_indicators"]) > 5
    assert len(received.tables["goals"]) > 20
    kinds = received.deliveries["committee_id"].map(lambda name: reference.organisation.committees[name].kind)
    assert "bostadsbolag" in set(kinds)


def test_one_answer_goes_beyond_its_senders_duty(indicators: pd.DataFrame, reference: Reference) -> None:
    def is_beyond(row: "pd.Series[Any]") -> bool:
        duties = reference.duties(str(row["item_id"]), int(str(row["year"])), str(row["period"]))
        return row["committee_id"] not in {duty.committee.committee_id for duty in duties if duty.expected}

    assert indicators.apply(is_beyond, axis=1).sum() == 1


def test_some_report_only_activities_of_their_own(received: Received) -> None:
    own = set(received.tables["own_activities"]["committee_id"])
    asked = set(received.tables["activities"]["committee_id"]) | set(
        received.tables["indicators"]["committee_id"]
    )
    assert len(own - asked) == 2


def test_a_finished_activity_is_not_reported_again(received: Received, reference: Reference) -> None:
    activities = received.tables["activities"]
    once = {key for key, item in reference.programme.activities.items() if item.slag == "avgransad"}
    yearly = activities[activities["item_id"].isin(once) & (activities["period"] == "VB")]
    done = yearly[yearly["status"] == "avslutad"]
    assert len(done) > 10
    assert not done.duplicated(["committee_id", "item_id"]).any()
    assert set(activities["status"]) == {"ej_paborjad", "pagar", "forsenad", "avslutad", "utgar"}


def test_free_text_has_no_digits_that_could_tell_a_figure(received: Received) -> None:
    texts = [*received.tables["indicators"]["comment"], *received.tables["activities"]["comment"]]
    texts += [*received.tables["analysis"]["text"], *received.tables["goals"]["reason"]]
    assert not any(letter.isdigit() for text in texts for letter in text)


def test_plans_tell_of_some_without_one_and_of_things_that_went_another_way(received: Received) -> None:
    deliveries = received.deliveries[received.deliveries["year"] == 2024]
    planned = set(deliveries.loc[deliveries["period"] == PLAN, "committee_id"])
    reported = set(deliveries.loc[deliveries["period"] == "VB", "committee_id"])
    assert len(reported - planned) >= 2 and len(planned & reported) >= 10
    forms = set(received.tables["plan_activities"]["form"]) | set(received.tables["plan_indicators"]["form"])
    assert forms == {"xlsx", "csv", "ils"}
    states = received.tables["plan_activities"]["planned"].value_counts()
    assert set(states.index) == {"planeras", "lopande", "inte_i_ar", ""}
    done = received.tables["activities"]
    done = done[(done["year"] == 2024) & (done["period"] == "VB")]
    both = received.tables["plan_activities"].merge(done, on=["committee_id", "item_id"])
    pairs = set(zip(both["planned"], both["status"], strict=True))
    assert ("planeras", "ej_paborjad") in pairs and ("inte_i_ar", "pagar") in pairs
    goals = received.tables["plan_goals"]
    assert (goals["how"] == "").any() and ((goals["how"] != "") & (goals["follow_up"] == "")).any()
