"""The traps of the engine that docs name: empty tables, null columns, absent columns, errors with values."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pandas as pd
import pytest

from samlad.errors import GateError
from samlad.rules import NO_ROWS_NEEDED, NOT_RUN
from samlad.validation import gate, row_conditions
from samlad.validation.asking import ask, ordered

SECRET = "hemlig-uppgift-4711"


def test_an_empty_table_that_is_due_breaks_the_row_count(sent, new_findings):
    sent.tables["indicators"].clear()
    findings = new_findings(sent, ("indicators", "activities"))
    assert [(one.rule_id, one.severity, one.row) for one in findings] == [("inga-rader", "critical", None)]
    assert "Indikatorer" in findings[0].message


def test_no_delivery_at_all_breaks_the_row_count(nothing_sent, ask_gate):
    findings = ask_gate(nothing_sent, ("files", "deliveries"))
    assert [one.rule_id for one in findings] == ["inga-rader", "inga-rader"]


def test_a_voluntary_table_that_nobody_sends_is_passed_over_and_said_so(sent, questions_of):
    sent.tables["goals"].clear()
    answers = ask(questions_of(sent), ["goals"])
    assert [(one.rule_id, one.severity, one.success) for one in answers.results] == [
        (NO_ROWS_NEEDED, "info", True)
    ]
    assert answers.findings == ()


@pytest.mark.parametrize(
    ("table", "column", "rule_id"),
    [
        ("files", "file", "plats-saknas"),
        ("indicators", "item_id", "id-saknas"),
        ("indicators", "committee_id", "avsandare-okand"),
        ("activities", "item_id", "id-saknas"),
        ("expected", "item_id", "plats-saknas"),
    ],
)
def test_a_column_with_nothing_in_it_is_found(sent, questions_of, table, column, rule_id):
    questions = questions_of(sent)
    frame = questions.asked[table].frame
    frame[column] = pd.Series([None] * len(frame), dtype=object)
    broken = {one.rule_id: one for one in ask(questions, [table]).results if not one.success}
    assert rule_id in broken and broken[rule_id].count > 0


def test_a_rule_whose_column_is_absent_is_a_fault_of_ours_and_not_of_a_sender(sent, questions_of):
    questions = questions_of(sent)
    del questions.asked["indicators"].frame["target"]
    answers = ask(questions, ["indicators"])
    at_fault = [one for one in answers.findings if one.rule_id == NOT_RUN]
    assert at_fault and {one.severity for one in at_fault} == {"critical"}
    assert {(one.file, one.committee_id) for one in at_fault} == {("", "")}
    assert not {one.rule_id for one in answers.findings} & {"arsmal-enhet", "andel-utanfor"}


def test_a_received_table_without_a_column_that_facts_are_joined_on_is_a_fault_of_ours(
    sent, reference, suites, params
):
    received = sent.made()
    tables = {**received.tables, "activities": received.tables["activities"].drop(columns="status")}
    with pytest.raises(GateError, match="activities saknar kolumnen status"):
        gate.validate(replace(received, tables=tables), reference, suites, params)


def test_an_error_inside_a_rule_is_kept_as_a_type_name_without_its_text(
    sent, questions_of, monkeypatch, capfd, caplog
):
    def fail(columns):
        raise ValueError(f"could not convert {SECRET}")

    monkeypatch.setattr(row_conditions, "_is_date", lambda text: fail(text))
    questions = questions_of(sent)
    answers = ask(questions, ["deliveries"])
    record = repr(answers) + "".join(capfd.readouterr()) + caplog.text
    assert NOT_RUN in {one.rule_id for one in answers.findings}
    assert SECRET not in record


def test_findings_come_in_one_order_whatever_order_they_are_found_in(usual):
    assert ordered(sorted(usual, key=repr)) == ordered(sorted(usual, key=repr, reverse=True))


OFFLINE = """
import socket, sys
calls = []
def refuse(*args, **kwargs):
    calls.append(args)
    raise OSError("no network")
socket.socket.connect = socket.socket.connect_ex = refuse
socket.getaddrinfo = socket.gethostbyname = socket.create_connection = refuse
import samlad.validation
assert not any(name.startswith("great_expectations") for name in sys.modules), "imported too early"
import pandas as pd
from samlad.validation import engine
from samlad.rules import Rule
from samlad.validation.suites import Expectation, Suite
rule = Rule("r", "critical", "t", "f", "g", "s")
kinds = ("expect_table_row_count_to_be_between", "expect_column_values_to_not_be_null")
lines = (Expectation(rule, kinds[0], {}, "", "none"), Expectation(rule, kinds[1], {}, "", "row"))
question = engine.Question(
    Suite("s", "t", "t", False, lines), [{"min_value": 1}, {"column": "a"}], pd.DataFrame({"a": [1.0, None]})
)
(verdicts,) = engine.evaluate([question])
assert [(one.success, one.rows) for one in verdicts] == [(True, ()), (False, (1,))], verdicts
import os, threading, time
assert os.environ["GX_ANALYTICS_ENABLED"] == "false"
assert "posthog" not in sys.modules
time.sleep(0.5)
assert calls == [], calls
"""


def test_the_engine_is_imported_late_and_makes_no_connection():
    done = subprocess.run([sys.executable, "-c", OFFLINE], capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
