"""A suite that would leave a rule unasked is refused, with the file and the line named."""

from __future__ import annotations

import json
import shutil

import pytest

from samlad.errors import SuiteError
from samlad.validation import engine, gate, own_expectations
from samlad.validation.asking import ask
from samlad.validation.parameters import catalogue_parameters
from samlad.validation.suites import PLACEHOLDER, read_suites


@pytest.fixture
def copied(tmp_path, suites):
    """A copy of the suites in force, to be spoilt."""
    return shutil.copytree(suites, tmp_path / "expectations")


@pytest.fixture
def spoil(copied):
    """Changes one suite file; the function gets its content, and may return another."""

    def change(name, function):
        path = copied / f"{name}.json"
        content = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps(function(content) or content, ensure_ascii=False), encoding="utf-8")
        return copied

    return change


def test_a_misspelt_expectation_is_refused_by_name_although_the_engine_drops_it(spoil, sent, questions_of):
    def misspell(content):
        content["expectations"][4]["type"] = "expect_training_files_alnoe"

    questions = questions_of(sent, spoil("received_files", misspell))
    with pytest.raises(SuiteError) as refused:
        ask(questions, ["files"])
    assert refused.value.exit_code == 12
    assert "received_files.json" in str(refused.value)
    assert "expect_training_files_alnoe" in str(refused.value)


def test_a_misspelt_expectation_in_a_suite_that_is_not_asked_is_refused_too(spoil, sent, questions_of):
    def misspell(content):
        content["expectations"][-1]["type"] = "expect_nothing"

    questions = questions_of(sent, spoil("consolidated", misspell))
    with pytest.raises(SuiteError, match=r"consolidated\.json.*expect_nothing"):
        ask(questions, ["files"])


def test_a_suite_that_the_engine_loads_shorter_than_its_file_is_refused(
    spoil, sent, questions_of, monkeypatch
):
    def misspell(content):
        content["expectations"][4]["type"] = "expect_training_files_alnoe"

    questions = questions_of(sent, spoil("received_files", misspell))
    monkeypatch.setattr(engine, "check_types", lambda suites: None)
    with pytest.raises(SuiteError, match=r"received_files\.json: 5 regler i filen, 4 lästes in"):
        ask(questions, ["files"])


def test_a_limit_that_a_rule_needs_but_lacks_is_refused(spoil, sent, questions_of):
    def forget(content):
        line = next(one for one in content["expectations"] if one["type"] == "expect_code_valid_on_day")
        del line["kwargs"]["validity"]

    questions = questions_of(sent, spoil("received_goals", forget))
    with pytest.raises(SuiteError, match=r"received_goals\.json"):
        ask(questions, ["goals"])


def literal(content):
    content["expectations"][0]["kwargs"]["min_value"] = 0


def unknown_placeholder(content):
    content["expectations"][0]["kwargs"]["min_value"] = {PLACEHOLDER: "hitte_på"}


def no_rules(content):
    content["expectations"] = []


def no_row_count(content):
    del content["expectations"][0]


def no_remedy(content):
    del content["expectations"][0]["meta"]["remedy"]


def unknown_key(content):
    content["expectations"][0]["nyckel"] = 1


def other_severity(content):
    content["expectations"][0]["meta"]["severity"] = "fatal"


def other_words(content):
    content["expectations"][0]["meta"]["text"] = "Något annat."


def unknown_brace(content):
    for line in content["expectations"]:
        line["meta"]["fault"] = "{värde} är fel."


def other_table(content):
    content["meta"]["table"] = "goals"


def unknown_table(content):
    content["meta"]["table"] = "nowhere"


@pytest.mark.parametrize(
    ("spoiling", "words"),
    [
        (literal, "min_value ska hämtas från katalogen"),
        (unknown_placeholder, "parametern «hitte_på» finns inte"),
        (no_rules, "inga regler"),
        (no_row_count, "de två första ska vara"),
        (no_remedy, "nyckeln remedy saknas"),
        (unknown_key, "nyckeln nyckel är okänd"),
        (other_severity, "severity ska vara"),
        (other_words, "andra ord än på ett annat ställe"),
        (unknown_brace, "kan inte fyllas i"),
        (other_table, "received_goals.json: prövar samma tabell"),
        (unknown_table, "tabellen nowhere finns inte"),
    ],
    ids=lambda value: getattr(value, "__name__", "words"),
)
def test_a_spoilt_suite_is_refused_in_words(spoil, sent, questions_of, spoiling, words):
    with pytest.raises(SuiteError) as refused:
        ask(questions_of(sent, spoil("received_analysis", spoiling)), ["analysis"])
    assert words in str(refused.value) and "received_analysis.json" in str(refused.value)


def test_a_missing_suite_an_empty_folder_and_a_broken_file_are_refused(copied, tmp_path):
    (copied / "received_goals.json").unlink()
    with pytest.raises(SuiteError, match="ingen regelfil prövar tabellen goals"):
        gate.suites_by_table(read_suites(copied))
    with pytest.raises(SuiteError, match="inga regelfiler"):
        read_suites(tmp_path)
    (copied / "received_files.json").write_text('{"name": 1, "name": 2}', encoding="utf-8")
    with pytest.raises(SuiteError, match="nyckeln name står två gånger"):
        read_suites(copied)
    (copied / "received_files.json").write_text("{", encoding="utf-8")
    with pytest.raises(SuiteError, match="går inte att läsa som JSON"):
        read_suites(copied)


def test_every_own_condition_and_every_parameter_is_used(suites, reference):
    expectations = [one for suite in read_suites(suites).values() for one in suite.expectations]
    assert set(own_expectations.TYPES) <= {one.kind for one in expectations}
    named = {
        value[PLACEHOLDER] for one in expectations for value in one.kwargs.values() if isinstance(value, dict)
    }
    given = set(catalogue_parameters(reference, [(2024, "VB")]))
    assert named <= given
    spare = {name for name in given - named if not name.endswith("_codes")}
    assert spare == set()


def test_no_id_code_or_limit_of_the_catalogue_stands_in_a_suite(suites, reference):
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(suites.glob("*.json")))
    ids = [
        *reference.programme.indicators,
        *reference.programme.activities,
        *reference.organisation.committees,
    ]
    assert [one for one in ids if f'"{one}"' in text] == []
