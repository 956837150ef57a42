"""Rules of the consolidated table, when all committees are together."""

from __future__ import annotations

import pandas as pd
import pytest

from samlad.validation import GateClosedError, check_consolidated

PERIODS = ((2023, "VB"), (2024, "VB"))
SHARE = {
    "indicator_id": "3.I1", "year": 2024, "period": "VB", "committee_id": "farsta",
    "committee_kind": "stadsdelsnamnd", "sex": "totalt", "age_group": "alla", "numerator": 27.0,
    "denominator": 50.0, "value": 54.0, "unit": "procent", "status": "shown", "duty": "due",
    "file": "2024/VB/ovning_farsta.xlsx", "sheet": "Indikatorer", "row": 5,
}  # fmt: skip
COUNT = SHARE | {
    "indicator_id": "2.I2", "committee_id": "sodermalm", "numerator": 40.0, "denominator": None,
    "value": 40.0,
}  # fmt: skip
ANSWER = SHARE | {"indicator_id": "4.I1", "numerator": 1.0, "denominator": 1.0, "value": 100.0}
HIDDEN = SHARE | {
    "indicator_id": "3.I2", "numerator": None, "denominator": None, "value": None, "status": "missing",
}  # fmt: skip
WOMEN = COUNT | {"sex": "kvinnor", "numerator": 20.0, "value": 20.0}
GOOD = [SHARE, COUNT, WOMEN, ANSWER, HIDDEN]


def frame(rows):
    made = pd.DataFrame(rows)
    numbers = dict.fromkeys(("numerator", "denominator", "value"), "Float64")
    return made.astype({**numbers, "year": "Int64", "row": "Int64"})


@pytest.fixture(scope="module")
def broken_rules(reference, suites):
    """The rules that are broken by some rows, with the place of each finding."""

    def ask(rows, periods=PERIODS):
        try:
            check_consolidated(frame(rows), reference, suites, periods)
        except GateClosedError as closed:
            return {(one.rule_id, one.file, one.row) for one in closed.record.findings}
        return set()

    return ask


def test_outcomes_that_hold_together_pass_and_give_a_record(reference, suites):
    record = check_consolidated(frame(GOOD), reference, suites, PERIODS)
    assert record.findings == () and record.results
    assert {result.table for result in record.results} == {"consolidated"}


@pytest.mark.parametrize(
    ("row", "rule_id"),
    [
        (SHARE, "samlat-dubblett"),
        (ANSWER | {"committee_id": "bromma", "numerator": 2.0, "value": 200.0}, "taljare-over-namnare"),
        (SHARE | {"committee_id": "bromma", "value": 53.0}, "andel-stammer-inte"),
        (SHARE | {"committee_id": "bromma", "value": 0.54}, "andel-enhet"),
        (SHARE | {"committee_id": "bromma", "numerator": None, "value": 101.0}, "andel-utanfor"),
        (ANSWER | {"committee_id": "bromma", "value": 1.0}, "andel-enhet"),
        (COUNT | {"sex": "man", "numerator": 21.0, "value": 21.0}, "delar-over-helheten"),
        (COUNT | {"committee_id": "skarholmen", "numerator": -1.0, "value": -1.0}, "tal-negativt"),
        (HIDDEN | {"committee_id": "bromma", "value": 12.0}, "samlat-dolt-tal"),
        (HIDDEN | {"committee_id": "bromma", "status": "shown"}, "samlat-utan-tal"),
        (HIDDEN | {"committee_id": "bromma", "status": "gömd"}, "samlat-okand-nyckel"),
        (SHARE | {"committee_id": "bromma", "duty": "kanske"}, "samlat-okand-nyckel"),
        (SHARE | {"committee_id": "norrmalm"}, "samlat-okand-nyckel"),
        (SHARE | {"committee_id": "bromma", "indicator_id": "9.I9"}, "samlat-okand-nyckel"),
        (SHARE | {"committee_id": "bromma", "sex": "flyttfåglar"}, "samlat-okand-nyckel"),
        (SHARE | {"committee_id": "bromma", "year": 2025}, "samlat-senare-ar"),
        (SHARE | {"committee_id": "bromma", "period": "T1"}, "samlat-senare-ar"),
        (HIDDEN | {"committee_id": "bromma", "status": ""}, "samlat-nyckel"),
    ],
)
def test_a_row_that_does_not_hold_closes_the_gate_at_its_place(broken_rules, row, rule_id):
    broken = broken_rules([*GOOD, row | {"file": "2024/VB/ovning_bromma.xlsx", "row": 9}])
    place = ("2024/VB/ovning_bromma.xlsx", 9)
    if rule_id == "delar-over-helheten":
        place = (COUNT["file"], COUNT["row"])
    assert (rule_id, *place) in broken
    follows = {"andel-utanfor"} if rule_id == "taljare-over-namnare" else set()
    assert {one for one, _, _ in broken} == {rule_id} | follows


def test_an_empty_consolidated_table_closes_the_gate(reference, suites):
    with pytest.raises(GateClosedError) as closed:
        check_consolidated(frame(GOOD).iloc[:0], reference, suites, PERIODS)
    assert [one.rule_id for one in closed.value.record.findings] == ["inga-rader"]


def test_a_tertial_in_which_no_indicator_is_due_may_have_no_outcome(reference, suites):
    record = check_consolidated(frame(GOOD).iloc[:0], reference, suites, ((2023, "VB"), (2024, "T1")))
    assert record.findings == ()
    assert [result.rule_id for result in record.results] == ["tabell-utan-rader"]


def test_a_share_of_nothing_may_be_shown_without_a_value(broken_rules):
    nothing = SHARE | {"committee_id": "bromma", "numerator": 0.0, "denominator": 0.0, "value": None}
    assert broken_rules([*GOOD, nothing]) == set()
